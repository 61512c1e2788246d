"""Oddities of references as data: each is a warning with its evidence, and none changes the entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from ingest.references.dates import NO_DATE, year_of
from ingest.references.links import find_links
from kg.model import Reference, Warning, Work, normalised_url

SAME_TITLE_RATIO = 92.0
"""Titles at least this alike (0 to 100, case and punctuation folded) may be one."""
TOPIC_SHARE = 0.25
"""An entry is off topic when no more than this share of its title's words occurs in the document."""


class Oddity(StrEnum):
    """Kinds of warnings on a reference."""

    MISSING_AUTHORS = "missing-authors"
    GARBLED_AUTHORS = "garbled-authors"
    INVERTED_ORGANISATION = "inverted-organisation"
    REPEATED_AUTHOR = "repeated-author"
    JOINED_URLS = "joined-urls"
    DUPLICATE = "duplicate"
    DATE_CONTRADICTS_URL = "date-contradicts-url"
    DATE_ONLY_IN_URL = "date-only-in-url"
    HOME_PAGE = "home-page"
    STATE_MEDIA = "state-media"
    STATE_MEDIA_FRONT_PAGE = "state-media-front-page"
    OFF_TOPIC = "off-topic"
    UNPARSED = "unparsed"


STATE_MEDIA_HOSTS = (
    "globaltimes.cn",
    "chinadaily.com.cn",
    "xinhuanet.com",
    "news.cn",
    "people.cn",
    "people.com.cn",
    "cgtn.com",
    "cctv.com",
    "china.org.cn",
    "ecns.cn",
    "goinnermongolia.com.cn",
    "rt.com",
    "sputniknews.com",
    "sputnikglobe.com",
    "tass.com",
    "tass.ru",
    "ria.ru",
    "presstv.ir",
    "irna.ir",
    "kcna.kp",
    "granma.cu",
    "telesurtv.net",
    "sana.sy",
)
"""Hosts of outlets that a state owns and directs."""

_NO_AUTHOR = re.compile(r"\W*[.,;:]\s*\(?(?:1[5-9]|20)\d\d|\(?(?:(?:1[5-9]|20)\d\d[a-z]?|n\.d\.)\)?[.,]")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)(?:[/-](0?[1-9]|1[0-2])(?=[/-]|$))?(?=[/-]|$)")
_GARBLED = re.compile(r",\s(?:[^\W\d_]\.\s?){4,}|\b[a-z]\.\s|&\s\w\.$")
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON_LINE = (
    "will with from that this what when where which have been does their about into over after before more "
    "than make made need know everything"
)
_COMMON = frozenset(_COMMON_LINE.split())


def with_oddities(references: Sequence[Reference], body: str) -> tuple[Reference, ...]:
    """Add warnings and `same_as` to the references of one list; `body` is the document without its list."""
    groups = _same_works(references)
    vocabulary = _vocabulary(body)
    titles = Counter(word for reference in references for word in _stems(reference.work.title or ""))
    marked = []
    for reference in references:
        same = groups[reference.index]
        warnings = [*reference.warnings, *_own_oddities(reference)]
        if same:
            warnings.append(
                Warning(Oddity.DUPLICATE, f"The same work as entry {', '.join(map(str, same))}.", reference.raw)
            )
        if warning := _off_topic(reference, vocabulary, titles, len(same) + 1):
            warnings.append(warning)
        marked.append(replace(reference, warnings=tuple(warnings), same_as=same))
    return tuple(marked)


def uninverted(work: Work) -> str | None:
    """Give an organisation's name in its own order when the list turned it like a person's: "Times, Global"."""
    if len(work.authors) != 1 or ", " not in work.authors[0]:
        return None
    family, given = work.authors[0].split(", ", 1)
    if "." in given or len(given) < 3:
        return None
    name = f"{given} {family}"
    host = urlsplit(work.url).netloc if work.url else ""
    witnesses = (_squashed(host), _squashed(work.container or ""), _squashed(work.publisher or ""))
    is_title = _squashed(name) == _squashed(work.title or "")
    return name if is_title or any(_squashed(name) in witness for witness in witnesses) else None


def url_date(url: str) -> tuple[str, int | None] | None:
    """Read the year and month that stand as directories in an address: /2023/10/."""
    match = _URL_DATE.search(urlsplit(url).path)
    return (match[1], int(match[2]) if match[2] else None) if match else None


def is_home_page(url: str) -> bool:
    """Tell whether an address names a site and no page of it."""
    path = urlsplit(url).path.strip("/").lower()
    return (
        not urlsplit(url).query
        and re.fullmatch(r"|(?:[a-z]{2}(?:-[a-z]{2})?)?/?(?:index\.\w+|home)?|[a-z]{2}", path) is not None
    )


