"""Model objects to quads and back; the only Python that names predicates.

Claims are n-ary nodes in RDF 1.1. Layers are named graphs: `documents/<slug>` holds a document
with its passages and citation apparatus, `entities/<slug>` what it introduces, `wordings/<slug>`
what its words may be called, `works` all cited works, `claims` all claims and propositions,
`asserted` the plain triple of each accepted, affirmative claim. A triple stands in one layer only:
a union of layers has no duplicates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg import iris
from kg.model import (
    Claim,
    Conflict,
    ConflictKind,
    Document,
    DocumentId,
    InTextCitation,
    Iri,
    LinkStatus,
    Modality,
    Passage,
    Period,
    Polarity,
    Proposition,
    Quantity,
    Reference,
    Severity,
    Side,
    Source,
    Stage,
    Status,
    Warning,
    Wording,
    Work,
    normalised_url,
)
from kg.text.edtf import bounds

CONTEXT_LENGTH = 32
AUTHOR_SEPARATOR = "; "
PHRASE_SEPARATOR = "; "

Term = NamedNode | BlankNode | Literal | Triple
Properties = Mapping[str, Sequence[Term]]
E = TypeVar("E", ConflictKind, Severity)


class Namespace:
    """Attribute access to the terms of one vocabulary: KG.asserts is <…/kg#asserts>."""

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __getattr__(self, local: str) -> NamedNode:
        return NamedNode(self._iri + local)

    def __getitem__(self, local: str) -> NamedNode:
        return NamedNode(self._iri + local)


KG = Namespace(iris.KG)
RDF = Namespace(iris.PREFIXES["rdf"])
RDFS = Namespace(iris.PREFIXES["rdfs"])
OWL = Namespace(iris.PREFIXES["owl"])
SKOS = Namespace(iris.PREFIXES["skos"])
DCTERMS = Namespace(iris.PREFIXES["dcterms"])
PROV = Namespace(iris.PREFIXES["prov"])
XSD = Namespace(iris.PREFIXES["xsd"])
FABIO = Namespace(iris.PREFIXES["fabio"])
CITO = Namespace(iris.PREFIXES["cito"])
BIRO = Namespace(iris.PREFIXES["biro"])
C4O = Namespace(iris.PREFIXES["c4o"])
EDTF = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")
UNIT = Namespace("http://qudt.org/vocab/unit/")
CURRENCY = Namespace("http://qudt.org/vocab/currency/")

_CURRENCIES = frozenset({"USD", "EUR", "GBP", "CNY", "JPY"})
_INDIVIDUALS: dict[str, NamedNode] = {
    value.value: KG[value.value.capitalize()] for enum in (Modality, Polarity, Status, Stage) for value in enum
}


def individual(value: Modality | Polarity | Status | Stage) -> NamedNode:
    """Return the ontology's individual for an enumerated value."""
    return _INDIVIDUALS[value.value]


def _local(node: Term) -> str:
    return text_of(node).rsplit("#", 1)[-1].lower()


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def _boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=XSD.boolean)


def _decimal(value: float) -> Literal:
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return Literal(text if "." in text else text + ".0", datatype=XSD.decimal)


def _date(value: date | None) -> Literal | None:
    return None if value is None else Literal(value.isoformat(), datatype=XSD.date)


def _node(iri: Iri | str) -> NamedNode:
    return NamedNode(iri)


def _text(value: str) -> Literal:
    return Literal(value)


class _Describer:
    """Collect the quads of one node; values of None are left out."""

    def __init__(self, subject: Iri, layer: NamedNode) -> None:
        self.subject = _node(subject)
        self.layer = layer
        self.quads: list[Quad] = []

    def add(self, predicate: NamedNode, *values: Term | str | None) -> _Describer:
        for value in values:
            if value is not None:
                term = _text(value) if isinstance(value, str) else value
                self.quads.append(Quad(self.subject, predicate, term, self.layer))
        return self


def document_graph(document: DocumentId) -> NamedNode:
    """Return the layer that holds a document, its passages and its citation apparatus."""
    return _node(iris.graph(f"documents/{document}"))


