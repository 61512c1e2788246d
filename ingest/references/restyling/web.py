"""Styles of web pages and reports: APA, Chicago, MLA, notes and numbered lists, with and without authors."""

from __future__ import annotations

import random

from ingest.references.corpus import Example, joined
from ingest.references.restyling.parts import (
    MONTHS,
    ORGANISATIONS,
    Parts,
    Style,
    apa,
    apa_date,
    chicago,
    creator,
    direct,
    italic,
    link,
    quoted,
    stop,
    vancouver,
    web_title,
)


def _apa_web(parts: Parts, draw: random.Random) -> Example:
    title = web_title(parts, draw)
    site = stop(italic(parts.site, draw)) if draw.random() < 0.75 else ""
    suffix = f" | {parts.site}" if draw.random() < 0.15 else ""
    title = stop(italic(title + suffix, draw)) if draw.random() < 0.3 else stop(title + suffix)
    note = draw.choice(("", "", "", "Retrieved from", f"Retrieved {parts.month} {parts.day}, {parts.year}, from"))
    return joined(
        [
            ("author", stop(creator(parts, draw, apa))),
            ("date", apa_date(parts, draw)),
            ("title", title),
            ("container", site),
            ("note", note),
            ("url", link(parts, draw)),
        ]
    )


def _apa_title_first(parts: Parts, draw: random.Random) -> Example:
    title = web_title(parts, draw) + (
        draw.choice((f" | {parts.site}", f" - {draw.choice(ORGANISATIONS)}")) if draw.random() < 0.25 else ""
    )
    site = stop(italic(draw.choice((parts.site, draw.choice(ORGANISATIONS))), draw)) if draw.random() < 0.65 else ""
    return joined(
        [
            ("title", stop(italic(title, draw) if draw.random() < 0.3 else title)),
            ("date", apa_date(parts, draw)),
            ("container", site),
            ("url", link(parts, draw)),
        ]
    )


def _chicago_web(parts: Parts, draw: random.Random) -> Example:
    date = f"{parts.month} {parts.day}, {parts.year}."
    year = draw.choice((f"{parts.year}.", f"{parts.year}{draw.choice('abc')}.", "n.d."))
    author = stop(creator(parts, draw, chicago)) if draw.random() < 0.8 else ""
    site = parts.site + draw.choice(("", "", "", " (blog)"))
    with_site, with_date = draw.random() < 0.7, draw.random() < 0.8
    container = (f"{italic(site, draw)}{',' if with_date and draw.random() < 0.7 else '.'}") if with_site else ""
    title = ("title", quoted(web_title(parts, draw), ".", draw))
    head = [("author", author), ("date", year), title] if author else [title, ("date", year if year == "n.d." else "")]
    return joined(
        [
            *head,
            ("container", container),
            ("date", date if with_date and year != "n.d." else ""),
            ("url", link(parts, draw)),
        ]
    )


def _note_web(parts: Parts, draw: random.Random) -> Example:
    date = draw.choice(
        (
            f"{parts.month} {parts.day}, {parts.year},",
            f"{parts.month[:3]} {parts.day}, {parts.year},",
            f"{parts.day} {parts.month} {parts.year},",
        )
    )
    return joined(
        [
            ("author", f"{direct(parts.names[:2])},"),
            ("title", quoted(web_title(parts, draw), ",", draw)),
            ("container", f"{italic(parts.site, draw)},"),
            ("date", date),
            ("url", link(parts, draw)),
        ]
    )


def _mla_web(parts: Parts, draw: random.Random) -> Example:
    date = f"{parts.day} {draw.choice((parts.month, parts.month[:3] + '.'))} {parts.year},"
    accessed = (
        f"Accessed {draw.randint(1, 28)} {draw.choice(MONTHS)[:3]}. {int(parts.year) + 1}."
        if draw.random() < 0.4
        else ""
    )
    author = stop(creator(parts, draw, chicago)) if draw.random() < 0.85 else ""
    return joined(
        [
            ("author", author),
            ("title", quoted(web_title(parts, draw), ".", draw)),
            ("container", f"{italic(parts.site, draw)},"),
            ("date", date),
            ("url", f"{parts.link.removeprefix('https://') if draw.random() < 0.4 else parts.link}."),
            ("note", accessed),
        ]
    )


def _web_numbered(parts: Parts, draw: random.Random) -> Example:
    return joined(
        [
            ("author", stop(creator(parts, draw, vancouver))),
            ("title", stop(web_title(parts, draw)) if draw.random() < 0.5 else stop(parts.title) + " [Internet]."),
            ("location", f"{parts.location}:"),
            ("publisher", f"{draw.choice(ORGANISATIONS)};"),
            ("date", f"{parts.year}"),
            ("note", f"[cited {parts.year} {parts.month[:3]} {parts.day}]."),
            ("note", "Available from:"),
            ("url", parts.link),
        ]
    )


def _report(parts: Parts, draw: random.Random) -> Example:
    genre = draw.choice((f"(Report No. {parts.volume}).", f"Working Paper {parts.volume}.", "(Technical report).", ""))
    return joined(
        [
            ("author", stop(creator(parts, draw, apa))),
            ("date", f"({parts.year})."),
            ("title", italic(parts.title, draw) if genre[:1] == "(" else stop(italic(parts.title, draw))),
            ("genre", genre),
            ("publisher", stop(draw.choice(ORGANISATIONS))),
            ("url", link(parts, draw) if draw.random() < 0.7 else ""),
        ]
    )


WEB_STYLES: tuple[Style, ...] = (
    _apa_web,
    _apa_web,
    _apa_title_first,
    _apa_title_first,
    _chicago_web,
    _chicago_web,
    _note_web,
    _mla_web,
    _web_numbered,
    _report,
)
