"""The command that serves: serve."""

from __future__ import annotations

from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli import opening

DEFAULT_PORT = 8000


def serve_command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = DEFAULT_PORT,
) -> None:
    """Serve start page, SPARQL endpoint and health check over HTTP."""
    opening.store().reader()
    uvicorn.run(create_app(opening.settings()), host=host, port=port, log_level="warning")


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("serve")(serve_command)
