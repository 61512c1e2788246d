"""A SPARQL 1.1 Protocol client: one query URL, one update URL, and every way in which a server can fail.

Reads are tried again when that is safe: no connection, a connection that was closed before an answer, 429, 502, 503.
An update is tried again only when no connection was made. Answers are streamed.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

import httpx2

from kg.errors import InvalidInputError, QueryRefusedError, RequestTooLargeError, StoreError, StoreUnavailableError

CONNECT_TIMEOUT_S = 5.0
UPDATE_TIMEOUT_S = 600.0
BACKOFF_S = (0.2, 0.8)
MAX_RETRY_AFTER_S = 5.0
TOLD_LENGTH = 200
_TRY_AGAIN = frozenset({429, 502, 503})
_FULL = ("no space left", "disk full", "disk is full", "out of space", "quota exceeded", "insufficient storage")

Parameters = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server answers queries and takes updates, and who asks."""

    query: str
    update: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of(
        cls,
        url: str,
        update: str | None = None,
        user: str | None = None,
        password: str | None = None,
        token: str | None = None,
    ) -> Address:
        """Derive the update URL where none is given, and take credentials out of the URL.

        A bare host means /query and /update, …/query means …/update, …/repositories/<id> (RDF4J, GraphDB) means
        …/repositories/<id>/statements; any other URL takes both (Neptune, QLever, Fuseki, Virtuoso).
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InvalidInputError("ASSAY_STORE", "a folder, or the http(s) URL of a SPARQL server", repr(url))
        user = user or (unquote(parts.username) if parts.username else None)
        password = password or (unquote(parts.password) if parts.password else None)
        path = parts.path.rstrip("/") or "/query"
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], path=path)
        return cls(
            urlunsplit(bare), update or urlunsplit(bare._replace(path=_update_path(path))), user, password, token
        )


def _update_path(path: str) -> str:
    parent, _, last = path.rpartition("/")
    if last == "query":
        return f"{parent}/update"
    return f"{path}/statements" if parent.endswith("/repositories") else path


class Answer(io.RawIOBase):
    """The body of an answer as a file; `budget_s` limits the time spent waiting for the server, None does not."""

    def __init__(self, response: httpx2.Response, place: str, budget_s: float | None) -> None:
        self.media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        self.most_rows = int(response.headers.get("x-sparql-maxrows", 0) or 0)
        self.failure: StoreError | None = None
        self._response, self._place, self._budget_s = response, place, budget_s
        self._chunks: Iterator[bytes] = response.iter_bytes()
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = self._next_chunk()
        size = min(len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size

    def _next_chunk(self) -> bytes:
        began = time.monotonic()
        try:
            chunk = next(self._chunks, b"")
        except httpx2.TimeoutException as error:
            raise self._failed("the answer stopped coming") from error
        except httpx2.HTTPError as error:
            raise self._failed(f"the answer broke off ({error})") from error
        if self._budget_s is not None:
            self._budget_s -= time.monotonic() - began
            if self._budget_s < 0:
                raise self._failed("the answer took longer than the time limit")
        return chunk

    def _failed(self, reason: str) -> StoreUnavailableError:
        self.failure = StoreUnavailableError(self._place, reason)
        self._response.close()
        return self.failure

    def close(self) -> None:
        if not self.closed:
            self._response.close()
        super().close()


class Endpoint:
    """Sends queries and updates to one server."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.place = address.query
        self._auth: httpx2.Auth | None = None
        self._headers = {"User-Agent": "assay"}
        if address.token:
            self._headers["Authorization"] = f"Bearer {address.token}"
        elif address.user is not None:
            self._auth = httpx2.BasicAuth(address.user, address.password or "")
        self._reading = httpx2.Client()
        self._writing = httpx2.Client(limits=httpx2.Limits(max_keepalive_connections=0))

    def query(self, query: str, dataset: Parameters, accept: str, limit_s: float | None) -> Answer:
        """Send a query over the graphs that `dataset` names; raise QueryRefusedError where the server won't have it."""
        form: dict[str, list[str]] = {"query": [query]}
        for name, value in dataset:
            form.setdefault(name, []).append(value)
        timeout = httpx2.Timeout(limit_s or UPDATE_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        request = self._reading.build_request(
            "POST", self.address.query, data=form, headers={**self._headers, "Accept": accept}, timeout=timeout
        )
        began = time.monotonic()
        response = self._read(request)
        left = None if limit_s is None else limit_s - (time.monotonic() - began)
        state = response.headers.get("x-sql-state")
        if state:
            response.close()
            raise StoreUnavailableError(self.place, f"the answer is partial (X-SQL-State {state})")
        return Answer(response, self.place, left)

    def _read(self, request: httpx2.Request) -> httpx2.Response:
        for pause in (*BACKOFF_S, None):
            try:
                response = self._authorised(self._reading, request)
            except (httpx2.ConnectError, httpx2.RemoteProtocolError, httpx2.ReadError) as error:
                if pause is None:
                    raise StoreUnavailableError(self.place, f"no answer ({error})") from error
                time.sleep(pause)
                continue
            except httpx2.TimeoutException as error:
                raise _slow(self.place, error, "the query") from error
            except httpx2.HTTPError as error:
                raise StoreUnavailableError(self.place, str(error)) from error
            if response.is_success:
                return response
            if response.status_code not in _TRY_AGAIN or pause is None:
                raise self._failure(response)
            time.sleep(_retry_after(response, pause))
            response.close()
        raise AssertionError("the last attempt returns or raises")

    def update(self, update: str) -> None:
        """Send an update; raise RequestTooLargeError when the server takes no request of this size."""
        timeout = httpx2.Timeout(UPDATE_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
        headers = {**self._headers, "Content-Type": "application/sparql-update; charset=utf-8"}
        request = self._writing.build_request(
            "POST", self.address.update, content=update.encode(), headers=headers, timeout=timeout
        )
        for pause in (*BACKOFF_S, None):
            try:
                response = self._authorised(self._writing, request)
                break
            except httpx2.ConnectError as error:
                if pause is None:
                    raise StoreUnavailableError(self.address.update, f"no answer ({error})") from error
                time.sleep(pause)
            except httpx2.TimeoutException as error:
                raise _slow(self.address.update, error, "the update, which may still be applied: repeat it") from error
            except httpx2.HTTPError as error:
                reason = f"the connection broke ({error}); the update may be applied: repeat it"
                raise StoreUnavailableError(self.address.update, reason) from error
        if not response.is_success:
            raise self._failure(response, writing=True)
        response.close()

    def _authorised(self, client: httpx2.Client, request: httpx2.Request) -> httpx2.Response:
        response = client.send(request, stream=True, auth=self._auth)
        wants_digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
        if response.status_code == 401 and wants_digest and isinstance(self._auth, httpx2.BasicAuth):
            response.close()
            self._auth = httpx2.DigestAuth(self.address.user or "", self.address.password or "")
            response = client.send(request, stream=True, auth=self._auth)
        return response

    def _failure(self, response: httpx2.Response, *, writing: bool = False) -> StoreError | QueryRefusedError:
        """Say in plain words what a failed answer means."""
        place = self.address.update if writing else self.place
        status, told = response.status_code, _told(response)
        if status == 507 or any(words in told.lower() for words in _FULL):
            return StoreUnavailableError(place, f"out of space ({told or status})")
        if status == 401:
            found = "refuses the credentials" if self.address.user or self.address.token else "wants credentials"
            return StoreUnavailableError(
                place, f"{found}; set ASSAY_STORE_USER and ASSAY_STORE_PASSWORD, or ASSAY_STORE_TOKEN"
            )
        if status == 413:
            return RequestTooLargeError(place, len(response.request.content))
        if writing and status in (403, 404, 405, 501):
            reason = f"takes no updates: it is read-only, or ASSAY_STORE_UPDATE is not its update URL ({status} {told})"
            return StoreUnavailableError(place, reason)
        if 300 <= status < 400:
            return StoreUnavailableError(place, f"redirects to {response.headers.get('location')}; use that URL")
        if status == 400 and not writing:
            return QueryRefusedError("the query", f"the server at {place} says: {told}")
        if status in (408, 504):
            return StoreUnavailableError(place, f"too slow ({status} {told})")
        return StoreUnavailableError(place, f"answered {status} {told}".rstrip())


def _slow(place: str, error: httpx2.TimeoutException, what: str) -> StoreUnavailableError:
    reason = "no connection" if isinstance(error, httpx2.ConnectTimeout) else f"no answer in time to {what}"
    return StoreUnavailableError(place, reason)


def _retry_after(response: httpx2.Response, pause: float) -> float:
    told = response.headers.get("retry-after", "")
    return min(float(told), MAX_RETRY_AFTER_S) if told.isdecimal() else pause


def _told(response: httpx2.Response) -> str:
    with suppress(httpx2.HTTPError):
        response.read()
        return " ".join(response.text.split())[:TOLD_LENGTH]
    return ""
