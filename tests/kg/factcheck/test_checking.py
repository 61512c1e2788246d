"""Behaviour of the fact-check, one mechanism after another, with statements of its own."""

from __future__ import annotations

import pytest

from kg.factcheck import InputKind, KnowledgeBase, Label, Stance, check
from kg.factcheck.checking import check_text

S, R, C, N = Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH_INFO


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("The US holds less than an eighth of global rare earth reserves.", S),
        ("China purifies only half of the world's natural graphite.", R),
        ("The tax credit on imported goods amounted to 45 percent.", R),
        ("The share of the world's rare earth deposits that lies in China is roughly one half.", C),
        ("More than 70 percent of Japan's rare earth imports come from China.", N),
        ("China mines the whole of the natural graphite.", N),
        ("China exports 70 percent of its rare earths to America.", N),
    ],
)
def test_figures_count_with_their_bounds_and_with_what_they_measure(
    statement: str, label: Label, base: KnowledgeBase
) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("Yttrium is not a lanthanide.", S),
        ("Scandium belongs to the lanthanides.", R),
        ("Neodymium is a heavy rare earth.", R),
        ("Germanium is one of the rare earths.", C),
        ("Lithium is a rare earth element.", R),
    ],
)
def test_membership_follows_statements_and_definitions(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("China Rare Earth Group was established in 2018.", R),
        ("China's embargo on Japan happened in 2012.", R),
        ("The Baotou refinery was initiated two years after China Rare Earth Group was founded.", S),
        ("China's embargo on Japan came after the American chip restrictions of 2022.", R),
    ],
)
def test_times_are_compared_and_put_in_order(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("China's reserves of rare earths are smaller than those of the United States.", R),
        ("China's share of production is larger than its share of reserves.", S),
    ],
)
def test_two_figures_give_a_comparison_with_both_quotes(statement: str, label: Label, base: KnowledgeBase) -> None:
    verdict = check(statement, base)
    assert verdict.verdict is label
    assert sum(item.stance is not Stance.RELATED for item in verdict.evidence) >= 2


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("Japan imposed a rare earth embargo on China in 2010.", R),
        ("American tariffs were a response to Chinese export controls.", R),
        ("The US has shifted its focus from the Indo-Pacific to the Middle East.", R),
    ],
)
def test_the_direction_of_a_relation_counts(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("Northern Rare Earth Group is China's largest rare earth firm.", R),
        ("Rare earth elements are naturally rare in the earth's crust.", R),
        ("China does not rely on the United States for state-of-the-art semiconductor technology.", R),
        ("Joint ventures are voluntary for foreign companies in China.", R),
    ],
)
def test_opposites_and_denials_refute(statement: str, label: Label, base: KnowledgeBase) -> None:
    assert check(statement, base).verdict is label


def test_an_exclusive_statement_shows_the_quotes_of_both_sides(base: KnowledgeBase) -> None:
    statement = "The Chinese controls were directed at gallium and germanium rather than at magnets."
    verdict = check(statement, base)
    assert verdict.verdict is C
    assert {item.stance for item in verdict.evidence} >= {Stance.SUPPORTS, Stance.REFUTES}


@pytest.mark.parametrize(
    "statement",
    [
        "Vietnam ranks third in rare earth reserves.",
        "The talks between the two sides took place in Geneva.",
        "Qualcomm makes its chips in Taiwan.",
        "The US Department of Defense paid $400 million for its stake in MP Materials.",
        "Rare earth prices tripled after the export controls.",
        "The Baotou plant employs 3,000 people.",
    ],
)
def test_what_the_sources_do_not_say_stays_open_and_shows_the_nearest(statement: str, base: KnowledgeBase) -> None:
    verdict = check(statement, base)
    assert verdict.verdict is N
    assert verdict.evidence
    assert all(item.stance is Stance.RELATED for item in verdict.evidence)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", InputKind.EMPTY),
        (" ?! ", InputKind.EMPTY),
        ("Who dominates rare earths?", InputKind.QUESTION),
        ("Tell me about gallium.", InputKind.COMMAND),
        ("I think that China is right.", InputKind.OPINION),
        ("China " * 10_000, InputKind.TOO_LONG),
        ("Der Anteil der seltenen Erden ist in China nicht gestiegen.", InputKind.OTHER_LANGUAGE),
        ("中国控制着稀土供应。", InputKind.OTHER_LANGUAGE),
    ],
)
def test_what_is_no_statement_gets_an_answer_of_its_kind(text: str, kind: InputKind, base: KnowledgeBase) -> None:
    verdict = check(text, base)
    assert verdict.kind is kind
    assert verdict.verdict is N
    assert verdict.reasoning


def test_joined_claims_are_judged_apart(base: KnowledgeBase) -> None:
    statement = "China Rare Earth Group is owned by the state, while the Defence Production Act was amended in 2020."
    verdict = check(statement, base)
    assert verdict.kind is InputKind.SEVERAL
    assert [part.verdict for part in verdict.parts] == [S, R]
    assert verdict.verdict is R


def test_a_text_is_checked_sentence_by_sentence(base: KnowledgeBase) -> None:
    text = "China purifies all natural graphite. Apple will use the magnets in its iPhones."
    assert [verdict.verdict for verdict in check_text(text, base)] == [S, N]


def test_evidence_quotes_are_the_words_at_their_place(base: KnowledgeBase) -> None:
    texts = {(s.document, s.start): s for s in base.sentences}
    for item in check("China holds just over 37 percent of world rare earth reserves.", base).evidence:
        holder = next(s for (d, start), s in texts.items() if d == item.document and start <= item.start < s.end)
        assert holder.text[item.start - holder.start : item.end - holder.start] == item.quote


def test_a_contradiction_of_the_reference_layer_is_a_warning_and_changes_nothing(base: KnowledgeBase) -> None:
    verdict = check("Samarium is a heavy rare earth element.", base)
    assert verdict.verdict is S
    assert any("reference layer" in warning for warning in verdict.warnings)
