"""Small documents with planted disagreements, as claims over the real ontology and reference layer."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from kg import iris
from kg.conflicts.detection import find_conflicts
from kg.conflicts.ground import Ground
from kg.model import Claim, Conflict, Document, DocumentId, Iri, Passage, Period, Proposition, Quantity
from kg.reasoning.closure import materialise
from kg.reasoning.layers import FACTUAL
from kg.reasoning.trust import plain_triple, untrusted
from kg.text.quantities import read_quantities
from kg.vocabulary import build_vocabulary, read_triples, turtle_files

ROOT = Path(__file__).resolve().parents[3]
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in iris.PREFIXES.items())
ENTITIES = """
    policy:duty a kg:Tariff ; skos:prefLabel "duty"@en . policy:levy a kg:Tariff ; skos:prefLabel "levy"@en .
    policy:ban a kg:ExportControl ; skos:prefLabel "ban"@en .
    policy:curb a kg:ExportControl ; skos:prefLabel "curb"@en .
    policy:easing a kg:EasingMeasure ; skos:prefLabel "easing"@en .
    policy:duty kg:possiblySame policy:levy .
    org:alpha a kg:Company ; skos:prefLabel "Alpha"@en . org:beta a kg:Company ; skos:prefLabel "Beta"@en .
    facility:pit a kg:Mine ; skos:prefLabel "the pit"@en . product:magnets a kg:Product ; skos:prefLabel "magnets"@en .
"""


def iri(curie: str) -> Iri:
    expanded = iris.expand(curie)
    assert expanded is not None, curie
    return expanded


@cache
def background() -> tuple[Triple, ...]:
    own = [Triple(q.subject, q.predicate, q.object) for q in parse(PREFIXES + ENTITIES, format=RdfFormat.TURTLE)]
    return (*read_triples(turtle_files(ROOT / "ontology")), *own)


def claim(text: str, document: str = "one", *, quantity: str = "", when: str = "", **fields: object) -> Claim:
    """Make the claim "subject predicate object" (or "… -" for none) of a document of one sentence."""
    subject, predicate, value = text.split()
    said = " ".join(filter(None, (text, quantity, when, str(fields.get("regarding", "")))))
    held = Document(DocumentId(document), said, document.ljust(64, "0"), "", (), None, None, "", "")
    passage = Passage.cut(held, 0, len(said))
    parts = {name: fields.pop(name) for name in list(fields) if name in Proposition.__slots__}
    for name in ("place", "regarding"):
        if name in parts:
            parts[name] = iri(str(parts[name]))
    proposition = Proposition(
        iri(subject),
        iri(predicate),
        None if value == "-" else iri(value),
        quantity=_quantity(quantity) if quantity else None,
        period=Period(when, when) if when[:1].isdigit() or when[:1] == "X" else Period(None, when) if when else None,
        **parts,  # type: ignore[arg-type]
    )
    return Claim(proposition, passage, passage, **fields)  # type: ignore[arg-type]


def _quantity(text: str) -> Quantity:
    if text.isdigit():
        return Quantity(float(text), float(text), "NUM", text)
    (mention,) = read_quantities(text)
    return mention.quantity


def ground(*claims: Claim) -> Ground:
    excluded = {conflict.statement for conflict in untrusted(background(), claims)}
    facts = [plain_triple(claim.proposition) for claim in claims if claim.modality in FACTUAL]
    trusted = [fact for fact in facts if fact is not None and fact not in excluded]
    return Ground(claims, build_vocabulary(background()), materialise([*background(), *trusted]))


def conflicts(*claims: Claim) -> tuple[Conflict, ...]:
    return find_conflicts(ground(*claims), untrusted(background(), claims))
