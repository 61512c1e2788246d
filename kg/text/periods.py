"""Times that a text names, as EDTF where the words fix one and as words where they don't; no year is ever guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Period
from kg.text.brackets import CITATION
from kg.text.edtf import bounds, is_edtf
from kg.text.words import CONTINUERS, OPENERS

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("January", "Jan"), ("February", "Feb"), ("March", "Mar"), ("April", "Apr"), ("May",), ("June", "Jun"),
            ("July", "Jul"), ("August", "Aug"), ("September", "Sept", "Sep"), ("October", "Oct"), ("November", "Nov"),
            ("December", "Dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
UNDOTTED = ("May", "June", "July")
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
QUARTER, HALF = 32, 39

_YEAR = r"(?:1[5-9]|20|21)\d\d"
_MONTH = (
    "(?:"
    + "|".join(
        rf"{name}\b" if len(name) > 4 or name in UNDOTTED else rf"{name}\b\.?" for name in sorted(MONTHS, key=len)[::-1]
    )
    + ")"
)
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_ORDINAL = "(?:" + "|".join(ORDINALS) + ")"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
POINT = re.compile(
    rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?(?![\d-]))"
    rf"|(?P<d_month>{_DAY})\s+(?:of\s+)?(?P<dm_month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<dm_year>{_YEAR})\b)?"
    rf"|(?P<md_month>{_MONTH})\s+(?P<md_day>{_DAY})\b(?!\d|,?\d|%|\.\d)(?:,?\s+(?P<md_year>{_YEAR})\b)?"
    rf"|(?P<ym_year>{_YEAR}),\s+(?P<ym_month>{_MONTH})(?:\s+(?P<ym_day>{_DAY})\b)?"
    rf"|(?P<my_month>{_MONTH})(?:,?\s+(?:of\s+)?|\s*['’-]\s*)(?P<my_year>{_YEAR})\b"
    rf"|Q(?P<q1>[1-4])\s*(?:of\s+|,\s*|-|/)?\s*(?P<q1_year>{_YEAR})\b|(?P<q2_year>{_YEAR})[\s-]*Q(?P<q2>[1-4])\b"
    rf"|(?P<q3>{_ORDINAL})[\s-]quarter\s+(?:of\s+|in\s+)?(?P<q3_year>{_YEAR})\b"
    rf"|H(?P<h1>[12])\s*(?:of\s+)?(?P<h1_year>{_YEAR})\b|(?P<h2>first|second)\s+half\s+(?:of\s+)?(?P<h2_year>{_YEAR})\b"
    rf"|(?P<season>{_SEASON})\s+(?:of\s+)?(?P<s_year>{_YEAR})\b"
    rf"|(?P<decade>(?:1[5-9]|20)\d)0[’']?s\b"
    rf"|(?P<century>1[5-9]|20|21)(?:th|st)[\s-]century\b"
    rf"|(?P<year>{_YEAR})(?![\d%]|[.,]\d|-(?:year|day|member|strong)|\s*(?:%|percent|per\scent|tonn?e?s?|tons|kg|nm|dollars|yuan"
    r"|million|billion|trillion|thousand|years|months|days|people)\b)"
    rf"|(?P<month>{_MONTH})"
)
JOIN = re.compile(r"\s*(?:[-–—]|\b(?:to|until|till|through|and)\b)\s*")
SHORT_END = re.compile(r"[-–/](\d\d)\b(?![-/\d])")
LEAD = re.compile(
    r"(?:(?P<relation>by the end of|before the end of|until the end of|at the end of"
    r"|by the beginning of|by the start of"
    r"|since|until|till|up to|by|before|prior to|after|following|as of|from|between|no later than|as early as)\s+)?"
    r"(?:(?P<about>around|about|circa|ca\.|c\.|approximately|roughly)\s+)?"
    r"(?P<part>early|mid|late|(?:the\s+)?end of|beginning of)?[\s-]*(?:the\s+)?$",
    re.IGNORECASE,
)
DATED_MONTH = re.compile(rf"{_MONTH}(?:\s+{_DAY},?)?\s+{_YEAR}\b")
ONWARDS = re.compile(r"\s+onwards?\b")
MONTH_CUE = re.compile(
    r"\b(?:in|since|by|until|till|from|during|of|before|after|through|to|between|and|last|this|next|early|late|mid|every|each"
    r"|around|as of)[\s-]+(?:early[\s-]+|mid[\s-]+|late[\s-]+)?$",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"(?:^|[^\w])([^\W\d_][\w’'&-]*)[)\]]?\s$")
VAGUE = re.compile(
    r"\b(?:at (?:the )?present|at the moment|currently|presently|nowadays|to date|so far"
    r"|in the present (?:context|day|era|time)"
    r"|in the (?:contemporary|modern|current) (?:era|age|times|context|dynamics)|most recent(?:ly)?"
    r"|recently|today|right now"
    r"|(?:in|over) (?:the )?(?:recent|past|last|coming|next|few) (?:\w+ )?(?:years|decades|months|weeks)"
    r"|(?:in|over|during|for) the (?:past|last|next|coming) (?:\w+ )?(?:decade|year|month|quarter|century|week)"
    r"|(?:last|this|next|earlier this|later this) (?:year|month|week|quarter|decade|century)"
    r"|for decades|decades of|decades)\b"
    r"|\bnow\b(?! that)",
    re.IGNORECASE,
)
OPEN_START = {"until": "../{}", "till": "../{}", "up to": "../{}", "until the end of": "../{}"}
WORDS_BEFORE_A_YEAR = (
    CONTINUERS
    | OPENERS
    | {"early", "mid", "late", "circa", "prior", "year", "fiscal", "fy", "till", "end", "beginning"}
)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A time in a text; `relation` is the preposition that places an event beside it: by, before, after, since, until.

    `part` is the author's "early", "mid", "late" or "end of", which EDTF has no code for: the whole period is given.
    """

    start: int
    end: int
    period: Period
    relation: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class _Point:
    start: int
    end: int
    edtf: str


