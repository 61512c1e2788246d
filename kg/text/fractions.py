"""Shares and multiples in words: half, two-thirds, one in ten, nearly all, twice, dozens, decades."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.text.bounds import WHOLE, Bounds, Hedge
from kg.text.numbers import ORDINAL_PARTS, TENS, UNITS, read_number
from kg.text.units import NUM, PERCENT, RATIO, YEAR

COARSE_STEP = 5.0
NEARLY_ALL = 95.0

_COUNT = rf"(?:{'|'.join(sorted([*UNITS, *TENS], key=len, reverse=True))}|\d{{1,3}})"
_ONE_PART = "(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_PART = rf"(?:halves|{_ONE_PART}s?)"
FRACTION = re.compile(
    rf"\b(?P<count>one|two|three|four|five|six|seven|eight|nine)[\s-](?P<part>half|{_PART})\b"
    rf"|\b(?P<article>an?)\s+(?P<article_part>half|{_ONE_PART})\b(?=\s+of\b|\s*[.,;)]|$)"
    r"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!a )(?<!one )(?<!one-)\bhalf\b"
    r"(?!\s*-|\s+(?:an?\b|year|century|decade|million|billion|way))",
    re.IGNORECASE,
)
PARTS_RANGE = re.compile(
    rf"\b(?:between\s+|from\s+)?(?P<low>one|two|three|four|five|six|seven|eight)\s+(?:to|or|and)\s+(?P<high>two"
    rf"|three|four|five"
    rf"|six|seven|eight|nine)[\s-](?P<part>{_PART})\b",
    re.IGNORECASE,
)
ODDS = re.compile(
    rf"\b(?P<few>{_COUNT})(?:(?<=one)\s+(?!in\b|out\b)[a-z]+)?"
    rf"\s+(?:(?:in|out\s+of)(?:\s+every)?|of\s+every)\s+(?P<many>{_COUNT})\b(?!\d|,\d|%)",
    re.IGNORECASE,
)
WHOLE_WORDS = re.compile(
    r"\b(?P<nearly>nearly|almost|virtually|practically|close to)\s+(?:all\b(?!-)|the (?:entire|whole)\b"
    r"|every\b|entirely\b)"
    r"|\b(?P<all>all\s+(?=of\b|(?:the(?! more| while| time| way| same| better)|its|their)\b)"
    r"|the entirety\b|the whole of\b)",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    r"\b(?:(?P<two>twice|two-?fold|doubl(?:e[sd]?|ing))|(?P<three>thrice|three-?fold|tripl(?:e[sd]?|ing)"
    r"|trebl(?:e[sd]?|ing))"
    r"|(?P<four>four-?fold|quadrupl(?:e[sd]?|ing))|(?P<half>halv(?:e[sd]?|ing))|(?P<ten>ten-?fold))\b(?!-(?:edged"
    r"|check|standard))",
    re.IGNORECASE,
)
MANY = re.compile(
    r"\b(?P<many>dozens|hundreds|thousands|millions|billions)(?=\s+of\b(?!\s+(?:dollars|euros|yuan|years)))"
    r"|\b(?P<dozen>a dozen)\b"
    r"|\b(?P<decades>decades|centuries)\b|(?<!half )\b(?:a|one)\s+(?P<decade>decade|century|year)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(rf"\b{_COUNT}[\s-]+$", re.IGNORECASE)
MANY_VALUES = {"dozens": 24.0, "hundreds": 2e2, "thousands": 2e3, "millions": 2e6, "billions": 2e9}
LENGTHS = {"decades": 20.0, "centuries": 200.0, "decade": 10.0, "century": 100.0, "year": 1.0}


@dataclass(frozen=True, slots=True)
class Share:
    """A quantity in words with its own bounds; hedges before it may move them."""

    start: int
    end: int
    unit: str
    low: float
    high: float | None
    hedgeable: bool = True
    high_excluded: bool = False

    def bounds(self, hedge: Hedge | None) -> Bounds:
        """Return the bounds under a hedge; a share in words has no written precision, so its step is five points."""
        if hedge is None or self.high is None:
            return Bounds(self.low, self.high, maximum_excluded=self.high_excluded)
        step = COARSE_STEP if self.unit == PERCENT else self.low / 10
        ceiling = WHOLE if self.unit == PERCENT else None
        match hedge:
            case Hedge.ABOVE:
                return Bounds(self.low, ceiling, minimum_excluded=True)
            case Hedge.JUST_ABOVE:
                return Bounds(self.low, self.high + step, minimum_excluded=True)
            case Hedge.LEAST:
                return Bounds(self.low, ceiling)
            case Hedge.BELOW:
                return Bounds(self.low - step, self.high, maximum_excluded=True)
            case Hedge.LESS:
                return Bounds(0.0, self.high, maximum_excluded=True)
            case Hedge.MOST:
                return Bounds(0.0, self.high)
            case Hedge.ABOUT:
                return Bounds(self.low - step, self.high + step)
            case Hedge.EXACT:
                return Bounds(self.low, self.high)


def read_fractions(text: str) -> Iterator[Share]:
    """Yield the shares, multiples and lengths of time that are written in words, kind by kind."""
    for found in WHOLE_WORDS.finditer(text):
        low, high = (NEARLY_ALL, WHOLE) if found["nearly"] else (WHOLE, WHOLE)
        end = found.start() + len(found[0].rstrip())
        yield Share(found.start(), end, PERCENT, low, high, False, bool(found["nearly"]))
    for found in ODDS.finditer(text):
        few, many = read_number(found["few"]).value, read_number(found["many"]).value
        if 0 < few < many and not _is_year_like(found["many"]):
            yield _share(found.start(), found.end(), few / many)
    ranges = list(PARTS_RANGE.finditer(text))
    for found in ranges:
        parts = ORDINAL_PARTS[found["part"].casefold().rstrip("s")]
        low, high = (read_number(found[end]).value / parts for end in ("low", "high"))
        if low < high <= 1:
            yield Share(found.start(), found.end(), PERCENT, round(low * WHOLE, 1), round(high * WHOLE, 1))
    for found in FRACTION.finditer(text):
        if any(one.start() <= found.start() < one.end() for one in ranges):
            continue
        part = (found["part"] or found["article_part"] or "half").casefold()
        count = read_number(found["count"]).value if found["count"] else 1.0
        if count < (parts := ORDINAL_PARTS[part if part == "halves" else part.rstrip("s")]) and not _is_ordinal(found):
            yield _share(found.start(), found.end(), count / parts)
    for found in MULTIPLE.finditer(text):
        factor = {"two": 2.0, "three": 3.0, "four": 4.0, "half": 0.5, "ten": 10.0}[str(found.lastgroup)]
        yield Share(found.start(), found.end(), RATIO, factor, factor)
    for found in MANY.finditer(text):
        if not (found["decades"] and COUNTED.search(text[max(0, found.start() - 12) : found.start()])):
            yield _many(found)


def _many(found: re.Match[str]) -> Share:
    if found["dozen"]:
        return Share(found.start(), found.end(), NUM, 12.0, 12.0)
    if found["many"]:
        return Share(found.start("many"), found.end("many"), NUM, MANY_VALUES[found["many"].casefold()], None)
    word = (found["decades"] or found["decade"]).casefold()
    return Share(found.start(), found.end(), YEAR, LENGTHS[word], None if found["decades"] else LENGTHS[word])


def _share(start: int, end: int, value: float) -> Share:
    """Make a share of whole per cents: a value between two of them gets both as bounds (two thirds: 66 to 67)."""
    percent = round(value * WHOLE, 9)
    return Share(start, end, PERCENT, float(math.floor(percent)), float(math.ceil(percent)))


def _is_ordinal(found: re.Match[str]) -> bool:
    """Tell whether "one third" and the like is a rank or a time of the year, and no share."""
    before = found.string[max(0, found.start() - 12) : found.start()].casefold()
    after = found.string[found.end() : found.end() + 12].casefold()
    return bool(re.search(r"\b(?:first|second|third|fourth|last|next|this|each)\s$", before)) or after.startswith(
        (" century", " party")
    )


def _is_year_like(words: str) -> bool:
    return words.isdigit() and int(words) < 2
