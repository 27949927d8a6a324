"""What fits on a small screen, into a tired head, and through Telegram; characters and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.core.library import SOURCE_LANGUAGE
from bot.core.problems import Problem
from bot.editor.checks.places import PLACEHOLDER, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.core.library import Library
    from bot.editor.checks.places import Places

TITLE: Final = 40
ANSWER: Final = 700
STEPS: Final = 400
ANSWER_LINES: Final = (3, 8)
STEP_LINES: Final = (1, 4)
# Bot API 10.1: CopyTextButton.text 1-256 characters; sendPoll question 1-300, InputPollOption.text 1-100, 2-12 options,
# explanation 0-200 with at most 2 line feeds.
CARD: Final = 256
CARD_WHOM: Final = 80
QUESTION: Final = 300
OPTION: Final = 100
OPTIONS: Final = (2, 12)
WHY: Final = 200
WHY_LINES: Final = 3
LANGUAGE_NAME: Final = 24
"""Room for the name of a language in a card; Babel's longest of ours has 24 (Mandarin in Pidgin)."""


def entries(library: Library, places: Places) -> Iterator[Problem]:
    """Titles, answers and steps are short."""
    for text in written(library):
        if "answer" not in text.parts:
            continue
        place = places.of(text.path, text.key)
        title, answer, steps = (sum(map(len, text.parts[part])) for part in ("title", "answer", "do"))
        lines = {part: len(text.parts[part]) for part in ("answer", "do")}
        if title > TITLE:
            yield Problem(place, f"the title of {text.id} has {title} characters", f"At most {TITLE}.")
        if answer > ANSWER or not ANSWER_LINES[0] <= lines["answer"] <= ANSWER_LINES[1]:
            problem = f"the answer of {text.id} has {lines['answer']} lines and {answer} characters"
            yield Problem(place, problem, f"3 to 8 lines, at most {ANSWER} characters; cut words, not facts.")
        if steps > STEPS or not STEP_LINES[0] <= lines["do"] <= STEP_LINES[1]:
            problem = f"the steps of {text.id} have {lines['do']} lines and {steps} characters"
            yield Problem(place, problem, f"1 to 4 lines, at most {STEPS} characters.")


def cards(library: Library, places: Places) -> Iterator[Problem]:
    """A card can be copied with one button, in every language."""
    for text in written(library):
        if "say" not in text.parts:
            continue
        place = places.of(text.path, text.key)
        say = _filled(library, text.parts["say"][0])
        for part, size, most in (
            ("title", len(text.parts["title"][0]), TITLE),
            ("for", len(text.parts["for"][0]), CARD_WHOM),
            ("say", len(say), CARD),
        ):
            if not 0 < size <= most:
                yield Problem(place, f"`{part}` of {text.id} has {size} characters", f"At least 1, at most {most}.")


def quiz(library: Library, places: Places) -> Iterator[Problem]:
    """A quiz question can be sent as a poll of Telegram, and has as many options as the English one."""
    english = library.written(SOURCE_LANGUAGE)
    for text in written(library):
        if "options" not in text.parts:
            continue
        place = places.of(text.path, text.key)
        question, options, why = (
            [_filled(library, line) for line in text.parts[part]] for part in ("question", "options", "why")
        )
        if not 0 < len(question[0]) <= QUESTION:
            yield Problem(place, f"{text.id} has {len(question[0])} characters", f"At most {QUESTION}.")
        if not OPTIONS[0] <= len(options) <= OPTIONS[1] or len(set(options)) < len(options):
            yield Problem(
                place, f"{text.id} has {len(options)} options", "2 to 12, one a line, each of them different."
            )
        if any(len(option) > OPTION for option in options):
            yield Problem(place, f"an option of {text.id} is too long", f"At most {OPTION} characters.")
        if not 0 < (size := len("\n".join(why))) <= WHY or len(why) > WHY_LINES:
            problem = f"`why` of {text.id} has {len(why)} lines and {size} characters"
            yield Problem(place, problem, f"At most {WHY_LINES} lines and {WHY} characters.")
        if not 1 <= (right := library.quiz[text.key].right) <= len(options):
            yield Problem(places.of("_quiz/quiz.yaml", text.key), f"{text.id} has no option {right}", "1 is the first.")
        if text.id in english and len(english[text.id].parts["options"]) != len(options):
            problem = f"{text.id} has {len(options)} options, the English {len(english[text.id].parts['options'])}"
            yield Problem(place, problem, "The same options, in the same order.")


def _filled(library: Library, line: str) -> str:
    """The line as long as it will be sent."""
    return PLACEHOLDER.sub(lambda match: library.value(match[0][1:-1]) or "x" * LANGUAGE_NAME, line)