def wordings_graph(document: DocumentId) -> NamedNode:
    """Return the layer that holds the wordings of a document's sentences."""
    return _node(iris.graph(f"wordings/{document}"))


def entities_graph(document: DocumentId) -> NamedNode:
    """Return the layer that holds the entities which a document introduces."""
    return _node(iris.graph(f"entities/{document}"))


CLAIMS = NamedNode(iris.graph("claims"))
ASSERTED = NamedNode(iris.graph("asserted"))
INFERRED = NamedNode(iris.graph("inferred"))
WARNINGS = NamedNode(iris.graph("warnings"))
ORIGINS = NamedNode(iris.graph("origins"))
ONTOLOGY = NamedNode(iris.graph("ontology"))
REFERENCE = NamedNode(iris.graph("reference"))
WORKS = NamedNode(iris.graph("works"))
HISTORY = NamedNode(iris.graph("history"))
CONFLICTS = NamedNode(iris.graph("conflicts"))


def document_quads(source: Source) -> Iterator[Quad]:
    """Yield the document's own layer: document, passages, silent sentences, citations and references."""
    document = source.document
    layer = document_graph(document.id)
    doc = _node(iris.mint("doc", document.id))
    node = _Describer(iris.mint("doc", document.id), layer)
    node.add(RDF.type, KG.Document).add(KG.slug, document.id).add(KG.sha256, document.sha256)
    node.add(DCTERMS.title, document.title).add(DCTERMS.creator, *document.authors)
    node.add(KG.authorText, AUTHOR_SEPARATOR.join(document.authors) or None)
    node.add(DCTERMS.publisher, document.publisher).add(DCTERMS.rights, document.rights)
    node.add(DCTERMS.issued, Literal(document.issued, datatype=EDTF) if document.issued else None)
    node.add(KG.sourceFile, document.source_file).add(KG.extractor, document.extractor)
    node.add(KG.codePoints, _integer(len(document.text))).add(KG.genre, document.genre).add(KG.url, document.url)
    yield from node.quads
    passages = {claim.passage.id: claim.passage for claim in source.claims}
    passages |= {claim.sentence.id: claim.sentence for claim in source.claims}
    passages |= {skip.passage.id: skip.passage for skip in source.skips}
    for citation in source.citations:
        scope = Passage.cut(document, citation.scope_start, citation.scope_end)
        passages[scope.id] = scope
    for passage in passages.values():
        yield from _passage_quads(passage, document, doc, layer)
    for skip in source.skips:
        subject = Iri(iris.mint("pass", skip.passage.id) + "-silent")
        silent = _Describer(subject, layer).add(RDF.type, KG.Skip)
        silent.add(KG.sentence, _node(iris.mint("pass", skip.passage.id))).add(KG.skipReason, skip.reason)
        yield from silent.add(KG.statedIn, doc).quads
    for reference in source.references:
        yield from _reference_quads(reference, doc, layer)
    for work in sorted({iris.mint("work", reference.work.id) for reference in source.references}):
        yield Quad(doc, CITO.cites, _node(work), layer)
    for citation in source.citations:
        yield from _citation_quads(citation, document, doc, layer)


def _passage_quads(passage: Passage, document: Document, doc: NamedNode, layer: NamedNode) -> list[Quad]:
    text = document.text
    node = _Describer(iris.mint("pass", passage.id), layer).add(RDF.type, KG.Passage).add(KG.inDocument, doc)
    node.add(KG.start, _integer(passage.start)).add(KG.end, _integer(passage.end)).add(KG.exact, passage.exact)
    node.add(KG.prefix, text[max(0, passage.start - CONTEXT_LENGTH) : passage.start])
    return node.add(KG.suffix, text[passage.end : passage.end + CONTEXT_LENGTH]).quads


