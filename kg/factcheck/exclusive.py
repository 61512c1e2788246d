"""Exclusive statements against the sources: what is said must be there, what is denied must not."""

from __future__ import annotations

import re

from kg.factcheck.alignment import LABEL, Match
from kg.factcheck.base import KnowledgeBase, kind_of
from kg.factcheck.blocks import EXCLUSIVE
from kg.factcheck.contrast import Contrast
from kg.factcheck.findings import Finding
from kg.factcheck.ranking import closeness
from kg.factcheck.sentences import Comparison, compare, item, whole
from kg.factcheck.statements import Statement, read_statement
from kg.factcheck.terms import Terms
from kg.factcheck.verdicts import Stance

FOCUS, CONTEXT = 0.8, 0.5
SHORT_CONTEXT, OPPOSED_CONTEXT = 0.8, 0.4
KEPT = 2
ALONE = 0.94
RIVAL_FOCUS, RIVAL_CONTEXT = 0.45, 0.3
NEAREST = 12
DENIERS = 1
CAUSE = re.compile(
    r"\b(?:because|owing to|due to|thanks to|(?:answer|response|reaction|reply) to|in order to|so as to"
    r"|(?:grew|came|comes|stems?|stemmed|results?|resulted|arose|arises) (?:out of|from)|reasons?|motives?|purpose"
    r"|aimed at|meant to)\b",
    re.IGNORECASE,
)


def exclusive_findings(contrast: Contrast, base: KnowledgeBase) -> tuple[list[Finding], list[Comparison]]:
    """Return what speaks for and against an exclusive statement, and the sentences it was held against."""
    said, denied = read_statement(contrast.said, base), read_statement(contrast.denied, base)
    found: list[Finding] = []
    seen: list[Comparison] = []
    unmet: list[tuple[Statement, str, Stance]] = []
    met = [_meets(said, base.terms(contrast.focus), base), _meets(denied, base.terms(contrast.excluded), base)]
    both = _places_of_both(contrast, met[0][0], met[1][0], base)
    for statement, focus, (matches, opposites, comparisons), for_it, against_it in (
        (said, contrast.focus, met[0], Stance.SUPPORTS, Stance.REFUTES),
        (denied, contrast.excluded, met[1], Stance.REFUTES, Stance.SUPPORTS),
    ):
        matches = [pair for pair in matches if pair[1].place not in both]
        seen += comparisons[:NEAREST]
        part = "what is said" if statement is said else "what is denied"
        if not matches and not opposites:
            unmet.append((statement, focus, for_it))
        for score, comparison in matches[:KEPT]:
            items = (item(comparison, base, for_it), *(whole(p, base, for_it) for p in comparison.extra_places))
            document = base.sentences[comparison.place].document
            found.append(Finding(for_it, items, f"{document} has {part}: “{focus.strip()}”", score, True))
        for score, comparison in opposites[:KEPT]:
            document = base.sentences[comparison.place].document
            found.append(
                Finding(
                    against_it,
                    (item(comparison, base, against_it),),
                    f"{document} denies {part}: {'; '.join(comparison.contradictions)}",
                    score,
                    True,
                )
            )
    for statement, focus, stance in unmet if len(unmet) == 1 else ():
        found += _from_rivals(statement, focus, stance, found, base)
    if len({finding.stance for finding in found}) == 1 and unmet and CAUSE.search(f"{contrast.said} {contrast.denied}"):
        return [], seen
    if unmet and all(finding.stance is Stance.REFUTES for finding in found):
        found = [finding for finding in found if finding.strength >= ALONE]
    if EXCLUSIVE.search(contrast.said) and any(f.stance is Stance.REFUTES for f in found):
        found = [f for f in found if f.stance is Stance.REFUTES]
    return found, seen


def _places_of_both(
    contrast: Contrast,
    said: list[tuple[float, Comparison]],
    denied: list[tuple[float, Comparison]],
    base: KnowledgeBase,
) -> frozenset[int]:
    """Return sentences that have either of two names in the same words, and so don't tell them apart."""
    units = [u for part in (contrast.focus, contrast.excluded) for u in base.terms(part).units if u.weight >= 1.0]
    if not all(unit.proper for unit in units):
        return frozenset()
    return frozenset(c.place for _, c in said) & frozenset(c.place for _, c in denied)


def are_opposites(contrast: Contrast, base: KnowledgeBase) -> bool:
    """Tell whether what is denied is no more than the opposite of what is said ("brittle, not durable")."""
    said, denied = base.terms(contrast.focus).sides, base.terms(contrast.excluded).sides
    return any(line == other and side != o_side for line, side in said for other, o_side in denied)


