"""The command `assay`."""

from __future__ import annotations

import sys

from api.cli.app import app
from kg.errors import AssayError

__all__ = ["main"]


def main() -> None:
    """Run the command line; expected failures go to standard error without a traceback, exit code 1."""
    try:
        app()
    except AssayError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
