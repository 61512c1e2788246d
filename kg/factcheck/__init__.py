"""Fact-checking: a statement in, a verdict out, with the words that prove it and every step that led there."""

from __future__ import annotations

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.checking import check
from kg.factcheck.verdicts import EvidenceItem, InputKind, Label, Stance, Verdict

__all__ = ["EvidenceItem", "InputKind", "KnowledgeBase", "Label", "Stance", "Verdict", "check"]
