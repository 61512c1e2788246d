"""What inference and conflict detection cost at 1, 10 and 100 times the claims."""

from __future__ import annotations

import time

from pyoxigraph import Triple

from ingest.preparing import prepare, read_background
from ingest.reading import default_sources
from kg.conflicts.detection import find_conflicts
from kg.conflicts.ground import Ground
from kg.reasoning.closure import materialise
from kg.reasoning.layers import derive
from kg.vocabulary import build_vocabulary
from tests.bench.growth import grow_claims, grow_entities

FACTORS = (1, 10, 100)


def run() -> None:
    """Print seconds and ratios for each size."""
    ground = read_background()
    prepared, _ = prepare(default_sources(), ground, lambda step: None)
    claims = [claim for one in prepared for claim in one.source.claims]
    entities = [Triple(q.subject, q.predicate, q.object) for one in prepared for q in one.entities]
    first: tuple[float, float] | None = None
    for factor in FACTORS:
        grown = list(grow_claims(claims, factor))
        background = [*ground.ontology, *ground.reference, *grow_entities(entities, factor)]
        start = time.perf_counter()
        derived = derive(background, grown)
        reasoning = time.perf_counter() - start
        closure = materialise([*background, *derived.asserted])
        start = time.perf_counter()
        found = find_conflicts(Ground(grown, build_vocabulary(background), closure), derived.conflicts)
        detecting = time.perf_counter() - start
        first = first or (reasoning, detecting)
        print(
            f"{len(grown)} claims: reasoning {reasoning:.2f} s ({reasoning / first[0]:.1f} times the first), "
            f"conflicts {detecting:.2f} s ({detecting / first[1]:.1f} times), {len(found)} found"
        )
