"""The interface keeps what its OpenAPI description promises, whatever is sent (schemathesis)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from api.app import create_app
from kg.settings import Settings
from kg.stores.embedded import EmbeddedStore
from tests.api.live import assay_serve

EXAMPLES_PER_OPERATION = 12
TIMEOUT_S = 60

schema = schemathesis.openapi.from_dict(create_app(Settings()).openapi())


@pytest.fixture(scope="module")
def url(built_store: EmbeddedStore) -> Iterator[str]:
    """A running server."""
    with assay_serve(built_store.folder, query_workers="2", requests_per_minute="1000000") as started:
        yield started


@schema.parametrize()
@settings(
    max_examples=EXAMPLES_PER_OPERATION,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case, url: str) -> None:
    case.call_and_validate(base_url=url, timeout=TIMEOUT_S)
