"""Linked data: every IRI that the graph mints leads to its description, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.answering import AskedDep
from api.forms import JSON, JSON_LD, N_TRIPLES, TURTLE
from api.negotiation import choose
from api.problems import http_problem
from api.routers.start import templates
from api.service import ServiceDep
from api.views import descriptions, things
from api.views.rendering import Rendered
from kg import iris

router = APIRouter(include_in_schema=False)

HTML = "text/html"
TRIG = "application/trig"
RDF_FORMS = {"ttl": TURTLE, "nt": N_TRIPLES, "jsonld": JSON_LD, "rdf": "application/rdf+xml"}
_SUFFIXES = {"html": HTML, "json": JSON, **RDF_FORMS}


@dataclass(frozen=True, slots=True)
class SpecialForm:
    """A form that only one kind of thing has."""

    kind: str
    suffix: str
    media_type: str
    view: Callable[..., Rendered]


SPECIAL_FORMS = (
    SpecialForm("claim", "trig", TRIG, things.claim_nanopublication),
    SpecialForm("claim", "rdf12.ttl", TURTLE, things.claim_reified),
    SpecialForm("claim", "claimreview.jsonld", JSON_LD, things.claim_as_review),
    SpecialForm("pass", "anno.jsonld", JSON_LD, things.passage_annotation),
)


@router.get("/id/{kind}/{name}")
async def refer_to_description(kind: str, name: str, request: Request, asked: AskedDep) -> Response:
    """Answer 303 to the form that is wanted: a thing is not its description (Cool URIs for the Semantic Web)."""
    suffix = _wanted_suffix(kind, request)
    await asked.service.pool.call(things.check_thing, kind, name)
    target = f"/doc/{quote(kind)}/{quote(name)}.{suffix}"
    return RedirectResponse(target, 303, headers={"Vary": "Accept", "Link": _links(kind, name)})


def _wanted_suffix(kind: str, request: Request) -> str:
    special = {one.media_type: one.suffix for one in SPECIAL_FORMS if one.kind == kind and one.suffix == "trig"}
    offers = {media_type: suffix for suffix, media_type in _SUFFIXES.items()} | special
    chosen = choose(request.headers.get("accept"), list(offers))
    if chosen is None:
        raise http_problem(406, "Not acceptable", f"This is answered as {', '.join(offers)}.")
    return offers[chosen]


def _links(kind: str, name: str) -> str:
    """Return Signposting links: what to cite, and every form of the description."""
    page = f"/doc/{quote(kind)}/{quote(name)}"
    forms = list(RDF_FORMS.items())
    forms += [(one.suffix, one.media_type) for one in SPECIAL_FORMS if one.kind == kind]
    links = [f'<{iris.ID}{quote(kind)}/{quote(name)}>; rel="cite-as"', f'<{page}.html>; rel="alternate"; type="{HTML}"']
    return ", ".join([*links, *(f'<{page}.{suffix}>; rel="describedby"; type="{kind}"' for suffix, kind in forms)])


@router.get("/doc/{kind}/{name}")
async def read_description(kind: str, name: str, request: Request, asked: AskedDep) -> Response:
    stem, special = _special(kind, name)
    if special is not None:
        answer = await asked.answer({special.suffix: special.media_type}, special.suffix, special.view, stem)
        answer.headers["Link"] = _links(kind, stem)
        return answer
    stem, dot, suffix = name.rpartition(".")
    if not dot or suffix not in _SUFFIXES:
        stem, suffix = name, _wanted_suffix(kind, request)
        if suffix == "trig":
            return await read_description(kind, f"{name}.trig", request, asked)
    if suffix == "html":
        page = await asked.service.pool.call(things.thing_page, kind, stem)
        answer = templates.TemplateResponse(request, "thing.html", {"page": page, "local_link": things.local_link})
        answer.headers["Vary"] = "Accept"
    else:
        view = things.thing_json if suffix == "json" else things.thing_rdf
        answer = await asked.answer({suffix: _SUFFIXES[suffix]}, suffix, view, kind, stem)
    answer.headers["Link"] = _links(kind, stem)
    return answer


def _special(kind: str, name: str) -> tuple[str, SpecialForm | None]:
    for one in SPECIAL_FORMS:
        if one.kind == kind and name.endswith(f".{one.suffix}"):
            return name.removesuffix(f".{one.suffix}"), one
    return name, None


@router.get("/graph/{layer:path}")
async def read_layer(layer: str, asked: AskedDep) -> Response:
    return await asked.answer(RDF_FORMS, None, things.layer_rdf, layer)


@router.get("/kg")
@router.get("/kg/{module}")
async def read_ontology(asked: AskedDep, module: str = "") -> Response:
    """Answer for the terms of the ontology, whose IRIs end in a fragment."""
    return await asked.answer(RDF_FORMS, None, things.layer_rdf, "ontology")


def endpoint_of(request: Request) -> str:
    """Return the URL of the SPARQL endpoint under the name by which the client knows this server."""
    return str(request.url.replace(path="/sparql", query="", fragment=""))


@router.get("/dataset")
@router.get("/.well-known/void")
async def read_void(request: Request, asked: AskedDep) -> Response:
    return await asked.answer(RDF_FORMS, None, descriptions.describe_dataset, endpoint_of(request))


@router.get("/queries")
async def read_queries(request: Request, asked: AskedDep) -> Response:
    return await asked.answer(RDF_FORMS, None, descriptions.describe_queries, endpoint_of(request))


@router.get("/queries/{name}")
async def read_query(name: str, request: Request, service: ServiceDep) -> Response:
    return RedirectResponse(f"/api/v1/questions/{quote(name)}", 303)
