"""Corroboration: for each proposition who says it, who says otherwise, and on how many independent origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.conflicts.ground import Ground
from kg.conflicts.wording import in_order, statement
from kg.model import Claim, Conflict, ConflictKind, Iri, Proposition


@dataclass(frozen=True, slots=True)
class Corroboration:
    """The standing of one proposition.

    `restatements` are the claims that add nothing, as their document or origin has said it before;
    `origins` counts sets of claims that share neither document nor cited work; `otherwise` are claims
    that would exclude it in one scope.
    """

    proposition: Proposition
    statement: str
    claims: tuple[Claim, ...]
    against: tuple[Claim, ...]
    otherwise: tuple[Claim, ...]
    restatements: tuple[Claim, ...]
    origins: int
    works: tuple[Iri, ...]


def corroborations(ground: Ground, conflicts: Sequence[Conflict]) -> Iterator[Corroboration]:
    """Yield the standing of every proposition that accepted claims state, in the order of the claims."""
    groups: dict[object, list[Claim]] = {}
    for claim in ground.accepted:
        groups.setdefault(_key(ground, claim.proposition), []).append(claim)
    hard = _opponents(conflicts, ConflictKind.CONTRADICTION, ConflictKind.REFERENCE_CONTRADICTION)
    soft = _opponents(conflicts, ConflictKind.DIFFERENT_SCOPE)
    for claims in groups.values():
        yield _corroboration(ground, claims, hard, soft)


def corroborate(ground: Ground, proposition: Proposition, conflicts: Sequence[Conflict]) -> Corroboration | None:
    """Return the standing of one proposition, or None if no accepted claim states it."""
    wanted = _key(ground, proposition)
    claims = [claim for claim in ground.accepted if _key(ground, claim.proposition) == wanted]
    if not claims:
        return None
    hard = _opponents(conflicts, ConflictKind.CONTRADICTION, ConflictKind.REFERENCE_CONTRADICTION)
    return _corroboration(ground, claims, hard, _opponents(conflicts, ConflictKind.DIFFERENT_SCOPE))


def _key(ground: Ground, said: Proposition) -> object:
    """Return what makes two propositions one: their identity, either way round where the relation is symmetric."""
    known = ground.vocabulary.predicates.get(said.predicate)
    if known is None or not known.symmetric or said.object is None or said.quantity:
        return said.id
    period = (said.period.edtf or said.period.text.casefold()) if said.period else None
    ends = frozenset((said.subject, said.object))
    return said.predicate, ends, period, said.place, said.stage, said.regarding, said.polarity


def _opponents(conflicts: Sequence[Conflict], *kinds: ConflictKind) -> dict[str, list[Claim]]:
    """Return, by claim, the claims on the other sides of its conflicts."""
    found: dict[str, list[Claim]] = {}
    for conflict in conflicts:
        if conflict.kind in kinds:
            for side in conflict.sides:
                others = [claim for other in conflict.sides if other is not side for claim in other.claims]
                for claim in side.claims:
                    found.setdefault(claim.id, []).extend(others)
    return found


def _corroboration(
    ground: Ground, claims: Sequence[Claim], hard: dict[str, list[Claim]], soft: dict[str, list[Claim]]
) -> Corroboration:
    told = in_order(claims)
    independent = ground.sources.independent(told)
    return Corroboration(
        proposition=told[0].proposition,
        statement=statement(ground, told[0]),
        claims=told,
        against=in_order(other for claim in told for other in hard.get(claim.id, ())),
        otherwise=in_order(other for claim in told for other in soft.get(claim.id, ())),
        restatements=in_order(claim for same in independent for claim in same[1:]),
        origins=len(independent),
        works=tuple(sorted({origin for claim in told for origin in ground.origins(claim)})),
    )
