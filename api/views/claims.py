"""Claims: lists, one alone, and the forms in which they are given away."""

from __future__ import annotations

from collections.abc import Sequence

from api.asking import ClaimsAsking
from api.cursors import decode_cursor, encode_cursor
from api.presenting import claim_json
from api.snapshot import Snapshot
from api.views.rendering import Json, Rendered, flattened, render, to_csv
from kg import iris
from kg.claims import ClaimFilter, ClaimPlace, find_places, load_evidence
from kg.describing import claim_triples
from kg.model import Iri

CLAIM_COLUMNS = (
    "id", "document", "quote", "start", "end", "subject.id", "subject.label", "predicate.id", "predicate.label",
    "object.id", "object.label", "quantity.minimum", "quantity.maximum", "quantity.unit", "quantity.text", "period",
    "place.label", "stage", "regarding.label", "polarity", "modality", "hedge", "attribution.label",
    "attribution.text", "citations", "status",
)  # fmt: skip


def claims_json(snapshot: Snapshot, claims: Sequence[Iri]) -> list[Json]:
    """Present claims with their evidence, in the order given."""
    evidence = load_evidence(snapshot.reader, claims)
    return [claim_json(claim, evidence, snapshot.vocabulary, snapshot.source_files) for claim in evidence.claims]


def claims_csv(snapshot: Snapshot, claims: Sequence[Iri]) -> bytes:
    """Return claims as CSV, one a row."""
    return to_csv(CLAIM_COLUMNS, (flattened(item, CLAIM_COLUMNS) for item in claims_json(snapshot, claims)))


def wanted_claims(snapshot: Snapshot, asked: ClaimsAsking) -> ClaimFilter:
    """Return the filter that a request asks for; raise UnknownTermError for a name nobody bears."""
    vocabulary = snapshot.vocabulary
    return ClaimFilter(
        entities=vocabulary.resolve_all(asked.entity) if asked.entity else (),
        roles=(asked.role.value,) if asked.role else (),
        predicate=vocabulary.resolve_predicate(asked.predicate) if asked.predicate else None,
        document=asked.document,
        modality=asked.modality,
        status=asked.status,
        citation_status=asked.citation_status,
        period=asked.period,
    )


def list_claims(snapshot: Snapshot, media_type: str, asked: ClaimsAsking) -> Rendered:
    """List claims in the order of documents and places."""
    after = None
    if asked.cursor:
        document, start, claim = decode_cursor(asked.cursor, (str, int, str))
        after = ClaimPlace(Iri(str(document)), int(start), Iri(str(claim)))
    wanted = wanted_claims(snapshot, asked)
    places = find_places(snapshot.reader, wanted, limit=asked.limit + 1, after=after)
    shown, last = places[: asked.limit], None
    if len(places) > asked.limit:
        last = encode_cursor(shown[-1].document, shown[-1].start, shown[-1].claim)
    claims = [place.claim for place in shown]
    body = render(
        media_type,
        shown=lambda: {"items": claims_json(snapshot, claims), "next": last},
        triples=lambda: claim_triples(snapshot.reader, claims),
        flat=lambda: claims_csv(snapshot, claims),
    )
    return Rendered(body, last)


def one_claim(snapshot: Snapshot, media_type: str, claim_id: str) -> Rendered:
    """Return one claim; raise UnknownTermError when there is none of this id."""
    claim = iris.mint("claim", claim_id)
    (shown,) = claims_json(snapshot, [claim])
    body = render(
        media_type,
        shown=lambda: shown,
        triples=lambda: claim_triples(snapshot.reader, [claim]),
        flat=lambda: claims_csv(snapshot, [claim]),
    )
    return Rendered(body)
