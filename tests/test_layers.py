"""An import that points upward breaks the build."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the packages, to plant imports in."""
    for package in ("kg", "ingest", "api"):
        ignored = shutil.ignore_patterns("sources", "data", "__pycache__", "words")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    return subprocess.run(program, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def test_the_layers_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "planted"),
    [
        ("kg/origins.py", "import ingest.reading"),
        ("ingest/coverage.py", "import api.presenting"),
        ("kg/model.py", "import yaml"),
    ],
)
def test_an_import_that_points_upward_is_found(copy: Path, module: str, planted: str) -> None:
    file = copy / module
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{planted}\n", encoding="utf-8")
    result = lint(copy)
    assert result.returncode == 1
    assert "broken" in result.stdout.casefold()
