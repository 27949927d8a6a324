"""Answering.answer(question) -> Reply: the whole decision about one message, in one readable method."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.core.danger import DangerCheck
from bot.core.entries import Match, Reply
from bot.core.thresholds import SEVERAL
from bot.core.words import fold, says_little

if TYPE_CHECKING:
    from bot.core.entries import Danger, Question
    from bot.core.index import Index
    from bot.core.language import Verdict
    from bot.core.library import Library
    from bot.core.search import Found

BEST = 5
"""Matches a reply carries."""
SURE = 2.0
"""How many times the confidence of a weak match overrules the verdict that the language is foreign."""


class Answering:
    """Answers questions from a library with an index. Keeps nothing between questions."""

    def __init__(self, library: Library, index: Index) -> None:
        self.library = library
        self.index = index
        self._danger = DangerCheck(library.kinds, library.phrases)
        self._entries = frozenset(library.entries)

    def answer(self, question: Question) -> Reply:
        """What to say to a message. Never raises for any text, however odd."""
        verdict = self.index.detector.decide(question.text, question.chosen, question.hint)
        found = self._search(question, verdict)
        danger = self._danger.check(question.text, found, self.index.limits)
        language = self._language(question, verdict)
        if verdict.foreign is not None and danger is None and not self._sure(found):
            return Reply("unsure", language, foreign=verdict.foreign)
        reply = self._choose(language, found)
        doubt = (
            verdict.candidates if question.chosen is None and not verdict.clear and len(verdict.candidates) > 1 else ()
        )
        if danger is not None and danger.level == "certain":
            return replace(reply, kind="danger", danger=danger, offered=())
        if danger is not None and reply.kind == "unsure":
            reply = self._offer(danger, reply)
        return replace(reply, danger=danger, doubt=doubt)

    def _offer(self, danger: Danger, reply: Reply) -> Reply:
        """Instead of "I am not sure" to what may be danger: its entry first, then what else it may be."""
        if danger.entry not in self._entries:
            return reply
        names = dict.fromkeys((danger.entry, *(match.entry for match in reply.matches)))
        return replace(reply, kind="choose", offered=tuple(names)[:SEVERAL])

    def alarm(self, text: str) -> Danger | None:
        """The danger that a known phrase of any language tells; quick, for what is no question."""
        return self._danger.check(text, (), {})

    def evidence(self, question: Question) -> Found | None:
        """What the surest matcher says about a message, for explaining a decision; None when none was asked."""
        found = self._search(question, self.index.detector.decide(question.text, question.chosen, question.hint))
        return found[0] if found else None

    def why(self, question: Question, reply: Reply) -> Reply:
        """The same reply with the words that carried each match filled in; for editors, it costs some milliseconds."""
        matcher = self.index.matchers.get(reply.language)
        if matcher is None:
            return reply
        matches = tuple(replace(match, why=matcher.why(question.text, match.entry)) for match in reply.matches)
        return replace(reply, matches=matches)

    def _search(self, question: Question, verdict: Verdict) -> list[Found]:
        """What the matchers of the likely languages say, the surest first; nothing about one or two letters."""
        if says_little(fold(question.text)):
            return []
        codes = dict.fromkeys((*verdict.candidates, *filter(None, (question.chosen,))))
        found = {code: self.index.matchers[code].ask(question.text) for code in codes if code in self.index.matchers}
        for code in list(found):
            kin = self.library.languages[code].kin
            if kin in self.index.matchers:
                other = found.get(kin) or self.index.matchers[kin].ask(question.text)
                found[code] = found[code].with_kin(other)
        return sorted(found.values(), key=lambda result: -result.confidence)

    def _sure(self, found: list[Found]) -> bool:
        """Whether a message fits so well that it cannot be in a language that is none of ours."""
        return bool(found) and found[0].confidence > SURE * self.index.limits[found[0].language].weak

    def _language(self, question: Question, verdict: Verdict) -> str:
        return question.chosen if question.stay and question.chosen else verdict.language

    def _choose(self, language: str, found: list[Found]) -> Reply:
        """Answer, choice of titles or "I am not sure", by the two limits of the language that matched best."""
        if not found:
            return Reply("unsure", language)
        best = found[0]
        if best.confidence == 0.0:
            return Reply("unsure", language)
        limits = self.index.limits[best.language]
        ranked = best.best(BEST, self._entries)
        matches = tuple(Match(entry, round(chance, 4)) for entry, chance in ranked)
        if not matches or best.confidence < limits.weak or best.first not in self._entries:
            return Reply("unsure", language, matches)
        near = sum(1 for match in matches[:SEVERAL] if match.score > limits.close * matches[0].score)
        if near > 1:
            return Reply("choose", language, matches, offered=tuple(match.entry for match in matches[:near]))
        return Reply("answer", language, matches)
