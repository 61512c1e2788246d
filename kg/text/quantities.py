"""Quantities in a text: shares, money, counts, ratios and lengths of time, with bounds and the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Quantity
from kg.text import fractions
from kg.text.bounds import HEDGE_WORDS, Bounds, Hedge, bounds_of, hedge_kind
from kg.text.brackets import CITATION
from kg.text.numbers import DIGITS, LONG_SCALE, SHORT_SCALE, WORDS, Number, read_number, scale_value
from kg.text.periods import read_periods
from kg.text.units import MEASURE, MONEY, NUM, PERCENT, TIMES, unit_of, yen_or_yuan
from kg.text.words import CONTINUERS, OPENERS

AMOUNT = re.compile(
    rf"(?:(?P<before>{MONEY})\s?)?(?P<sign>(?<![\w)])[-−](?=\d))?(?P<number>{DIGITS}|\b{WORDS}\b)"
    rf"(?P<scale>[\s-]*{LONG_SCALE}\b|(?:\s?{SHORT_SCALE}|[km]|(?(before)[bt]|(?!)))(?![\w’'])|[\s-]hundred\b)?(?P<plus>\+)?"
    rf"(?:[\s-]*(?P<unit>{MEASURE})|\s*(?P<after>{MONEY}))?(?!\w|[.,:/]\d)",
    re.IGNORECASE,
)
RANGE = re.compile(r"\s*[-–—~]\s*|\s+(?:to|and|or)\s+", re.IGNORECASE)
RANGE_LEAD = re.compile(r"\b(between|from)\s+$", re.IGNORECASE)
CHANGE = re.compile(
    r"\b(?:r[io]se|risen|gr[eo]wn?|increas\w+|climb\w+|jump\w+|surg\w+|f[ae]ll(?:en)?|drop\w*|declin\w+|shr[aiu]nk"
    r"|decreas\w+|rais\w+|cut|reduc\w+|went|slid|chang\w+|up|down|lower\w+)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
HEDGE = re.compile(rf"(?<![\w-])(?P<hedge>{HEDGE_WORDS})\s*$", re.IGNORECASE)
AFTERTHOUGHT = re.compile(r"\s+or (?:(?P<more>more|above|higher)|(?P<less>less|fewer|lower|below)|(?P<so>so))\b")
PER = re.compile(
    r"\s*(?:(?:per|an?|each|every)\s+(?P<per>year|month|week|day|hour|annum|capita|tonne|ton|kg"
    r"|kilogram|unit|person|barrel|metric ton)\b"
    r"|/(?P<slash>year|yr|month|day|t|tonne|ton|kg)\b|(?P<adverb>annually|yearly|monthly|daily)\b)"
)
OF = re.compile(r"\s+of\s+(?:the\s+|its\s+|all\s+)?(?P<of>[^\W\d_][\w’'-]*(?:\s+[\w’'-]+){0,7})")
NOUN = re.compile(r"[\s-]+(?P<noun>[^\W\d_][\w’'-]*(?:\s+[\w’'-]+){0,4})")
LABEL_BEFORE = re.compile(
    r"(?:\b(?:figs?|figures?|tables?|charts?|box|chapters?|sections?|sec|articles?|art|nos?|numbers?|vols?|volumes?|issues?|pages?"
    r"|pp?|parts?|phases?|steps?|appendix|annex|equation|eq|note|notes|version|room|flight|group|level|tier|type|class|route|day"
    r"|schedule|title|item|grade|unit|generation|gen)\.?\s*|[#№§]\s*)$",
    re.IGNORECASE,
)
NAME_BEFORE = re.compile(r"(?<![.!?:\n]\s)(?<!^)\b([A-Z][\w’'-]*)\s$")
OVER_A_TIME = re.compile(r"\b(?:for|after|lasting|lasts|lasted|takes?|took|is|was|spent)\s+$", re.IGNORECASE)
GOVERNS = re.compile(
    r"\b(?:controls?|power|dominance|disputes?|concerns?|monopoly|leverage|influence|sway|grip|authority|hold|ban|curbs|restrictions"
    r"|talks?|papers?|reports?|questions?|war|worries|rights|placed|put|falls?|listed)\s+$",
    re.IGNORECASE,
)
LINK = re.compile(
    r"<?(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}|\b\d{4}-\d\d-\d\d\b|\b10\.\d{4,}/\S+"
)
NO_NOUN = (CONTINUERS | OPENERS | frozenset(("of", "percent", "am", "pm", "years", "ago"))) - frozenset(
    ("other", "more", "countries", "companies", "experts", "researchers", "critics", "officials", "analysts", "others")
)
PHRASE_ENDS = (CONTINUERS - {"and", "or", "the", "of", "its", "their"}) | frozenset(
    ("which", "that", "and", "or", "of")
)


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A quantity in a text: `hedge` is the word that moves its bounds, `per` what it is counted by ("year").

    `of` is what it counts or is a share of, in the author's words ("proven rare earth reserves", "lanthanide metals").
    """

    start: int
    end: int
    quantity: Quantity
    hedge: str | None = None
    per: str | None = None
    of: str | None = None


