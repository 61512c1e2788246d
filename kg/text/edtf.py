"""Extended Date/Time Format (ISO 8601-2, level 2): is it valid, which days can it mean, what comes first."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from edtf import EDTFParseException, parse_edtf

OPEN = ("..", "")


def is_edtf(value: str) -> bool:
    """Tell whether `value` is an EDTF expression of level 0, 1 or 2; an interval must not end before it begins."""
    start, slash, end = value.partition("/")
    if not slash:
        return _parsed(value) is not None
    if "/" in end or (start in OPEN and end in OPEN):
        return False
    if not all(side in OPEN or _parsed(side) is not None for side in (start, end)):
        return False
    first, last = _days(start)[0], _days(end)[1]
    return first is None or last is None or first <= last


def bounds(edtf: str) -> tuple[date | None, date | None]:
    """Return the earliest and the latest day; None where the expression fixes none (no year, open, not valid).

    An approximate or uncertain date is as wide as the edtf library's padding makes it (a year for a year).
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _days(edtf)
    return (None if start in OPEN else _days(start)[0]), (None if end in OPEN else _days(end)[1])


def before(a: str, b: str) -> bool | None:
    """Tell whether `a` is over before `b` begins: True or False when it is certain, None when it is not."""
    (a_first, a_last), (b_first, b_last) = bounds(a), bounds(b)
    if a_last is not None and b_first is not None and a_last < b_first:
        return True
    if a_first is not None and b_last is not None and a_first >= b_last:
        return False
    return None


@lru_cache(maxsize=4096)
def _parsed(value: str) -> Any:
    try:
        return parse_edtf(value)
    except (EDTFParseException, ValueError):
        return None


def _days(value: str) -> tuple[date | None, date | None]:
    parsed = None if value in OPEN or value.startswith(("X", "-X")) else _parsed(value)
    if parsed is None or "/" in value:
        return None, None
    return _day(parsed.lower_fuzzy()), _day(parsed.upper_fuzzy())


def _day(moment: Any) -> date | None:
    try:
        return date(moment[0], moment[1], moment[2])
    except (TypeError, ValueError):
        return None
