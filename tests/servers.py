"""Real servers for tests: each runs as a process of its own on a free port until the test ends."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_TIMEOUT_S = 20.0


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process listens on a port."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on port {port} after {START_TIMEOUT_S} s")


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str] | None = None) -> Iterator[None]:
    """Run a server until the block ends."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=START_TIMEOUT_S)


def oxigraph_command() -> list[str]:
    """Return the command that runs Oxigraph."""
    return [str(Path(sys.executable).parent / "oxigraph")]


@contextmanager
def oxigraph(folder: Path, *options: str, command: str = "serve") -> Iterator[str]:
    """Run `oxigraph serve` on a folder; yield its URL."""
    port = free_port()
    place = ["--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with running([*oxigraph_command(), command, *place, *options], port):
        yield f"http://127.0.0.1:{port}"
