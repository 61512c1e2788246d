"""One measure at two times, or beside its goal: has it risen, how far is it, is the goal met?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.factcheck.base import KnowledgeBase
from kg.factcheck.figures import Figure, figures_of, relevance, subject_is_meant
from kg.factcheck.findings import Finding, tidy
from kg.factcheck.ranges import Range, range_of
from kg.factcheck.statements import GOAL, Statement, read_statement
from kg.factcheck.terms import Terms
from kg.factcheck.times import meets
from kg.factcheck.verdicts import EvidenceItem, Stance
from kg.model import Quantity
from kg.text.bounds import WHOLE
from kg.text.numbers import WORDS, read_number
from kg.text.periods import PeriodMention
from kg.text.quantities import QuantityMention, read_quantities
from kg.text.units import NUM, PERCENT, PERCENTAGE_POINT, RATIO, TIMES

RELEVANT = 0.66
LATEST = re.compile(
    r"\b(?:(?:most recent|latest|newest|last|current|present)(?=\s+(?:\w+\s+){0,2}?(?:estimate|assessment|count"
    r"|figure|number"
    r"|report|data|survey|reading|state|level|value|tally|stand)s?\b)|most recently|latest|newest|now|today"
    r"|currently|nowadays"
    r"|to date|so far|at present|by now|meanwhile)\b",
    re.IGNORECASE,
)
RISE = re.compile(
    r"\b(?:r[io]ses?|risen|rising|gr[eo]ws?|grown|growing|increas\w+|climb\w+|gain\w*|rais\w+|improv\w+|expand\w*"
    r"|up|higher|larger"
    r"|bigger|greater|more|above|advanc\w+|jump\w*|went up|better)\b",
    re.IGNORECASE,
)
FALL = re.compile(
    r"\b(?:f[ae]lls?|fallen|falling|drop\w*|declin\w+|decreas\w+|shr[aiu]nks?|reduc\w+|down|lower|smaller|less"
    r"|below|worse"
    r"|worsen\w*|slipp?\w*)\b",
    re.IGNORECASE,
)
AGAINST_THEN = re.compile(
    r"\b(?:compared (?:with|to)|against|relative to|as against|since|than|over|above|below|from|between|up on"
    r"|down on)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|relative to|as against|since|(?:up|down) on|than (?:in|it|they|that of)"
    r"|(?:above|below|over|under|from) (?:its|their|the) (?:level )?(?:of |in )?\d{4})\b",
    re.IGNORECASE,
)
SETTING = re.compile(
    r"\b(?:compar\w+|relative|estimates?|assessments?|counts?|figures?|levels?|part|between|points?|percentage|does"
    r"|did|was|is|had"
    r"|were|are|by|according|even|has|have|not|already|yet|come|came|stands?|stood|ever)\b",
    re.IGNORECASE,
)
HALFWAY = re.compile(
    r"\b(?P<hedge>more than|less than|over|under|not even|nearly|almost|about|barely|just over|just under|not yet"
    r"|well over|not)?"
    r"\s*(?P<half>half[ -]?way|midway|half)\b",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"\b(?:reach\w*|met|meets?|hits?|attain\w*|achiev\w*|fulfil\w*|beat(?:s|en)?|exceed\w*|surpass\w*|overshot"
    r"|outdone)\b",
    re.IGNORECASE,
)
MISSED = re.compile(r"\b(?:miss(?:es|ed)?|f[ae]ll(?:s|en)? short|shortfall|undershot|short of|shy of)\b", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not|never|n[’']t|without|failed to|yet to)\b", re.IGNORECASE)
POINTS = re.compile(rf"(?P<number>\d+(?:\.\d+)?|{WORDS})\s+(?:percentage\s+)?points?\b", re.IGNORECASE)
GOAL_WORDS = re.compile(
    r"\b(?:goals?|targets?|objectives?|aims?|schedule|early|ahead|late|gap|way|for itself|set|wanted|planned"
    r"|laid down)\b",
    re.I,
)
WANTED = re.compile(r"\b(?:wanted|planned|hoped|aimed|sought|had set|was after|intended)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with how well it is what a statement speaks of."""

    figure: Figure
    score: float

    @property
    def quantity(self) -> Quantity:
        return self.figure.quantity

    @property
    def words(self) -> str:
        return tidy(self.quantity.text)


def progress_findings(text: str, base: KnowledgeBase) -> list[Finding] | None:
    """Return findings on a statement about change over time or about a goal; None for any other statement."""
    found: list[Finding] = []
    if GOAL.search(text) or WANTED.search(text):
        found = list(_towards_goal(text, base))
    return found or list(_over_time(text, base)) or None


