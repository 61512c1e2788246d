"""Settings: one frozen object, made once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import InvalidInputError

DEFAULT_STORE = ".assay"
QUERY_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is and how long a question may take.

    `store` is a folder (embedded store) or the URL of a SPARQL 1.1 server; the update URL, where it can't be
    derived, and the credentials are for the latter.
    """

    store: str = DEFAULT_STORE
    query_timeout_s: float = QUERY_TIMEOUT_S
    store_update: str | None = None
    store_user: str | None = None
    store_password: str | None = field(default=None, repr=False)
    store_token: str | None = field(default=None, repr=False)

    @property
    def is_remote(self) -> bool:
        return self.store.startswith(("http://", "https://"))

    @property
    def folder(self) -> Path:
        """Return the folder for what is kept beside the store, also when the store is remote."""
        return Path(DEFAULT_STORE if self.is_remote else self.store)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read ASSAY_STORE, ASSAY_STORE_UPDATE, _USER, _PASSWORD and _TOKEN, and ASSAY_QUERY_TIMEOUT_S.

        Raise InvalidInputError for a value that can't be used.
        """
        timeout = environment.get("ASSAY_QUERY_TIMEOUT_S", str(QUERY_TIMEOUT_S))
        try:
            seconds = float(timeout)
        except ValueError:
            raise InvalidInputError("ASSAY_QUERY_TIMEOUT_S", "a number of seconds", timeout) from None
        remote = (environment.get(f"ASSAY_STORE_{name}") or None for name in ("UPDATE", "USER", "PASSWORD", "TOKEN"))
        return cls(environment.get("ASSAY_STORE") or DEFAULT_STORE, seconds, *remote)
