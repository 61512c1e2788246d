"""Every real disagreement is found once with its kind, and what only looks like one is not a contradiction."""

from __future__ import annotations

import pytest
from planted import claim, conflicts, iri
from pyoxigraph import NamedNode, Triple

from kg import iris
from kg.catalogue import Catalogue
from kg.conflicts.detection import find_conflicts
from kg.conflicts.stored import load_conflicts, load_ground
from kg.data import data_folder
from kg.explaining import explain
from kg.model import Claim, Conflict, ConflictKind, Modality, Polarity, Severity
from kg.rdf import ONTOLOGY, REFERENCE
from kg.reasoning.trust import untrusted
from kg.validation import shape_files, validate_all

CONTRADICTION, RIVAL = ConflictKind.CONTRADICTION, ConflictKind.RIVAL_ACCOUNT
SCOPE, LATER = ConflictKind.DIFFERENT_SCOPE, ConflictKind.SUPERSESSION
RESERVES = "country:china kg:holdsShareOf aggregate:world-rare-earth-reserves"


def kinds(*claims: Claim) -> list[ConflictKind]:
    return [conflict.kind for conflict in conflicts(*claims)]


def test_disjoint_shares_of_one_whole_contradict_each_other() -> None:
    (found,) = conflicts(claim(RESERVES, quantity="half"), claim(RESERVES, "two", quantity="over 37%"))
    assert (found.kind, found.severity) == (CONTRADICTION, Severity.HIGH)
    assert [(side.value, [one.document for one in side.claims]) for side in found.sides] == [
        ("half", ["one"]),
        ("over 37%", ["two"]),
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"quantity": "40%", "when": "2019"}, {"quantity": "50%", "when": "2019"}, [CONTRADICTION]),
        ({"quantity": "40%", "when": "2019"}, {"quantity": "50%", "when": "2023"}, [LATER]),
        ({"quantity": "40%", "when": "2019"}, {"quantity": "50%"}, [SCOPE]),
        ({"quantity": "40%", "when": "2019"}, {"quantity": "50%", "when": "now"}, [SCOPE]),
        ({"quantity": "40%"}, {"quantity": "50%", "regarding": "group:heavy-rare-earths"}, [SCOPE]),
        ({"quantity": "40%"}, {"quantity": "30-50%"}, []),
        ({"quantity": "40%"}, {"quantity": "50%", "modality": Modality.FORECAST}, []),
    ],
    ids=str,
)
def test_scope_decides_the_kind(first: dict[str, object], second: dict[str, object], expected: list[object]) -> None:
    assert kinds(claim(RESERVES, **first), claim(RESERVES, "two", **second)) == expected  # type: ignore[arg-type]


def test_figure_of_a_past_year_is_superseded_by_the_same_documents_present() -> None:
    past = claim(RESERVES, quantity="23%", when="2023")
    assert kinds(past, claim(RESERVES, quantity="nearly 30%", when="at present")) == [LATER]


def test_shares_of_kindred_wholes_differ_in_scope() -> None:
    refining = claim("country:china kg:holdsShareOf aggregate:world-rare-earth-refining-capacity", quantity="95%")
    purifying = claim("country:china kg:holdsShareOf aggregate:world-rare-earth-purification", "two", quantity="80%")
    mining = claim("country:china kg:holdsShareOf aggregate:world-rare-earth-mining", "two", quantity="60%")
    (found,) = conflicts(refining, purifying, mining)
    assert found.kind is SCOPE
    assert "whole" in found.explanation
    assert {one.id for one in found.claims} == {refining.id, purifying.id}


def test_shares_of_different_subjects_do_not_meet() -> None:
    theirs = claim("country:australia kg:holdsShareOf aggregate:world-rare-earth-reserves", quantity="4%")
    assert kinds(claim(RESERVES, quantity="half"), theirs) == []


def test_target_is_no_figure_of_what_was_reached() -> None:
    reached = claim("country:china kg:achievesShareOf aggregate:chinese-semiconductor-self-sufficiency", quantity="23%")
    target = claim("country:china kg:targetsShareOf aggregate:chinese-semiconductor-self-sufficiency", quantity="70%")
    assert kinds(reached, target) == []


def test_two_sums_may_be_added() -> None:
    purchase = "org:alpha kg:commitsToPurchase product:magnets"
    (found,) = conflicts(claim(purchase, quantity="$500 million"), claim(purchase, "two", quantity="$900 million"))
    assert (found.kind, found.severity) == (CONTRADICTION, Severity.MEDIUM)


