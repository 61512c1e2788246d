"""What the start page shows."""

from __future__ import annotations

from dataclasses import dataclass

from api.snapshot import Snapshot

SHOWN_COUNTS = ("claims", "documents", "propositions", "entities", "in-text citations", "works")


@dataclass(frozen=True, slots=True)
class StartPage:
    """Counts, and the questions that can be asked, by name."""

    counts: dict[str, int]
    triples: int
    questions: dict[str, str]


def start_page(snapshot: Snapshot) -> StartPage:
    """Collect what the start page shows."""
    counts = {name: snapshot.counts[name] for name in SHOWN_COUNTS}
    questions = {name: one.question for name, one in snapshot.questions.by_name.items()}
    return StartPage(counts, snapshot.counts["triples"], questions)
