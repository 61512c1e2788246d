"""What the tools for assistants answer, as their output schemas tell it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.wire import ClaimOut, EntityOut, EntityRef, QuestionOut, Wire

Cell = EntityRef | bool | int | float | str | None


class ClaimsFound(Wire):
    """Claims with their quotes, in the order of document and place; `more` says that there are others."""

    claims: list[ClaimOut]
    more: bool


class EntityFound(EntityOut):
    """An entity with the claims about it and by it; `more` says that there are others."""

    claims: list[ClaimOut]
    more: bool


class QuestionsFound(Wire):
    """Questions that can be asked by name."""

    questions: list[QuestionOut]


class RowsFound(Wire):
    """Rows whose keys are the columns; things have their IRI and name; `more` says that there are others."""

    columns: list[str]
    rows: list[dict[str, Cell]]
    more: bool


class QuestionAnswered(RowsFound):
    """The answer to a named question."""

    question: QuestionOut


class SparqlAnswered(Wire):
    """The answer to a query: rows for SELECT, truth for ASK, Turtle for CONSTRUCT and DESCRIBE."""

    form: Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
    rows: RowsFound | None = None
    truth: bool | None = None
    turtle: str | None = None
    more: Annotated[bool, Field(description="Whether the answer was cut at the limit.")] = False


class QuotedClaim(Wire):
    """A claim in short: its exact words and where they stand."""

    id: str
    quote: str
    document: str
    start: int
    end: int


class Cited(Wire):
    """A bibliography of the works behind claims, in the style asked for, with what is quoted from each."""

    style: str
    text: str
    claims: list[QuotedClaim]
