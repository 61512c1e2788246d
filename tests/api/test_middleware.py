"""What happens to every request: ids, headers, counts, limits, and failures that nobody expected."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import ServerSettings
from api.telemetry import JsonFormatter
from kg.errors import InvalidInputError
from kg.settings import Settings


def test_every_answer_is_guarded(client: TestClient) -> None:
    for path in ("/", "/health", "/nothing", "/sparql?query=nonsense"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-request-id"]


def test_a_request_id_is_kept_when_it_is_harmless(client: TestClient) -> None:
    assert client.get("/health", headers={"X-Request-Id": "abc-1.2"}).headers["x-request-id"] == "abc-1.2"
    assert client.get("/health", headers={"X-Request-Id": "a b<script>"}).headers["x-request-id"] != "a b<script>"


def test_requests_are_counted_by_route(client: TestClient) -> None:
    client.get("/api/v1/statistics")
    text = client.get("/metrics").text
    assert 'assay_http_requests_total{method="GET",route="/api/v1/statistics",status="200"}' in text
    assert "assay_pool_workers" in text


def test_a_client_that_asks_too_often_is_told_to_wait(tmp_path: Path) -> None:
    app = create_app(Settings(store=str(tmp_path)), ServerSettings(requests_per_minute=3))
    with TestClient(app) as client:
        statuses = [client.get("/api/v1").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        assert int(client.get("/api/v1").headers["retry-after"]) > 0
        assert client.get("/health").status_code == 200


def test_a_failure_that_nobody_expected_says_nothing_of_the_inside(tmp_path: Path) -> None:
    app = create_app(Settings(store=str(tmp_path)))

    @app.get("/broken")
    def fail() -> None:
        raise RuntimeError("a secret of the inside")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/broken")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"]


def test_logs_are_json_lines() -> None:
    record = logging.LogRecord("assay.http", logging.INFO, __file__, 1, "request", (), None)
    record.__dict__.update(path='/a"b\n', status=200)
    line = JsonFormatter().format(record)
    assert "\n" not in line
    shown = json.loads(line)
    assert (shown["message"], shown["path"], shown["status"]) == ("request", '/a"b\n', 200)


@pytest.mark.parametrize("value", ["0", "-1", "many", ""])
def test_settings_that_cannot_be_used_are_refused(value: str) -> None:
    with pytest.raises(InvalidInputError):
        ServerSettings.from_environment({"ASSAY_QUERY_WORKERS": value})
