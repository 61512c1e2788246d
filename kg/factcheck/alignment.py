"""How a statement lies on a sentence: which of its terms the sentence has, which it contradicts, which it lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.factcheck.base import KnowledgeBase, ReadSentence, SourceSentence, kind_of
from kg.factcheck.negation import is_denying
from kg.factcheck.parsing import parse
from kg.factcheck.phrasebook import Phrase, is_led_by_negator, readings
from kg.factcheck.stems import stem
from kg.factcheck.terms import Terms, Unit

SAME, SYNONYM, LABEL, BROADER, NEIGHBOUR, NARROWER = 1.0, 0.9, 0.85, 0.8, 0.55, 0.35
SHARED, ORDERING = 0.6, 0.75
WORDED = 0.95
NEAR_WORDS = 9
THING_KINDS = frozenset({"product", "material", "element", "group", "technology"})
SHORT_SENTENCE = 20
QUOTE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """How well one term of the statement is found, and the sentence's own term that it is found in."""

    unit: Unit
    score: float
    found: Unit | None = None


@dataclass(frozen=True, slots=True)
class Opposition:
    """A term of the statement against a term of the sentence that excludes it."""

    unit: Unit
    against: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """A statement on a sentence: matches per term, oppositions, and coverage by weight between 0 and 1."""

    place: int
    matches: tuple[Match, ...]
    oppositions: tuple[Opposition, ...]
    coverage: float
    strict: float

    @property
    def renamed(self) -> bool:
        """Tell whether a name stands against another name, which excludes it only if all else is the same."""
        return any(opposition.unit.proper for opposition in self.oppositions)

    @property
    def missing(self) -> tuple[Unit, ...]:
        opposed = {id(opposition.unit) for opposition in self.oppositions}
        return tuple(
            m.unit for m in self.matches if m.score < NEIGHBOUR and m.unit.weight and id(m.unit) not in opposed
        )


def align(terms: Terms, place: int, base: KnowledgeBase) -> Alignment:
    """Lay a statement's terms on one sentence."""
    read = base.read(place)
    around = [base.read(at) for at in context_of(place, base)]
    matches: list[Match] = []
    oppositions: list[Opposition] = []
    matched_at = []
    for unit in terms.units:
        if not unit.weight:
            continue
        match = _match(unit, read, around, base)
        matches.append(match)
        if match.found is not None:
            matched_at.append(match.found.start)
    local, worded = _apply_wordings(terms, matches, place, base)
    _share_out(matches, read)
    _keep_own_names(matches, read)
    _keep_clause(matches, read, base)
    answered = _answer_denials(matches, read) or worded or _is_denial_met(matches)
    said = any(m.unit.negated and m.score >= SYNONYM for m in matches)
    there = any(m.found is not None and m.found.negated and m.score >= SYNONYM for m in matches)
    taken = {m.found.start for m in matches if m.found is not None and m.score >= SYNONYM}
    for number, match in enumerate(matches):
        opposed = local.get(id(match.unit)) or _opposition(
            match,
            read,
            matched_at,
            taken,
            both_deny=answered or (said and there),
            is_predicate=match.score == WORDED and match.unit.negated and _is_root(match.unit, terms, base),
        )
        if opposed is not None:
            oppositions.append(opposed)
            matches[number] = Match(match.unit, 0.0)
    total = sum(base.weight(m.unit) for m in matches)
    opposed_units = {id(o.unit) for o in oppositions}
    rest = sum(base.weight(m.unit) for m in matches if id(m.unit) not in opposed_units)
    got = sum(base.weight(m.unit) * m.score for m in matches)
    return Alignment(
        place, tuple(matches), tuple(oppositions), got / rest if rest else 0.0, got / total if total else 0.0
    )


def _answer_denials(matches: list[Match], read: ReadSentence) -> bool:
    """Let a word that excludes what the statement denies stand for the denial ("not soon" for "will take long")."""
    answered = False
    for number, match in enumerate(matches):
        if not match.unit.negated or match.unit.weight < 1.0:
            continue
        if match.score >= SYNONYM and match.found is not None:
            answered = answered or (not match.found.negated and _exclude_each_other(match.unit, match.found))
            continue
        for other in read.terms.units:
            if not other.negated and _exclude_each_other(match.unit, other):
                matches[number] = Match(match.unit, SYNONYM, other)
                answered = True
                break
    return answered


def _is_denial_met(matches: list[Match]) -> bool:
    """Tell whether a denying word of one side is met by a word of the other ("uncommon" for "seldom")."""
    return any(
        m.found is not None
        and m.score >= WORDED
        and m.unit.stem != m.found.stem
        and (is_denying(m.found.text) or (is_denying(m.unit.text) and _is_shared(m.found, matches)))
        for m in matches
    )


