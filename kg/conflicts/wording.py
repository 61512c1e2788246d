"""Words of a conflict: values, scopes, lists and claims as a reader would say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.conflicts.ground import Ground
from kg.model import Claim, Conflict, ConflictKind, Iri, Severity, Side


def listed(parts: Iterable[str]) -> str:
    """Join parts with commas and a last "and", each once."""
    items = list(dict.fromkeys(part for part in parts if part))
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def with_articles(text: str) -> str:
    """Put "an" for "a" before a vowel."""
    return re.sub(r"\ba (?=[aeio])", "an ", text)


def scope_of(ground: Ground, claim: Claim) -> str:
    """Say the scope of a claim: when, where, at which stage and in which respect."""
    said = claim.proposition
    parts = [
        said.period.text if said.period else "",
        f"in {ground.label(said.place)}" if said.place else "",
        f"stage: {said.stage.value}" if said.stage else "",
        f"of {ground.label(said.regarding)}" if said.regarding else "",
    ]
    return ", ".join(part for part in parts if part)


def statement(ground: Ground, claim: Claim) -> str:
    """Say a proposition in a few words."""
    said = claim.proposition
    parts = [
        ground.label(said.subject),
        "does not:" if said.polarity.value == "negative" else "",
        ground.label(said.predicate),
        ground.label(said.object),
    ]
    scope = scope_of(ground, claim)
    figure = f": {said.quantity.text}" if said.quantity else ""
    return with_articles(" ".join(part for part in parts if part)) + figure + (f" ({scope})" if scope else "")


def documents(claims: Iterable[Claim]) -> str:
    """List the documents of claims."""
    return listed(str(claim.document) for claim in claims)


def in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Order claims by document and place, each once."""
    once = {claim.id: claim for claim in claims}
    return tuple(sorted(once.values(), key=lambda claim: (claim.document, claim.passage.start, claim.id)))


def side(label: str, value: str, claims: Iterable[Claim]) -> Side:
    """Make a side with its claims in order."""
    return Side(label, value, in_order(claims))


def conflict(
    kind: ConflictKind,
    severity: Severity,
    topic: str,
    sides: Sequence[Side],
    explanation: str,
    settled_by: str,
) -> Conflict:
    """Make a conflict about all that its claims name."""
    said = [claim.proposition for one in sides for claim in one.claims]
    about: list[Iri | None] = [iri for p in said for iri in (p.subject, p.object, p.regarding, p.place)]
    named = tuple(sorted({iri for iri in about if iri is not None}))
    ordered = tuple(sorted(sides, key=lambda one: [(c.document, c.passage.start) for c in one.claims] or [("~", 0)]))
    return Conflict(kind, severity, topic, ordered, explanation, settled_by, named)
