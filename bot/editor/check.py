"""`bot check`: everything that is wrong in the knowledge base, with file, line and remedy. One function for each check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.core.library import Library
from bot.core.problems import KnowledgeError, Place, Problem
from bot.core.wording import Wording
from bot.core.words import fold, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.core.entries import Text
    from bot.settings import Settings

# What fits on a small screen and into a tired head; characters and lines.
TITLE: Final = 42
ANSWER: Final = 760
STEPS: Final = 440
ANSWER_LINES: Final = (3, 8)
STEP_LINES: Final = (1, 4)
ASKED: Final = 12
ASKED_CRISIS: Final = 24
BUTTON: Final = 30
_LONG_NUMBER: Final = re.compile(r"\d{3,}|\d \d")
_OTHER_DIGITS: Final = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_ADDRESS: Final = re.compile(r"https?:|www\.|\w@\w")
_PLACEHOLDER: Final = re.compile(r"\{[^}]*\}")


class Places:
    """Finds the line of an entry in a file, once each file is read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, list[str]] = {}

    def of(self, path: str, key: str, after: str = "") -> Place:
        """Where `key` stands in a file below the folder (after the line of `after`); line 1 when it does not."""
        if path not in self._files:
            file = self._folder / path
            self._files[path] = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
        lines = self._files[path]
        start = next((n for n, line in enumerate(lines) if after and line.startswith(f"{after}:")), 0)
        found = next((n for n, line in enumerate(lines) if n >= start and line.strip().startswith(f"{key}:")), 0)
        return Place(f"{self._folder.name}/{path}", found + 1)


def run(settings: Settings) -> bool:
    """Prints every problem, sorted; whether one of them is an error."""
    problems = check(settings.knowledge_dir, settings.locales_dir)
    for problem in problems:
        print(problem)
    errors = sum(problem.level == "error" for problem in problems)
    print(f"{errors} error(s), {len(problems) - errors} warning(s)")
    return errors > 0


def check(knowledge: Path, locales: Path) -> list[Problem]:
    """All problems of a knowledge base and of the bot's own words."""
    library, problems = Library.read(knowledge)
    if not library.languages:
        return problems
    places = Places(knowledge)
    for one in CHECKS:
        problems += one(library, places)
    try:
        problems += list(own_words(Wording.load(locales, library), library))
    except KnowledgeError as error:
        problems += error.problems
    return sorted(set(problems))


def complete(library: Library, places: Places) -> Iterator[Problem]:
    """Every entry, contact and danger reply has words in every language."""
    for code in library.languages:
        for entry in library.entries.keys() - library.texts(code).keys():
            topic = entry.partition("/")[0]
            yield Problem(
                places.of(f"{topic}/{code}.yaml", "topic"), f"{entry} has no words", "Translate it from en.yaml."
            )
        if library.own_danger_words(code) is None:
            yield Problem(
                places.of(f"_danger/{code}.yaml", "warm"), "no danger reply", "Translate it from _danger/en.yaml."
            )
        for contact in library.contacts:
            if not library.has_contact_words(contact, code):
                place = places.of(f"contacts/{code}.yaml", contact)
                yield Problem(place, f"{contact} has no words", "Translate name and for.")


def sizes(library: Library, places: Places) -> Iterator[Problem]:
    """Titles, answers and steps are as short as a small screen needs."""
    for entry, text, place in _texts(library, places):
        answer, steps = sum(map(len, text.answer)), sum(map(len, text.do))
        if len(text.title) > TITLE:
            yield Problem(place, f"the title of {entry} has {len(text.title)} characters", f"At most {TITLE}.")
        if answer > ANSWER or not ANSWER_LINES[0] <= len(text.answer) <= ANSWER_LINES[1]:
            problem = f"the answer of {entry} has {len(text.answer)} lines and {answer} characters"
            yield Problem(place, problem, f"3 to 8 lines, at most {ANSWER} characters; cut words, not facts.")
        if steps > STEPS or not STEP_LINES[0] <= len(text.do) <= STEP_LINES[1]:
            problem = f"the steps of {entry} have {len(text.do)} lines and {steps} characters"
            yield Problem(place, problem, f"1 to 4 lines, at most {STEPS} characters.")


def numbers(library: Library, places: Places) -> Iterator[Problem]:
    """Phone numbers and addresses stand in contacts.yaml and topic.yaml, never in words; digits are Western ones."""
    for entry, text, place in _texts(library, places):
        words = _PLACEHOLDER.sub("", "\n".join((text.title, *text.answer, *text.do)))
        if _LONG_NUMBER.search(words) or _ADDRESS.search(words):
            remedy = "Put it into contacts.yaml or `facts:` of topic.yaml, and write its {name} here."
            yield Problem(place, f"{entry} holds a number or an address", remedy)
        if _OTHER_DIGITS.search(words):
            yield Problem(place, f"{entry} holds digits that are not 0-9", "Write 18, as it stands on Belgian paper.")


