"""Commands that check what others wrote: check, quote.

Exit codes: 0 when nothing was refuted (check) or the words are there (quote), 3 when something was refuted, or the
words are altered, spliced or absent; 1 and 2 are failures and wrong usage, as for every command.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from api.cli import opening
from api.cli.output import console, print_json
from api.presenting import quote_json, verdict_json
from ingest.reading import default_sources, read_document, source_folders
from kg.errors import InvalidInputError, UnknownTermError
from kg.factcheck import KnowledgeBase, Label, Stance, Verdict, check
from kg.quotes import Change, QuoteCheck, QuoteStatus, verify_quote
from kg.text.sentences import split_sentences

CONTRADICTED = 3
COLOURS = {
    Label.SUPPORTED: "green",
    Label.REFUTED: "red",
    Label.CONFLICTING: "yellow",
    Label.NOT_ENOUGH_INFO: "cyan",
}
SHOWN_RELATED = 3


class CheckFormat(StrEnum):
    """How verdicts are printed."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[CheckFormat, typer.Option("--format", help="How to print the answer.")]


def check_command(
    statement: Annotated[str | None, typer.Argument(help="One statement, in quotation marks.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A text: each of its sentences is checked.")] = None,
    lines: Annotated[
        Path | None, typer.Option("--lines", help="A file with one statement a line: one result a line, in JSON.")
    ] = None,
    form: FormatOption = CheckFormat.TABLE,
) -> None:
    """Judge statements against the sources: SUPPORTED, REFUTED, CONFLICTING or NOT_ENOUGH_INFO, with quotes.

    Exit code 3 says that something was refuted.
    """
    given = [one for one in (statement, file, lines) if one is not None]
    if len(given) != 1:
        raise InvalidInputError("check", "a statement, --file or --lines (one of them)", f"{len(given)} of them")
    base = KnowledgeBase.from_reader(opening.catalogue().reader)
    if statement is not None:
        verdicts = [check(statement, base)]
    elif lines is not None:
        verdicts = []
        for line in _read(lines, "lines").splitlines():
            verdicts.append(check(line, base))
            sys.stdout.write(json.dumps(verdict_json(verdicts[-1]), ensure_ascii=False) + "\n")
    else:
        assert file is not None
        text = _read(file, "file")
        sentences = [" ".join(text[one.start : one.end].split()) for one in split_sentences(text)]
        screen = console(stderr=True)
        verdicts = [check(one, base) for one in track(sentences, "checking", console=screen, transient=True)]
    if lines is None:
        _print(verdicts, form, single=statement is not None)
    if any(verdict.verdict is Label.REFUTED for verdict in verdicts):
        raise typer.Exit(CONTRADICTED)


def _read(path: Path, field: str) -> str:
    if not path.is_file():
        raise InvalidInputError(field, "a file", repr(str(path)))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InvalidInputError(field, "a text in UTF-8", repr(str(path))) from None


def _print(verdicts: list[Verdict], form: CheckFormat, *, single: bool) -> None:
    if form is CheckFormat.JSON:
        shown = [verdict_json(verdict) for verdict in verdicts]
        print_json(shown[0] if single else shown)
        return
    screen = console()
    for verdict in verdicts:
        _print_verdict(verdict, screen)
    if not single:
        counts = {label: sum(v.verdict is label for v in verdicts) for label in Label}
        screen.print(", ".join(f"{number} {label.value}" for label, number in counts.items()))


def _print_verdict(verdict: Verdict, screen: Console) -> None:
    colour = COLOURS[verdict.verdict]
    screen.print(f"[bold {colour}]{verdict.verdict.value}[/] ({verdict.confidence:.2f})", end=" ")
    screen.print(verdict.statement, markup=False)
    for step in verdict.reasoning:
        screen.print(f"  because: {step}", markup=False)
    related = 0
    for item in verdict.evidence:
        related += item.stance is Stance.RELATED
        if related <= SHOWN_RELATED or item.stance is not Stance.RELATED:
            quote = " ".join(item.quote.split())
            screen.print(f"  {item.stance.value:9}“{quote}” ({item.document}, {item.start}–{item.end})", markup=False)
    for warning in verdict.warnings:
        screen.print(f"  warning: {warning}", markup=False)
    screen.print()


def quote_command(
    quote: Annotated[str, typer.Argument(help="The words, in quotation marks.")],
    document: Annotated[str | None, typer.Option("--document", help="Only this document (its slug).")] = None,
    form: FormatOption = CheckFormat.TABLE,
) -> None:
    """Tell whether words stand in a source: verbatim, dressed, altered (with the difference), spliced or absent.

    Exit code 3 says that they are altered, spliced or absent.
    """
    texts = {
        str(found.document.id): found.document.text
        for folder in source_folders(default_sources())
        if (found := read_document(folder)[0]) is not None
    }
    if document is not None and document not in texts:
        raise UnknownTermError("document", document, tuple(texts))
    answer = verify_quote(quote, {document: texts[document]} if document else texts)
    if form is CheckFormat.JSON:
        print_json(quote_json(answer))
    else:
        _print_quote(answer, console())
    if answer.status not in (QuoteStatus.VERBATIM, QuoteStatus.DRESSED):
        raise typer.Exit(CONTRADICTED)


def _print_quote(answer: QuoteCheck, screen: Console) -> None:
    screen.print(f"[bold]{answer.status.value}[/bold]: {answer.explanation}", markup=True)
    for place in answer.places:
        screen.print(f"  “{' '.join(place.exact.split())}” ({place.document}, {place.start}–{place.end})", markup=False)
    marks = {Change.SAME: "", Change.LEFT_OUT: "−", Change.PUT_IN: "+"}
    if answer.differences:
        words = " ".join(
            one.words if one.change is Change.SAME else f"[{marks[one.change]}{one.words}]"
            for one in answer.differences
        )
        screen.print(f"  {words}", markup=False)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("check")(check_command)
    app.command("quote")(quote_command)
