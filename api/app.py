"""The HTTP application: makes it and wires routers, errors and static files."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.errors import add_error_handlers
from api.routers import health, sparql, start
from api.snapshot import Snapshots
from kg.catalogue import open_store
from kg.settings import Settings

HERE = Path(__file__).parent


def create_app(settings: Settings) -> FastAPI:
    """Make the application for one store; nothing is opened before the first request."""
    app = FastAPI(title="Assay", docs_url=None, redoc_url=None)
    app.state.settings = settings
    app.state.snapshots = Snapshots(open_store(settings))
    add_error_handlers(app)
    for router in (start.router, sparql.router, health.router):
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app
