"""The running service: pool, settings and limits, as routes get them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.keys import KeyRing
from api.settings import ServerSettings
from api.telemetry import Metrics
from api.workers.pool import Pool
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Service:
    """What every route may need; one per application."""

    settings: Settings
    server: ServerSettings
    pool: Pool
    metrics: Metrics
    keys: KeyRing


async def get_service(request: Request) -> Service:
    """Return the service of the application that the request came to; async, or each call takes a thread."""
    service: Service = request.app.state.service
    return service


def client_of(request: Request) -> str:
    """Return what limits count a client by: its address."""
    return request.client.host if request.client else "unknown"


ServiceDep = Annotated[Service, Depends(get_service)]
