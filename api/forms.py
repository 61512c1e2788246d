"""The forms in which resources are answered: short names and media types, the first of each is the default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

JSON = "application/json"
JSON_LD = "application/ld+json"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
CSV = "text/csv"

BIBTEX = "application/x-bibtex"
RIS = "application/x-research-info-systems"
CSL_JSON = "application/vnd.citationstyles.csl+json"

ONLY_JSON = {"json": JSON}
DATA_FORMS = {"json": JSON, "jsonld": JSON_LD, "turtle": TURTLE, "csv": CSV}
ROW_FORMS = {"json": JSON, "csv": CSV}
CLAIM_FORMS = DATA_FORMS | {"bibtex": BIBTEX, "ris": RIS, "csl": CSL_JSON}

SCHEMAS = {JSON_LD: "object", CSL_JSON: "array"}


def produces(forms: Mapping[str, str]) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of the forms beside JSON in which a route answers."""
    others = [media_type for media_type in forms.values() if media_type != JSON]
    return {200: {"content": {one: {"schema": {"type": SCHEMAS.get(one, "string")}} for one in others}}}
