"""The retaliation ladder: chains of measures that answer each other, each hop in the words of its documents.

Measures that only may be the same are linked by a bridge that says so; they are never joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode

from kg.conflicts.ground import Ground
from kg.conflicts.wording import listed
from kg.hops import FIRMNESS, Hop, Order, dates_of, find_hops, words_for_time
from kg.model import Iri, Modality
from kg.rdf import KG
from kg.vocabulary import Role

LONGEST_CHAIN = 12
MOST_CHAINS = 500
_VOICES = {Modality.REPORTED: "attributed to nobody by name"}


class Direction(StrEnum):
    """Which way to climb from an entity's measures."""

    ANSWERED_BY = "answered-by"
    ANSWERS = "answers"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two measures that somebody noted may be one; `after` is the place in the chain, counted in hops."""

    one: Iri
    other: Iri
    after: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Hops from the first measure to the last answer, with the bridges between them and the weakest hop."""

    hops: tuple[Hop, ...]
    bridges: tuple[Bridge, ...]
    weakest: Hop
    weakness: str

    @property
    def measures(self) -> tuple[Iri, ...]:
        return tuple(dict.fromkeys(iri for hop in self.hops for iri in (hop.earlier, hop.later)))


@dataclass(frozen=True, slots=True)
class Undated:
    """A measure that no document dates to a year, with the words for its time that there are ("In April")."""

    measure: Iri
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Chains, circles, the measures that no document dates to a year, and what may be the same."""

    chains: tuple[Chain, ...]
    circles: tuple[tuple[Iri, ...], ...]
    undated: tuple[Undated, ...]
    possibly_same: tuple[tuple[Iri, Iri], ...]


def build_ladder(
    ground: Ground, entity: Iri | None = None, *, direction: Direction = Direction.BOTH, strict: bool = False
) -> Ladder:
    """Build the ladder of all measures, or of those that an entity is, enacts, is targeted by or is subject to.

    `strict` keeps hops with a word of retaliation or response only, and leaves out what was merely prompted.
    """
    hops = find_hops(ground, strict=strict)
    starts = _measures_of(ground, entity, hops) if entity else None
    chains = [_chain(ground, found, links) for found, links in _paths(ground, hops)]
    kept = [chain for chain in chains if starts is None or _touches(chain, starts, direction)]
    measures = sorted({iri for chain in kept for iri in chain.measures})
    held = set(measures)
    pairs = {
        (one, other)
        for one in measures
        for other in ground.closure.objects(one, KG.possiblySame)
        if one < other or other not in held
    }
    return Ladder(
        chains=tuple(sorted(kept, key=lambda chain: (-len(chain.hops), chain.measures))),
        circles=tuple(circle for circle in _circles(hops) if starts is None or starts & set(circle)),
        undated=tuple(Undated(iri, words_for_time(ground, iri)) for iri in measures if not any(dates_of(ground, iri))),
        possibly_same=tuple(sorted(pairs)),
    )


Links = tuple[tuple[Iri, Iri] | None, ...]


def _paths(ground: Ground, hops: Sequence[Hop]) -> Iterator[tuple[tuple[Hop, ...], Links]]:
    """Yield the longest paths without a repeated measure, each hop after the first with its bridge or None."""
    answers: dict[Iri, list[Hop]] = {}
    for hop in hops:
        answers.setdefault(hop.earlier, []).append(hop)
    preceded = {hop.later for hop in hops}
    firsts = [hop for hop in hops if not _reached(ground, hop.earlier, preceded)] or list(hops)
    found = 0
    waiting: list[tuple[tuple[Hop, ...], Links]] = [((hop,), (None,)) for hop in firsts]
    while waiting and found < MOST_CHAINS:
        path, links = waiting.pop(0)
        further = list(_further(ground, path, answers)) if len(path) < LONGEST_CHAIN else []
        if further:
            waiting += [((*path, hop), (*links, link)) for hop, link in further]
        else:
            found += 1
            yield path, links


def _reached(ground: Ground, measure: Iri, preceded: set[Iri]) -> bool:
    return measure in preceded or bool(ground.closure.objects(measure, KG.possiblySame) & preceded)


def _further(
    ground: Ground, path: Sequence[Hop], answers: Mapping[Iri, Sequence[Hop]]
) -> Iterator[tuple[Hop, tuple[Iri, Iri] | None]]:
    last = path[-1].later
    passed = {iri for hop in path for iri in (hop.earlier, hop.later)}
    for hop in answers.get(last, ()):
        if hop.later not in passed:
            yield hop, None
    for same in sorted(ground.closure.objects(last, KG.possiblySame) - passed):
        for hop in answers.get(same, ()):
            if hop.later not in passed:
                yield hop, (last, same)


def _chain(ground: Ground, hops: tuple[Hop, ...], links: Links) -> Chain:
    bridges = tuple(Bridge(link[0], link[1], number) for number, link in enumerate(links) if link is not None)
    weakest = max(hops, key=_weakness)
    return Chain(hops, bridges, weakest, _why_weak(ground, weakest, bridges))


def _weakness(hop: Hop) -> tuple[bool, int, bool, int, bool]:
    cited = any(claim.citations or claim.attributed_to for claim in hop.claims)
    unordered = hop.order not in (Order.DATED, Order.SAID)
    return (
        hop.order is Order.CONTRADICTED,
        FIRMNESS[hop.modality],
        not hop.retaliation,
        -hop.origins,
        unordered or not cited,
    )


def _why_weak(ground: Ground, hop: Hop, bridges: Sequence[Bridge]) -> str:
    cited = any(claim.citations for claim in hop.claims)
    named = [ground.label(claim.attributed_to) for claim in hop.claims if claim.attributed_to]
    parts = [
        f"{hop.modality.value}",
        f"attributed to {listed(named)}" if named else _VOICES.get(hop.modality, "in the document's own voice"),
        f"{hop.origins} independent origin{'s' if hop.origins != 1 else ''}",
        "cited" if cited else "no citation",
        f"order: {hop.order.value}",
        "" if hop.retaliation else "no word of retaliation",
        f"the chain needs {len(bridges)} link{'s' if len(bridges) > 1 else ''} of possible identity" if bridges else "",
    ]
    return "; ".join(part for part in parts if part)


def _circles(hops: Sequence[Hop]) -> Iterator[tuple[Iri, ...]]:
    answers: dict[Iri, list[Iri]] = {}
    for hop in hops:
        answers.setdefault(hop.earlier, []).append(hop.later)
    seen: set[frozenset[Iri]] = set()
    for start in answers:
        circle = _circle_from(start, answers)
        if circle and frozenset(circle) not in seen:
            seen.add(frozenset(circle))
            yield circle


def _circle_from(start: Iri, answers: Mapping[Iri, Sequence[Iri]]) -> tuple[Iri, ...]:
    paths: list[tuple[Iri, ...]] = [(start,)]
    reached = {start}
    for path in paths:
        for following in answers.get(path[-1], ()):
            if following == start:
                return path
            if following not in reached:
                reached.add(following)
                paths.append((*path, following))
    return ()


def _measures_of(ground: Ground, entity: Iri, hops: Sequence[Hop]) -> set[Iri]:
    """Return the measures of the ladder that an entity is, enacts, is targeted by or is subject to."""
    found = set()
    for measure in {iri for hop in hops for iri in (hop.earlier, hop.later)}:
        relations = (KG.enactedBy, KG.targets, *_contents(ground))
        if measure == entity or any(entity in ground.closure.objects(measure, relation) for relation in relations):
            found.add(measure)
    return found


def _contents(ground: Ground) -> list[NamedNode]:
    return [NamedNode(iri) for iri in ground.vocabulary.predicates if ground.vocabulary.has_role(iri, Role.CONTENT)]


def _touches(chain: Chain, starts: set[Iri], direction: Direction) -> bool:
    if direction is Direction.ANSWERED_BY:
        return bool(starts & {hop.earlier for hop in chain.hops})
    if direction is Direction.ANSWERS:
        return bool(starts & {hop.later for hop in chain.hops})
    return bool(starts & set(chain.measures))
