"""Claims and passages in the forms in which others exchange them.

Nanopublications (nanopub.net, TriG), ClaimReview (schema.org), Web Annotations (W3C), and RDF 1.2 with reifiers.
"""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg import iris
from kg.documents import DocumentRecord, PassageRecord
from kg.model import Claim, Proposition
from kg.rdf import DCTERMS, PROV, RDF, Namespace, asserted_quad

NP = Namespace("http://www.nanopub.org/nschema#")
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PUBLISHER = {"@type": "Organization", "name": "Assay", "url": iris.BASE}


def nanopublication(claim: Claim, described: list[Triple]) -> list[Quad]:
    """Return a claim as a nanopublication: the assertion, where it comes from, and who publishes it.

    `described` are the claim's triples; they are the provenance. The assertion is the plain triple where there is
    one, else the proposition as a node.
    """
    claim_iri = iris.mint("claim", claim.id)
    base = f"{claim_iri}#"
    head, assertion, provenance, pubinfo = (NamedNode(base + part) for part in ("head", "assertion", "prov", "pub"))
    this = NamedNode(base + "nanopub")
    plain = asserted_quad(claim.proposition)
    asserted = [Triple(plain.subject, plain.predicate, plain.object)] if plain is not None else []
    proposition = iris.mint("prop", claim.proposition.id)
    about = [t for t in described if isinstance(t.subject, NamedNode) and t.subject.value.startswith(proposition)]
    others = [t for t in described if t not in about]
    quads = [
        Quad(this, RDF.type, NP.Nanopublication, head),
        Quad(this, NP.hasAssertion, assertion, head),
        Quad(this, NP.hasProvenance, provenance, head),
        Quad(this, NP.hasPublicationInfo, pubinfo, head),
        *(Quad(t.subject, t.predicate, t.object, assertion) for t in asserted or about),
        Quad(assertion, PROV.wasDerivedFrom, NamedNode(iris.mint("pass", claim.passage.id)), provenance),
        Quad(assertion, PROV.hadPrimarySource, NamedNode(iris.mint("doc", claim.document)), provenance),
        *(Quad(t.subject, t.predicate, t.object, provenance) for t in [*others, *(about if asserted else [])]),
        Quad(this, DCTERMS.creator, NamedNode(iris.BASE), pubinfo),
        Quad(this, DCTERMS.source, NamedNode(claim_iri), pubinfo),
    ]
    return list(dict.fromkeys(quads))


def reified(claim: Claim, described: list[Triple]) -> list[Triple]:
    """Return a claim in RDF 1.2: the claim reifies its triple, whether or not anybody asserts that triple."""
    said = _triple(claim.proposition)
    if said is None:
        return described
    return [Triple(NamedNode(iris.mint("claim", claim.id)), RDF.reifies, said), *described]


def _triple(proposition: Proposition) -> Triple | None:
    """Return subject, predicate and value; a quantity that has no other value stands in the author's words."""
    value: NamedNode | Literal | None = None
    if proposition.object:
        value = NamedNode(proposition.object)
    elif proposition.quantity:
        value = Literal(proposition.quantity.text)
    elif proposition.period:
        value = Literal(proposition.period.edtf or proposition.period.text)
    if value is None:
        return None
    return Triple(NamedNode(proposition.subject), NamedNode(proposition.predicate), value)


def claim_review(claim: Claim, document: DocumentRecord, statement: str, page: str) -> dict[str, Any]:
    """Return a claim as schema.org ClaimReview: what was reviewed is that the document says so, in these words."""
    appearance: dict[str, Any] = {
        "@type": "CreativeWork", "@id": document.iri, "name": document.title,
        "author": [{"@type": "Person", "name": name} for name in document.authors],
    }  # fmt: skip
    appearance |= {key: value for key, value in (("datePublished", document.issued), ("url", document.url)) if value}
    reviewed: dict[str, Any] = {
        "@type": "Claim", "@id": iris.mint("claim", claim.id), "text": claim.passage.exact, "appearance": appearance,
    }  # fmt: skip
    if claim.attribution:
        reviewed["author"] = {"@type": "Thing", "name": claim.attribution}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": page,
        "author": PUBLISHER,
        "claimReviewed": statement,
        "itemReviewed": reviewed,
        "reviewRating": {
            "@type": "Rating",
            "alternateName": f"Stated by its source ({claim.modality.value}); whether it is true is not rated",
        },
        "reviewBody": "The quoted words were compared with the document, character for character.",
    }


def web_annotation(passage: PassageRecord, document: DocumentRecord) -> dict[str, Any]:
    """Return a passage as a Web Annotation whose bodies are the claims that stand in it."""
    quote = {"type": "TextQuoteSelector", "exact": passage.exact, "prefix": passage.prefix, "suffix": passage.suffix}
    source = {"id": document.iri, "type": "Text", "dcterms:title": document.title, "format": "text/plain"}
    shown: dict[str, Any] = {
        "@context": ANNOTATION_CONTEXT,
        "id": f"{passage.iri}#annotation",
        "type": "Annotation",
        "motivation": "identifying" if passage.claims else "highlighting",
        "target": {
            "id": passage.iri,
            "type": "SpecificResource",
            "source": source,
            "selector": [quote, {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}],
        },
    }
    return shown | ({"body": [{"id": claim} for claim in passage.claims]} if passage.claims else {})
