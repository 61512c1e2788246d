"""The fact-check: from a statement to a verdict, weighing every finding for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.factcheck.alignment import NEIGHBOUR
from kg.factcheck.base import KnowledgeBase, SourceSentence, kind_of
from kg.factcheck.comparisons import comparison_findings
from kg.factcheck.contrast import read_contrast
from kg.factcheck.exclusive import are_opposites, exclusive_findings
from kg.factcheck.findings import Finding
from kg.factcheck.inputs import kind_of_input, split_joined
from kg.factcheck.membership import membership_findings
from kg.factcheck.roles import RoleReading
from kg.factcheck.sentences import Comparison, compare, item, substituted, whole
from kg.factcheck.statements import Statement, read_statement
from kg.factcheck.terms import Unit
from kg.factcheck.verdicts import EvidenceItem, InputKind, Label, Stance, Verdict
from kg.factcheck.warnings import warnings_for
from kg.text.sentences import split_sentences

SUPPORT_COVERAGE, COVERED_BUT_ONE, REFUTE_COVERAGE = 0.7, 0.82, 0.72
UNEXPLAINED_SUPPORT, UNEXPLAINED_REFUTE = 0.9, 1.0
WELL_MET, CLEAR_LEAD, MET_COVERAGE, MET_UNEXPLAINED = 5, 0.1, 0.65, 2.5
SOME_LEAD, MET, CONTRARY_COVERAGE = 0.05, 3, 0.6
RIVAL_COVERAGE = 0.6
SAME_EVENT = 0.85
QUOTED = 160
RUNNER_UP_COVERAGE, RENAMED_COVERAGE, RENAMED_UNEXPLAINED = 0.82, 0.9, 0.4
USURPED_COVERAGE, USURPED_UNEXPLAINED = 0.8, 1.0
ALSO = re.compile(r"\b(?:too|also|as well|likewise|among)\b", re.IGNORECASE)
RANK = re.compile(r"(?:\w{3,}est|first|sole|only|leading|main)$", re.IGNORECASE)
RELATED_ITEMS, RELATED_POOL = 5, 60
NEW_WORDS, RIVAL = 0.7, 0.3
UNJUDGED = {
    InputKind.EMPTY: "There are no words to judge.",
    InputKind.QUESTION: "This is a question; a statement can be judged, a question cannot.",
    InputKind.COMMAND: "This asks for something to be done; a statement can be judged, a command cannot.",
    InputKind.OPINION: "This is an opinion; sources can show that it is held, not that it is right.",
    InputKind.TOO_LONG: "This is too long for one statement; check it as a text, sentence by sentence.",
    InputKind.OTHER_LANGUAGE: "This is not English, the only language that statements are read in.",
}
MOST_BORROWED, LEAST_CONCENTRATION = 0.3, 0.6
CLOSENESS_POWER, SLOT_BONUS, FIGURE_BONUS, LENGTH_COST = 3, 0.06, 0.15, 0.002
CONFLICT_MARGIN, WORD_MARGIN, TIE = 0.2, 0.04, 0.005
SUPERLATIVE_OF = re.compile(
    r"^\W*no (?:\w+ ){1,3}(?:has|have|holds?|owns?) an? (?:bigger|larger|greater"
    r"|higher) (?P<what>.+?) than (?P<holder>.+?)(?=[.]?$)",
    re.IGNORECASE,
)
MORE_THAN_ALL = re.compile(
    r"^(?P<holder>.+?) (?:owns?|holds?|has|have) (?:more|a (?:bigger|larger|greater) (?:part|share|stake|slice))"
    r" (?:of|in) (?P<what>.+?) than any(?:one else|body else| other (?P<noun>\w+))(?P<rest>.*)$",
    re.IGNORECASE,
)
REPLACED_REST, REPLACED_LEAST = 0.75, 3
UNIQUE: dict[str, tuple[str, tuple[str, ...]]] = {
    "enacted by": ("object", ("org", "person")),
    "largest shareholder of": ("subject", ("org", "person", "country")),
    "located in": ("object", ("country", "place")),
    "initiated": ("subject", ("org", "person")),
}
NO_OTHER = re.compile(
    r"^\W*no other (?P<what>.+?) than (?P<holder>.+?) (?:exists?|is found|is known|operates?)(?P<rest>.*)$",
    re.IGNORECASE,
)
ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "last", "final"])


def check(statement: str, base: KnowledgeBase) -> Verdict:
    """Judge a statement against the sources; what is no statement gets a verdict that says what it is instead.

    Confidence is between 0 and 1; evidence for a verdict comes first, the nearest other sentences follow as related.
    """
    kind = kind_of_input(statement)
    if kind is not InputKind.STATEMENT:
        return _unjudged(statement, kind, base)
    parts = split_joined(statement)
    verdict = _check_one(statement, base) if len(parts) == 1 else join(statement, [_check_one(p, base) for p in parts])
    return replace(verdict, statement=statement, warnings=warnings_for(verdict, base))


def check_text(text: str, base: KnowledgeBase) -> Iterator[Verdict]:
    """Judge a whole text, sentence by sentence, in order."""
    for sentence in split_sentences(text):
        yield check(" ".join(text[sentence.start : sentence.end].split()), base)


def _unjudged(text: str, kind: InputKind, base: KnowledgeBase) -> Verdict:
    """Answer a text that cannot be judged with what it is, and with the nearest sentences."""
    related: tuple[EvidenceItem, ...] = ()
    if kind in (InputKind.QUESTION, InputKind.COMMAND, InputKind.OPINION):
        nearest = compared(read_statement(text, base), base)[:RELATED_ITEMS]
        related = tuple(whole(c.place, base, Stance.RELATED) for c in nearest if c.alignment.strict > 0)
    return Verdict(text, Label.NOT_ENOUGH_INFO, 0.0, related, (UNJUDGED[kind],), (), kind)


def _check_one(statement: str, base: KnowledgeBase) -> Verdict:
    plain = SUPERLATIVE_OF.sub(r"\g<holder> has the largest \g<what>", statement)
    plain = NO_OTHER.sub(r"\g<holder> is the only \g<what>\g<rest>", plain)
    plain = MORE_THAN_ALL.sub(
        lambda m: f"{m['holder']} is the largest {m['noun'] or 'holder'} of {m['what']}{m['rest']}", plain
    )
    return judge(read_statement(plain, base), base)


def join(statement: str, parts: list[Verdict]) -> Verdict:
    """Judge a statement by the claims that it joins: one that is refuted refutes it, all must be supported."""
    labels = {part.verdict for part in parts}
    label = next(
        (one for one in (Label.REFUTED, Label.CONFLICTING, Label.NOT_ENOUGH_INFO) if one in labels), Label.SUPPORTED
    )
    deciding = [part for part in parts if part.verdict is label] or parts
    items: dict[tuple[str, int, int], EvidenceItem] = {}
    for stance in (Stance.SUPPORTS, Stance.REFUTES, Stance.RELATED):
        for part in parts:
            for one in part.evidence:
                if one.stance is stance:
                    items.setdefault((one.document, one.start, one.end), one)
    reasoning = tuple(
        f"“{part.statement}”: {part.verdict.value}; {step}"
        for part in parts
        for step in part.reasoning or ("no source says so or denies it",)
    )
    confidence = min(part.confidence for part in deciding)
    return Verdict(statement, label, confidence, tuple(items.values()), reasoning, (), InputKind.SEVERAL, tuple(parts))


def compared(statement: Statement, base: KnowledgeBase) -> list[Comparison]:
    """Hold the statement against every candidate sentence, nearest first."""
    found = [compare(statement, place, base) for place in base.candidates(statement.terms)]
    return sorted(found, key=lambda c: -closeness(c, base))


def closeness(c: Comparison, base: KnowledgeBase) -> float:
    """Rank a sentence by the statement's rare words and names that stand in it; synonyms and neighbours count less."""
    opposed = {id(o.unit) for o in c.alignment.oppositions}
    total = got = 0.0
    for match in c.alignment.matches:
        weight = base.weight(match.unit)
        total += weight
        got += weight * (1.0 if id(match.unit) in opposed else match.score**CLOSENESS_POWER)
    share = got / total if total else 0.0
    length = len(base.read(c.place).terms.units)
    return share + SLOT_BONUS * len(c.agreements) + FIGURE_BONUS * c.same_figures - LENGTH_COST * length


