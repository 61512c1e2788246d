"""Proof trees: how a triple follows from asserted triples and axioms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Triple as RdfTriple

from kg.reasoning.axioms import Axiom

Ground = Axiom | RdfTriple


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple with the axiom and the premises that it follows from; an asserted triple has neither."""

    triple: RdfTriple
    axiom: Axiom | None
    premises: tuple[Proof, ...]

    @property
    def asserted(self) -> bool:
        return self.axiom is None

    def grounds(self) -> tuple[Ground, ...]:
        """Return the asserted triples and axioms at the leaves, each once, in the order of the tree."""
        return tuple(dict.fromkeys(self._grounds()))

    def _grounds(self) -> Iterator[Ground]:
        if self.axiom is None:
            yield self.triple
        else:
            yield self.axiom
        for premise in self.premises:
            yield from premise._grounds()
