"""Plain JSON of what the store knows, the same at the terminal and over HTTP."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from kg import iris
from kg.claims import Evidence
from kg.corroboration import Corroboration
from kg.explaining import Explanation
from kg.factcheck import Verdict
from kg.hops import Hop
from kg.ladder import Ladder
from kg.model import Claim, Conflict, InTextCitation, Iri, Quantity, Reference
from kg.origins import Standing
from kg.quotes import QuoteCheck
from kg.rdf import Term, text_of
from kg.vocabulary import Vocabulary

Json = dict[str, Any]


def entity_json(iri: Iri | None, vocabulary: Vocabulary) -> Json | None:
    """Present an entity, class or predicate as its IRI and preferred label."""
    return None if iri is None else {"id": iri, "label": vocabulary.label(iri)}


def quantity_json(quantity: Quantity | None) -> Json | None:
    """Present bounds, unit and the author's words; an excluded bound is named beside them."""
    if quantity is None:
        return None
    shown: Json = {
        "minimum": quantity.minimum, "maximum": quantity.maximum, "unit": quantity.unit, "text": quantity.text
    }  # fmt: skip
    excluded = [
        n for n, is_out in (("minimum", quantity.minimum_excluded), ("maximum", quantity.maximum_excluded)) if is_out
    ]
    return shown | ({"excluded": excluded} if excluded else {})


def reference_json(reference: Reference) -> Json:
    """Present an entry of a reference list in short."""
    return {
        "index": reference.index,
        "title": reference.work.title,
        "year": reference.work.issued,
        "raw": reference.raw,
    }


def citation_json(citation: InTextCitation, evidence: Evidence) -> Json:
    """Present an in-text citation with its place, status, reason and candidate entries, best first."""
    entries = (evidence.references.get(f"{citation.document}-{index}") for index in citation.references)
    return {
        "document": citation.document,
        "text": citation.text,
        "start": citation.start,
        "end": citation.end,
        "status": citation.status.value,
        "reason": citation.reason,
        "references": [reference_json(entry) for entry in entries if entry is not None],
    }


def claim_json(claim: Claim, evidence: Evidence, vocabulary: Vocabulary, source_files: dict[str, str]) -> Json:
    """Present a claim with its exact words, its place and its citation chain."""
    said = claim.proposition
    return {
        "id": iris.mint("claim", claim.id),
        "document": claim.document,
        "source_file": source_files.get(claim.document),
        "quote": claim.passage.exact,
        "start": claim.passage.start,
        "end": claim.passage.end,
        "subject": entity_json(said.subject, vocabulary),
        "predicate": entity_json(said.predicate, vocabulary),
        "object": entity_json(said.object, vocabulary),
        "quantity": quantity_json(said.quantity),
        "period": (said.period.edtf or said.period.text) if said.period else None,
        "period_text": said.period.text if said.period else None,
        "place": entity_json(said.place, vocabulary),
        "stage": said.stage.value if said.stage else None,
        "regarding": entity_json(said.regarding, vocabulary),
        "polarity": said.polarity.value,
        "modality": claim.modality.value,
        "hedge": claim.hedge,
        "attribution": _attribution_json(claim, vocabulary),
        "citations": [
            citation_json(evidence.citations[citation], evidence)
            for citation in claim.citations
            if citation in evidence.citations
        ],
        "status": claim.status.value,
    }


def _attribution_json(claim: Claim, vocabulary: Vocabulary) -> Json | None:
    if claim.attributed_to is None and claim.attribution is None:
        return None
    agent = entity_json(claim.attributed_to, vocabulary) or {"id": None, "label": None}
    return agent | {"text": claim.attribution}


def cell_json(term: Term | None, vocabulary: Vocabulary) -> Json | str | int | float | bool | None:
    """Present a term of an answer: what has an IRI as its IRI and name, a literal as the value that it stands for."""
    if isinstance(term, NamedNode):
        return {"id": term.value, "label": vocabulary.label(term.value)}
    return term_json(term)


def standing_json(standing: Standing) -> Json:
    """Present how many claims, documents and independent origins a proposition has, with the chain that shows why."""
    return {
        "proposition": standing.proposition,
        "statement": standing.statement,
        "claims": standing.claims,
        "documents": list(standing.documents),
        "independent_origins": standing.independent_origins,
        "verdict": standing.verdict,
        "origins": [
            {
                "origin": {"id": origin.origin, "label": origin.label},
                "taken_from_author": origin.taken_from_author,
                "chain": [
                    {"claim": link.claim, "quote": link.quote, "citation": link.citation, "reference": link.reference}
                    for link in origin.links
                ],
            }
            for origin in standing.origins
        ],
    }


