"""What the server answers from: the current state of the store, opened once and kept until it changes."""

from __future__ import annotations

from functools import cached_property
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from kg.catalogue import Catalogue
from kg.statistics import count_all
from kg.stores.base import Store


class Snapshot(Catalogue):
    """A catalogue with its counts."""

    @cached_property
    def counts(self) -> dict[str, int]:
        return count_all(self.reader)


class Snapshots:
    """Gives the snapshot of the store's current state."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._last: Snapshot | None = None

    def current(self) -> Snapshot:
        """Return the current snapshot; raise StoreMissingError before the first build."""
        reader = self._store.reader()
        with self._lock:
            if self._last is None or self._last.reader.version != reader.version:
                self._last = Snapshot(reader)
            return self._last


def current_snapshot(request: Request) -> Snapshot:
    """Return the snapshot that this request is answered from."""
    snapshots: Snapshots = request.app.state.snapshots
    return snapshots.current()


SnapshotDep = Annotated[Snapshot, Depends(current_snapshot)]
