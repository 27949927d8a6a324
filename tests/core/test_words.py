import pytest

from bot.core.words import fold, marked_words, romanised, says_little, skeleton, split_han, visible


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Heeelp   ME!!", "help me"),
        ("J’ai pas d'tuteur 😢", "j ai pas d tuteur"),
        ("I don't, I can`t", "i dont i cant"),
        ("Tôi muốn gặp bác sĩ", "toi muon gap bac si"),
        ("ĐƯỜNG", "duong"),
        ("Straße", "strasse"),
        ("كيف أشوف الدكتورة؟", "کیف اشوف الدکتوره"),
        ("می‌توانم ۱۸", "می توانم 18"),
        ("see https://t.co/abc or a@b.com now", "see or now"),
        ("a\u202eb\u200bc", "abc"),
        ("🙂", ""),
        ("", ""),
        ("ＨＥＬＰ", "help"),
        ("https://t.cn/abc我想自杀", "我想自杀"),
    ],
)
def test_one_spelling_for_one_word(typed, folded):
    assert fold(typed) == folded


def test_folding_twice_changes_nothing():
    for text in ("Ça va?", "می‌توانم", "Настойник", "我要看医生", "Ștefan"):
        assert fold(fold(text)) == fold(text)


def test_invisible_characters_go_and_words_stay():
    assert visible("\u202ehello\u0000  \n world\u2069") == "hello world"


def test_chinese_characters_stand_alone_and_latin_words_stay_whole():
    assert split_han("我要orange card") == "我 要 orange card"
    assert split_han("no chinese") == "no chinese"


@pytest.mark.parametrize(
    ("native", "typed", "language"),
    [
        ("چطور سرپرست بگیرم", "chetor sarparast begiram", "fa"),
        ("настойник", "nastoynik", "bg"),
        ("намеря", "namerq", "bg"),
        ("шофьор", "6ofor", "bg"),
        ("شكرا", "chokran", "ar"),
    ],
)
def test_a_word_sounds_the_same_in_its_own_script_and_in_latin_letters(native, typed, language):
    a, b = skeleton(fold(native), language), skeleton(fold(typed), language)
    assert a[:3] == b[:3]


def test_languages_that_nobody_romanises_have_no_skeleton():
    assert skeleton("bonjour", "fr") == ""
    assert romanised("bonjour", "fr") == []


def test_numbers_keep_their_digits_in_a_skeleton():
    assert skeleton("112 18", "ar") == "112 18"


def test_marked_words_keep_marks_and_line_up_with_folded_ones():
    assert marked_words("Từ từ, tự tử!") == ["từ", "từ", "tự", "tử"]
    assert len(marked_words("J’ai 18 ans…")) == len(fold("J’ai 18 ans…").split())


@pytest.mark.parametrize(
    "text", ["@" * 4096, "a@" * 2048, "a." * 2048, "\u0301\u0300" * 2048, "\ufdfa" * 4096, "www." * 1024]
)
def test_no_text_is_long_to_fold(text):
    """A pattern that looks back and forth over 4096 characters would stop the bot for everybody; bounded in work, not time."""
    assert len(fold(text)) <= 4200


def test_one_or_two_letters_say_little_but_a_chinese_character_does_not():
    assert says_little("no")
    assert says_little("a b")
    assert not says_little("help")
    assert not says_little("病")
