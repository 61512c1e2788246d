"""The build: whole or not at all, the same twice, and every mistake with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.pipeline import BuildReport, build
from ingest.preparing import coverage, read_background
from ingest.quotes import check_quotes
from ingest.reading import default_sources
from kg import iris
from kg.catalogue import Catalogue
from kg.claims import ClaimFilter, find_claims, load_claims
from kg.errors import BuildFailedError, InvalidInputError, ShapeViolationError
from kg.stores.embedded import EmbeddedStore
from tests.conftest import Folder


def run(store: EmbeddedStore, folder: Folder) -> BuildReport:
    return build(store, folder.root, progress=lambda step: None)


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore(tmp_path / "store")


def test_both_documents_are_held_byte_for_byte_and_covered(catalogue: Catalogue) -> None:
    measured = coverage(default_sources(), read_background())
    assert {one.document for one in measured} == {"hanif-2025", "induqin-2025"}
    assert all(not one.uncovered for one in measured)
    assert sum(one.claims for one in measured) > 900


def test_every_quote_is_what_its_document_says(built_store: EmbeddedStore) -> None:
    quotes = check_quotes(built_store.reader(), default_sources())
    assert quotes.wrong == 0
    assert quotes.exact + quotes.tolerated == quotes.checked > 900
    assert quotes.tolerated > 0


def test_two_builds_give_the_same_graph(
    store: EmbeddedStore, tmp_path: Path, make_folder: Callable[..., Folder]
) -> None:
    folder = make_folder()
    other = EmbeddedStore(tmp_path / "other")
    assert run(store, folder).rdfc10_sha256 == run(other, folder).rdfc10_sha256


def test_an_unchanged_document_is_not_written_again(store: EmbeddedStore, make_folder: Callable[..., Folder]) -> None:
    folder = make_folder()
    first, second = run(store, folder), run(store, folder)
    assert first.changed == ("small-2024",)
    assert second.changed == ()
    assert first.rdfc10_sha256 == second.rdfc10_sha256


def test_rebuilding_after_a_change_gives_what_a_fresh_build_gives(
    store: EmbeddedStore, tmp_path: Path, make_folder: Callable[..., Folder]
) -> None:
    first, second = make_folder(), make_folder("second-2024")
    second.replace("entities", "concept:mining-business a", "concept:mining-industry a")
    second.replace("entities", '"mining business"', '"mining industry"')
    second.replace("entities", "aggregate:small-output", "aggregate:second-output")
    second.replace("entities", '"output"', '"second output"')
    second.replace("claims", "concept:mining-business", "country:japan")
    second.replace("claims", "aggregate:small-output", "aggregate:second-output")
    run(store, first)
    second.replace("claims", "object: country:japan", "object: country:australia")
    first.replace("claims", "dominates\n", "controls\n")
    again = run(store, first)
    assert again.changed == ("second-2024", "small-2024")
    assert again.rdfc10_sha256 == run(EmbeddedStore(tmp_path / "fresh"), first).rdfc10_sha256


def test_a_removed_document_takes_all_that_only_it_brought(
    store: EmbeddedStore, tmp_path: Path, make_folder: Callable[..., Folder]
) -> None:
    first, second = make_folder(), make_folder("second-2024")
    for file in ("entities", "claims"):
        text = next(second.path.glob(f"{file}.*")).read_text().replace("mining-business", "other-business")
        second.write(**{file: text.replace("small-output", "other-output").replace('"output"', '"other output"')})
    second.replace("entities", '"mining business"', '"other business"')
    run(store, first)
    for path in second.path.iterdir():
        path.unlink()
    second.path.rmdir()
    after = run(store, first)
    assert after.removed == ("second-2024",)
    assert after.rdfc10_sha256 == run(EmbeddedStore(tmp_path / "fresh"), first).rdfc10_sha256


def test_whitespace_inside_a_sentence_is_tolerated_and_recorded(
    store: EmbeddedStore, make_folder: Callable[..., Folder]
) -> None:
    run(store, make_folder())
    reader = store.reader()
    claims = load_claims(reader, find_claims(reader, ClaimFilter()))
    assert [claim.tolerated for claim in claims] == [False, True]
    assert claims[1].passage.exact == "holds over 40%\nof output"


MISTAKES = [
    ("claims", 'quote: "holds over 40% of output"', 'quote: "holds 40% of output"', "claims.yaml:10: quote", "nearest"),
    ("claims", "country:china", "country:cathay", "claims.yaml:3: subject", "country:china"),
    ("claims", "dominates\n", "dominatez\n", "claims.yaml:4: predicate", "dominates"),
    ("claims", 'text: "The US may follow."', 'text: "The US may lead."', "claims.yaml:6: text", "nearest"),
    ("claims", "skip: transition", "skip: boring", "claims.yaml:7: skip", "heading"),
    ("claims", "minimum: 40,", "minimum: many,", "claims.yaml:14: quantity", "'many'"),
    ("claims", "minimum: 40,", "minimum: 90,", "claims.yaml:10: quantity", "90.0 > 41.0"),
    ("claims", "unit: PERCENT", "unit: PERCENTS", "claims.yaml:14: quantity.unit", "PERCENT"),
    ("claims", "  skip: transition", "  skop: transition", "claims.yaml:7: skop", "one of text, skip, claims"),
    (
        "claims",
        "    predicate: holdsShareOf\n",
        "    predicate: holdsShareOf\n    polarity: yes\n",
        "polarity",
        "affirmative",
    ),
    (
        "claims",
        "    predicate: holdsShareOf\n",
        "    predicate: holdsShareOf\n    modality: hedged\n",
        "hedge",
        "hedged",
    ),
    (
        "claims",
        "    predicate: holdsShareOf\n",
        '    predicate: holdsShareOf\n    period: {text: "over", edtf: "last year"}\n',
        "period.edtf",
        "'last year'",
    ),
    (
        "claims",
        '- text: "Japan holds over 40% of output."',
        '- text: "China dominates mining."\n  skip: heading\n- text: "Japan holds over 40% of output."',
        "claims.yaml:8: text",
        "without overlap",
    ),
    ("claims", '- text: "The US may follow."\n  skip: transition\n', "", "coverage", "The US may follow."),
    ("claims", '- text: "China', "- text: [", "claims.yaml", "YAML"),
    ("entities", "a kg:Concept ;", "a kg:Concept", "entities.ttl:7", "Turtle"),
    ("metadata", "slug: small-2024", "slug: other", "metadata.yaml:1: slug", "'small-2024'"),
    ("metadata", 'issued: "2024"', 'issued: "some day"', "metadata.yaml:4: issued", "EDTF"),
    ("metadata", "rights:", "rites:", "metadata.yaml:5: rites", "rights"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "words"), MISTAKES, ids=[m[3] + " " + m[4] for m in MISTAKES])
def test_a_mistake_is_reported_with_its_place_and_nothing_is_written(
    store: EmbeddedStore, make_folder: Callable[..., Folder], file: str, old: str, new: str, place: str, words: str
) -> None:
    folder = make_folder()
    run(store, folder)
    before = store.current()
    with pytest.raises(BuildFailedError) as caught:
        run(store, folder.replace(file, old, new))
    message = str(caught.value)
    assert place in message
    assert words in message
    assert store.current() == before


def test_all_mistakes_of_all_files_are_reported_at_once(
    store: EmbeddedStore, make_folder: Callable[..., Folder]
) -> None:
    folder = make_folder().replace("claims", "country:china", "country:cathay").replace("claims", "PERCENT", "PERSENT")
    with pytest.raises(BuildFailedError) as caught:
        run(store, folder)
    assert len(caught.value.mistakes) == 2
    assert store.current() is None


def test_a_document_that_is_not_utf8_is_refused(store: EmbeddedStore, make_folder: Callable[..., Folder]) -> None:
    folder = make_folder()
    (folder.path / "document.txt").write_bytes(b"fine\n\xff\xfe")
    with pytest.raises(BuildFailedError, match=r"document.txt:2: text: expected UTF-8, found byte 0xff"):
        run(store, folder)


def test_an_entity_that_another_file_declares_is_refused(
    store: EmbeddedStore, make_folder: Callable[..., Folder]
) -> None:
    folder = make_folder()
    folder.replace(
        "entities", "concept:mining-business a kg:Concept", "<https://w3id.org/assay/id/country/china> a kg:Concept"
    )
    with pytest.raises(BuildFailedError, match="country:china, declared in the reference layer"):
        run(store, folder)


def test_a_shape_violation_stops_the_build(store: EmbeddedStore, make_folder: Callable[..., Folder]) -> None:
    folder = make_folder()
    run(store, folder)
    before = store.current()
    folder.replace("claims", "minimum: 40, maximum: 41,", "minimum: 140, maximum: 141,")
    with pytest.raises(ShapeViolationError, match="percentage"):
        run(store, folder)
    assert store.current() == before


def test_no_documents_is_an_error_that_names_the_folder(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="nowhere"):
        build(store, tmp_path / "nowhere", progress=lambda step: None)


def test_plain_triples_stand_for_accepted_affirmative_claims(catalogue: Catalogue) -> None:
    query = "SELECT ?measure ?against { ?measure kg:retaliatesAgainst ?against }"
    pairs = {tuple(iris.compact(str(term).strip("<>")) for term in row) for row in catalogue.reader.select(query).rows}
    assert pairs == {
        ("policy:china-export-controls-seven-rare-earths-april", "policy:us-tariffs-chinese-goods-april"),
        ("policy:china-tightened-export-of-four-materials", "policy:us-145-percent-tax-credit"),
        ("policy:china-tighter-rare-earth-export-controls", "policy:us-october-2022-chip-export-restrictions"),
        ("policy:china-gallium-germanium-controls-2023", "policy:us-october-2022-chip-export-restrictions"),
    }
