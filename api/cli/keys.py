"""Commands on API keys: keys create, list, revoke."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import opening
from api.cli.building import FormatOption
from api.cli.output import Format, console, print_rows
from api.keys import KeyRing, Scope

COLUMNS = ("id", "name", "scopes", "created", "revoked")


def create_command(
    name: Annotated[str, typer.Argument(help="Whose key it is, or what for.")],
    scope: Annotated[list[Scope] | None, typer.Option(help="What it allows; may be given several times.")] = None,
) -> None:
    """Create a key and print it; it is kept as a hash only and cannot be shown again."""
    token = _ring().create(name, scope or [Scope.READ])
    console(stderr=True).print("Keep this key: it is shown this once.")
    print(token)


def list_command(form: FormatOption = Format.TABLE) -> None:
    """List the keys, without their secrets."""
    rows = [(key.id, key.name, ", ".join(key.scopes), key.created, key.revoked) for key in _ring().all()]
    print_rows(COLUMNS, rows, form)


def revoke_command(identifier: Annotated[str, typer.Argument(metavar="ID", help="The key's id.")]) -> None:
    """Revoke a key; requests that carry it are refused from now on."""
    key = _ring().revoke(identifier)
    console().print(f"revoked {key.id} ({key.name})")


def _ring() -> KeyRing:
    return KeyRing(opening.settings().folder)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    keys = typer.Typer(help="Keys for those who may write over HTTP.", no_args_is_help=True)
    keys.command("create")(create_command)
    keys.command("list")(list_command)
    keys.command("revoke")(revoke_command)
    app.add_typer(keys, name="keys")