def is_state_media(url: str) -> bool:
    """Tell whether the host belongs to an outlet that a state directs."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return any(host == outlet or host.endswith(f".{outlet}") for outlet in STATE_MEDIA_HOSTS)


def _own_oddities(reference: Reference) -> list[Warning]:
    work, raw = reference.work, reference.raw
    found: list[Warning] = []
    if not work.authors and _NO_AUTHOR.match(raw):
        found.append(Warning(Oddity.MISSING_AUTHORS, "The entry begins where its authors should stand.", raw[:40]))
    authors = "; ".join(work.authors)
    if work.authors and _GARBLED.search(work.authors[0]):
        found.append(Warning(Oddity.GARBLED_AUTHORS, "Several names seem to be run into initials.", authors))
    if len(set(work.authors)) < len(work.authors):
        found.append(Warning(Oddity.REPEATED_AUTHOR, "The same author is named twice.", authors))
    if joined := find_links(raw).joined:
        found.append(
            Warning(
                Oddity.JOINED_URLS,
                "Addresses are run together; the first is taken.",
                ", ".join((work.url or "", *joined)),
            )
        )
    if work.title is None:
        found.append(Warning(Oddity.UNPARSED, "No title could be read.", raw))
    return found + (_address_oddities(work.issued, work.url) if work.url else [])


def _address_oddities(issued: str | None, url: str) -> list[Warning]:
    found: list[Warning] = []
    dated = url_date(url)
    if dated and issued and issued != NO_DATE:
        year, month = dated
        months_apart = abs(int(issued[5:7]) - month) if month and len(issued) >= 7 else 0
        if year != year_of(issued) or months_apart > 1:
            found.append(
                Warning(
                    Oddity.DATE_CONTRADICTS_URL,
                    f"The entry says {issued}, its address says {year}{f'-{month:02}' if month else ''}.",
                    url,
                )
            )
    elif dated:
        found.append(Warning(Oddity.DATE_ONLY_IN_URL, f"The entry has no date, its address says {dated[0]}.", url))
    if is_home_page(url):
        found.append(Warning(Oddity.HOME_PAGE, "The address is that of a site, not of a page.", url))
    if is_state_media(url):
        kind = Oddity.STATE_MEDIA_FRONT_PAGE if is_home_page(url) else Oddity.STATE_MEDIA
        found.append(Warning(kind, "The site is an outlet that a state directs.", url))
    return found


def _same_works(references: Sequence[Reference]) -> dict[int, tuple[int, ...]]:
    """Give for each entry the others of the same identity, or of the same title and year by the same or no author."""
    group = {reference.index: reference.index for reference in references}

    def root(index: int) -> int:
        while group[index] != index:
            index = group[index]
        return index

    seen: dict[str, int] = {}
    for reference in references:
        keys = [key for key in _identities(reference.work) if key]
        for key in keys:
            if key in seen:
                group[root(reference.index)] = root(seen[key])
            else:
                seen[key] = reference.index
    by_word: dict[str, list[Reference]] = {}
    for reference in references:
        title = _folded(reference.work.title or "")
        for other in by_word.get(title[:12], ()):
            if root(other.index) != root(reference.index) and _is_same(reference.work, other.work):
                group[root(reference.index)] = root(other.index)
        if title:
            by_word.setdefault(title[:12], []).append(reference)
    members: dict[int, list[int]] = {}
    for index in group:
        members.setdefault(root(index), []).append(index)
    return {index: tuple(i for i in members[root(index)] if i != index) for index in group}


def _identities(work: Work) -> tuple[str | None, ...]:
    url = f"url {normalised_url(work.url)}" if work.url and not is_home_page(work.url) else None
    return (f"doi {work.doi.casefold()}" if work.doi else None, url)


def _is_same(one: Work, other: Work) -> bool:
    if one.doi and other.doi and one.doi.casefold() != other.doi.casefold():
        return False
    if (
        len(_folded(one.title or "")) < 8
        or fuzz.ratio(_folded(one.title or ""), _folded(other.title or "")) < SAME_TITLE_RATIO
    ):
        return False
    if year_of(one.issued) != year_of(other.issued) or (one.volume and other.volume and one.volume != other.volume):
        return False
    families = [{_folded(name.split(",")[0]) for name in work.authors} for work in (one, other)]
    return not families[0] or not families[1] or bool(families[0] & families[1])


def _off_topic(reference: Reference, vocabulary: Counter[str], titles: Counter[str], copies: int) -> Warning | None:
    """Warn when a title shares next to no words with the document and with the other titles of its list."""
    stems = _stems(reference.work.title or "")
    if len(stems) < 4 or sum(vocabulary.values()) < 300:
        return None
    shared = {stem for stem in stems if stem in vocabulary or titles[stem] > copies}
    if len(shared) > TOPIC_SHARE * len(stems):
        return None
    words = ", ".join(sorted(shared)) or "none"
    return Warning(
        Oddity.OFF_TOPIC,
        f"The title shares {len(shared)} of {len(stems)} words with the document ({words}).",
        reference.work.title or "",
    )


def _vocabulary(body: str) -> Counter[str]:
    return Counter(word.casefold()[:6] for word in _WORD.findall(body))


def _stems(title: str) -> frozenset[str]:
    return frozenset(word.casefold()[:6] for word in _WORD.findall(title) if word.casefold() not in _COMMON)


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _squashed(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold()))
