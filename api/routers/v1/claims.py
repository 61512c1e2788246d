"""Claims over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import Asking, ClaimsAsking
from api.forms import DATA_FORMS, produces
from api.views import claims
from api.wire import ClaimOut, ClaimPage

router = APIRouter(tags=["claims"])

ClaimId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="The last part of the claim's IRI.")]


@router.get(
    "/claims",
    response_model=ClaimPage,
    responses=produces(DATA_FORMS),
    summary="Claims with quote, place and citation chain",
)
async def list_claims(asked: AskedDep, asking: Annotated[ClaimsAsking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, claims.list_claims, asking)


@router.get(
    "/claims/{claim_id}",
    response_model=ClaimOut,
    responses=produces(DATA_FORMS),
    summary="One claim with its quote and citation chain",
)
async def read_claim(claim_id: ClaimId, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, claims.one_claim, claim_id)
