"""Assistants over the Model Context Protocol: the official client, over standard input and over HTTP."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp_types import CallToolResult

from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_claims
from kg.model import LinkStatus
from kg.stores.embedded import EmbeddedStore
from tests.api.live import assay_serve

ROOT = Path(__file__).parents[2]
COMMAND = "from api.cli import main; main()"
TOOLS = {
    "search_claims", "get_claim", "cite", "get_entity", "check_statement", "verify_quote",
    "list_questions", "ask_question", "sparql_query",
}  # fmt: skip


@pytest.fixture(scope="module")
def environment(built_store: EmbeddedStore) -> dict[str, str]:
    return {**os.environ, "ASSAY_STORE": str(built_store.folder), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def url(built_store: EmbeddedStore) -> Iterator[str]:
    with assay_serve(built_store.folder) as address:
        yield f"{address}/mcp"


@dataclass(frozen=True)
class Assistant:
    """A client that stays connected, called from outside its event loop."""

    client: Client
    portal: BlockingPortal

    def ask(self, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
        """Call tools one after the other."""
        return [self.portal.call(self.client.call_tool, name, arguments) for name, arguments in calls]


@pytest.fixture(scope="module", params=["stdio", "http", "http, older protocol"])
def assistant(request: pytest.FixtureRequest, environment: dict[str, str]) -> Iterator[Assistant]:
    """An assistant; the same tests run over every transport."""
    if request.param == "stdio":
        server = StdioServerParameters(command=sys.executable, args=["-c", COMMAND, "mcp"], env=environment)
        client = Client(stdio_client(server))
    else:
        mode = "legacy" if "older" in request.param else "auto"
        client = Client(request.getfixturevalue("url"), mode=mode)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(client) as opened:
        yield Assistant(opened, portal)


def found(result: CallToolResult) -> dict[str, Any]:
    assert not result.is_error, result.content
    assert result.structured_content is not None
    return result.structured_content


def test_tools_are_listed_with_schemas_and_only_read(assistant: Assistant) -> None:
    tools = assistant.portal.call(assistant.client.list_tools).tools
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert tool.description
        assert tool.output_schema


def test_claims_come_with_quote_document_and_id(assistant: Assistant, catalogue: Catalogue) -> None:
    asked = {"entity": "China", "predicate": "retaliatesAgainst", "limit": 5}
    first, by_filter = assistant.ask(("search_claims", {"limit": 3}), ("search_claims", asked))
    assert found(first)["more"]
    ids = find_claims(catalogue.reader, ClaimFilter(), limit=3)
    shown = found(first)["claims"]
    assert [claim["id"] for claim in shown] == ids
    assert [claim["quote"] for claim in shown] == [c.passage.exact for c in load_claims(catalogue.reader, ids)]
    assert all(claim["predicate"]["id"].endswith("retaliatesAgainst") for claim in found(by_filter)["claims"])


def test_a_claim_has_its_citation_chain(assistant: Assistant, catalogue: Catalogue) -> None:
    (iri,) = find_claims(catalogue.reader, ClaimFilter(document="induqin-2025"), limit=1)
    by_iri, by_id = assistant.ask(("get_claim", {"claim": iri}), ("get_claim", {"claim": iri.rsplit("/", 1)[-1]}))
    assert found(by_iri) == found(by_id)
    assert found(by_iri)["document"] == "induqin-2025"
    assert isinstance(found(by_iri)["citations"], list)


def test_works_behind_claims_are_cited(assistant: Assistant, catalogue: Catalogue) -> None:
    claims = find_claims(catalogue.reader, ClaimFilter(citation_status=LinkStatus.RESOLVED), limit=2)
    apa, bibtex = assistant.ask(("cite", {"claims": claims}), ("cite", {"claims": claims, "style": "bibtex"}))
    (first, second) = load_claims(catalogue.reader, claims)
    assert [one["quote"] for one in found(apa)["claims"]] == [first.passage.exact, second.passage.exact]
    assert " ".join(first.passage.exact.split()) in found(apa)["text"]
    assert found(bibtex)["text"].startswith("@")


def test_claims_are_found_by_their_words(assistant: Assistant, catalogue: Catalogue) -> None:
    (some,) = load_claims(catalogue.reader, find_claims(catalogue.reader, ClaimFilter(document="hanif-2025"), limit=1))
    words = f'"{some.passage.exact}"'
    anywhere, elsewhere = assistant.ask(
        ("search_claims", {"words": words, "limit": 5}),
        ("search_claims", {"words": words, "document": "induqin-2025", "limit": 5}),
    )
    assert some.id in [claim["id"].rsplit("/", 1)[-1] for claim in found(anywhere)["claims"]]
    assert all(claim["document"] == "induqin-2025" for claim in found(elsewhere)["claims"])


def test_statements_are_judged_with_quotes(assistant: Assistant) -> None:
    known, unknown = assistant.ask(
        ("check_statement", {"statement": "China retaliated against the United States."}),
        ("check_statement", {"statement": "The harbour of Rotterdam was widened in 1872."}),
    )
    assert found(unknown)["verdict"] == "NOT_ENOUGH_INFO"
    assert found(known)["verdict"] in ("SUPPORTED", "NOT_ENOUGH_INFO")
    assert all(one["quote"] and one["document"] for one in found(known)["evidence"])


def test_quotes_are_verified(assistant: Assistant, catalogue: Catalogue) -> None:
    (some,) = load_claims(catalogue.reader, find_claims(catalogue.reader, ClaimFilter(document="hanif-2025"), limit=1))
    quote = some.passage.exact
    real, absent = assistant.ask(
        ("verify_quote", {"quote": quote}),
        ("verify_quote", {"quote": "The harbour of Rotterdam was widened by order of the queen in 1872."}),
    )
    assert found(real)["status"] == "verbatim"
    assert found(real)["places"][0]["exact"] == quote
    assert found(absent)["status"] == "absent"


def test_an_entity_has_names_types_and_claims(assistant: Assistant) -> None:
    (entity,) = map(found, assistant.ask(("get_entity", {"name": "USA", "limit": 2})))
    assert entity["curie"] == "country:united-states"
    assert len(entity["claims"]) == 2
    assert entity["more"]
    assert all(claim["quote"] for claim in entity["claims"])


def test_questions_are_listed_and_answered(assistant: Assistant) -> None:
    (listed,) = map(found, assistant.ask(("list_questions", {})))
    names = [one["name"] for one in listed["questions"]]
    for answer in assistant.ask(*(("ask_question", {"name": name, "limit": 2}) for name in names[:3])):
        body = found(answer)
        assert body["columns"] == body["question"]["columns"]
        assert all(row.keys() == set(body["columns"]) for row in body["rows"])


def test_queries_of_every_form_are_answered(assistant: Assistant) -> None:
    select, truth, graph = map(
        found,
        assistant.ask(
            ("sparql_query", {"query": "SELECT ?c ?q { ?c kg:quote ?q } ORDER BY ?c", "limit": 2}),
            ("sparql_query", {"query": "ASK { country:china a kg:Country }"}),
            ("sparql_query", {"query": "CONSTRUCT { ?s a kg:Country } { ?s a kg:Country }", "limit": 3}),
        ),
    )
    assert select["more"]
    assert len(select["rows"]["rows"]) == 2
    assert select["rows"]["rows"][0]["c"]["id"].startswith("https://w3id.org/assay/id/claim/")
    assert truth["truth"] is True
    assert graph["turtle"].count("a kg:Country") == 3


FAILURES = [
    ("get_claim", {"claim": "0" * 16}, "no claim is called"),
    ("get_claim", {"claim": "a b <c>"}, "no claim is called"),
    ("get_claim", {"claim": "claim:a>b"}, "no claim is called"),
    ("cite", {"claims": ["country:china"]}, "no claim is called"),
    ("get_entity", {"name": "Chinaa"}, "did you mean"),
    ("search_claims", {"predicate": "retaliates"}, "did you mean"),
    ("search_claims", {"document": "unheard-of"}, "no document is called"),
    ("search_claims", {"limit": 1000}, "less than or equal to 100"),
    ("ask_question", {"name": "unheard-of"}, "no question is called"),
    ("verify_quote", {"quote": "..."}, "some words"),
    ("verify_quote", {"quote": "China", "document": "unheard-of"}, "no document is called"),
    ("sparql_query", {"query": "SELECT * WHERE"}, "line 1, column"),
    ("sparql_query", {"query": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"}, "SERVICE is refused"),
    ("sparql_query", {"query": "DROP ALL"}, "only reads"),
]


def test_failures_are_told_to_the_assistant(assistant: Assistant) -> None:
    results = assistant.ask(*((tool, arguments) for tool, arguments, _ in FAILURES))
    for result, (tool, arguments, words) in zip(results, FAILURES, strict=True):
        assert result.is_error, (tool, arguments)
        assert words in str(result.content), (tool, arguments, result.content)
        assert "Traceback" not in str(result.content)


def test_a_server_is_not_reached_under_the_name_of_another(url: str) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    rebound = httpx2.post(url, json=message, headers={**headers, "Host": "evil.example.org"})
    assert rebound.status_code == 421
    from_page = httpx2.post(url, json=message, headers={**headers, "Origin": "https://evil.example.org"})
    assert from_page.status_code == 403


def test_a_name_that_the_server_was_given_reaches_it(built_store: EmbeddedStore) -> None:
    with assay_serve(built_store.folder, allowed_hosts="one.example.org, assay.example.org") as address:
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        headers = {"Accept": "application/json, text/event-stream", "Host": "assay.example.org"}
        answer = httpx2.post(f"{address}/mcp", json=message, headers=headers)
        assert answer.status_code != 421
