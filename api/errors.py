"""Tell every failure as a problem (RFC 9457), with nothing internal in it."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from api.problems import Problem, ProblemError, problem_of
from kg.errors import AssayError

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


async def _expected(request: Request, error: Exception) -> Response:
    assert isinstance(error, AssayError)
    return problem_of(error).response(request.url.path)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return error.problem.response(request.url.path)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    title = HTTPStatus(error.status_code).phrase
    slug = title.lower().replace(" ", "-")
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_allowed(request)))
    return Problem(error.status_code, slug, title, f"{title}.", {}, headers).response(request.url.path)


def _allowed(request: Request) -> set[str]:
    """Return the methods of every route of a path; Starlette tells those of the first alone."""
    found = set[str]()
    for method in METHODS:
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            found.add(method)
    return found | ({"HEAD"} if "GET" in found else set())


async def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    mistakes = [
        {"in": str(one["loc"][0]), "field": ".".join(map(str, one["loc"][1:])), "message": one["msg"]}
        for one in error.errors()
    ]
    detail = "; ".join(f"{one['field']}: {one['message']}" for one in mistakes)
    problem = Problem(422, "invalid-request", "The request does not fit the interface", detail, {"errors": mistakes})
    return problem.response(request.url.path)


def add_error_handlers(app: FastAPI) -> None:
    """Register the handlers for every kind of failure."""
    app.add_exception_handler(AssayError, _expected)
    app.add_exception_handler(ProblemError, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _validation)
