"""Turn what was found into the form that was asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import RdfFormat, Triple, serialize

from api.forms import CSV, JSON, JSON_LD
from api.presenting import csv_cell
from kg import iris
from kg.describing import compact_json_ld
from kg.errors import InvalidInputError

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The body of an answer, and the cursor of the part after it."""

    body: bytes
    next_cursor: str | None = None


def to_json(value: Any) -> bytes:
    """Return JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def to_rdf(triples: Iterable[Triple], media_type: str) -> bytes:
    """Return triples in an RDF syntax; JSON-LD is compact, with its context."""
    if media_type == JSON_LD:
        return to_json(compact_json_ld(triples))
    form = RdfFormat.from_media_type(media_type)
    if form is None:
        raise InvalidInputError("format", "an RDF syntax", media_type)
    return serialize(dict.fromkeys(triples), format=form, prefixes=iris.PREFIXES) or b""


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as CSV (RFC 4180) with a header."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(columns)
    writer.writerows([[csv_cell(value) for value in row] for row in rows])
    return output.getvalue().encode()


def render(
    media_type: str, *, shown: Callable[[], Any], triples: Callable[[], Iterable[Triple]], flat: Callable[[], bytes]
) -> bytes:
    """Return one of three renderings; only the one that is wanted is made."""
    if media_type == JSON:
        return to_json(shown())
    return flat() if media_type == CSV else to_rdf(triples(), media_type)


def flattened(item: Mapping[str, Any], columns: Sequence[str]) -> list[Any]:
    """Return the values of dotted columns ("subject.label") of a JSON object; lists are joined by a bar."""
    values = []
    for column in columns:
        value: Any = item
        for part in column.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        values.append(" | ".join(map(_flat, value)) if isinstance(value, list) else value)
    return values


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("text") or value.get("label") or value.get("id") or "")
    return str(value)
