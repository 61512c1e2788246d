"""Figures that exclude each other: of one whole in one scope, of different scopes, or a later one of a series."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.conflicts.ground import UNFULFILLED, Ground
from kg.conflicts.scope import compare_scopes
from kg.conflicts.wording import conflict, documents, listed, scope_of, side
from kg.model import Claim, Conflict, ConflictKind, Iri, Modality, Quantity, Severity
from kg.rdf import KG, SKOS
from kg.vocabulary import Role

NEARNESS = 0.05
PRESENT_WORDS = ("now", "present", "current", "today", "recent", "latest")
MOST_SCOPES = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """Claims that give one value to one whole in one scope."""

    whole: Iri | None
    quantity: Quantity
    claims: tuple[Claim, ...]

    @property
    def first(self) -> Claim:
        return self.claims[0]


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two figures that exclude each other, and how."""

    one: int
    other: int
    kind: ConflictKind
    parts: tuple[str, ...]


def figure_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict for each connected set of figures that exclude each other."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in ground.accepted:
        if claim.proposition.quantity is not None:
            groups.setdefault(_series(ground, claim), []).append(claim)
    for claims in groups.values():
        figures = _figures(ground, claims)
        if len(figures) > 1:
            yield from _conflicts(ground, figures)


def _series(ground: Ground, claim: Claim) -> tuple[object, ...]:
    """Return what figures must share to be compared: one subject and relation, and kindred wholes."""
    said = claim.proposition
    assert said.quantity is not None
    whole = _kin(ground, said.object)
    shift = claim.modality if claim.modality in UNFULFILLED else None
    return said.subject, said.predicate, said.quantity.unit, said.polarity, whole, shift


def _kin(ground: Ground, whole: Iri | None) -> object:
    """Return what kindred wholes share: material, actor and widest stage; a whole of another kind is its own kin."""
    if whole is None:
        return None
    material = ground.closure.objects(whole, KG.ofMaterial)
    stages = ground.closure.objects(whole, KG.atStage)
    if not material or not stages:
        return whole
    return material, ground.closure.objects(whole, KG.ofActor), frozenset(_widest(ground, stage) for stage in stages)


def _counted_at(ground: Ground, whole: Iri | None) -> frozenset[Iri]:
    """Return the stage at which a whole is counted, which then is the stage of its shares."""
    return ground.closure.objects(whole, KG.atStage) if whole else frozenset()


def _widest(ground: Ground, stage: Iri) -> Iri:
    wider = ground.closure.objects(stage, SKOS.broader)
    return _widest(ground, min(wider)) if wider else stage


def _figures(ground: Ground, claims: Sequence[Claim]) -> list[Figure]:
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        quantity = claim.proposition.quantity
        assert quantity is not None
        bounds = (quantity.minimum, quantity.maximum, quantity.minimum_excluded, quantity.maximum_excluded)
        found.setdefault((bounds, *_scope_key(ground, claim)), []).append(claim)
    figures = []
    for same in found.values():
        quantity = same[0].proposition.quantity
        assert quantity is not None
        figures.append(Figure(same[0].proposition.object, quantity, tuple(same)))
    return figures


def _conflicts(ground: Ground, figures: Sequence[Figure]) -> Iterator[Conflict]:
    edges = list(_edges(ground, figures))
    hard = [edge for edge in edges if edge.kind is ConflictKind.CONTRADICTION]
    soft = [edge for edge in edges if edge.kind is not ConflictKind.CONTRADICTION]
    for component in (*_components(hard), *_components(soft)):
        yield _conflict(ground, figures, component)


def _edges(ground: Ground, figures: Sequence[Figure]) -> Iterator[_Edge]:
    """Yield edges enough to connect all figures that exclude each other.

    Figures of one scope are compared with the lowest and the highest of another. Above MOST_SCOPES scopes of
    one series, each is compared with the next one in time only.
    """
    scopes: dict[tuple[object, ...], list[int]] = {}
    for number, figure in enumerate(figures):
        scopes.setdefault(_scope_key(ground, figure.first), []).append(number)
    ordered = list(scopes.values())
    for numbers in ordered:
        yield from _between(figures, numbers, numbers, ConflictKind.CONTRADICTION, ())
    if len(ordered) > MOST_SCOPES:
        ordered.sort(key=lambda numbers: _when(figures[numbers[0]].first))
        pairs = list(pairwise(ordered))
    else:
        pairs = list(combinations(ordered, 2))
    for mine, theirs in pairs:
        kind, parts = _relation(ground, figures[mine[0]], figures[theirs[0]])
        yield from _between(figures, mine, theirs, kind, parts)


