"""YAML files written by hand, read node by node, so that every mistake can name its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from kg.errors import Mistake

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """A value as written, with its line."""

    value: str
    line: int


class NodeReader:
    """Walks a YAML node tree and collects every mistake with its line."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[Mistake] = []

    def mistake(self, node: yaml.Node, field: str, expected: str, found: str) -> None:
        self.mistakes.append(Mistake(self.file, node.start_mark.line + 1, field, expected, found))

    def mapping(self, node: yaml.Node, field: str, allowed: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.mistake(node, field, f"a mapping with {', '.join(allowed)}", describe(node))
            return {}
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = str(key.value)
            if name not in allowed:
                self.mistake(key, name, f"one of {', '.join(allowed)}", repr(name))
            elif name in entries:
                self.mistake(key, name, "one value", "the field twice")
            else:
                entries[name] = value
        return entries

    def items(self, node: yaml.Node, field: str, read: Callable[[yaml.Node], T]) -> list[T]:
        if not isinstance(node, yaml.SequenceNode):
            self.mistake(node, field, "a list", describe(node))
            return []
        return [read(item) for item in node.value]

    def scalars(self, entries: Mapping[str, yaml.Node]) -> dict[str, Field]:
        fields = {}
        for name, node in entries.items():
            if isinstance(node, yaml.ScalarNode) and node.value:
                fields[name] = Field(node.value, node.start_mark.line + 1)
            else:
                self.mistake(node, name, "a value", describe(node))
        return fields


def describe(node: yaml.Node) -> str:
    """Say what stands where something else was expected."""
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value) if node.value else "nothing"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a mapping"


def compose(path: Path) -> yaml.Node | Mistake:
    """Read a file's node tree, or the mistake that it is empty or no YAML in UTF-8."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        return Mistake(str(path), mark.line + 1 if mark else 1, "file", "YAML in UTF-8", str(problem))
    if root is None:
        return Mistake(str(path), 1, "file", "a list of sentences", "nothing")
    found: yaml.Node = root
    return found
