"""How a statement's figure stands to the figure of a sentence that is most likely the one it means."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.factcheck.alignment import context_of
from kg.factcheck.base import KnowledgeBase
from kg.factcheck.figures import Figure, Reading, Relation, count_relevance, figures_of, relate, relevance
from kg.factcheck.portions import is_majority
from kg.factcheck.statements import Statement
from kg.factcheck.times import when
from kg.model import Quantity
from kg.text.quantities import QuantityMention
from kg.text.units import CURRENCIES, NUM

MAINLY = re.compile(
    r"\b(?:most|mostly|mainly|largely|chiefly|primarily|predominant\w*|majority|bulk|dominat\w+|monopol\w+)\b", re.I
)
FIGURE_RELEVANCE, EXCLUDING_RELEVANCE = 0.6, 0.72


def figure_reading(
    statement: Statement, mention: QuantityMention, place: int, base: KnowledgeBase
) -> tuple[Relation, Reading | None]:
    """Return how the sentence's most relevant figure stands to the stated one; its neighbours may only agree."""
    best: tuple[float, Relation, Reading] | None = None
    said = mention.quantity
    for at in (place, *context_of(place, base)):
        for figure in figures_of(at, base):
            is_money = _is_same_sum_of_other_money(said, figure.quantity)
            if figure.quantity.unit != said.unit and not is_money:
                continue
            if said.unit == NUM:
                reading = count_relevance(statement.text, mention, figure, base)
            else:
                reading = relevance(statement.terms, figure, base, goal=statement.goal, stages=statement.stages)
            relation = Relation.OUTSIDE if is_money else relate(said, figure.quantity)
            if relation is Relation.OUTSIDE and not (
                _same_time(statement, figure) and (reading.relevance == 1.0 or _says_more(statement, mention, base))
            ):
                continue
            worth = reading.relevance - (0.05 if at != place else 0.0) + (0.02 if relation is Relation.WITHIN else 0.0)
            wanted = EXCLUDING_RELEVANCE if relation is Relation.OUTSIDE and figure.claims else FIGURE_RELEVANCE
            if reading.relevance < wanted or (at != place and relation is not Relation.WITHIN):
                continue
            if best is None or worth > best[0]:
                best = (worth, relation, reading)
    return (best[1], best[2]) if best else (Relation.OPEN, None)


def _is_same_sum_of_other_money(said: Quantity, there: Quantity) -> bool:
    """Tell whether two sums have one number and two currencies, so that one of them has the wrong currency."""
    codes = {code for code, _ in CURRENCIES}
    if said.unit == there.unit or not {said.unit, there.unit} <= codes:
        return False
    return relate(replace(said, unit=there.unit), there) is Relation.WITHIN


def _says_more(statement: Statement, mention: QuantityMention, base: KnowledgeBase) -> bool:
    """Tell whether a statement says more of counted things than their number, which another can contradict."""
    if mention.quantity.unit != NUM:
        return True
    counted = base.terms(mention.of or "").stems
    return sum(base.weight(unit) for unit in statement.terms.units if unit.stem not in counted) >= 1.0


def stands_in(said: Quantity, there: tuple[QuantityMention, ...]) -> bool:
    """Tell whether a sentence has the stated figure, whatever it measures."""
    return any(relate(said, other.quantity) is Relation.WITHIN for other in there if other.quantity.unit == said.unit)


def _same_time(statement: Statement, figure: Figure) -> bool:
    """Tell whether a figure that differs is one of the statement's own time, so that the difference means something."""
    times = [c.proposition.period.edtf for c in figure.claims if c.proposition.period]
    if not statement.periods or not times:
        return True
    return any(edtf is not None and when(said, edtf) is Relation.WITHIN for said in statement.periods for edtf in times)


def side(said: Quantity, reading: Reading) -> str:
    """Tell on which side of the source's figure the stated one lies, where it is clear."""
    there = reading.figure.quantity
    if said.unit != there.unit:
        return ", a sum in another currency"
    if said.maximum is not None and there.minimum is not None and said.maximum <= there.minimum:
        return ", which lies above what the statement says"
    if said.minimum is not None and there.maximum is not None and said.minimum >= there.maximum:
        return ", which lies below what the statement says"
    return ""


def says_most(mention: QuantityMention, place: int, base: KnowledgeBase) -> bool:
    """Tell whether a majority in words needs no figure of the sentence: "most firms", or "mostly" there too."""
    if not is_majority(mention) or mention.quantity.minimum == 0:
        return False
    return mention.of is None or bool(MAINLY.search(base.sentences[place].text))