def read_periods(text: str) -> tuple[PeriodMention, ...]:
    """Return the times that `text` names, in order; years in citation brackets and in names are not among them.

    Offsets count code points, ends are excluded. EDTF is ISO 8601-2 level 2: quarters are 33 to 36, a month
    without a year is XXXX-04, "since April" is XXXX-04/.., and what fixes no date ("currently") has none.
    """
    closed = [(m.start(), m.end()) for m in CITATION.finditer(text)]
    fixed = list(_fixed(text, closed))
    vague = [
        PeriodMention(m.start(), m.end(), Period(None, m[0]))
        for m in VAGUE.finditer(text)
        if not any(f.start < m.end() and m.start() < f.end for f in fixed)
    ]
    return tuple(sorted([*fixed, *vague], key=lambda mention: mention.start))


def _fixed(text: str, closed: list[tuple[int, int]]) -> Iterator[PeriodMention]:
    position = 0
    while (found := POINT.search(text, position)) is not None:
        position = found.end()
        if any(start <= found.start() < end for start, end in closed) or not _stands_alone(found):
            continue
        mention = _mention(text, _Point(found.start(), found.end(), _edtf(found)))
        if mention is not None:
            yield mention
            position = max(position, mention.end)


def _mention(text: str, point: _Point) -> PeriodMention | None:
    head = text[max(0, point.start - 40) : point.start]
    lead = LEAD.search(head)
    relation = " ".join(lead["relation"].split()).casefold() if lead and lead["relation"] else None
    part = lead["part"].casefold() if lead and lead["part"] else None
    edtf, end = _range(text, point, relation)
    if lead and lead["about"] and "/" not in edtf and "X" not in edtf:
        edtf += "~"
    if edtf == point.edtf or end == point.end:
        onwards = ONWARDS.match(text, end)
        edtf, end = (f"{edtf}/..", onwards.end()) if onwards and "/" not in edtf else (_opened(edtf, relation), end)
    start = point.start
    if lead and (relation or part or lead["about"]):
        start = point.start - len(head) + next(lead.start(g) for g in ("relation", "about", "part") if lead[g])
    if not is_edtf(edtf):
        return None
    return PeriodMention(start, end, Period(edtf, text[start:end]), relation, part)


def _opened(edtf: str, relation: str | None) -> str:
    if relation == "since":
        return f"{edtf}/.."
    return OPEN_START[relation].format(edtf) if relation in OPEN_START else edtf


