"""API keys: given out once, kept as hashes, each with what it allows; a file that only its owner reads."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from kg.errors import InvalidInputError, UnknownTermError

PREFIX = "assay"
SECRET_BYTES = 32


class Scope(StrEnum):
    """What a key allows; admin allows everything, the others only what they say and reading."""

    READ = "read"
    PROPOSE = "propose"
    REVIEW = "review"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: the SHA-256 of its secret, which is random enough to need no salt."""

    id: str
    name: str
    scopes: tuple[Scope, ...]
    sha256: str
    created: str
    revoked: str | None = None

    def allows(self, scope: Scope) -> bool:
        return scope is Scope.READ or scope in self.scopes or Scope.ADMIN in self.scopes


class KeyRing:
    """The keys of one store, in the file `keys.json` of its folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "keys.json"

    def all(self) -> tuple[Key, ...]:
        """Return all keys, revoked ones too, oldest first."""
        if not self._file.is_file():
            return ()
        listed = json.loads(self._file.read_text(encoding="utf-8"))
        return tuple(Key(**{**one, "scopes": tuple(Scope(scope) for scope in one["scopes"])}) for one in listed)

    def create(self, name: str, scopes: Iterable[Scope]) -> str:
        """Make a key and return its token, which is shown this once and cannot be had again."""
        if not name.strip():
            raise InvalidInputError("name", "a name for the key", repr(name))
        identifier, secret = secrets.token_hex(4), secrets.token_urlsafe(SECRET_BYTES)
        granted = tuple(sorted(set(scopes), key=list(Scope).index))
        self._save([*self.all(), Key(identifier, name.strip(), granted, _hash(secret), _now())])
        return f"{PREFIX}_{identifier}_{secret}"

    def revoke(self, identifier: str) -> Key:
        """Revoke a key; raise UnknownTermError for one that there is not."""
        keys = {key.id: key for key in self.all()}
        if identifier not in keys:
            raise UnknownTermError("key", identifier, tuple(keys))
        known = keys[identifier]
        keys[identifier] = Key(known.id, known.name, known.scopes, known.sha256, known.created, known.revoked or _now())
        self._save(keys.values())
        return keys[identifier]

    def find(self, token: str) -> Key | None:
        """Return the valid key of a token, or None; how long it takes does not tell how much of it is right."""
        _, _, rest = token.partition("_")
        identifier, _, secret = rest.partition("_")
        offered = _hash(secret)
        found = None
        for key in self.all():
            is_same = hmac.compare_digest(key.sha256, offered) & hmac.compare_digest(
                key.id.encode(), identifier.encode()
            )
            if is_same and key.revoked is None:
                found = key
        return found

    def _save(self, keys: Iterable[Key]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(key) for key in keys], indent=2)
        new = self._file.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
        new.replace(self._file)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
