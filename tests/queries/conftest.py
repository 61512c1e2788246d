"""The option by which recorded answers are written anew."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="write the answers to tests/queries/golden instead of comparing"
    )
