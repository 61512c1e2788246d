"""The command that serves: serve."""

from __future__ import annotations

import dataclasses
import os
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli import opening
from api.settings import ServerSettings
from api.telemetry import configure_logging

DEFAULT_PORT = 8000
SHUTDOWN_S = 10
KEEP_ALIVE_S = 20
MAX_HEAD_BYTES = 1 << 16


def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = DEFAULT_PORT,
    workers: Annotated[int | None, typer.Option(help="Processes that answer questions.", min=1, max=256)] = None,
    log_level: Annotated[str, typer.Option(help="debug, info, warning or error.")] = "info",
) -> None:
    """Serve pages, SPARQL endpoint and REST interface over HTTP until stopped; logs are JSON lines."""
    opening.store().reader()
    configure_logging(log_level)
    server = ServerSettings.from_environment(os.environ)
    if workers is not None:
        server = dataclasses.replace(server, query_workers=workers)
    uvicorn.run(
        create_app(opening.settings(), server),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=SHUTDOWN_S,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
    )


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve_command)
