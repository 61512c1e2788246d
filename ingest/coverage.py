"""Coverage: which sentences of a document carry claims, which are silent and why, which are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Sentence, Source


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of one document's body sentences."""

    document: str
    sentences: int
    with_claims: int
    silent: Mapping[str, int]
    uncovered: tuple[Sentence, ...]
    claims: int

    @property
    def share(self) -> float:
        """Return the part of sentences that are accounted for, between 0 and 1."""
        return 1 - len(self.uncovered) / self.sentences if self.sentences else 1.0


def measure(source: Source, sentences: tuple[Sentence, ...]) -> Coverage:
    """Count sentences by what they carry."""
    claimed = {claim.sentence.start for claim in source.claims}
    silent = {skip.passage.start: skip.reason for skip in source.skips}
    return Coverage(
        document=source.document.id,
        sentences=len(sentences),
        with_claims=sum(1 for sentence in sentences if sentence.start in claimed),
        silent=Counter(silent[sentence.start] for sentence in sentences if sentence.start in silent),
        uncovered=tuple(s for s in sentences if s.start not in claimed and s.start not in silent),
        claims=len(source.claims),
    )
