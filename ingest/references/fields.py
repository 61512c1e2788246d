"""From the labelled segments of an entry to a work: values without the marks of their style."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from ingest.references.corpus import Segment
from ingest.references.dates import NO_DATE, parse_date, year_of
from ingest.references.kinds import work_type
from ingest.references.links import Links, find_links
from ingest.references.names import is_organisation, parse_names
from kg.model import Work

_EDGES = " \t\n.,;:*_"
_QUOTES = "\"“”«»„‘’'"
_ACCESS = re.compile(
    r"\b(?:retrieved|accessed|consulted|visited|viewed|cited|consulté|abgerufen|zugriff|acesso|дата обращения)\b[^.]*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"copyright\b|©|\(c\)|all rights", re.IGNORECASE)
_SPARE = ("location", "series", "source", "editor")
_YEAR_IN_BRACKETS = re.compile(r"\((?:(?:1[5-9]|20)\d\d|n\.\s?d\.)[^)]*\)")
_IN = re.compile(r"^(?:in|dans|en|em)\b:?\s+(?=\S)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]{3,300}[”\"»“]")
_PERSON = re.compile(r",\s+(?:[^\W\d_]\.|[^\W\d_]$)")
_DESCRIPTION = re.compile(
    r"\s*(?:\[[^\[\]]{3,60}\]|\([^()]*\b(?:dissertation|thesis|report no|working paper|policy brief)\b[^()]*\))$",
    re.IGNORECASE,
)
_STOPWORDS_LINE = "the a an of and or for in on to at by with from is are its as how what"
_STOPWORDS = frozenset(_STOPWORDS_LINE.split())
_DOTTED = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\b(?:Inc|Ltd|Co|Jr|Corp)\.$")


def parse_work(text: str, segments: Sequence[Segment]) -> Work:
    """Build the work that a cleaned entry describes; a part that is not there is None."""
    links = find_links(text)
    values: dict[str, list[str]] = {}
    for segment in segments:
        values.setdefault(segment.label, []).append(text[segment.start : segment.end])
    author = " ".join(values.get("author", ())) or " ".join(
        values.get("editor", ())[:1] if _opens_with(segments, "editor") else ()
    )
    title = bare(" ".join(values.get("title", ())[:1])) or bare(" ".join(values.get("title", ())[1:2]))
    container = bare(_IN.sub("", _longest(values.get("container", ()))))
    publisher = bare(_longest(values.get("publisher", ())))
    container = "" if _RIGHTS.match(container) else container
    if links.url and not container and not publisher and len(values.get("title", ())) == 2:
        container = bare(values["title"][1])
    if links.url and not container and not publisher:
        container = bare(_longest([v for label in _SPARE for v in values.get(label, ()) if not _ACCESS.search(v)]))
    quoted = _QUOTED.search(text)
    if not title and quoted:
        title = bare(quoted.group())
        container = "" if title in container else container
    if (
        not title
        and len(spare := bare(_longest([v for v in values.get("note", ()) if not _ACCESS.search(v)])).split()) > 1
    ):
        title = " ".join(spare)
    title, described = _without_description(title)
    publisher = "" if publisher.casefold() in ("print", "web", "online", "internet") else publisher
    author, title, container = _by_address(bare(author) and author, title, container or publisher, links.url)
    if container == publisher and not values.get("container"):
        container = container if _is_site(values, links) else ""
        publisher = "" if container else publisher
    container, publisher = "" if container == publisher else container, publisher or described
    volume, issue = _volume(" ".join(values.get("volume", ())))
    pages = _pages(" ".join(values.get("pages", ())))
    return Work(
        title=title or None,
        authors=parse_names(author),
        issued=_issued(text, values.get("date", ())),
        container=container or None,
        publisher=publisher or None,
        volume=volume,
        issue=issue,
        pages=pages,
        doi=links.doi,
        url=links.url,
        type=work_type(
            text,
            values,
            container=container,
            publisher=publisher,
            volume=volume,
            has_url=links.url is not None,
            has_doi=links.doi is not None,
        ),
    )


def bare(text: str) -> str:
    """Strip quotes, emphasis and closing marks; a question mark and the dots of "U.S." stay."""
    text = re.sub(
        r"\s*\[(?:internet|online|j|m|n|ol|electronic resource|электронный ресурс)\]\s*", " ", text, flags=re.IGNORECASE
    )
    text = " ".join(text.split())
    while True:
        stripped = text.lstrip(_EDGES + _QUOTES + ")]>").rstrip(_EDGES + "<([")
        if stripped and _QUOTES.find(stripped[-1]) >= 0 and (stripped[-1] != "'" or stripped.count("'") % 2):
            stripped = stripped[:-1]
        if stripped == text or not stripped:
            break
        text = stripped
    if not any(c.isalnum() for c in text):
        return ""
    if text and _DOTTED.search(text + "."):
        text += "."
    return re.sub(r"(?<!\w)[*_]+|[*_]+(?!\w)", "", text)


def _without_description(title: str) -> tuple[str, str]:
    """Take "[Data set]" or "(Doctoral thesis, University of X)" off a title; give the body named there as well."""
    match = _DESCRIPTION.search(title)
    if not match:
        return title, ""
    _, _, body = match.group().strip(" ()[].").partition(", ")
    return title[: match.start()], body


def _longest(values: Sequence[str]) -> str:
    return max(values, key=len, default="")


def _opens_with(segments: Sequence[Segment], label: str) -> bool:
    return next((s.label == label for s in segments if s.label not in ("number", "note")), False)


def _is_site(values: dict[str, list[str]], links: Links) -> bool:
    return links.url is not None and links.doi is None and not values.get("location") and not values.get("genre")


def _issued(text: str, dates: Sequence[str]) -> str | None:
    """Take the first dated segment, and a more exact date of the same year from elsewhere in the entry."""
    body = _ACCESS.sub(" ", re.sub(r"(?:https?://|www\.)\S+", " ", text))
    found = [date for date in (parse_date(segment) for segment in dates if not _ACCESS.match(segment)) if date]
    if not found:
        bracket = _YEAR_IN_BRACKETS.search(body)
        date = parse_date(bracket.group()) if bracket else parse_date(body)
        found = [date] if date else []
    if not found:
        return None
    first = found[0]
    return max((date for date in found if date != NO_DATE and year_of(date) == year_of(first)), key=len, default=first)


def _volume(text: str) -> tuple[str | None, str | None]:
    text = text.strip(_EDGES + "()")
    if not text:
        return None, None
    issue = re.search(
        r"\(\s*(\d+[\w/–-]*)\s*\)?|(?:\bno|\bnr|\bnum|\bissue|№|\bn°)[s.:]*\s*(\d+[\w/–-]*)", text, re.IGNORECASE
    )
    head = text[: issue.start()] if issue else text
    volume = re.search(r"\d+[\w/–-]*|\b[IVXLC]+\b", head)
    dotted = re.fullmatch(r"(\d+)\.(\d+)", text)
    if dotted:
        return dotted[1], dotted[2]
    return (volume.group() if volume else None), ((issue[1] or issue[2]) if issue else None)


def _pages(text: str) -> str | None:
    match = re.search(r"[A-Za-z]?\d+[a-z]?(?:\s*[-–—]+\s*[A-Za-z]?\d+)?", text)
    return re.sub(r"\s*[-–—]+\s*", "–", match.group()) if match else None


def _by_address(author: str, title: str, container: str, url: str | None) -> tuple[str, str, str]:
    """Let the address of the page decide which part is its title where the order of the parts leaves it open."""
    if author and not title:
        return (author, title, container) if _PERSON.search(author) else ("", bare(author), container)
    if not url or not title:
        return author, title, container
    path = " ".join(re.findall(r"[^\W_]+", unquote(urlsplit(url).path).casefold()))
    if (
        author
        and len(author.split()) == 1
        and _squashed(author + title)[:24] in _squashed(path)
        and len(_squashed(title)) > 20
    ):
        return "", bare(f"{author} {title}"), container
    if (
        author
        and not re.search(r",\s+\w\.|\b[A-Z]\.", author)
        and _share(author, path) >= 0.6
        and _share(title, path) < 0.5 * _share(author, path)
    ):
        return "", bare(author), title if not container or container == title else container
    host = _squashed(urlsplit(url).netloc)
    if (
        author
        and _share(author, path)
        and _squashed(title) in host
        and not re.search(r",\s+\w\.", author)
        and _squashed(author) not in host
    ):
        return "", bare(author), title
    head, _, tail = title.rpartition(". ")
    if head and not container and _share(head, path) >= 0.6 and _share(tail, path) <= 0.2 and len(tail.split()) <= 9:
        return author, bare(head + "."), bare(tail)
    if not author and container and is_organisation(title) and _share(title, path) == 0:
        return author, title, container
    return author, title, container


def _squashed(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def _share(text: str, path: str) -> float:
    """Tell which share of the content words of a text stands in the path of an address."""
    words = [
        w
        for w in re.findall(r"[^\W_]+", text.casefold().replace(".", "").replace("’", "").replace("'", ""))
        if w not in _STOPWORDS
    ]
    squashed = path.replace(" ", "")
    return sum(w in path.split() or (len(w) > 3 and w in squashed) for w in words) / len(words) if words else 0.0
