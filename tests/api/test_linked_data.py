"""Linked data: IRIs lead to descriptions, in the form that is wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg import iris
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims
from kg.rdf import text_of


def path_of(iri: str) -> str:
    return "/" + iri.removeprefix(iris.BASE)


@pytest.fixture(scope="module")
def claim(catalogue: Catalogue) -> str:
    """The IRI of a claim that cites something."""
    rows = catalogue.reader.select("SELECT ?c { ?c a kg:Claim ; kg:citation ?x } ORDER BY ?c LIMIT 1").rows
    return next(text_of(row[0]) for row in rows if row[0] is not None)


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
        ("*/*", "html"),
        ("text/turtle", "ttl"),
        ("application/n-triples, text/turtle;q=0.5", "nt"),
        ("application/ld+json", "jsonld"),
        ("application/json", "json"),
        ("application/rdf+xml", "rdf"),
        ("application/trig", "trig"),
    ],
)
def test_an_iri_refers_to_the_form_that_is_wanted(client: TestClient, claim: str, accept: str, suffix: str) -> None:
    answer = client.get(path_of(claim), headers={"Accept": accept}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == path_of(claim).replace("/id/", "/doc/") + f".{suffix}"
    assert "Accept" in answer.headers["vary"]
    assert f'<{claim}>; rel="cite-as"' in answer.headers["link"]
    assert client.get(answer.headers["location"]).status_code == 200


def test_every_kind_of_thing_in_the_graph_has_a_description(client: TestClient, catalogue: Catalogue) -> None:
    rows = catalogue.reader.select(
        f"SELECT ?kind (SAMPLE(?s) AS ?one) {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), '{iris.ID}'))"
        f" BIND(STRBEFORE(STRAFTER(STR(?s), '{iris.ID}'), '/') AS ?kind) }} GROUP BY ?kind"
    ).rows
    kinds = {text_of(kind): text_of(one) for kind, one in rows if kind is not None and one is not None}
    assert {"claim", "prop", "pass", "doc", "country", "policy"} <= kinds.keys()
    for iri in kinds.values():
        page = client.get(path_of(iri), headers={"Accept": "text/html"})
        assert page.status_code == 200, iri
        assert iri in page.text
        turtle = client.get(path_of(iri), headers={"Accept": "text/turtle"})
        assert any(triple.subject == NamedNode(iri) for triple in parse(turtle.content, RdfFormat.TURTLE))


@pytest.mark.parametrize(
    "path", ["/id/country/nowhere", "/id/unicorn/x", "/doc/claim/nothing.ttl", "/id/claim/%3Cx%3E"]
)
def test_what_the_graph_does_not_hold_is_not_found(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_a_page_quotes_its_claims(client: TestClient, claim: str, catalogue: Catalogue) -> None:
    page = client.get(path_of(claim), headers={"Accept": "text/html"})
    assert "<blockquote>" in page.text
    assert 'rel="describedby"' in page.headers["link"]
    assert "<script" not in page.text


def test_a_claim_is_given_as_a_nanopublication(client: TestClient, claim: str) -> None:
    answer = client.get(path_of(claim).replace("/id/", "/doc/") + ".trig")
    quads = list(parse(answer.content, RdfFormat.TRIG))
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    assert graphs == {f"{claim}#{part}" for part in ("head", "assertion", "prov", "pub")}
    head = [quad for quad in quads if quad.graph_name == NamedNode(f"{claim}#head")]
    assert len(head) == 4


def test_a_claim_is_given_in_rdf_1_2(client: TestClient, claim: str) -> None:
    answer = client.get(path_of(claim).replace("/id/", "/doc/") + ".rdf12.ttl")
    reifies = NamedNode(iris.PREFIXES["rdf"] + "reifies")
    said = [q.object for q in parse(answer.content, RdfFormat.TURTLE) if q.predicate == reifies]
    assert len(said) == 1
    assert isinstance(said[0], Triple)


def test_a_claim_is_given_as_claim_review(client: TestClient, claim: str) -> None:
    review = client.get(path_of(claim).replace("/id/", "/doc/") + ".claimreview.jsonld").json()
    assert review["@type"] == "ClaimReview"
    assert review["itemReviewed"]["text"]
    assert review["itemReviewed"]["appearance"]["name"]


def test_a_passage_is_given_as_a_web_annotation(client: TestClient, catalogue: Catalogue) -> None:
    claim = find_claims(catalogue.reader, ClaimFilter(), limit=1)[0]
    rows = catalogue.reader.select(f"SELECT ?p {{ {NamedNode(claim)} kg:passage ?p }}").rows
    passage = next(text_of(row[0]) for row in rows if row[0] is not None)
    annotation = client.get(path_of(passage).replace("/id/", "/doc/") + ".anno.jsonld").json()
    selector: Mapping[str, str] = annotation["target"]["selector"][0]
    assert selector["type"] == "TextQuoteSelector"
    assert selector["exact"]
    assert claim in [body["id"] for body in annotation["body"]]


def test_the_endpoint_describes_itself(client: TestClient) -> None:
    plain = client.get("/sparql")
    triples = list(parse(plain.content, RdfFormat.TURTLE))
    kinds = {triple.object for triple in triples}
    assert NamedNode("http://www.w3.org/ns/sparql-service-description#Service") in kinds
    assert NamedNode("http://testserver/sparql") in {triple.subject for triple in triples}
    page = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.5"})
    assert page.headers["content-type"].startswith("text/html")


def test_the_dataset_is_described_in_void(client: TestClient, catalogue: Catalogue) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
    numbers = {
        q.predicate.value.rsplit("#", 1)[-1]: text_of(q.object) for q in parse(answer.content, RdfFormat.N_TRIPLES)
    }
    assert int(numbers["triples"]) > 10_000


def test_queries_are_given_as_shacl_executables(client: TestClient, catalogue: Catalogue) -> None:
    triples = list(parse(client.get("/queries").content, RdfFormat.TURTLE))
    executables = {t.subject for t in triples if text_of(t.object).endswith("SPARQLSelectExecutable")}
    assert len(executables) == len(catalogue.questions.by_name)
    for triple in triples:
        if triple.predicate.value.endswith("#select"):
            assert client.get("/sparql", params={"query": text_of(triple.object)}).status_code == 200


def test_layers_and_ontology_can_be_had_whole(client: TestClient) -> None:
    for path in ("/graph/reference", "/kg"):
        answer = client.get(path, headers={"Accept": "application/ld+json"})
        assert json.loads(answer.content)["@graph"]
    assert client.get("/graph/nothing").status_code == 404


def test_options_tell_what_is_allowed(client: TestClient) -> None:
    answer = client.options("/sparql")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    preflight = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    assert client.options("/sparql", headers=preflight).headers["access-control-allow-origin"] == "*"
    simple = client.get("/sparql?query=ASK{}", headers={"Origin": "https://example.org"})
    assert simple.headers["access-control-allow-origin"] == "*"
