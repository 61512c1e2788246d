"""Chains of measures that answer each other: their hops, dates, circles, bridges and weakest links."""

from __future__ import annotations

from planted import claim, ground, iri

from kg.conflicts.detection import find_conflicts
from kg.corroboration import corroborate, corroborations
from kg.hops import Order
from kg.ladder import Direction, build_ladder
from kg.model import Modality

DUTY, BAN, CURB, LEVY = (iri(f"policy:{name}") for name in ("duty", "ban", "curb", "levy"))
ANSWER = claim("policy:ban kg:retaliatesAgainst policy:duty")
COUNTER = claim("policy:curb kg:retaliatesAgainst policy:ban", "two", modality=Modality.REPORTED)


def test_chain_runs_from_the_first_measure_to_the_last_answer() -> None:
    (chain,) = build_ladder(ground(ANSWER, COUNTER)).chains
    assert chain.measures == (DUTY, BAN, CURB)
    assert [hop.claims for hop in chain.hops] == [(ANSWER,), (COUNTER,)]
    assert chain.bridges == ()


def test_weakest_link_is_the_reported_one() -> None:
    (chain,) = build_ladder(ground(ANSWER, COUNTER)).chains
    assert chain.weakest.claims == (COUNTER,)
    assert chain.weakness.startswith("reported; attributed to nobody by name; 1 independent origin")


def test_dates_support_contradict_or_leave_open_the_order() -> None:
    def order(ban: str, duty: str) -> Order:
        dated = [claim("policy:ban kg:occurredIn -", when=ban), claim("policy:duty kg:occurredIn -", when=duty)]
        return build_ladder(ground(ANSWER, *dated)).chains[0].hops[0].order

    assert order("2023", "2022-10") is Order.DATED
    assert order("2021", "2022-10") is Order.CONTRADICTED
    assert order("2022", "2022-10") is Order.UNCLEAR
    assert order("XXXX-04", "2022-10") is Order.UNDATED


def test_words_of_order_stand_in_for_dates() -> None:
    said = claim("policy:ban kg:follows policy:duty")
    assert build_ladder(ground(ANSWER, said)).chains[0].hops[0].order is Order.SAID


def test_undated_measures_are_named_with_the_words_there_are() -> None:
    april = claim("policy:ban kg:occurredIn -", when="XXXX-04")
    dated = claim("policy:duty kg:occurredIn -", when="2022")
    (undated,) = build_ladder(ground(ANSWER, april, dated)).undated
    assert (undated.measure, undated.words) == (BAN, ("XXXX-04",))


def test_measures_that_may_be_the_same_are_bridged_and_not_joined() -> None:
    duty = claim("policy:duty kg:retaliatesAgainst policy:curb")
    answer = claim("policy:ban kg:retaliatesAgainst policy:levy", "two")
    (chain,) = build_ladder(ground(duty, answer)).chains
    assert [(hop.earlier, hop.later) for hop in chain.hops] == [(CURB, DUTY), (LEVY, BAN)]
    assert [(bridge.one, bridge.other, bridge.after) for bridge in chain.bridges] == [(DUTY, LEVY, 1)]
    assert build_ladder(ground(duty, answer)).possibly_same == ((DUTY, LEVY),)


def test_circles_are_found_and_do_not_run_for_ever() -> None:
    back = claim("policy:duty kg:respondsTo policy:curb", "two")
    ladder = build_ladder(ground(ANSWER, COUNTER, back))
    assert [set(circle) for circle in ladder.circles] == [{DUTY, BAN, CURB}]
    assert ladder.chains


def test_both_directions_can_be_asked() -> None:
    told = ground(ANSWER)
    assert build_ladder(told, DUTY, direction=Direction.ANSWERED_BY).chains
    assert not build_ladder(told, DUTY, direction=Direction.ANSWERS).chains
    assert build_ladder(told, BAN, direction=Direction.ANSWERS).chains


def test_actor_and_material_lead_to_their_measures() -> None:
    enacted = claim("policy:ban kg:enactedBy country:china")
    controlled = claim("policy:ban kg:controlsExportOf material:gallium")
    told = ground(ANSWER, enacted, controlled)
    assert build_ladder(told, iri("country:china")).chains
    assert build_ladder(told, iri("material:gallium")).chains
    assert not build_ladder(told, iri("country:japan")).chains


def test_prompting_is_kin_to_an_answer_and_left_out_when_strict() -> None:
    prompted = ground(claim("policy:ban kg:promptedBy policy:duty"))
    assert not build_ladder(prompted).chains[0].hops[0].retaliation
    assert build_ladder(prompted, strict=True).chains == ()


def test_origins_are_counted_once_per_document_and_cited_work() -> None:
    text, survey = "country:china kg:exports product:magnets", iri("org:usgs")
    told = ground(
        claim(text, "one", attributed_to=survey), claim(text, "two", attributed_to=survey), claim(text, "three")
    )
    (found,) = corroborations(told, find_conflicts(told))
    assert (len(found.claims), found.origins, len(found.restatements)) == (3, 2, 1)


def test_claims_against_come_from_contradictions_and_others_are_kept_apart() -> None:
    share = "country:china kg:holdsShareOf aggregate:world-rare-earth-reserves"
    half = claim(share, "one", quantity="half")
    told = ground(half, claim(share, "two", quantity="over 37%"), claim(share, "three", quantity="40%", when="2019"))
    found = corroborate(told, half.proposition, find_conflicts(told))
    assert found is not None
    assert [one.document for one in found.against] == ["two"]
    assert "three" in [one.document for one in found.otherwise]


def test_symmetric_relation_is_one_proposition_either_way_round() -> None:
    told = ground(
        claim("country:china kg:rivalOf country:japan"), claim("country:japan kg:rivalOf country:china", "two")
    )
    (found,) = corroborations(told, ())
    assert found.origins == 2
