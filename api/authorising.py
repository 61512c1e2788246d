"""Who may write: requests that carry a key, by what the key allows."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.keys import Key, KeyRing, Scope
from api.problems import Problem, ProblemError
from api.service import ServiceDep

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="assay"'}
_NO_KEY = Problem(
    401, "unauthorized", "A key is needed", "Send a valid key: Authorization: Bearer assay_…", {}, _CHALLENGE
)


async def _admin(request: Request, service: ServiceDep) -> Key:
    return require(Scope.ADMIN, request, service.keys)


def require(scope: Scope, request: Request, keys: KeyRing) -> Key:
    """Return the key of a request; raise a 401 or 403 problem unless it allows the scope."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    key = keys.find(token.strip()) if kind.lower() == "bearer" else None
    if key is None:
        raise ProblemError(_NO_KEY)
    if not key.allows(scope):
        detail = f"This takes a key with the scope {scope.value}; this one has {', '.join(key.scopes) or 'none'}."
        raise ProblemError(Problem(403, "forbidden", "The key does not allow this", detail))
    return key


AdminDep = Annotated[Key, Depends(_admin)]
