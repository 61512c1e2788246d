"""The figures that one side of a comparison can mean, with what its words leave out taken from the other side."""

from __future__ import annotations

import re

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.figures import Figure, figures_of, measures, relevance
from kg.factcheck.stages import stages_of
from kg.factcheck.statements import Statement, read_statement
from kg.text.edtf import bounds as days

LEANING = re.compile(r"\b(?:its|their|his|her|it|they|that of|those of|ones?)\b", re.IGNORECASE)
RELEVANT, MARGIN, MANY = 0.68, 0.13, 6


def _operand(text: str, other: str, base: KnowledgeBase, *, inherit: bool) -> Statement:
    """Read an operand; what its words leave out is taken from the other one."""
    mine = read_statement(text, base)
    if not inherit:
        return mine
    theirs = read_statement(other, base)
    lent = []
    has_names = any(unit.proper for unit in mine.terms.units)
    for unit in theirs.terms.units:
        if unit.proper and has_names:
            continue
        if stages_of(base.terms(unit.text)) and mine.stages:
            continue
        if unit.weight:
            lent.append(unit.text)
    return read_statement(f"{text} {' '.join(lent)}", base)


def figures_for(statement: Statement, base: KnowledgeBase, unit: str | None = None) -> list[tuple[float, Figure]]:
    """Return the figures that an operand can mean, those of equal standing together, best first."""
    found: list[tuple[float, Figure]] = []
    for place in base.candidates(statement.terms):
        for figure in figures_of(place, base):
            if (
                figure.quantity.unit in ("NUM", "RATIO", "YR")
                or (unit and figure.quantity.unit != unit)
                or not figure.claims
            ):
                continue
            reading = relevance(statement.terms, figure, base, goal=statement.goal, stages=statement.stages)
            if reading.relevance >= RELEVANT and _in_time(statement, figure, base):
                found.append((reading.relevance, figure))
    found.sort(key=lambda pair: -pair[0])
    return [pair for pair in found if pair[0] >= found[0][0] - MARGIN][:MANY] if found else []


def _in_time(statement: Statement, figure: Figure, base: KnowledgeBase) -> bool:
    """Tell whether a figure's own time can be the one that the operand names."""
    times = [c.proposition.period.edtf for c in figure.claims if c.proposition.period]
    if not statement.periods or not times:
        return True
    for said in statement.periods:
        for time in times:
            if time is None:
                return False
            (low, high), (first, last) = days(said.period.edtf or ""), days(time)
            if low and high and first and last and (first > high or last < low):
                return False
    return True


def meant(text: str, other: str, measure: str, base: KnowledgeBase) -> list[tuple[float, Figure]]:
    """Return the figures of an operand as it stands, or filled up from the other one where it is too short.

    A figure that does not measure what the statement compares ("more scientists") is none of them.
    """
    alone = _operand(text, other, base, inherit=False)
    words = sum(bool(unit.weight) for unit in alone.terms.units)
    complete = words > 2 and (any(u.proper for u in alone.terms.units) or not LEANING.search(text))
    found = figures_for(alone, base) if complete else []
    found = found or figures_for(_operand(text, other, base, inherit=True), base)
    found = found or (figures_for(alone, base) if words > 1 and not LEANING.search(text) else [])
    counted = base.terms(measure)
    return [(score, figure) for score, figure in found if measures(counted, figure, base)]
