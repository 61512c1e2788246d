"""The IRIs that Assay mints, and the short forms (CURIEs) by which files and terminals write them."""

from __future__ import annotations

from kg.model import ID_LENGTH, Iri

KG = "https://w3id.org/assay/kg#"
BASE = "https://w3id.org/assay/"
ID = BASE + "id/"
GRAPH = BASE + "graph/"

ENTITY_KINDS = (
    "country", "element", "material", "place", "org", "person", "facility", "policy", "event",
    "product", "technology", "application", "concept", "aggregate", "group",
)  # fmt: skip
RECORD_KINDS = ("doc", "claim", "prop", "pass", "cite", "ref", "work", "conflict", "run", "warning")

PREFIXES: dict[str, str] = {
    "kg": KG,
    **{kind: f"{ID}{kind}/" for kind in (*ENTITY_KINDS, *RECORD_KINDS)},
    "graph": GRAPH,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "cito": "http://purl.org/spar/cito/",
    "fabio": "http://purl.org/spar/fabio/",
    "biro": "http://purl.org/spar/biro/",
    "c4o": "http://purl.org/spar/c4o/",
    "sh": "http://www.w3.org/ns/shacl#",
    "schema": "https://schema.org/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}


def expand(curie: str) -> Iri | None:
    """Return the IRI of a CURIE whose prefix is known, of an absolute IRI, or None.

    >>> expand("country:china")
    'https://w3id.org/assay/id/country/china'
    """
    if curie.startswith(("http://", "https://")):
        return Iri(curie)
    if curie == "a":
        return Iri(PREFIXES["rdf"] + "type")
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES or not local or any(c.isspace() for c in local):
        return None
    return Iri(PREFIXES[prefix] + local)


def compact(iri: str) -> str:
    """Return the CURIE of an IRI, or the IRI where no prefix fits.

    >>> compact("https://w3id.org/assay/kg#Claim")
    'kg:Claim'
    """
    best = max((p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default=None)
    if best is None or "/" in iri[len(PREFIXES[best]) :]:
        return iri
    return f"{best}:{iri[len(PREFIXES[best]) :]}"


def mint(kind: str, local: str) -> Iri:
    """Return the IRI of a record, e.g. mint("claim", claim.id)."""
    return Iri(PREFIXES[kind] + local)


def graph(layer: str) -> Iri:
    """Return the IRI of a layer: ontology, reference, claims, asserted, inferred, history or documents/<slug>."""
    return Iri(GRAPH + layer)


def claim(name: str) -> Iri | None:
    """Return the IRI of a claim for its IRI, its CURIE or its bare hash, or None for anything else."""
    expanded = expand(name)
    if expanded is None and len(name) == ID_LENGTH and all(c in "0123456789abcdef" for c in name):
        expanded = mint("claim", name)
    return expanded if expanded is not None and expanded.startswith(PREFIXES["claim"]) else None
