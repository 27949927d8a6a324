import pytest

from bot.core.locale_codes import LanguageNames, resolve


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("fr", "fr"), ("fr-BE", "fr"), ("en_US", "en"), ("fa-AF", "fa"), ("prs", "fa"), ("EN", "en"), (" fr ", "fr"),
        ("pcm", "pcm"), ("pt-br", None), ("", None), (None, None), ("-", None), ("zh-hans", None), ("x" * 500, None),
    ],
)  # fmt: skip
def test_any_code_gives_one_of_ours_or_none_and_never_an_error(tiny, code, ours):
    assert resolve(code, tiny.languages) == ours


def test_the_codes_that_trip_other_bots(whole):
    languages = whole.library.languages
    assert [resolve(code, languages) for code in ("zh-hans", "zh-hant", "zh_TW", "ps", "sq-AL", "nl-BE")] == [
        "zh", "zh", "zh", "ps", "sq", "nl",
    ]  # fmt: skip


def test_a_language_is_found_by_its_name_as_people_type_it(tiny):
    names = LanguageNames(tiny.languages)
    assert names.find("Français") == "fr"
    assert names.find("francais!") == "fr"
    assert names.find("فارسی / دری") == "fa"
    assert names.find("I speak francais") is None
    assert names.find("") is None
