"""The Reconciliation Service API 0.2, as OpenRefine asks: queries, suggestions, previews and data extension."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Form, Query, Request
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from starlette.responses import Response

from api.middleware.headers import CONTENT_SECURITY_POLICY
from api.problems import http_problem
from api.routers.start import templates
from api.service import Service, ServiceDep
from api.views import reconciliation as views
from kg import iris

MAX_QUERIES = 500
MAX_IDS = 5000
DEFAULT_LIMIT = 5
MAX_LIMIT = 50
WIDTH, HEIGHT = 420, 260

router = APIRouter(prefix="/reconcile", include_in_schema=False)

Shown = dict[str, Any]


class NamedValue(BaseModel):
    """A property value that is an entity, by its identifier."""

    id: str


Value = str | bool | int | float | NamedValue


class PropertyIn(BaseModel):
    """A property with the value or values that a candidate should have."""

    pid: str
    v: Value | list[Value]

    def values(self) -> tuple[str, ...]:
        given = self.v if isinstance(self.v, list) else [self.v]
        return tuple(value.id if isinstance(value, NamedValue) else str(value) for value in given)


class QueryIn(BaseModel):
    """One reconciliation query."""

    query: str = ""
    type: str | list[str] = []
    type_strict: Literal["any", "should", "all"] = "any"
    properties: list[PropertyIn] = []
    limit: int = Field(DEFAULT_LIMIT, ge=1)

    def asked(self) -> views.Asked:
        types = [self.type] if isinstance(self.type, str) else self.type
        properties = tuple((one.pid, one.values()) for one in self.properties)
        return views.Asked(self.query, tuple(types), self.type_strict, properties, min(self.limit, MAX_LIMIT))


class ExtensionProperty(BaseModel):
    """A property to fetch; its setting `show` asks for values or for the quotes that state them."""

    class Settings(BaseModel):
        """Settings of a property."""

        show: Literal["values", "quotes"] = "values"

    id: str
    settings: Settings = Settings()


class ExtensionIn(BaseModel):
    """A data extension query."""

    ids: list[str] = Field(max_length=MAX_IDS)
    properties: list[ExtensionProperty]


_BATCH: TypeAdapter[dict[str, QueryIn]] = TypeAdapter(dict[str, QueryIn])
_EXTENSION: TypeAdapter[ExtensionIn] = TypeAdapter(ExtensionIn)
Read = TypeVar("Read")


@router.get("")
async def read_service(
    request: Request, service: ServiceDep, queries: str | None = None, extend: str | None = None
) -> Shown:
    """Answer queries or a data extension where there are some, else tell what this service can do."""
    if queries is None and extend is None:
        return _manifest(str(request.base_url).rstrip("/"), await service.pool.call(views.default_types))
    return await _answer(service, queries, extend)


@router.post("")
async def ask_service(
    service: ServiceDep,
    queries: Annotated[str | None, Form()] = None,
    extend: Annotated[str | None, Form()] = None,
) -> Shown:
    """Answer queries or a data extension."""
    if queries is None and extend is None:
        raise http_problem(400, "Malformed request", "Expected the parameter queries, or extend.")
    return await _answer(service, queries, extend)


async def _answer(service: Service, queries: str | None, extend: str | None) -> Shown:
    if queries is not None:
        batch = _read("queries", queries, _BATCH)
        if len(batch) > MAX_QUERIES:
            raise http_problem(413, "Content too large", f"A batch has at most {MAX_QUERIES} queries.")
        _check_not_empty(batch)
        return await service.pool.call(views.reconcile, {key: one.asked() for key, one in batch.items()})
    wanted = _read("extend", extend or "", _EXTENSION)
    properties = [(one.id, one.settings.show == "quotes") for one in wanted.properties]
    return await service.pool.call(views.extend, wanted.ids, properties)


def _read(name: str, text: str, form: TypeAdapter[Read]) -> Read:
    try:
        given = json.loads(text)
        json.dumps(given, ensure_ascii=False).encode()
        return form.validate_python(given)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise http_problem(400, "Malformed request", f"{name}: {place}: {first['msg']}.") from None
    except (ValueError, RecursionError):
        raise http_problem(400, "Malformed request", f"{name}: expected JSON.") from None


def _check_not_empty(batch: Mapping[str, QueryIn]) -> None:
    for key, one in batch.items():
        if not one.query.strip() and not one.properties:
            raise http_problem(400, "Malformed request", f"queries: {key}: expected a query or properties.")


def _manifest(base: str, types: list[Shown]) -> Shown:
    here = f"{base}/reconcile"
    suggest = {"service_url": here, "service_path": "/suggest/"}
    return {
        "versions": ["0.2"],
        "name": "Assay",
        "identifierSpace": iris.ID,
        "schemaSpace": iris.KG,
        "documentation": f"{base}/docs",
        "logo": f"{base}/static/icon.svg",
        "defaultTypes": types,
        "view": {"url": f"{base}/id/{{{{id}}}}"},
        "preview": {"url": f"{here}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            kind: {**suggest, "service_path": f"/suggest/{kind}"}
            | ({"flyout_service_url": here, "flyout_service_path": "/flyout?id=${id}"} if kind == "entity" else {})
            for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": here, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "show",
                    "label": "Show",
                    "type": "select",
                    "default": "values",
                    "help_text": "The values, or the sources' exact words for them",
                    "choices": [{"value": "values", "name": "values"}, {"value": "quotes", "name": "quotes"}],
                }
            ],
        },
    }


Cursor = Annotated[int, Query(ge=0, le=10_000)]


@router.get("/suggest/entity")
async def suggest_entity(service: ServiceDep, prefix: str, cursor: Cursor = 0) -> Shown:
    return await service.pool.call(views.suggest_entities, prefix, cursor)


@router.get("/suggest/type")
async def suggest_type(service: ServiceDep, prefix: str, cursor: Cursor = 0) -> Shown:
    return await service.pool.call(views.suggest_types, prefix, cursor)


@router.get("/suggest/property")
async def suggest_property(service: ServiceDep, prefix: str, cursor: Cursor = 0) -> Shown:
    return await service.pool.call(views.suggest_properties, prefix, cursor)


@router.get("/properties")
async def propose_properties(
    service: ServiceDep, type: str | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Shown:
    return await service.pool.call(views.propose_properties, type, limit)


@router.get("/preview")
async def read_preview(request: Request, service: ServiceDep, id: str) -> Response:
    """Show an entity in a small page that other sites may frame."""
    shown = await service.pool.call(views.preview, id)
    policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    return templates.TemplateResponse(
        request, "preview.html", {"shown": shown}, headers={"Content-Security-Policy": policy}
    )


@router.get("/flyout")
async def read_flyout(service: ServiceDep, id: str) -> Shown:
    """Show an entity as a piece of HTML for a pop-up."""
    shown = await service.pool.call(views.preview, id)
    return {"id": id, "html": templates.get_template("preview_body.html").render(shown=shown)}
