"""The command line, from the outside: tables for people, JSON and CSV for programs, clear errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import pytest
import rispy

from kg.stores.embedded import EmbeddedStore
from tests.conftest import Folder

CLAIM_KEYS = {
    "id", "document", "source_file", "quote", "start", "end", "subject", "predicate", "object", "quantity", "period",
    "place", "stage", "polarity", "modality", "hedge", "attribution", "citations", "status",
}  # fmt: skip

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def assay(built_store: EmbeddedStore, tmp_path: Path) -> Run:
    """Run `assay` in a folder of its own, on the built store unless another is named."""

    def run(*arguments: str, store: Path = built_store.folder, typed: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ASSAY_STORE": str(store), "PYTHONPATH": str(Path.cwd())}
        program = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
        return subprocess.run(
            program,
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
            input=typed,
            timeout=120,
            check=False,
        )

    return run


def test_build_says_what_it_built_and_a_second_build_changes_nothing(
    assay: Run, tmp_path: Path, make_folder: Callable[..., Folder]
) -> None:
    sources, store = str(make_folder().root), tmp_path / "own"
    first, second = (assay("build", "--sources", sources, store=store) for _ in range(2))
    assert first.returncode == second.returncode == 0
    assert "small-2024: 2 claims from 2 of 3 sentences, 1 silent, 0 uncovered (written)" in first.stdout
    assert "quotes: 2 checked against their documents, 1 exact, 1 with whitespace tolerance" in first.stdout
    assert "(unchanged)" in second.stdout
    assert first.stdout.splitlines()[-1] == second.stdout.splitlines()[-1]


def test_a_mistake_is_told_without_a_traceback(assay: Run, tmp_path: Path, make_folder: Callable[..., Folder]) -> None:
    folder = make_folder().replace("claims", "country:china", "country:cathay")
    result = assay("build", "--sources", str(folder.root), store=tmp_path / "own")
    assert result.returncode == 1
    assert "claims.yaml:3: subject: expected a declared entity" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_uncovered_sentences_are_an_error(assay: Run, make_folder: Callable[..., Folder]) -> None:
    folder = make_folder().replace("claims", '- text: "The US may follow."\n  skip: transition\n', "")
    result = assay("coverage", "--sources", str(folder.root), "--format", "json")
    assert result.returncode == 1
    assert json.loads(result.stdout)[0]["uncovered"] == 1
    assert "uncovered: small-2024 at" in result.stderr


def test_validate_compares_every_quote(assay: Run) -> None:
    result = assay("validate")
    assert result.returncode == 0, result.stderr
    assert "shapes: conforms, 0 violations" in result.stdout
    assert ", 0 wrong" in result.stdout


def test_ask_answers_with_quotes_in_the_query_s_columns(assay: Run) -> None:
    rows = json.loads(assay("ask", "retaliation", "--format", "json").stdout)
    assert [list(row) for row in rows] == [["measure", "against", "quote", "document", "citation"]] * 4
    assert all(row["quote"] and row["measure"]["label"] for row in rows)
    listed = list(csv.DictReader(io.StringIO(assay("ask", "retaliation", "actor=Beijing", "--format", "csv").stdout)))
    assert len(listed) == 4
    assert assay("ask", "retaliation", "actor=United States", "--format", "json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", "retaliatio"), "no question is called 'retaliatio'"),
        (("ask", "retaliation", "actor"), "parameter: expected name=value"),
        (("ask", "retaliation", "who=China"), "expected one of actor"),
        (("ask", "retaliation", "actor=Chyna"), "did you mean"),
        (("show", "gallum"), "did you mean gallium"),
        (("show", "claim:0000000000000000"), "no claim is called"),
        (("claims", "--document", "nothing"), "no document is called 'nothing'"),
        (("claims", "--predicate", "retaliates"), "did you mean retaliatesAgainst"),
        (("query", "nothing.rq"), "query: expected a file or -"),
        (("export", "--layer", "nothing"), "no layer is called"),
        (("export", "--format", "trig", "--entity", "China"), "expected a bibliography"),
        (("citations", "--document", "nothing"), "no document is called"),
    ],
)
def test_wrong_input_is_told_clearly(assay: Run, arguments: tuple[str, ...], words: str) -> None:
    result = assay(*arguments)
    assert result.returncode == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_no_store_says_what_to_do(assay: Run, tmp_path: Path) -> None:
    result = assay("stats", store=tmp_path / "nothing")
    assert result.returncode == 1
    assert "assay build" in result.stderr


def test_query_reads_standard_input_and_tells_where_it_does_not_parse(assay: Run) -> None:
    counted = assay("query", "-", "--format", "json", typed="SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }")
    assert json.loads(counted.stdout)[0]["n"] > 900
    broken = assay("query", "-", typed="SELECT * {")
    assert "line 1, column 11" in broken.stderr
    refused = assay("query", "-", typed="SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    assert "SERVICE is refused" in refused.stderr


def test_claims_have_their_keys_and_their_place(assay: Run) -> None:
    claims = json.loads(assay("claims", "--entity", "samarium", "--format", "json").stdout)
    assert claims
    assert all(set(claim) >= CLAIM_KEYS for claim in claims)
    assert claims[0]["subject"]["label"] == "samarium"
    assert claims[0]["source_file"] == "002_ceb440f7378807b6.txt"
    assert claims[0]["citations"][0]["references"][0]["title"].startswith("The Samarium (SM) Market")


def test_the_citation_chain_is_told_with_offsets(assay: Run) -> None:
    citations = json.loads(assay("citations", "--status", "dangling", "--format", "json").stdout)
    assert {"document", "text", "start", "end", "status", "reason", "references"} <= set(citations[0])
    assert {citation["status"] for citation in citations} == {"dangling"}
    references = json.loads(assay("references", "--format", "json").stdout)
    assert len(references) == 39
    assert {"index", "raw", "authors", "year", "title", "container", "doi", "url", "cited_by", "same_as"} <= set(
        references[0]
    )


def test_bibliographies_are_read_back_by_other_programs(assay: Run) -> None:
    bibtex = bibtexparser.parse_string(assay("ask", "uses", "what=samarium", "--format", "bibtex").stdout)
    assert {entry.key for entry in bibtex.entries}
    assert not bibtex.failed_blocks
    ris = rispy.loads(assay("export", "--format", "ris", "--entity", "samarium").stdout)
    assert any("Samarium (SM) Market" in str(entry.get("title") or entry.get("primary_title")) for entry in ris)
    items = json.loads(assay("export", "--format", "csl-json", "--document", "induqin-2025").stdout)
    assert items[0]["title"].startswith("The Rare Earth Tug-of-War")


def test_an_answer_without_claims_has_no_bibliography(assay: Run) -> None:
    result = assay("ask", "coverage", "--format", "bibtex")
    assert result.returncode == 1
    assert "has no column 'claim'" in result.stderr


def test_conflicts_show_all_sides_with_their_words(assay: Run) -> None:
    found = json.loads(assay("conflicts", "--entity", "world rare earth reserves", "--format", "json").stdout)
    (conflict,) = (one for one in found if one["kind"] == "contradiction")
    assert {"id", "kind", "severity", "topic", "sides", "explanation"} <= set(conflict)
    quotes = {claim["quote"] for side in conflict["sides"] for claim in side["claims"]}
    assert any("half of the world’s reserves" in quote for quote in quotes)
    assert any("over 37%" in quote for quote in quotes)


def test_the_ladder_is_climbed_both_ways_and_says_what_is_undated(assay: Run) -> None:
    ladder = json.loads(assay("ladder", "China", "--strict", "--format", "json").stdout)
    assert len(ladder["chains"]) == 4
    assert all(hop["claims"] and hop["retaliation"] for chain in ladder["chains"] for hop in chain["hops"])
    assert {one["measure"]["label"] for one in ladder["undated"]} >= {"US tariffs on Chinese goods (April)"}
    assert "was retaliated against by" in assay("ladder", "gallium").stdout


def test_an_inference_is_explained_down_to_the_quote(assay: Run) -> None:
    shown = assay(
        "explain", "China's 2023 export controls on gallium and germanium", "respondsTo",
        "October 2022 US chip export restrictions",
    )  # fmt: skip
    assert "were considered retaliatory moves in response to the restrictions" in " ".join(shown.stdout.split())
    nothing = assay("explain", "gallium", "a", "rare earth element")
    assert nothing.returncode == 1
    assert "no statement that holds is called 'gallium is a rare earth element'" in nothing.stderr


def test_the_standing_of_a_proposition_shows_both_sides(assay: Run) -> None:
    found = json.loads(assay("corroboration", "world rare earth reserves", "--format", "json").stdout)
    (half,) = (one for one in found if any("Holding half" in claim["quote"] for claim in one["claims"]))
    assert any("over 37%" in claim["quote"] for claim in half["against"])
    assert half["restatements"] == []
    assert half["independent_origins"] == 1
