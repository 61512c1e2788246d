"""A statement against one sentence: do words, figures, times, names and direction agree?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.factcheck.alignment import (
    NEIGHBOUR,
    SYNONYM,
    Alignment,
    align,
    concentration,
    quote_for,
    substitutes,
)
from kg.factcheck.amounts import figure_reading, says_most, side, stands_in
from kg.factcheck.base import KnowledgeBase, kind_of
from kg.factcheck.blocks import blocks
from kg.factcheck.figures import Reading, Relation, is_implied
from kg.factcheck.findings import tidy
from kg.factcheck.order import read_order
from kg.factcheck.roles import RoleReading, role_readings, turned_way
from kg.factcheck.statements import Statement
from kg.factcheck.terms import Terms, Unit
from kg.factcheck.times import time_reading
from kg.factcheck.verdicts import EvidenceItem, Stance
from kg.text.units import NUM, TIMES

PAIR_SHARE = 0.6
ROLES_COVERAGE, RANK_REACH = 0.55, 10
FIRST_RANK = re.compile(
    r"\b(?:foremost|largest|biggest|greatest|leading|first|top|main|chief|number one)\b", re.IGNORECASE
)
LATER_RANK = re.compile(r"\b(?:second|third|fourth|fifth|runner-up|number (?:two|three))\b", re.IGNORECASE)
GOAL_MET = re.compile(
    r"\b(?:reached|met|achieved|attained|hit|fulfilled|exceeded)\b[^.]*\b(?:goal|target|objective|aim)s?\b", re.I
)
GOAL_MISSED = re.compile(
    r"\bonly\b[^.]*\b(?:gap|short|target|goal)|\b(?:missed|failed to|fell short|shortfall)\b", re.I
)
WEAK_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a statement fares against one sentence, before anything is decided."""

    place: int
    statement: str
    alignment: Alignment
    contradictions: tuple[str, ...]
    kinds: frozenset[str]
    missing: tuple[Unit, ...]
    missing_slots: tuple[str, ...]
    absent_slots: tuple[str, ...]
    usurpers: tuple[RoleReading, ...]
    blocks: tuple[str, ...]
    displaced: tuple[str, ...]
    agreements: tuple[str, ...]
    extra_places: tuple[int, ...]
    coverage: float
    unexplained: float
    borrowed: float
    same_figures: int
    concentration: float
    figures: tuple[Reading, ...] = field(default=())


