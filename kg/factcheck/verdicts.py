"""What a fact-check answers: a label, the evidence for each side, the reasoning and the warnings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """The four verdicts."""

    SUPPORTED = "SUPPORTED"
    REFUTED = "REFUTED"
    CONFLICTING = "CONFLICTING"
    NOT_ENOUGH_INFO = "NOT_ENOUGH_INFO"


class Stance(StrEnum):
    """How a quote stands to the statement."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    RELATED = "related"


class InputKind(StrEnum):
    """What kind of text was given; only a statement and several statements are judged."""

    STATEMENT = "statement"
    SEVERAL = "several statements"
    EMPTY = "empty"
    QUESTION = "question"
    COMMAND = "command"
    OPINION = "opinion"
    TOO_LONG = "too long"
    OTHER_LANGUAGE = "other language"


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A quote with its place; `claim` is None where the sentence carries no claim. Offsets count code points."""

    claim: str | None
    document: str
    quote: str
    start: int
    end: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one statement; `parts` are the answers to the claims that it joins, if there are several."""

    statement: str
    verdict: Label
    confidence: float
    evidence: tuple[EvidenceItem, ...]
    reasoning: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    kind: InputKind = InputKind.STATEMENT
    parts: tuple[Verdict, ...] = ()
