"""The start page and the health check."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from kg.catalogue import Catalogue
from kg.settings import Settings
from kg.statistics import count_all


def test_the_start_page_counts_what_the_store_holds(client: TestClient, catalogue: Catalogue) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert f"{count_all(catalogue.reader)['claims']:,}" in page.text
    for way_in in ("/sparql", "/docs", "/api/v1"):
        assert f'href="{way_in}"' in page.text


def test_the_page_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/")
    assert 'src="http' not in page.text
    assert "<script>" not in page.text
    assert client.get("/static/assay.css").headers["content-type"].startswith("text/css")


def test_the_server_is_healthy_without_a_store_and_says_what_is_missing(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(store=str(tmp_path / "nothing")))) as client:
        assert client.get("/health").json() == {"status": "ok"}
        answer = client.get("/")
        assert answer.status_code == 503
        assert "Retry-After" in answer.headers
        assert str(tmp_path) not in answer.text