def _reference_quads(reference: Reference, doc: NamedNode, layer: NamedNode) -> list[Quad]:
    subject = iris.mint("ref", reference.id)
    node = _Describer(subject, layer).add(RDF.type, KG.Reference, BIRO.BibliographicReference).add(KG.inDocument, doc)
    node.add(KG.index, _integer(reference.index)).add(KG.raw, reference.raw)
    node.add(KG.start, _integer(reference.start)).add(KG.end, _integer(reference.end))
    for references in (KG.references, BIRO.references):
        node.add(references, _node(iris.mint("work", reference.work.id)))
    work = reference.work
    node.add(DCTERMS.title, work.title).add(KG.authorText, AUTHOR_SEPARATOR.join(work.authors) or None)
    node.add(KG.issuedText, work.issued).add(KG.container, work.container).add(KG.publisher, work.publisher)
    node.add(KG.volume, work.volume).add(KG.issue, work.issue).add(KG.pages, work.pages)
    node.add(KG.doi, work.doi).add(KG.url, work.url).add(KG.genre, work.type)
    for index in reference.same_as:
        node.add(KG.sameWorkAs, _node(iris.mint("ref", f"{reference.document}-{index}")))
    quads = node.quads
    for number, warning in enumerate(reference.warnings, 1):
        iri = iris.mint("warning", f"{reference.id}-{number}")
        quads += warning_quads(iri, subject, warning.kind, warning.message, warning.evidence, layer)
    return quads


def possibly_same(triples: Iterable[Quad | Triple]) -> dict[Iri, frozenset[Iri]]:
    """Return, for each thing that may be one with others, those others; the relation holds both ways."""
    found: dict[Iri, set[Iri]] = {}
    for triple in triples:
        if triple.predicate == KG.possiblySame:
            one, other = Iri(text_of(triple.subject)), Iri(text_of(triple.object))
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {iri: frozenset(others) for iri, others in found.items()}


def origin_quads(claim: Iri, origins: Iterable[Iri]) -> list[Quad]:
    """Say what a claim finally rests on."""
    return _Describer(claim, ORIGINS).add(KG.origin, *(_node(origin) for origin in sorted(origins))).quads


def held_quad(work: Iri, is_held: bool) -> Quad:
    """Say whether the text of a cited work is held, or only taken from the author who cites it."""
    return Quad(_node(work), KG.isHeld, _boolean(is_held), ORIGINS)


def warning_quads(iri: Iri, about: Iri, kind: str, message: str, evidence: str, layer: NamedNode) -> list[Quad]:
    """Describe one integrity warning and hang it on what it is about."""
    node = _Describer(iri, layer).add(RDF.type, KG.IntegrityWarning).add(KG.warningKind, kind)
    node.add(KG.message, message).add(KG.evidence, evidence)
    return [*node.quads, Quad(_node(about), KG.warning, _node(iri), layer)]


def wording_quads(wording: Wording) -> list[Quad]:
    """Describe what a stretch of a sentence may be called there, and what it excludes."""
    span = wording.passage
    node = _Describer(Iri(iris.mint("pass", span.id) + "-wording"), wordings_graph(span.document))
    node.add(RDF.type, KG.Wording).add(KG.inDocument, _node(iris.mint("doc", span.document)))
    node.add(KG.start, _integer(span.start)).add(KG.end, _integer(span.end))
    node.add(KG.wordingOf, _node(iris.mint("pass", wording.sentence.id)))
    node.add(KG.otherWordings, PHRASE_SEPARATOR.join(wording.same) or None)
    return node.add(KG.excludedWordings, PHRASE_SEPARATOR.join(wording.excluded) or None).quads


def work_quads(work: Work) -> list[Quad]:
    """Describe the identity of a cited work in the `works` layer, which documents share.

    What a work is called stands on the references that point at it, as each of them gives it.
    """
    node = _Describer(iris.mint("work", work.id), WORKS).add(RDF.type, KG.Work, FABIO.Expression).add(KG.doi, work.doi)
    return node.add(KG.page, normalised_url(work.url) if work.url and not work.doi else None).quads


