"""Cursors of lists: the key of the last item seen, opaque to clients and checked when it comes back."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from kg.errors import UnknownTermError


def encode_cursor(*key: str | int) -> str:
    """Return a key as URL-safe text."""
    return base64.urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, kinds: Sequence[type]) -> list[str | int]:
    """Return the key of a cursor; raise UnknownTermError for one that was not given out for this list."""
    try:
        text = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode()
        key = json.loads(text)
    except (binascii.Error, ValueError, RecursionError):
        key = None
    if not isinstance(key, list) or [type(part) for part in key] != list(kinds):
        raise UnknownTermError("part of this list", cursor)
    return key