def direct_findings(statement: Statement, comparisons: list[Comparison], base: KnowledgeBase) -> list[Finding]:
    found = []
    lead = _lead(comparisons, base)
    for c in comparisons:
        if c.absent_slots if c.usurpers or c.kinds == {"order"} else c.missing_slots:
            continue
        if (usurper := usurping(c, base)) is not None:
            said, there = usurper.name.text, usurper.others[0].text
            reason = "contradicts it: " + _told(
                c, base, Stance.REFUTES, (f"“{there}” has the part that the statement gives “{said}”",)
            )
            found.append(Finding(Stance.REFUTES, (item(c, base, Stance.REFUTES),), reason, c.coverage))
        elif not c.contradictions:
            if (pair := replaced(c, base)) is not None:
                reason = "contradicts it: " + _told(
                    c,
                    base,
                    Stance.REFUTES,
                    (f"“{pair[0].text}” against “{pair[1].text}”, where only one can be meant",),
                )
                found.append(Finding(Stance.REFUTES, (item(c, base, Stance.REFUTES),), reason, c.coverage))
            elif (_is_covered(c) or (c is comparisons[0] and _is_well_met(c, lead))) and not c.blocks:
                items = (item(c, base, Stance.SUPPORTS), *(whole(p, base, Stance.SUPPORTS) for p in c.extra_places))
                found.append(
                    Finding(
                        Stance.SUPPORTS,
                        items,
                        "says it: " + _told(c, base, Stance.SUPPORTS, c.agreements),
                        _strength(c),
                        bool(c.figures),
                    )
                )
        elif (
            _is_about_another(c)
            or (c.kinds == {"time"} and c.coverage < SAME_EVENT)
            or (
                c.kinds == {"word"}
                and c is not comparisons[0]
                and (c is not comparisons[1] or c.coverage < RUNNER_UP_COVERAGE)
            )
            or (c.alignment.renamed and (c.coverage < RENAMED_COVERAGE or c.unexplained > RENAMED_UNEXPLAINED))
        ):
            continue
        elif not any(u.proper for u in c.missing) and (
            (c.coverage >= REFUTE_COVERAGE and c.unexplained <= UNEXPLAINED_REFUTE)
            or (
                c is comparisons[0]
                and lead >= SOME_LEAD
                and _met(c) >= MET
                and c.coverage >= CONTRARY_COVERAGE
                and c.unexplained <= MET_UNEXPLAINED - 0.5
            )
        ):
            found.append(
                Finding(
                    Stance.REFUTES,
                    (item(c, base, Stance.REFUTES),),
                    "contradicts it: " + _told(c, base, Stance.REFUTES, c.contradictions),
                    _strength(c),
                    c.kinds == {"figure"} and bool(c.figures),
                )
            )
    return found


