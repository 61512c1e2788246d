"""Problem details (RFC 9457): one table from the class of an error to the answer that it gets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from kg.errors import (
    AssayError,
    BuildFailedError,
    InvalidInputError,
    QueryRefusedError,
    QuerySyntaxError,
    QuoteMismatchError,
    ShapeViolationError,
    StoreError,
    StoreLockedError,
    StoreMissingError,
    StoreUnavailableError,
    UnknownTermError,
)

MEDIA_TYPE = "application/problem+json"
TYPES = "https://w3id.org/assay/problem/"
RETRY_AFTER_S = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong, in words that tell the client what to do and nothing of the inside."""

    status: int
    slug: str
    title: str
    detail: str
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, instance: str | None = None) -> bytes:
        """Return the JSON of this problem."""
        shown: dict[str, Any] = {
            "type": TYPES + self.slug, "title": self.title, "status": self.status, "detail": self.detail
        }  # fmt: skip
        if instance is not None:
            shown["instance"] = instance
        return json.dumps(shown | dict(self.members), ensure_ascii=False).encode()

    def response(self, instance: str | None = None) -> Response:
        """Return the HTTP response that tells this problem."""
        headers = {"Cache-Control": "no-store", **self.headers}
        return Response(self.body(instance), self.status, headers, MEDIA_TYPE)


class ProblemError(Exception):
    """Stops a request with a problem that is about HTTP itself."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.detail)


_TABLE: tuple[tuple[type[AssayError], int, str, str], ...] = (
    (QuerySyntaxError, 400, "query-syntax", "The query does not parse"),
    (QueryRefusedError, 403, "query-refused", "The query asks for something that is not allowed here"),
    (InvalidInputError, 400, "invalid-input", "A value cannot be used"),
    (UnknownTermError, 404, "not-found", "There is no such thing"),
    (ShapeViolationError, 422, "shape-violation", "The shapes refuse what was to be written"),
    (QuoteMismatchError, 422, "quote-mismatch", "The quote is not what the document says"),
    (BuildFailedError, 422, "build-failed", "The sources have mistakes"),
    (StoreMissingError, 503, "store-missing", "There is no graph to answer from yet"),
    (StoreLockedError, 503, "store-locked", "Another process is writing the graph"),
    (StoreUnavailableError, 503, "store-unavailable", "The graph cannot be reached"),
    (StoreError, 503, "store-unavailable", "The graph cannot be used"),
)
_SHOWN_FIELDS: dict[type[AssayError], tuple[str, ...]] = {
    QuerySyntaxError: ("line", "column", "expected"),
    QueryRefusedError: ("construct", "reason"),
    InvalidInputError: ("field", "expected", "found"),
    UnknownTermError: ("kind", "name", "nearest"),
    ShapeViolationError: ("messages",),
}


def problem_of(error: AssayError) -> Problem:
    """Return the problem that an expected failure is told as."""
    for kind, status, slug, title in _TABLE:
        if isinstance(error, kind):
            members = {name: getattr(error, name) for name in _SHOWN_FIELDS.get(kind, ())}
            unavailable = status == 503
            detail = f"{title}." if unavailable else str(error)
            return Problem(status, slug, title, detail, members, retry_after() if unavailable else {})
    return Problem(500, "internal", "Something went wrong here", "The server failed; the failure was logged.")


def retry_after(seconds: int = RETRY_AFTER_S) -> dict[str, str]:
    """Return the header that tells a client when to try again."""
    return {"Retry-After": str(seconds)}


def http_problem(status: int, title: str, detail: str, **members: Any) -> ProblemError:
    """Return an error that stops a request with a plain HTTP problem."""
    slug = title.lower().replace(" ", "-")
    return ProblemError(Problem(status, slug, title, detail, members))
