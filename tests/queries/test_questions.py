"""Every question in queries/ is answered from the two documents as recorded in golden/, read and checked by hand.

`pytest tests/queries --record` writes the answers anew; read the difference before you keep it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Store

from ingest.reading import default_sources
from kg import iris
from kg.catalogue import Catalogue
from kg.data import data_folder
from kg.errors import AssayError, InvalidInputError, UnknownTermError
from kg.questions import Question, answer, read_question
from kg.rdf import Term, text_of
from kg.sparql import check_read_only
from kg.stores.embedded import EmbeddedStore

HERE = Path(__file__).parent
FILES = sorted(data_folder("queries").glob("*.rq"))


@dataclass(frozen=True)
class Case:
    """A question as it is asked, and the file that holds its answer."""

    ask: str
    values: dict[str, str]
    golden: Path


def read_cases() -> list[Case]:
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / "cases.yaml").read_text(encoding="utf-8"))
    return [
        Case(
            entry["ask"],
            {name: str(value) for name, value in entry.get("with", {}).items()},
            HERE / "golden" / f"{entry.get('golden', entry['ask'])}.csv",
        )
        for entry in entries
    ]


CASES = read_cases()


def cell(term: Term | None) -> str:
    return "" if term is None else iris.compact(text_of(term))


def as_csv(columns: Iterable[str], rows: Iterable[tuple[Term | None, ...]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(term) for term in row] for row in rows)
    return text.getvalue()


def ask(catalogue: Catalogue, name: str, **values: str) -> list[dict[str, str]]:
    rows = answer(catalogue.questions.get(name), values, catalogue.reader, catalogue.vocabulary)
    return [dict(zip(rows.columns, map(cell, row), strict=True)) for row in rows.rows]


def recorded(name: str) -> list[dict[str, str]]:
    with (HERE / "golden" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.golden.stem)
def test_question_is_answered_as_recorded(case: Case, catalogue: Catalogue, request: pytest.FixtureRequest) -> None:
    question = catalogue.questions.get(case.ask)
    rows = answer(question, case.values, catalogue.reader, catalogue.vocabulary)
    assert rows.columns == question.columns
    found = as_csv(rows.columns, rows.rows)
    if request.config.getoption("--record", default=False):
        case.golden.write_text(found, encoding="utf-8", newline="")
    assert found == case.golden.read_text(encoding="utf-8")


def test_answers_do_not_depend_on_how_the_store_keeps_its_quads(
    catalogue: Catalogue, built_store: EmbeddedStore
) -> None:
    memory = built_store.reader().in_memory()
    for case in CASES:
        question = catalogue.questions.get(case.ask)
        rows = answer(question, case.values, memory, catalogue.vocabulary)
        assert as_csv(rows.columns, rows.rows) == case.golden.read_text(encoding="utf-8"), case.golden.stem


def quoting(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from ((row[column], row["document"]) for column in ("quote", "quote_of_copy") if row.get(column))
    if row.get("other_quote"):
        yield row["other_quote"], row["other_document"]
    for part in filter(None, row.get("own_definition", "").split("; ")):
        yield part, row["document"]


@pytest.mark.parametrize("golden", sorted({case.golden for case in CASES}), ids=lambda golden: golden.stem)
def test_every_quote_stands_in_its_document(golden: Path) -> None:
    texts = {p.parent.name: p.read_bytes().decode("utf-8") for p in default_sources().glob("*/document.txt")}
    for row in recorded(golden.stem):
        for quote, document in quoting(row):
            assert quote in texts[document]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_question_is_recorded_and_each_parameter_tried(file: Path) -> None:
    question = read_question(file)
    cases = [case for case in CASES if case.ask == question.name]
    assert cases
    assert {parameter.name for parameter in question.parameters} == {name for case in cases for name in case.values}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_query_stands_alone_and_only_reads(file: Path) -> None:
    """Any SPARQL tool can run the file as it is: all prefixes are declared, and with the IRIs that the project uses."""
    text = file.read_text(encoding="utf-8")
    check_read_only(text)
    Store().query(text)
    for line in text.splitlines():
        if line.startswith("PREFIX"):
            _, prefix, iri = line.split()
            assert iris.PREFIXES[prefix.removesuffix(":")] == iri.strip("<>")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_states_something_carries_quote_and_document(file: Path) -> None:
    if file.stem != "coverage":
        assert {"quote", "document"} <= set(read_question(file).columns)


def test_there_are_no_answers_without_a_question() -> None:
    assert sorted((HERE / "golden").glob("*.csv")) == sorted({case.golden for case in CASES})


def misspelt(question: Question, term: str, wrong: str) -> Question:
    assert term in question.sparql
    return Question(
        question.name, question.question, question.parameters, question.columns, question.sparql.replace(term, wrong)
    )


@pytest.mark.parametrize(
    ("name", "term", "wrong"),
    [
        ("retaliation", "kg:retaliatesAgainst", "kg:retaliatesAgianst"),
        ("export-controls", "kg:controlsExportOf", "kg:controlsExportsOf"),
        ("shares", "kg:holdsShareOf", "kg:holdShareOf"),
        ("dangling-citations", "kg:Dangling", "kg:Dangeling"),
        ("timeline", "kg:valueKind", "kg:valuekind"),
    ],
)
def test_misspelt_term_changes_the_answer(name: str, term: str, wrong: str, catalogue: Catalogue) -> None:
    question = misspelt(catalogue.questions.get(name), term, wrong)
    rows = answer(question, {}, catalogue.reader, catalogue.vocabulary)
    assert recorded(name)
    assert as_csv(rows.columns, rows.rows) != (HERE / "golden" / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("actor", ["China", "country:china", "https://w3id.org/assay/id/country/china", "Chinese"])
def test_entity_may_be_given_by_any_of_its_names(actor: str, catalogue: Catalogue) -> None:
    assert ask(catalogue, "retaliation", actor=actor) == recorded("retaliation-by-china")


@pytest.mark.parametrize(
    ("name", "values", "error"),
    [
        ("retaliation", {"actr": "China"}, InvalidInputError),
        ("retaliation", {"actor": "Chinna"}, UnknownTermError),
        ("coverage", {"entity": "China"}, InvalidInputError),
        ("no-such-question", {}, UnknownTermError),
    ],
)
def test_what_cannot_be_asked_is_refused(
    name: str, values: dict[str, str], error: type[AssayError], catalogue: Catalogue
) -> None:
    with pytest.raises(error):
        ask(catalogue, name, **values)


def test_parameter_is_bound_and_never_pasted(catalogue: Catalogue) -> None:
    assert ask(catalogue, "claims-by-modality", modality='hedged"} DROP ALL #') == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("#+ columns: [a]", "question and columns"),
        ("#+ question: Q\n#+ params:\n#+   x: entity, some\n#+ columns: [a]", "VALUES"),
        ("#+ question: Q\n#+ params:\n#+   x: number, some\n#+ columns: [a]", "kind"),
    ],
)
def test_header_that_disagrees_with_its_query_is_refused(header: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_text(f"{header}\nSELECT ?a {{ ?a ?b ?c }}\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=expected):
        read_question(file)


def test_only_measures_of_china_are_said_to_retaliate(catalogue: Catalogue) -> None:
    assert recorded("retaliation-by-us") == []
    assert recorded("retaliation-by-china") == recorded("retaliation")
    assert tuple(recorded("retaliation")[0]) == ("measure", "against", "quote", "document", "citation")


def test_silence_is_an_answer() -> None:
    assert recorded("between-mp-materials-and-mountain-pass") == []


def test_no_time_is_stated_that_the_texts_leave_open() -> None:
    dated = {row["what"] for row in recorded("timeline")}
    undated = {row["measure"] for row in recorded("undated-measures")}
    assert {"policy:us-tariffs-chinese-goods-april", "policy:us-145-percent-tax-credit"} <= undated
    assert not dated & undated
    launches = [row for row in recorded("timeline") if row["what"] == "policy:made-in-china-2025"]
    assert [row["relation"] for row in launches] == ["kg:targetDate"]


def test_rare_earths_that_the_definition_holds_are_not_misclassified() -> None:
    found = {row["material"] for row in recorded("misclassified-as-rare-earth")}
    assert found == {"material:gallium", "material:germanium", "material:antimony", "material:graphite"}
