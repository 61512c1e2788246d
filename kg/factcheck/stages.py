"""The stage of a supply chain that a text speaks of: reserves are not output, imports are not exports."""

from __future__ import annotations

from kg.factcheck.stems import stem
from kg.factcheck.terms import Terms, Unit
from kg.model import Stage

_WORDS = {
    Stage.RESERVES: "reserve deposit",
    Stage.MINING: "mine dig extract quarry unearth",
    Stage.PRODUCTION: "produce production yield",
    Stage.PROCESSING: "process",
    Stage.REFINING: "refine smelt",
    Stage.PURIFICATION: "purify",
    Stage.DESIGN: "design",
    Stage.FABRICATION: "fabricate manufacture",
    Stage.IMPORT: "import",
    Stage.EXPORT: "export",
}
_STAGES = {stem(word): stage for stage, words in _WORDS.items() for word in words.split()}
_FOREIGN_PURCHASE = frozenset(stem(word) for word in ("buy", "bought", "purchase", "order"))
_ABROAD = frozenset(stem(word) for word in ("abroad", "overseas", "foreign"))
_READ_TOGETHER = frozenset({Stage.REFINING, Stage.PROCESSING, Stage.PURIFICATION})
_MADE = frozenset({Stage.PRODUCTION, Stage.FABRICATION})


def stages_of(terms: Terms) -> frozenset[Stage]:
    """Return the stages that a text names; "output" alone is production."""
    stems = {unit.stem for unit in terms.units}
    found = {_STAGES[word] for word in stems if word in _STAGES}
    if stems & _FOREIGN_PURCHASE and stems & _ABROAD:
        found.add(Stage.IMPORT)
    if not found and stem("output") in stems:
        found.add(Stage.PRODUCTION)
    return frozenset(found)


def is_stage(unit: Unit) -> bool:
    """Tell whether a word names a stage of a supply chain."""
    return unit.stem in _STAGES


def comparable(said: frozenset[Stage], there: frozenset[Stage]) -> bool:
    """Tell whether a statement about some stages can be held against a figure about others.

    Refining and processing are read together, and purification is a kind of both; the reverse does not hold.
    """
    if not said or not there or said & there:
        return True
    if said & {Stage.REFINING, Stage.PROCESSING} and there & _READ_TOGETHER:
        return True
    return bool(said & _MADE and there & _MADE)