def test_one_rank_has_one_holder() -> None:
    whole = "kg:hasRankIn aggregate:world-rare-earth-reserves"
    first, second = (
        claim(f"country:china {whole}", quantity="2"),
        claim(f"country:india {whole}", quantity="2"),
    )
    assert kinds(first, second) == [CONTRADICTION]


def test_denial_of_what_is_said() -> None:
    says = claim("country:china kg:exports product:magnets")
    denies = claim("country:china kg:exports product:magnets", "two", polarity=Polarity.NEGATIVE)
    assert kinds(says, denies) == [CONTRADICTION]
    assert kinds(says, claim(*_at("2010"), polarity=Polarity.NEGATIVE, when="2010")) == [SCOPE]


def _at(year: str) -> tuple[str, str]:
    return "country:china kg:exports product:magnets", f"of-{year}"


def test_denial_of_what_follows_from_what_is_said() -> None:
    says = claim("policy:ban kg:retaliatesAgainst policy:duty")
    denies = claim("policy:ban kg:respondsTo policy:duty", "two", polarity=Polarity.NEGATIVE)
    assert kinds(says, denies) == [CONTRADICTION]


def test_wish_is_no_denial() -> None:
    lacks = claim("country:china kg:exports product:magnets", polarity=Polarity.NEGATIVE)
    ought = claim("country:china kg:exports product:magnets", "two", modality=Modality.NORMATIVE)
    assert kinds(lacks, ought) == []


def test_incompatible_classes_of_two_documents() -> None:
    company = claim("org:gamma a kg:Company")
    person = claim("org:gamma a kg:Person", "two")
    (found,) = conflicts(company, person)
    assert (found.kind, found.severity) == (CONTRADICTION, Severity.HIGH)
    assert {one.document for one in found.claims} == {"one", "two"}


def test_incompatible_objects_of_a_functional_property() -> None:
    here = claim("facility:pit kg:locatedIn country:china")
    there = claim("facility:pit kg:locatedIn place:california", "two")
    (found,) = conflicts(here, there)
    assert found.kind is CONTRADICTION
    assert {one.id for one in found.claims} == {here.id, there.id}


def test_two_measures_that_retaliate_against_each_other() -> None:
    one = claim("policy:ban kg:retaliatesAgainst policy:duty")
    other = claim("policy:duty kg:retaliatesAgainst policy:ban", "two")
    assert set(kinds(one, other)) == {CONTRADICTION}


def test_answer_before_what_it_answers() -> None:
    (found,) = conflicts(
        claim("policy:ban kg:retaliatesAgainst policy:duty"),
        claim("policy:ban kg:occurredIn -", "two", when="2019"),
        claim("policy:duty kg:occurredIn -", "two", when="2021-05"),
    )
    assert found.kind is CONTRADICTION
    assert len(found.sides) == 3


def test_answer_after_what_it_answers_is_none() -> None:
    assert not kinds(
        claim("policy:ban kg:retaliatesAgainst policy:duty"),
        claim("policy:ban kg:occurredIn -", when="2022"),
        claim("policy:duty kg:occurredIn -", when="2021-05"),
    )


def test_month_without_a_year_is_not_out_of_order() -> None:
    assert not kinds(
        claim("policy:ban kg:retaliatesAgainst policy:duty"),
        claim("policy:ban kg:occurredIn -", when="XXXX-04"),
        claim("policy:duty kg:occurredIn -", when="2021-05"),
    )


def test_two_beginnings_of_one_thing() -> None:
    founded = "org:alpha kg:establishedIn -"
    assert kinds(claim(founded, when="2021"), claim(founded, "two", when="2022")) == [CONTRADICTION]
    assert kinds(claim(founded, when="2021"), claim(founded, "two", when="2021-11")) == []


def test_deed_before_its_doer_began() -> None:
    founded = claim("org:alpha kg:establishedIn -", when="2022")
    assert kinds(founded, claim("org:alpha kg:initiated facility:pit", "two", when="2015")) == [CONTRADICTION]


def test_circle_in_time() -> None:
    circle = ["policy:ban policy:duty", "policy:duty policy:curb", "policy:curb policy:ban"]
    told = [claim("{} kg:follows {}".format(*hop.split()), f"doc{n}") for n, hop in enumerate(circle)]
    (found,) = conflicts(*told)
    assert found.kind is CONTRADICTION
    assert len(found.claims) == 3


