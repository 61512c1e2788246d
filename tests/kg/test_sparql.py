"""SPARQL text: what is refused, in whatever spelling, and how errors are told."""

from __future__ import annotations

import pytest

from kg.errors import QueryRefusedError
from kg.sparql import check_read_only, query_form, syntax_error, tokens

REFUSED = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service SILENT ?x { ?s ?p ?o } }",
    "SELECT * { sErViCe<http://example.org/>{ ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { # harmless\n SERVICE <http://example.org/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a" . SERVICE <http://example.org/> {} }',
    "SELECT * FROM <http://example.org/data> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://example.org/data> { ?s ?p ?o }",
    "PREFIX x: <http://example.org/> SELECT * FROM x:data { ?s ?p ?o }",
    "SELECT * FROM <relative> { ?s ?p ?o }",
    "SELECT * { ?s ?p 1e5SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.E-5SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p falseserviceSILENT <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { {} FILTER EXISTS {}SERVICE <http://example.org/> {} }",
    "SELECT * { LATERAL { SERVICE ?x {} } }",
    'SELECT * { ?s ?p "a\\u0022 . SERVICE <http://example.org/> {} #" }',
    "SELECT * { ?s ?p ?o # \\u000A SERVICE <http://example.org/> {}\n }",
    "SELECT * { SERVICE\\u0020<http://example.org/> {} }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3) SERVICE <http://example.org/> {} FILTER(?o > 1) }",
    "SELECT * { ?s ?p ?o FILTER(?o<?s)SERVICE<http://example.org/>{} FILTER(?o>?s) }",
    'SELECT * { ?s ?p "unclosed . SERVICE <http://example.org/> {} }',
    "ASKFROM <http://example.org/data> { ?s ?p ?o }",
    "SELECT*FROM<http://example.org/data>{ ?s ?p ?o }",
    "SELECT * FROM <http\\u003A//example.org/data> { ?s ?p ?o }",
    "PREFIX graph: <http://example.org/> SELECT * FROM graph:claims { ?s ?p ?o }",
    "BASE <https://w3id.org/assay/graph/> SELECT * FROM <//example.org/claims> { ?s ?p ?o }",
    "LOAD <http://example.org/data>",
    "INSERT DATA { <a:a> <a:b> <a:c> }",
    "DROP ALL",
]


@pytest.mark.parametrize("query", REFUSED)
def test_requests_to_elsewhere_and_updates_are_refused(query: str) -> None:
    with pytest.raises(QueryRefusedError):
        check_read_only(query)


ALLOWED = [
    'SELECT * { ?s ?p "SERVICE <http://example.org/>" }',
    "SELECT * { ?s ?p '''LOAD \n SERVICE''' } # SERVICE",
    "SELECT * { ?s <http://example.org/SERVICE> ?service }",
    "SELECT * { ?s schema:service ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT * FROM <https://w3id.org/assay/graph/claims> { ?s ?p ?o }",
    "SELECT * FROM graph:claims { ?s ?p ?o }",
    "DESCRIBE <http://example.org/#load>",
    "SELECT ?from ?service { ?from ?service 1e5 }",
    "SELECT * FROM <https\\u003A//w3id.org/assay/graph/claims> { ?s ?p ?o }",
]


@pytest.mark.parametrize("query", ALLOWED)
def test_words_in_strings_names_and_comments_are_no_keywords(query: str) -> None:
    check_read_only(query)


def test_the_query_form_is_the_first_keyword_that_names_one() -> None:
    assert query_form("PREFIX select: <a:> # ASK\nCONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }") == "CONSTRUCT"


def test_tokens_keep_their_kind_and_place() -> None:
    assert [(t.kind, t.text) for t in tokens("?a kg:p <x:y> 'z'@en")] == [
        ("variable", "?a"), ("name", "kg:p"), ("iri", "<x:y>"), ("string", "'z'"), ("language", "@en"),
    ]  # fmt: skip


def test_a_syntax_error_says_line_column_expected_and_found() -> None:
    error = syntax_error("SELECT *\n{ ?s }", "error at 2:6: expected one of A, B")
    assert (error.line, error.column) == (2, 6)
    assert "expected one of A, B" in str(error)
    assert "found '}'" in str(error)


HOSTILE_PIECES = [
    "a.", "1", "1.", '"\\', "'\\", '"' * 3 + "\\", "'" * 3 + "\\", "<a", "a-", "\\u0041", "?a.", "@a-", "#", "_:a.",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE_PIECES)
def test_hostile_texts_are_read_in_linear_time(piece: str) -> None:
    assert list(tokens(piece * (200_000 // len(piece)))) or piece == "#"
