"""Whether the server lives, whether it can answer, and what it counts."""

from __future__ import annotations

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.responses import Response

from api.problems import ProblemError
from api.service import ServiceDep
from api.workers.pool import NO_STORE

router = APIRouter(tags=["running"])


@router.get("/health", summary="Whether the server answers at all")
async def read_health() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/ready", summary="Whether there is a graph to answer from")
async def read_readiness(service: ServiceDep) -> dict[str, str]:
    if service.pool.state is None:
        raise ProblemError(NO_STORE)
    return {"status": "ready", "state": service.pool.state}


@router.get("/metrics", summary="Counts for Prometheus", response_class=Response)
async def read_metrics(service: ServiceDep) -> Response:
    return Response(service.metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})
