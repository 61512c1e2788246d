"""Behaviour of change over time, of goals, and of comparisons between figures and between dates."""

from __future__ import annotations

import pytest

from kg.factcheck import KnowledgeBase, Label, check
from kg.factcheck.joined import split_joined
from kg.factcheck.questions import read_question

S, R, C, N = Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("China's chip self-sufficiency has risen since 2023.", S),
        ("China's chip self-sufficiency is now lower than it was in 2023.", R),
        ("Compared with 2023, China's chip self-sufficiency is up by twenty percentage points.", R),
        ("Compared with 2019, China's chip self-sufficiency is now up.", N),
    ],
)
def test_a_measure_is_followed_over_time(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("In 2023 China stood at about a third of its goal for chip self-sufficiency.", S),
        ("China has not yet reached its goal of chip self-sufficiency.", S),
        ("China exceeded its goal for chip self-sufficiency in 2023.", R),
        ("China was more than halfway to its chip self-sufficiency target in 2023.", R),
        ("In 2023 China's chip self-sufficiency was 47 percentage points short of the target.", S),
    ],
)
def test_a_figure_is_held_against_its_goal(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("China's rare earth reserves are a little over three times those of the United States.", C),
        ("China's rare earth reserves are twice those of the United States.", R),
        ("Apple's pledge for magnets is smaller than half of what countries have announced for rare earths.", S),
        ("China has more engineers than the United States.", N),
    ],
)
def test_every_figure_that_an_operand_can_mean_is_compared(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("China Rare Earth Group was established in the same year as the Chips and Science Act.", S),
        ("China Rare Earth Group already existed when Beijing imposed its embargo on Japan.", R),
        ("Twelve years lie between China's embargo on Japan and the founding of China Rare Earth Group.", S),
        ("Beijing limited gallium and germanium first, and the October 2022 chip restrictions came as the reply.", R),
    ],
)
def test_dates_are_put_in_order_and_apart(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Peru's output is a little more than twice as large as Chile's.", 2.0, 2.3),
        ("Peru's output is nearly four times that of Chile.", 3.4, 4.0),
        ("Peru's output is less than half of the output of Chile, in total.", None, 0.5),
        ("Peru's output is three to four times that of Chile.", 2.85, 4.2),
    ],
)
def test_a_hedge_bounds_a_multiple_on_both_sides(text: str, low: float | None, high: float) -> None:
    question = read_question(text)
    assert question is not None
    assert question.wanted.high == pytest.approx(high, abs=1e-3)
    assert question.wanted.low == (None if low is None else pytest.approx(low, abs=1e-3))


def test_a_name_with_and_is_not_taken_apart() -> None:
    text = "The money that was set aside under the Clean Air and Water Act is about half of what Chile has spent."
    assert split_joined(text) == [text]


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("Apple's commitment to purchase American-made rare earth magnets is worth 500 million euros.", R),
        ("The third phase of the Big Fund is worth roughly 340 billion yuan.", N),
        ("The Made in China 2025 initiative was launched in 2013.", N),
        ("Made in China 2025 set the goal of 70% self-sufficiency in microchip fabrication by the end of 2030.", R),
        ("Between one and two fifths of rare earth reserves are in China.", C),
    ],
)
def test_a_figure_has_a_currency_and_a_year_belongs_to_one_thing(
    statement: str, label: Label, base: KnowledgeBase
) -> None:
    assert check(statement, base).verdict is label
