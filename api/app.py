"""The HTTP application."""

from __future__ import annotations

from fastapi import FastAPI

from kg.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """Make the application for one store."""
    return FastAPI(title="Assay")
