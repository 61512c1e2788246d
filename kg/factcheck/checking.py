"""The fact-check: from a statement to a verdict, weighing every finding for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.factcheck.base import KnowledgeBase, SourceSentence
from kg.factcheck.comparisons import comparison_findings
from kg.factcheck.contrast import read_contrast, without_reverse
from kg.factcheck.direct import direct_findings
from kg.factcheck.exclusive import are_opposites, exclusive_findings
from kg.factcheck.findings import Finding
from kg.factcheck.inputs import kind_of_input
from kg.factcheck.joined import contrasts, split_joined
from kg.factcheck.membership import membership_findings
from kg.factcheck.progress import progress_findings
from kg.factcheck.questions import COMPARES, compares, sets_in_order
from kg.factcheck.ranking import RELATED_ITEMS, compared, related
from kg.factcheck.sentences import Comparison, whole
from kg.factcheck.statements import Statement, read_statement
from kg.factcheck.verdicts import EvidenceItem, InputKind, Label, Stance, Verdict
from kg.factcheck.warnings import warnings_for
from kg.text.sentences import split_sentences

UNJUDGED = {
    InputKind.EMPTY: "There are no words to judge.",
    InputKind.QUESTION: "This is a question; a statement can be judged, a question cannot.",
    InputKind.COMMAND: "This asks for something to be done; a statement can be judged, a command cannot.",
    InputKind.OPINION: "This is an opinion; sources can show that it is held, not that it is right.",
    InputKind.TOO_LONG: "This is too long for one statement; check it as a text, sentence by sentence.",
    InputKind.OTHER_LANGUAGE: "This is not English, the only language that statements are read in.",
}
CONFLICT_MARGIN, WORD_MARGIN, TIE = 0.2, 0.04, 0.005
SUPERLATIVE_OF = re.compile(
    r"^\W*(?:no (?:\w+ ){1,6}|nobody |no one )(?:has|have|holds?|owns?) an? (?:bigger|larger|greater"
    r"|higher) (?P<what>.+?) than (?P<holder>.+?)(?=[.]?$)",
    re.IGNORECASE,
)
NONE_BIGGER = re.compile(
    r"^\W*no (?P<what>(?:\w+ ){1,6})is (?:bigger|larger|greater|higher) than (?P<holder>.+?)(?=[.]?$)", re.IGNORECASE
)
MORE_THAN_ALL = re.compile(
    r"^(?P<holder>.+?) (?:owns?|holds?|has|have) (?:more|a (?:bigger|larger|greater) (?:part|share|stake|slice))"
    r" (?:of|in) (?P<what>.+?) than any(?:one else|body else| other (?P<noun>\w+))(?P<rest>.*)$",
    re.IGNORECASE,
)
NO_OTHER = re.compile(
    r"^\W*no other (?P<what>.+?) than (?P<holder>.+?) (?:exists?|is found|is known|operates?)(?P<rest>.*)$",
    re.IGNORECASE,
)


def check(statement: str, base: KnowledgeBase) -> Verdict:
    """Judge a statement against the sources; what is no statement gets a verdict that says what it is instead.

    Confidence is between 0 and 1; evidence for a verdict comes first, the nearest other sentences follow as related.
    """
    kind = kind_of_input(statement)
    if kind is not InputKind.STATEMENT:
        return _unjudged(statement, kind, base)
    parts = [statement] if sets_in_order(statement) else split_joined(statement)
    verdict = _check_one(statement, base) if len(parts) == 1 else _check_joined(statement, parts, base)
    return replace(verdict, statement=statement, warnings=warnings_for(verdict, base))


def _check_joined(statement: str, parts: list[str], base: KnowledgeBase) -> Verdict:
    """Judge claims apart; where that leaves one open, a source that says all of them together settles it."""
    verdict = join(statement, [_check_one(part, base) for part in parts])
    if verdict.verdict is Label.NOT_ENOUGH_INFO and not contrasts(statement):
        together = _check_one(statement, base)
        return together if together.verdict is Label.SUPPORTED else verdict
    return verdict


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
    plain = SUPERLATIVE_OF.sub(r"\g<holder> has the largest \g<what>", without_reverse(statement))
    plain = NONE_BIGGER.sub(r"\g<holder> is the largest \g<what>", plain)
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


def judge(statement: Statement, base: KnowledgeBase) -> Verdict:
    comparisons = compared(statement, base)
    findings = membership_findings(statement.text, base)
    if findings is None:
        findings = progress_findings(statement.text, base) or comparison_findings(statement.text, base) or None
    if findings is None and (contrast := read_contrast(statement.text)) is not None:
        findings, seen = exclusive_findings(contrast, base)
        comparisons = [*seen[:4], *comparisons]
        if not findings and are_opposites(contrast, base):
            said = read_statement(contrast.said, base)
            findings = direct_findings(said, compared(said, base), base)
    if findings is None:
        able = comparisons
        if compares(statement.text):
            able = [c for c in comparisons if COMPARES.search(base.sentences[c.place].text)]
        findings = direct_findings(statement, able, base)
    return weigh(statement, findings, comparisons, base)


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
