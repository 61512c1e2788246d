"""Warnings beside a verdict: lost citations, sources that the reference layer contradicts, single origins."""

from __future__ import annotations

from collections.abc import Iterator

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.membership import exclude_each_other
from kg.factcheck.verdicts import Label, Stance, Verdict
from kg.model import Claim, LinkStatus, Modality, Polarity
from kg.vocabulary import IS_A


def warnings_for(verdict: Verdict, base: KnowledgeBase) -> tuple[str, ...]:
    """Return what a reader should know about the quotes of a verdict; warnings never change it."""
    wanted = {item.claim for item in verdict.evidence if item.claim and item.stance is not Stance.RELATED}
    claims = [claim for claim in base.keep("claims", lambda: _by_id(base)).values() if claim.id in wanted]
    found = [*_citations(claims, base), *_contradicted(claims, base), *_modality(claims)]
    documents = {item.document for item in verdict.evidence if item.stance is Stance.SUPPORTS}
    if verdict.verdict is Label.SUPPORTED and len(documents) == 1:
        found.append(f"one document says so ({next(iter(documents))}), and no other confirms it")
    return tuple(dict.fromkeys(found))


def _by_id(base: KnowledgeBase) -> dict[str, Claim]:
    return {claim.id: claim for sentence in base.sentences for claim in sentence.claims}


def _citations(claims: list[Claim], base: KnowledgeBase) -> Iterator[str]:
    for claim in claims:
        for citation in claim.citations:
            known = base.citations.get(citation)
            if known is not None and known.status is not LinkStatus.RESOLVED:
                state = "leads to no entry" if known.status is LinkStatus.DANGLING else "may mean several entries"
                yield f"the citation {' '.join(known.text.split())} in {claim.document} {state} of the reference list"


def _contradicted(claims: list[Claim], base: KnowledgeBase) -> Iterator[str]:
    vocabulary = base.vocabulary
    for claim in claims:
        said = claim.proposition
        if said.predicate != IS_A.iri or said.object is None or said.polarity is not Polarity.AFFIRMATIVE:
            continue
        own = vocabulary.entities[said.subject].types if said.subject in vocabulary.entities else ()
        excluded = [kind for kind in own if exclude_each_other(kind, said.object, base)]
        if excluded:
            label, kind = vocabulary.label(said.subject), vocabulary.label(excluded[0])
            yield f"the reference layer counts {label} as {kind}, against {claim.document}"
        elif own and said.object not in vocabulary.classes_of(said.subject) and base.is_closed(said.object):
            yield (
                f"the reference layer does not count {vocabulary.label(said.subject)} as"
                f" {vocabulary.label(said.object)}"
            )


def _modality(claims: list[Claim]) -> Iterator[str]:
    for claim in claims:
        if claim.modality in (Modality.HEDGED, Modality.FORECAST):
            yield (
                f"{claim.document} hedges what it says (“{claim.hedge}”)"
                if claim.hedge
                else f"{claim.document} hedges what it says"
            )
        elif claim.modality is Modality.REPORTED:
            yield f"{claim.document} reports this from others" + (
                f" ({claim.attribution})" if claim.attribution else ""
            )
