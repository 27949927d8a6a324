from bot.core.entries import Text
from bot.core.freshness import Line, fingerprint, state, text_fingerprint

ENGLISH = Text("en", "Title", ("One.", "Two."), ("Do.",))


def test_a_text_is_missing_behind_unread_or_current():
    now = text_fingerprint(ENGLISH)
    assert state(now, None, written=False) == "missing"
    assert state(now, None, written=True) == "behind"
    assert state(now, Line("000000000000", "native reader", "2026-11-23"), written=True) == "behind"
    assert state(now, Line(now, "machine", "2026-11-23"), written=True) == "unread"
    assert state(now, Line(now, "native reader", "2026-11-23"), written=True) == "current"


def test_any_word_changes_the_fingerprint_and_moving_a_line_to_the_steps_does_too():
    assert text_fingerprint(ENGLISH) != text_fingerprint(Text("en", "Title", ("One.", "Too."), ("Do.",)))
    assert text_fingerprint(ENGLISH) != text_fingerprint(Text("en", "Title", ("One.",), ("Two.", "Do.")))
    assert fingerprint(["a", "b"]) != fingerprint(["ab"])
