"""Find the entities that a name may stand for, each with a score and the features that make it.

A score is 0 to 100: the similarity of the names, and where they were asked for, how far the properties agree and
whether the type fits, each with its weight. The features are told beside it, so that anybody can weigh them anew.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from kg import iris
from kg.claims import describe
from kg.model import Iri
from kg.rdf import text_of
from kg.sparql import values_block
from kg.stores.base import Reader
from kg.vocabulary import Entity, Vocabulary

CONSIDERED = 50
LEAST_SIMILARITY = 60.0
PARTIAL_WORTH = 0.9
ALTERNATIVE_WORTH = 0.97
NAME_WEIGHT, PROPERTY_WEIGHT, TYPE_WEIGHT = 6.0, 3.0, 1.0

Feature = float | bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name to find, or properties to find by; with `must_be_type` an entity of no such type is no candidate."""

    name: str = ""
    types: tuple[Iri, ...] = ()
    all_types: bool = False
    must_be_type: bool = True
    properties: tuple[tuple[Iri, tuple[str, ...]], ...] = ()
    limit: int = 5


@dataclass(frozen=True, slots=True)
class Match:
    """An entity with its score and what the score was made of; `certain` where nothing else comes close."""

    entity: Entity
    score: float
    features: Mapping[str, Feature]
    certain: bool = False