def _is_covered(c: Comparison) -> bool:
    """Tell whether the sentence has all that the statement says: no name missing, at most one word of weight."""
    heavy = [u for u in c.missing if u.weight >= 1.0]
    if c.borrowed > MOST_BORROWED or c.concentration < LEAST_CONCENTRATION:
        return False
    if any(u.proper for u in c.missing) or c.unexplained > UNEXPLAINED_SUPPORT + 0.2:
        return False
    return c.coverage >= (COVERED_BUT_ONE if heavy else SUPPORT_COVERAGE)


def _lead(comparisons: list[Comparison], base: KnowledgeBase) -> float:
    """Return how far the nearest sentence lies before the next one that is not its neighbour."""
    if not comparisons:
        return 0.0
    first = comparisons[0]
    return closeness(first, base) - max(
        (closeness(c, base) for c in comparisons[1:] if abs(c.place - first.place) > 1), default=0.0
    )


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
    if ALSO.search(c.statement):
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
    return c.coverage - 0.05 * c.unexplained


def _is_about_another(c: Comparison) -> bool:
    """Tell whether too much differs: then the sentence is about another phase, time or thing."""
    if len(c.kinds - {"order"}) > 1:
        return True
    ordinals = [o for o in c.alignment.oppositions if o.unit.text.casefold() in ORDINALS]
    return bool(ordinals) and len(c.contradictions) > len(ordinals)


