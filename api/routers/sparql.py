"""The SPARQL endpoint (SPARQL 1.1 Protocol)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.answering import AskedDep
from api.authorising import require
from api.keys import Scope
from api.negotiation import choose
from api.problems import http_problem
from api.protocol import FORM_TYPE, QUERY_TYPE, RESULT_FORMS, UPDATE_TYPE, SparqlRequest, answer_type, read_request
from api.routers.graph_store import author_of
from api.routers.linked import HTML, RDF_FORMS, endpoint_of
from api.routers.start import templates
from api.service import Service, ServiceDep, client_of
from api.streaming import StreamedAnswer
from api.views import writing
from api.views.descriptions import describe_service
from api.views.sparql import write_answer

router = APIRouter(include_in_schema=False)

ALLOWED = "GET, HEAD, OPTIONS, POST"
ACCEPTED = f"{QUERY_TYPE}, {FORM_TYPE}, {UPDATE_TYPE}"


@router.get("/sparql")
async def read_sparql(request: Request, service: ServiceDep, answering: AskedDep) -> Response:
    asked = read_request("GET", request.url.query, "", b"")
    if asked.query is None:
        if choose(request.headers.get("accept"), [*RDF_FORMS.values(), HTML]) == HTML:
            page = templates.TemplateResponse(request, "sparql.html", {"forms": list(RESULT_FORMS)})
            page.headers["Vary"] = "Accept"
            return page
        return await answering.answer(RDF_FORMS, asked.form, describe_service, endpoint_of(request))
    return _answer(asked, asked.query, request, service)


@router.post("/sparql")
async def ask_sparql(request: Request, service: ServiceDep) -> Response:
    body = await request.body()
    asked = read_request("POST", request.url.query, request.headers.get("content-type", ""), body)
    if asked.update is not None:
        return await _update(asked, asked.update, request, service)
    if asked.query is None:
        raise http_problem(400, "Malformed request", "Expected a query or an update.")
    return _answer(asked, asked.query, request, service)


async def _update(asked: SparqlRequest, update: str, request: Request, service: Service) -> Response:
    key = require(Scope.ADMIN, request, service.keys)
    if asked.graphs:
        raise http_problem(400, "Malformed request", "Say with USING what the update reads.")
    done = await service.pool.write(writing.update, service.settings, update, author_of(key))
    return JSONResponse(done)


def _answer(asked: SparqlRequest, query: str, request: Request, service: Service) -> Response:
    media_type = answer_type(query, request.headers.get("accept"), asked.form)
    return StreamedAnswer(
        service.pool,
        write_answer,
        (query, media_type, asked.graphs),
        client=client_of(request),
        media_type=media_type,
        headers={"Vary": "Accept"},
        stalled_s=service.server.stalled_client_s,
    )


@router.options("/sparql")
async def read_options() -> Response:
    return Response(status_code=204, headers={"Allow": ALLOWED, "Accept-Post": ACCEPTED})
