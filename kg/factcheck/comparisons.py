"""What follows from two figures or two dates: larger and smaller, multiples, differences, sums, earlier and later."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.figures import Figure, figures_of, relevance
from kg.factcheck.findings import Finding
from kg.factcheck.stages import stages_of
from kg.factcheck.statements import Statement, read_statement
from kg.factcheck.terms import Terms
from kg.factcheck.verdicts import EvidenceItem, Stance
from kg.text.edtf import bounds as days
from kg.text.fractions import read_fractions
from kg.text.numbers import WORDS, read_number

NUMBER = rf"(?P<number>\d+(?:\.\d+)?|{WORDS})"
LESS = r"(?:small|low|few|less|short|weak|modest|slim|narrow)(?:er)?"
MORE = r"(?:large|larg|big|bigg|high|great|more|strong|wid)(?:er)?"
HEDGE = (
    r"(?P<hedge>at least|over|more than|above|exceed\w*|nearly|almost|about|roughly|around|approximately|some"
    r"|not far from|close to|less than|under|below|at most|no more than|up to|well over|far more than|just over"
    r"|exactly|slightly more than|slightly less than|a little over|a little under)"
)
MULTIPLE = re.compile(
    rf"(?:{HEDGE}\s+)?(?:(?P<twice>twice|double|thrice|triple|treble|quadruple)|{NUMBER}\s+times)"
    r"(?:\s+(?:as\s+\w+(?:\s+\w+)?\s+as|the\s+\w+(?:\s+of)?|(?:larg|bigg|high|great)er\s+than|of|more\s+than|what))?\s+",
    re.IGNORECASE,
)
FRACTION_OF = re.compile(
    r"(?P<hedge>less than|more than|under|over|about|nearly|almost|roughly|around|not even|barely|at least|at most"
    r"|some)?\s*"
    r"(?P<fraction>(?:a |one |two |three )?(?:half|third|thirds|quarter|quarters|fifth|fifths|tenth"
    r"|tenths))\s+(?:of|as \w+ as)\s+(?=the|its|that|what|those|China|America|US|Chinese|American|Apple)",
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
YEARS = re.compile(
    rf"{NUMBER}\s+(?P<unit>years?|months?)\s+(?P<way>before|after|later than|earlier than|prior to|apart|ahead of)\b",
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
LEANING = re.compile(r"\b(?:its|their|his|her|it|they|that of|those of|ones?)\b", re.IGNORECASE)
RELEVANT = 0.68
MARGIN = 0.13
MANY = 6


@dataclass(frozen=True, slots=True)
class Range:
    """A closed range of numbers; None is unbounded."""

    low: float | None
    high: float | None

    def holds(self, low: float, high: float) -> bool:
        return (self.low is None or low >= self.low - 1e-9) and (self.high is None or high <= self.high + 1e-9)

    def misses(self, low: float, high: float) -> bool:
        return (self.low is not None and high < self.low - 1e-9) or (self.high is not None and low > self.high + 1e-9)


@dataclass(frozen=True, slots=True)
class Question:
    """A relation between two operands: the ratio or the difference of left and right must lie in a range."""

    left: str
    right: str
    kind: str
    wanted: Range
    words: str


def comparison_findings(text: str, base: KnowledgeBase) -> list[Finding] | None:
    """Return what follows about a statement that compares two figures or dates; None if it compares nothing."""
    question = read_question(text)
    if question is None:
        return None
    if question.kind == "sum":
        return list(_sums(question, base))
    if question.kind in ("years", "order"):
        return list(_dates(question, base))
    return list(_figures(question, base))


def read_question(text: str) -> Question | None:
    """Read which two things a statement compares, and how."""
    body = text.strip().rstrip(".")
    if (found := YEARS.search(body)) is not None and found["unit"].startswith("year"):
        count = read_number(found["number"]).value
        way = found["way"].casefold()
        left, right = body[: found.start()], body[found.end() :]
        if way == "apart":
            parts = AND.split(left, maxsplit=1)
            return Question(parts[0], parts[-1], "years", Range(count, count), "apart") if len(parts) == 2 else None
        if way in ("after", "later than"):
            left, right = right, left
        return Question(left, right, "years", Range(count, count), "before") if left.strip() and right.strip() else None
    if TOGETHER.search(body):
        joined = SUM_JOIN.search(TOGETHER.sub(" ", body).replace(" ,", " ").lstrip(" ,"))
        if joined:
            return Question(joined["a"].strip(" ,"), joined["b"].strip(" ,"), "sum", Range(None, None), body)
    if (found := POINTS.search(body)) is not None:
        count = read_number(found["number"]).value
        below = found["way"].casefold() in ("below", "under", "lower than", "less than", "short of", "behind", "shy of")
        wanted = Range(count - 1, count + 1)
        left, right = body[: found.start()], body[found.end() :]
        return Question(*((right, left) if below else (left, right)), "difference", wanted, found[0].strip())
    if (found := MULTIPLE.search(body)) is not None and found.start() > 0:
        factor = _factor(found)
        left, right = body[: found.start()], body[found.end() :]
        if len(right.split()) >= 2 and not re.match(r"(?:a|an|per|each)\b", right):
            return Question(left, right, "ratio", _hedged(factor, found["hedge"]), found[0].strip())
    if (found := FRACTION_OF.search(body)) is not None and found.start() > 0:
        share = next(iter(read_fractions(found["fraction"] + " of")), None)
        right = body[found.end() :]
        if share is not None and share.high is not None and right:
            value = (share.low + share.high) / 200
            question = Question(body[: found.start()], right, "ratio", _hedged(value, found["hedge"]), found[0].strip())
            if _has_figure_words(right):
                return question
    if (found := THAN.search(body)) is not None and not re.match(
        rf"(?:\d|{WORDS}\b|half|\$|an? (?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth))",
        body[found.end() :],
        re.IGNORECASE,
    ):
        slight = (found["degree"] or "").casefold() in ("slightly", "somewhat", "a little", "a bit", "marginally")
        strong = (found["degree"] or "").casefold() in ("much", "far", "considerably", "well")
        if found["less"]:
            wanted = Range(0.8 if slight else None, 0.8 if strong else 0.999999)
        else:
            wanted = Range(1.2 if strong else 1.000001, 1.25 if slight else None)
        left = body[: found.start()]
        noun = found["noun"] or ""
        if left.strip() and not re.match(r"\W*(?:no|nobody|nothing|none)\b", left, re.IGNORECASE):
            return Question(f"{left} {noun}".strip(), body[found.end() :], "ratio", wanted, found[0].strip())
    if (found := EXCEEDS.search(body)) is not None:
        wanted = Range(1.000001, None) if found["more"] else Range(None, 0.999999)
        return Question(body[: found.start()], body[found.end() :], "ratio", wanted, found[0].strip())
    if (found := BEFORE_AFTER.search(body)) is not None and found.start() > 0:
        left, right = body[: found.start()], body[found.end() :]
        if found["way"].casefold() in ("after", "later than", "followed", "younger than"):
            left, right = right, left
        if len(left.split()) >= 2 and len(right.split()) >= 2:
            return Question(left, right, "order", Range(None, None), "before")
    return None


def _has_figure_words(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:share|investments?|commit\w*|pledge\w*|sum|amount|money|figure|total|funds?|rate|reserves|announced|promised)\b",
            text,
        )
    )


def _factor(found: re.Match[str]) -> float:
    words = {"twice": 2.0, "double": 2.0, "thrice": 3.0, "triple": 3.0, "treble": 3.0, "quadruple": 4.0}
    return words[found["twice"].casefold()] if found["twice"] else read_number(found["number"]).value


def _hedged(value: float, hedge: str | None) -> Range:
    word = (hedge or "").casefold()
    if word in (
        "at least",
        "over",
        "more than",
        "above",
        "well over",
        "just over",
        "slightly more than",
        "a little over",
        "far more than",
    ) or word.startswith("exceed"):
        return Range(value if word == "at least" else value * 1.000001, None)
    if word in (
        "less than",
        "under",
        "below",
        "at most",
        "no more than",
        "up to",
        "not even",
        "barely",
        "slightly less than",
        "a little under",
    ):
        return Range(None, value if word in ("at most", "no more than", "up to") else value * 0.999999)
    if word in ("nearly", "almost", "close to"):
        return Range(value * 0.85, value)
    if word in ("about", "roughly", "around", "approximately", "some", "not far from"):
        return Range(value * 0.87, value * 1.13)
    return Range(value * 0.95, value * 1.05)


def _operand(text: str, other: str, base: KnowledgeBase, *, inherit: bool) -> Statement:
    """Read an operand; what its words leave out is taken from the other one."""
    mine = read_statement(text, base)
    if not inherit:
        return mine
    theirs = read_statement(other, base)
    lent = []
    has_names = any(unit.proper for unit in mine.terms.units)
    for unit in theirs.terms.units:
        if unit.proper and has_names:
            continue
        if stages_of(base.terms(unit.text)) and mine.stages:
            continue
        if unit.weight:
            lent.append(unit.text)
    return read_statement(f"{text} {' '.join(lent)}", base)


def _found(statement: Statement, base: KnowledgeBase, unit: str | None = None) -> list[tuple[float, Figure]]:
    """Return the figures that an operand can mean, those of equal standing together, best first."""
    found: list[tuple[float, Figure]] = []
    for place in base.candidates(statement.terms):
        for figure in figures_of(place, base):
            if (
                figure.quantity.unit in ("NUM", "RATIO", "YR")
                or (unit and figure.quantity.unit != unit)
                or not figure.claims
            ):
                continue
            reading = relevance(statement.terms, figure, base, goal=statement.goal, stages=statement.stages)
            if reading.relevance >= RELEVANT and _in_time(statement, figure, base):
                found.append((reading.relevance, figure))
    found.sort(key=lambda pair: -pair[0])
    return [pair for pair in found if pair[0] >= found[0][0] - MARGIN][:MANY] if found else []


def _in_time(statement: Statement, figure: Figure, base: KnowledgeBase) -> bool:
    """Tell whether a figure's own time can be the one that the operand names."""
    times = [c.proposition.period.edtf for c in figure.claims if c.proposition.period]
    if not statement.periods or not times:
        return True
    for said in statement.periods:
        for time in times:
            if time is None:
                return False
            (low, high), (first, last) = days(said.period.edtf or ""), days(time)
            if low and high and first and last and (first > high or last < low):
                return False
    return True


