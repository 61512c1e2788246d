"""What follows from two dates: which came first, how many years lie between, whether one year had both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.figures import Relation, relate
from kg.factcheck.findings import Finding, tidy
from kg.factcheck.phrasebook import readings
from kg.factcheck.questions import Question
from kg.factcheck.ranges import Range
from kg.factcheck.statements import Statement, read_statement
from kg.factcheck.terms import Terms
from kg.factcheck.times import meets
from kg.factcheck.verdicts import EvidenceItem, Stance
from kg.model import Claim
from kg.text.edtf import bounds as days
from kg.text.units import NUM, TIMES

RELEVANT, IMPLIED = 0.62, 0.2
COMING_ABOUT = """begin start launch enact establish found create introduce adopt pass open set impose come occur happen
take effect announce sign exist run go make put being force place already way"""
YEAR = 365.25
DATED = ("years", "order", "same year")


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated thing in a sentence."""

    place: int
    edtf: str
    words: str
    score: float
    item: EvidenceItem


def _dated(text: str, base: KnowledgeBase) -> list[Dated]:
    """Return when the thing that a text speaks of is said to have happened, best first."""
    statement = read_statement(text, base)
    found: dict[tuple[str, str], Dated] = {}
    for place in base.candidates(statement.terms):
        sentence = base.sentences[place]
        for claim in sentence.claims:
            period = claim.proposition.period
            if period is None or period.edtf is None or "X" in period.edtf:
                continue
            if not _can_be_meant(statement, claim, base):
                continue
            score = _event_score(statement.terms, place, claim, base)
            key = (period.edtf, sentence.document)
            if score >= RELEVANT and (key not in found or found[key].score < score):
                start, end = claim.passage.start, claim.passage.end
                item = EvidenceItem(claim.id, sentence.document, claim.passage.exact, start, end, Stance.RELATED)
                found[key] = Dated(place, period.edtf, period.text, score, item)
    ranked = sorted(found.values(), key=lambda d: -d.score)
    return [d for d in ranked if d.score >= ranked[0].score - 0.08]


def _can_be_meant(statement: Statement, claim: Claim, base: KnowledgeBase) -> bool:
    """Tell whether a dated claim agrees with the time and the figure that the words give, and speaks of no goal."""
    said = claim.proposition
    edtf = said.period.edtf if said.period else None
    if "target" in base.vocabulary.label(said.predicate) and not statement.goal:
        return False
    if any(p.period.edtf and edtf and not meets(edtf, p.period.edtf) for p in statement.periods):
        return False
    figures = [q.quantity for q in statement.quantities if q.quantity.unit not in (NUM, *TIMES)]
    if not figures:
        return True
    return said.quantity is not None and any(relate(q, said.quantity) is Relation.WITHIN for q in figures)


def _event_score(terms: Terms, place: int, claim: Claim, base: KnowledgeBase) -> float:
    """Measure how well a dated claim is what some words speak of; 0 where it lacks a name that they give."""
    subject = claim.proposition.subject
    read, own, label = base.read(place), base.terms(claim.passage.exact), base.label_terms(subject)
    worded = {id(u) for r in readings(terms, base.phrasebook(place)) if not r.phrase.excludes for u in r.units}
    implied = base.keep("coming about", lambda: base.terms(COMING_ABOUT).stems)
    is_bare = claim.proposition.object is None and claim.proposition.quantity is None
    got = total = 0.0
    for unit in terms.units:
        if not unit.weight:
            continue
        weight = base.weight(unit) * (IMPLIED if is_bare and unit.stem in implied else 1.0)
        total += weight
        if (unit.names & own.names) or subject in unit.names or unit.stem in own.stems or unit.stem in label.stems:
            got += weight
        elif not unit.proper and (unit.sets & own.sets or unit.sets & label.sets or id(unit) in worded):
            got += weight * 0.9
        elif (
            unit.names & read.names
            or unit.stem in read.terms.stems
            or unit.sets & read.terms.sets
            or unit.names & read.broader
        ):
            got += weight * 0.6
        elif unit.proper:
            return 0.0
    return got / total if total else 0.0


def dating_findings(question: Question, base: KnowledgeBase) -> Iterator[Finding]:
    """Yield what the sources' dates say of a statement that puts two things in time."""
    for a in _dated(question.left, base)[:2]:
        for b in _dated(question.right, base)[:2]:
            if a.item == b.item or (a.edtf == b.edtf and a.place == b.place):
                continue
            judged = _judge(question, a, b)
            if judged is None:
                continue
            stance, reason = judged
            items = tuple(replace(d.item, stance=stance) for d in (a, b))
            yield Finding(stance, items, reason, min(a.score, b.score), True)


def _judge(question: Question, a: Dated, b: Dated) -> tuple[Stance, str] | None:
    (a_low, a_high), (b_low, b_high) = days(a.edtf), days(b.edtf)
    if not (a_low and a_high and b_low and b_high):
        return None
    if question.kind == "same year":
        if a_low.year != a_high.year or b_low.year != b_high.year:
            return None
        same = a_low.year == b_low.year
        return _stance(
            same
        ), f"“{tidy(a.words)}” and “{tidy(b.words)}” {'have one year' if same else 'differ in the year'}"
    if question.kind == "years":
        return _years(question, a, b)
    if a_high < b_low:
        return Stance.SUPPORTS, f"“{tidy(a.words)}” comes before “{tidy(b.words)}”"
    if b_high < a_low or a_low >= b_high:
        return Stance.REFUTES, f"“{tidy(b.words)}” comes before “{tidy(a.words)}”"
    return None


def _years(question: Question, a: Dated, b: Dated) -> tuple[Stance, str] | None:
    """Compare the years between two dates; a rounded number of years is that of their calendar years."""
    (a_low, a_high), (b_low, b_high) = days(a.edtf), days(b.edtf)
    if not (a_low and a_high and b_low and b_high):
        return None
    gap = b_low.year - a_low.year
    gap = abs(gap) if question.words == "apart" else gap
    reason = f"“{tidy(a.words)}” and “{tidy(b.words)}” lie {gap} years apart"
    if question.wanted.low == question.wanted.high:
        return _stance(question.wanted.holds(gap, gap)), reason
    least, most = (b_low - a_high).days / YEAR, (b_high - a_low).days / YEAR
    if question.words == "apart" and most < 0:
        least, most = -most, -least
    wanted = Range(0.0, question.wanted.high) if question.wanted.low is None else question.wanted
    stance = wanted.stance(least, most)
    return None if stance is None else (stance, reason)


def _stance(holds: bool) -> Stance:
    return Stance.SUPPORTS if holds else Stance.REFUTES