def _citation_quads(citation: InTextCitation, document: Document, doc: NamedNode, layer: NamedNode) -> list[Quad]:
    scope = Passage.cut(document, citation.scope_start, citation.scope_end)
    node = _Describer(iris.mint("cite", citation.id), layer).add(
        RDF.type, KG.InTextCitation, C4O.InTextReferencePointer
    )
    node.add(KG.inDocument, doc)
    node.add(KG.citationText, citation.text).add(KG.start, _integer(citation.start)).add(KG.end, _integer(citation.end))
    node.add(KG.scope, _node(iris.mint("pass", scope.id))).add(KG.linkStatus, KG[citation.status.capitalize()])
    node.add(KG.linkReason, citation.reason)
    candidates = [_node(iris.mint("ref", f"{citation.document}-{index}")) for index in citation.references]
    best = candidates[:1] if citation.status is not LinkStatus.DANGLING else ()
    return node.add(KG.candidateReference, *candidates).add(KG.bestReference, *best).add(C4O.denotes, *best).quads


def claim_quads(claim: Claim) -> Iterator[Quad]:
    """Yield the claim and its proposition in the `claims` layer; passages belong to the document's."""
    proposition = claim.proposition
    node = _Describer(iris.mint("claim", claim.id), CLAIMS).add(RDF.type, KG.Claim)
    node.add(KG.asserts, _node(iris.mint("prop", proposition.id)))
    node.add(KG.statedIn, _node(iris.mint("doc", claim.document)))
    node.add(KG.passage, _node(iris.mint("pass", claim.passage.id)))
    node.add(KG.sentence, _node(iris.mint("pass", claim.sentence.id))).add(KG.quote, claim.passage.exact)
    node.add(KG.modality, individual(claim.modality)).add(KG.status, individual(claim.status))
    node.add(KG.hedge, claim.hedge).add(KG.attribution, claim.attribution).add(KG.note, claim.note)
    node.add(KG.attributedTo, _node(claim.attributed_to) if claim.attributed_to else None)
    node.add(KG.citation, *(_node(iris.mint("cite", citation)) for citation in claim.citations))
    node.add(KG.whitespaceTolerated, _boolean(claim.tolerated))
    node.add(KG.quantityText, proposition.quantity.text if proposition.quantity else None)
    node.add(KG.periodText, proposition.period.text if proposition.period else None)
    node.add(PROV.wasGeneratedBy, _node(iris.mint("run", f"annotation-{claim.document}")))
    yield from node.quads
    yield from _proposition_quads(proposition)


def _proposition_quads(proposition: Proposition) -> Iterator[Quad]:
    subject = iris.mint("prop", proposition.id)
    node = _Describer(subject, CLAIMS).add(RDF.type, KG.Proposition)
    node.add(KG.subject, _node(proposition.subject)).add(KG.predicate, _node(proposition.predicate))
    node.add(KG.object, _node(proposition.object) if proposition.object else None)
    node.add(KG.place, _node(proposition.place) if proposition.place else None)
    node.add(KG.regarding, _node(proposition.regarding) if proposition.regarding else None)
    node.add(KG.stage, individual(proposition.stage) if proposition.stage else None)
    node.add(KG.polarity, individual(proposition.polarity))
    if proposition.quantity:
        yield from _quantity_quads(Iri(subject + "-quantity"), proposition.quantity)
        node.add(KG.quantity, _node(subject + "-quantity"))
    if proposition.period:
        period = _Describer(Iri(subject + "-period"), CLAIMS).add(RDF.type, KG.Period)
        edtf = proposition.period.edtf
        period.add(KG.edtf, Literal(edtf, datatype=EDTF) if edtf else None)
        earliest, latest = bounds(edtf) if edtf else (None, None)
        period.add(KG.earliest, _date(earliest)).add(KG.latest, _date(latest))
        yield from period.add(KG.periodText, None if edtf else proposition.period.text.casefold()).quads
        node.add(KG.period, _node(subject + "-period"))
    yield from node.quads


