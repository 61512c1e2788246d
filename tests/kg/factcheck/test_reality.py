"""What is only possible, intended or promised is told from what is done."""

from __future__ import annotations

import pytest

from kg.factcheck.parsing import parse
from kg.factcheck.reality import done_at, is_unreal


def unreal(text: str, word: str) -> bool:
    return is_unreal(parse(text), next(i for i, w in enumerate(parse(text).words) if w.text == word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The flood could damage the bridge.", "damage"),
        ("The town plans to build a bridge.", "build"),
        ("Its promise to repair the road pleased the village.", "repair"),
        ("The mill may be closed and sold.", "sold"),
        ("The state should lower the tax.", "lower"),
    ],
)
def test_modals_plans_and_promises_leave_it_open(text: str, word: str) -> None:
    assert unreal(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The flood damaged the bridge that it could reach.", "damaged"),
        ("The town built a bridge to reach the island.", "built"),
        ("The law allows boats to fish.", "allows"),
    ],
)
def test_what_is_done_stands(text: str, word: str) -> None:
    assert not unreal(text, word)


def test_a_statement_of_intent_asserts_no_deed() -> None:
    assert done_at(parse("The town wants to build a bridge.")) is None
    assert done_at(parse("The town has built a bridge.")) is not None