def enacted(*measures: str) -> list[Claim]:
    return [claim(f"{measure} kg:enactedBy country:china") for measure in measures]


def test_one_measure_with_two_triggers() -> None:
    told = [claim("policy:ban kg:respondsTo policy:duty"), claim("policy:ban kg:respondsTo policy:curb", "two")]
    assert kinds(*told) == [RIVAL]


def test_several_triggers_in_one_document_are_one_account() -> None:
    assert kinds(claim("policy:ban kg:promptedBy policy:duty"), claim("policy:ban kg:promptedBy policy:curb")) == []


def test_one_trigger_with_two_answers() -> None:
    told = [
        claim("policy:ban kg:respondsTo policy:duty"),
        claim("policy:ban kg:controlsExportOf material:gallium"),
        claim("policy:curb kg:respondsTo policy:levy", "two"),
        claim("policy:curb kg:controlsExportOf material:graphite", "two"),
    ]
    (found,) = conflicts(*told, *enacted("policy:ban", "policy:curb"))
    assert found.kind is RIVAL
    assert "may be one measure" in found.explanation


def test_answers_of_two_actors_are_no_rivals() -> None:
    told = [
        claim("policy:ban kg:respondsTo policy:duty"),
        claim("policy:ban kg:controlsExportOf material:gallium"),
        claim("policy:curb kg:respondsTo policy:duty", "two"),
        claim("policy:curb kg:controlsExportOf material:graphite", "two"),
        claim("policy:curb kg:enactedBy country:japan", "two"),
    ]
    assert kinds(*told, *enacted("policy:ban")) == []


def test_one_thing_controlled_for_two_reasons() -> None:
    told = [
        claim("policy:ban kg:respondsTo policy:duty"),
        claim("policy:ban kg:controlsExportOf material:gallium"),
        claim("policy:curb kg:respondsTo policy:us-chip-rules"),
        claim("policy:curb kg:controlsExportOf material:gallium"),
    ]
    assert kinds(*told, *enacted("policy:ban", "policy:curb")) == [RIVAL]


def test_possibly_same_measure_told_with_another_content() -> None:
    told = [
        claim("policy:duty kg:imposesTariffOn product:chinese-goods"),
        claim("policy:levy kg:imposesTariffOn product:imported-goods", "two"),
    ]
    assert kinds(*told) == [RIVAL]
    assert kinds(told[0], claim("policy:levy kg:imposesTariffOn product:chinese-goods", "two")) == []


def test_measure_and_its_easing_are_no_conflict() -> None:
    told = [
        claim("policy:ban kg:controlsExportOf product:magnets"),
        claim("policy:easing kg:easesControlOn product:magnets", "two"),
    ]
    assert kinds(*told, *enacted("policy:ban", "policy:easing")) == []


def test_same_document_says_it_again() -> None:
    text = "country:china kg:exports product:magnets"
    first = claim(text)
    assert kinds(first, claim(text, "two")) == []
    again = Claim(first.proposition, *2 * (claim(text, when="twice").passage,))
    (found,) = conflicts(first, again)
    assert found.kind is ConflictKind.RESTATEMENT


def test_two_documents_that_name_one_source_say_it_once() -> None:
    text = "country:china kg:exports product:magnets"
    survey = claim("org:usgs kg:exports product:magnets").proposition.subject
    told = [claim(text, document, attributed_to=survey) for document in ("one", "two")]
    (found,) = conflicts(*told)
    assert found.kind is ConflictKind.RESTATEMENT


def test_no_claim_changes_and_the_id_does_not_depend_on_order() -> None:
    told = [claim(RESERVES, quantity="half"), claim(RESERVES, "two", quantity="over 37%")]
    assert [found.id for found in conflicts(*told)] == [found.id for found in conflicts(*reversed(told))]
    assert {one.status for found in conflicts(*told) for one in found.claims} == {told[0].status}


@pytest.fixture(scope="module")
def real(catalogue: Catalogue) -> tuple[Conflict, ...]:
    """Return the conflicts of the documents that are held."""
    return load_conflicts(catalogue.reader)


def of(real: tuple[Conflict, ...], kind: ConflictKind) -> list[set[str]]:
    """Return the values of the sides of each real conflict of a kind."""
    return [{side.value for side in conflict.sides} for conflict in real if conflict.kind is kind]


def test_documents_contradict_each_other_on_reserves_only(real: tuple[Conflict, ...]) -> None:
    assert of(real, CONTRADICTION) == [{"half", "over 37%"}]


