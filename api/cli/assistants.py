"""The command for assistants: mcp."""

from __future__ import annotations

import asyncio
import dataclasses
import os

import typer

from api.cli import opening
from api.mcp_server import make_server
from api.settings import ServerSettings
from api.telemetry import configure_logging
from api.workers.pool import Pool

LOADING_S = 120.0
"""How long the first question may wait until the graph is loaded."""


def mcp_command() -> None:
    """Serve the tools for assistants over standard input and output (Model Context Protocol)."""
    opening.store().reader()
    configure_logging("warning")
    asyncio.run(_serve())


async def _serve() -> None:
    given = ServerSettings.from_environment(os.environ)
    limits = dataclasses.replace(given, query_workers=1, waiting_s=max(given.waiting_s, LOADING_S))
    pool = Pool(opening.settings(), limits)
    await pool.start()
    try:
        await make_server(pool).run_stdio_async()
    finally:
        await pool.stop()


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("mcp")(mcp_command)
