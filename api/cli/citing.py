"""Commands on what claims rest on: citations, references, origins, bibliographies."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api.cli import opening
from api.cli.building import FormatOption
from api.cli.output import Format, print_json, print_rows
from api.presenting import Json, citation_json, reference_json, standing_json
from kg import iris
from kg.apparatus import CitedReference, find_citations, find_references
from kg.catalogue import Catalogue
from kg.claims import Evidence, load_documents, load_references
from kg.errors import UnknownTermError
from kg.model import LinkStatus
from kg.origins import find_standings

DocumentOption = Annotated[str | None, typer.Option("--document", help="Only this document (its slug).")]


def checked_document(catalogue: Catalogue, document: str | None) -> str | None:
    """Return the slug of a document that is held; raise UnknownTermError for another."""
    held = load_documents(catalogue.reader)
    if document is not None and document not in held:
        raise UnknownTermError("document", document, tuple(held))
    return document


def citations_command(
    document: DocumentOption = None,
    status: Annotated[LinkStatus | None, typer.Option(help="Only citations with this status.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """List in-text citations with their place, their status and the entries that they mean."""
    catalogue = opening.catalogue()
    found = find_citations(catalogue.reader, checked_document(catalogue, document), status)
    wanted = (f"{citation.document}-{index}" for citation in found for index in citation.references)
    evidence = Evidence((), {}, load_references(catalogue.reader, wanted))
    shown = [citation_json(citation, evidence) for citation in found]
    if form is Format.JSON:
        print_json(shown)
        return
    columns = ("document", "text", "start", "end", "status", "references", "reason")
    rows = [
        (
            one["document"], " ".join(one["text"].split()), one["start"], one["end"], one["status"],
            ", ".join(str(entry["index"]) for entry in one["references"]), one["reason"],
        )
        for one in shown
    ]  # fmt: skip
    print_rows(columns, rows, form)


def cited_reference_json(one: CitedReference) -> Json:
    """Present an entry of a reference list with all that was read from it."""
    reference, work = one.reference, one.reference.work
    return {
        "document": reference.document,
        **reference_json(reference),
        "start": reference.start,
        "end": reference.end,
        "work": iris.mint("work", work.id),
        "authors": list(work.authors),
        "container": work.container,
        "publisher": work.publisher,
        "volume": work.volume,
        "issue": work.issue,
        "pages": work.pages,
        "doi": work.doi,
        "url": work.url,
        "type": work.type,
        "cited_by": [{"text": c.text, "start": c.start, "end": c.end, "status": c.status.value} for c in one.cited_by],
        "same_as": list(reference.same_as),
        "warnings": [{"kind": w.kind, "message": w.message, "evidence": w.evidence} for w in reference.warnings],
    }


def references_command(document: DocumentOption = None, form: FormatOption = Format.TABLE) -> None:
    """List the entries of reference lists with what was read from them, who cites them, and their oddities."""
    catalogue = opening.catalogue()
    found = find_references(catalogue.reader, checked_document(catalogue, document))
    if form is Format.JSON:
        print_json([cited_reference_json(one) for one in found])
        return
    columns = ("document", "index", "authors", "year", "title", "container", "cited", "same_as", "warnings")
    rows = [
        (
            one.reference.document, one.reference.index, "; ".join(one.reference.work.authors),
            one.reference.work.issued, one.reference.work.title, one.reference.work.container, len(one.cited_by),
            ", ".join(map(str, one.reference.same_as)), "; ".join(w.message for w in one.reference.warnings),
        )
        for one in found
    ]  # fmt: skip
    print_rows(columns, rows, form)


def origins_command(
    name: Annotated[str, typer.Argument(help="A claim or proposition (IRI, CURIE), or an entity by any name.")],
    form: FormatOption = Format.TABLE,
) -> None:
    """Show on how many independent origins a statement rests, and the chain that shows why."""
    standings = find_standings(opening.catalogue(), name)
    if form is Format.JSON:
        print_json([standing_json(standing) for standing in standings])
        return
    rows = [
        (
            one.statement, one.claims, ", ".join(one.documents), one.independent_origins, one.verdict,
            "\n".join(origin.label for origin in one.origins),
        )
        for one in standings
    ]  # fmt: skip
    columns = ("statement", "claims", "documents", "independent origins", "verdict", "rests on")
    if not print_rows(columns, rows, form):
        print("nothing is claimed about it", file=sys.stderr)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("citations")(citations_command)
    app.command("references")(references_command)
    app.command("origins")(origins_command)
