"""The OpenAPI 3.1 description of the interface."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE

VERSION = "1.0"
DESCRIPTION = """Claims that documents make, each with its exact words, its place and its citation chain.

Every answer names its state by an `ETag`; lists go on by the cursor in their `Link` header (RFC 8288); every failure
is a problem (RFC 9457). Forms are chosen by `Accept` or `?format=`."""


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description; failures are problem+json throughout."""
    schema = get_openapi(title="Assay", version=VERSION, description=DESCRIPTION, routes=app.routes)
    schema["info"]["license"] = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if status.isdigit() and int(status) >= 400 and "application/json" in response.get("content", {}):
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return schema