def folded(name: str) -> str:
    """Fold case, accents, full stops and all other punctuation, so that "U.S." and "us" are one name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    spaced = "".join(c if c.isalnum() else "" if c in ".'’" else " " for c in plain)
    return " ".join(spaced.split())


@dataclass(frozen=True)
class Reconciler:
    """Names of all entities of a vocabulary, ready to be searched."""

    vocabulary: Vocabulary
    reader: Reader

    @cached_property
    def _names(self) -> tuple[tuple[str, Iri, bool], ...]:
        """All names, folded, with their entity and whether it is the preferred one."""
        entities = (entity for entity in self.vocabulary.entities.values() if entity.iri.startswith(iris.ID))
        return tuple(
            (folded(name), entity.iri, name == entity.label)
            for entity in entities
            for name in dict.fromkeys((entity.label, *entity.names))
        )

    @cached_property
    def _folded(self) -> list[str]:
        return [name for name, _, _ in self._names]

    def match(self, wanted: Wanted) -> list[Match]:
        """Return the best candidates, best first."""
        by_name = self._similar(folded(wanted.name)) if wanted.name.strip() else {}
        candidates = list(by_name) if wanted.name.strip() else self._with_properties(wanted)
        fitting = [iri for iri in candidates if not wanted.types or not wanted.must_be_type or self._fits(iri, wanted)]
        agreements = self._agreements(fitting, wanted)
        matches = [self._weigh(iri, by_name.get(iri), agreements.get(iri, {}), wanted) for iri in fitting]
        matches.sort(key=lambda match: (-match.score, match.entity.label, match.entity.iri))
        return _with_certainty(matches)[: wanted.limit]

    def _similar(self, name: str) -> dict[Iri, tuple[float, bool]]:
        """Return the similarity to each entity that comes near, and whether it is that of its preferred name."""
        near: set[int] = set()
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio, fuzz.token_set_ratio):
            hits = process.extract(name, self._folded, scorer=scorer, limit=CONSIDERED, score_cutoff=LEAST_SIMILARITY)
            near.update(place for _, _, place in hits)
        best: dict[Iri, tuple[float, bool]] = {}
        for place in near:
            other, iri, is_preferred = self._names[place]
            partial = PARTIAL_WORTH * fuzz.token_set_ratio(name, other)
            similarity = max(fuzz.ratio(name, other), fuzz.token_sort_ratio(name, other), partial)
            best[iri] = max(best.get(iri, (0.0, False)), (similarity, is_preferred))
        return best

    def _with_properties(self, wanted: Wanted) -> list[Iri]:
        """Return the entities that have a value asked for, where no name was given."""
        found: dict[Iri, None] = {}
        for predicate, values in wanted.properties:
            things = [NamedNode(iri) for value in values for iri in self._things(value)]
            texts = values_block("text", tuple(Literal(value) for value in values))
            same = (
                f"{{ {values_block('value', tuple(things))} ?e {NamedNode(predicate)} ?value }} UNION "
                if things
                else ""
            )
            literal = f"{{ {texts} ?e {NamedNode(predicate)} ?value FILTER(STR(?value) = ?text) }}"
            rows = self.reader.select(f"SELECT DISTINCT ?e {{ {same}{literal} }} ORDER BY ?e LIMIT {CONSIDERED}").rows
            found.update((Iri(text_of(e)), None) for (e,) in rows if e is not None)
        return [iri for iri in found if iri in self.vocabulary.entities]

    def _things(self, value: str) -> list[Iri]:
        expanded = entity_iri(value)
        if expanded is not None and expanded in self.vocabulary.entities:
            return [expanded]
        name = folded(value)
        return list(dict.fromkeys(iri for other, iri, _ in self._names if other == name))

    def _fits(self, iri: Iri, wanted: Wanted) -> bool:
        classes = self.vocabulary.classes_of(iri)
        return (all if wanted.all_types else any)(kind in classes for kind in wanted.types)

    def _agreements(self, candidates: Sequence[Iri], wanted: Wanted) -> dict[Iri, dict[str, float]]:
        """Return how far each property of each candidate agrees with what was given, 0 to 100."""
        if not wanted.properties:
            return {}
        nodes = describe(self.reader, candidates)
        return {
            iri: {
                iris.compact(predicate): self._agreement(
                    [text_of(term) for term in nodes.get(iri, {}).get(predicate, ())], values
                )
                for predicate, values in wanted.properties
            }
            for iri in candidates
        }

    def _agreement(self, held: Iterable[str], given: Iterable[str]) -> float:
        names = [folded(name) for value in held for name in self._names_of(value)]
        wanted = [folded(name) for value in given for name in self._names_of(value)]
        return max((fuzz.token_sort_ratio(one, name) for one in wanted for name in names), default=0.0)

    def _names_of(self, value: str) -> tuple[str, ...]:
        entity = self.vocabulary.entities.get(entity_iri(value) or Iri(value))
        return (entity.label, *entity.names, entity.iri) if entity else (value,)

    def _weigh(
        self, iri: Iri, name: tuple[float, bool] | None, agreements: Mapping[str, float], wanted: Wanted
    ) -> Match:
        features: dict[str, Feature] = {}
        parts: list[tuple[float, float]] = []
        if name is not None:
            similarity, is_preferred = name
            features |= {"name_similarity": round(similarity, 1), "preferred_name": is_preferred}
            parts.append((NAME_WEIGHT, similarity * (1.0 if is_preferred else ALTERNATIVE_WORTH)))
        if agreements:
            features |= {f"property_{predicate}": round(value, 1) for predicate, value in agreements.items()}
            parts.append((PROPERTY_WEIGHT, sum(agreements.values()) / len(agreements)))
        if wanted.types:
            features["type_fits"] = self._fits(iri, wanted)
            parts.append((TYPE_WEIGHT, 100.0 * features["type_fits"]))
        score = sum(weight * value for weight, value in parts) / sum(weight for weight, _ in parts)
        return Match(self.vocabulary.entities[iri], round(score, 1), features)


def _with_certainty(matches: list[Match]) -> list[Match]:
    """Mark the first as certain where its name and all that was asked agree and no other one's do."""
    sure = [match for match in matches if _agrees(match)]
    if len(sure) != 1:
        preferred = [match for match in sure if match.features.get("preferred_name")]
        sure = preferred if len(preferred) == 1 else []
    return [Match(m.entity, m.score, m.features, certain=m in sure and m is matches[0]) for m in matches]


def _agrees(match: Match) -> bool:
    """Tell whether the name is one of the entity's and nothing that was asked for disagrees."""
    values = {name: value for name, value in match.features.items() if name != "preferred_name"}
    return "name_similarity" in values and all(value is True or value == 100.0 for value in values.values())


def entity_iri(text: str) -> Iri | None:
    """Return the IRI of an entity given as IRI, CURIE or kind/name ("country/china"), or None."""
    expanded = iris.expand(text)
    if expanded is not None:
        return expanded
    kind, slash, local = text.partition("/")
    return Iri(f"{iris.ID}{text}") if slash and kind in iris.ENTITY_KINDS and local else None
