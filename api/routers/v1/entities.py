"""Entities over HTTP, and the measures and facilities among them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answering import AskedDep
from api.asking import NAME, Asking, EntitiesAsking, Listing
from api.forms import DATA_FORMS, produces
from api.views import entities
from api.wire import EntityPage, EntityProfile, FacilityOut, FacilityPage, PolicyOut, PolicyPage

router = APIRouter(tags=["entities"])

EntityName = Annotated[str, Path(min_length=1, max_length=300, description=NAME, examples=["country:china"])]


@router.get(
    "/entities", response_model=EntityPage, responses=produces(DATA_FORMS), summary="Things that claims are about"
)
async def list_entities(asked: AskedDep, asking: Annotated[EntitiesAsking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, entities.list_entities, asking)


@router.get(
    "/entities/{name}",
    response_model=EntityProfile,
    responses=produces(DATA_FORMS),
    summary="A thing, and all that is said about and by it",
)
async def read_entity(name: EntityName, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, entities.entity_profile, name)


@router.get(
    "/policies",
    response_model=PolicyPage,
    responses=produces(DATA_FORMS),
    summary="Measures with retaliation in both directions",
)
async def list_policies(asked: AskedDep, asking: Annotated[Listing, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, entities.list_policies, asking)


@router.get(
    "/policies/{name}",
    response_model=PolicyOut,
    responses=produces(DATA_FORMS),
    summary="A measure with retaliation in both directions",
)
async def read_policy(name: EntityName, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, entities.policy_profile, name)


@router.get(
    "/facilities",
    response_model=FacilityPage,
    responses=produces(DATA_FORMS),
    summary="Mines, refineries and plants with their claims",
)
async def list_facilities(asked: AskedDep, asking: Annotated[Listing, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, entities.list_facilities, asking)


@router.get(
    "/facilities/{name}",
    response_model=FacilityOut,
    responses=produces(DATA_FORMS),
    summary="A facility with its claims",
)
async def read_facility(name: EntityName, asked: AskedDep, asking: Annotated[Asking, Query()]) -> Response:
    return await asked.answer(DATA_FORMS, asking.format, entities.facility_profile, name)
