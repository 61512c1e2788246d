"""Which two things a statement compares, and how: larger, twice as much, five points below, two years before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.factcheck.ranges import Range, range_of
from kg.text.bounds import HEDGE_WORDS
from kg.text.fractions import read_fractions
from kg.text.numbers import WORDS, read_number

NUMBER = rf"(?P<number>\d+(?:\.\d+)?|{WORDS})"
LESS = r"(?:small|low|few|less|short|weak|modest|slim|narrow)(?:er)?"
MORE = r"(?:large|larg|big|bigg|high|great|more|strong|wid)(?:er)?"
HEDGE = (
    rf"(?P<hedge>{HEDGE_WORDS}|not far from|not even|barely|hardly|over|(?:small|low|less)er than|(?:larg|bigg"
    rf"|great)er than"
    r"|only (?:a little|slightly|just) (?:over|more than))"
)
MULTIPLE = re.compile(
    rf"(?:{HEDGE}\s+)?(?:(?P<twice>twice|double|thrice|triple|treble|quadruple)|{NUMBER}(?:\s*(?:to|or|-"
    rf"|–)\s*(?P<upper>\d+|{WORDS}))?"
    r"\s+times)(?:\s+(?:as\s+\w+(?:\s+\w+)?\s+as|the\s+\w+(?:\s+of)?|(?:larg|bigg|high|great)er\s+than|of"
    r"|more\s+than|what))?\s+",
    re.IGNORECASE,
)
FRACTION_OF = re.compile(
    rf"(?:{HEDGE}\s+)?(?P<fraction>(?:a |one |two |three )?(?:half|third|thirds|quarter|quarters|fifth|fifths|tenth"
    rf"|tenths))"
    r"\s+(?:of|as \w+ as)\s+(?=(?:the|its|that|what|those)\b|(?-i:[A-Z]))",
    re.IGNORECASE,
)
POINTS = re.compile(
    rf"{NUMBER}\s+(?:percentage\s+)?points?\s+(?P<way>below|under|lower than|less than|short of|behind|above|over"
    rf"|higher than|more than|ahead of|shy of)\s+",
    re.IGNORECASE,
)
THAN = re.compile(
    rf"(?P<degree>slightly|somewhat|a little|a bit|much|far|considerably|well|marginally)?\s*\b(?:(?P<less>{LESS})"
    rf"|(?P<more>{MORE}))\s+(?P<noun>(?:[\w’'-]+\s+){{0,6}}?)than\s+",
    re.IGNORECASE,
)
EXCEEDS = re.compile(
    r"\b(?:(?P<more>exceeds?|outstrips?|tops|surpass(?:es)?|outweighs?|is ahead of|outnumbers?)"
    r"|(?P<less>falls? short of|trails?|lags? behind|is behind))\s+",
    re.IGNORECASE,
)
LENGTH = rf"(?:(?P<hedge>{HEDGE_WORDS})\s+)?(?:{NUMBER}|an?)\s+(?P<unit>years?|months?)"
YEARS = re.compile(
    rf"{LENGTH}\s+(?P<way>before|after|later than|earlier than|prior to|apart|ahead of)\b", re.IGNORECASE
)
BETWEEN = re.compile(
    rf"{LENGTH}\s+(?:(?:lie|lay|pass|passed|elapsed?|went by|are|were"
    rf"|had passed)\s+(?:there\s+)?between\s+(?P<a>.+?)\s+and\s+(?P<b>.+)"
    r"|(?:separates?|separated|divides?)\s+(?P<c>.+?)\s+(?:and|from)\s+(?P<d>.+))$",
    re.IGNORECASE,
)
SAME_YEAR = re.compile(
    r"^(?P<a>.+?)\s+(?:(?:happened|occurred|began|started|opened|was|were|came|took place|dates?)\s+)?(?:in|from"
    r"|within|during)\s+"
    r"(?:one and\s+)?the same (?P<unit>year|month)\s+(?:as|that)\s+(?P<b>.+)$",
    re.IGNORECASE,
)
BOTH_YEAR = re.compile(
    r"^(?:both\s+)?(?P<a>.+?)\s+and\s+(?P<b>.+?)\s+(?:(?:both|all)\s+)?(?P<verb>f[ae]ll|date|date back|happened"
    r"|occurred|began|started"
    r"|took place|came|were \w+|are)\s+(?:in|from|within|during|to)\s+(?:one and\s+)?(?:the same|one) (?P<unit>year"
    r"|month)$",
    re.IGNORECASE,
)
WHEN_ALREADY = re.compile(
    r"^(?P<a>.+?\b(?P<sign>already|existed|had(?! n[o’'])|not yet|n[o’']t yet|yet to)\b.*?),?\s+(?:when|by the time"
    r"|at the time)\s+(?P<b>.+)$"
    r"|^(?:when|by the time)\s+(?P<b2>[^,]+),\s+(?P<a2>.+\b(?P<sign2>already|not yet|n[o’']t yet|had)\b.+)$",
    re.IGNORECASE,
)
CAME_FIRST = re.compile(
    r"^(?P<a>.+?)\s+(?:(?:c[ao]me|was|were|happened|did so|acted|moved|began)\s+)?first,?\s+(?:and|then|with|while"
    r"|but)\s+(?:only then\s+|then\s+)?"
    r"(?P<b>.+)$",
    re.IGNORECASE,
)
FOLLOWS = re.compile(
    r"\b(?:c[ao]me|followed|next|later|afterwards?|(?:came )?(?:as|in) (?:the|an?)? ?(?:reply|answer|response"
    r"|reaction)(?: to (?:them|it|that|this))?)\b",
    re.IGNORECASE,
)
BEFORE_AFTER = re.compile(
    r"\b(?:c[ao]me|was|were|is|are|happened|took place|began|started|existed|founded|established|launched|imposed"
    r"|introduced|adopted|opened|created|set up|came into being)?\s*(?P<way>before|after|earlier than|later than"
    r"|prior to|preceded|predates?|predated|followed|younger than|older than)\s+",
    re.IGNORECASE,
)
TOGETHER = re.compile(
    r"\b(?:together|combined|jointly|between them|taken together|in sum|in total|added up)\b", re.IGNORECASE
)
AND = re.compile(r"\s+and\s+")
SUM_JOIN = re.compile(
    r"(?P<a>[\w’'. ]+?)\s+and\s+(?P<b>[\w’'. ]+?)\s+(?=together|combined|jointly|own|hold|have|possess|account"
    r"|control|make|sit)",
    re.IGNORECASE,
)
FIGURE_WORDS = re.compile(
    r"\b(?:share|investments?|commit\w*|pledge\w*|sum|amount|money|figure|total|funds?|rate|reserves|announced"
    r"|promised|spent|paid"
    r"|invested|allotted|allocated|earmarked|set aside|raised)\b",
    re.IGNORECASE,
)
FACTORS = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0}
DETERMINED = re.compile(r"\w+[’']s?$|(?:the|its|their|that|those|this)\b", re.IGNORECASE)
SLIGHT = ("slightly", "somewhat", "a little", "a bit", "marginally")
STRONG = ("much", "far", "considerably", "well")


COMPARES = re.compile(
    r"\b(?:than|second (?:only )?to|next to|ahead of|behind|outstrips?|exceed\w*|surpass\w*|overtak\w*|outweigh\w*"
    r"|trails?|ranks?|larg(?:er|est)|bigg(?:er|est)|small(?:er|est)|great(?:er|est)|high(?:er|est)|low(?:er|est)|most"
    r"|superior\w*|inferior\w*)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(r"(?:the|those|its|their)\s+(?!past\b|present\b|rest\b)\w|(?-i:[A-Z])", re.IGNORECASE)
A_NUMBER = re.compile(
    rf"(?:(?:{HEDGE_WORDS})\s+)?(?:\d|{WORDS}\b|half|\$|an? (?:half|third|quarter|fifth|sixth|seventh|eighth|ninth"
    rf"|tenth))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A relation between two operands: the ratio or the difference of left and right must lie in a range.

    `measure` is what is compared, where the statement names it ("more scientists than").
    """

    left: str
    right: str
    kind: str
    wanted: Range
    words: str
    measure: str = ""


