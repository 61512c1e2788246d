"""What a hedge word does to a number: from "over 37%" to the range that it can stand for.

The range follows the precision that the author wrote. "Over" and "nearly" stand for the next step of that precision
(over 37% is 37 to 38, nearly 90% is 89 to 90, over $1.25 billion is 1.25 to 1.26); "about" for half a step on either
side of the last digit that is not zero, at most a twentieth of the number. "At least", "up to" and "less than" name one
side and leave the other open, which for a share ends at 0 or 100.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from kg.text.numbers import Number

ABOUT_SHARE_OF_VALUE = 0.05
ROUND_SHARE_OF_VALUE = 0.1
WHOLE = 100.0


class Hedge(Enum):
    """The kinds of hedge that move a number's bounds."""

    ABOVE = "above"
    JUST_ABOVE = "just above"
    BELOW = "below"
    LEAST = "at least"
    MOST = "at most"
    LESS = "less than"
    ABOUT = "about"
    EXACT = "exactly"


HEDGES: tuple[tuple[Hedge, str], ...] = (
    (Hedge.LESS, r"less than|fewer than|lower than|under|below"),
    (
        Hedge.LEAST,
        r"at least|no (?:less|fewer) than|not (?:less|fewer) than|a minimum of|(?:a )?minimum"
        r"|as little as|as few as|upwards? of",
    ),
    (Hedge.EXACT, r"exactly|precisely|a full|fully"),
    (
        Hedge.MOST,
        r"at most|no more than|not more than|a maximum of|(?:a )?maximum|up to|as (?:much|many|high) as|capped at",
    ),
    (Hedge.JUST_ABOVE, r"(?:just|slightly|somewhat|a (?:little|bit|shade|touch)) (?:over|above|more than)"),
    (
        Hedge.ABOVE,
        r"(?:well |far )?(?:over|above|more than)"
        r"|exceeding|exceeds?|exceeded|in excess of|greater than|higher than"
        r"|north of|surpassing|surpass(?:es|ed)?|beyond",
    ),
    (
        Hedge.BELOW,
        r"nearly|almost|close to"
        r"|(?:just|slightly|somewhat|a (?:little|bit|shade|touch)) (?:under|below|less than|short of|shy of)"
        r"|(?:shy|short) of|approaching"
        r"|not quite|virtually|practically|nigh on|well-nigh",
    ),
    (
        Hedge.ABOUT,
        r"approximately|approx\.?|roughly|about|around|some|circa|ca\.|c\.|~|≈"
        r"|an estimated|estimated(?: at)?|in the region of",
    ),
)
HEDGE_WORDS = "|".join(words for _, words in HEDGES)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range of values; None is unbounded, an excluded bound is not part of it."""

    minimum: float | None
    maximum: float | None
    minimum_excluded: bool = False
    maximum_excluded: bool = False


def hedge_kind(words: str) -> Hedge | None:
    """Return what a hedge's words do to a number, or None when they are no hedge."""
    plain = " ".join(words.split()).casefold()
    return next((kind for kind, pattern in HEDGES if re.fullmatch(pattern, plain)), None)


def bounds_of(low: Number, high: Number, hedge: Hedge | None, *, percent: bool, share: bool) -> Bounds:
    """Return the bounds of a hedged number, or of a range low..high; a `share` of something ends at 100."""
    ceiling = WHOLE if share else None
    match hedge:
        case Hedge.LEAST:
            return Bounds(low.value, _at_least(ceiling, low.value))
        case Hedge.MOST:
            return Bounds(0.0 if high.value >= 0 else None, high.value)
        case Hedge.LESS:
            return Bounds(0.0 if high.value >= 0 else None, high.value, maximum_excluded=True)
        case Hedge.ABOVE | Hedge.JUST_ABOVE:
            above = high.value + _step(high, percent)
            return Bounds(low.value, _clean(above), minimum_excluded=True)
        case Hedge.BELOW:
            below = low.value - _step(low, percent)
            return Bounds(_clean(below), high.value, maximum_excluded=True)
        case Hedge.ABOUT if low == high:
            slack = max(min(low.last_digit / 2, abs(low.value) * ABOUT_SHARE_OF_VALUE), low.place / 2)
            return Bounds(_clean(low.value - slack), _clean(low.value + slack))
        case _:
            return Bounds(low.value, high.value)


def _step(number: Number, percent: bool) -> float:
    """Return one step of the written precision; round numbers other than per cents are read as rounder."""
    if percent:
        return number.place
    return max(number.place, min(number.last_digit, abs(number.value) * ROUND_SHARE_OF_VALUE))


def _at_least(ceiling: float | None, value: float) -> float | None:
    return None if ceiling is None or value > ceiling else ceiling


def _clean(value: float) -> float:
    return float(f"{value:.12g}")
