"""The start page: what this is, what it holds, and the ways in."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.templating import Jinja2Templates
from starlette.responses import Response

from api.service import ServiceDep
from api.views.start import start_page

router = APIRouter(include_in_schema=False)
templates = Jinja2Templates(directory=Path(__file__).parent.parent / "templates")


@router.get("/", summary="Start page")
async def read_start(request: Request, service: ServiceDep) -> Response:
    page = await service.pool.call(start_page)
    return templates.TemplateResponse(request, "start.html", {"page": page})
