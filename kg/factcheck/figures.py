"""The figures of the sources, each with what it measures, and how a statement's figure stands to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kg.factcheck.alignment import THING_KINDS, context_of
from kg.factcheck.base import KnowledgeBase, ReadSentence, kind_of, things_of
from kg.factcheck.phrasebook import readings
from kg.factcheck.stages import comparable, is_stage, stages_of
from kg.factcheck.terms import Terms, Unit
from kg.model import Claim, Iri, Quantity, Stage
from kg.text.bounds import Hedge, hedge_kind
from kg.text.quantities import QuantityMention
from kg.text.units import PERCENT

OWN, LABEL, SENTENCE, NEIGHBOUR = 1.0, 0.9, 0.7, 0.5
CONTEXT_CHARACTERS = 60
COUNTED_WORDS = 4
IMPLIED_WEIGHT = 0.2
SHARE_WORDS, SUM_WORDS = "share possess account majority", "sum amount"
MISSING_ALLOWED = 1.0
RARE_SHARE = 0.06
CURRENCY_CODE = 3
MONEY_WORDS = re.compile(
    r"\b(?:money|sums?|amounts?|funds?|funding|invest\w*|commit\w*|pledg\w*|budgets?|capital|spending|outlay|grants?|subsid\w*"
    r"|costs?|prices?|value)\b",
    re.IGNORECASE,
)
SOLE = re.compile(
    r"\b(?:sole|only|single|lone)\s+(?!(?:about|around|nearly|half|\d|one|two|a\b|in\b|by\b|to\b"
    r"|on\b))(?P<of>(?:[\w’'-]+\s+){0,3}?[\w’'-]+)\b",
    re.IGNORECASE,
)


COUNTED_END = re.compile(
    r"[,;.:]|\b(?:in|on|at|by|from|since|for|to|under|with|when|that|which|who|after|before|during|as|is|are|was|were|has|have)\b"
)


class Relation(Enum):
    """How a stated figure stands to a source's."""

    WITHIN = "agrees with"
    OUTSIDE = "is excluded by"
    OPEN = "can be neither confirmed nor excluded by"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence, with the claims that state it."""

    place: int
    start: int
    end: int
    quantity: Quantity
    claims: tuple[Claim, ...]
    own: Terms
    things: frozenset[Iri]
    stages: frozenset[Stage]
    goal: bool
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure with how well it is what the statement speaks of (0 to 1), and the statement's terms that it lacks."""

    figure: Figure
    relevance: float
    missing: tuple[Unit, ...]


def figures_of(place: int, base: KnowledgeBase) -> list[Figure]:
    """Return the figures of one sentence; what a claim says a figure measures counts before the words around it."""
    return base.keep(("figures", place), lambda: _read_figures(place, base))


def _read_figures(place: int, base: KnowledgeBase) -> list[Figure]:
    sentence, read = base.sentences[place], base.read(place)
    found = []
    for mention in read.quantities:
        said_in = tuple(
            claim
            for claim in sentence.claims
            if claim.proposition.quantity is not None and _same(claim.proposition.quantity, mention.quantity)
            and claim.passage.start <= sentence.start + mention.start < claim.passage.end
        )  # fmt: skip
        quantity = said_in[0].proposition.quantity if said_in else mention.quantity
        if quantity is None:
            continue
        things = frozenset(iri for claim in said_in for iri in things_of(claim))
        if said_in:
            spans = sorted((c.passage.start - sentence.start, c.passage.end - sentence.start) for c in said_in)
            low, high = max(spans[0][0], 0), spans[-1][1]
            others = [m for m in read.quantities if m is not mention and m.quantity.unit == mention.quantity.unit]
            low = max([low, *(m.end for m in others if low <= m.end <= mention.start)])
            high = min([high, *(m.start for m in others if mention.end <= m.start <= high)])
        else:
            low, high = max(0, mention.start - CONTEXT_CHARACTERS), mention.end + CONTEXT_CHARACTERS
        own = base.terms(sentence.text[low:high])
        stages = frozenset(c.proposition.stage for c in said_in if c.proposition.stage)
        if not said_in:
            stages = stages_of(own)
        goal = any("target" in base.vocabulary.label(c.proposition.predicate) for c in said_in)
        found.append(
            Figure(place, mention.start, mention.end, quantity, said_in, own, things, stages, goal, (low, high))
        )
    for sole in SOLE.finditer(sentence.text):
        own = base.terms(sole["of"])
        one = Quantity(1.0, 1.0, "NUM", sole[0])
        found.append(Figure(place, sole.start(), sole.end(), one, (), own, frozenset(), frozenset(), False))
    return found


