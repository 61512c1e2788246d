"""Figures that exclude each other: of one whole in one scope, of different scopes, or a later one of a series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.conflicts.ground import UNFULFILLED, Ground
from kg.conflicts.scope import compare_scopes
from kg.conflicts.wording import conflict, documents, listed, scope_of, side
from kg.model import Claim, Conflict, ConflictKind, Iri, Modality, Quantity, Severity
from kg.rdf import KG, SKOS
from kg.vocabulary import Role

NEARNESS = 0.05
PRESENT_WORDS = ("now", "present", "current", "today", "recent", "latest")
GROUP_LIMIT = 400


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
        if 1 < len(figures) <= GROUP_LIMIT:
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
        said, quantity = claim.proposition, claim.proposition.quantity
        assert quantity is not None
        bounds = (quantity.minimum, quantity.maximum, quantity.minimum_excluded, quantity.maximum_excluded)
        period = (said.period.edtf or said.period.text.casefold()) if said.period else None
        stage = None if _counted_at(ground, said.object) else said.stage
        key = (said.object, bounds, period, said.place, said.regarding, stage)
        found.setdefault(key, []).append(claim)
    figures = []
    for same in found.values():
        quantity = same[0].proposition.quantity
        assert quantity is not None
        figures.append(Figure(same[0].proposition.object, quantity, tuple(same)))
    return figures


def _conflicts(ground: Ground, figures: Sequence[Figure]) -> Iterator[Conflict]:
    edges = [edge for i, j in combinations(range(len(figures)), 2) if (edge := _edge(ground, figures, i, j))]
    hard = [edge for edge in edges if edge.kind is ConflictKind.CONTRADICTION]
    soft = [edge for edge in edges if edge.kind is not ConflictKind.CONTRADICTION]
    for component in (*_components(hard), *_components(soft)):
        yield _conflict(ground, figures, component)


def _edge(ground: Ground, figures: Sequence[Figure], i: int, j: int) -> _Edge | None:
    one, other = figures[i], figures[j]
    if not one.quantity.excludes(other.quantity):
        return None
    scope = compare_scopes(one.first, other.first)
    whole = ("whole",) if one.whole != other.whole else ()
    counted = whole or _counted_at(ground, one.whole)
    differing = (*whole, *(part for part in scope.differ if part != "stage" or not counted))
    unsaid = tuple(part for part in scope.open if part != "stage")
    if set(differing) == {"period"} and not unsaid and scope.later:
        return _Edge(i, j, ConflictKind.SUPERSESSION, ("period",))
    if not differing and unsaid == ("period",) and _series_goes_on(one.first, other.first):
        return _Edge(i, j, ConflictKind.SUPERSESSION, ("period",))
    if differing or unsaid:
        return _Edge(i, j, ConflictKind.DIFFERENT_SCOPE, (*differing, *unsaid))
    return _Edge(i, j, ConflictKind.CONTRADICTION, ())


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
    """Yield a conflict where two subjects hold one rank in one whole and scope."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in ground.accepted:
        said = claim.proposition
        if said.quantity and ground.vocabulary.has_role(said.predicate, Role.RANK) and said.polarity == "affirmative":
            rank = (said.quantity.minimum, said.quantity.maximum)
            groups.setdefault((said.predicate, said.object, said.stage, said.regarding, rank), []).append(claim)
    for claims in groups.values():
        for one, other in _rival_holders(ground, claims):
            yield _rank_conflict(ground, one, other)


def _rival_holders(ground: Ground, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    holders: dict[Iri, Claim] = {}
    for claim in claims:
        holders.setdefault(claim.proposition.subject, claim)
    for one, other in combinations(holders.values(), 2):
        same = ground.possibly_same(one.proposition.subject, other.proposition.subject)
        if not same and compare_scopes(one, other).same:
            yield one, other


def _rank_conflict(ground: Ground, one: Claim, other: Claim) -> Conflict:
    rank = one.proposition.quantity.text if one.proposition.quantity else ""
    names = [ground.label(claim.proposition.subject) for claim in (one, other)]
    whole = ground.label(one.proposition.object)
    sides = [side(name, rank, [claim]) for name, claim in zip(names, (one, other), strict=True)]
    return conflict(
        ConflictKind.CONTRADICTION,
        Severity.HIGH,
        f"{rank} in {whole}",
        sides,
        f"{listed(names)} are both said to rank {rank} in {whole}, which one of them can be.",
        "The ranking of one named year.",
    )
