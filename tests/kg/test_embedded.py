"""The embedded store: one writer, readers undisturbed, commits by one rename."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QuerySyntaxError, StoreLockedError, StoreMissingError
from kg.stores.embedded import EmbeddedStore

A, LAYER = NamedNode("https://example.org/a"), NamedNode("https://example.org/layer")


def quad(value: str) -> Quad:
    return Quad(A, A, Literal(value), LAYER)


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore(tmp_path / "store")


def write(store: EmbeddedStore, *values: str) -> None:
    with store.writer() as writer:
        writer.insert(quad(value) for value in values)
        writer.commit()


def test_there_is_no_reader_before_the_first_commit(store: EmbeddedStore) -> None:
    with pytest.raises(StoreMissingError, match="assay build"):
        store.reader()


def test_a_reader_keeps_seeing_the_state_that_it_opened(store: EmbeddedStore) -> None:
    write(store, "one")
    reader = store.reader()
    write(store, "two")
    assert len(list(reader.quads())) == 1
    assert len(list(store.reader().quads())) == 2


def test_a_writer_that_does_not_commit_changes_nothing(store: EmbeddedStore) -> None:
    write(store, "one")
    before = store.current()
    with store.writer() as writer:
        writer.insert([quad("two")])
    assert store.current() == before
    assert len(list(store.reader().quads())) == 1


def test_a_second_writer_is_told_to_wait(store: EmbeddedStore) -> None:
    with store.writer(), pytest.raises(StoreLockedError, match="another process"):
        store.writer()
    store.writer().__exit__(None, None, None)


def test_old_generations_are_dropped(store: EmbeddedStore) -> None:
    for value in "abcdef":
        write(store, value)
    assert len(list((store.folder / "generations").iterdir())) == 3
    assert len(list(store.reader().quads())) == 6


def test_a_query_that_does_not_parse_says_where(store: EmbeddedStore) -> None:
    write(store, "one")
    with pytest.raises(QuerySyntaxError, match="line 1, column 15"):
        store.reader().select("SELECT * WHERE")
