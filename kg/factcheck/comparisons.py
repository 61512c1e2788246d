"""What follows from two figures: larger and smaller, multiples, differences, sums."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.datings import DATED, dating_findings
from kg.factcheck.figures import Figure
from kg.factcheck.findings import Finding, tidy
from kg.factcheck.operands import figures_for, meant
from kg.factcheck.questions import TOGETHER, Question, read_question
from kg.factcheck.ranges import Range
from kg.factcheck.statements import Statement, read_statement
from kg.factcheck.verdicts import EvidenceItem, Stance


def comparison_findings(text: str, base: KnowledgeBase) -> list[Finding] | None:
    """Return what follows about a statement that compares two figures or dates; None if it compares nothing."""
    question = read_question(text)
    if question is None:
        return None
    if question.kind == "sum":
        return list(_sums(question, base))
    if question.kind in DATED:
        return list(dating_findings(question, base))
    return list(_figures(question, base))


def _figures(question: Question, base: KnowledgeBase) -> Iterator[Finding]:
    left = meant(question.left, question.right, question.measure, base)
    right = meant(question.right, question.left, question.measure, base)
    if _is_one_thing(left, right):
        return
    for a_score, a in left:
        for b_score, b in right:
            if a.quantity.unit != b.quantity.unit or (a.place == b.place and a.start == b.start):
                continue
            bounds = _between(a, b, question.kind)
            if bounds is None:
                continue
            low, high = bounds
            stance = question.wanted.stance(low, high)
            if stance is None:
                continue
            what = "ratio" if question.kind == "ratio" else "difference"
            reason = f"{_both(a, b)} give a {what} of {_span(low, high)}; the statement wants “{question.words}”"
            yield Finding(stance, (_item(a, base, stance), _item(b, base, stance)), reason, min(a_score, b_score), True)


def _is_one_thing(left: list[tuple[float, Figure]], right: list[tuple[float, Figure]]) -> bool:
    return bool(left and right) and {(f.place, f.start) for _, f in left} == {(f.place, f.start) for _, f in right}


def _between(a: Figure, b: Figure, kind: str) -> tuple[float, float] | None:
    p, q = a.quantity, b.quantity
    if p.minimum is None or q.minimum is None:
        return None
    p_high, q_high = (math.inf if bound is None else bound for bound in (p.maximum, q.maximum))
    if kind == "difference":
        return p.minimum - q_high, p_high - q.minimum
    if q.minimum <= 0:
        return None
    return p.minimum / q_high, p_high / q.minimum


def _span(low: float, high: float) -> str:
    return f"{low:.3g}" if abs(high - low) < 0.01 else f"{low:.3g} to {high:.3g}"


def _both(a: Figure, b: Figure) -> str:
    return f"“{tidy(a.quantity.text)}” and “{tidy(b.quantity.text)}”"


def _sums(question: Question, base: KnowledgeBase) -> Iterator[Finding]:
    whole = read_statement(question.words, base)
    if not whole.quantities:
        return
    said = whole.quantities[0].quantity
    rest = question.words
    for part in (question.left, question.right):
        rest = rest.replace(part, " ")
    one = figures_for(read_statement(f"{question.left} {_unsaid(rest, whole)}", base), base, said.unit)
    two = figures_for(read_statement(f"{question.right} {_unsaid(rest, whole)}", base), base, said.unit)
    for a_score, a in one:
        for b_score, b in two:
            p, q = a.quantity, b.quantity
            if None in (p.minimum, p.maximum, q.minimum, q.maximum) or (a.place == b.place and a.start == b.start):
                continue
            low, high = (p.minimum or 0) + (q.minimum or 0), (p.maximum or 0) + (q.maximum or 0)
            wanted = Range(said.minimum, said.maximum)
            stance = wanted.stance(low, high)
            if stance is not None:
                reason = f"{_both(a, b)} add up to {_span(low, high)}; the statement has “{said.text}”"
                yield Finding(
                    stance, (_item(a, base, stance), _item(b, base, stance)), reason, min(a_score, b_score), True
                )


def _unsaid(rest: str, whole: Statement) -> str:
    text = rest
    for mention in whole.quantities:
        text = text.replace(mention.quantity.text, " ")
    return TOGETHER.sub(" ", text)


def _item(figure: Figure, base: KnowledgeBase, stance: Stance) -> EvidenceItem:
    claim = max(figure.claims, key=lambda c: c.passage.end - c.passage.start)
    passage = claim.passage
    return EvidenceItem(claim.id, str(claim.document), passage.exact, passage.start, passage.end, stance)
