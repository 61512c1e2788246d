"""Answer SPARQL queries."""

from __future__ import annotations

from typing import IO

from api.snapshot import Snapshot
from kg.stores.base import GraphSelection


def write_answer(snapshot: Snapshot, output: IO[bytes], query: str, media_type: str, graphs: GraphSelection) -> None:
    """Write the answer to a query in the syntax of the media type."""
    snapshot.reader.write_answer(query, media_type, output, graphs)
