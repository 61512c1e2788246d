"""Documents over HTTP, with passages, citations and references."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import Asking, Listing
from api.forms import DATA_FORMS, produces
from api.views import documents
from api.wire import CitationList, DocumentList, DocumentOut, PassagePage, ReferenceList

router = APIRouter(tags=["documents"])

Slug = Annotated[str, Path(min_length=1, max_length=200, examples=["hanif-2025"])]


@router.get(
    "/documents", response_model=DocumentList, responses=produces(DATA_FORMS), summary="Documents that are held"
)
async def list_documents(asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, documents.list_documents)


@router.get(
    "/documents/{slug}",
    response_model=DocumentOut,
    responses=produces(DATA_FORMS),
    summary="A document's metadata and counts",
)
async def read_document(slug: Slug, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, documents.one_document, slug)


@router.get(
    "/documents/{slug}/passages",
    response_model=PassagePage,
    responses=produces(DATA_FORMS),
    summary="A document's passages",
)
async def list_passages(slug: Slug, asked: AskedDep, asking: Annotated[Listing, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, documents.list_passages, slug, asking)


@router.get(
    "/documents/{slug}/references",
    response_model=ReferenceList,
    responses=produces(DATA_FORMS),
    summary="A document's reference list",
)
async def list_references(slug: Slug, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, documents.list_references, slug)


@router.get(
    "/documents/{slug}/citations",
    response_model=CitationList,
    responses=produces(DATA_FORMS),
    summary="A document's in-text citations",
)
async def list_citations(slug: Slug, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, documents.list_citations, slug)
