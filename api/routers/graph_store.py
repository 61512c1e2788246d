"""Graph Store HTTP Protocol: layers as wholes, read by everybody and written by those who may."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pyoxigraph import NamedNode
from starlette.responses import Response

from api.answering import AskedDep
from api.authorising import AdminDep
from api.keys import Key
from api.problems import http_problem
from api.routers.linked import RDF_FORMS
from api.service import ServiceDep
from api.views import things, writing
from kg import iris
from kg.sparql import check_graph_iri
from kg.writing import Author

router = APIRouter(include_in_schema=False)
PATH = "/graph-store"

GraphName = Annotated[str | None, Query(max_length=500)]


def author_of(key: Key) -> Author:
    """Return who a key writes as."""
    return Author(key.id, key.name)


def layer_of(graph: str | None) -> str:
    """Return the layer that a request names; raise for one that is not ours, and for the default graph."""
    if graph is None:
        raise http_problem(400, "Malformed request", "Expected ?graph=<IRI of a layer>; the default graph is a union.")
    try:
        NamedNode(graph)
    except ValueError:
        raise http_problem(400, "Malformed request", f"graph: {graph!r} is no IRI.") from None
    check_graph_iri(graph, "graph")
    return graph


@router.get(PATH)
async def read_layer(asked: AskedDep, graph: GraphName = None) -> Response:
    return await asked.answer(RDF_FORMS, None, things.layer_rdf, layer_of(graph).removeprefix(iris.GRAPH))


@router.put(PATH)
async def replace_layer(request: Request, service: ServiceDep, key: AdminDep, graph: GraphName = None) -> Response:
    return await _put(request, service, key, layer_of(graph), keep=False)


@router.post(PATH)
async def add_to_layer(request: Request, service: ServiceDep, key: AdminDep, graph: GraphName = None) -> Response:
    return await _put(request, service, key, layer_of(graph), keep=True)


async def _put(request: Request, service: ServiceDep, key: Key, layer: str, *, keep: bool) -> Response:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in RDF_FORMS.values():
        raise http_problem(415, "Unsupported media type", f"Expected one of {', '.join(RDF_FORMS.values())}.")
    existed = await service.pool.call(writing.has_layer, layer)
    body = await request.body()
    await service.pool.write(writing.put_layer, service.settings, layer, body, media_type, author_of(key), keep)
    return Response(status_code=204 if existed else 201)


@router.delete(PATH)
async def remove_layer(service: ServiceDep, key: AdminDep, graph: GraphName = None) -> Response:
    layer = layer_of(graph)
    if not await service.pool.call(writing.has_layer, layer):
        raise http_problem(404, "Not found", f"There is no layer {layer}.")
    await service.pool.write(writing.delete_layer, service.settings, layer, author_of(key))
    return Response(status_code=204)