def judge(statement: Statement, base: KnowledgeBase) -> Verdict:
    comparisons = compared(statement, base)
    findings = membership_findings(statement.text, base)
    if findings is None:
        findings = comparison_findings(statement.text, base) or None
    if findings is None and (contrast := read_contrast(statement.text)) is not None:
        findings, seen = exclusive_findings(contrast, base)
        comparisons = [*seen[:4], *comparisons]
        if not findings and are_opposites(contrast, base):
            said = read_statement(contrast.said, base)
            findings = direct_findings(said, compared(said, base), base)
    if findings is None:
        findings = direct_findings(statement, comparisons, base)
        findings += _from_conflicts(findings, comparisons, base)
    return weigh(statement, findings, comparisons, base)


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


def weigh(statement: Statement, findings: list[Finding], comparisons: list[Comparison], base: KnowledgeBase) -> Verdict:
    findings = _strongest(findings)
    pro = [f for f in findings if f.stance is Stance.SUPPORTS]
    con = [f for f in findings if f.stance is Stance.REFUTES]
    label = (
        Label.CONFLICTING
        if pro and con
        else Label.SUPPORTED
        if pro
        else Label.REFUTED
        if con
        else Label.NOT_ENOUGH_INFO
    )
    items: dict[tuple[str, int, int], EvidenceItem] = {}
    for f in sorted(findings, key=lambda f: -f.strength):
        for one in f.items:
            items.setdefault((one.document, one.start, one.end), one)
    shown = [c for c in comparisons if any(_overlaps(base.sentences[c.place], one) for one in items.values())]
    for c in related(comparisons, shown, base):
        one = whole(c.place, base, Stance.RELATED)
        items.setdefault((one.document, one.start, one.end), one)
    best = max((f.strength for f in findings), default=0.0)
    return Verdict(
        statement.text, label, best, tuple(items.values()), tuple(f.reason for f in findings), (), InputKind.STATEMENT
    )


def related(comparisons: list[Comparison], shown: list[Comparison], base: KnowledgeBase) -> list[Comparison]:
    """Choose sentences to show beside those that are shown: near ones, and among them such as have what is still lacking."""
    pool = [(closeness(c, base), c) for c in comparisons[:RELATED_POOL] if all(c.place != s.place for s in shown)]
    seen = {c.place: c for c in shown}
    pool = [(score, c) for score, c in pool if c.place not in seen]
    held = {m.unit.start for c in shown for m in c.alignment.matches if m.score >= NEIGHBOUR}
    rivals = frozenset(place for c in shown for place in base.places_against(c.place))
    total = sum(base.weight(m.unit) for m in comparisons[0].alignment.matches) if comparisons else 0.0
    chosen: list[Comparison] = []
    while pool and len(chosen) < RELATED_ITEMS and total:

        def worth(pair: tuple[float, Comparison]) -> float:
            score, c = pair
            new = sum(
                base.weight(m.unit) for m in c.alignment.matches if m.score >= NEIGHBOUR and m.unit.start not in held
            )
            return score + NEW_WORDS * new / total + (RIVAL if c.place in rivals else 0.0)

        best = max(pool, key=worth)
        pool.remove(best)
        chosen.append(best[1])
        held |= {m.unit.start for m in best[1].alignment.matches if m.score >= NEIGHBOUR}
        rivals |= base.places_against(best[1].place)
    return chosen


def _overlaps(sentence: SourceSentence, one: EvidenceItem) -> bool:
    return sentence.document == one.document and sentence.start < one.end and one.start < sentence.end


def _strongest(findings: list[Finding]) -> list[Finding]:
    """Keep findings near the strongest: weighty ones within a wider margin than those on words alone."""
    if any(f.weighty for f in findings):
        return _near(findings)
    pro = max((f.strength for f in findings if f.stance is Stance.SUPPORTS), default=0.0)
    con = max((f.strength for f in findings if f.stance is Stance.REFUTES), default=0.0)
    stronger = Stance.SUPPORTS if pro > con + TIE else Stance.REFUTES
    return _near([f for f in findings if f.stance is stronger])


def _near(findings: list[Finding]) -> list[Finding]:
    best = max((f.strength for f in findings), default=0.0)
    return [f for f in findings if f.strength >= best - (CONFLICT_MARGIN if f.weighty else WORD_MARGIN)]