def read_question(text: str) -> Question | None:
    """Read which two things a statement compares, and how."""
    body = text.strip().rstrip(".")
    return next(_questions(body), None)


def _questions(body: str) -> Iterator[Question]:
    yield from _dates(body)
    if TOGETHER.search(body):
        joined = SUM_JOIN.search(TOGETHER.sub(" ", body).replace(" ,", " ").lstrip(" ,"))
        if joined:
            yield Question(joined["a"].strip(" ,"), joined["b"].strip(" ,"), "sum", Range(None, None), body)
    yield from _multiples(body)
    yield from _degrees(body)
    yield from _order(body)


def _dates(body: str) -> Iterator[Question]:
    if (found := BETWEEN.search(body)) is not None and found["unit"].startswith("year"):
        yield Question(found["a"] or found["c"], found["b"] or found["d"], "years", _length(found), "apart")
    if (found := YEARS.search(body)) is not None and found["unit"].startswith("year"):
        way = found["way"].casefold()
        left, right = body[: found.start()], body[found.end() :]
        if way == "apart":
            parts = AND.split(left, maxsplit=1)
            if len(parts) == 2:
                yield Question(parts[0], parts[-1], "years", _length(found), "apart")
            return
        if way in ("after", "later than"):
            left, right = right, left
        if left.strip() and right.strip():
            yield Question(left, right, "years", _length(found), "before")
    for pattern in (BOTH_YEAR, SAME_YEAR):
        if (same := pattern.search(body)) is not None:
            yield Question(same["a"], same["b"], f"same {same['unit'].casefold()}", Range(0, 0), "in the same year")


