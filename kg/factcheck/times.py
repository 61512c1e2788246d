"""How a statement's times stand to those of a sentence: inside them, outside, or open."""

from __future__ import annotations

from kg.factcheck.alignment import context_of
from kg.factcheck.base import KnowledgeBase, SourceSentence
from kg.factcheck.figures import Relation
from kg.factcheck.findings import tidy
from kg.text.edtf import bounds
from kg.text.periods import PeriodMention

YEARLESS = "XXXX-"


def time_reading(said: PeriodMention, place: int, base: KnowledgeBase, *, goal: bool) -> tuple[Relation, int, str]:
    """Return how a stated time stands to those of a sentence, with the sentence and the words that decide it."""
    outside: tuple[int, str] | None = None
    for at in (place, *context_of(place, base)):
        sentence = base.sentences[at]
        there = [(p.period.edtf, p.period.text) for p in base.read(at).periods]
        there += [
            (c.proposition.period.edtf, c.proposition.period.text) for c in sentence.claims if c.proposition.period
        ]
        for edtf, words in there:
            if edtf is None or said.period.edtf is None:
                continue
            relation = when(said, edtf, deadline=goal)
            if relation is Relation.WITHIN:
                return relation, at, tidy(words)
            if relation is Relation.OUTSIDE and at == place and (goal or not _is_of_goal(edtf, sentence, base)):
                outside = outside or (at, tidy(words))
        if outside is not None:
            break
    for claim in base.sentences[place].claims:
        for edtf, words, at in base.keep("dated", lambda: _dated_things(base)).get(claim.proposition.subject, ()):
            if said.period.edtf is not None and when(said, edtf, deadline=goal) is Relation.WITHIN:
                return Relation.WITHIN, at, words
    return (Relation.OUTSIDE, *outside) if outside else (Relation.OPEN, place, "")


def _is_of_goal(edtf: str, sentence: SourceSentence, base: KnowledgeBase) -> bool:
    """Tell whether a time is only that of a goal, which is not when something else was done."""
    dated = [c for c in sentence.claims if c.proposition.period and c.proposition.period.edtf == edtf]
    return bool(dated) and all("target" in base.vocabulary.label(c.proposition.predicate) for c in dated)


def _dated_things(base: KnowledgeBase) -> dict[str, list[tuple[str, str, int]]]:
    """Return when measures, firms and plants came about, by thing: EDTF, words, sentence."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for sentence in base.sentences:
        for claim in sentence.claims:
            said = claim.proposition
            if said.period is not None and said.period.edtf and said.object is None and said.quantity is None:
                found.setdefault(said.subject, []).append((said.period.edtf, tidy(said.period.text), sentence.place))
    return found


def when(said: PeriodMention, edtf: str, *, deadline: bool = False) -> Relation:
    """Compare times: a source's time inside the stated one agrees, one that is wider leaves it open.

    "By 2030" holds of what was done in 2025, yet a goal for 2025 (`deadline`) is none for 2030.
    """
    mine = said.period.edtf or ""
    if mine == edtf or mine.removesuffix("/..") == edtf.removesuffix("/.."):
        return Relation.WITHIN
    if mine.startswith(YEARLESS) and edtf.startswith(YEARLESS):
        ours, theirs = mine.split("/")[0], edtf.split("/")[0]
        if ours[: len(YEARLESS) + 2] != theirs[: len(YEARLESS) + 2]:
            return Relation.OUTSIDE
        return Relation.WITHIN if len(ours) <= len(theirs) else Relation.OPEN
    (low, high), (first, last) = bounds(mine), bounds(edtf)
    if not deadline and said.relation in ("by", "before", "until", "by the end of"):
        low = None
    if (first is None and last is None) or (low is None and high is None):
        return Relation.OPEN
    if (high and first and first > high) or (low and last and last < low):
        return Relation.OUTSIDE
    if high is None or (low is not None and first is not None and first < low and last != high):
        return Relation.OPEN
    return Relation.WITHIN if last is not None and last <= high else Relation.OPEN


def meets(edtf: str, other: str) -> bool:
    """Tell whether two times have a day in common."""
    if YEARLESS in (edtf[: len(YEARLESS)], other[: len(YEARLESS)]):
        return edtf[len(YEARLESS) :][:2] == other[len(YEARLESS) :][:2]
    (low, high), (first, last) = bounds(edtf), bounds(other)
    if None in (low, high, first, last) or "X" in edtf + other:
        return edtf == other
    return bool(low and high and first and last and low <= last and first <= high)
