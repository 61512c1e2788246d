"""Reconciliation as OpenRefine does it: manifest, a column of names, suggestions, previews, new columns."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

Reconcile = Callable[..., dict[str, list[dict[str, Any]]]]

TYPED = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
CANDIDATES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "name", "score", "match", "features", "type"],
        "properties": {
            "id": {"type": "string"},
            "name": {"type": "string"},
            "description": {"type": "string"},
            "score": {"type": "number", "minimum": 0, "maximum": 100},
            "match": {"type": "boolean"},
            "type": {"type": "array", "items": TYPED},
            "features": {
                "type": "array",
                "items": {"required": ["id", "value"], "properties": {"value": {"type": ["number", "boolean"]}}},
            },
        },
        "additionalProperties": False,
    },
}
CELL = {
    "oneOf": [
        {"required": [key], "properties": {key: {"type": kind}, **more}, "additionalProperties": False}
        for key, kind, more in (
            ("str", "string", {}),
            ("int", "integer", {}),
            ("float", "number", {}),
            ("id", "string", {"name": {"type": "string"}}),
        )
    ]
}


@pytest.fixture
def reconcile(client: TestClient) -> Reconcile:
    """Send a batch as a form, as OpenRefine does, and return the candidates by key."""

    def send(**queries: Any) -> dict[str, list[dict[str, Any]]]:
        answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
        assert answer.status_code == 200, answer.text
        assert answer.json().keys() == queries.keys()
        for one in answer.json().values():
            jsonschema.validate(one["result"], CANDIDATES)
        return {key: one["result"] for key, one in answer.json().items()}

    return send


def test_the_manifest_leads_to_all_services(client: TestClient) -> None:
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"].endswith("/id/")
    assert "{{id}}" in manifest["view"]["url"]
    assert "{{id}}" in manifest["preview"]["url"]
    assert {"id": "Country", "name": "country"} in manifest["defaultTypes"]
    for kind in ("entity", "type", "property"):
        one = manifest["suggest"][kind]
        found = client.get(one["service_url"] + one["service_path"], params={"prefix": "co"}).json()["result"]
        assert found
        assert all(item["id"] and item["name"] for item in found)
    flyout = manifest["suggest"]["entity"]
    path = flyout["flyout_service_path"].replace("${id}", "country/china")
    assert "China" in client.get(flyout["flyout_service_url"] + path).json()["html"]
    proposed = manifest["extend"]["propose_properties"]
    properties = client.get(proposed["service_url"] + proposed["service_path"], params={"type": "Country"}).json()
    assert {"id": "isoAlpha2", "name": "ISO 3166-1 alpha-2 code"} in properties["properties"] or any(
        one["id"] == "isoAlpha2" for one in properties["properties"]
    )


def test_other_sites_may_ask(client: TestClient) -> None:
    answer = client.get("/reconcile", headers={"Origin": "https://refine.example.org"})
    assert answer.headers["access-control-allow-origin"] in ("*", "https://refine.example.org")


SURE = [
    ("China", "country/china"),
    ("USA", "country/united-states"),
    ("u.s.", "country/united-states"),
    ("Gallium", "material/gallium"),
    ("Pentagon", None),
    ("DRC", "country/democratic-republic-of-the-congo"),
]


@pytest.mark.parametrize(("name", "identifier"), SURE)
def test_a_name_of_one_thing_is_a_certain_match(reconcile: Reconcile, name: str, identifier: str | None) -> None:
    (best, *others) = reconcile(q={"query": name})["q"]
    assert best["match"]
    assert identifier in (None, best["id"])
    assert not any(other["match"] for other in others)


UNSURE = ["Galium", "Democratic Republic of Congo", "export controls", "Chna"]


@pytest.mark.parametrize("name", UNSURE)
def test_a_name_that_is_only_similar_is_no_certain_match(reconcile: Reconcile, name: str) -> None:
    candidates = reconcile(q={"query": name})["q"]
    assert candidates
    assert not any(one["match"] for one in candidates)
    assert [one["score"] for one in candidates] == sorted((one["score"] for one in candidates), reverse=True)


def test_what_is_unknown_has_no_candidates(reconcile: Reconcile) -> None:
    assert reconcile(q={"query": "zzzqqq"}) == {"q": []}


def test_scores_are_explained_by_features(reconcile: Reconcile) -> None:
    (best, *_) = reconcile(q={"query": "Galium", "type": "ChemicalElement"})["q"]
    features = {one["id"]: one["value"] for one in best["features"]}
    assert best["id"] == "material/gallium"
    assert 90 < features["name_similarity"] < 100
    assert features["preferred_name"] is True
    assert features["type_fits"] is True
    assert best["score"] == pytest.approx((6 * features["name_similarity"] + 100) / 7, abs=0.1)


def test_types_narrow_or_weigh(reconcile: Reconcile) -> None:
    both = ["Place", "Company"]
    found = reconcile(
        must={"query": "China", "type": "Company", "limit": 3},
        place={"query": "China", "type": "Place", "limit": 3},
        any={"query": "China", "type": both, "type_strict": "any"},
        all={"query": "China", "type": both, "type_strict": "all"},
        should={"query": "China", "type": "Company", "type_strict": "should", "limit": 20},
    )
    assert "country/china" not in [one["id"] for one in found["must"]]
    assert found["place"][0]["id"] == found["any"][0]["id"] == "country/china"
    assert found["all"] == []
    china = next(one for one in found["should"] if one["id"] == "country/china")
    assert not china["match"]
    assert {"id": "type_fits", "value": False} in china["features"]


def test_properties_tell_similar_names_apart(reconcile: Reconcile) -> None:
    right = {"query": "Korea", "properties": [{"pid": "isoAlpha2", "v": "KP"}]}
    wrong = {"query": "North Korea", "properties": [{"pid": "isoAlpha2", "v": "KR"}]}
    alone = {"properties": [{"pid": "isoAlpha2", "v": ["KP", "XX"]}]}
    found = reconcile(right=right, wrong=wrong, alone=alone)
    assert found["right"][0]["id"] == "country/north-korea"
    assert not any(one["match"] for one in found["wrong"])
    assert [one["id"] for one in found["alone"]] == ["country/north-korea"]


def test_queries_come_by_get_too(client: TestClient) -> None:
    answer = client.get("/reconcile", params={"queries": json.dumps({"q": {"query": "China"}})})
    assert answer.json()["q"]["result"][0]["id"] == "country/china"


def test_new_columns_have_values_or_quotes(client: TestClient) -> None:
    ids = ["country/china", "country/nowhere"]
    properties = [
        {"id": "isoAlpha2"},
        {"id": "retaliatesAgainst"},
        {"id": "dominates", "settings": {"show": "quotes"}},
    ]
    asked = {"ids": ids, "properties": properties}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    assert answer.status_code == 200
    body = answer.json()
    assert [one["id"] for one in body["meta"]] == [one["id"] for one in properties]
    assert body["rows"].keys() == set(ids)
    for row in body["rows"].values():
        assert row.keys() == {one["id"] for one in properties}
        for cells in row.values():
            for cell in cells:
                jsonschema.validate(cell, CELL)
    china = body["rows"]["country/china"]
    assert china["isoAlpha2"] == [{"str": "CN"}]
    assert any("(hanif-2025)" in cell["str"] or "(induqin-2025)" in cell["str"] for cell in china["dominates"])
    assert body["rows"]["country/nowhere"]["isoAlpha2"] == []


def test_a_preview_may_be_framed_and_shows_quotes(client: TestClient) -> None:
    page = client.get("/reconcile/preview", params={"id": "country/china"})
    assert page.status_code == 200
    assert "<blockquote>" in page.text
    assert "frame-ancestors *" in page.headers["content-security-policy"]
    assert client.get("/reconcile/preview", params={"id": "country/<b>"}).status_code == 404


MALFORMED = [
    {"queries": "{"},
    {"queries": "[]"},
    {"queries": json.dumps({"q": {"query": 3}})},
    {"queries": json.dumps({"q": {"query": ""}})},
    {"queries": json.dumps({"q": {"query": "x", "limit": -1}})},
    {"queries": json.dumps({"q": {"query": "x", "type": "a b>"}})},
    {"queries": '{"q": {"query": "\\ud800"}}'},
    {"queries": "[" * 100_000},
    {"queries": json.dumps({str(n): {"query": "x"} for n in range(501)})},
    {"extend": json.dumps({"ids": ["country/china"]})},
    {"extend": json.dumps({"ids": ["country/china"], "properties": [{"id": "> } DROP"}]})},
    {},
]


@pytest.mark.parametrize("form", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_requests_are_told_why(client: TestClient, form: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=form)
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_large_batch_is_answered_in_one_go(reconcile: Reconcile) -> None:
    names = ("China", "gallium", "Lynas", "Galium", "nothing like it")
    found = reconcile(**{f"q{n}": {"query": names[n % len(names)]} for n in range(200)})
    assert len(found) == 200
