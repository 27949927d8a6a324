import pytest

from bot.core.entries import Question
from bot.core.language import Detector, script_of


@pytest.fixture(scope="module")
def detector(tiny_product) -> Detector:
    return tiny_product.answering.index.detector


@pytest.fixture(scope="module")
def whole_detector(whole) -> Detector:
    return whole.answering.index.detector


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("hello", "Latin"), ("Straße é ạ", "Latin"), ("привет", "Cyrillic"), ("سلام", "Arabic"), ("hi ❤️❤️ ☎️", "Latin"),
        ("١١٢", None), ("你好", "Han"),
        ("voogd سرپرست من", "Arabic"), ("我的 orange card", "Han"), ("ሰላም እንዴት", None), ("123 🙂", None), ("", None),
    ],
)  # fmt: skip
def test_the_script_that_carries_the_message(text, script):
    assert script_of(text) == script


def test_without_letters_the_conversation_stays_as_it_is(detector):
    assert detector.decide("112", chosen="fr").language == "fr"
    assert detector.decide("🙂", hint="fa").language == "fa"
    assert detector.decide("").language == "en"


@pytest.mark.parametrize("text", ["ok", "merci", "112", "faq", "guardian", "no", "police", "thank you"])
def test_one_or_two_words_never_switch_the_conversation(whole_detector, text):
    for chosen in ("fr", "en", "nl", "vi", "pcm", "sq"):
        assert whole_detector.decide(text, chosen=chosen).language == chosen


@pytest.mark.parametrize("text", ["CPAS", "Fedasil", "Mohammad", "TikTok", "ok", "x"])
def test_a_latin_word_inside_a_chinese_conversation_changes_nothing(whole_detector, text):
    assert whole_detector.decide(text, chosen="zh").language == "zh"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("j'ai pas encore de tuteur, c'est quand", "fr"),
        ("ik heb nog altijd geen voogd gekregen", "nl"),
        ("ich habe noch keinen Vormund bekommen", "de"),
        ("how long must i wait for the guardian", "en"),
        ("toi chua co nguoi giam ho", "vi"),
        ("Tôi chưa có người giám hộ", "vi"),
        ("我还没有监护人", "zh"),
        ("nuk kam ende kujdestar ligjor", "sq"),
        ("inca nu am primit un tutore", "ro"),
        ("все още нямам настойник", "bg"),
        ("oshte nqmam nastoinik tuk", "bg"),
        ("ليس عندي وصي حتى الآن", "ar"),
        ("زه تر اوسه سرپرست نه لرم", "ps"),
        ("من هنوز سرپرست ندارم", "fa"),
        ("man hanooz sarparast nadaram", "fa"),
        ("dem never give me guardian since i come", "pcm"),
    ],
)
def test_a_sentence_tells_its_language_by_itself(whole_detector, text, language):
    assert whole_detector.decide(text).language == language


def test_a_clear_sentence_in_another_language_wins_over_the_chosen_one(whole_detector):
    verdict = whole_detector.decide("ich habe noch keinen Vormund bekommen und warte", chosen="fr")
    assert (verdict.language, verdict.clear) == ("de", True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Merhaba, bugün doktora gitmek istiyorum ama nasıl yapacağımı bilmiyorum", "tr"),
        ("Hola, no entiendo lo que tengo que hacer con estos papeles", "es"),
        ("Waxaan u baahanahay dhakhtar sababtoo ah waan xanuunsanahay", "so"),
        ("Мне нужен врач, я не понимаю, что написано в этом письме", "ru"),
        ("ሰላም እንዴት ነህ", ""),
    ],
)
def test_a_language_that_is_none_of_ours_is_named(whole_detector, text, code):
    assert whole_detector.decide(text).foreign == code


def test_none_of_our_own_lines_is_taken_for_a_foreign_language(whole):
    """Bulgarian must not be Macedonian, Dutch not Afrikaans, Dari not Urdu."""
    wrong = [
        (code, line)
        for code in whole.library.languages
        for line in whole.library.asked[code]["guardian/get"]
        if whole.answering.answer(Question(line)).foreign is not None
    ]
    assert wrong == []


def test_what_is_trained_can_be_stored_and_restored(detector):
    again = Detector(detector._languages, detector.tables, detector.profiles)
    assert (
        again.decide("j'ai pas encore de tuteur").language
        == detector.decide("j'ai pas encore de tuteur").language
        == "fr"
    )