def read_quantities(text: str) -> tuple[QuantityMention, ...]:
    """Return the quantities that `text` states, in order and without overlap; offsets count code points.

    Units are QUDT names (PERCENT, NUM, YR), ISO 4217 codes (USD) or RATIO; kg.text.bounds says how hedges set bounds.
    Dates, years in citations, ordinals, labels ("Figure 1") and digits in names ("G20", "5G") are no quantities.
    """
    taken = [(m.start(), m.end()) for pattern in (CITATION, LINK) for m in pattern.finditer(text)]
    taken += [(p.start, p.end) for p in read_periods(text) if any(c.isdigit() for c in p.period.text)]
    found: list[QuantityMention] = []
    for mention in _fractions(text):
        if not any(start < mention.end and mention.start < end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    for mention in _amounts(text, taken):
        if not any(start < mention.end and mention.start < end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _fractions(text: str) -> Iterator[QuantityMention]:
    for share in fractions.read_fractions(text):
        hedge = HEDGE.search(text[max(0, share.start - 30) : share.start]) if share.hedgeable else None
        bounds, start, end = share.bounds(_kind(hedge)), share.start, share.end
        if hedge:
            start -= len(hedge[0])
        yield _mention(text, start, end, bounds, share.unit, hedge["hedge"] if hedge else None)


def _amounts(text: str, taken: list[tuple[int, int]]) -> Iterator[QuantityMention]:
    position = 0
    while (first := AMOUNT.search(text, position)) is not None:
        position = max(first.end("number"), first.start() + 1)
        if any(start <= first.start("number") < end for start, end in taken) or not _begins(text, first):
            continue
        second = _second(text, first)
        mention = _amount(text, first, second)
        if mention is None and second is not None:
            mention, second = _amount(text, first, None), None
        if mention is not None:
            yield mention
            position = (second or first).end()


def _begins(text: str, found: re.Match[str]) -> bool:
    """Tell whether digits begin a number here, and not inside a name, a label, a date or another number."""
    at = found.start("before") if found["before"] else found.start("number")
    before = text[max(0, at - 40) : at]
    if re.search(r"[\w/_^]$|[\w)]\s?[-–−]$|\d[.,:]$|[A-Za-z][.,]$", before):
        return False
    return bool(found["before"]) or LABEL_BEFORE.search(before) is None


def _second(text: str, first: re.Match[str]) -> re.Match[str] | None:
    """Return the upper end of a range that begins with `first`, or None."""
    join = RANGE.match(text, first.end())
    second = AMOUNT.match(text, join.end()) if join else None
    if join is None or second is None:
        return None
    lead = RANGE_LEAD.search(text[max(0, first.start() - 10) : first.start()])
    word = join[0].strip().casefold()
    if word == "and" and not (lead and lead[1].casefold() == "between"):
        return None
    if word == "to" and CHANGE.search(text[max(0, first.start() - 80) : first.start()]):
        return None
    return second


def _amount(text: str, first: re.Match[str], second: re.Match[str] | None) -> QuantityMention | None:
    last = second or first
    unit, factor = _unit(text, first, last)
    high = _number(last).scaled(factor)
    low = high if second is None else _number(first, _shared_scale(first, last)).scaled(factor)
    if low.value > high.value or (second and _unit(text, first, first)[0] not in (unit, NUM)):
        return None
    of = _phrase(NOUN, "noun", text, last.end()) if unit == NUM else _phrase(OF, "of", text, last.end())
    if unit == NUM and not _counts(text, first, last, of):
        return None
    start, hedge = _lead(text, first, unit, second is not None)
    kind, end, word = _kind(hedge), last.end(), hedge["hedge"] if hedge else None
    if after := AFTERTHOUGHT.match(text, end):
        kind = Hedge.LEAST if after["more"] else Hedge.ABOUT if after["so"] else Hedge.MOST
        end, word = after.end(), word or after[0].strip()
    elif last["plus"]:
        kind, word = Hedge.LEAST, word or "+"
    bounds = bounds_of(low, high, kind, percent=unit == PERCENT, share=unit == PERCENT and of is not None)
    return _mention(text, start, end, bounds, unit, word, of)


def _mention(
    text: str, start: int, end: int, bounds: Bounds, unit: str, hedge: str | None, of: str | None = None
) -> QuantityMention:
    per = PER.match(text, end)
    quantity = Quantity(
        bounds.minimum, bounds.maximum, unit, text[start:end], bounds.minimum_excluded, bounds.maximum_excluded
    )
    of = of or _phrase(OF, "of", text, end)
    return QuantityMention(
        start, end, quantity, hedge, per["per"] or per["slash"] or per["adverb"] if per else None, of
    )


def _unit(text: str, first: re.Match[str], last: re.Match[str]) -> tuple[str, float]:
    """Return unit and factor, taken from whichever end of a range names it."""
    money = first["before"] or last["before"] or last["after"] or first["after"]
    if money:
        return (yen_or_yuan(text) if money in "¥￥" else unit_of(money)[0]), 1.0
    words = last["unit"] or first["unit"]
    return unit_of(words) if words else (NUM, 1.0)


def _number(found: re.Match[str], scale: str | None = None) -> Number:
    number = read_number(found["number"])
    words = found["scale"] or scale
    number = number.scaled(scale_value(words.strip(" -\n"))) if words else number
    return number.scaled(-1.0) if found["sign"] else number


def _shared_scale(first: re.Match[str], last: re.Match[str]) -> str | None:
    """Return the scale that a range names once, at its end: $5-10 billion."""
    return last["scale"] if not first["scale"] else None


def _counts(text: str, first: re.Match[str], last: re.Match[str], noun: str | None) -> bool:
    """Tell whether a bare number counts something: a noun follows, and it is no part of a name or a pronoun."""
    if noun is None:
        return bool(last["scale"]) and len((last["scale"] or "").strip(" -")) > 3
    number = first["number"]
    if number.casefold() in ("one", "zero", "a hundred") and not last["scale"] and number.casefold() != "a hundred":
        return False
    before = text[max(0, first.start() - 40) : first.start()]
    name = NAME_BEFORE.search(before)
    if name and name[1].casefold() not in OPENERS | CONTINUERS and not name[1].endswith(("’s", "'s")):
        return False
    plain = number.isdigit() and not last["scale"]
    return not (plain and 1500 <= int(number) <= 2100) and (
        number[0].isalpha() or bool(last["scale"]) or "." not in number
    )


def _phrase(pattern: re.Pattern[str], group: str, text: str, end: int) -> str | None:
    """Return the words that follow, up to the first that cannot belong to a noun phrase."""
    found = pattern.match(text, end)
    if found is None:
        return None
    words = found[group].split()
    if group == "noun" and words[0].casefold() in NO_NOUN:
        return None
    kept: list[str] = []
    for word in words:
        if word.casefold() in PHRASE_ENDS:
            break
        kept.append(word)
    return " ".join(kept) or None


def _lead(text: str, first: re.Match[str], unit: str, ranged: bool) -> tuple[int, re.Match[str] | None]:
    """Return where the mention begins, its hedge and "between" or "from" counted in, and the hedge."""
    start = first.start()
    if ranged and (lead := RANGE_LEAD.search(text[max(0, start - 10) : start])):
        start -= len(lead[0])
    hedge = HEDGE.search(text[max(0, start - 30) : start])
    if hedge is None or _is_preposition(text, start - len(hedge[0]), hedge["hedge"], unit):
        return start, None
    return start - len(hedge[0]), hedge


def _is_preposition(text: str, start: int, word: str, unit: str) -> bool:
    """Tell whether "over" and the like place something here (power over seven metals, over five years)."""
    if unit in TIMES:
        return word.casefold() == "over" and not OVER_A_TIME.search(text[max(0, start - 20) : start])
    return (
        unit == NUM
        and word.casefold() in ("over", "under", "about")
        and bool(GOVERNS.search(text[max(0, start - 30) : start]))
    )


def _kind(hedge: re.Match[str] | None) -> Hedge | None:
    return hedge_kind(hedge["hedge"]) if hedge else None