def _over_time(text: str, base: KnowledgeBase) -> Iterator[Finding]:
    statement = read_statement(text, base)
    times = [period for period in statement.periods if period.relation not in ("by", "by the end of")]
    shares = [q for q in read_quantities(text) if q.quantity.unit not in (PERCENTAGE_POINT, RATIO, *TIMES, NUM)]
    is_rise, is_fall = RISE.search(_plain(text)), FALL.search(_plain(text))
    if not times or shares or bool(is_rise) == bool(is_fall) or not AGAINST_THEN.search(text):
        return
    if len(times) == 1 and not LATEST.search(text) and not COMPARED.search(text):
        return
    for then, later in _series(text, statement, times, base):
        low, high = _difference(later.quantity, then.quantity)
        wanted = _points(text) or Range(1e-9, None)
        if is_fall:
            low, high = -high, -low
        stance = wanted.stance(low, high)
        if stance is None and wanted.meets(low, high):
            stance = Stance.SUPPORTS
        if stance is not None:
            way = "above" if (low + high > 0) is bool(is_rise) else "below"
            gap = _span(abs(low), abs(high))
            reason = f"the later figure, “{later.words}”, lies {gap} {way} the earlier one, “{then.words}”"
            yield _finding(stance, (then, later), reason, base)
            return


def _plain(text: str) -> str:
    """Return a text without the "more than" and "less than" of its figures, which tell no direction."""
    text = re.sub(
        r"\b(?:just |slightly |a little |well )?(?:more|less|over|under|up to) (?:than )?(?=\d|half|about)", " ", text
    )
    return re.sub(rf"\b(?:over|under|more than|less than|close to|just under|just over) (?={WORDS}\b)", " ", text)


def _series(
    text: str, statement: Statement, times: list[PeriodMention], base: KnowledgeBase
) -> Iterator[tuple[Measured, Measured]]:
    """Yield a measure's figure of the time that is named and its later one, best first."""
    for known in _measured(text, statement, base, goal=False):
        series = [Measured(figure, known.score) for figure in _claimed(base) if _is_one_measure(known.figure, figure)]
        for then in series:
            for other in series:
                if not _is_of(then.figure, times[0]) or _is_of(other.figure, times[0]):
                    continue
                if _is_of(other.figure, times[1]) if len(times) > 1 else _is_latest(other.figure, base):
                    yield then, other


def _claimed(base: KnowledgeBase) -> list[Figure]:
    """Return the figures that claims state, shares and sums alone."""
    return base.keep("claimed figures", lambda: [
        figure
        for sentence in base.sentences
        if any(claim.proposition.quantity for claim in sentence.claims)
        for figure in figures_of(sentence.place, base)
        if figure.claims and figure.quantity.unit not in (NUM, RATIO, *TIMES)
    ])  # fmt: skip


def _measured(text: str, statement: Statement, base: KnowledgeBase, *, goal: bool) -> list[Measured]:
    """Return the figures that a statement's words, those of time and direction aside, can be about, best first."""
    terms = _bare(text, statement, base)
    if not any(unit.weight for unit in terms.units):
        return []
    found = []
    for figure in _claimed(base):
        if figure.goal is goal:
            score = relevance(terms, figure, base, goal=goal, stages=statement.stages).relevance
            if score >= RELEVANT:
                found.append(Measured(figure, score))
    return sorted(found, key=lambda m: -m.score)


def _bare(text: str, statement: Statement, base: KnowledgeBase) -> Terms:
    """Return the terms of a statement without its times, figures and words of direction and goals."""
    spans = [(p.start, p.end) for p in statement.periods] + [(q.start, q.end) for q in statement.quantities]
    for pattern in (
        LATEST,
        RISE,
        FALL,
        AGAINST_THEN,
        SETTING,
        HALFWAY,
        REACHED,
        MISSED,
        DENIED,
        POINTS,
        GOAL_WORDS,
        WANTED,
    ):
        spans += [(m.start(), m.end()) for m in pattern.finditer(text)]
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return base.terms(text)


def _is_one_measure(a: Figure, b: Figure) -> bool:
    keys = {(c.proposition.subject, c.proposition.predicate, c.proposition.object) for c in a.claims}
    others = {(c.proposition.subject, c.proposition.predicate, c.proposition.object) for c in b.claims}
    return a.quantity.unit == b.quantity.unit and bool(keys & others)


def _is_of(figure: Figure, time: PeriodMention) -> bool:
    edtf = time.period.edtf or ""
    times = (c.proposition.period.edtf for c in figure.claims if c.proposition.period)
    return any(t is not None and meets(t, edtf.removesuffix("/..")) for t in times)


