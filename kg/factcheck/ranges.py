"""Ranges of numbers that a statement asks for: "more than twice", "about half", "a little over three times"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.factcheck.verdicts import Stance
from kg.text.bounds import Hedge, hedge_kind

DUST = 1e-9
LITTLE, NEAR, PLAIN, MUCH = 0.15, 0.13, 0.05, 1.15
STRONG = ("well", "far", "much")


@dataclass(frozen=True, slots=True)
class Range:
    """A closed range of numbers; None is unbounded."""

    low: float | None
    high: float | None

    def holds(self, low: float, high: float) -> bool:
        return (self.low is None or low >= self.low - DUST) and (self.high is None or high <= self.high + DUST)

    def misses(self, low: float, high: float) -> bool:
        return (self.low is not None and high < self.low - DUST) or (self.high is not None and low > self.high + DUST)

    def meets(self, low: float, high: float) -> bool:
        """Tell whether at least half of low..high lies in the range."""
        inside = min(high, high if self.high is None else self.high) - max(low, low if self.low is None else self.low)
        return high > low and inside / (high - low) >= 0.5

    def stance(self, low: float, high: float) -> Stance | None:
        """Return what a number between low and high does to a statement that asks for one in the range."""
        if self.holds(low, high):
            return Stance.SUPPORTS
        return Stance.REFUTES if self.misses(low, high) else None


def range_of(value: float, hedge: str | None) -> Range:
    """Return the range that a hedged multiple or part asks for; one without a hedge is taken as rounded."""
    words = " ".join((hedge or "").split()).casefold()
    if words.startswith("not even") or words in ("barely", "hardly", "scarcely"):
        return Range(None, value * 0.999999) if words == "not even" else Range(value * (1 - NEAR), value * (1 + PLAIN))
    match hedge_kind(words):
        case Hedge.ABOVE:
            return Range(value * (MUCH if words.startswith(STRONG) else 1.000001), None)
        case Hedge.JUST_ABOVE:
            return Range(value * 1.000001, value * (1 + LITTLE))
        case Hedge.LEAST:
            return Range(value, None)
        case Hedge.MOST:
            return Range(None, value)
        case Hedge.LESS:
            return Range(None, value * 0.999999)
        case Hedge.BELOW:
            return Range(value * (1 - LITTLE), value)
        case Hedge.ABOUT:
            return Range(value * (1 - NEAR), value * (1 + NEAR))
        case _:
            return Range(value * (1 - PLAIN), value * (1 + PLAIN))
