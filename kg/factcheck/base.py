"""The knowledge base that statements are checked against: sentences with their claims, names and a text index."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from kg import iris
from kg.claims import ClaimFilter, find_claims, load_evidence, load_vocabulary
from kg.conflicts.stored import load_conflicts
from kg.factcheck.phrasebook import Phrasebook, phrasebook
from kg.factcheck.terms import Names, Terms, Unit, read_terms
from kg.model import Claim, Conflict, ConflictKind, InTextCitation, Iri, Quantity, Severity, Wording
from kg.rdf import text_of
from kg.search import Entry, SearchIndex
from kg.stores.base import Reader
from kg.text.names import NameIndex
from kg.text.periods import PeriodMention, read_periods
from kg.text.quantities import QuantityMention, read_quantities
from kg.vocabulary import Vocabulary
from kg.wordings import Key, load_wordings

PROPER_KINDS = ("country", "place", "org", "person", "element", "material", "facility")
COMMON_KINDS = ("group", "product", "technology", "application", "aggregate", "concept")
TITLED_KINDS = ("policy", "event")
SHORT_WORD = 3
SMALL_BASE = 600
CANDIDATES, RAREST = 60, 8
PROPER_WEIGHT, COMMON_WEIGHT, RARITY_SLOPE = 1.2, 0.4, 1.25

Kept = TypeVar("Kept")

_SILENT = """SELECT ?slug ?start ?end ?exact { ?skip a kg:Skip ; kg:sentence ?passage ; kg:statedIn ?document .
?document kg:slug ?slug . ?passage kg:start ?start ; kg:end ?end ; kg:exact ?exact }"""
_BROADER = "SELECT ?narrow ?broad { ?narrow kg:actsFor|kg:inCountry|kg:ofActor|kg:phaseOf ?broad }"


@dataclass(frozen=True, slots=True)
class SourceSentence:
    """A sentence of a document with the claims that were read in it; `place` is its number in the base."""

    place: int
    document: str
    start: int
    end: int
    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """What a sentence says, term by term: own words, what its claims are about, figures and times."""

    terms: Terms
    names: frozenset[Iri]
    broader: frozenset[Iri]
    label_stems: frozenset[str]
    label_sets: frozenset[int]
    quantities: tuple[QuantityMention, ...]
    periods: tuple[PeriodMention, ...]


@dataclass(frozen=True)
class KnowledgeBase:
    """Claims and silent sentences of all documents with the vocabulary that names them."""

    vocabulary: Vocabulary
    sentences: tuple[SourceSentence, ...]
    broader: Mapping[Iri, frozenset[Iri]]
    citations: Mapping[str, InTextCitation]
    rivals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wordings: Mapping[Key, tuple[Wording, ...]] = field(default_factory=dict)
    _read: dict[int, ReadSentence] = field(default_factory=dict, compare=False)
    _label_terms: dict[Iri, Terms] = field(default_factory=dict, compare=False)
    _kept: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def from_reader(cls, reader: Reader, vocabulary: Vocabulary | None = None) -> KnowledgeBase:
        """Read all claims, silent sentences and names from a store."""
        evidence = load_evidence(reader, find_claims(reader, ClaimFilter()))
        silent = [
            (text_of(slug), int(text_of(start)), int(text_of(end)), text_of(exact))
            for slug, start, end, exact in reader.select(_SILENT).rows
            if slug is not None and start is not None and end is not None and exact is not None
        ]
        broader: dict[Iri, set[Iri]] = {}
        for narrow, broad in reader.select(_BROADER).rows:
            if narrow is not None and broad is not None:
                broader.setdefault(Iri(text_of(narrow)), set()).add(Iri(text_of(broad)))
        return cls.build(
            evidence.claims,
            silent,
            vocabulary or load_vocabulary(reader),
            {narrow: frozenset(broad) for narrow, broad in broader.items()},
            evidence.citations,
            rivals_of(load_conflicts(reader)),
            load_wordings(reader),
        )

    @classmethod
    def build(
        cls,
        claims: Iterable[Claim],
        silent: Iterable[tuple[str, int, int, str]],
        vocabulary: Vocabulary,
        broader: Mapping[Iri, frozenset[Iri]],
        citations: Mapping[str, InTextCitation],
        rivals: Mapping[str, frozenset[str]] | None = None,
        wordings: Mapping[Key, tuple[Wording, ...]] | None = None,
    ) -> KnowledgeBase:
        """Group claims by their sentence; silent sentences are (document, start, end, text)."""
        grouped: dict[tuple[str, int, int, str], list[Claim]] = {key: [] for key in silent}
        claims = list(claims)
        merged = {thing: set(others) for thing, others in broader.items()}
        for thing, others in _authors(claims, vocabulary).items():
            merged.setdefault(thing, set()).update(others)
        broader = {thing: frozenset(others) for thing, others in merged.items()}
        for claim in claims:
            place = claim.sentence
            grouped.setdefault((str(claim.document), place.start, place.end, place.exact), []).append(claim)
        sentences = tuple(
            SourceSentence(number, document, start, end, text, tuple(grouped[(document, start, end, text)]))
            for number, (document, start, end, text) in enumerate(sorted(grouped))
        )
        return cls(vocabulary, sentences, broader, citations, rivals or {}, wordings or {})

    @cached_property
    def proper_names(self) -> NameIndex:
        named = [
            (name, entity.iri)
            for entity in self.vocabulary.entities.values()
            for name in (entity.label, *entity.names)
            if kind_of(entity.iri) in PROPER_KINDS or (kind_of(entity.iri) in TITLED_KINDS and _is_title(name))
        ]
        return NameIndex(named)

    @cached_property
    def common_names(self) -> NameIndex:
        return self._names(COMMON_KINDS)

    def _names(self, kinds: tuple[str, ...]) -> NameIndex:
        return NameIndex(
            (name, entity.iri)
            for entity in self.vocabulary.entities.values()
            if kind_of(entity.iri) in kinds
            for name in (entity.label, *entity.names)
        )

    @cached_property
    def _all_names(self) -> Names:
        return Names(self.proper_names, self.common_names, self.kin)

    @cached_property
    def kin(self) -> Mapping[Iri, frozenset[Iri]]:
        """Pair persons with the governments that bear their name (a president and his administration)."""
        entities = self.vocabulary.entities.values()
        bodies = {
            e.iri: set(e.label.casefold().split())
            for e in entities
            if kind_of(e.iri) == "org" and "administration" in e.label.casefold()
        }
        found: dict[Iri, set[Iri]] = {}
        for person in (e for e in entities if kind_of(e.iri) == "person"):
            surname = person.label.casefold().split()[-1]
            for body, words in bodies.items():
                if surname in words:
                    found.setdefault(person.iri, set()).add(body)
                    found.setdefault(body, set()).add(person.iri)
        return {iri: frozenset(others) for iri, others in found.items()}

    @cached_property
    def search(self) -> SearchIndex:
        return SearchIndex.build(
            Entry(
                str(sentence.place),
                " ".join(sorted(self._index_terms(sentence))),
                sentence.text,
                " ".join(self._labels(sentence)),
            )
            for sentence in self.sentences
        )

    def _labels(self, sentence: SourceSentence) -> Iterable[str]:
        return dict.fromkeys(self.vocabulary.label(iri) for claim in sentence.claims for iri in things_of(claim))

    def _index_terms(self, sentence: SourceSentence) -> set[str]:
        return set(self.read(sentence.place).terms.stems)

    def terms(self, text: str, taken: Iterable[tuple[int, int]] = ()) -> Terms:
        """Read the terms of any text with the names of this base."""
        return read_terms(text, self._all_names, taken)

    def read(self, place: int) -> ReadSentence:
        """Read a sentence; what was read once is kept."""
        found = self._read.get(place)
        if found is None:
            found = self._read[place] = self._read_sentence(self.sentences[place])
        return found

    def _read_sentence(self, sentence: SourceSentence) -> ReadSentence:
        text = sentence.text
        quantities, periods = read_quantities(text), read_periods(text)
        terms = self.terms(text)
        things = frozenset(iri for claim in sentence.claims for iri in things_of(claim))
        labels = [self.label_terms(iri) for iri in things]
        names = terms.names | things
        return ReadSentence(
            terms,
            names,
            frozenset(broad for iri in names for broad in self.broader.get(iri, ())),
            frozenset().union(*(label.stems for label in labels)) if labels else frozenset(),
            frozenset().union(*(label.sets for label in labels)) if labels else frozenset(),
            quantities,
            periods,
        )

    def label_terms(self, iri: Iri) -> Terms:
        """Read the terms of a thing's preferred label."""
        found = self._label_terms.get(iri)
        if found is None:
            found = self._label_terms[iri] = self.terms(self.vocabulary.label(iri))
        return found

    @cached_property
    def frequencies(self) -> Mapping[str, int]:
        """In how many sentences each stem stands."""
        counts: Counter[str] = Counter()
        for sentence in self.sentences:
            counts.update(self.read(sentence.place).terms.stems)
        return counts

    def weight(self, unit: Unit) -> float:
        """Weigh a unit by how rare it is among the sentences; names weigh most, words of little meaning least."""
        if not unit.weight:
            return 0.0
        if unit.proper:
            return PROPER_WEIGHT
        share = math.log((len(self.sentences) + 1) / (self.frequencies.get(unit.stem, 0) + 1))
        rarity = share / math.log(len(self.sentences) + 1) if len(self.sentences) > 1 else 1.0
        return unit.weight * (COMMON_WEIGHT + (1 - COMMON_WEIGHT) * min(1.0, rarity * RARITY_SLOPE))

    def places_against(self, place: int) -> frozenset[int]:
        """Return the sentences whose claims stand on the other side of a conflict than a sentence's claims."""
        at = self.keep("claim places", lambda: {c.id: s.place for s in self.sentences for c in s.claims})
        against = (other for c in self.sentences[place].claims for other in self.rivals.get(c.id, ()))
        return frozenset(at[other] for other in against if other in at) - {place}

    def phrasebook(self, place: int) -> Phrasebook:
        """Return what else the words of a sentence may be called there."""
        sentence = self.sentences[place]
        given = self.wordings.get((sentence.document, sentence.start), ())
        return self.keep(("phrasebook", place), lambda: phrasebook(given, sentence.start))

    def is_closed(self, kind: Iri) -> bool:
        """Tell whether the reference layer itself names things of a class, so that others are known not to be of it."""
        members = self.keep(
            "populated", lambda: frozenset(t for e in self.vocabulary.entities.values() for t in e.types)
        )
        return kind in members

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was made under a key before, or make and keep it; it lives as long as the base."""
        if key not in self._kept:
            self._kept[key] = make()
        found: Kept = self._kept[key]
        return found

    def neighbours(self, place: int) -> tuple[int, ...]:
        """Return the sentences before and after, in the same document."""
        document = self.sentences[place].document
        return tuple(
            at
            for at in (place - 1, place + 1)
            if 0 <= at < len(self.sentences) and self.sentences[at].document == document
        )

    def _overlap(self, terms: Terms, place: int) -> float:
        read, book = self.read(place), self.phrasebook(place)
        return sum(
            self.weight(unit)
            for unit in terms.units
            if unit.stem in read.terms.stems
            or unit.stem in book
            or unit.stem in read.label_stems
            or unit.names & read.names
            or unit.names & read.broader
            or unit.sets & read.terms.sets
        )

    def candidates(self, terms: Terms, limit: int = CANDIDATES) -> list[int]:
        """Return the sentences that share words or meanings with a statement, best first."""
        if len(self.sentences) <= SMALL_BASE:
            ranked = sorted(range(len(self.sentences)), key=lambda place: -self._overlap(terms, place))
            return ranked[:limit]
        rare = sorted((u for u in terms.units if u.weight), key=lambda u: self.frequencies.get(u.stem, 0))[:RAREST]
        words = [part for unit in rare for part in (*unit.stem.split(), unit.text)]
        return [int(hit.key) for hit in self.search.search(" ".join(words), limit)]


RIVALRIES = (ConflictKind.CONTRADICTION, ConflictKind.RIVAL_ACCOUNT, ConflictKind.DIFFERENT_SCOPE)


def rivals_of(conflicts: Iterable[Conflict]) -> dict[str, frozenset[str]]:
    """Return for each claim the claims on the other sides of its conflicts, by id; mere restatements don't count."""
    found: dict[str, set[str]] = {}
    for conflict in conflicts:
        if conflict.kind not in RIVALRIES or conflict.severity is Severity.LOW:
            continue
        for side in conflict.sides:
            others = {claim.id for other in conflict.sides if other is not side for claim in other.claims}
            for claim in side.claims:
                found.setdefault(claim.id, set()).update(others)
    return {claim: frozenset(others) for claim, others in found.items()}