def _figures(question: Question, base: KnowledgeBase) -> Iterator[Finding]:
    left, right = _meant(question.left, question.right, base), _meant(question.right, question.left, base)
    if _is_one_thing(left, right):
        return
    for a_score, a in left:
        for b_score, b in right:
            if a.quantity.unit != b.quantity.unit or (a.place == b.place and a.start == b.start):
                continue
            bounds = _between(a, b, question.kind)
            if bounds is None:
                continue
            low, high = bounds
            stance = (
                Stance.SUPPORTS
                if question.wanted.holds(low, high)
                else Stance.REFUTES
                if question.wanted.misses(low, high)
                else None
            )
            if stance is None:
                continue
            what = "ratio" if question.kind == "ratio" else "difference"
            reason = (
                f"“{_clean(a)}” and “{_clean(b)}” give a {what} of {_span(low, high)}; the statement wants"
                f" “{question.words}”"
            )
            yield Finding(stance, (_item(a, base, stance), _item(b, base, stance)), reason, min(a_score, b_score), True)


def _meant(text: str, other: str, base: KnowledgeBase) -> list[tuple[float, Figure]]:
    """Return the figures of an operand as it stands, or filled up from the other one where it is too short."""
    alone = _operand(text, other, base, inherit=False)
    words = sum(bool(unit.weight) for unit in alone.terms.units)
    complete = words > 2 and (any(u.proper for u in alone.terms.units) or not LEANING.search(text))
    found = _found(alone, base) if complete else []
    found = found or _found(_operand(text, other, base, inherit=True), base)
    return found or (_found(alone, base) if words > 1 and not LEANING.search(text) else [])


