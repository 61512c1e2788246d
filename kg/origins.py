"""Origins: what a claim finally rests on, and how many of the claims of a proposition are independent.

A claim rests on the works that its citations resolve to and on the agent that its prose names; where it
has neither, on its document's own word. Claims that share any of these are one origin, and so is a text
that its own document repeats without another source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import iris
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, Evidence, find_claims, load_evidence
from kg.model import Claim, InTextCitation, Iri, LinkStatus, Proposition, Reference
from kg.rdf import KG, text_of
from kg.vocabulary import Vocabulary

NONE_GIVEN = "no origin given"
SINGLE = "single origin"
SEVERAL = "several origins"


@dataclass(frozen=True, slots=True)
class Link:
    """How one claim reaches an origin: by which citation and entry, or by the name in its prose."""

    claim: Iri
    quote: str
    citation: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class Origin:
    """A work, an agent or a document, with the links that lead to it.

    What is not held was not read: it is `taken_from_author`, on the word of the document that cites it.
    """

    origin: Iri
    label: str
    links: tuple[Link, ...]
    taken_from_author: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """On what a proposition rests."""

    proposition: Iri
    statement: str
    claims: int
    documents: tuple[str, ...]
    independent_origins: int
    verdict: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True)
class Sources:
    """The citation apparatus by id, with the vocabulary that tells a named agent from 'analysts'."""

    citations: Mapping[str, InTextCitation]
    references: Mapping[str, Reference]
    vocabulary: Vocabulary

    def cited(self, claim: Claim) -> list[tuple[InTextCitation, Reference]]:
        """Return the citations of a claim that lead to an entry, each with the entry that it means."""
        found = []
        for name in claim.citations:
            citation = self.citations.get(name)
            if citation is not None and citation.status is not LinkStatus.DANGLING:
                reference = self.references.get(f"{citation.document}-{citation.references[0]}")
                if reference is not None:
                    found.append((citation, reference))
        return found

    def work(self, reference: Reference) -> Iri:
        """Return the work of an entry, the same for all entries that point at it."""
        first = min((reference.index, *reference.same_as))
        return iris.mint("work", self.references.get(f"{reference.document}-{first}", reference).work.id)

    def agent(self, claim: Claim) -> Iri | None:
        """Return the agent that the prose names, unless it is a crowd without a name."""
        agent = claim.attributed_to
        return None if agent is None or KG.ActorGroup.value in self.vocabulary.classes_of(agent) else agent

    def of(self, claim: Claim) -> frozenset[Iri]:
        """Return the works and the agent that a claim rests on; empty where no origin is given."""
        agent = self.agent(claim)
        works = {self.work(reference) for _, reference in self.cited(claim)}
        return frozenset(works | ({agent} if agent else set()))

    def independent(self, claims: Iterable[Claim]) -> list[list[Claim]]:
        """Split claims into sets that share no origin; what one set says counts once.

        A claim without an origin joins the others of its document, as a repetition of them.
        """
        told = sorted(claims, key=lambda claim: not self.of(claim))
        sourced = {claim.document for claim in told if self.of(claim)}
        sets: list[tuple[set[str], list[Claim]]] = []
        for claim in told:
            keys = {str(origin) for origin in self.of(claim)}
            if not keys and claim.document not in sourced:
                keys = {claim.document}
            touching = [one for one in sets if one[0] & keys or (not keys and one[1][0].document == claim.document)]
            if not keys:
                touching = touching[:1]
            sets = [one for one in sets if one not in touching]
            joined = [other for one in touching for other in one[1]]
            sets.append((keys.union(*(one[0] for one in touching)), [*joined, claim]))
        return [found for _, found in sets]


def find_standings(catalogue: Catalogue, name: str) -> list[Standing]:
    """Return the standing of a claim's proposition, of a proposition, or of all that is said about an entity."""
    evidence = load_evidence(catalogue.reader, _claims(catalogue, name))
    groups: dict[str, list[Claim]] = {}
    for claim in evidence.claims:
        groups.setdefault(claim.proposition.id, []).append(claim)
    rows = catalogue.reader.select("SELECT ?work { ?work kg:isHeld true }").rows
    held = frozenset(Iri(text_of(row[0])) for row in rows if row[0] is not None)
    return [_standing(group, evidence, catalogue.vocabulary, held) for group in groups.values()]


def _claims(catalogue: Catalogue, name: str) -> list[Iri]:
    expanded = iris.expand(name) or Iri("")
    if expanded.startswith(iris.PREFIXES["claim"]):
        (claim,) = load_evidence(catalogue.reader, [expanded]).claims
        expanded = iris.mint("prop", claim.proposition.id)
    if expanded.startswith(iris.PREFIXES["prop"]):
        return find_claims(catalogue.reader, ClaimFilter(proposition=expanded))
    return find_claims(catalogue.reader, ClaimFilter(entities=catalogue.vocabulary.resolve_all(name)))


def _standing(claims: Sequence[Claim], evidence: Evidence, vocabulary: Vocabulary, held: frozenset[Iri]) -> Standing:
    sources = Sources(evidence.citations, evidence.references, vocabulary)
    independent = len(sources.independent(claims))
    given = any(sources.of(claim) for claim in claims)
    return Standing(
        proposition=iris.mint("prop", claims[0].proposition.id),
        statement=statement(claims[0].proposition, vocabulary),
        claims=len(claims),
        documents=tuple(dict.fromkeys(claim.document for claim in claims)),
        independent_origins=independent if given else 0,
        verdict=NONE_GIVEN if not given else SINGLE if independent == 1 else SEVERAL,
        origins=_origins(claims, sources, held),
    )


def _origins(claims: Sequence[Claim], sources: Sources, held: frozenset[Iri]) -> tuple[Origin, ...]:
    links: dict[Iri, list[Link]] = {}
    labels: dict[Iri, str] = {}
    own = {iris.mint("doc", claim.document) for claim in claims}
    for claim in claims:
        iri, quote = iris.mint("claim", claim.id), claim.passage.exact
        for citation, reference in sources.cited(claim):
            work = sources.work(reference)
            links.setdefault(work, []).append(Link(iri, quote, citation.text, reference.raw))
            labels[work] = reference.work.title or reference.raw
        agent = sources.agent(claim)
        if agent:
            links.setdefault(agent, []).append(Link(iri, quote, claim.attribution, None))
            labels[agent] = sources.vocabulary.label(agent)
        if not sources.of(claim):
            document = iris.mint("doc", claim.document)
            links.setdefault(document, []).append(Link(iri, quote, None, None))
            labels[document] = f"{claim.document}, in its own words"
    return tuple(
        Origin(origin, labels[origin], tuple(found), origin not in held | own) for origin, found in links.items()
    )


def statement(said: Proposition, vocabulary: Vocabulary) -> str:
    """Put a proposition into words: subject, predicate, object, quantity and scope."""
    parts = [
        vocabulary.label(said.subject),
        "not" if said.polarity == "negative" else "",
        vocabulary.label(said.predicate),
    ]
    parts += [vocabulary.label(said.object) if said.object else "", said.quantity.text if said.quantity else ""]
    scope = [said.period.text if said.period else "", said.stage.value if said.stage else ""]
    scope += [vocabulary.label(iri) for iri in (said.place, said.regarding) if iri]
    limits = ", ".join(part for part in scope if part)
    return " ".join(part for part in parts if part) + (f" ({limits})" if limits else "")