def test_documents_differ_in_what_their_shares_are_of(real: tuple[Conflict, ...]) -> None:
    assert {"nearly all", "over 90%", "two-third", "nearly 90%"} in of(real, SCOPE)
    assert any(values >= {"70%", "over 70%"} for values in of(real, SCOPE))
    assert len(of(real, SCOPE)) == 2


def test_later_self_sufficiency_follows_the_earlier(real: tuple[Conflict, ...]) -> None:
    assert of(real, LATER) == [{"only 23%", "nearly 30%"}]


def test_statements_about_elements_that_the_reference_layer_excludes(real: tuple[Conflict, ...]) -> None:
    topics = {conflict.topic for conflict in real if conflict.kind is ConflictKind.REFERENCE_CONTRADICTION}
    assert topics == {
        "samarium is a heavy rare earth element",
        *(f"{name} is a rare earth element" for name in ("gallium", "germanium", "antimony", "graphite")),
    }


def test_rival_accounts_of_the_controls(real: tuple[Conflict, ...]) -> None:
    topics = [conflict.topic for conflict in real if conflict.kind is RIVAL]
    assert len(topics) == 4
    assert any("answer to US tax credit of 145%" in topic for topic in topics)
    assert any("controls on gallium and germanium" in topic for topic in topics)


def test_every_side_of_a_real_conflict_has_a_quote_or_is_the_reference_layer(real: tuple[Conflict, ...]) -> None:
    for conflict in real:
        assert len(conflict.sides) >= 2
        assert all(side.claims or side.label == "reference layer" for side in conflict.sides)
        assert conflict.explanation.endswith(".")
        assert conflict.settled_by.endswith(".")


def test_stored_conflicts_are_those_that_are_found_again(catalogue: Catalogue, real: tuple[Conflict, ...]) -> None:
    ground = load_ground(catalogue.reader, catalogue.vocabulary)
    background = [quad for quad in catalogue.reader.quads() if quad.graph_name in (ONTOLOGY, REFERENCE)]
    entities = [quad for quad in catalogue.reader.quads() if "/graph/entities/" in str(quad.graph_name)]
    assert find_conflicts(ground, untrusted([*background, *entities], ground.claims)) == real


def test_conflicts_can_be_asked_for_by_kind_and_entity(catalogue: Catalogue, real: tuple[Conflict, ...]) -> None:
    gallium = iri("material:gallium")
    found = load_conflicts(catalogue.reader, entities=[gallium])
    assert 0 < len(found) < len(real)
    assert all(gallium in conflict.about for conflict in found)
    assert {one.kind for one in load_conflicts(catalogue.reader, kind=RIVAL)} == {RIVAL}


def test_shapes_report_open_conflicts_as_warnings(catalogue: Catalogue, real: tuple[Conflict, ...]) -> None:
    report = validate_all(catalogue.reader.quads(), shape_files(data_folder("ontology")))
    assert report.conforms
    open_kinds = (CONTRADICTION, RIVAL, ConflictKind.REFERENCE_CONTRADICTION)
    warned = {finding.focus_node for finding in report.of_severity("Warning") if "/conflict/" in finding.focus_node}
    assert warned == {iris.mint("conflict", one.id) for one in real if one.kind in open_kinds}


def test_inferred_triple_is_explained_down_to_claims_and_axioms(catalogue: Catalogue) -> None:
    ground = load_ground(catalogue.reader, catalogue.vocabulary)
    parts = ("policy:us-145-percent-tax-credit", "kg:enactedBy", "country:united-states")
    explanation = explain(ground, catalogue.reader, Triple(*(NamedNode(iri(part)) for part in parts)))
    assert explanation is not None
    assert explanation.axiom is not None
    assert [one.passage.exact for premise in explanation.premises for one in premise.claims]


def test_reference_fact_is_explained_by_the_works_behind_it(catalogue: Catalogue) -> None:
    ground = load_ground(catalogue.reader, catalogue.vocabulary)
    light = Triple(*(NamedNode(iri(part)) for part in ("element:samarium", "a", "kg:LightRareEarthElement")))
    explanation = explain(ground, catalogue.reader, light)
    assert explanation is not None
    assert any("rare earth elements" in source for source in explanation.sources)
    heavy = Triple(*(NamedNode(iri(part)) for part in ("element:samarium", "a", "kg:HeavyRareEarthElement")))
    assert explain(ground, catalogue.reader, heavy) is None
