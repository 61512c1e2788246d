"""Whether the server lives."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()


@router.get("/health", summary="Whether the server answers at all")
def read_health() -> dict[str, str]:
    return {"status": "ok"}
