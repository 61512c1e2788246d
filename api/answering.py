"""Answer a request by a view: the form by negotiation, an entity tag, and links to what comes after."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from api.negotiation import choose, named
from api.problems import http_problem
from api.service import Service, ServiceDep
from api.views.rendering import Rendered


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, and the means to answer it."""

    request: Request
    service: Service

    async def answer(
        self, forms: Mapping[str, str], form: str | None, view: Callable[..., Rendered], *arguments: Any
    ) -> Response:
        """Call a view of (snapshot, media type, *arguments) in a worker; 304 when the client has the answer."""
        media_type = self.negotiate(forms, form)
        pool = self.service.pool
        state = pool.state
        tag = self._tag(state, media_type)
        headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
        if tag is not None and _matches(self.request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers | {"ETag": tag})
        rendered = await pool.call(view, media_type, *arguments)
        if tag is not None and pool.state == state:
            headers["ETag"] = tag
        if rendered.next_cursor is not None:
            after = self.request.url.include_query_params(cursor=rendered.next_cursor)
            headers["Link"] = f'<{after.path}?{after.query}>; rel="next"'
        return Response(rendered.body, media_type=media_type, headers=headers)

    def negotiate(self, forms: Mapping[str, str], form: str | None) -> str:
        """Return the media type to answer in; raise a 406 problem when none fits."""
        if form is not None:
            chosen = named(form, forms)
        else:
            chosen = choose(self.request.headers.get("accept"), list(forms.values()))
        if chosen is None:
            raise http_problem(406, "Not acceptable", f"This is answered as {', '.join(forms.values())}.")
        return chosen

    def _tag(self, state: str | None, media_type: str) -> str | None:
        """Return a strong tag: one state answers one request in one form with the same bytes."""
        if state is None:
            return None
        parts = "\n".join((state, self.request.url.path, self.request.url.query, media_type))
        return f'"{hashlib.sha256(parts.encode()).hexdigest()[:32]}"'


def _matches(header: str | None, tag: str) -> bool:
    if header is None:
        return False
    tags = {part.strip().removeprefix("W/") for part in header.split(",")}
    return "*" in tags or tag in tags


async def _asked(request: Request, service: ServiceDep) -> Asked:
    return Asked(request, service)


AskedDep = Annotated[Asked, Depends(_asked)]
