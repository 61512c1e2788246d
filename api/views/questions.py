"""Questions that are asked by name."""

from __future__ import annotations

from collections.abc import Mapping

from api.forms import CSV, ROW_FORMS
from api.presenting import cell_json, term_json
from api.snapshot import Snapshot
from api.views.claims import claims_body
from api.views.rendering import Json, Rendered, to_csv, to_json
from kg.errors import InvalidInputError
from kg.model import Iri
from kg.questions import Question, answer
from kg.rdf import text_of
from kg.stores.base import Rows

CLAIM_COLUMN = "claim"


def present_question(question: Question) -> Json:
    """Present a question with its parameters and columns."""
    return {
        "name": question.name,
        "question": question.question,
        "parameters": [
            {"name": one.name, "kind": one.kind, "description": one.description} for one in question.parameters
        ],
        "columns": list(question.columns),
    }


def list_questions(snapshot: Snapshot, media_type: str) -> Rendered:
    """List all questions by name."""
    return Rendered(to_json({"items": [present_question(one) for one in snapshot.questions.by_name.values()]}))


def answer_question(snapshot: Snapshot, media_type: str, name: str, values: Mapping[str, str]) -> Rendered:
    """Answer a question with parameters bound; raise for an unknown question, parameter or value."""
    question = snapshot.questions.get(name)
    found = answer(question, values, snapshot.reader, snapshot.vocabulary)
    if media_type not in ROW_FORMS.values():
        return Rendered(claims_body(snapshot, media_type, _claims(question, found), dict))
    if media_type == CSV:
        return Rendered(to_csv(found.columns, ([term_json(term) for term in row] for row in found.rows)))
    shown = ([cell_json(term, snapshot.vocabulary) for term in row] for row in found.rows)
    listed = [dict(zip(found.columns, row, strict=True)) for row in shown]
    return Rendered(to_json({"question": present_question(question), "rows": listed}))


def _claims(question: Question, found: Rows) -> list[Iri]:
    """Return the claims that rows bind; raise for a question that binds none."""
    if CLAIM_COLUMN not in question.columns:
        expected = f"json or csv; the answers of {question.name} name no claims"
        raise InvalidInputError("format", expected, "a form of claims")
    place = found.columns.index(CLAIM_COLUMN)
    claims = (text_of(term) for row in found.rows if (term := row[place]) is not None)
    return [Iri(claim) for claim in dict.fromkeys(claims)]