def _from_rivals(
    statement: Statement, focus: str, stance: Stance, found: list[Finding], base: KnowledgeBase
) -> list[Finding]:
    """Look for the other part where the graph knows of a conflict with what was found; fewer words do there."""
    quotes = {(one.document, one.start) for finding in found for one in finding.items}
    mine = {s.place for s in base.sentences for d, at in quotes if s.document == d and s.start <= at < s.end}
    stems = {unit.stem for unit in base.terms(focus).units if unit.weight}
    rivals = []
    for place in frozenset().union(*(base.places_against(place) for place in mine)) if mine else ():
        comparison = compare(statement, place, base)
        inside, around = _coverage(comparison, stems, base)
        if inside >= RIVAL_FOCUS and around >= RIVAL_CONTEXT and not comparison.missing_slots:
            rivals.append((0.6 * inside + 0.4 * around, comparison))
    best = sorted(rivals, key=lambda pair: -pair[0])[:1]
    reason = f"the graph records a conflict here, whose other side has “{focus.strip()}”"
    strength = max((finding.strength for finding in found), default=0.0)
    return [Finding(stance, (item(c, base, stance),), reason, strength, True) for _, c in best]


def _meets(
    statement: Statement, focus: Terms, base: KnowledgeBase
) -> tuple[list[tuple[float, Comparison]], list[tuple[float, Comparison]], list[Comparison]]:
    """Return the sentences that have the focus in its context, those that deny it, and all, best first."""
    heavy = {unit.stem for unit in focus.units if unit.weight >= 1.0}
    stems = heavy or {unit.stem for unit in focus.units if unit.weight}
    matches, opposites, all_of_them = [], [], []
    for place in base.candidates(statement.terms):
        comparison = compare(statement, place, base)
        inside, around = _coverage(comparison, stems, base)
        opposed = {o.unit.stem for o in comparison.alignment.oppositions}
        score = 0.6 * inside + 0.4 * around
        all_of_them.append((score, comparison))
        if comparison.missing_slots or any(_is_lacking(m) for m in comparison.alignment.matches):
            continue
        if opposed & stems:
            if around >= OPPOSED_CONTEXT and len(opposed - stems) == 0:
                opposites.append((score, comparison))
        elif (
            _names_stand_there(comparison, stems)
            and inside >= FOCUS
            and around >= (CONTEXT if _is_long(comparison, stems, base) else SHORT_CONTEXT)
            and not comparison.contradictions
        ):
            matches.append((score, comparison))
    order = lambda pair: -pair[0]  # noqa: E731
    nearest = sorted((closeness(c, base) for _, c in all_of_them), reverse=True)[:DENIERS]
    opposites = [pair for pair in opposites if closeness(pair[1], base) >= nearest[-1]]
    return sorted(matches, key=order), sorted(opposites, key=order), [c for _, c in sorted(all_of_them, key=order)]


def _names_stand_there(comparison: Comparison, stems: set[str]) -> bool:
    """Tell whether the focus's names stand in the sentence itself, in the part that the statement gives them."""
    focus = [m for m in comparison.alignment.matches if m.unit.weight >= 1.0 and m.unit.stem in stems]
    if not all(m.unit.proper for m in focus):
        return True
    return all(m.found is not None for m in focus) and not (focus and comparison.displaced)


def _is_lacking(match: Match) -> bool:
    """Tell whether a name is missing; whoever holds an office is often named by it, so persons may be."""
    unit = match.unit
    return (
        unit.proper and match.score < 0.5 and bool(unit.names) and not any(kind_of(n) == "person" for n in unit.names)
    )


def _is_long(comparison: Comparison, stems: set[str], base: KnowledgeBase) -> bool:
    return sum(base.weight(m.unit) for m in comparison.alignment.matches if m.unit.stem not in stems) > 1.5


def _coverage(comparison: Comparison, stems: set[str], base: KnowledgeBase) -> tuple[float, float]:
    """Return how much of the focus stands in the sentence itself, and how much of the rest stands there or near."""
    totals, got = [0.0, 0.0], [0.0, 0.0]
    opposed = {id(o.unit) for o in comparison.alignment.oppositions}
    for match in comparison.alignment.matches:
        side = 0 if match.unit.stem in stems else 1
        if id(match.unit) in opposed:
            continue
        weight = base.weight(match.unit)
        totals[side] += weight
        got[side] += weight * (match.score if side else (match.score if match.score >= LABEL - 0.15 else 0.0))
    inside = got[0] / totals[0] if totals[0] else (1.0 if opposed or comparison.figures else 0.0)
    return inside, got[1] / totals[1] if totals[1] else 1.0
