"""What single sentences say for or against a statement as a whole."""

from __future__ import annotations

import re

from kg.factcheck.alignment import NEIGHBOUR
from kg.factcheck.base import KnowledgeBase, SourceSentence, kind_of
from kg.factcheck.findings import Finding
from kg.factcheck.ranking import closeness, lead_of
from kg.factcheck.roles import RoleReading
from kg.factcheck.sentences import Comparison, item, substituted, whole
from kg.factcheck.statements import Statement
from kg.factcheck.terms import Unit
from kg.factcheck.verdicts import Stance

SUPPORT_COVERAGE, COVERED_BUT_ONE, REFUTE_COVERAGE = 0.7, 0.82, 0.72
UNEXPLAINED_SUPPORT, UNEXPLAINED_REFUTE = 0.9, 1.0
WELL_MET, CLEAR_LEAD, MET_COVERAGE, MET_UNEXPLAINED = 5, 0.1, 0.65, 2.0
SOME_LEAD, MET, CONTRARY_COVERAGE, CONTRARY_UNEXPLAINED = 0.05, 3, 0.6, 1.5
MOST_BORROWED, LEAST_CONCENTRATION = 0.3, 0.6
RIVAL_COVERAGE = 0.6
SAME_EVENT = 0.85
QUOTED = 160
RUNNER_UP_COVERAGE, RENAMED_COVERAGE, RENAMED_UNEXPLAINED = 0.82, 0.9, 0.4
USURPED_COVERAGE, USURPED_UNEXPLAINED = 0.8, 1.0
ALSO = re.compile(r"\b(?:too|also|as well|likewise|among)\b", re.IGNORECASE)
JOINED_NAMES = re.compile(r"\bboth\b.*\band\b", re.IGNORECASE)
RANK = re.compile(r"(?:\w{3,}est|first|sole|only|leading|main)$", re.IGNORECASE)
REPLACED_REST, REPLACED_LEAST = 0.75, 3
UNEXPLAINED_COST = 0.05
LEAST_LEAD = 0.03
OBJECTORS, CLOSE_BEHIND, FAR_BEHIND = 2, 0.0, 0.3
UNIQUE: dict[str, tuple[str, tuple[str, ...]]] = {
    "enacted by": ("object", ("org", "person")),
    "largest shareholder of": ("subject", ("org", "person", "country")),
    "located in": ("object", ("country", "place")),
    "initiated": ("subject", ("org", "person")),
}
ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "last", "final"])


def direct_findings(statement: Statement, comparisons: list[Comparison], base: KnowledgeBase) -> list[Finding]:
    """Return what sentences say for and against a statement, with the other side where a conflict is known."""
    lead = lead_of(comparisons, base)
    found: list[Finding] = []
    for rank, c in enumerate(comparisons):
        finding = _refutation(c, rank, lead, base) or _support(c, rank, lead, base)
        if finding is not None and (finding.stance is Stance.REFUTES or _may_support(rank, comparisons, found, base)):
            found.append(finding)
    return found + _from_conflicts(found, comparisons, base)


def _may_support(rank: int, comparisons: list[Comparison], found: list[Finding], base: KnowledgeBase) -> bool:
    """Tell whether a sentence that is not the nearest may settle it: beside another, or where none nearer objects."""
    if rank == 0 or any(finding.stance is Stance.SUPPORTS for finding in found):
        return True
    objections = any(c.contradictions or c.blocks for c in comparisons[: min(rank, OBJECTORS)])
    behind = closeness(comparisons[0], base) - closeness(comparisons[rank], base)
    return behind <= (CLOSE_BEHIND if objections else FAR_BEHIND)


def _support(c: Comparison, rank: int, lead: float, base: KnowledgeBase) -> Finding | None:
    """Return a finding that a sentence says it, where it has all that the statement says and nothing bars it."""
    if c.missing_slots or c.contradictions or c.blocks:
        return None
    if not _is_covered(c) and not (rank == 0 and _is_well_met(c, lead)):
        return None
    if _is_doubtful(c, lead):
        return None
    items = (item(c, base, Stance.SUPPORTS), *(whole(p, base, Stance.SUPPORTS) for p in c.extra_places))
    reason = "says it: " + _told(c, base, Stance.SUPPORTS, c.agreements)
    return Finding(Stance.SUPPORTS, items, reason, _strength(c), bool(c.figures))