def _is_latest(figure: Figure, base: KnowledgeBase) -> bool:
    """Tell whether a source gives a figure as its latest: undated, in a sentence that says "most recent" or "now"."""
    dated = any(c.proposition.period and c.proposition.period.edtf for c in figure.claims)
    return not dated and bool(LATEST.search(base.sentences[figure.place].text))


def _towards_goal(text: str, base: KnowledgeBase) -> Iterator[Finding]:
    wanted, kind = _asked(text)
    if wanted is None:
        return
    statement = read_statement(text, base)
    best: list[tuple[float, Stance, str, Measured, Measured]] = []
    terms = _bare(text, statement, base)
    for goal in _measured(text, statement, base, goal=True):
        own_time = [p for p in statement.periods if not _is_of(goal.figure, p)]
        for figure in _claimed(base):
            got = Measured(figure, goal.score)
            if figure.goal or not _is_same_whole(goal.figure, figure) or not subject_is_meant(terms, figure, base):
                continue
            if own_time and not any(_is_of(got.figure, p) for p in own_time):
                continue
            if not own_time and LATEST.search(text) and not _is_latest(got.figure, base):
                continue
            between = _difference(goal.quantity, got.quantity) if kind == "gap" else _ratio(got.quantity, goal.quantity)
            stance = None if between is None else wanted.stance(*between)
            if between is None or stance is None:
                continue
            how = f"{_span(*between)} points short of" if kind == "gap" else f"{_span(*between, WHOLE)}% of the way to"
            best.append(
                (min(goal.score, got.score), stance, f"“{got.words}” is {how} the goal of “{goal.words}”", goal, got)
            )
    for _, stance, reason, goal, got in sorted(best, key=lambda b: -b[0]):
        yield _finding(stance, (goal, got), reason, base)


def _asked(text: str) -> tuple[Range | None, str]:
    """Return what a statement has its measure be to the goal, as a part of it or as points that lack."""
    if (gap := _points(text)) is not None:
        return gap, "gap"
    denied = DENIED.search(text)
    if (half := HALFWAY.search(text)) is not None:
        hedge = (half["hedge"] or "").casefold()
        if hedge.startswith("not") or denied:
            return Range(None, 0.499999), "part"
        if hedge or half["half"].casefold() != "half":
            return range_of(0.5, hedge or "at least"), "part"
    whole: QuantityMention | None = next(
        (q for q in read_quantities(text) if q.quantity.unit == PERCENT and q.of and GOAL.search(q.of)), None
    )
    if whole is not None:
        low, high = whole.quantity.minimum, whole.quantity.maximum
        return Range(low and low / WHOLE - 0.005, high and high / WHOLE + 0.005), "part"
    if REACHED.search(text) and not MISSED.search(text):
        return (Range(None, 0.999999) if denied else Range(1.0, None)), "part"
    return None, ""


def _points(text: str) -> Range | None:
    mention = next((q for q in read_quantities(text) if q.quantity.unit == PERCENTAGE_POINT), None)
    if mention is not None:
        low, high = mention.quantity.minimum, mention.quantity.maximum
        return Range(low - 0.5, high + 0.5) if low is not None and low == high else Range(low, high)
    found = POINTS.search(text)
    if found is None:
        return None
    value = read_number(found["number"]).value
    return Range(value - 1, value + 1)


def _is_same_whole(goal: Figure, figure: Figure) -> bool:
    wholes = {c.proposition.object for c in goal.claims} - {None}
    return goal.quantity.unit == figure.quantity.unit and any(c.proposition.object in wholes for c in figure.claims)


def _difference(more: Quantity, less: Quantity) -> tuple[float, float]:
    a, b = more.minimum or 0.0, less.minimum or 0.0
    return a - (b if less.maximum is None else less.maximum), (a if more.maximum is None else more.maximum) - b


def _ratio(part: Quantity, whole: Quantity) -> tuple[float, float] | None:
    if not part.maximum or not whole.minimum or part.minimum is None:
        return None
    return part.minimum / (whole.maximum or whole.minimum), part.maximum / whole.minimum


def _span(low: float, high: float, factor: float = 1.0) -> str:
    low, high = sorted((low * factor, high * factor))
    return f"{low:.3g}" if high - low < 0.05 else f"{low:.3g} to {high:.3g}"


def _finding(stance: Stance, figures: tuple[Measured, Measured], reason: str, base: KnowledgeBase) -> Finding:
    items = []
    for measured in figures:
        claim = max(measured.figure.claims, key=lambda c: c.passage.end - c.passage.start)
        passage = claim.passage
        items.append(EvidenceItem(claim.id, str(claim.document), passage.exact, passage.start, passage.end, stance))
    return Finding(stance, tuple(items), reason, min(m.score for m in figures), True)