def _same(a: Quantity, b: Quantity) -> bool:
    return (a.unit == b.unit and (a.minimum, a.maximum) == (b.minimum, b.maximum)) or (
        (a.unit == b.unit and " ".join(a.text.split()) in " ".join(b.text.split()))
        or " ".join(b.text.split()) in " ".join(a.text.split())
    )


def relate(said: Quantity, there: Quantity) -> Relation:
    """Compare a stated quantity with a source's; a plain number may be off by the source's own step."""
    if said.unit != there.unit:
        return Relation.OPEN
    if said.excludes(there):
        return Relation.OPEN if _is_plain(said) and _touches(said, there) else Relation.OUTSIDE
    low_in = said.minimum is None or (there.minimum is not None and there.minimum >= said.minimum)
    high_in = said.maximum is None or (there.maximum is not None and there.maximum <= said.maximum)
    if low_in and high_in:
        return Relation.WITHIN
    if (
        said.minimum is not None
        and said.maximum is not None
        and there.minimum is not None
        and there.maximum is not None
    ):
        overlap = min(said.maximum, there.maximum) - max(said.minimum, there.minimum)
        width = there.maximum - there.minimum
        if width > 0 and overlap / width >= 0.5:
            return Relation.WITHIN
    return Relation.OPEN


def _is_plain(said: Quantity) -> bool:
    words = re.findall(r"[a-z]+", said.text.casefold())
    return said.minimum == said.maximum and not any(hedge_kind(word) is Hedge.EXACT for word in words)


def _touches(a: Quantity, b: Quantity) -> bool:
    return a.maximum == b.minimum or a.minimum == b.maximum


def relevance(terms: Terms, figure: Figure, base: KnowledgeBase, *, goal: bool, stages: frozenset[Stage]) -> Reading:
    """Measure how well a figure is what the statement's terms speak of; 0 where a scope differs."""
    if goal != figure.goal or not comparable(stages, figure.stages):
        return Reading(figure, 0.0, ())
    labels = [base.label_terms(iri) for iri in figure.things]
    broad = frozenset(b for iri in figure.things for b in base.broader.get(iri, ()))
    around = [base.read(at) for at in context_of(figure.place, base)]
    worded = _worded(terms, figure, base)
    got = total = 0.0
    missing: list[Unit] = []
    for unit in terms.units:
        if not unit.weight:
            continue
        weight = base.weight(unit) * (IMPLIED_WEIGHT if _is_implied(unit, figure, base) else 1.0)
        if not weight:
            continue
        score = max(worded.get(id(unit), 0.0), _score(unit, figure, labels, broad, around, base))
        total, got = total + weight, got + weight * score
        if score < NEIGHBOUR and not _is_implied(unit, figure, base):
            missing.append(unit)
    if any(_is_other_thing(unit, figure, labels, base) for unit in terms.units):
        return Reading(figure, 0.0, tuple(missing))
    if not subject_is_meant(terms, figure, base):
        return Reading(figure, 0.0, tuple(missing))
    value = got / total if total else 0.0
    if sum(base.weight(unit) for unit in missing) > MISSING_ALLOWED or any(unit.proper for unit in missing):
        return Reading(figure, 0.0, tuple(missing))
    if stages and not figure.stages:
        value = 0.0 if figure.claims and not stages & stages_of(figure.own) else value * 0.85
    if figure.stages and not stages:
        value *= 0.8
    return Reading(figure, value, tuple(missing))


def _worded(terms: Terms, figure: Figure, base: KnowledgeBase) -> dict[int, float]:
    """Score the units that are another wording of the figure's own words, or of others of its sentence."""
    found: dict[int, float] = {}
    for reading in readings(terms, base.phrasebook(figure.place)):
        phrase = reading.phrase
        if phrase.excludes:
            continue
        is_own = phrase.start < figure.span[1] and figure.span[0] < phrase.end
        for unit in reading.units:
            if not is_stage(unit):
                found[id(unit)] = max(found.get(id(unit), 0.0), LABEL if is_own else SENTENCE)
    return found


