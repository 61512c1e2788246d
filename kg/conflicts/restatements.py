"""The same thing said again by one origin, which is no further support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.conflicts.ground import Ground
from kg.conflicts.wording import conflict, documents, listed, side, statement
from kg.model import Claim, Conflict, ConflictKind, Severity


def restatements(ground: Ground) -> Iterator[Conflict]:
    """Yield a restatement for each proposition that one document, or one cited origin, states several times."""
    by_proposition: dict[str, list[Claim]] = {}
    for claim in ground.accepted:
        by_proposition.setdefault(claim.proposition.id, []).append(claim)
    for claims in by_proposition.values():
        sentences = {claim.sentence.id: claim for claim in claims}
        for same in _repeated(ground, sentences.values()):
            yield _restatement(ground, same)


def _repeated(ground: Ground, claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Join claims that share their document or an origin; yield each set of more than one."""
    sets: list[tuple[set[str], list[Claim]]] = []
    for claim in claims:
        keys = {str(claim.document), *map(str, ground.origins(claim))}
        touching = [one for one in sets if one[0] & keys]
        sets = [one for one in sets if one not in touching]
        joined = [other for one in touching for other in one[1]]
        sets.append((keys.union(*(one[0] for one in touching)), [*joined, claim]))
    yield from (found for _, found in sets if len(found) > 1)


def _restatement(ground: Ground, claims: list[Claim]) -> Conflict:
    first = claims[0]
    text = statement(ground, first)
    within = len({claim.document for claim in claims}) == 1
    shared = frozenset.intersection(*(ground.origins(claim) for claim in claims))
    why = (
        f"{first.document} says it {len(claims)} times"
        if within
        else f"{documents(claims)} rest on one origin ({listed(ground.label(origin) for origin in sorted(shared))})"
    )
    sides = [side(claim.passage.exact, text, [claim]) for claim in claims]
    return conflict(
        ConflictKind.RESTATEMENT,
        Severity.LOW,
        text,
        sides,
        f"{why}, which counts once: {text}.",
        "Nothing has to be settled; it is one piece of support.",
    )
