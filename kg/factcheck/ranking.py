"""Which sentences come nearest to a statement, and which to show beside those that decide it."""

from __future__ import annotations

from kg.factcheck.alignment import NEIGHBOUR
from kg.factcheck.base import KnowledgeBase
from kg.factcheck.sentences import Comparison, compare
from kg.factcheck.statements import Statement

CLOSENESS_POWER, SLOT_BONUS, FIGURE_BONUS, LENGTH_COST = 3, 0.06, 0.15, 0.002
RELATED_ITEMS, RELATED_POOL = 5, 60
NEW_WORDS, RIVAL = 1.5, 0.3


def compared(statement: Statement, base: KnowledgeBase) -> list[Comparison]:
    """Hold the statement against every candidate sentence, nearest first."""
    found = [compare(statement, place, base) for place in base.candidates(statement.terms)]
    return sorted(found, key=lambda c: -closeness(c, base))


def closeness(c: Comparison, base: KnowledgeBase) -> float:
    """Rank a sentence by the statement's rare words and names that stand in it; synonyms and neighbours count less."""
    opposed = {id(o.unit) for o in c.alignment.oppositions}
    total = got = 0.0
    for match in c.alignment.matches:
        weight = base.weight(match.unit)
        total += weight
        got += weight * (1.0 if id(match.unit) in opposed else match.score**CLOSENESS_POWER)
    share = got / total if total else 0.0
    length = len(base.read(c.place).terms.units)
    return share + SLOT_BONUS * len(c.agreements) + FIGURE_BONUS * c.same_figures - LENGTH_COST * length


def lead_of(comparisons: list[Comparison], base: KnowledgeBase) -> float:
    """Return how far the nearest sentence lies before the next one that is not its neighbour."""
    if not comparisons:
        return 0.0
    first = comparisons[0]
    return closeness(first, base) - max(
        (closeness(c, base) for c in comparisons[1:] if abs(c.place - first.place) > 1), default=0.0
    )


def related(comparisons: list[Comparison], shown: list[Comparison], base: KnowledgeBase) -> list[Comparison]:
    """Choose sentences to show beside those that are shown: near ones, and first such as have what still lacks."""
    seen = {c.place for c in shown}
    pool = [(closeness(c, base), c) for c in comparisons[:RELATED_POOL] if c.place not in seen]
    total = sum(base.weight(m.unit) for m in comparisons[0].alignment.matches) if comparisons else 0.0
    held = {start for c in shown for start in _held(c)}
    rivals = frozenset(place for c in shown for place in base.places_against(c.place))
    chosen: list[Comparison] = []
    while pool and len(chosen) < RELATED_ITEMS and total:
        worth = [
            near + NEW_WORDS * _new(c, held, base) / total + (RIVAL if c.place in rivals else 0.0) for near, c in pool
        ]
        _, best = pool.pop(worth.index(max(worth)))
        chosen.append(best)
        held |= _held(best)
        rivals |= base.places_against(best.place)
    return chosen


def _held(c: Comparison) -> set[int]:
    """Return where the words of the statement begin that a sentence or its neighbours have."""
    return {m.unit.start for m in c.alignment.matches if m.score >= NEIGHBOUR}


def _new(c: Comparison, held: set[int], base: KnowledgeBase) -> float:
    return sum(base.weight(m.unit) for m in c.alignment.matches if m.score >= NEIGHBOUR and m.unit.start not in held)