def compare(statement: Statement, place: int, base: KnowledgeBase) -> Comparison:
    """Hold a statement against a sentence and its neighbours."""
    alignment = align(statement.terms, place, base)
    measures = {mention.quantity.unit for mention in statement.quantities}
    contradictions = [
        o.reason for o in alignment.oppositions if not any(is_implied(o.unit, unit, base) for unit in measures)
    ]
    kinds = {"word"} if contradictions else set()
    agreements: list[str] = []
    slots: list[str] = []
    extra: list[int] = []
    readings: list[Reading] = []
    for quantity in statement.quantities:
        relation, reading = figure_reading(statement, quantity, place, base)
        text = quantity.quantity.text
        if reading is not None:
            readings.append(reading)
        if relation is Relation.WITHIN and reading is not None:
            agreements.append(f"“{text}” agrees with “{tidy(reading.figure.quantity.text)}”")
            if reading.figure.place != place:
                extra.append(reading.figure.place)
        elif relation is Relation.OUTSIDE and reading is not None:
            contradictions.append(
                f"“{text}” against “{tidy(reading.figure.quantity.text)}”{side(quantity.quantity, reading)}"
            )
            kinds.add("figure")
        elif not (quantity.quantity.unit in TIMES and statement.periods) and not says_most(quantity, place, base):
            slots.append(text)
    for period in statement.periods:
        relation, at, words = time_reading(period, place, base, goal=statement.goal)
        if relation is Relation.WITHIN:
            agreements.append(f"“{period.period.text}” agrees with “{words}”")
            if at != place:
                extra.append(at)
        elif relation is Relation.OUTSIDE:
            contradictions.append(f"“{period.period.text}” against “{words}”")
            kinds.add("time")
        else:
            slots.append(period.period.text)
    if GOAL_MET.search(statement.text) and GOAL_MISSED.search(base.sentences[place].text):
        contradictions.append("the statement has the goal reached, the source speaks of what is missing")
        kinds.add("word")
    if (turned := _turned(statement, place, base)) is not None:
        contradictions.append(turned)
        kinds.add("order")
    if (outranked := _outranked(statement, alignment, base.sentences[place].text)) is not None:
        contradictions.append(outranked)
        kinds.add("word")
    roles = _roles(statement, alignment, base)
    if (exchanged := _exchanged(roles)) is not None:
        contradictions.append(exchanged)
        kinds.add("order")
    missing, coverage = alignment.missing, alignment.coverage
    readings = [reading for reading in readings if reading.figure.quantity.unit != NUM]
    if readings and not slots:
        kept = {unit.start for reading in readings for unit in reading.missing}
        missing = tuple(unit for unit in missing if unit.start in kept or unit.proper)
        coverage = max(coverage, min(reading.relevance for reading in readings))
    there = base.read(place).quantities
    standing = {m.quantity.text for m in statement.quantities if stands_in(m.quantity, there)}
    unexplained = sum(base.weight(unit) for unit in missing)
    total = sum(base.weight(m.unit) for m in alignment.matches)
    weak = sum(base.weight(m.unit) for m in alignment.matches if m.score == NEIGHBOUR)
    displaced = tuple(_displaced(r) for r in roles if r.others and not r.there)
    return Comparison(
        place=place,
        statement=statement.text,
        alignment=alignment,
        contradictions=tuple(contradictions),
        kinds=frozenset(kinds),
        missing=missing,
        missing_slots=tuple(slots),
        absent_slots=tuple(text for text in slots if text not in standing),
        usurpers=tuple(r for r in roles if r.others and not r.there and r.name in alignment.missing),
        blocks=(*blocks(statement, alignment, base), *displaced),
        displaced=displaced,
        agreements=tuple(agreements),
        extra_places=tuple(dict.fromkeys(extra)),
        coverage=coverage,
        unexplained=unexplained + weak * WEAK_SHARE,
        borrowed=weak / total if total else 0.0,
        same_figures=sum(stands_in(mention.quantity, there) for mention in statement.quantities),
        concentration=concentration(alignment, base.sentences[place]),
        figures=tuple(readings),
    )


def _outranked(statement: Statement, alignment: Alignment, text: str) -> str | None:
    """Say so when the statement gives the first rank to what the sentence gives a later one."""
    if LATER_RANK.search(statement.text) or not FIRST_RANK.search(statement.text):
        return None
    return next(
        (
            f"“{match.unit.text}” against “{match.found.text}”"
            for match in alignment.matches
            if match.found is not None
            and FIRST_RANK.search(match.unit.text)
            and LATER_RANK.search(text[max(0, match.found.start - RANK_REACH) : match.found.end])
        ),
        None,
    )


def _roles(statement: Statement, alignment: Alignment, base: KnowledgeBase) -> list[RoleReading]:
    """Read the roles of names where the sentence has enough of the statement for them to mean something."""
    if alignment.coverage < ROLES_COVERAGE or not any(unit.proper for unit in statement.terms.units):
        return []
    readings = role_readings(statement.text, statement.terms, alignment, base)
    agreeing = {(id(r.name), r.found.start) for r in readings if r.agrees}
    return [r for r in readings if (id(r.name), r.found.start) not in agreeing]


def _exchanged(roles: list[RoleReading]) -> str | None:
    """Say so when two names have changed places in one action, or one has in an action of the very same word."""
    crossed = [reading for reading in roles if reading.crossed]
    names: dict[int, set[int]] = {}
    for reading in crossed:
        names.setdefault(reading.found.start, set()).add(reading.name.start)
    clear = (r for r in crossed if len(names[r.found.start]) > 1 or (r.action.stem == r.found.stem and r.others))
    first = next(clear, None)
    if first is None:
        return None
    there = next(role for role in first.there if role is not first.role)
    return (
        f"in the statement “{first.name.text}” {first.role.value} (“{first.action.text}”), in the source"
        f" it {there.value} (“{first.found.text}”)"
    )


def _displaced(reading: RoleReading) -> str:
    return f"the source says of “{reading.others[0].text}” what the statement says of “{reading.name.text}”"


