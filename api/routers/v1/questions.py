"""Named questions over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import NothingAsked
from api.forms import CLAIM_FORMS, ONLY_JSON, produces
from api.problems import http_problem
from api.protocol import read_pairs
from api.views import questions
from api.wire import QuestionAnswer, QuestionList

router = APIRouter(tags=["questions"])

QuestionName = Annotated[str, Path(min_length=1, max_length=200, examples=["retaliation"])]


@router.get(
    "/questions",
    response_model=QuestionList,
    responses=produces(ONLY_JSON),
    summary="Questions that can be asked by name",
)
async def list_questions(asked: AskedDep, asking: Annotated[NothingAsked, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, questions.list_questions)


@router.get(
    "/questions/{name}",
    response_model=QuestionAnswer,
    responses=produces(CLAIM_FORMS),
    summary="The answer to a question",
    description="The question's own parameters go into the query string; `GET /questions` lists them. "
    "Where a column is `claim`, the claims of the rows can be had in any form of claims.",
)
async def answer_question(name: QuestionName, request: Request, asked: AskedDep) -> Response:
    values: dict[str, str] = {}
    for key, value in read_pairs(request.url.query):
        if key in values:
            raise http_problem(400, "Invalid input", f"Expected {key} once.")
        values[key] = value
    form = values.pop("format", None)
    return await asked.answer(CLAIM_FORMS, form, questions.answer_question, name, values)
