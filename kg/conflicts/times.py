"""Times that cannot all be right: two beginnings of one thing, an answer before what it answers, circles in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from kg.conflicts.ground import Ground
from kg.conflicts.scope import disjoint
from kg.conflicts.wording import conflict, documents, listed, side, statement
from kg.model import Claim, Conflict, ConflictKind, Iri, Polarity, Severity
from kg.reasoning.layers import FACTUAL
from kg.text.edtf import before
from kg.vocabulary import Role

_SETTLED_BY = "The dates of both from a primary source."


def time_conflicts(ground: Ground) -> Iterator[Conflict]:
    """Yield a conflict for each impossible order of times."""
    factual = [c for c in ground.accepted if c.modality in FACTUAL and c.proposition.polarity is Polarity.AFFIRMATIVE]
    beginnings = _beginnings(ground, factual)
    for told in beginnings.values():
        yield from _two_beginnings(ground, told)
    for claim in factual:
        said = claim.proposition
        if said.object and ground.vocabulary.has_role(said.predicate, Role.ORDER):
            yield from _wrong_order(ground, claim, beginnings)
        elif said.object and ground.vocabulary.has_role(said.predicate, Role.SAME_TIME):
            yield from _not_together(ground, claim, beginnings)
        elif said.period and said.object and said.subject in beginnings:
            yield from _before_it_was(ground, claim, beginnings[said.subject])
    yield from _circles(ground, factual)


Beginnings = Mapping[Iri, Sequence[tuple[str, Claim]]]


def _beginnings(ground: Ground, claims: Sequence[Claim]) -> Beginnings:
    found: dict[Iri, list[tuple[str, Claim]]] = {}
    for claim in claims:
        said = claim.proposition
        if said.period and said.period.edtf and ground.vocabulary.has_role(said.predicate, Role.BEGIN):
            found.setdefault(said.subject, []).append((said.period.edtf, claim))
    return found


def _two_beginnings(ground: Ground, told: Sequence[tuple[str, Claim]]) -> Iterator[Conflict]:
    by_time: dict[tuple[str, Iri], list[Claim]] = {}
    for edtf, claim in told:
        by_time.setdefault((edtf, claim.proposition.predicate), []).append(claim)
    for (one, how), (other, likewise) in combinations(by_time, 2):
        if how == likewise and disjoint(one, other):
            yield _contradiction(
                ground,
                [by_time[one, how], by_time[other, how]],
                f"when {_subject(ground, by_time[one, how][0])} began",
                "One thing has one beginning, and these times share no day",
            )


def _subject(ground: Ground, claim: Claim) -> str:
    return ground.label(claim.proposition.subject)


def _contradiction(ground: Ground, told: Sequence[Sequence[Claim]], topic: str, why: str) -> Conflict:
    sides = [side(statement(ground, claims[0]), _when(claims[0]), claims) for claims in told]
    said = "; ".join(f"{documents(one.claims)}: {one.label}" for one in sides)
    return conflict(ConflictKind.CONTRADICTION, Severity.HIGH, topic, sides, f"{why} — {said}.", _SETTLED_BY)


def _when(claim: Claim) -> str:
    return claim.proposition.period.text if claim.proposition.period else ""


def _times(told: Sequence[tuple[str, Claim]]) -> Sequence[tuple[str, Claim]]:
    return list({edtf: (edtf, claim) for edtf, claim in reversed(told)}.values())


def _wrong_order(ground: Ground, claim: Claim, beginnings: Beginnings) -> Iterator[Conflict]:
    said = claim.proposition
    for own, mine in _times(beginnings.get(said.subject, ())):
        for other, theirs in _times(beginnings.get(said.object or said.subject, ())):
            if before(own, other):
                late, early = _subject(ground, mine), _subject(ground, theirs)
                yield _contradiction(
                    ground,
                    [[claim], [mine], [theirs]],
                    f"the order of {late} and {early}",
                    f"{late} is said to come after {early}, and is dated before it",
                )


def _not_together(ground: Ground, claim: Claim, beginnings: Beginnings) -> Iterator[Conflict]:
    said = claim.proposition
    for own, mine in _times(beginnings.get(said.subject, ())):
        for other, theirs in _times(beginnings.get(said.object or said.subject, ())):
            if disjoint(own, other):
                yield _contradiction(
                    ground,
                    [[claim], [mine], [theirs]],
                    f"whether {_subject(ground, mine)} and {_subject(ground, theirs)} were at one time",
                    "They are said to be simultaneous, and their dates share no day",
                )


def _before_it_was(ground: Ground, claim: Claim, told: Sequence[tuple[str, Claim]]) -> Iterator[Conflict]:
    edtf = claim.proposition.period.edtf if claim.proposition.period else None
    for begun, beginning in _times(told):
        if edtf and before(edtf, begun):
            yield _contradiction(
                ground,
                [[claim], [beginning]],
                f"what {_subject(ground, claim)} did before it began",
                f"{_subject(ground, claim)} is said to act before its own beginning",
            )


def _circles(ground: Ground, claims: Sequence[Claim]) -> Iterator[Conflict]:
    """Yield a conflict for each circle of order claims (strongly connected measures and events)."""
    edges: dict[Iri, dict[Iri, list[Claim]]] = {}
    for claim in claims:
        said = claim.proposition
        if said.object and ground.vocabulary.has_role(said.predicate, Role.ORDER):
            edges.setdefault(said.subject, {}).setdefault(said.object, []).append(claim)
    seen: set[frozenset[Iri]] = set()
    for start in edges:
        circle = _circle(start, edges)
        if circle and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            hops = [edges[one][other] for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)]
            names = listed(ground.label(iri) for iri in circle)
            yield _contradiction(
                ground, hops, f"the order of {names}", "Each is said to come after the next, in a circle"
            )


def _circle(start: Iri, edges: Mapping[Iri, Mapping[Iri, object]]) -> tuple[Iri, ...]:
    """Return a shortest circle through `start`, or nothing (breadth first)."""
    paths: list[tuple[Iri, ...]] = [(start,)]
    reached = {start}
    while paths:
        longer: list[tuple[Iri, ...]] = []
        for path in paths:
            for following in edges.get(path[-1], {}):
                if following == start and len(path) > 1:
                    return path
                if following not in reached:
                    reached.add(following)
                    longer.append((*path, following))
        paths = longer
    return ()
