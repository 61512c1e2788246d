"""The REST interface, version 1."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api.routers.v1 import checking, claims, conflicts, documents, entities, questions, reports, search
from api.wire import ProblemOut

PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"model": ProblemOut, "description": "A value cannot be used."},
    404: {"model": ProblemOut, "description": "There is no such thing."},
    406: {"model": ProblemOut, "description": "No form of the answer fits the Accept header."},
    422: {"model": ProblemOut, "description": "The request does not fit the interface."},
    429: {"model": ProblemOut, "description": "Too many requests; see Retry-After."},
    503: {"model": ProblemOut, "description": "The server is busy, or the work took too long; see Retry-After."},
}

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
for part in (claims, entities, documents, questions, conflicts, checking, search, reports):
    router.include_router(part.router)
