"""Styles of articles, chapters and books: APA, Chicago, MLA, Vancouver and IEEE."""

from __future__ import annotations

import random

from ingest.references.corpus import Example, joined
from ingest.references.restyling.parts import SITES, Parts, Style, apa, chicago, ieee, italic, quoted, stop, vancouver


def _apa_article(parts: Parts, draw: random.Random) -> Example:
    mark = draw.choice(("*", "*", "_", ""))
    volume = f"{mark}{parts.volume}{mark}({parts.issue})," if draw.random() < 0.7 else f"{parts.volume},"
    doi = draw.choice(("", f"https://doi.org/{parts.doi}", f"<https://doi.org/{parts.doi}>", f"doi:{parts.doi}"))
    return joined(
        [
            ("author", stop(apa(parts.names))),
            ("date", f"({parts.year})."),
            ("title", stop(parts.title)),
            ("container", f"{mark}{parts.container}{mark},"),
            ("volume", volume),
            ("pages", f"{parts.pages}."),
            ("doi" if doi[:3] == "doi" else "url", doi),
        ]
    )


def _chicago_article(parts: Parts, draw: random.Random) -> Example:
    doi = draw.choice(("", f"https://doi.org/{parts.doi}.", f"<https://doi.org/{parts.doi}>."))
    return joined(
        [
            ("author", stop(chicago(parts.names))),
            ("date", f"{parts.year}."),
            ("title", quoted(parts.title, ".", draw)),
            ("container", italic(parts.container, draw)),
            ("volume", f"{parts.volume} ({parts.issue}):"),
            ("pages", f"{parts.pages}."),
            ("url", doi),
        ]
    )


def _mla_article(parts: Parts, draw: random.Random) -> Example:
    return joined(
        [
            ("author", stop(chicago(parts.names))),
            ("title", quoted(parts.title, ".", draw)),
            ("container", f"{italic(parts.container, draw)},"),
            ("volume", f"vol. {parts.volume}, no. {parts.issue},"),
            ("date", f"{parts.year},"),
            ("pages", f"pp. {parts.pages}."),
        ]
    )


def _vancouver_article(parts: Parts, draw: random.Random) -> Example:
    number = draw.choice(("", f"{draw.randint(1, 200)}.", f"[{draw.randint(1, 200)}]", f"({draw.randint(1, 99)})"))
    glue = "" if draw.random() < 0.75 else " "
    doi = f"doi: {parts.doi}." if draw.random() < 0.35 else ""
    issue = f"({parts.issue})" if draw.random() < 0.7 else ""
    return joined(
        [
            ("number", number),
            ("author", stop(vancouver(parts.names))),
            ("title", stop(parts.title)),
            ("container", stop(parts.container)),
            ("date", f"{parts.year}{draw.choice(('', '', ' ' + parts.month[:3]))};"),
            ("volume", f"{parts.volume}{issue}:"),
            ("pages", f"{parts.pages}."),
            ("doi", doi),
        ],
        ["", " ", " ", " ", " ", glue, glue, " "],
    )


def _ieee_article(parts: Parts, draw: random.Random) -> Example:
    number = draw.choice((f"[{draw.randint(1, 200)}]", "", f"{draw.randint(1, 99)}."))
    doi = f"doi: {parts.doi}." if draw.random() < 0.5 else ""
    return joined(
        [
            ("number", number),
            ("author", f"{ieee(parts.names)},"),
            ("title", quoted(parts.title, ",", draw)),
            ("container", f"{italic(parts.container, draw)},"),
            ("volume", f"vol. {parts.volume}, no. {parts.issue},"),
            ("pages", f"pp. {parts.pages},"),
            ("date", f"{parts.month[:3]}. {parts.year}{',' if doi else '.'}"),
            ("doi", doi),
        ]
    )


def _chapter(parts: Parts, draw: random.Random) -> Example:
    editor = draw.choice(SITES).split()[-1]
    return joined(
        [
            ("author", stop(apa(parts.names))),
            ("date", f"({parts.year})."),
            ("title", stop(parts.title)),
            ("editor", f"In {editor[0]}. {editor} (Ed.),"),
            ("container", italic(parts.container, draw)),
            ("pages", f"(pp. {parts.pages})."),
            ("publisher", stop(parts.publisher or "Routledge")),
        ]
    )


def _apa_book(parts: Parts, draw: random.Random) -> Example:
    return joined(
        [
            ("author", stop(apa(parts.names))),
            ("date", f"({parts.year})."),
            ("title", stop(italic(parts.title, draw))),
            ("publisher", stop(parts.publisher)),
        ]
    )


def _chicago_book(parts: Parts, draw: random.Random) -> Example:
    location = f"{parts.location}:" if draw.random() < 0.6 else ""
    return joined(
        [
            ("author", stop(chicago(parts.names))),
            ("date", f"{parts.year}."),
            ("title", stop(italic(parts.title, draw))),
            ("location", location),
            ("publisher", stop(parts.publisher)),
        ]
    )


def _mla_book(parts: Parts, draw: random.Random) -> Example:
    return joined(
        [
            ("author", stop(chicago(parts.names))),
            ("title", stop(italic(parts.title, draw))),
            ("publisher", f"{parts.publisher},"),
            ("date", f"{parts.year}."),
        ]
    )


ARTICLE_STYLES: tuple[Style, ...] = (
    _apa_article,
    _chicago_article,
    _mla_article,
    _vancouver_article,
    _ieee_article,
    _chapter,
)
BOOK_STYLES: tuple[Style, ...] = (_apa_book, _chicago_book, _mla_book)
