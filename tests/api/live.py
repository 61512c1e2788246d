"""A server of ours as a process of its own, on a free port."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from tests.servers import free_port, running

READY_TIMEOUT_S = 60.0


@contextmanager
def assay_serve(store: Path | str, **settings: str) -> Iterator[str]:
    """Run `assay serve` on a store until the block ends; yield its URL once it is ready."""
    port = free_port()
    environment = {**os.environ, "ASSAY_STORE": str(store), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment |= {f"ASSAY_{name.upper()}": value for name, value in settings.items()}
    program = "from api.cli import main; main()"
    with running([sys.executable, "-c", program, "serve", "--port", str(port)], port, environment):
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url)
        yield url


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + READY_TIMEOUT_S
    while httpx2.get(f"{url}/ready").status_code != 200:
        if time.monotonic() > deadline:
            raise RuntimeError(f"not ready after {READY_TIMEOUT_S} s")
        time.sleep(0.1)