def _is_shared(found: Unit, matches: list[Match]) -> bool:
    """Tell whether several words of the statement stand for one of the sentence ("stopped supplying", "embargo")."""
    return sum(m.found is found for m in matches) > 1


def _is_root(unit: Unit, terms: Terms, base: KnowledgeBase) -> bool:
    return base.keep(("parse", terms.text), lambda: parse(terms.text)).is_root(unit.start)


def _exclude_each_other(unit: Unit, other: Unit) -> bool:
    return any(line == o_line and side != o_side for line, side in unit.sides for o_line, o_side in other.sides)


def _apply_wordings(
    terms: Terms, matches: list[Match], place: int, base: KnowledgeBase
) -> tuple[dict[int, Opposition], bool]:
    """Match what the sentence's own wordings know; return what they exclude, by unit, and whether they meet a denial.

    A wording that denies ("not happen overnight") excludes its words where the statement doesn't deny them, and what a
    wording excludes is met where the statement denies it.
    """
    read, book = base.read(place), base.phrasebook(place)
    at = {id(match.unit): number for number, match in enumerate(matches)}
    excluded: dict[int, Opposition] = {}
    answered = False
    for reading in readings(terms, book):
        phrase = reading.phrase
        anchor = _anchor(phrase, read)
        denied = any(unit.negated for unit in reading.units)
        if anchor is None or (phrase.excludes and phrase.denies and not denied):
            continue
        denied = denied or (phrase.denies and is_led_by_negator(reading, terms))
        contrary = denied == phrase.denies if phrase.excludes else phrase.denies and not denied
        for unit in reading.units:
            number = at.get(id(unit))
            if number is None or matches[number].score >= WORDED:
                continue
            if not contrary:
                matches[number] = Match(unit, WORDED, anchor)
                answered = answered or (denied and not anchor.negated and phrase.excludes != phrase.denies)
            elif not anchor.negated and (
                (" " in phrase.text or len(phrase.stems) > 1)
                or (unit.weight >= 1.0 and _fits(unit, anchor, phrase, terms, place, base))
            ):
                excluded[id(unit)] = Opposition(unit, anchor, f"“{phrase.text}” against “{anchor.text}”")
    return {key: o for key, o in excluded.items() if _yields(matches[at[key]], o)}, answered


def _yields(match: Match, exclusion: Opposition) -> bool:
    """Tell whether a general likeness gives way to what is excluded just here."""
    return match.score < SYNONYM or (match.score < SAME and match.found is exclusion.against)


def _fits(unit: Unit, anchor: Unit, phrase: Phrase, terms: Terms, place: int, base: KnowledgeBase) -> bool:
    """Tell whether a word could stand in the place of a single other one: a noun for a noun, a verb for a verb."""
    if phrase.end - phrase.start > anchor.end - anchor.start:
        return True
    flat = base.sentences[place].text.replace("\n", " ")
    mine = base.keep(("parse", terms.text), lambda: parse(terms.text))
    theirs = base.keep(("parse", place), lambda: parse(flat))
    return {mine.pos_at(unit.start), theirs.pos_at(anchor.start)} != {"NOUN", "VERB"}


def _anchor(phrase: Phrase, read: ReadSentence) -> Unit | None:
    inside = [u for u in read.terms.units if phrase.start <= u.start and u.end <= phrase.end]
    return max(inside, key=lambda unit: unit.weight, default=None)


ORDER_WORDS = frozenset(
    stem(word)
    for word in [
        "after",
        "follow",
        "following",
        "aftermath",
        "wake",
        "respond",
        "response",
        "answer",
        "react",
        "reaction",
        "retaliate",
        "trigger",
        "provoke",
        "prompt",
        "spur",
        "lead",
        "cause",
        "draw",
        "compel",
        "force",
        "induce",
    ]
)
ANAPHOR = re.compile(
    r"\b(?:this|these|those|such|source|both|it|its|they|their|them|the (?:shift|measure|measures|move|facility"
    r"|plant|initiative|phase|fund|resolution"
    r"|policy|designation|administration|former|latter|other|first|second|elements|restrictions|agreement|company|firm|group|metal|metals))\b",
    re.IGNORECASE,
)
OPENING_WORDS = 9


def context_of(place: int, base: KnowledgeBase) -> tuple[int, ...]:
    """Return the neighbours that a sentence leans on, or that lean on it: those that point back with "this" or "it"."""
    return base.keep(("context", place), lambda: _context(place, base))


