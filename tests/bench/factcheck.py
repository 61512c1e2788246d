"""What a check costs at 1, 10, 100 and 1,000 times the claims, beside a plain full-text search."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from ingest.pipeline import build
from ingest.reading import default_sources
from kg.factcheck import KnowledgeBase
from kg.factcheck.benchmark import growth
from kg.stores.embedded import EmbeddedStore

STATEMENTS = Path(__file__).parents[1] / "factcheck" / "open.json"
SAMPLE = 20


def run() -> None:
    """Print milliseconds and ratios for each size."""
    texts = [one["statement"] for one in json.loads(STATEMENTS.read_text(encoding="utf-8"))["statements"][:SAMPLE]]
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder))
        build(store, default_sources(), lambda step: None)
        base = KnowledgeBase.from_reader(store.reader())
    first: float | None = None
    for size in growth(base, texts):
        first = first or size.check_s
        print(
            f"{size.claims} claims: check {size.check_s * 1000:.0f} ms ({size.check_s / first:.1f} times the first), "
            f"full-text search {size.search_s * 1000:.1f} ms (check is {size.check_s / size.search_s:.0f} times that)"
        )