def _is_one_thing(left: list[tuple[float, Figure]], right: list[tuple[float, Figure]]) -> bool:
    return bool(left and right) and {(f.place, f.start) for _, f in left} == {(f.place, f.start) for _, f in right}


def _between(a: Figure, b: Figure, kind: str) -> tuple[float, float] | None:
    p, q = a.quantity, b.quantity
    if p.minimum is None or q.minimum is None:
        return None
    p_high, q_high = (math.inf if bound is None else bound for bound in (p.maximum, q.maximum))
    if kind == "difference":
        return p.minimum - q_high, p_high - q.minimum
    if q.minimum <= 0:
        return None
    return p.minimum / q_high, p_high / q.minimum


def _span(low: float, high: float) -> str:
    return f"{low:.3g}" if abs(high - low) < 0.01 else f"{low:.3g} to {high:.3g}"


def _clean(figure: Figure) -> str:
    return " ".join(figure.quantity.text.split()).replace("\\$", "$")


def _sums(question: Question, base: KnowledgeBase) -> Iterator[Finding]:
    whole = read_statement(question.words, base)
    if not whole.quantities:
        return
    said = whole.quantities[0].quantity
    rest = question.words
    for part in (question.left, question.right):
        rest = rest.replace(part, " ")
    one = _found(read_statement(f"{question.left} {_unsaid(rest, whole)}", base), base, said.unit)
    two = _found(read_statement(f"{question.right} {_unsaid(rest, whole)}", base), base, said.unit)
    for a_score, a in one:
        for b_score, b in two:
            p, q = a.quantity, b.quantity
            if None in (p.minimum, p.maximum, q.minimum, q.maximum) or (a.place == b.place and a.start == b.start):
                continue
            low, high = (p.minimum or 0) + (q.minimum or 0), (p.maximum or 0) + (q.maximum or 0)
            wanted = Range(said.minimum, said.maximum)
            stance = (
                Stance.SUPPORTS if wanted.holds(low, high) else Stance.REFUTES if wanted.misses(low, high) else None
            )
            if stance is not None:
                reason = (
                    f"“{_clean(a)}” and “{_clean(b)}” add up to {_span(low, high)}; the statement has “{said.text}”"
                )
                yield Finding(
                    stance, (_item(a, base, stance), _item(b, base, stance)), reason, min(a_score, b_score), True
                )


