"""All commands together."""

from __future__ import annotations

import typer

from api.cli import assistants, building, checking, citing, exporting, keys, reading, reasoning, serving

app = typer.Typer(
    name="assay",
    help="A citation-linked claims store: every claim with its exact words and the work behind it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
for module in (building, reading, citing, checking, reasoning, exporting, serving, keys, assistants):
    module.register(app)