def _quantity_quads(subject: Iri, quantity: Quantity) -> list[Quad]:
    unit = CURRENCY[quantity.unit] if quantity.unit in _CURRENCIES else UNIT[quantity.unit]
    node = _Describer(subject, CLAIMS).add(RDF.type, KG.Quantity).add(KG.unit, unit)
    node.add(KG.minimum, None if quantity.minimum is None else _decimal(quantity.minimum))
    node.add(KG.maximum, None if quantity.maximum is None else _decimal(quantity.maximum))
    node.add(KG.minimumExcluded, _boolean(True) if quantity.minimum_excluded else None)
    return node.add(KG.maximumExcluded, _boolean(True) if quantity.maximum_excluded else None).quads


def asserted_quad(proposition: Proposition) -> Quad | None:
    """Return the plain triple of an affirmative proposition, or None where it has no value to state."""
    if proposition.polarity is not Polarity.AFFIRMATIVE:
        return None
    value: Term | None = None
    if proposition.object:
        value = _node(proposition.object)
    elif proposition.quantity is None and proposition.period is not None and proposition.period.edtf:
        value = Literal(proposition.period.edtf, datatype=EDTF)
    return Quad(_node(proposition.subject), _node(proposition.predicate), value, ASSERTED) if value else None


def conflict_quads(conflict: Conflict) -> list[Quad]:
    """Describe a conflict and its sides in the `conflicts` layer."""
    iri = iris.mint("conflict", conflict.id)
    node = _Describer(iri, CONFLICTS).add(RDF.type, KG.Conflict)
    node.add(KG.conflictKind, KG[_camel(conflict.kind)]).add(KG.severity, KG[_camel(conflict.severity)])
    node.add(KG.topic, conflict.topic, *map(_node, conflict.about))
    node.add(KG.explanation, conflict.explanation).add(KG.settledBy, conflict.settled_by)
    quads = node.quads
    for number, side in enumerate(conflict.sides, 1):
        one = _Describer(Iri(f"{iri}-{number}"), CONFLICTS).add(RDF.type, KG.ConflictSide)
        one.add(KG.sideLabel, side.label).add(KG.sideValue, side.value)
        one.add(KG.sideClaim, *(_node(iris.mint("claim", claim.id)) for claim in side.claims))
        quads += [Quad(_node(iri), KG.side, one.subject, CONFLICTS), *one.quads]
    return quads


def _camel(value: str) -> str:
    return "".join(part.capitalize() for part in value.split("-"))


def run_quads(source: Source, annotated: str | None, inputs_sha256: str) -> list[Quad]:
    """Describe the act of annotation that a document's claims came from (PROV-O)."""
    document = source.document
    node = _Describer(iris.mint("run", f"annotation-{document.id}"), HISTORY).add(RDF.type, KG.Run, PROV.Activity)
    node.add(RDFS.label, f"Hand annotation of {document.id}").add(PROV.used, _node(iris.mint("doc", document.id)))
    node.add(KG.sha256, inputs_sha256)
    return node.add(PROV.endedAtTime, Literal(annotated, datatype=XSD.date) if annotated else None).quads


def written_quads(run: Iri, label: str, note: str, at: str, body_sha256: str) -> list[Quad]:
    """Describe an act of writing by hand (PROV-O)."""
    node = _Describer(run, HISTORY).add(RDF.type, KG.Run, PROV.Activity).add(RDFS.label, label).add(KG.note, note)
    return node.add(KG.sha256, body_sha256).add(PROV.endedAtTime, Literal(at, datatype=XSD.dateTime)).quads


def hash_quads(layer: NamedNode, sha256: str) -> list[Quad]:
    """Note what a layer was made from, so that an unchanged one is known without reading it."""
    return [Quad(layer, KG.contentHash, _text(sha256), HISTORY)]


def properties(rows: Iterable[tuple[Term, Term, Term]]) -> dict[str, dict[str, list[Term]]]:
    """Group subject-predicate-object rows by subject and predicate; blank nodes go by their label."""
    grouped: dict[str, dict[str, list[Term]]] = {}
    for subject, predicate, value in rows:
        grouped.setdefault(text_of(subject), {}).setdefault(text_of(predicate), []).append(value)
    return grouped


def text_of(term: Term) -> str:
    """Return the IRI, label or lexical form of a term."""
    return str(term) if isinstance(term, Triple) else term.value


