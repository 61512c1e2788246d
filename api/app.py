"""The HTTP application: makes it and wires routers, errors and static files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.errors import add_error_handlers
from api.keys import KeyRing
from api.mcp_server import make_server, mcp_routes
from api.middleware import add_middleware
from api.openapi import describe
from api.routers import docs, graph_store, health, linked, reconciliation, sparql, start, v1
from api.service import Service
from api.settings import ServerSettings
from api.telemetry import Metrics
from api.workers.pool import Pool
from kg.settings import Settings

HERE = Path(__file__).parent


def create_app(settings: Settings, server: ServerSettings | None = None) -> FastAPI:
    """Make the application for one store; its worker processes live as long as its lifespan."""
    limits = server or ServerSettings()
    pool = Pool(settings, limits)
    service = Service(settings, limits, pool, Metrics(lambda: pool.figures), KeyRing(settings.folder))
    assistants = make_server(pool)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        async with assistants.session_manager.run():
            yield
        await pool.stop()

    app = FastAPI(title="Assay", openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.service = service
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    add_error_handlers(app)
    add_middleware(app, limits, service.metrics)
    for part in (start, docs, sparql, graph_store, linked, v1, reconciliation, health):
        app.include_router(part.router)
    app.router.routes.extend(mcp_routes(assistants, limits.allowed_hosts.replace(",", " ").split()))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app


def _described(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        app.openapi_schema = describe(app)
    return app.openapi_schema