def _scope_key(ground: Ground, claim: Claim) -> tuple[object, ...]:
    said = claim.proposition
    period = (said.period.edtf or said.period.text.casefold()) if said.period else None
    return said.object, period, said.place, said.regarding, None if _counted_at(ground, said.object) else said.stage


def _when(claim: Claim) -> str:
    period = claim.proposition.period
    return (period.edtf or "") if period else ""


def _between(
    figures: Sequence[Figure], mine: Sequence[int], theirs: Sequence[int], kind: ConflictKind, parts: tuple[str, ...]
) -> Iterator[_Edge]:
    for ones, others in ((mine, theirs), (theirs, mine)):
        lowest = min(others, key=lambda number: _bound(figures[number].quantity.maximum, math.inf))
        highest = max(others, key=lambda number: _bound(figures[number].quantity.minimum, -math.inf))
        for one in ones:
            for other in (lowest, highest):
                if figures[one].quantity.excludes(figures[other].quantity):
                    yield _Edge(one, other, kind, parts)


def _bound(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _relation(ground: Ground, one: Figure, other: Figure) -> tuple[ConflictKind, tuple[str, ...]]:
    """Return what it means that figures of two scopes exclude each other, and the parts that differ."""
    scope = compare_scopes(one.first, other.first)
    whole = ("whole",) if one.whole != other.whole else ()
    counted = whole or _counted_at(ground, one.whole)
    differing = (*whole, *(part for part in scope.differ if part != "stage" or not counted))
    unsaid = tuple(part for part in scope.open if part != "stage")
    if set(differing) == {"period"} and not unsaid and scope.later:
        return ConflictKind.SUPERSESSION, ("period",)
    if not differing and unsaid == ("period",) and _series_goes_on(one.first, other.first):
        return ConflictKind.SUPERSESSION, ("period",)
    if differing or unsaid:
        return ConflictKind.DIFFERENT_SCOPE, (*differing, *unsaid)
    return ConflictKind.CONTRADICTION, ()


def _series_goes_on(one: Claim, other: Claim) -> bool:
    """Tell whether one document gives a figure for a past time and one for its own present."""
    return (
        one.document == other.document and _is_present(one) != _is_present(other) and _is_dated(one) != _is_dated(other)
    )


def _is_present(claim: Claim) -> bool:
    period = claim.proposition.period
    return bool(period and period.edtf is None and any(word in period.text.casefold() for word in PRESENT_WORDS))


def _is_dated(claim: Claim) -> bool:
    return bool(claim.proposition.period and claim.proposition.period.edtf)


def _components(edges: Sequence[_Edge]) -> list[list[_Edge]]:
    """Split edges into connected sets."""
    sets: list[tuple[set[int], list[_Edge]]] = []
    for edge in edges:
        touching = [one for one in sets if one[0] & {edge.one, edge.other}]
        nodes = {edge.one, edge.other}.union(*(one[0] for one in touching))
        joined = [other for one in touching for other in one[1]]
        sets = [one for one in sets if one not in touching] + [(nodes, [*joined, edge])]
    return [found for _, found in sets]


def _conflict(ground: Ground, figures: Sequence[Figure], edges: Sequence[_Edge]) -> Conflict:
    members = [figures[number] for number in sorted({number for edge in edges for number in (edge.one, edge.other)})]
    kinds = {edge.kind for edge in edges}
    kind = kinds.pop() if len(kinds) == 1 else ConflictKind.DIFFERENT_SCOPE
    sides = [side(_label(ground, figure), figure.quantity.text, figure.claims) for figure in members]
    parts = listed(part for edge in edges for part in edge.parts)
    said = members[0].first.proposition
    wholes = listed(ground.label(member.whole) for member in members)
    topic = f"{ground.label(said.subject)} {ground.label(said.predicate)} {wholes}".strip()
    return conflict(
        kind,
        _severity(ground, kind, members),
        topic,
        sides,
        _explanation(ground, kind, members, parts),
        _settled_by(kind),
    )


def _label(ground: Ground, figure: Figure) -> str:
    scope = scope_of(ground, figure.first)
    whole = ground.label(figure.whole)
    return f"{figure.quantity.text} of {whole}" + (f" ({scope})" if scope else "") if whole else figure.quantity.text


def _severity(ground: Ground, kind: ConflictKind, members: Sequence[Figure]) -> Severity:
    if kind is ConflictKind.SUPERSESSION or _near(members):
        return Severity.LOW
    committed = all(claim.modality in (Modality.ASSERTED, Modality.REPORTED) for m in members for claim in m.claims)
    additive = ground.vocabulary.has_role(members[0].first.proposition.predicate, Role.ADDITIVE)
    hard = kind is ConflictKind.CONTRADICTION and committed and not additive
    return Severity.HIGH if hard else Severity.MEDIUM


def _near(members: Sequence[Figure]) -> bool:
    """Tell whether all values lie within rounding distance of each other."""
    values = [bound for m in members for bound in (m.quantity.minimum, m.quantity.maximum) if bound is not None]
    return bool(values) and max(values) - min(values) <= NEARNESS * max(abs(value) for value in values)


def _explanation(ground: Ground, kind: ConflictKind, members: Sequence[Figure], parts: str) -> str:
    said = "; ".join(f"{documents(m.claims)}: {_label(ground, m)}" for m in members)
    if kind is ConflictKind.CONTRADICTION:
        dated = any(m.first.proposition.period for m in members)
        when = "for one and the same scope" if dated else "and none of them names a time"
        additive = ground.vocabulary.has_role(members[0].first.proposition.predicate, Role.ADDITIVE)
        rest = ", unless they are different sums" if additive else ""
        return f"No value satisfies all figures, {when}{rest} — {said}."
    if kind is ConflictKind.SUPERSESSION:
        return f"A later figure follows an earlier one of the same series — {said}."
    return f"The figures exclude each other only if they speak of one scope; {parts} differ or are left open — {said}."


def _settled_by(kind: ConflictKind) -> str:
    if kind is ConflictKind.CONTRADICTION:
        return "The figure of one named year and one definition of the whole, from the works behind each side."
    if kind is ConflictKind.SUPERSESSION:
        return "Nothing has to be settled; take the figure of the time that is asked about."
    return "What each figure is a share of, and its year, as the works behind them define it."


def rank_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict where several subjects hold one rank in one whole and scope."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in ground.accepted:
        said = claim.proposition
        if said.quantity and ground.vocabulary.has_role(said.predicate, Role.RANK) and said.polarity == "affirmative":
            rank = (said.quantity.minimum, said.quantity.maximum)
            groups.setdefault((said.predicate, rank, *_scope_key(ground, claim)), []).append(claim)
    for claims in groups.values():
        holders: dict[Iri, list[Claim]] = {}
        for claim in claims:
            same = (one for one in holders if ground.possibly_same(one, claim.proposition.subject))
            holders.setdefault(next(same, claim.proposition.subject), []).append(claim)
        if len(holders) > 1:
            yield _rank_conflict(ground, holders)


def _rank_conflict(ground: Ground, holders: Mapping[Iri, Sequence[Claim]]) -> Conflict:
    first = next(iter(holders.values()))[0].proposition
    rank, whole = first.quantity.text if first.quantity else "", ground.label(first.object)
    sides = [side(ground.label(holder), rank, claims) for holder, claims in holders.items()]
    return conflict(
        ConflictKind.CONTRADICTION,
        Severity.HIGH,
        f"{rank} in {whole}",
        sides,
        f"{listed(one.label for one in sides)} are all said to rank {rank} in {whole}, which one of them can be.",
        "The ranking of one named year.",
    )
