"""What happens to every request, whatever it asks for."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from api.middleware.headers import HeadRequests, SecurityHeaders
from api.middleware.limits import BodyLimit, RateLimit
from api.middleware.tracing import Tracing
from api.settings import ServerSettings
from api.telemetry import Metrics

_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
_EXPOSED = ("ETag", "Link", "Retry-After", "X-Request-Id", "Location")


def add_middleware(app: FastAPI, server: ServerSettings, metrics: Metrics) -> None:
    """Wrap the application; what is added last sees a request first."""
    app.add_middleware(HeadRequests)
    app.add_middleware(BodyLimit, max_bytes=server.body_kib * 1024, patience_s=server.body_s)
    app.add_middleware(RateLimit, per_minute=server.requests_per_minute)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=_METHODS, allow_headers=["*"], expose_headers=_EXPOSED
    )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Tracing, metrics=metrics)
