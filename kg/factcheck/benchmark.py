"""How good and how fast fact-checking is: labels, evidence and time over files of labelled statements."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.catalogue import open_store
from kg.factcheck.base import KnowledgeBase
from kg.factcheck.checking import check
from kg.factcheck.verdicts import Label, Verdict
from kg.settings import Settings

FIRST_ITEMS = 5


@dataclass(frozen=True, slots=True)
class LabelledQuote:
    """A quote that a person named as evidence, with its document's slug."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class LabelledStatement:
    """A statement with the label and the evidence that a person gave it."""

    id: str
    statement: str
    label: Label
    evidence: tuple[LabelledQuote, ...]
    also_acceptable: Label | None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one run; `recall` is over evidence quotes, times are seconds per statement."""

    statements: int
    accuracy: float
    accuracy_lenient: float
    macro_f1: float
    wrong_definite: float
    coverage: float
    recall: float
    seconds: float
    confusion: Mapping[tuple[Label, Label], int]


def read_statements(path: Path, aliases: Mapping[str, str]) -> list[LabelledStatement]:
    """Read a file of labelled statements; `aliases` map its document names to slugs."""
    return [
        LabelledStatement(
            entry["id"],
            entry["statement"],
            Label(entry["label"]),
            tuple(LabelledQuote(aliases.get(e["document"], e["document"]), e["quote"]) for e in entry["evidence"]),
            Label(entry["also_acceptable"]) if entry.get("also_acceptable") else None,
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))["statements"]
    ]


def recalled(quote: LabelledQuote, verdict: Verdict) -> bool:
    """Tell whether one of the first items overlaps the quote."""
    wanted = " ".join(quote.quote.split())
    for item in verdict.evidence[:FIRST_ITEMS]:
        if item.document != quote.document:
            continue
        there = " ".join(item.quote.split())
        if wanted in there or there in wanted or _joined(wanted, there):
            return True
    return False


def _joined(a: str, b: str) -> bool:
    """Tell whether the end of one text is the beginning of the other (20 characters at least)."""
    return any(one[-size:] == two[:size] for one, two in ((a, b), (b, a)) for size in range(20, min(len(a), len(b))))


def score(statements: Sequence[LabelledStatement], judge: Callable[[str], Verdict]) -> tuple[Scores, list[Verdict]]:
    """Judge statements and compare with their labels."""
    confusion: Counter[tuple[Label, Label]] = Counter()
    quotes = found = lenient = 0
    verdicts = []
    started = time.perf_counter()
    for one in statements:
        verdict = judge(one.statement)
        verdicts.append(verdict)
        confusion[(one.label, verdict.verdict)] += 1
        lenient += verdict.verdict in (one.label, one.also_acceptable)
        quotes += len(one.evidence)
        found += sum(recalled(quote, verdict) for quote in one.evidence)
    seconds = (time.perf_counter() - started) / max(1, len(statements))
    number = max(1, len(statements))
    definite = {pair: n for pair, n in confusion.items() if pair[1] is not Label.NOT_ENOUGH_INFO}
    return (
        Scores(
            len(statements),
            sum(n for (gold, said), n in confusion.items() if gold is said) / number,
            lenient / number,
            _macro_f1(confusion),
            sum(n for (gold, said), n in definite.items() if gold is not said) / number,
            sum(definite.values()) / number,
            found / max(1, quotes),
            seconds,
            dict(confusion),
        ),
        verdicts,
    )


def _macro_f1(confusion: Mapping[tuple[Label, Label], int]) -> float:
    scores = []
    for label in Label:
        hits = confusion.get((label, label), 0)
        said = sum(n for (_, other), n in confusion.items() if other is label)
        gold = sum(n for (other, _), n in confusion.items() if other is label)
        if gold:
            scores.append(2 * hits / (said + gold))
    return sum(scores) / max(1, len(scores))


@dataclass(frozen=True, slots=True)
class Growth:
    """What a check and a plain full-text search cost with so many claims; seconds per statement."""

    claims: int
    check_s: float
    search_s: float


def enlarged(base: KnowledgeBase, factor: int) -> KnowledgeBase:
    """Return a base with every document there `factor` times, each copy under a name of its own."""
    sentences = tuple(
        replace(sentence, place=copy * len(base.sentences) + sentence.place, document=f"{sentence.document}-{copy}")
        for copy in range(factor)
        for sentence in base.sentences
    )
    read = {place: base.read(place % len(base.sentences)) for place in range(len(sentences))}
    return KnowledgeBase(base.vocabulary, sentences, base.broader, base.citations, base.rivals, _read=read)


def growth(
    base: KnowledgeBase, statements: Sequence[str], factors: Sequence[int] = (1, 10, 100, 1000)
) -> Iterator[Growth]:
    """Time checks and plain searches of the same words over ever more claims; the index is built before."""
    for factor in factors:
        grown = enlarged(base, factor)
        claims = sum(len(sentence.claims) for sentence in grown.sentences)
        grown.search.search("warm up")
        check(statements[0], grown)
        yield Growth(
            claims,
            _seconds(statements, lambda text, grown=grown: check(text, grown)),  # type: ignore[misc]
            _seconds(statements, lambda text, grown=grown: grown.search.search(text, FIRST_ITEMS)),  # type: ignore[misc]
        )


def _seconds(statements: Sequence[str], act: Callable[[str], object]) -> float:
    started = time.perf_counter()
    for statement in statements:
        act(statement)
    return (time.perf_counter() - started) / max(1, len(statements))


def table(scores: Scores) -> str:
    """Return the confusion matrix (rows: label, columns: verdict) and the figures under it."""
    head = f"{'label / verdict':18}" + "".join(f"{label.value[:11]:>13}" for label in Label)
    rows = [
        f"{gold.value:18}" + "".join(f"{scores.confusion.get((gold, said), 0):13d}" for said in Label) for gold in Label
    ]
    figures = (
        f"{scores.statements} statements: accuracy {scores.accuracy:.3f} (also acceptable:"
        f" {scores.accuracy_lenient:.3f}),"
        f" macro-F1 {scores.macro_f1:.3f}, wrong definite {scores.wrong_definite:.3f}, coverage {scores.coverage:.3f},"
        f" evidence recall@5 {scores.recall:.3f}, {scores.seconds * 1000:.0f} ms a statement"
    )
    return "\n".join((head, *rows, figures))


def main(arguments: Iterable[str]) -> None:
    """Score every file named, against the store of this environment."""
    base = KnowledgeBase.from_reader(open_store(Settings.from_environment(os.environ)).reader())
    aliases = {"000": "induqin-2025", "002": "hanif-2025"}
    for name in arguments:
        statements = read_statements(Path(name), aliases)
        scores, _ = score(statements, lambda text: check(text, base))
        print(f"{name}\n{table(scores)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
