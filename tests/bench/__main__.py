"""Run every benchmark and print it: `make bench`, or `python -m tests.bench NAME …` for some of them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import factcheck, reasoning, references, serving, storing

BENCHMARKS: dict[str, Callable[[], None]] = {
    "references": references.run,
    "storing": storing.run,
    "serving": serving.run,
    "reasoning": reasoning.run,
    "factcheck": factcheck.run,
}


def main(names: list[str]) -> int:
    """Run the benchmarks named, or all."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"benchmark: expected one of {', '.join(BENCHMARKS)}, found {', '.join(unknown)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        print(f"\n== {name}")
        BENCHMARKS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
