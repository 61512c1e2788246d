"""The start page: what this is, what it holds, and the ways in."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.templating import Jinja2Templates
from starlette.responses import Response

from api.snapshot import SnapshotDep

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(directory=Path(__file__).parent.parent / "templates")

SHOWN_COUNTS = ("claims", "documents", "propositions", "entities", "in-text citations", "works")


@router.get("/", summary="Start page")
def read_start(request: Request, snapshot: SnapshotDep) -> Response:
    counts = {name: snapshot.counts[name] for name in SHOWN_COUNTS}
    context = {"counts": counts, "triples": snapshot.counts["triples"], "questions": snapshot.questions.by_name}
    return templates.TemplateResponse(request, "start.html", context)
