"""How the server is run: one frozen object, made once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from kg.errors import InvalidInputError

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Limits of the server; each is read from ASSAY_<NAME>, e.g. ASSAY_QUERY_WORKERS.

    `long_after_s`: a question that works longer counts as long, runs at low priority beside the
    workers for short ones, and is refused where `long_jobs` (of one client: `long_jobs_per_client`)
    are running already. `copy_mib`: a graph that takes more on disk is not copied into memory.
    `allowed_hosts`: names of this server, divided by commas, under which assistants may reach it; * for any.
    """

    query_workers: int = max(2, os.cpu_count() or 2)
    long_after_s: float = 1.0
    long_jobs: int = 4
    long_jobs_per_client: int = 2
    waiting_jobs: int = 128
    waiting_s: float = 10.0
    stalled_client_s: float = 30.0
    worker_memory_mib: int = 1024
    copy_mib: int = 512
    result_mib: int = 512
    body_kib: int = 256
    body_s: float = 15.0
    requests_per_minute: int = 1200
    allowed_hosts: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> ServerSettings:
        """Read the settings; raise InvalidInputError for a value that is no positive number."""
        given: dict[str, Any] = {}
        for field in fields(cls):
            name = f"ASSAY_{field.name.upper()}"
            if name in environment:
                text = environment[name]
                given[field.name] = text if field.type == "str" else _number(name, text, field.type == "int")
        return replace(cls(), **given)


def _number(name: str, text: str, is_whole: bool) -> int | float:
    try:
        value = int(text) if is_whole else float(text)
    except ValueError:
        value = 0
    if value <= 0:
        raise InvalidInputError(name, "a positive whole number" if is_whole else "a positive number", text)
    return value