def _turned(statement: Statement, place: int, base: KnowledgeBase) -> str | None:
    """Say so when the statement has as answer what the sentence has as cause, or the other way round."""
    mine = base.keep(("order", statement.text), lambda: _ordered(statement.text, base))
    theirs = base.keep(("order", place), lambda: _ordered(base.sentences[place].text, base))
    if mine is None or theirs is None:
        return _turned_roles(statement, place, base)
    parts, others = (mine[1], mine[2]), (theirs[1], theirs[2])
    straight = _overlap(parts[0], others[0], base) + _overlap(parts[1], others[1], base)
    crossed = _overlap(parts[0], others[1], base) + _overlap(parts[1], others[0], base)
    if (
        crossed > straight + 0.35
        and min(_overlap(parts[0], others[1], base), _overlap(parts[1], others[0], base)) > 0.5
    ):
        return (
            f"the statement turns the order round: its “{mine[0].strip()}” against the source's “{theirs[0].strip()}”"
        )
    return _turned_roles(statement, place, base)


def _ordered(text: str, base: KnowledgeBase) -> tuple[str, Terms, Terms] | None:
    order = read_order(text)
    if order is None:
        return None
    return order.words, base.terms(text[slice(*order.later)]), base.terms(text[slice(*order.earlier)])


SUBJECT_BEFORE = re.compile(r"^\W*(?:the\s+|in [\w ]{4,20},\s*(?:the\s+)?)?$", re.IGNORECASE)
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)\b[^.;]*\bby\b", re.IGNORECASE)


def _turned_pairs(statement: Statement, place: int, base: KnowledgeBase) -> str | None:
    """Say so when a statement has two countries act on each other the other way round than the sentence's claims."""
    named = [(unit, _country_of(unit, base)) for unit in statement.terms.units if unit.proper]
    named = [(unit, country) for unit, country in named if country]
    if len(named) < 2 or not SUBJECT_BEFORE.match(statement.text[: named[0][0].start]):
        return None
    first = named[0][1]
    second = next((country for _, country in named[1:] if not country & first), None)
    if second is None:
        return None
    doer, target = (second, first) if PASSIVE.search(statement.text[named[0][0].end :]) else (first, second)
    pairs = base.keep(("pairs", place), lambda: _pairs(place, base))
    pairs = [pair for pair in pairs if _says_as_much(statement, pair[3], base)]
    straight = [words for a, b, words, _ in pairs if a & doer and b & target]
    turned = [words for a, b, words, _ in pairs if a & target and b & doer]
    return f"the source has it the other way round: {turned[0]}" if turned and not straight else None


def _country_of(unit: Unit, base: KnowledgeBase) -> frozenset[str]:
    return frozenset().union(*(_country(name, base) for name in unit.names)) if unit.names else frozenset()


def _says_as_much(statement: Statement, quote: Terms, base: KnowledgeBase) -> bool:
    """Tell whether a claim's words hold most of what the statement says beside its names."""
    units = [unit for unit in statement.terms.units if unit.weight >= 1.0 and not unit.proper]
    held = [unit for unit in units if unit.stem in quote.stems or unit.sets & quote.sets]
    return len(held) >= PAIR_SHARE * len(units) if units else False


def _pairs(place: int, base: KnowledgeBase) -> list[tuple[frozenset[str], frozenset[str], str, Terms]]:
    """Return who acts on whom in a sentence's claims: subject on object, and a measure's author on its target."""
    found = []
    claims = base.sentences[place].claims
    label = base.vocabulary.label
    for claim in claims:
        said = claim.proposition
        predicate = base.vocabulary.predicates.get(said.predicate)
        if said.object is None or predicate is None or predicate.symmetric:
            continue
        a, b = _country(said.subject, base), _country(said.object, base)
        if a and b and not a & b:
            quote = base.terms(claim.passage.exact)
            found.append((a, b, f"{label(said.subject)} {predicate.label} {label(said.object)}", quote))
        if predicate.label == "enacted by":
            for other in claims:
                if (
                    other.proposition.subject == said.subject
                    and label(other.proposition.predicate) == "targets"
                    and other.proposition.object
                ):
                    quote = base.terms(f"{claim.passage.exact} {other.passage.exact} {label(said.subject)}")
                    target = _country(other.proposition.object, base)
                    found.append((b, target, f"{label(said.object)} enacted {label(said.subject)}", quote))
    return found