def _one(node: Properties, predicate: NamedNode) -> Term | None:
    values = node.get(predicate.value)
    return values[0] if values else None


def _value(node: Properties, predicate: NamedNode) -> str | None:
    term = _one(node, predicate)
    return None if term is None else text_of(term)


def _required(node: Properties, predicate: NamedNode) -> str:
    value = _value(node, predicate)
    if value is None:
        raise KeyError(predicate.value)
    return value


def _iri(node: Properties, predicate: NamedNode) -> Iri | None:
    value = _value(node, predicate)
    return None if value is None else Iri(value)


def claim_from(iri: str, nodes: Mapping[str, Properties]) -> Claim:
    """Rebuild a claim from the properties of its node and of its proposition, passages and values."""
    node = nodes[iri]
    attributed = _value(node, KG.attributedTo)
    return Claim(
        proposition=_proposition_from(node, nodes),
        passage=_passage_from(nodes[_required(node, KG.passage)], nodes),
        sentence=_passage_from(nodes[_required(node, KG.sentence)], nodes),
        modality=Modality(_local(node[KG.modality.value][0])),
        hedge=_value(node, KG.hedge),
        attributed_to=Iri(attributed) if attributed else None,
        attribution=_value(node, KG.attribution),
        citations=tuple(
            sorted(
                (text_of(term).rsplit("/", 1)[-1] for term in node.get(KG.citation.value, ())),
                key=lambda cite: int(cite.rsplit("-", 1)[-1]),
            )
        ),
        status=Status(_local(node[KG.status.value][0])),
        tolerated=_value(node, KG.whitespaceTolerated) == "true",
        note=_value(node, KG.note),
    )


def _passage_from(node: Properties, nodes: Mapping[str, Properties]) -> Passage:
    document = _required(node, KG.inDocument)
    return Passage(
        document=DocumentId(document.rsplit("/", 1)[-1]),
        document_sha256=_required(nodes[document], KG.sha256),
        start=int(_required(node, KG.start)),
        end=int(_required(node, KG.end)),
        exact=_required(node, KG.exact),
    )


def _proposition_from(claim: Properties, nodes: Mapping[str, Properties]) -> Proposition:
    node = nodes[_required(claim, KG.asserts)]
    quantity, period = _value(node, KG.quantity), _value(node, KG.period)
    stage = _one(node, KG.stage)
    return Proposition(
        subject=Iri(_required(node, KG.subject)),
        predicate=Iri(_required(node, KG.predicate)),
        object=_iri(node, KG.object),
        quantity=_quantity_from(nodes[quantity], _value(claim, KG.quantityText) or "") if quantity else None,
        period=Period(_value(nodes[period], KG.edtf), _value(claim, KG.periodText) or "") if period else None,
        place=_iri(node, KG.place),
        stage=Stage(_local(stage)) if stage else None,
        regarding=_iri(node, KG.regarding),
        polarity=Polarity(_local(node[KG.polarity.value][0])),
    )


def _quantity_from(node: Properties, text: str) -> Quantity:
    minimum, maximum = _value(node, KG.minimum), _value(node, KG.maximum)
    return Quantity(
        minimum=None if minimum is None else float(minimum),
        maximum=None if maximum is None else float(maximum),
        unit=_required(node, KG.unit).rsplit("/", 1)[-1],
        text=text,
        minimum_excluded=_value(node, KG.minimumExcluded) == "true",
        maximum_excluded=_value(node, KG.maximumExcluded) == "true",
    )


def conflict_from(iri: str, nodes: Mapping[str, Properties], claims: Mapping[str, Claim]) -> Conflict:
    """Rebuild a conflict from the properties of its node and its sides, and from the claims by IRI."""
    node = nodes[iri]
    sides = sorted((text_of(term) for term in node[KG.side.value]), key=lambda side: int(side.rsplit("-", 1)[-1]))
    topics = node[KG.topic.value]
    return Conflict(
        kind=_named(ConflictKind, _required(node, KG.conflictKind)),
        severity=_named(Severity, _required(node, KG.severity)),
        topic=next(text_of(term) for term in topics if isinstance(term, Literal)),
        sides=tuple(_side_from(nodes[side], claims) for side in sides),
        explanation=_required(node, KG.explanation),
        settled_by=_required(node, KG.settledBy),
        about=tuple(sorted(Iri(text_of(term)) for term in topics if isinstance(term, NamedNode))),
    )


