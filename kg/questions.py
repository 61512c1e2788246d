"""Competency questions: SPARQL files with a header, their parameters bound as terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from pyoxigraph import Literal, NamedNode

from kg.errors import InvalidInputError, UnknownTermError
from kg.model import Iri
from kg.sparql import values_block
from kg.stores.base import Reader, Rows
from kg.vocabulary import Vocabulary

HEADER = "#+"
_DECLARED = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
_KINDS = ("entity", "document", "text")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: an entity (label, CURIE or IRI), a document slug, or plain text."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """One query file: its name, the question in English, its parameters and columns, and its SPARQL."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sparql: str

    def bound(self, values: Mapping[str, str], vocabulary: Vocabulary) -> str:
        """Return the SPARQL with parameters bound as terms; raise for an unknown parameter or value."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                expected = f"one of {', '.join(known)}" if known else "no parameter"
                raise InvalidInputError(f"parameter of {self.name}", expected, repr(name))
        sparql = self.sparql
        for name, value in values.items():
            terms = _terms(known[name], value, vocabulary)
            block = values_block(name, terms)
            sparql = _DECLARED.sub(lambda m, n=name, b=block: b if m[1] == n else m[0], sparql)  # type: ignore[misc]
        return sparql


def _terms(parameter: Parameter, value: str, vocabulary: Vocabulary) -> tuple[NamedNode | Literal, ...]:
    if parameter.kind == "text":
        return (Literal(value),)
    if parameter.kind == "document":
        iri = (
            Iri(value)
            if value.startswith("http")
            else Iri(f"https://w3id.org/assay/id/doc/{value.removeprefix('doc:')}")
        )
        return (NamedNode(iri),)
    return tuple(NamedNode(iri) for iri in vocabulary.resolve_all(value))


def read_question(path: Path) -> Question:
    """Read one `.rq` file; raise InvalidInputError where header and query disagree."""
    text = path.read_text(encoding="utf-8")
    header = "\n".join(line[len(HEADER) :].removeprefix(" ") for line in text.splitlines() if line.startswith(HEADER))
    fields = yaml.safe_load(header)
    if not isinstance(fields, dict) or not fields.get("question") or not fields.get("columns"):
        raise InvalidInputError(str(path), "a header with question and columns", repr(header))
    parameters = tuple(_parameter(path, name, text) for name, text in (fields.get("params") or {}).items())
    sparql = "\n".join(line for line in text.splitlines() if not line.startswith(HEADER))
    declared = set(_DECLARED.findall(sparql))
    if declared != {parameter.name for parameter in parameters}:
        expected = f"VALUES ?name {{ UNDEF }} for each of {[p.name for p in parameters]}"
        raise InvalidInputError(str(path), expected, str(sorted(declared)))
    return Question(path.stem, str(fields["question"]), parameters, tuple(fields["columns"]), sparql)


def _parameter(path: Path, name: str, text: str) -> Parameter:
    kind, _, description = str(text).partition(", ")
    if kind not in _KINDS:
        raise InvalidInputError(
            f"{path}: {name}", f"'<kind>, <description>' with kind one of {', '.join(_KINDS)}", text
        )
    return Parameter(str(name), kind, description)


@dataclass(frozen=True, slots=True)
class Questions:
    """All questions of a folder, by name."""

    by_name: Mapping[str, Question]

    @classmethod
    def from_folder(cls, folder: Path) -> Questions:
        return cls({path.stem: read_question(path) for path in sorted(folder.glob("*.rq"))})

    def get(self, name: str) -> Question:
        """Return a question; raise UnknownTermError with the names that there are."""
        question = self.by_name.get(name)
        if question is None:
            raise UnknownTermError("question", name, tuple(self.by_name))
        return question


def answer(question: Question, values: Mapping[str, str], reader: Reader, vocabulary: Vocabulary) -> Rows:
    """Answer a question with its parameters bound."""
    return reader.select(question.bound(values, vocabulary))
