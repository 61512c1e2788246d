"""The general-English word lists, one file each below `words`; lines that begin with # are comments."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a table without comments."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


@lru_cache(maxsize=1)
def irregular() -> dict[str, str]:
    """Return irregular forms with the base form that each is read as."""
    found = {}
    for line in lines("irregular"):
        base, _, forms = line.partition(":")
        found.update(dict.fromkeys(forms.split(), base.strip()))
    return found
