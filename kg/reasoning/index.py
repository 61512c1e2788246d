"""Triples of interned terms with the lookups that rules join on."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, Quad
from pyoxigraph import Triple as RdfTriple

from kg.rdf import Term

Id = int
Ids = tuple[Id, Id, Id]
_NOTHING: frozenset[Id] = frozenset()


class Terms:
    """A two-way table of terms and small integers."""

    def __init__(self) -> None:
        self._ids: dict[Term, Id] = {}
        self._terms: list[Term] = []
        self.literals: set[Id] = set()

    def id(self, term: Term) -> Id:
        """Return the integer of a term, a new one if it has none yet."""
        found = self._ids.get(term)
        if found is None:
            found = self._ids[term] = len(self._terms)
            self._terms.append(term)
            if isinstance(term, Literal):
                self.literals.add(found)
        return found

    def known(self, term: Term) -> Id | None:
        """Return the integer of a term, or None if it was never seen."""
        return self._ids.get(term)

    def term(self, number: Id) -> Term:
        return self._terms[number]

    def triple(self, ids: Ids) -> RdfTriple:
        subject, predicate, value = (self._terms[number] for number in ids)
        return RdfTriple(subject, predicate, value)  # type: ignore[arg-type]

    def ids(self, triple: RdfTriple | Quad) -> Ids:
        return self.id(triple.subject), self.id(triple.predicate), self.id(triple.object)


class Index:
    """A set of triples, found by predicate and subject or by predicate and object."""

    def __init__(self) -> None:
        self._out: dict[Id, dict[Id, set[Id]]] = {}
        self._into: dict[Id, dict[Id, set[Id]]] = {}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __contains__(self, ids: Ids) -> bool:
        subject, predicate, value = ids
        return value in self._out.get(predicate, {}).get(subject, _NOTHING)

    def __iter__(self) -> Iterator[Ids]:
        for predicate, subjects in self._out.items():
            for subject, values in subjects.items():
                for value in values:
                    yield subject, predicate, value

    def put(self, ids: Ids) -> None:
        subject, predicate, value = ids
        self._out.setdefault(predicate, {}).setdefault(subject, set()).add(value)
        self._into.setdefault(predicate, {}).setdefault(value, set()).add(subject)
        self._size += 1

    def drop(self, ids: Ids) -> None:
        subject, predicate, value = ids
        self._out[predicate][subject].remove(value)
        self._into[predicate][value].remove(subject)
        self._size -= 1

    def objects(self, predicate: Id, subject: Id) -> set[Id] | frozenset[Id]:
        return self._out.get(predicate, {}).get(subject, _NOTHING)

    def subjects(self, predicate: Id, value: Id) -> set[Id] | frozenset[Id]:
        return self._into.get(predicate, {}).get(value, _NOTHING)