def count_relevance(text: str, mention: QuantityMention, figure: Figure, base: KnowledgeBase) -> Reading:
    """Measure whether two counts count the same things: the words after the numbers are compared."""
    after = " ".join(COUNTED_END.split(text[mention.end :])[0].split()[:COUNTED_WORDS])
    said = [u for u in base.terms(mention.of or after).units if u.weight][:COUNTED_WORDS]
    there = [u for u in figure.own.units if u.weight]
    start = base.sentences[figure.place].text[figure.start :]
    counted = base.terms(" ".join(start.split()[: COUNTED_WORDS + 2]))
    if not said or not there:
        return Reading(figure, 0.0, ())
    if any(u.names & {c.proposition.subject for c in figure.claims} for u in said):
        return Reading(figure, 1.0, ())
    total = sum(base.weight(u) for u in said)
    got = sum(
        base.weight(u) for u in said if u.stem in counted.stems or u.sets & counted.sets or u.names & counted.names
    )
    return Reading(figure, got / total if total else 0.0, ())


def _score(
    unit: Unit,
    figure: Figure,
    labels: list[Terms],
    broad: frozenset[Iri],
    around: list[ReadSentence],
    base: KnowledgeBase,
) -> float:
    read = base.read(figure.place)
    if unit.names and unit.names & (figure.own.names | figure.things):
        return OWN
    named = unit.proper and bool(unit.names)
    if not named and (unit.stem in figure.own.stems or unit.sets & figure.own.sets):
        return OWN
    if any(unit.stem in label.stems for label in labels):
        return LABEL
    if unit.names & broad:
        return LABEL
    if not unit.proper and any(unit.sets & label.sets for label in labels):
        return LABEL - 0.05
    if (unit.names & read.names) or (not named and (unit.stem in read.terms.stems or unit.sets & read.terms.sets)):
        return SENTENCE
    if unit.names & read.broader:
        return SENTENCE
    for other in around:
        if (unit.names & other.names) or (
            not named and (unit.stem in other.terms.stems or unit.sets & other.terms.sets)
        ):
            return NEIGHBOUR
    return 0.0


def measures(counted: Terms, figure: Figure, base: KnowledgeBase) -> bool:
    """Tell whether a figure is one of what the terms name, by its own words or by what its claims measure."""
    labels = [base.label_terms(iri) for iri in figure.things]
    worded = _worded(counted, figure, base)
    if len(figure.quantity.unit) == CURRENCY_CODE and counted.stems and not MONEY_WORDS.search(counted.text):
        return False
    for unit in counted.units:
        if unit.weight < 1.0 or unit.proper or _is_implied(unit, figure, base):
            continue
        if max(worded.get(id(unit), 0.0), _score(unit, figure, labels, frozenset(), [], base)) < LABEL - 0.05:
            return False
    return True


def _is_implied(unit: Unit, figure: Figure, base: KnowledgeBase) -> bool:
    return is_implied(unit, figure.quantity.unit, base)


def is_implied(unit: Unit, measure: str, base: KnowledgeBase) -> bool:
    """Tell whether a word says no more than that there is a share or a sum ("China's slice of", "accounts for")."""
    if unit.proper:
        return False
    words = SHARE_WORDS if measure == PERCENT else SUM_WORDS if len(measure) == CURRENCY_CODE else ""
    return bool(unit.sets & base.keep(("implied", words), lambda: base.terms(words).sets)) if words else False


def _is_other_thing(unit: Unit, figure: Figure, labels: list[Terms], base: KnowledgeBase) -> bool:
    """Tell whether a unit names a material or product of which neither the figure nor its sentence speaks."""
    kinds = {kind_of(name) for name in unit.names}
    if not unit.weight or not kinds or not kinds <= THING_KINDS or unit.names & (figure.own.names | figure.things):
        return False
    read = base.read(figure.place)
    if unit.names & read.names or unit.stem in read.terms.stems or any(unit.stem in label.stems for label in labels):
        return False
    return not (unit.sets & figure.own.sets) and not any(unit.sets & label.sets for label in labels)


def subject_is_meant(terms: Terms, figure: Figure, base: KnowledgeBase) -> bool:
    """Tell whether the statement names the country, firm or plant whose figure it is."""
    subjects = {claim.proposition.subject for claim in figure.claims}
    actors = {iri for iri in subjects if kind_of(iri) in ("country", "org", "facility")}
    if not actors or len(actors) < len(subjects):
        return True
    facilities = [base.label_terms(iri).stems for iri in actors if kind_of(iri) == "facility"]
    rare = RARE_SHARE * len(base.sentences)
    if any(base.frequencies.get(word, 0) <= rare for stems in facilities for word in terms.stems & stems):
        return True
    named = terms.names | {b for name in terms.names for b in base.broader.get(name, ())}
    return bool(actors & named)
