"""Commands that make and check the store: build, validate, coverage, stats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli import opening
from api.cli.output import Format, console, print_json, print_rows
from ingest.pipeline import BuildReport, build
from ingest.preparing import coverage, read_background
from ingest.quotes import check_quotes
from ingest.reading import default_sources
from kg import iris
from kg.statistics import count_all
from kg.validation import shape_files, validate_all

Sources = Annotated[
    Path | None, typer.Option("--sources", help="Folder of document folders; default: those that ship with Assay.")
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to print the answer.")]


def build_command(sources: Sources = None) -> None:
    """Build the store from the source folders: read, annotate, anchor, validate, write."""
    screen = console(stderr=True)
    with screen.status("building") as status:
        report = build(opening.store(), sources or default_sources(), status.update)
    _print_build(report)


def _print_build(report: BuildReport) -> None:
    screen = console()
    for document in report.coverage:
        state = "written" if document.document in report.changed else "unchanged"
        screen.print(
            f"{document.document}: {document.claims} claims from {document.with_claims} of {document.sentences} "
            f"sentences, {sum(document.silent.values())} silent, {len(document.uncovered)} uncovered ({state})"
        )
    for removed in report.removed:
        screen.print(f"{removed}: removed")
    quotes = report.quotes
    screen.print(
        f"quotes: {quotes.checked} checked against their documents, {quotes.exact} exact, "
        f"{quotes.tolerated} with whitespace tolerance"
    )
    screen.print(f"graph: {report.quads} quads, RDFC-1.0 SHA-256 {report.rdfc10_sha256}")


def validate_command(sources: Sources = None, form: FormatOption = Format.TABLE) -> None:
    """Validate the whole store against the shapes, and every quote against its document."""
    reader = opening.store().reader()
    report = validate_all(reader.quads(), shape_files(read_background().folder))
    quotes = check_quotes(reader, sources or default_sources())
    findings = [(f.severity, iris.compact(f.focus_node), f.message, f.value) for f in report.findings]
    if form is Format.TABLE:
        if findings:
            print_rows(("severity", "focus node", "message", "value"), findings, form)
        counts = ", ".join(f"{len(report.of_severity(s))} {s.lower()}s" for s in ("Violation", "Warning", "Info"))
        console().print(f"shapes: {'conforms' if report.conforms else 'does not conform'}, {counts}")
        console().print(
            f"quotes: {quotes.checked} checked against their documents, {quotes.exact} exact, "
            f"{quotes.tolerated} with whitespace tolerance, {quotes.wrong} wrong"
        )
    else:
        print_rows(("severity", "focus_node", "message", "value"), findings, form)
    if not report.conforms or quotes.wrong:
        raise typer.Exit(1)


def coverage_command(sources: Sources = None, form: FormatOption = Format.TABLE) -> None:
    """Show per document which sentences carry claims, which are silent, and which are missing (an error)."""
    measured = coverage(sources or default_sources(), read_background())
    columns = ("document", "sentences", "with_claims", "claims", "silent", "uncovered", "covered")
    rows = [
        (
            one.document, one.sentences, one.with_claims, one.claims,
            ", ".join(f"{reason} {count}" for reason, count in sorted(one.silent.items())),
            len(one.uncovered), f"{one.share:.1%}",
        )
        for one in measured
    ]  # fmt: skip
    print_rows(columns, rows, form)
    missing = [(one.document, sentence) for one in measured for sentence in one.uncovered]
    for document, sentence in missing:
        print(f"uncovered: {document} at {sentence.start}-{sentence.end}", file=sys.stderr)
    if missing:
        raise typer.Exit(1)


def stats_command(form: FormatOption = Format.TABLE) -> None:
    """Count what the store holds."""
    counts = count_all(opening.store().reader())
    if form is Format.JSON:
        print_json(counts)
    else:
        print_rows(("what", "count"), counts.items(), form)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("build")(build_command)
    app.command("validate")(validate_command)
    app.command("coverage")(coverage_command)
    app.command("stats")(stats_command)