def _side_from(node: Properties, claims: Mapping[str, Claim]) -> Side:
    told = [claims[text_of(term)] for term in node.get(KG.sideClaim.value, ())]
    told.sort(key=lambda claim: (claim.document, claim.passage.start, claim.id))
    return Side(_required(node, KG.sideLabel), _required(node, KG.sideValue), tuple(told))


def _named(enum: type[E], iri: str) -> E:
    local = iri.rsplit("#", 1)[-1]
    return next(value for value in enum if _camel(value) == local)


def citation_from(iri: str, nodes: Mapping[str, Properties]) -> InTextCitation:
    """Rebuild an in-text citation from the properties of its node and of its scope."""
    node = nodes[iri]
    best = _value(node, KG.bestReference)
    candidates = sorted(int(text_of(term).rsplit("-", 1)[-1]) for term in node.get(KG.candidateReference.value, ()))
    if best:
        first = int(best.rsplit("-", 1)[-1])
        candidates = [first, *(index for index in candidates if index != first)]
    scope = nodes[_required(node, KG.scope)]
    return InTextCitation(
        document=DocumentId(_required(node, KG.inDocument).rsplit("/", 1)[-1]),
        text=_required(node, KG.citationText),
        start=int(_required(node, KG.start)),
        end=int(_required(node, KG.end)),
        scope_start=int(_required(scope, KG.start)),
        scope_end=int(_required(scope, KG.end)),
        status=LinkStatus(_local(node[KG.linkStatus.value][0])),
        reason=_required(node, KG.linkReason),
        references=tuple(candidates),
    )


def reference_from(iri: str, nodes: Mapping[str, Properties]) -> Reference:
    """Rebuild an entry of a reference list from the properties of its node, its work and its warnings."""
    node = nodes[iri]
    warnings = (nodes[text_of(term)] for term in sorted(node.get(KG.warning.value, ()), key=text_of))
    return Reference(
        document=DocumentId(_required(node, KG.inDocument).rsplit("/", 1)[-1]),
        index=int(_required(node, KG.index)),
        raw=_required(node, KG.raw),
        start=int(_required(node, KG.start)),
        end=int(_required(node, KG.end)),
        work=work_from(node),
        warnings=tuple(
            Warning(_required(w, KG.warningKind), _required(w, KG.message), _required(w, KG.evidence)) for w in warnings
        ),
        same_as=tuple(sorted(int(text_of(term).rsplit("-", 1)[-1]) for term in node.get(KG.sameWorkAs.value, ()))),
    )


def work_from(node: Properties) -> Work:
    """Rebuild a cited work from the reference that describes it."""
    return Work(
        title=_value(node, DCTERMS.title),
        authors=_authors(node),
        issued=_value(node, KG.issuedText),
        container=_value(node, KG.container),
        publisher=_value(node, KG.publisher),
        volume=_value(node, KG.volume),
        issue=_value(node, KG.issue),
        pages=_value(node, KG.pages),
        doi=_value(node, KG.doi),
        url=_value(node, KG.url),
        type=_required(node, KG.genre),
    )


def document_work_from(iri: str, node: Properties) -> Work:
    """Describe a document that is held as a work that can be cited."""
    genre = _required(node, KG.genre)
    return Work(
        title=_value(node, DCTERMS.title),
        authors=_authors(node),
        issued=_value(node, DCTERMS.issued),
        publisher=_value(node, DCTERMS.publisher),
        url=_value(node, KG.url) or iri,
        type="webpage" if "web" in genre else "document",
    )


def _authors(node: Properties) -> tuple[str, ...]:
    return tuple(author for author in (_value(node, KG.authorText) or "").split(AUTHOR_SEPARATOR) if author)