def _context(place: int, base: KnowledgeBase) -> tuple[int, ...]:
    found = []
    for at in base.neighbours(place):
        pointing = base.sentences[max(at, place)].text
        if ANAPHOR.search(" ".join(pointing.split()[:OPENING_WORDS])):
            found.append(at)
    return tuple(found)


def _match(unit: Unit, read: ReadSentence, around: list[ReadSentence], base: KnowledgeBase) -> Match:
    best = Match(unit, 0.0)
    for other in read.terms.units:
        score = _likeness(unit, other)
        if score > best.score or (
            score and score == best.score and best.found and best.found.negated != unit.negated == other.negated
        ):
            best = Match(unit, score, other)
    if best.score >= SYNONYM:
        return best
    if unit.names and unit.names & read.names:
        return Match(unit, SAME if unit.proper else SYNONYM, best.found)
    if not unit.proper and (unit.stem in read.label_stems or unit.sets & read.label_sets):
        return Match(unit, max(best.score, LABEL if unit.stem in read.label_stems else LABEL - 0.1), best.found)
    if unit.names and unit.names & read.broader:
        return Match(unit, BROADER, best.found)
    if unit.proper and any(base.broader.get(name, frozenset()) & read.names for name in unit.names):
        return Match(unit, NARROWER, best.found)
    for other_read in around:
        if (unit.names & other_read.names) or any(
            _likeness(unit, other) >= SYNONYM for other in other_read.terms.units
        ):
            return Match(unit, max(best.score, NEIGHBOUR), best.found)
    return best


def _keep_own_names(matches: list[Match], read: ReadSentence) -> None:
    """Don't borrow a name from a neighbour where the sentence has a name of that kind of its own."""
    taken = {m.found.start for m in matches if m.found is not None and m.score >= BROADER}
    for number, match in enumerate(matches):
        if match.unit.proper and match.unit.names and match.score in (NEIGHBOUR, NARROWER):
            kinds = {kind_of(name) for name in match.unit.names}
            if any(
                o.proper and o.start not in taken and kinds & {kind_of(n) for n in o.names} for o in read.terms.units
            ):
                matches[number] = Match(match.unit, 0.0)


CLAUSE_BREAK = re.compile(r"\b(?:[Ww]hile|[Ww]hereas|[Ww]hilst|meanwhile)\b|;|\band (?=(?:the )?[A-Z][\w.]* \w+ing\b)")


def _keep_clause(matches: list[Match], read: ReadSentence, base: KnowledgeBase) -> None:
    """Of two clauses side by side, let a name stand only for the one that has the other words."""
    breaks = [m.start() for m in CLAUSE_BREAK.finditer(read.terms.text)]
    if not breaks:
        return

    def clause(start: int) -> int:
        return sum(start > at for at in breaks)

    weights: dict[int, float] = {}
    for match in matches:
        if match.found is not None and not match.unit.proper and match.score >= SYNONYM:
            at = clause(match.found.start)
            weights[at] = weights.get(at, 0.0) + base.weight(match.unit)
    if not weights:
        return
    main = max(weights, key=lambda at: weights[at])
    named = [unit for unit in read.terms.units if unit.names and clause(unit.start) == main]
    for number, match in enumerate(matches):
        own = [unit for unit in named if unit.proper == match.unit.proper]
        if _is_thing(match.unit) and match.found is not None and clause(match.found.start) != main:
            if any(match.unit.names & unit.names for unit in own):
                continue
            kinds = {kind_of(name) for name in match.unit.names} if match.unit.proper else THING_KINDS
            taken = {id(m.found) for m in matches if m is not match}
            if any(kinds & {kind_of(n) for n in unit.names} and id(unit) not in taken for unit in own):
                matches[number] = Match(match.unit, 0.0)


def _is_thing(unit: Unit) -> bool:
    """Tell whether a unit is a name, or a common name of a material or product."""
    return bool(unit.names) and (unit.proper or bool({kind_of(name) for name in unit.names} & THING_KINDS))


def _share_out(matches: list[Match], read: ReadSentence) -> None:
    """Let one word of the sentence stand for one word of the statement only: synonyms give way to the word itself."""
    holders: dict[int, int] = {}
    for number in sorted(range(len(matches)), key=lambda n: -matches[n].score):
        match = matches[number]
        if match.found is None or match.unit.proper or match.score < SYNONYM or not match.found.weight:
            continue
        first = holders.setdefault(match.found.start, number)
        if first != number and matches[first].unit.stem != match.unit.stem and match.score < SAME:
            free = (o for o in read.terms.units if o.start not in holders and _likeness(match.unit, o) >= SYNONYM)
            other = next(free, None)
            matches[number] = Match(match.unit, SYNONYM, other) if other else Match(match.unit, SHARED, match.found)
            if other is not None:
                holders[other.start] = number


