"""Commands that ask: ask, query, claims, show."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli import opening
from api.cli.building import FormatOption
from api.cli.exporting import claims_bibliography
from api.cli.output import Format, console, print_json, print_rows
from api.presenting import cell_json, claim_json, term_json
from kg import iris
from kg.bibliography import BibliographyFormat
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_documents, load_evidence
from kg.errors import InvalidInputError, UnknownTermError
from kg.model import Iri, Modality
from kg.questions import answer
from kg.rdf import Term, text_of
from kg.sparql import query_form
from kg.stores.base import Rows


class AnswerFormat(StrEnum):
    """How the answer to a question is printed: its rows, or the works behind the claims that they bind."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    APA = "apa"
    CHICAGO = "chicago"
    MLA = "mla"


def _shown(term: Term | None, catalogue: Catalogue, form: Format) -> object:
    if form is Format.JSON:
        return cell_json(term, catalogue.vocabulary)
    if form is Format.CSV or term is None:
        return term_json(term)
    return catalogue.vocabulary.label(text_of(term)) if text_of(term).startswith(iris.BASE) else text_of(term)


def _print(rows: Rows, catalogue: Catalogue, form: Format, title: str | None = None) -> None:
    listed = ([_shown(term, catalogue, form) for term in row] for row in rows.rows)
    print_rows(rows.columns, listed, form, title)


def _parameters(pairs: list[str]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InvalidInputError("parameter", "name=value", repr(pair))
        values[name] = value
    return values


def ask_command(
    name: Annotated[
        str | None, typer.Argument(help="The question's name; without it all questions are listed.")
    ] = None,
    parameters: Annotated[list[str] | None, typer.Argument(help="name=value, with labels, CURIEs or IRIs.")] = None,
    form: Annotated[AnswerFormat, typer.Option("--format", help="How to print the answer.")] = AnswerFormat.TABLE,
) -> None:
    """Answer a named question, e.g. `assay ask retaliation actor=China`."""
    catalogue = opening.catalogue()
    if name is None:
        listed = catalogue.questions.by_name.values()
        rows = [(q.name, q.question, ", ".join(p.name for p in q.parameters)) for q in listed]
        print_rows(("name", "question", "parameters"), rows, Format(form.value))
        return
    question = catalogue.questions.get(name)
    rows_found = answer(question, _parameters(parameters or []), catalogue.reader, catalogue.vocabulary)
    if form in (AnswerFormat.TABLE, AnswerFormat.JSON, AnswerFormat.CSV):
        _print(rows_found, catalogue, Format(form.value), question.question)
        return
    if "claim" not in rows_found.columns:
        raise InvalidInputError("--format", f"table, json or csv, as {question.name} has no column 'claim'", form.value)
    place = rows_found.columns.index("claim")
    claims = [Iri(text_of(term)) for term in (row[place] for row in rows_found.rows) if term is not None]
    sys.stdout.write(claims_bibliography(catalogue, claims, BibliographyFormat(form.value)))


def query_command(
    file: Annotated[str, typer.Argument(help="A file with a SPARQL query, or - for standard input.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a SPARQL query over the union of all layers."""
    if file != "-" and not Path(file).is_file():
        raise InvalidInputError("query", "a file or -", repr(file))
    sparql = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    catalogue = opening.catalogue()
    kind = query_form(sparql)
    if kind == "ASK":
        print_json(catalogue.reader.ask(sparql))
    elif kind in ("CONSTRUCT", "DESCRIBE"):
        for triple in catalogue.reader.construct(sparql):
            sys.stdout.write(f"{triple} .\n")
    else:
        _print(catalogue.reader.select(sparql), catalogue, form)


def claims_command(
    entity: Annotated[str | None, typer.Option(help="Only claims about this entity (label, CURIE or IRI).")] = None,
    document: Annotated[str | None, typer.Option(help="Only claims of this document (its slug).")] = None,
    predicate: Annotated[str | None, typer.Option(help="Only claims with this predicate.")] = None,
    modality: Annotated[Modality | None, typer.Option(help="Only claims of this modality.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List claims with their quotes."""
    catalogue = opening.catalogue()
    documents = load_documents(catalogue.reader)
    if document is not None and document not in documents:
        raise UnknownTermError("document", document, tuple(documents))
    wanted = ClaimFilter(
        entities=catalogue.vocabulary.resolve_all(entity) if entity else (),
        predicate=catalogue.vocabulary.resolve_predicate(predicate) if predicate else None,
        document=document,
        modality=modality,
    )
    _print_claims(catalogue, find_claims(catalogue.reader, wanted), documents, form)


def _print_claims(catalogue: Catalogue, found: list[Iri], documents: dict[str, str], form: Format) -> None:
    evidence = load_evidence(catalogue.reader, found)
    shown = [claim_json(claim, evidence, catalogue.vocabulary, documents) for claim in evidence.claims]
    if form is Format.JSON:
        print_json(shown)
        return
    columns = ("claim", "subject", "predicate", "object", "quantity", "period", "modality", "quote", "document")
    rows = [
        (
            iris.compact(one["id"]), one["subject"]["label"], one["predicate"]["label"],
            one["object"]["label"] if one["object"] else None, one["quantity"]["text"] if one["quantity"] else None,
            one["period_text"], one["modality"], " ".join(one["quote"].split()), one["document"],
        )
        for one in shown
    ]  # fmt: skip
    print_rows(columns, rows, form)


def show_command(
    name: Annotated[str, typer.Argument(help="A label, CURIE or IRI of an entity, or the id of a claim.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Show one claim with its citation chain, or all that is said about an entity."""
    catalogue = opening.catalogue()
    documents = load_documents(catalogue.reader)
    claim = iris.claim(name)
    if claim is not None:
        evidence = load_evidence(catalogue.reader, [claim])
        shown = claim_json(evidence.claims[0], evidence, catalogue.vocabulary, documents)
        if form is Format.JSON:
            print_json(shown)
        else:
            print_rows(("field", "value"), [(k, _flat(v)) for k, v in shown.items() if v not in (None, [])], form)
        return
    entities = catalogue.vocabulary.resolve_all(name)
    for iri in entities:
        entity = catalogue.vocabulary.entities[iri]
        if form is Format.TABLE:
            kinds = ", ".join(catalogue.vocabulary.label(kind) for kind in entity.types)
            console().print(f"[bold]{entity.label}[/bold] ({kinds}) {iri}")
            console().print(entity.comment)
            if entity.names:
                console().print(f"also: {', '.join(entity.names)}")
    _print_claims(catalogue, find_claims(catalogue.reader, ClaimFilter(entities=entities)), documents, form)


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k}: {_flat(v)}" for k, v in value.items() if v not in (None, []))
    if isinstance(value, list):
        return "\n".join(_flat(item) for item in value)
    return str(value)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ask")(ask_command)
    app.command("query")(query_command)
    app.command("claims")(claims_command)
    app.command("show")(show_command)
