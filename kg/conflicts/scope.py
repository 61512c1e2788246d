"""Scopes of two propositions compared: do they speak of one time, place, stage and respect?"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Claim, Iri, Period, Stage
from kg.text.edtf import before, bounds


@dataclass(frozen=True, slots=True)
class ScopeComparison:
    """Which parts of two scopes differ, and which only one side names; `later` is 1 or -1 if one is over before."""

    differ: tuple[str, ...]
    open: tuple[str, ...]
    later: int = 0

    @property
    def same(self) -> bool:
        return not self.differ and not self.open


def compare_scopes(one: Claim, other: Claim) -> ScopeComparison:
    """Compare period, place, stage and respect; a part that neither side names is the same part."""
    mine, theirs = one.proposition, other.proposition
    differ: list[str] = []
    open_parts: list[str] = []
    pairs: tuple[tuple[str, Iri | Stage | None, Iri | Stage | None], ...] = (
        ("place", mine.place, theirs.place),
        ("stage", mine.stage, theirs.stage),
        ("respect", mine.regarding, theirs.regarding),
    )
    for name, first, second in pairs:
        if first != second:
            (open_parts if first is None or second is None else differ).append(name)
    later = 0
    if mine.period or theirs.period:
        relation, later = _compare_periods(mine.period, theirs.period)
        if relation:
            (differ if relation == "differ" else open_parts).append("period")
    return ScopeComparison(tuple(differ), tuple(open_parts), later)


def _compare_periods(one: Period | None, other: Period | None) -> tuple[str, int]:
    if one is None or other is None:
        return "open", 0
    if (one.edtf or one.text.casefold()) == (other.edtf or other.text.casefold()):
        return "", 0
    if one.edtf is None or other.edtf is None:
        return "open", 0
    if disjoint(one.edtf, other.edtf):
        return "differ", 1 if before(one.edtf, other.edtf) else -1 if before(other.edtf, one.edtf) else 0
    return ("", 0) if _fixed(one.edtf) and _fixed(other.edtf) else ("open", 0)


def _fixed(edtf: str) -> bool:
    return None not in bounds(edtf)


def disjoint(one: str, other: str) -> bool:
    """Tell whether two EDTF times can share no day; an X stands for any digit."""
    if before(one, other) or before(other, one):
        return True
    if "/" in one or "/" in other:
        return False
    return any(a != b and "X" not in (a, b) for a, b in zip(one, other, strict=False))