def _is_doubtful(c: Comparison, lead: float) -> bool:
    """Tell whether words alone speak for a sentence, and another that is not beside it comes as near."""
    return lead < LEAST_LEAD and not c.figures and not c.agreements


def _refutation(c: Comparison, rank: int, lead: float, base: KnowledgeBase) -> Finding | None:
    """Return a finding that a sentence excludes it: by another's part in it, by another name, or by what it says."""
    if c.absent_slots if c.usurpers or c.kinds == {"order"} else c.missing_slots:
        return None
    steps, strength, weighty = c.contradictions, _strength(c), c.kinds == {"figure"} and bool(c.figures)
    if (usurper := usurping(c, base)) is not None:
        there, said = usurper.others[0].text, usurper.name.text
        steps, strength, weighty = (f"“{there}” has the part that the statement gives “{said}”",), c.coverage, False
    elif not c.contradictions:
        if (pair := replaced(c, base)) is None:
            return None
        steps = (f"“{pair[0].text}” against “{pair[1].text}”, where only one can be meant",)
        strength, weighty = c.coverage, False
    elif not _excludes(c, rank, lead):
        return None
    elif c.kinds == {"word"}:
        strength = (c.alignment.strict + c.coverage) / 2 - UNEXPLAINED_COST * c.unexplained
    reason = "contradicts it: " + _told(c, base, Stance.REFUTES, steps)
    return Finding(Stance.REFUTES, (item(c, base, Stance.REFUTES),), reason, strength, weighty)


def _excludes(c: Comparison, rank: int, lead: float) -> bool:
    """Tell whether a sentence that contradicts a statement speaks of the same thing."""
    if _is_about_another(c) or (c.kinds == {"time"} and c.coverage < SAME_EVENT) or any(u.proper for u in c.missing):
        return False
    if c.kinds == {"word"} and rank and (rank > 1 or c.coverage < RUNNER_UP_COVERAGE):
        return False
    if c.alignment.renamed and (c.coverage < RENAMED_COVERAGE or c.unexplained > RENAMED_UNEXPLAINED):
        return False
    if c.coverage >= REFUTE_COVERAGE and c.unexplained <= UNEXPLAINED_REFUTE:
        return True
    leads = rank == 0 and lead >= SOME_LEAD and _met(c) >= MET
    return leads and c.coverage >= CONTRARY_COVERAGE and c.unexplained <= CONTRARY_UNEXPLAINED


def _is_covered(c: Comparison) -> bool:
    """Tell whether the sentence has all that the statement says: no name missing, at most one word of weight."""
    heavy = [u for u in c.missing if u.weight >= 1.0]
    if c.borrowed > MOST_BORROWED or c.concentration < LEAST_CONCENTRATION:
        return False
    if any(u.proper for u in c.missing) or c.unexplained > UNEXPLAINED_SUPPORT + 0.2:
        return False
    return c.coverage >= (COVERED_BUT_ONE if heavy else SUPPORT_COVERAGE)


def _is_well_met(c: Comparison, lead: float) -> bool:
    """Tell whether a sentence has so much of a long statement, and no other comes near, that some words may lack."""
    if c.borrowed > MOST_BORROWED or c.concentration < LEAST_CONCENTRATION or any(u.proper for u in c.missing):
        return False
    return (
        _met(c) >= WELL_MET and lead >= CLEAR_LEAD and c.coverage >= MET_COVERAGE and c.unexplained <= MET_UNEXPLAINED
    )


def _met(c: Comparison) -> int:
    """Count the weighty words that a sentence has."""
    return sum(m.score >= NEIGHBOUR and m.unit.weight >= 1.0 for m in c.alignment.matches)


