"""What a statement meets in the sources: one finding per sentence or inference that bears on it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.factcheck.verdicts import EvidenceItem, Stance


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for or against a statement, with its quotes and how sure it is (0 to 1).

    `weighty` findings (figures, classes, exclusive parts) stand beside stronger ones; others give way to them.
    """

    stance: Stance
    items: tuple[EvidenceItem, ...]
    reason: str
    strength: float
    weighty: bool = False


def tidy(words: str) -> str:
    """Return a source's words on one line, as they are shown."""
    return " ".join(words.split()).replace("\\$", "$")
