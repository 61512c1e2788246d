"""The public set: figures may rise, not fall."""

from __future__ import annotations

from pathlib import Path

from kg.factcheck import KnowledgeBase, check
from kg.factcheck.benchmark import read_statements, score

FOLDER = Path(__file__).parents[2] / "factcheck"


def test_the_open_set_keeps_its_figures(base: KnowledgeBase) -> None:
    scores, _ = score(read_statements(FOLDER / "open.json", {}), lambda text: check(text, base))
    assert scores.accuracy >= 0.84
    assert scores.wrong_definite <= 0.02
    assert scores.recall >= 0.85


def test_the_practice_set_keeps_its_figures(base: KnowledgeBase) -> None:
    scores, _ = score(read_statements(FOLDER / "practice.json", {}), lambda text: check(text, base))
    assert scores.accuracy >= 0.80
    assert scores.wrong_definite <= 0.05


def test_the_learned_set_keeps_its_figures(base: KnowledgeBase) -> None:
    scores, _ = score(read_statements(FOLDER / "learned.json", {}), lambda text: check(text, base))
    assert scores.accuracy >= 0.74
    assert scores.wrong_definite <= 0.07
    assert scores.recall >= 0.87
