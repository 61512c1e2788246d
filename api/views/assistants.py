"""Answer the tools that assistants call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from pyoxigraph import NamedNode, RdfFormat, serialize

from api.asking import ClaimsAsking
from api.mcp_results import (
    Cell,
    Cited,
    ClaimsFound,
    EntityFound,
    QuestionAnswered,
    QuestionsFound,
    QuotedClaim,
    RowsFound,
    SparqlAnswered,
)
from api.presenting import quote_json, term_json, verdict_json
from api.snapshot import Snapshot
from api.views.claims import claims_json, wanted_claims
from api.views.entities import entity_of, present_entity
from api.views.questions import present_question
from api.wire import ClaimOut, EntityRef, QuestionOut, QuoteCheckOut, VerdictOut
from kg import iris
from kg.apparatus import bibliography, load_document_works
from kg.bibliography import BibliographyFormat, write_bibliography
from kg.claims import ClaimFilter, find_claims, load_evidence
from kg.errors import UnknownTermError
from kg.factcheck import check
from kg.model import Iri
from kg.questions import answer
from kg.quotes import verify_quote
from kg.rdf import Term, text_of
from kg.sparql import query_form
from kg.stores.base import Rows

MOST_HITS = 1000


def search_claims(snapshot: Snapshot, asked: ClaimsAsking, words: str | None) -> ClaimsFound:
    """Find claims by filters, in the order of documents and places; by words, best first."""
    if asked.document and asked.document not in snapshot.source_files:
        raise UnknownTermError("document", asked.document, tuple(snapshot.source_files))
    wanted = wanted_claims(snapshot, asked)
    if words is None:
        return _claims(snapshot, wanted, asked.limit)
    hits = snapshot.index.search(words, MOST_HITS)
    fitting = set(find_claims(snapshot.reader, wanted)) if wanted != ClaimFilter() else None
    ranked = (iris.mint("claim", hit.key) for hit in hits)
    found = [claim for claim in ranked if fitting is None or claim in fitting]
    return ClaimsFound(claims=_shown(snapshot, found[: asked.limit]), more=len(found) > asked.limit)


def _claims(snapshot: Snapshot, wanted: ClaimFilter, limit: int) -> ClaimsFound:
    found = find_claims(snapshot.reader, wanted, limit=limit + 1)
    return ClaimsFound(claims=_shown(snapshot, found[:limit]), more=len(found) > limit)


def _shown(snapshot: Snapshot, claims: Sequence[Iri]) -> list[ClaimOut]:
    return [ClaimOut.model_validate(claim) for claim in claims_json(snapshot, claims)]


def get_claim(snapshot: Snapshot, name: str) -> ClaimOut:
    """Return one claim by IRI, CURIE or bare id."""
    (claim,) = _shown(snapshot, [_claim(name)])
    return claim


def _claim(name: str) -> Iri:
    iri = iris.claim(name)
    try:
        NamedNode(iri or "")
    except ValueError:
        iri = None
    if iri is None:
        raise UnknownTermError("claim", name)
    return iri


def cite(snapshot: Snapshot, names: Sequence[str], style: BibliographyFormat) -> Cited:
    """Write the works behind claims as a bibliography, with the quotes that each stands for."""
    evidence = load_evidence(snapshot.reader, [_claim(name) for name in dict.fromkeys(names)])
    text = write_bibliography(bibliography(evidence, load_document_works(snapshot.reader)), style)
    quoted = [
        QuotedClaim(
            id=iris.mint("claim", claim.id),
            quote=claim.passage.exact,
            document=claim.document,
            start=claim.passage.start,
            end=claim.passage.end,
        )
        for claim in evidence.claims
    ]
    return Cited(style=style.value, text=text, claims=quoted)


def get_entity(snapshot: Snapshot, name: str, limit: int) -> EntityFound:
    """Return an entity with claims about it and by it."""
    entity = entity_of(snapshot, name)
    claims = _claims(snapshot, ClaimFilter(entities=(entity.iri,)), limit)
    return EntityFound(**present_entity(snapshot, entity), claims=claims.claims, more=claims.more)


def check_statement(snapshot: Snapshot, statement: str) -> VerdictOut:
    """Judge a statement against the sources."""
    return VerdictOut.model_validate(verdict_json(check(statement, snapshot.knowledge)))


def check_quote(snapshot: Snapshot, quote: str, document: str | None) -> QuoteCheckOut:
    """Tell whether words stand in the documents, or in one of them."""
    texts = snapshot.texts
    if document is not None and document not in texts:
        raise UnknownTermError("document", document, tuple(texts))
    searched = {document: texts[document]} if document else texts
    return QuoteCheckOut.model_validate(quote_json(verify_quote(quote, searched)))


def list_questions(snapshot: Snapshot) -> QuestionsFound:
    """List the questions that have a name."""
    listed = snapshot.questions.by_name.values()
    return QuestionsFound(questions=[QuestionOut.model_validate(present_question(one)) for one in listed])


def ask_question(snapshot: Snapshot, name: str, values: Mapping[str, str], limit: int) -> QuestionAnswered:
    """Answer a question by its name, with parameters."""
    question = snapshot.questions.get(name)
    rows = _rows(snapshot, answer(question, values, snapshot.reader, snapshot.vocabulary), limit)
    shown = QuestionOut.model_validate(present_question(question))
    return QuestionAnswered(columns=rows.columns, rows=rows.rows, more=rows.more, question=shown)


def sparql_query(snapshot: Snapshot, query: str, limit: int) -> SparqlAnswered:
    """Answer any SPARQL query that only reads."""
    form = query_form(query)
    if form == "ASK":
        return SparqlAnswered(form="ASK", truth=snapshot.reader.ask(query))
    if form == "SELECT":
        rows = _rows(snapshot, snapshot.reader.select(query), limit)
        return SparqlAnswered(form="SELECT", rows=rows, more=rows.more)
    triples = list(islice(snapshot.reader.construct(query), limit + 1))
    turtle = serialize(triples[:limit], format=RdfFormat.TURTLE, prefixes=iris.PREFIXES) or b""
    return SparqlAnswered(
        form="CONSTRUCT" if form == "CONSTRUCT" else "DESCRIBE", turtle=turtle.decode(), more=len(triples) > limit
    )


def _rows(snapshot: Snapshot, found: Rows, limit: int) -> RowsFound:
    listed = list(islice(found.rows, limit + 1))
    rows = [dict(zip(found.columns, (_cell(snapshot, term) for term in row), strict=True)) for row in listed[:limit]]
    return RowsFound(columns=list(found.columns), rows=rows, more=len(listed) > limit)


def _cell(snapshot: Snapshot, term: Term | None) -> Cell:
    if isinstance(term, NamedNode):
        return EntityRef(id=term.value, label=snapshot.vocabulary.label(text_of(term)))
    return term_json(term)
