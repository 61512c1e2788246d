"""What conflict detection stands on: the claims, the names of things, what follows, and where claims come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg import iris
from kg.model import Claim, InTextCitation, Iri, Modality, Reference, Status
from kg.origins import Sources
from kg.rdf import KG, SKOS
from kg.reasoning.closure import Closure
from kg.vocabulary import Vocabulary

UNFULFILLED = frozenset({Modality.FORECAST, Modality.NORMATIVE})


@dataclass(frozen=True)
class Ground:
    """Accepted claims, the vocabulary, the closure of what is trusted, and the citation apparatus by id."""

    claims: Sequence[Claim]
    vocabulary: Vocabulary
    closure: Closure
    citations: Mapping[str, InTextCitation] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)

    @cached_property
    def accepted(self) -> tuple[Claim, ...]:
        return tuple(claim for claim in self.claims if claim.status is Status.ACCEPTED)

    @cached_property
    def _by_subject(self) -> Mapping[Iri, list[Claim]]:
        found: dict[Iri, list[Claim]] = {}
        for claim in self.accepted:
            found.setdefault(claim.proposition.subject, []).append(claim)
        return found

    def about(self, subject: Iri) -> Sequence[Claim]:
        """Return the accepted claims with this subject."""
        return self._by_subject.get(subject, ())

    def label(self, iri: str | None) -> str:
        return self.vocabulary.label(iri) if iri else ""

    def possibly_same(self, one: Iri, other: Iri) -> bool:
        """Tell whether two things are one, or somebody noted that they may be."""
        return one == other or other in self.closure.objects(one, KG.possiblySame)

    def wholes(self, iri: Iri) -> frozenset[Iri]:
        """Return a thing with all that it is a kind, member or part of."""
        if iri not in self._wholes:
            self._wholes[iri] = self._climb(iri)
        return self._wholes[iri]

    @cached_property
    def _wholes(self) -> dict[Iri, frozenset[Iri]]:
        return {}

    def _climb(self, iri: Iri) -> frozenset[Iri]:
        found = {iri}
        waiting = [iri]
        while waiting:
            node = waiting.pop()
            for relation in (SKOS.broader, KG.memberOf, KG.partOf):
                new = self.closure.objects(node, relation) - found
                found |= new
                waiting += new
        return frozenset(found)

    def meet(self, ones: Iterable[Iri], others: Iterable[Iri]) -> bool:
        """Tell whether something of one set may be, includes or belongs to something of the other."""
        mine, theirs = set(ones), set(others)
        return any(self.reach(one) & theirs for one in mine) or any(self.reach(other) & mine for other in theirs)

    def reach(self, iri: Iri) -> frozenset[Iri]:
        """Return what a thing is, may be, or is a kind, member or part of."""
        return self.wholes(iri) | self.closure.objects(iri, KG.possiblySame)

    def overlap(self, one: Iri, other: Iri) -> bool:
        """Tell whether one thing is, includes or belongs to the other."""
        return one in self.wholes(other) or other in self.wholes(one)

    @cached_property
    def sources(self) -> Sources:
        """Return the citation apparatus that tells on what claims rest."""
        return Sources(self.citations, self.references, self.vocabulary)

    def origins(self, claim: Claim) -> frozenset[Iri]:
        """Return what a claim finally rests on: works and agents, else its own document."""
        return self.sources.of(claim) or frozenset({iris.mint("doc", claim.document)})
