"""Commands that write what the store holds in other forms: export."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pyoxigraph import NamedNode, RdfFormat, serialize

from api.cli import opening
from kg import iris
from kg.apparatus import bibliography, load_document_works
from kg.bibliography import BibliographyFormat, write_bibliography
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_documents, load_evidence
from kg.errors import InvalidInputError, UnknownTermError
from kg.model import Iri


class ExportFormat(StrEnum):
    """RDF syntaxes for datasets, and forms of bibliographies."""

    TRIG = "trig"
    NQ = "nq"
    JSONLD = "jsonld"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    APA = "apa"
    CHICAGO = "chicago"
    MLA = "mla"


_SYNTAXES = {
    ExportFormat.TRIG: RdfFormat.TRIG,
    ExportFormat.NQ: RdfFormat.N_QUADS,
    ExportFormat.JSONLD: RdfFormat.JSON_LD,
}


def claims_bibliography(catalogue: Catalogue, claims: Sequence[Iri], form: BibliographyFormat) -> str:
    """Write the works behind claims, each with the quotes that it stands for and their place."""
    evidence = load_evidence(catalogue.reader, list(dict.fromkeys(claims)))
    return write_bibliography(bibliography(evidence, load_document_works(catalogue.reader)), form)


def export_command(
    form: Annotated[
        ExportFormat, typer.Option("--format", help="RDF syntax or form of bibliography.")
    ] = ExportFormat.TRIG,
    layer: Annotated[str | None, typer.Option(help="RDF: one layer, e.g. claims or documents/hanif-2025.")] = None,
    document: Annotated[str | None, typer.Option(help="Bibliography: only claims of this document.")] = None,
    entity: Annotated[str | None, typer.Option(help="Bibliography: only claims about this entity.")] = None,
    claim: Annotated[list[str] | None, typer.Option(help="Bibliography: only this claim; may be repeated.")] = None,
    output: Annotated[Path | None, typer.Option(help="File to write; default: standard output.")] = None,
) -> None:
    """Export the store as RDF, or the works behind its claims as a bibliography."""
    catalogue = opening.catalogue()
    if form in _SYNTAXES:
        if document or entity or claim:
            raise InvalidInputError("--format", "a bibliography with --document, --entity or --claim", form.value)
        data = _rdf(catalogue, form, layer)
    else:
        if layer:
            raise InvalidInputError("--format", "an RDF syntax with --layer", form.value)
        found = _claims(catalogue, document, entity, claim)
        data = claims_bibliography(catalogue, found, BibliographyFormat(form.value)).encode()
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        output.write_bytes(data)


def _rdf(catalogue: Catalogue, form: ExportFormat, layer: str | None) -> bytes:
    graph = NamedNode(iris.graph(layer)) if layer else None
    quads = list(catalogue.reader.quads(graph))
    if layer and not quads:
        raise UnknownTermError("layer", layer)
    return serialize(quads, format=_SYNTAXES[form], prefixes=iris.PREFIXES) or b""


def _claims(catalogue: Catalogue, document: str | None, entity: str | None, claims: list[str] | None) -> list[Iri]:
    if claims:
        named = [iris.claim(name) for name in claims]
        for name, iri in zip(claims, named, strict=True):
            if iri is None:
                raise InvalidInputError("--claim", "the id of a claim", repr(name))
        return [iri for iri in named if iri is not None]
    held = load_documents(catalogue.reader)
    if document is not None and document not in held:
        raise UnknownTermError("document", document, tuple(held))
    entities = catalogue.vocabulary.resolve_all(entity) if entity else ()
    return find_claims(catalogue.reader, ClaimFilter(entities=entities, document=document))


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("export")(export_command)
