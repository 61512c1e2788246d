"""Questions that are asked by name."""

from __future__ import annotations

from collections.abc import Mapping

from api.forms import CSV
from api.presenting import cell_json, term_json
from api.snapshot import Snapshot
from api.views.rendering import Json, Rendered, to_csv, to_json
from kg.questions import Question, answer


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
    if media_type == CSV:
        return Rendered(to_csv(found.columns, ([term_json(term) for term in row] for row in found.rows)))
    shown = ([cell_json(term, snapshot.vocabulary) for term in row] for row in found.rows)
    listed = [dict(zip(found.columns, row, strict=True)) for row in shown]
    return Rendered(to_json({"question": present_question(question), "rows": listed}))
