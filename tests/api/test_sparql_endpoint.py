"""The SPARQL endpoint: the ways to ask and to be answered of the SPARQL 1.1 Protocol."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

SELECT = "SELECT ?d { ?d a kg:Document } ORDER BY ?d"
CONSTRUCT = "CONSTRUCT { ?d a kg:Document } { ?d a kg:Document }"
ASK = "ASK { ?d a kg:Document }"
REFERENCE = "https://w3id.org/assay/graph/reference"


def test_a_query_is_asked_by_get_by_form_and_by_body(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": SELECT})
    by_form = client.post("/sparql", data={"query": SELECT})
    by_body = client.post("/sparql", content=SELECT, headers={"Content-Type": "application/sparql-query"})
    assert by_get.status_code == by_form.status_code == by_body.status_code == 200
    assert by_get.json() == by_form.json() == by_body.json()
    assert len(by_get.json()["results"]["bindings"]) >= 2


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv, text/turtle;q=0.9", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (ASK, "application/xml;q=0.9, application/json;q=0.8", "application/sparql-results+xml"),
        (CONSTRUCT, "*/*", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/trig", "application/trig"),
        (CONSTRUCT, "application/n-quads", "application/n-quads"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
    ],
)  # fmt: skip
def test_the_answer_comes_in_the_form_that_is_wanted_most(
    client: TestClient, query: str, accept: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.content
    assert "Accept" in answer.headers["vary"]


def test_a_form_that_nobody_offers_is_refused(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"


def test_graphs_of_the_request_replace_those_of_the_query(client: TestClient) -> None:
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"

    def number(query: str, **graphs: str) -> int:
        answer = client.get("/sparql", params={"query": query, **graphs})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    everything = number(count.format(""))
    reference = number(count.format(f"FROM <{REFERENCE}>"))
    assert 0 < reference < everything
    assert number(count.format(""), **{"default-graph-uri": REFERENCE}) == reference
    assert number(count.format("FROM graph:claims"), **{"default-graph-uri": REFERENCE}) == reference
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(named, **{"named-graph-uri": REFERENCE}) == 1


def test_a_syntax_error_says_where_and_what_was_expected(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s }"})
    assert answer.status_code == 400
    problem = answer.json()
    assert (problem["line"], problem["column"]) == (2, 13)
    assert problem["expected"]


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (SELECT.encode(), "text/plain", 415),
        (SELECT.encode(), "", 415),
        (b"\xff\xfe", "application/sparql-query", 400),
        (b"query=%FF", "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 400),
        (b"query=ASK{}&query=ASK{}", "application/x-www-form-urlencoded", 400),
        (b"query=ASK{}&update=DROP+ALL", "application/x-www-form-urlencoded", 400),
        (b"query=ASK{}&default-graph-uri=http://example.org/", "application/x-www-form-urlencoded", 403),
        (b"query=LOAD+<http://example.org/>", "application/x-www-form-urlencoded", 403),
    ],
)
def test_what_is_no_query_gets_a_problem(client: TestClient, content: bytes, content_type: str, status: int) -> None:
    answer = client.post("/sparql", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
