"""Tables for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table

from api.presenting import csv_cell

PIPED_WIDTH = 160
UNBROKEN = ("claim", "document")


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def console(*, stderr: bool = False) -> Console:
    """Return a console that keeps its width when its output is piped."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else PIPED_WIDTH, highlight=False)


def print_json(value: object) -> None:
    """Print JSON in UTF-8, indented."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format, title: str | None = None) -> int:
    """Print rows in the form asked for; return how many there were."""
    listed = [list(row) for row in rows]
    if form is Format.JSON:
        print_json([dict(zip(columns, row, strict=True)) for row in listed])
    elif form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[csv_cell(value) for value in row] for row in listed])
    else:
        table = Table(title=title, title_justify="left", show_lines=True)
        for column in columns:
            table.add_column(column, overflow="fold", no_wrap=column in UNBROKEN)
        for row in listed:
            table.add_row(*("" if value is None else str(value) for value in row))
        console().print(table)
        console().print(f"{len(listed)} row{'s' * (len(listed) != 1)}")
    return len(listed)