ROLE = re.compile(
    r"\b(?P<verb>export|send|sent|ship|sell|sold|suppl|deliver)\w*\b(?P<what>[^.;]*?)\bto\b(?P<to>.+)$"
    r"|\b(?P<lean>depend|rel[iy]|dependent|reliant)\w*\b(?P<how>[^.;]*?)\bon\b(?P<on>.+)$",
    re.IGNORECASE,
)


def _turned_way(statement: Statement, place: int, base: KnowledgeBase) -> str | None:
    """Say so when something goes from one name to another in the source, and the other way in the statement."""
    pair = turned_way(statement.text, statement.terms, place, base)
    if pair is None:
        return None
    return f"in the statement it goes from “{pair[0].text}” to “{pair[1].text}”, in the source the other way"


def _turned_roles(statement: Statement, place: int, base: KnowledgeBase) -> str | None:
    """Say so when goods or dependence run the other way between two countries."""
    if (turned := _turned_pairs(statement, place, base)) is not None:
        return turned
    if (turned := _turned_way(statement, place, base)) is not None:
        return turned
    found = ROLE.search(statement.text)
    if not found:
        return None
    source = _countries(base.terms(statement.text[: found.start()]), base)
    target = _countries(base.terms(found["to"] or found["on"]), base)
    wanted = "export" if found["verb"] else "depend"
    for claim in base.sentences[place].claims:
        if wanted not in base.vocabulary.label(claim.proposition.predicate) or claim.proposition.object is None:
            continue
        subject = _country(claim.proposition.subject, base)
        others = _country(claim.proposition.object, base)
        if subject & target and others & source and not (subject & source):
            return (
                f"the source has it the other way round: {base.vocabulary.label(claim.proposition.subject)}"
                f" {base.vocabulary.label(claim.proposition.predicate)}"
                f" {base.vocabulary.label(claim.proposition.object)}"
            )
    return None


def _country(iri: str, base: KnowledgeBase) -> frozenset[str]:
    own = {iri} if kind_of(iri) == "country" else set()
    return frozenset(own | {b for b in base.broader.get(iri, ()) if kind_of(b) == "country"})  # type: ignore[call-overload]


def _countries(terms: Terms, base: KnowledgeBase) -> frozenset[str]:
    named = [unit for unit in terms.units if unit.proper]
    return frozenset().union(*(_country(iri, base) for unit in named for iri in unit.names)) if named else frozenset()


def _overlap(part: Terms, other: Terms, base: KnowledgeBase) -> float:
    total = got = 0.0
    for unit in part.units:
        if not unit.weight or unit.proper:
            continue
        weight = base.weight(unit)
        total += weight
        if unit.stem in other.stems or unit.sets & other.sets or unit.names & other.names:
            got += weight
    return got / total if total else 0.0


def item(comparison: Comparison, base: KnowledgeBase, stance: Stance, place: int | None = None) -> EvidenceItem:
    """Return the words of the sentence that bear on the statement."""
    sentence = base.sentences[comparison.place if place is None else place]
    if place is not None and place != comparison.place:
        return whole(sentence.place, base, stance)
    claim, start, end = quote_for(comparison.alignment, sentence)
    quote = sentence.text[start - sentence.start : end - sentence.start]
    return EvidenceItem(claim, sentence.document, quote, start, end, stance)


def whole(place: int, base: KnowledgeBase, stance: Stance) -> EvidenceItem:
    """Return a whole sentence as evidence."""
    sentence = base.sentences[place]
    claim = sentence.claims[0].id if sentence.claims else None
    return EvidenceItem(claim, sentence.document, sentence.text, sentence.start, sentence.end, stance)


def substituted(comparison: Comparison, base: KnowledgeBase) -> tuple[tuple[Unit, Unit], ...]:
    """Return names that stand where the sentence has another name of the same kind."""
    return substitutes(comparison.alignment, base)


def matched(comparison: Comparison) -> int:
    """Count the terms that the sentence has."""
    return sum(m.score >= SYNONYM - 0.1 for m in comparison.alignment.matches)