def _range(text: str, point: _Point, relation: str | None) -> tuple[str, int]:
    """Return the interval that begins at a point, or the point alone, and where its words end."""
    short = SHORT_END.match(text, point.end)
    if short and re.fullmatch(r"\d{4}", point.edtf) and int(short[1]) > int(point.edtf[2:]):
        return f"{point.edtf}/{point.edtf[:2]}{short[1]}", short.end()
    join = JOIN.match(text, point.end)
    second = POINT.match(text, join.end()) if join else None
    if join is None or second is None:
        return point.edtf, point.end
    words = join[0].strip()
    if (words == "and" and relation != "between") or (
        words in ("to", "until", "till", "through") and relation not in ("from", "between", None)
    ):
        return point.edtf, point.end
    later = _edtf(second)
    earlier = point.edtf
    if earlier.startswith("XXXX") and not later.startswith("XXXX") and len(later) >= len(earlier):
        earlier = later[:4] + earlier[4:]
    interval = f"{earlier}/{later}"
    first, last = bounds(earlier)[0], bounds(later)[1]
    ordered = first is None or last is None or first <= last
    return (interval, second.end()) if ordered and is_edtf(interval) else (point.edtf, point.end)


def _stands_alone(found: re.Match[str]) -> bool:
    """Tell whether a match is a time: no part of a number, a name ("Agenda 2030"), a citation or a link."""
    before = found.string[max(0, found.start() - 60) : found.start()]
    if re.search(r"\b(?:early|mid|late)-$", before, re.IGNORECASE):
        return True
    if (
        before[-1:].isalnum()
        or re.search(r"(?:[$€£¥#/_.\-–]|\d,)$", before)
        or re.search(r"(?:https?://|www\.|@)\S*$", before)
    ):
        return found["iso"] is not None and not before[-1:].isalnum() and not before.endswith(("/", "-"))
    if found["month"]:
        join = JOIN.match(found.string, found.end())
        return bool(MONTH_CUE.search(before) or (join and DATED_MONTH.match(found.string, join.end())))
    if found["year"] is None:
        return True
    if before.endswith("(") and found.string[found.end() : found.end() + 1] in (")", "a", "b"):
        return not re.search(r"[A-Z][\w’']*\s\($", before)
    name = NAME_BEFORE.search(before)
    return not (name and name[1][0].isupper() and name[1].casefold() not in WORDS_BEFORE_A_YEAR)


def _edtf(found: re.Match[str]) -> str:
    """Write the one alternative that matched as EDTF."""
    part = found.groupdict()
    if part["iso"] and len(part["iso"]) == 7 and part["iso"][5:] > part["iso"][2:4]:
        return f"{part['iso'][:4]}/{part['iso'][:2]}{part['iso'][5:]}"
    if part["iso"] or part["year"]:
        return str(part["iso"] or part["year"])
    for prefix in ("dm", "md", "ym", "my"):
        if part[f"{prefix}_month"]:
            day = {"dm": part["d_month"], "md": part["md_day"], "ym": part["ym_day"], "my": None}[prefix]
            return _date(part[f"{prefix}_year"], part[f"{prefix}_month"], day)
    if part["month"]:
        return _date(None, part["month"], None)
    if part["q1"] or part["q2"] or part["q3"]:
        quarter = part["q1"] or part["q2"] or ORDINALS[part["q3"]]
        return f"{part['q1_year'] or part['q2_year'] or part['q3_year']}-{QUARTER + int(quarter)}"
    if part["h1"] or part["h2"]:
        return f"{part['h1_year'] or part['h2_year']}-{HALF + int(part['h1'] or ORDINALS[part['h2']])}"
    if part["season"]:
        return f"{part['s_year']}-{SEASONS[part['season'].casefold()]}"
    if part["decade"]:
        return f"{part['decade']}X"
    return f"{int(part['century']) - 1}XX"


def _date(year: str | None, month: str, day: str | None) -> str:
    number = MONTHS[month.rstrip(".")]
    tail = f"-{int(re.sub(r'[a-z]+', '', day)):02}" if day else ""
    return f"{year or 'XXXX'}-{number:02}{tail}"
