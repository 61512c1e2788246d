"""The SPARQL endpoint (SPARQL 1.1 Protocol)."""

from __future__ import annotations

import io

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.negotiation import choose
from api.problems import http_problem
from api.protocol import RESULT_FORMS, SparqlRequest, answer_type, read_request
from api.routers.start import templates
from api.snapshot import SnapshotDep

router = APIRouter(include_in_schema=False)


@router.get("/sparql")
async def read_sparql(request: Request, snapshot: SnapshotDep) -> Response:
    asked = read_request("GET", request.url.query, "", b"")
    if asked.query is None:
        if choose(request.headers.get("accept"), ["text/html", "text/turtle"]) == "text/html":
            return templates.TemplateResponse(request, "sparql.html", {"forms": list(RESULT_FORMS)})
        raise http_problem(400, "Malformed request", "Expected a query.")
    return await _answer(asked, asked.query, request, snapshot)


@router.post("/sparql")
async def ask_sparql(request: Request, snapshot: SnapshotDep) -> Response:
    body = await request.body()
    asked = read_request("POST", request.url.query, request.headers.get("content-type", ""), body)
    if asked.query is None:
        raise http_problem(400, "Malformed request", "Expected a query.")
    return await _answer(asked, asked.query, request, snapshot)


async def _answer(asked: SparqlRequest, query: str, request: Request, snapshot: SnapshotDep) -> Response:
    media_type = answer_type(query, request.headers.get("accept"), asked.form)
    output = io.BytesIO()
    await run_in_threadpool(snapshot.reader.write_answer, query, media_type, output, asked.graphs)
    return Response(output.getvalue(), media_type=media_type, headers={"Vary": "Accept"})
