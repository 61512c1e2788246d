"""Claims: lists, one alone, and the forms in which they are given away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from api.asking import ClaimsAsking
from api.cursors import decode_cursor, encode_cursor
from api.forms import BIBTEX, CSL_JSON, CSV, RIS
from api.presenting import claim_json, standing_json
from api.snapshot import Snapshot
from api.views.rendering import Json, Rendered, flattened, render, to_csv, to_json
from kg import iris
from kg.apparatus import bibliography, load_document_works
from kg.bibliography import BibliographyFormat, write_bibliography
from kg.claims import ClaimFilter, ClaimPlace, find_places, load_evidence
from kg.describing import claim_triples
from kg.model import Iri
from kg.origins import find_standings

CLAIM_COLUMNS = (
    "id", "document", "quote", "start", "end", "subject.id", "subject.label", "predicate.id", "predicate.label",
    "object.id", "object.label", "quantity.minimum", "quantity.maximum", "quantity.unit", "quantity.text", "period",
    "place.label", "stage", "regarding.label", "polarity", "modality", "hedge", "attribution.label",
    "attribution.text", "citations", "status",
)  # fmt: skip

ORIGIN_COLUMNS = ("proposition", "statement", "claims", "documents", "independent_origins", "verdict")
_BIBLIOGRAPHIES = {
    BIBTEX: BibliographyFormat.BIBTEX, RIS: BibliographyFormat.RIS, CSL_JSON: BibliographyFormat.CSL_JSON
}  # fmt: skip


def claims_json(snapshot: Snapshot, claims: Sequence[Iri]) -> list[Json]:
    """Present claims with their evidence, in the order given."""
    evidence = load_evidence(snapshot.reader, claims)
    return [claim_json(claim, evidence, snapshot.vocabulary, snapshot.source_files) for claim in evidence.claims]


def claims_csv(snapshot: Snapshot, claims: Sequence[Iri]) -> bytes:
    """Return claims as CSV, one a row."""
    return to_csv(CLAIM_COLUMNS, (flattened(item, CLAIM_COLUMNS) for item in claims_json(snapshot, claims)))


def claims_body(snapshot: Snapshot, media_type: str, claims: Sequence[Iri], shown: Callable[[], Json]) -> bytes:
    """Return claims in any of their forms; `shown` makes the JSON."""
    if media_type in _BIBLIOGRAPHIES:
        evidence = load_evidence(snapshot.reader, claims)
        entries = bibliography(evidence, load_document_works(snapshot.reader))
        return write_bibliography(entries, _BIBLIOGRAPHIES[media_type]).encode()
    return render(
        media_type,
        shown=shown,
        triples=lambda: claim_triples(snapshot.reader, claims),
        flat=lambda: claims_csv(snapshot, claims),
    )


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
    body = claims_body(snapshot, media_type, claims, lambda: {"items": claims_json(snapshot, claims), "next": last})
    return Rendered(body, last)


def one_claim(snapshot: Snapshot, media_type: str, claim_id: str) -> Rendered:
    """Return one claim; raise UnknownTermError when there is none of this id."""
    claim = iris.mint("claim", claim_id)
    (shown,) = claims_json(snapshot, [claim])
    return Rendered(claims_body(snapshot, media_type, [claim], lambda: shown))


def origins(snapshot: Snapshot, media_type: str, name: str) -> Rendered:
    """Tell on how many independent origins statements rest, with the chains that show why."""
    items = [standing_json(standing) for standing in find_standings(snapshot, name)]
    if media_type == CSV:
        return Rendered(to_csv(ORIGIN_COLUMNS, (flattened(item, ORIGIN_COLUMNS) for item in items)))
    return Rendered(to_json({"items": items}))
