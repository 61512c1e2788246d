"""Fact-checks and quote-checks over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import QuoteAsking, StatementAsking, TextToCheck
from api.forms import ONLY_JSON
from api.views import checking
from api.wire import QuoteCheckOut, VerdictList, VerdictOut

router = APIRouter(tags=["checking"])


@router.get("/check", response_model=VerdictOut, summary="A statement's verdict, with the words that prove it")
async def check_statement(asked: AskedDep, asking: Annotated[StatementAsking, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, checking.check_statement, asking.statement)


@router.post("/check", response_model=VerdictList, summary="A verdict on each sentence of a text")
async def check_text(asked: AskedDep, text: TextToCheck) -> Response:
    return await asked.answer(ONLY_JSON, None, checking.check_sentences, text.text)


@router.get("/quote-check", response_model=QuoteCheckOut, summary="Whether quoted words stand in the documents")
async def check_quote(asked: AskedDep, asking: Annotated[QuoteAsking, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, checking.check_quote, asking)