def _length(found: re.Match[str]) -> Range:
    count = read_number(found["number"]).value if found["number"] else 1.0
    return range_of(count, found["hedge"]) if found["hedge"] else Range(count, count)


def _multiples(body: str) -> Iterator[Question]:
    if (found := POINTS.search(body)) is not None:
        count = read_number(found["number"]).value
        below = found["way"].casefold() in ("below", "under", "lower than", "less than", "short of", "behind", "shy of")
        wanted = Range(count - 1, count + 1)
        left, right = body[: found.start()], body[found.end() :]
        yield Question(*((right, left) if below else (left, right)), "difference", wanted, found[0].strip())
    if (found := MULTIPLE.search(body)) is not None and found.start() > 0:
        left, right = body[: found.start()], body[found.end() :]
        full = len(right.split()) >= 2 or DETERMINED.match(right)
        if full and not re.match(r"(?:a|an|per|each)\b", right):
            yield Question(left, right, "ratio", _factor(found), found[0].strip())
    if (found := FRACTION_OF.search(body)) is not None and len(body[: found.start()].split()) > 2:
        share = next(iter(read_fractions(found["fraction"] + " of")), None)
        right = body[found.end() :]
        if share is not None and share.high is not None and FIGURE_WORDS.search(right):
            wanted = _hedged((share.low + share.high) / 200, found["hedge"])
            yield Question(body[: found.start()], right, "ratio", wanted, found[0].strip())


def _factor(found: re.Match[str]) -> Range:
    low = FACTORS[found["twice"].casefold()] if found["twice"] else read_number(found["number"]).value
    if not found["upper"]:
        return _hedged(low, found["hedge"])
    return Range(low * 0.95, read_number(found["upper"]).value * 1.05)


def _hedged(value: float, hedge: str | None) -> Range:
    words = (hedge or "").casefold()
    if words.endswith("er than"):
        words = "more than" if re.match(r"larg|bigg|great", words) else "less than"
    return range_of(value, "about" if words == "not far from" else words.removeprefix("only "))


def _degrees(body: str) -> Iterator[Question]:
    found = THAN.search(body)
    if found is not None and not A_NUMBER.match(body[found.end() :]):
        degree = (found["degree"] or "").casefold()
        if found["less"]:
            wanted = Range(0.8 if degree in SLIGHT else None, 0.8 if degree in STRONG else 0.999999)
        else:
            wanted = Range(1.2 if degree in STRONG else 1.000001, 1.25 if degree in SLIGHT else None)
        left, noun = body[: found.start()], found["noun"] or ""
        if left.strip() and not re.match(r"\W*(?:no|nobody|nothing|none)\b", left, re.IGNORECASE):
            yield Question(f"{left} {noun}".strip(), body[found.end() :], "ratio", wanted, found[0].strip(), noun)
    if (found := EXCEEDS.search(body)) is not None and not A_NUMBER.match(body[found.end() :]):
        wanted = Range(1.000001, None) if found["more"] else Range(None, 0.999999)
        yield Question(body[: found.start()], body[found.end() :], "ratio", wanted, found[0].strip())


def _order(body: str) -> Iterator[Question]:
    anyhow = Range(None, None)
    if (found := WHEN_ALREADY.search(body)) is not None:
        left, right = found["a"] or found["a2"], found["b"] or found["b2"]
        if "yet" in (found["sign"] or found["sign2"]).casefold():
            left, right = right, left
        yield Question(left, right, "order", anyhow, "before")
    if (found := CAME_FIRST.search(body)) is not None:
        yield Question(found["a"], FOLLOWS.sub(" ", found["b"]), "order", anyhow, "before")
    if (found := BEFORE_AFTER.search(body)) is not None and found.start() > 0:
        left, right = body[: found.start()], body[found.end() :]
        if found["way"].casefold() in ("after", "later than", "followed", "younger than"):
            left, right = right, left
        if len(left.split()) >= 2 and len(right.split()) >= 2:
            yield Question(left, right, "order", anyhow, "before")


def compares(text: str) -> bool:
    """Tell whether a statement has one thing larger or smaller than another, which a source must compare as well."""
    body = text.strip().rstrip(".")
    question = next(_degrees(body), None)
    return question is not None and COMPARED.match(question.right) is not None


def sets_in_order(text: str) -> bool:
    """Tell whether a sentence of two clauses says which of two things came first, and must be judged as one."""
    return CAME_FIRST.search(text.strip().rstrip(".")) is not None
