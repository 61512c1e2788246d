"""The README is held to what there is: commands, questions and settings are all in it, and nothing else is."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from api.cli.app import app
from api.settings import ServerSettings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_is_described() -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    assert set(re.findall(r"`assay ([a-z]+)", README)) == set(group.commands)


def test_every_question_is_listed() -> None:
    listed = set(re.findall(r"^\| `([a-z-]+)` \| [A-Z]", README, re.MULTILINE))
    assert listed == {path.stem for path in (ROOT / "queries").glob("*.rq")}


def test_every_setting_is_described() -> None:
    names = {f"ASSAY_{field.name.upper()}" for field in dataclasses.fields(ServerSettings)}
    names |= set(re.findall(r"ASSAY_[A-Z_]*[A-Z]", (ROOT / "kg" / "settings.py").read_text(encoding="utf-8")))
    assert {name for name in names if f"`{name}`" not in README} == set()


def test_every_target_of_the_makefile_that_it_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets
