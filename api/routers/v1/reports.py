"""Reports on the whole graph over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import RowsAsking
from api.forms import ROW_FORMS, produces
from api.views import reports
from api.wire import CoverageOut, StatisticsOut, ValidationOut

router = APIRouter(tags=["reports"])


@router.get(
    "/statistics", response_model=StatisticsOut, responses=produces(ROW_FORMS), summary="How much the graph holds"
)
async def read_statistics(asked: AskedDep, asking: Annotated[RowsAsking, Query()]) -> Response:
    return await asked.answer(ROW_FORMS, asking.format, reports.statistics)


@router.get(
    "/coverage", response_model=CoverageOut, responses=produces(ROW_FORMS), summary="Which sentences carry claims"
)
async def read_coverage(asked: AskedDep, asking: Annotated[RowsAsking, Query()]) -> Response:
    return await asked.answer(ROW_FORMS, asking.format, reports.coverage)


@router.get(
    "/validation",
    response_model=ValidationOut,
    responses=produces(ROW_FORMS),
    summary="How the graph stands to the shapes",
)
async def read_validation(asked: AskedDep, asking: Annotated[RowsAsking, Query()]) -> Response:
    return await asked.answer(ROW_FORMS, asking.format, reports.validation)