def _likeness(unit: Unit, other: Unit) -> float:
    if unit.proper or other.proper:
        if unit.names and other.names:
            return SAME if unit.names & other.names else _namesake(unit, other)
        if unit.stem == other.stem or (not unit.names and other.weight and unit.stem in other.stem.split()):
            return SAME
        return SYNONYM if unit.sets & other.sets and not (unit.proper and unit.names) else 0.0
    if unit.stem == other.stem:
        return SAME
    if unit.sets & other.sets:
        return SYNONYM
    return ORDERING if unit.stem in ORDER_WORDS and other.stem in ORDER_WORDS else 0.0


def _namesake(unit: Unit, other: Unit) -> float:
    """Tell how well a person's name stands for the government that bears it, or the other way round."""
    one, two = set(unit.stem.split()), set(other.stem.split())
    kinds = {kind_of(name) for name in (*unit.names, *other.names)}
    return SYNONYM if kinds == {"person", "org"} and (one < two or two < one) else 0.0


def _opposition(
    match: Match, read: ReadSentence, matched_at: list[int], taken: set[int], *, both_deny: bool, is_predicate: bool
) -> Opposition | None:
    """Return what the sentence has against a term: its denial, or a word that excludes it."""
    unit, found = match.unit, match.found
    if found is not None and match.score >= SYNONYM and not unit.proper:
        is_word = match.score >= SAME or bool(unit.sides & found.sides) or is_predicate
        weighs = unit.weight >= 1.0 or is_predicate
        if unit.negated != found.negated and weighs and is_word and not both_deny:
            said, there = ("denies", "affirms") if unit.negated else ("affirms", "denies")
            return Opposition(unit, found, f"the statement {said} “{unit.text}”, the source {there} “{found.text}”")
        return None
    if match.score >= SYNONYM:
        return None
    for other in read.terms.units:
        opposed = _exclude_each_other(unit, other)
        if opposed and other.start not in taken and unit.negated == other.negated and _is_near(other, matched_at, read):
            return Opposition(unit, other, f"“{unit.text}” against “{other.text}”")
    return None


def _is_near(unit: Unit, matched_at: list[int], read: ReadSentence) -> bool:
    order = [other.start for other in read.terms.units]
    at = order.index(unit.start)
    return any(abs(order.index(start) - at) <= NEAR_WORDS for start in matched_at if start in order)


def substitutes(alignment: Alignment, base: KnowledgeBase) -> tuple[tuple[Unit, Unit], ...]:
    """Return pairs of a name that the sentence lacks and the sentence's own name of the same kind in its stead."""
    read = base.read(alignment.place)
    taken = {m.found.start for m in alignment.matches if m.found is not None and m.score >= BROADER}
    pairs = []
    for match in alignment.matches:
        if not match.unit.proper or match.score >= BROADER or not match.unit.names:
            continue
        kinds = {kind_of(name) for name in match.unit.names}
        for other in read.terms.units:
            if other.proper and other.start not in taken and kinds & {kind_of(name) for name in other.names}:
                pairs.append((match.unit, other))
                break
    return tuple(pairs)


def concentration(alignment: Alignment, sentence: SourceSentence) -> float:
    """Return how much of what matched stands in the words of one claim, between 0 and 1; 1 for a short sentence."""
    places = [
        sentence.start + m.found.start
        for m in alignment.matches
        if m.found is not None and m.score >= SHARED and m.unit.weight >= 1.0
    ]
    if len(sentence.text.split()) <= SHORT_SENTENCE or not places or not sentence.claims:
        return 1.0
    held = (sum(c.passage.start <= place < c.passage.end for place in places) for c in sentence.claims)
    return max(held) / len(places)


def quote_for(alignment: Alignment, sentence: SourceSentence) -> tuple[str | None, int, int]:
    """Return the claim whose words hold most of what matched, with its span, or the whole sentence."""
    places = [sentence.start + m.found.start for m in alignment.matches if m.found is not None and m.score >= SYNONYM]
    places += [sentence.start + o.against.start for o in alignment.oppositions]
    best: tuple[float, int, str | None, int, int] | None = None
    for claim in sentence.claims:
        held = sum(claim.passage.start <= place < claim.passage.end for place in places)
        key = (held, -(claim.passage.end - claim.passage.start), claim.id, claim.passage.start, claim.passage.end)
        if best is None or key[:2] > best[:2]:
            best = key
    if best is None or (places and best[0] < QUOTE_SHARE * len(places)):
        return (best[2] if best else None), sentence.start, sentence.end
    return best[2], best[3], best[4]