def _unsaid(rest: str, whole: Statement) -> str:
    text = rest
    for mention in whole.quantities:
        text = text.replace(mention.quantity.text, " ")
    return TOGETHER.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated thing in a sentence."""

    place: int
    edtf: str
    words: str
    score: float
    item: EvidenceItem


def _dated(text: str, base: KnowledgeBase) -> list[Dated]:
    """Return when the thing that a text speaks of is said to have happened, best first."""
    statement = read_statement(text, base)
    found: dict[tuple[str, str], Dated] = {}
    for place in base.candidates(statement.terms):
        sentence = base.sentences[place]
        for claim in sentence.claims:
            period = claim.proposition.period
            if period is None or period.edtf is None or "X" in period.edtf:
                continue
            score = _event_score(statement.terms, place, claim.proposition.subject, claim.passage.exact, base)
            key = (period.edtf, sentence.document)
            if score >= RELEVANT and (key not in found or found[key].score < score):
                start, end = claim.passage.start, claim.passage.end
                item = EvidenceItem(claim.id, sentence.document, claim.passage.exact, start, end, Stance.RELATED)
                found[key] = Dated(place, period.edtf, period.text, score, item)
    ranked = sorted(found.values(), key=lambda d: -d.score)
    return [d for d in ranked if d.score >= ranked[0].score - 0.08]


def _event_score(terms: Terms, place: int, subject: str, quote: str, base: KnowledgeBase) -> float:
    read, own = base.read(place), base.terms(quote)
    label = base.label_terms(subject)  # type: ignore[arg-type]
    got = total = 0.0
    for unit in terms.units:
        if not unit.weight:
            continue
        weight = base.weight(unit)
        total += weight
        if (unit.names & own.names) or subject in unit.names or unit.stem in own.stems or unit.stem in label.stems:
            got += weight
        elif not unit.proper and (unit.sets & own.sets or unit.sets & label.sets):
            got += weight * 0.9
        elif unit.names & read.names or unit.stem in read.terms.stems or unit.sets & read.terms.sets:
            got += weight * 0.6
    return got / total if total else 0.0


def _dates(question: Question, base: KnowledgeBase) -> Iterator[Finding]:
    for a in _dated(question.left, base)[:2]:
        for b in _dated(question.right, base)[:2]:
            if a.item == b.item or (a.edtf == b.edtf and a.place == b.place):
                continue
            (a_low, a_high), (b_low, b_high) = days(a.edtf), days(b.edtf)
            if not (a_low and a_high and b_low and b_high):
                continue
            gap = b_low.year - a_low.year
            if question.kind == "years":
                gap = abs(gap) if question.words == "apart" else gap
                holds = question.wanted.holds(gap, gap)
                reason = f"{a.words} and {b.words} lie {gap} years apart"
            elif a_high < b_low:
                holds, reason = True, f"{a.words} comes before {b.words}"
            elif b_high < a_low or (a_low >= b_high):
                holds, reason = False, f"{b.words} comes before {a.words}"
            else:
                continue
            stance = Stance.SUPPORTS if holds else Stance.REFUTES
            items = tuple(
                EvidenceItem(d.item.claim, d.item.document, d.item.quote, d.item.start, d.item.end, stance)
                for d in (a, b)
            )
            yield Finding(stance, items, reason, min(a.score, b.score), True)


def _item(figure: Figure, base: KnowledgeBase, stance: Stance) -> EvidenceItem:
    claim = max(figure.claims, key=lambda c: c.passage.end - c.passage.start)
    passage = claim.passage
    return EvidenceItem(claim.id, str(claim.document), passage.exact, passage.start, passage.end, stance)