def verdict_json(verdict: Verdict) -> Json:
    """Present a verdict with its evidence, reasoning and warnings."""
    shown: Json = {
        "statement": verdict.statement,
        "kind": verdict.kind.value,
        "verdict": verdict.verdict.value,
        "confidence": round(verdict.confidence, 3),
        "evidence": [
            {
                "claim": iris.mint("claim", item.claim) if item.claim else None,
                "document": item.document,
                "quote": item.quote,
                "start": item.start,
                "end": item.end,
                "stance": item.stance.value,
            }
            for item in verdict.evidence
        ],
        "reasoning": list(verdict.reasoning),
        "warnings": list(verdict.warnings),
    }
    return shown | ({"parts": [verdict_json(part) for part in verdict.parts]} if verdict.parts else {})


def quote_json(answer: QuoteCheck) -> Json:
    """Present the check of a quote."""
    return {
        "quote": answer.quote,
        "status": answer.status.value,
        "explanation": answer.explanation,
        "places": [
            {"document": one.document, "start": one.start, "end": one.end, "exact": one.exact} for one in answer.places
        ],
        "differences": [{"change": one.change.value, "words": one.words} for one in answer.differences],
    }


def csv_cell(value: Any) -> Any:
    """Return a value as CSV writes it: nothing for None, and true or false as XML Schema spells them."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def term_json(term: Term | None) -> str | int | float | bool | None:
    """Present a SPARQL term as the plain JSON value that it stands for."""
    if term is None:
        return None
    text = text_of(term)
    datatype = getattr(getattr(term, "datatype", None), "value", "").rsplit("#", 1)[-1]
    if datatype == "integer":
        return int(text)
    if datatype in ("decimal", "double", "float"):
        return float(text)
    return text == "true" if datatype == "boolean" else text


def quoted_json(claim: Claim) -> Json:
    """Present a claim in short: its IRI, its document and its words."""
    return {"id": iris.mint("claim", claim.id), "document": claim.document, "quote": claim.passage.exact}


def conflict_json(conflict: Conflict) -> Json:
    """Present a conflict with all its sides; the reference layer's side has no claims."""
    return {
        "id": iris.mint("conflict", conflict.id),
        "kind": conflict.kind.value,
        "severity": conflict.severity.value,
        "topic": conflict.topic,
        "sides": [
            {"label": side.label, "value": side.value, "claims": [quoted_json(claim) for claim in side.claims]}
            for side in conflict.sides
        ],
        "explanation": conflict.explanation,
        "settled_by": conflict.settled_by,
    }


def corroboration_json(one: Corroboration) -> Json:
    """Present the standing of a proposition: claims on every side and the number of independent origins."""
    return {
        "proposition": iris.mint("prop", one.proposition.id),
        "statement": one.statement,
        "claims": [quoted_json(claim) for claim in one.claims],
        "against": [quoted_json(claim) for claim in one.against],
        "otherwise": [quoted_json(claim) for claim in one.otherwise],
        "restatements": [quoted_json(claim) for claim in one.restatements],
        "independent_origins": one.origins,
    }


def hop_json(hop: Hop, vocabulary: Vocabulary) -> Json:
    """Present one step of the ladder: the earlier measure, the later one, and in whose words."""
    return {
        "earlier": entity_json(hop.earlier, vocabulary),
        "later": entity_json(hop.later, vocabulary),
        "retaliation": hop.retaliation,
        "order": hop.order.value,
        "modality": hop.modality.value,
        "origins": hop.origins,
        "claims": [quoted_json(claim) for claim in hop.claims],
        "dates": [quoted_json(claim) for claim in hop.dates],
    }


def ladder_json(ladder: Ladder, vocabulary: Vocabulary) -> Json:
    """Present chains of measures, what may be the same, circles, and what no document dates."""
    return {
        "chains": [
            {
                "hops": [hop_json(hop, vocabulary) for hop in chain.hops],
                "possibly_same": [
                    {"one": entity_json(b.one, vocabulary), "other": entity_json(b.other, vocabulary), "after": b.after}
                    for b in chain.bridges
                ],
                "weakest": hop_json(chain.weakest, vocabulary),
                "weakness": chain.weakness,
            }
            for chain in ladder.chains
        ],
        "circles": [[entity_json(iri, vocabulary) for iri in circle] for circle in ladder.circles],
        "undated": [{"measure": entity_json(u.measure, vocabulary), "words": list(u.words)} for u in ladder.undated],
        "possibly_same": [[entity_json(iri, vocabulary) for iri in pair] for pair in ladder.possibly_same],
    }


def explanation_json(explanation: Explanation) -> Json:
    """Present why a triple holds, down to claims, reference facts and axioms."""
    return {
        "statement": explanation.text,
        "axiom": explanation.axiom,
        "premises": [explanation_json(premise) for premise in explanation.premises],
        "claims": [quoted_json(claim) for claim in explanation.claims],
        "sources": list(explanation.sources),
    }
