"""Conflicts, the ladder of measures, and explanations over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import ConflictsAsking, ExplanationAsking, LadderAsking, NothingAsked
from api.forms import ONLY_JSON, ROW_FORMS, produces
from api.views import conflicts
from api.wire import ConflictOut, ConflictPage, ExplanationOut, LadderOut

router = APIRouter(tags=["conflicts"])

ConflictId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The last part of the conflict's IRI.")]


@router.get(
    "/conflicts", response_model=ConflictPage, responses=produces(ROW_FORMS), summary="Where claims disagree, and how"
)
async def list_conflicts(asked: AskedDep, asking: Annotated[ConflictsAsking, Query()]) -> Response:
    return await asked.answer(ROW_FORMS, asking.format, conflicts.list_conflicts, asking)


@router.get("/conflicts/{conflict_id}", response_model=ConflictOut, summary="A conflict with the words of every side")
async def read_conflict(conflict_id: ConflictId, asked: AskedDep, asking: Annotated[NothingAsked, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, conflicts.one_conflict, conflict_id)


@router.get("/ladder", response_model=LadderOut, summary="Which measures answer which, step by step")
async def read_ladder(asked: AskedDep, asking: Annotated[LadderAsking, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, conflicts.ladder, asking)


@router.get("/explain", response_model=ExplanationOut, summary="Why a statement holds")
async def read_explanation(asked: AskedDep, asking: Annotated[ExplanationAsking, Query()]) -> Response:
    return await asked.answer(ONLY_JSON, None, conflicts.explanation, asking)
