"""The REST interface: lists that go on, forms, entity tags, and problems."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, count_claims, find_claims

V1 = "/api/v1"


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(V1 + path, params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_list_goes_on_by_its_links_to_the_last_claim(client: TestClient, catalogue: Catalogue) -> None:
    found: list[str] = []
    path: str | None = f"{V1}/claims?limit=300"
    while path is not None:
        answer = client.get(path)
        found += [claim["id"] for claim in answer.json()["items"]]
        link = answer.headers.get("link")
        path = link[1 : link.index(">")] if link else None
    assert found == find_claims(catalogue.reader, ClaimFilter())


def test_every_claim_carries_quote_document_and_place(client: TestClient) -> None:
    for claim in get(client, "/claims", limit=200)["items"]:
        assert claim["quote"]
        assert claim["document"]
        assert claim["start"] < claim["end"]


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ({"document": "induqin-2025"}, "document", "induqin-2025"),
        ({"modality": "hedged"}, "modality", "hedged"),
        ({"predicate": "retaliatesAgainst"}, "predicate.label", "retaliates against"),
        ({"entity": "country:china", "role": "subject"}, "subject.id", "https://w3id.org/assay/id/country/china"),
        ({"entity": "China", "role": "subject"}, "subject.label", "China"),
        ({"status": "accepted"}, "status", "accepted"),
    ],
)
def test_filters_keep_what_fits(client: TestClient, query: dict[str, str], field: str, value: str) -> None:
    claims = get(client, "/claims", limit=500, **query)["items"]
    assert claims
    for claim in claims:
        found = claim
        for part in field.split("."):
            found = found[part]
        assert found == value


def test_a_year_finds_its_months(client: TestClient) -> None:
    periods = {claim["period"] for claim in get(client, "/claims", limit=500, period="2024")["items"]}
    assert any(period != "2024" for period in periods)
    assert all(period.startswith("2024") for period in periods)


def test_filters_by_citation_status(client: TestClient) -> None:
    for claim in get(client, "/claims", limit=100, citation_status="resolved")["items"]:
        assert "resolved" in {citation["status"] for citation in claim["citations"]}


def test_a_claim_is_found_by_its_id_in_every_form(client: TestClient) -> None:
    claim = get(client, "/claims", limit=1)["items"][0]
    path = f"/claims/{claim['id'].rsplit('/', 1)[-1]}"
    assert get(client, path) == claim
    turtle = client.get(V1 + path, headers={"Accept": "text/turtle"})
    triples = list(parse(turtle.content, RdfFormat.TURTLE))
    assert any(triple.subject == NamedNode(claim["id"]) for triple in triples)
    document = client.get(V1 + path, params={"format": "jsonld"}).json()
    again = list(parse(json.dumps(document).encode(), RdfFormat.JSON_LD))
    assert {str(triple) for triple in again} == {str(triple) for triple in triples}
    rows = list(csv.DictReader(io.StringIO(client.get(V1 + path, params={"format": "csv"}).text)))
    assert rows[0]["quote"].split() == claim["quote"].split()


def test_an_entity_has_all_that_is_said_about_it(client: TestClient, catalogue: Catalogue) -> None:
    profile = get(client, "/entities/country:china")
    china = catalogue.vocabulary.resolve("country:china")
    wanted = ClaimFilter(entities=(china,), roles=("subject",))
    assert profile["claims_by_role"]["subject"] == count_claims(catalogue.reader, wanted) > 50
    assert profile["said_about"]
    assert client.get(profile["claims_url"]).status_code == 200


def test_policies_know_retaliation_in_both_directions(client: TestClient) -> None:
    policies = get(client, "/policies", limit=500)["items"]
    forth = {(p["id"], r["measure"]["id"]) for p in policies for r in p["retaliates_against"]}
    back = {(r["measure"]["id"], p["id"]) for p in policies for r in p["retaliated_against_by"]}
    assert forth
    assert forth == back
    assert all(r["claims"][0]["quote"] for p in policies for r in p["retaliates_against"])


def test_documents_have_passages_references_and_citations(client: TestClient) -> None:
    for document in get(client, "/documents")["items"]:
        path = f"/documents/{document['slug']}"
        assert get(client, path) == document
        assert get(client, f"{path}/passages", limit=3)["items"][0]["exact"]
        assert len(get(client, f"{path}/references")["items"]) == document["counts"]["references"]
        assert len(get(client, f"{path}/citations")["items"]) == document["counts"]["citations"]


def test_questions_are_answered_by_name(client: TestClient) -> None:
    for question in get(client, "/questions")["items"]:
        answer = get(client, f"/questions/{question['name']}")
        assert all(list(row) == question["columns"] for row in answer["rows"])


@pytest.mark.parametrize(
    ("form", "found"), [("bibtex", "@"), ("ris", "TY  - "), ("csl", '"type"'), ("csv", "id,"), ("turtle", "a kg:Claim")]
)
def test_the_claims_of_an_answer_can_be_had_in_their_forms(client: TestClient, form: str, found: str) -> None:
    for path in ("/claims?limit=20", "/questions/uncited-claims?"):
        answer = client.get(f"{V1}{path}&format={form}".replace("?&", "?"))
        assert answer.status_code == 200
        assert found in answer.text or (form == "csv" and "claim" in answer.text)


def test_origins_tell_what_statements_rest_on(client: TestClient) -> None:
    claim = get(client, "/claims", limit=1)["items"][0]
    (standing,) = get(client, "/origins", of=claim["id"])["items"]
    assert claim["id"] in [link["claim"] for origin in standing["origins"] for link in origin["chain"]]
    assert len(get(client, "/origins", of="China")["items"]) > 50


def test_coverage_and_validation_are_reported(client: TestClient) -> None:
    assert all(one["with_claims"] > 0 for one in get(client, "/coverage")["items"])
    assert get(client, "/validation")["conforms"] is True
    assert get(client, "/statistics")["counts"]["claims"] > 300


def test_what_the_client_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{V1}/claims?limit=2")
    tag = first.headers["etag"]
    assert not tag.startswith("W/")
    again = client.get(f"{V1}/claims?limit=2", headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    other_form = client.get(f"{V1}/claims?limit=2&format=csv", headers={"If-None-Match": tag})
    assert other_form.status_code == 200


def test_head_has_the_headers_of_get(client: TestClient) -> None:
    for path in (f"{V1}/claims?limit=1", "/", "/sparql?query=ASK{}"):
        head, whole = client.head(path), client.get(path)
        assert head.status_code == whole.status_code == 200
        assert head.content == b""
        assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/claims/0123456789abcdef", 404, "not-found"),
        ("/claims/nonsense", 422, "invalid-request"),
        ("/claims?limit=0", 422, "invalid-request"),
        ("/claims?unknown=1", 422, "invalid-request"),
        ("/claims?cursor=nonsense", 404, "not-found"),
        ("/claims?cursor=WzFd", 404, "not-found"),
        ("/claims?entity=Nowhere-at-all", 404, "not-found"),
        ("/claims?predicate=fliesTo", 404, "not-found"),
        ("/claims?format=docx", 422, "invalid-request"),
        ("/entities/country:nowhere", 404, "not-found"),
        ("/policies/country:china", 404, "not-found"),
        ("/documents/nothing", 404, "not-found"),
        ("/documents/nothing/passages", 404, "not-found"),
        ("/questions/nothing", 404, "not-found"),
        ("/questions/retaliation?nonsense=1", 400, "invalid-input"),
        ("/questions/retaliation?actor=Nowhere-at-all", 404, "not-found"),
        ("/origins?of=Nowhere-at-all", 404, "not-found"),
        ("/nothing", 404, "not-found"),
    ],
)
def test_failures_are_problems(client: TestClient, path: str, status: int, kind: str) -> None:
    answer = client.get(V1 + path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["type"].endswith(f"/{kind}")
    assert problem["status"] == status


@pytest.mark.parametrize("value", ['"', "\\", "' } UNION { ?s ?p ?o", "<http://x>", "?x", "%00", "}", "x\ny", "\u0000"])
@pytest.mark.parametrize("parameter", ["entity", "document", "period", "predicate"])
def test_parameters_cannot_inject(client: TestClient, parameter: str, value: str) -> None:
    answer = client.get(f"{V1}/claims", params={parameter: value})
    assert answer.status_code in (200, 400, 404, 422)
    if answer.status_code == 200:
        assert answer.json()["items"] == []


def test_the_reference_page_names_every_operation(client: TestClient) -> None:
    page = client.get("/docs").text
    for path in client.get(f"{V1}/openapi.json").json()["paths"]:
        assert path in page
    assert 'src="http' not in page


def test_the_index_links_to_lists_that_answer(client: TestClient) -> None:
    for path in client.get(V1).json()["links"].values():
        assert client.get(path).status_code == 200


def test_conflicts_show_the_words_of_every_side(client: TestClient) -> None:
    page = get(client, "/conflicts", limit=5)
    assert len(page["items"]) == 5
    rest = get(client, "/conflicts", limit=500, cursor=page["next"])["items"]
    ids = [conflict["id"] for conflict in (*page["items"], *rest)]
    assert len(ids) == len(set(ids)) == len(get(client, "/conflicts", limit=500)["items"])
    one = page["items"][0]
    assert get(client, f"/conflicts/{one['id'].rsplit('/', 1)[-1]}") == one
    assert any(side["claims"] for side in one["sides"])


def test_the_ladder_climbs_in_the_documents_words(client: TestClient) -> None:
    ladder = get(client, "/ladder")
    assert ladder["chains"]
    assert all(hop["claims"][0]["quote"] for chain in ladder["chains"] for hop in chain["hops"])
    assert len(get(client, "/ladder", strict=True)["chains"]) <= len(ladder["chains"])


def test_statements_and_texts_are_checked(client: TestClient) -> None:
    verdict = get(client, "/check", statement="Gallium is a fruit that grows on Mars.")
    assert verdict["verdict"] == "NOT_ENOUGH_INFO"
    text = {"text": "Gallium is a fruit that grows on Mars. Nobody has ever eaten a lanthanide."}
    answer = client.post(f"{V1}/check", json=text)
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 2


def test_quotes_are_checked_against_the_texts(client: TestClient) -> None:
    claim = get(client, "/claims", limit=1)["items"][0]
    found = get(client, "/quote-check", quote=claim["quote"])
    assert found["places"][0]["document"] == claim["document"]
    assert get(client, "/quote-check", quote="nobody ever wrote these words")["status"] == "absent"
    assert client.get(f"{V1}/quote-check", params={"quote": "x", "document": "nothing"}).status_code == 404


def test_search_finds_claims_entities_and_passages(client: TestClient) -> None:
    found = get(client, "/search", q="gallium export")
    assert any("gallium" in claim["quote"].casefold() for claim in found["claims"])
    assert found["entities"][0]["label"]
    assert found["passages"]
    assert get(client, "/search", q='" OR quote:* NEAR(')["claims"] is not None