def replaced(c: Comparison, base: KnowledgeBase) -> tuple[Unit, Unit] | None:
    """Return the one name that stands where the sentence has another, in a relation that only one thing can have."""
    missing = [u for u in c.missing if u.weight >= 1.0]
    pairs = [pair for pair in substituted(c, base) if pair[0] in missing]
    if JOINED_NAMES.search(c.statement):
        return None
    if len(pairs) != 1 or len(missing) != 1 or c.missing_slots or c.contradictions:
        return None
    if any(r.score < REPLACED_REST for r in c.alignment.matches if r.unit is not missing[0] and r.unit.weight >= 1.0):
        return None
    if (
        sum(
            r.score >= REPLACED_REST and r.unit.weight >= 1.0 and (r.unit.proper or not r.unit.names)
            for r in c.alignment.matches
        )
        < REPLACED_LEAST
    ):
        return None
    there = pairs[0][1].names
    for claim in base.sentences[c.place].claims:
        role, kinds = UNIQUE.get(base.vocabulary.label(claim.proposition.predicate), ("", ()))
        thing = claim.proposition.subject if role == "subject" else claim.proposition.object if role else None
        mine = {kind_of(name) for name in pairs[0][0].names}
        if thing in there and thing not in pairs[0][0].names and mine & set(kinds):
            return pairs[0]
    return None


def usurping(c: Comparison, base: KnowledgeBase) -> RoleReading | None:
    """Return the one name that has another's part in what a figure, a time or a rank makes a single event or thing."""
    names = {reading.name.start for reading in c.usurpers}
    if len(names) != 1 or c.contradictions or not (c.agreements or c.same_figures or _is_ranked(c)):
        return None
    usurper = c.usurpers[0]
    if ALSO.search(c.statement) or JOINED_NAMES.search(c.statement):
        return None
    rest = [m for m in c.alignment.matches if m.unit.start != usurper.name.start]
    total = sum(base.weight(m.unit) for m in rest)
    got = sum(base.weight(m.unit) * m.score for m in rest)
    lacking = [u for u in c.missing if u.start != usurper.name.start]
    if any(u.proper for u in lacking) or sum(base.weight(u) for u in lacking) > USURPED_UNEXPLAINED:
        return None
    return usurper if total and got / total >= USURPED_COVERAGE else None


def _is_ranked(c: Comparison) -> bool:
    return any(m.found is not None and m.score >= NEIGHBOUR and RANK.match(m.found.text) for m in c.alignment.matches)


def _strength(c: Comparison) -> float:
    return c.coverage - UNEXPLAINED_COST * c.unexplained


def _is_about_another(c: Comparison) -> bool:
    """Tell whether too much differs: then the sentence is about another phase, time or thing."""
    if len(c.kinds - {"order"}) > 1:
        return True
    ordinals = [o for o in c.alignment.oppositions if o.unit.text.casefold() in ORDINALS]
    return bool(ordinals) and len(c.contradictions) > len(ordinals)


def _from_conflicts(findings: list[Finding], comparisons: list[Comparison], base: KnowledgeBase) -> list[Finding]:
    """Return what the other side of a known conflict says of the statement's figure; fewer words do there."""
    if not findings or not all(f.weighty for f in findings) or len({f.stance for f in findings}) > 1:
        return []
    starts = {(one.document, one.start) for f in findings for one in f.items}
    mine = {c.place for c in comparisons for d, at in starts if _holds(base.sentences[c.place], d, at)}
    against = frozenset(p for place in mine for p in base.places_against(place)) - mine
    stance = Stance.REFUTES if findings[0].stance is Stance.SUPPORTS else Stance.SUPPORTS
    strength = max(f.strength for f in findings)
    found = []
    for c in comparisons:
        proper = any(u.proper for u in c.missing)
        if c.place not in against or proper or c.missing_slots or c.coverage < RIVAL_COVERAGE:
            continue
        if (c.kinds == {"figure"}) if stance is Stance.REFUTES else (c.figures and not c.contradictions):
            steps = c.contradictions if stance is Stance.REFUTES else c.agreements
            reason = "the graph records a conflict here, whose other side " + _told(c, base, stance, steps)
            found.append(Finding(stance, (item(c, base, stance),), reason, strength, True))
    return found[:1]


def _holds(sentence: SourceSentence, document: str, start: int) -> bool:
    return sentence.document == document and sentence.start <= start < sentence.end


def _told(c: Comparison, base: KnowledgeBase, stance: Stance, steps: tuple[str, ...]) -> str:
    """Tell which document says what, in its own words, and what agrees or differs."""
    quote = " ".join(item(c, base, stance).quote.split()).replace("\\$", "$")
    if len(quote) > QUOTED:
        quote = quote[:QUOTED].rsplit(" ", 1)[0] + " …"
    said = f"{base.sentences[c.place].document} says “{quote}”"
    return "; ".join((said, *steps))
