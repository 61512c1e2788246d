"""The reference page of the REST interface, made from its OpenAPI description; and the interface's index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.routers.start import templates

router = APIRouter(include_in_schema=False)
OPENAPI_PATH = "/api/v1/openapi.json"


@dataclass(frozen=True, slots=True)
class ParameterDoc:
    """A parameter with the values that it takes, in words."""

    name: str
    place: str
    values: str
    description: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class OperationDoc:
    """One operation: `example` is a link that can be followed, None where there is none."""

    anchor: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ParameterDoc, ...]
    forms: tuple[str, ...]
    example: str | None


@router.get("/docs")
async def read_docs(request: Request) -> Response:
    schema = request.app.openapi()
    groups: dict[str, list[OperationDoc]] = {}
    for operation, tag in _operations(schema):
        groups.setdefault(tag, []).append(operation)
    context = {"groups": groups, "description": schema["info"]["description"], "openapi_path": OPENAPI_PATH}
    return templates.TemplateResponse(request, "docs.html", context)


def _operations(schema: dict[str, Any]) -> Iterator[tuple[OperationDoc, str]]:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            parameters = operation.get("parameters", [])
            yield (
                OperationDoc(
                    anchor=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=operation.get("summary", ""),
                    description=operation.get("description", ""),
                    parameters=tuple(_parameter(one, schema) for one in parameters),
                    forms=tuple(operation["responses"].get("200", {}).get("content", {})),
                    example=_example(path, parameters) if method == "get" else None,
                ),
                operation.get("tags", ["other"])[0],
            )


def _resolved(described: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema behind a reference, or the first that is not null of several."""
    for option in described.get("anyOf", []):
        if option.get("type") != "null":
            described = {**described, **option}
            break
    if "$ref" in described:
        described = {**described, **schema["components"]["schemas"][described["$ref"].rsplit("/", 1)[-1]]}
    return described


def _parameter(parameter: dict[str, Any], schema: dict[str, Any]) -> ParameterDoc:
    described = _resolved(parameter.get("schema", {}), schema)
    values = ", ".join(map(str, described.get("enum", []))) or described.get("type", "")
    if "maximum" in described:
        values += f" {described.get('minimum', 0)}–{described['maximum']}"
    if "default" in described and described["default"] is not None:
        values += f", {described['default']} if left out"
    text = parameter.get("description") or ("" if "enum" in described else described.get("description", ""))
    return ParameterDoc(parameter["name"], parameter["in"], values, text, bool(parameter.get("required")))


def _example(path: str, parameters: list[dict[str, Any]]) -> str | None:
    query = {}
    for parameter in parameters:
        examples = parameter.get("schema", {}).get("examples") or parameter.get("examples")
        if parameter["in"] == "path":
            if not isinstance(examples, list):
                return None
            path = path.replace(f"{{{parameter['name']}}}", str(examples[0]))
        elif parameter["name"] == "limit":
            query["limit"] = "5"
    return f"{path}?{urlencode(query)}" if query else path


@router.get("/api/v1")
async def read_index(request: Request) -> Response:
    operations = {path: one["get"] for path, one in request.app.openapi()["paths"].items() if "get" in one}
    links = {
        path.removeprefix("/api/v1/"): path
        for path, operation in sorted(operations.items())
        if path.startswith("/api/v1/") and not any(one.get("required") for one in operation.get("parameters", []))
    }
    index = {"name": "Assay", "openapi": OPENAPI_PATH, "docs": "/docs", "sparql": "/sparql", "links": links}
    return JSONResponse(index)
