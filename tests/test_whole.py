"""The whole knowledge base, as children meet it."""

import re
from datetime import UTC, datetime

import pytest
import yaml

from bot.core.entries import Danger, Question
from bot.core.links import PLACEHOLDER
from bot.core.words import fold
from bot.telegram.keyboards import LIMIT, Keyboards
from bot.telegram.render import LONGEST, Renderer, units
from tests.conftest import KNOWLEDGE

ENTRIES = 76
BELGIAN = {
    "voogd tuteur tutrice tutelle": "guardian/",
    "avocat advocaat tolk": "law/",
    "cgra cgvs dvz 26": "papers/",
    "okan daspa": "school/",
    "mutuelle ziekenfonds": "doctor/",
    "fedasil cpas ocmw": "",
}
LANGUAGES = ["fr", "en", "nl", "de", "ar", "vi", "zh", "sq", "ro", "bg", "ps", "fa", "pcm"]


@pytest.fixture(scope="module")
def renderer(whole) -> Renderer:
    return Renderer(whole.library, whole.wording)


def test_76_entries_stand_in_13_languages(whole):
    assert len(whole.library.entries) == ENTRIES
    assert list(whole.library.languages) == LANGUAGES
    for code in LANGUAGES:
        assert whole.library.texts(code).keys() == whole.library.entries.keys(), code


def test_everybody_asks_in_many_ways(whole):
    for code in LANGUAGES:
        for entry, facts in whole.library.entries.items():
            assert len(whole.library.asked[code][entry]) >= (100 if facts.crisis else 50), (code, entry)
        phrases = whole.library.phrases[code]
        assert len(phrases.calm) >= 60
        assert len(phrases.out_of_scope) >= 80
        assert all(len(phrases.danger[kind]) >= 40 for kind in whole.library.kinds), code


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_words_of_belgian_paper_are_known_in_every_language(whole, code):
    """What children read on letters: in their own sentences, under an entry of its topic."""
    for words, topic in BELGIAN.items():
        for word in words.split():
            asked = whole.library.asked[code].items()
            lines = (fold(line) for entry, own in asked if entry.startswith(topic) for line in own)
            assert any(word in line for line in lines), (code, word)


def test_cards_and_quiz_stand_in_every_language_and_hold_no_unverified_contact(whole):
    library = whole.library
    assert len(library.cards) >= 16
    assert len(library.quiz) >= 24
    assert len({library.entries[card.entry].topic for card in library.cards.values()}) >= 11
    for code in LANGUAGES:
        for name, words in library.written(code).items():
            text = "\n".join(line for lines in words.parts.values() for line in lines)
            for placeholder in PLACEHOLDER.findall(text):
                entry = name if name in library.entries else None
                assert placeholder == "language" or library.value(placeholder, entry), (code, name, placeholder)


def test_every_entry_can_be_sent_in_every_language_and_no_unverified_contact_ever_is(whole, renderer):
    raw = yaml.safe_load((KNOWLEDGE / "contacts" / "contacts.yaml").read_text(encoding="utf-8"))
    kinds = ("phone", "email", "address")
    hidden = {str(c["unverified"][kind]) for c in raw.values() for kind in kinds if kind in c.get("unverified", {})}
    for name, contact in raw.items():
        if contact["confidence"] == "check":
            assert not whole.library.contacts[name].sendable
            hidden |= {str(contact[kind]) for kind in kinds if contact.get(kind)}
    sendable = {c.reach for c in whole.library.contacts.values() if c.sendable}
    hidden = {value for value in hidden - sendable if len(value) > 4}
    assert len(hidden) > 10
    today = datetime.now(UTC).date()
    for code in LANGUAGES:
        keyboards = Keyboards(whole.library, whole.wording, renderer)
        for entry in whole.library.entries:
            messages = renderer.entry(entry, code, today)
            text = "\n".join(messages)
            assert len(messages) == 1, (code, entry)
            assert units(text) <= LONGEST, (code, entry)
            assert "{" not in text, (code, entry)
            assert not any(secret in text for secret in hidden), (code, entry)
            for row in keyboards.answer(entry, code).inline_keyboard:
                assert all(0 < len(b.text) <= 64 and len(b.callback_data.encode()) <= LIMIT for b in row), (code, entry)


def test_every_danger_reply_fits_one_screen_and_names_a_number_first(whole, renderer):
    for code in LANGUAGES:
        for kind in whole.library.kinds.values():
            html = renderer.danger(Danger(kind.id, kind.entry, "certain"), code)
            lines = [line for line in html.split("\n") if line]
            assert len(lines) <= 9, (code, kind.id)
            assert len(re.sub("<[^>]+>", "", html)) <= 620, (code, kind.id)
            assert "☎" in lines[2], (code, kind.id)
            assert not re.search("[!！]", html), (code, kind.id)


def test_nobody_is_told_to_write_to_112(whole):
    """There is no SMS to 112 in Belgium: whoever mentions a text message says that it does not work."""
    for entry, text in whole.library.texts("en").items():
        for line in (*text.answer, *text.do):
            if "text message" in line or "SMS" in line:
                assert "does not work" in line, entry


@pytest.mark.parametrize(
    ("text", "language", "entry"),
    [
        ("ma guardian no dey pick my call", "pcm", "guardian/contact"),
        ("چطور می تونم داکتر ببینم", "fa", "doctor/see"),
        ("toi muon gap bac si", "vi", "doctor/see"),
        ("they took my finger in bulgaria can they send me bak", "en", "papers/dublin"),
        ("j'ai recu un refu du cgra je fais koi", "fr", "papers/refused"),
        ("wanneer krijg ik een voogd", "nl", "guardian/get"),
        ("muss ich den knochentest machen", "de", "age/test"),
        ("هل الطبيب يخبر الشرطة عني", "ar", "doctor/secret"),
        ("我什么时候有监护人", "zh", "guardian/get"),
        ("a mund te shkoj ne shkolle pa letra", "sq", "school/go"),
        ("pot parintii mei sa vina in belgia", "ro", "papers/parents"),
        ("koga shte polucha nastoinik", "bg", "guardian/get"),
        ("زما سرپرست تلیفون نه اخلي", "ps", "guardian/contact"),
    ],
)
def test_a_child_asks_in_her_own_words_and_gets_the_fitting_entry(whole, text, language, entry):
    reply = whole.answering.answer(Question(text))
    assert reply.language == language
    offered = reply.offered or (reply.matches[0].entry,)
    assert reply.kind in ("answer", "choose")
    assert entry in offered


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_call_for_help_is_never_missed(whole, code):
    """Every phrase that editors wrote, in capitals and with typing noise, whatever language was chosen before."""
    phrases = whole.library.phrases[code]
    for phrase in (*phrases.always, *phrases.alone):
        for typed in (phrase, phrase.upper(), f"{phrase} !!!"):
            for chosen in (None, "fr", "ps"):
                assert whole.answering.answer(Question(typed, chosen=chosen)).kind == "danger", (typed, chosen)


def test_the_bots_own_words_are_there_in_every_language(whole):
    for code in LANGUAGES:
        missing = [name for name in whole.wording.names if not whole.wording.has(name, code)]
        assert missing == [], code