def _authors(claims: Iterable[Claim], vocabulary: Vocabulary) -> dict[Iri, frozenset[Iri]]:
    """Return who enacted each measure, so that it is found under its author's name too."""
    found: dict[Iri, set[Iri]] = {}
    for claim in claims:
        said = claim.proposition
        if said.object is not None and vocabulary.label(said.predicate) == "enacted by":
            found.setdefault(said.subject, set()).add(said.object)
    return {measure: frozenset(actors) for measure, actors in found.items()}


def _is_title(name: str) -> bool:
    """Tell whether a name is written as a title: every longer word begins with a capital or a digit."""
    words = [word for word in name.split() if len(word) > SHORT_WORD]
    return len(name.split()) > 1 and bool(words) and all(word[0].isupper() or word[0].isdigit() for word in words)


@lru_cache(maxsize=65536)
def kind_of(iri: str) -> str:
    """Return the kind of an entity: country, org, policy …"""
    return iris.compact(iri).partition(":")[0]


def things_of(claim: Claim) -> tuple[Iri, ...]:
    """Return everything that a claim's proposition is about, and whom it is attributed to."""
    said = claim.proposition
    things = (said.subject, said.object, said.regarding, said.place, claim.attributed_to)
    return tuple(thing for thing in things if thing is not None)


def figure_of(claim: Claim) -> Quantity | None:
    """Return the figure that a claim states."""
    return claim.proposition.quantity
