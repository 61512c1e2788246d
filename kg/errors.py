"""The one tree of expected failures; each error keeps its parts as fields and says expected and found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class AssayError(Exception):
    """Root of every failure that Assay expects and explains."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a source folder: where it is, what was expected there and what was found."""

    file: str
    line: int
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: expected {self.expected}, found {self.found}"


class BuildFailedError(AssayError):
    """Source folders have mistakes; all of them are listed and nothing is written."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        lines = "\n".join(f"  {mistake}" for mistake in self.mistakes)
        super().__init__(f"{len(self.mistakes)} mistake(s), nothing was written\n{lines}")


class QuoteMismatchError(AssayError):
    """The quote is not what the document says between its offsets."""

    def __init__(self, document: str, start: int, expected: str, found: str) -> None:
        self.document, self.start, self.expected, self.found = document, start, expected, found
        super().__init__(f"{document} at {start}: expected {expected!r}, found {found!r}")


class UnknownTermError(AssayError):
    """A name stands for nothing that the graph knows."""

    def __init__(self, kind: str, name: str, nearest: Sequence[str] = ()) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        hint = f"; did you mean {', '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"no {kind} is called {name!r}{hint}")


class InvalidInputError(AssayError):
    """An argument, parameter or setting has a value that cannot be used."""

    def __init__(self, field: str, expected: str, found: str) -> None:
        self.field, self.expected, self.found = field, expected, found
        super().__init__(f"{field}: expected {expected}, found {found}")


class QuerySyntaxError(AssayError):
    """A SPARQL query that does not parse."""

    def __init__(self, line: int, column: int, expected: str) -> None:
        self.line, self.column, self.expected = line, column, expected
        super().__init__(f"query, line {line}, column {column}: {expected}")


class QueryRefusedError(AssayError):
    """A SPARQL query that parses and asks for something that is not allowed here."""

    def __init__(self, construct: str, reason: str) -> None:
        self.construct, self.reason = construct, reason
        super().__init__(f"{construct} is refused: {reason}")


class ShapeViolationError(AssayError):
    """The shapes refuse what was to be written; the messages name focus node and constraint."""

    def __init__(self, subject: str, messages: Sequence[str]) -> None:
        self.subject, self.messages = subject, tuple(messages)
        lines = "\n".join(f"  {message}" for message in self.messages)
        super().__init__(f"{subject}: {len(self.messages)} SHACL violation(s), nothing was written\n{lines}")


class StoreError(AssayError):
    """The store cannot be used."""


class StoreMissingError(StoreError):
    """There is no store yet at the place that the settings name."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(f"no store at {place}; run `assay build` first")


class StoreLockedError(StoreError):
    """Another process writes the store; `holder` says which, where that is known."""

    def __init__(self, place: str, holder: str = "") -> None:
        self.place, self.holder = place, holder
        who = f"another process ({holder})" if holder else "another process"
        super().__init__(f"{who} is writing the store at {place}; wait for it or stop it")


class StoreUnavailableError(StoreError):
    """A remote store is down, slow, read-only or out of space."""

    def __init__(self, place: str, reason: str) -> None:
        self.place, self.reason = place, reason
        super().__init__(f"store {place}: {reason}")


class RequestTooLargeError(StoreUnavailableError):
    """A remote store takes no request of this size; nothing of it was applied."""

    def __init__(self, place: str, size: int) -> None:
        self.size = size
        super().__init__(place, f"takes no request of {size} bytes")


class ReasonerError(AssayError):
    """An outside reasoner could not read the graph or did not run."""

    def __init__(self, reasoner: str, reason: str) -> None:
        self.reasoner, self.reason = reasoner, reason
        super().__init__(f"{reasoner}: {reason}")