def same_values(library: Library, places: Places) -> Iterator[Problem]:
    """A translation names the same contacts and facts as the English."""
    for entry, text, place in _texts(library, places):
        english = library.texts("en").get(entry)
        if english is None:
            continue
        for part in ("answer", "do"):
            theirs = sorted(_PLACEHOLDER.findall("\n".join(getattr(english, part))))
            ours = sorted(_PLACEHOLDER.findall("\n".join(getattr(text, part))))
            if ours != theirs:
                problem = f"{entry} names {', '.join(ours) or 'nobody'} in `{part}`, the English {', '.join(theirs) or 'nobody'}"
                yield Problem(place, problem, "Name the same ones, each as often.")


def same_numbers(library: Library, places: Places) -> Iterator[Problem]:
    """A translation holds the numbers of the English, and no other: ages, days, the numbers of papers.

    18 may be added, because "a child" is "under 18" in some languages.
    """
    for entry, text, place in _texts(library, places):
        english = library.texts("en").get(entry)
        if english is None:
            continue
        for part in ("answer", "do"):
            theirs, ours = (_numbers(getattr(one, part)) for one in (english, text))
            if missing := theirs - ours:
                yield Problem(place, f"`{part}` of {entry} lacks {', '.join(sorted(missing))}", "The English has it.")
            if added := ours - theirs - {"18"}:
                yield Problem(place, f"`{part}` of {entry} adds {', '.join(sorted(added))}", "The English has it not.")


def _numbers(lines: tuple[str, ...]) -> set[str]:
    return set(re.findall(r"\d+", _PLACEHOLDER.sub("", "\n".join(lines))))


def calm(library: Library, places: Places) -> Iterator[Problem]:
    """No exclamation marks, no invisible characters."""
    for entry, text, place in _texts(library, places):
        words = "\n".join((text.title, *text.answer, *text.do))
        if re.search("[!\uff01]", words):
            yield Problem(place, f"{entry} holds an exclamation mark", "Write calmly: end with a full stop.")
        if any(visible(line) != line for line in words.splitlines()):
            remedy = "Delete and type the line again; the bot sets direction marks itself."
            yield Problem(place, f"{entry} holds an invisible character or two spaces", remedy, "warning")


def asked(library: Library, places: Places) -> Iterator[Problem]:
    """Enough ways of asking, and none under two entries."""
    for code in library.languages:
        seen: dict[str, str] = {}
        for entry, facts in library.entries.items():
            topic, _, key = entry.partition("/")
            place = places.of(f"{topic}/asked/{code}.yaml", key)
            lines = library.asked[code].get(entry, ())
            least = ASKED_CRISIS if facts.crisis else ASKED
            if len(lines) < least:
                yield Problem(place, f"{entry} has {len(lines)} ways of asking", f"At least {least}, one a line.")
            for line in {fold(line): line for line in lines}.values():
                other = seen.setdefault(fold(line), entry)
                if other != entry:
                    problem = f'"{line}" stands under {other} too'
                    yield Problem(place, problem, "Keep it where it fits best.", "warning")


def danger(library: Library, places: Places) -> Iterator[Problem]:
    """Every kind of danger has phrases in every language."""
    for code in library.languages:
        for kind in library.kinds:
            if not library.phrases[code].danger.get(kind):
                place = places.of(f"_search/{code}.yaml", "danger")
                yield Problem(place, f'no phrases for "{kind}"', "Write what children would say, one a line.")


def fallback_codes(library: Library, places: Places) -> Iterator[Problem]:
    """Fallback languages exist."""
    for language in library.languages.values():
        for code in language.fallback:
            if code not in library.languages:
                yield Problem(
                    places.of("languages.yaml", language.code), f'no language "{code}"', "Name one of this file."
                )


CHECKS: Final[tuple[Callable[[Library, Places], Iterator[Problem]], ...]] = (
    complete,
    sizes,
    numbers,
    same_values,
    same_numbers,
    calm,
    asked,
    danger,
    fallback_codes,
)


def own_words(wording: Wording, library: Library) -> Iterator[Problem]:
    """The bot's own messages are there in every language, with the same placeholders, and buttons fit."""
    for code in library.languages:
        place = Place(f"locales/{code}/LC_MESSAGES/bot.po")
        for name in sorted(wording.names):
            if not wording.has(name, code):
                yield Problem(place, f'"{name}" is not translated', "Add its msgstr.")
                continue
            said, english = wording.say(name, code), wording.say(name, "en")
            if sorted(_PLACEHOLDER.findall(said)) != sorted(_PLACEHOLDER.findall(english)):
                yield Problem(place, f'"{name}" has other placeholders than the English', "Copy them from locales/en.")
            if name.startswith("button-") and len(said) > BUTTON:
                yield Problem(place, f'"{name}" has {len(said)} characters', f"A button holds {BUTTON}.")


def _texts(library: Library, places: Places) -> Iterator[tuple[str, Text, Place]]:
    for code in library.languages:
        for entry, text in library.texts(code).items():
            topic, _, key = entry.partition("/")
            yield entry, text, places.of(f"{topic}/{code}.yaml", key)
