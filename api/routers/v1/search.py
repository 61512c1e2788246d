"""Full-text search over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import SearchAsking
from api.forms import ONLY_JSON
from api.views import search
from api.wire import SearchOut

router = APIRouter(tags=["search"])


@router.get("/search", response_model=SearchOut, summary="Claims, entities and passages that have some words")
async def read_search(asked: AskedDep, asking: Annotated[SearchAsking, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, search.search, asking)
