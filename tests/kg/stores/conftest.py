"""Fixtures for stores."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest


@pytest.fixture
def run_python() -> Callable[[str], int]:
    """Run Python code in a process of its own; return its exit code."""
    return lambda code: subprocess.run([sys.executable, "-c", code], check=False).returncode
