"""A statement taken apart: its terms, figures, times, stages, and whether it speaks of a goal or of what is done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.parsing import parse
from kg.factcheck.portions import MAJORITY, majorities, rest_of
from kg.factcheck.stages import stages_of
from kg.factcheck.stems import stem
from kg.factcheck.terms import Terms
from kg.model import Stage
from kg.text.bounds import WHOLE, Hedge, hedge_kind
from kg.text.periods import PeriodMention, read_periods
from kg.text.quantities import QuantityMention, read_quantities
from kg.text.units import PERCENT

GOAL = re.compile(r"\b(?:goal|target|aim|aimed|aims|objective|ambition)s?\b", re.IGNORECASE)
NOT_REACHED = re.compile(
    r"\b(?:(?:does|do|did|has|have|had|is|are|will)(?: not|n[’']t) (?:even )?(?:yet )?(?:reach|reached|exceed"
    r"|exceeded|come to|amount to|attain|make up)|never reache[sd]|(?:falls?|fell|stays?|stayed|remains?|remained"
    r"|is|are|was) (?:short of|below|under|shy of))\s*$",
    re.IGNORECASE,
)
STAYS = re.compile(r"\b(?:falls?|fell|fallen|stays?|stayed|remains?|remained)(?: well| far)?\s*$", re.IGNORECASE)
PARTIES = re.compile(r"\b(?:the|these|those|both|between) two$", re.IGNORECASE)
SINCE_LEAD = re.compile(
    r"(?:\b(?:in|on|by|since|during|from|at|of|over|until|before|after)\s+)?(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim that somebody makes, taken apart."""

    text: str
    terms: Terms
    quantities: tuple[QuantityMention, ...]
    periods: tuple[PeriodMention, ...]
    stages: frozenset[Stage]
    goal: bool


def read_statement(text: str, base: KnowledgeBase) -> Statement:
    """Take a statement apart."""
    quantities = tuple(_as_asserted(q, text) for q in read_quantities(text) if not PARTIES.search(text[: q.end]))
    if MAJORITY.search(text) or any(q.quantity.unit == PERCENT for q in quantities):
        parsed = base.keep(("parse", text), lambda: parse(text))
        quantities = (*quantities, *majorities(text, quantities, parsed))
        portion = rest_of(text, quantities, parsed)
        text, quantities = portion.text, portion.quantities
    periods = tuple(p for p in read_periods(text) if p.period.edtf is not None)
    taken = [(q.start, q.end) for q in quantities] + [(p.start, p.end) for p in periods]
    terms = base.terms(text, taken)
    return Statement(text, terms, quantities, periods, stages_of(terms), bool(GOAL.search(text)))


def _as_asserted(mention: QuantityMention, text: str) -> QuantityMention:
    """Take a statement's bounds at their word: an author's "over 37%" hints at 37, a reader's only excludes less."""
    kind = hedge_kind(mention.hedge) if mention.hedge else None
    quantity = mention.quantity
    if NOT_REACHED.search(text[: mention.start]) and kind is None:
        bounded = replace(
            quantity, minimum=0.0, maximum=quantity.minimum, minimum_excluded=False, maximum_excluded=True
        )
    elif kind is Hedge.ABOVE:
        bounded = replace(quantity, maximum=WHOLE if quantity.unit == PERCENT else None, maximum_excluded=False)
    elif kind is Hedge.BELOW and STAYS.search(text[: mention.start]):
        bounded = replace(quantity, minimum=0.0, minimum_excluded=False)
    else:
        return mention
    return replace(mention, quantity=bounded)


def without(statement: Statement, spans: list[tuple[int, int]], base: KnowledgeBase) -> Statement:
    """Return the statement without some stretches of its text."""
    kept = list(statement.text)
    for start, end in spans:
        kept[start:end] = " " * (end - start)
    return read_statement("".join(kept), base)


def same_word(a: str, b: str) -> bool:
    """Tell whether two words have one stem."""
    return stem(a) == stem(b)
