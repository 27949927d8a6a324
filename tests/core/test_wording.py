from datetime import date

import pytest

from bot.core.problems import KnowledgeError
from bot.core.wording import Wording


@pytest.fixture
def wording(tmp_path, tiny) -> Wording:
    for code, text in {
        "en": 'msgid "hi"\nmsgstr "Hello {name}"\n\nmsgid "only"\nmsgstr "English"\n',
        "fr": 'msgid "hi"\nmsgstr "Bonjour {name}"\n',
    }.items():
        path = tmp_path / "locales" / code / "LC_MESSAGES" / "bot.po"
        path.parent.mkdir(parents=True)
        path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n{text}', encoding="utf-8")
    return Wording.load(tmp_path / "locales", tiny)


def test_a_message_is_said_in_the_language_or_its_fallback(wording):
    assert wording.say("hi", "fr", name="Sam") == "Bonjour Sam"
    assert wording.say("only", "fr") == "English"
    assert wording.say("hi", "pcm", name="Sam") == "Hello Sam"
    with pytest.raises(KeyError):
        wording.say("nothing", "fr")


def test_a_placeholder_may_be_called_language(wording):
    assert wording.say("hi", "en", name="x", language="y") == "Hello x"


def test_a_broken_or_missing_catalog_stops_the_start_with_its_place(tmp_path, tiny):
    with pytest.raises(KnowledgeError, match="no words of its own"):
        Wording.load(tmp_path / "nowhere", tiny)
    path = tmp_path / "locales" / "en" / "LC_MESSAGES" / "bot.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "open\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"locales/en/LC_MESSAGES/bot\.po:2: error: a quote is not closed"):
        Wording.load(tmp_path / "locales", tiny)
    path.write_text('msgid "a"\nmsgsr "b"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"bot\.po:2: error: this is not a readable PO file"):
        Wording.load(tmp_path / "locales", tiny)


def test_months_and_digits_are_the_readers_own_but_digits_stay_western(wording):
    assert wording.month(date(2026, 10, 2), "en") == "October 2026"
    assert wording.month(date(2026, 10, 2), "fr") == "octobre 2026"
    assert "2026" in wording.month(date(2026, 10, 2), "fa")


def test_values_stand_in_left_to_right_isolates(wording):
    assert wording.fill("Call {service}.") == "Call \u2066078 15 43 24\u2069."
    assert wording.fill("Go to {street}.", "guardian/get") == "Go to \u2066Street 44, 1000 Brussels\u2069."


def test_a_right_to_left_line_starts_so_and_keeps_numbers_and_commands_whole(wording):
    line = wording.line("شماره 116 000 و /hide", "fa")
    assert line == "\u200fشماره \u2066116 000\u2069 و \u2066/hide\u2069"
    assert wording.line("\u2066078 15\u2069", "fa") == "\u200f\u2066078 15\u2069"
    assert wording.line('<a href="https://x.be/hide">x</a>', "fa") == '\u200f<a href="https://x.be/hide">x</a>'
    assert wording.line("116 000", "fr") == "116 000"
    assert wording.line("", "fa") == ""
