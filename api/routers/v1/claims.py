"""Claims over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import ClaimAsking, ClaimsAsking, OriginsAsking
from api.forms import CLAIM_FORMS, ROW_FORMS, produces
from api.views import claims
from api.wire import ClaimOut, ClaimPage, OriginsOut

router = APIRouter(tags=["claims"])

ClaimId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The last part of the claim's IRI.")]


@router.get(
    "/claims",
    response_model=ClaimPage,
    responses=produces(CLAIM_FORMS),
    summary="Claims with quote, place and citation chain",
)
async def list_claims(asked: AskedDep, asking: Annotated[ClaimsAsking, Query()]) -> Response:
    return await asked.answer(CLAIM_FORMS, asking.format, claims.list_claims, asking)


@router.get(
    "/claims/{claim_id}",
    response_model=ClaimOut,
    responses=produces(CLAIM_FORMS),
    summary="One claim with its quote and citation chain",
)
async def read_claim(claim_id: ClaimId, asked: AskedDep, asking: Annotated[ClaimAsking, Query()]) -> Response:
    return await asked.answer(CLAIM_FORMS, asking.format, claims.one_claim, claim_id)


@router.get(
    "/origins",
    response_model=OriginsOut,
    responses=produces(ROW_FORMS),
    summary="On how many independent origins statements rest",
)
async def read_origins(asked: AskedDep, asking: Annotated[OriginsAsking, Query()]) -> Response:
    return await asked.answer(ROW_FORMS, asking.format, claims.origins, asking.of)
