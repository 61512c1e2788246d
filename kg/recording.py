"""Record sources in a store: what a document brings is replaced whole, what others share with it stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris
from kg.model import DocumentId, Source
from kg.rdf import (
    CLAIMS,
    HISTORY,
    WORKS,
    claim_quads,
    document_graph,
    document_quads,
    entities_graph,
    hash_quads,
    run_quads,
    text_of,
    wording_quads,
    wordings_graph,
    work_quads,
)
from kg.stores.base import Reader, Writer


def layer_hashes(reader: Reader) -> dict[str, str]:
    """Return the hash of what each layer was made from, by the layer's IRI."""
    rows = reader.select("SELECT ?layer ?hash { GRAPH graph:history { ?layer kg:contentHash ?hash } }").rows
    return {text_of(layer): text_of(sha256) for layer, sha256 in rows if layer is not None and sha256 is not None}


def replace_layer(writer: Writer, layer: NamedNode, quads: Iterable[Quad], sha256: str) -> None:
    """Replace a whole layer and note the hash of what it was made from."""
    writer.clear(layer)
    writer.insert(quads)
    _note_hash(writer, layer, sha256)


def record_source(writer: Writer, source: Source, entities: Iterable[Quad], sha256: str, annotated: str | None) -> None:
    """Add all that a document brings; call `forget_documents` first for one that is there already."""
    writer.insert(document_quads(source))
    writer.insert(entities)
    writer.insert(dict.fromkeys(quad for reference in source.references for quad in work_quads(reference.work)))
    writer.insert(dict.fromkeys(quad for claim in source.claims for quad in claim_quads(claim)))
    writer.insert(dict.fromkeys(quad for wording in source.wordings for quad in wording_quads(wording)))
    writer.insert(run_quads(source, annotated, sha256))
    _note_hash(writer, document_graph(source.document.id), sha256)


def _note_hash(writer: Writer, layer: NamedNode, sha256: str) -> None:
    before = layer_hashes(writer.reader).get(layer.value)
    if before is not None:
        writer.remove(hash_quads(layer, before))
    writer.insert(hash_quads(layer, sha256))


def forget_documents(writer: Writer, documents: Sequence[DocumentId]) -> None:
    """Remove documents with all that only they bring, as seen in the state before the writer."""
    if not documents:
        return
    reader = writer.reader
    for layer, pattern in _removals(documents):
        writer.remove(list(_matching(reader, layer, pattern)))
    for document in documents:
        writer.clear(document_graph(document))
        writer.clear(entities_graph(document))
        writer.clear(wordings_graph(document))


def _removals(documents: Sequence[DocumentId]) -> Iterator[tuple[NamedNode, str]]:
    """Yield, layer by layer, the pattern that binds ?s ?p ?o to what only these documents bring."""
    docs = " ".join(f"<{iris.mint('doc', document)}>" for document in documents)
    own = f"VALUES ?doc {{ {docs} }} ?claim kg:statedIn ?doc ; kg:asserts ?proposition ."
    elsewhere = f"FILTER(?elsewhere NOT IN ({docs.replace('> <', '>, <')}))"
    unshared = f"FILTER NOT EXISTS {{ ?other kg:asserts ?proposition ; kg:statedIn ?elsewhere . {elsewhere} }}"
    yield CLAIMS, f"{{ SELECT DISTINCT (?claim AS ?s) {{ {own} }} }}"
    yield CLAIMS, f"{{ SELECT DISTINCT (?proposition AS ?s) {{ {own} {unshared} }} }}"
    yield CLAIMS, f"{{ SELECT DISTINCT (?part AS ?s) {{ {own} {unshared} ?proposition kg:quantity|kg:period ?part }} }}"
    cited = f"VALUES ?doc {{ {docs} }} ?reference kg:inDocument ?doc ; kg:references ?s ."
    uncited = f"FILTER NOT EXISTS {{ ?other kg:references ?s ; kg:inDocument ?elsewhere . {elsewhere} }}"
    yield WORKS, f"{{ SELECT DISTINCT ?s {{ {cited} {uncited} }} }}"
    layers = " ".join(f"<{document_graph(document).value}>" for document in documents)
    runs = " ".join(f"<{iris.mint('run', f'annotation-{document}')}>" for document in documents)
    yield HISTORY, f"VALUES ?s {{ {layers} {runs} }}"


def _matching(reader: Reader, layer: NamedNode, pattern: str) -> Iterator[Quad]:
    query = f"SELECT ?s ?p ?o {{ {pattern} GRAPH <{layer.value}> {{ ?s ?p ?o }} }}"
    for subject, predicate, value in reader.select(query).rows:
        if (
            isinstance(subject, NamedNode)
            and isinstance(predicate, NamedNode)
            and isinstance(value, NamedNode | Literal)
        ):
            yield Quad(subject, predicate, value, layer)
