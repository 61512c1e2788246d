"""Kinds of works that references describe, by the names of CSL 1.0.2."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.references.lexicons import LEXICONS

TYPES = (
    "article-journal",
    "article-newspaper",
    "book",
    "chapter",
    "dataset",
    "document",
    "paper-conference",
    "report",
    "thesis",
    "webpage",
)

_STANDARD_MARKS = {
    "J": "article-journal",
    "M": "book",
    "C": "paper-conference",
    "D": "thesis",
    "R": "report",
    "N": "article-newspaper",
    "EB": "webpage",
}
_THESIS = re.compile(r"\b(?:thesis|dissertation|thèse|diplomarbeit|дисс?ертаци\w*|автореф\w*)\b|\bdis\.", re.IGNORECASE)
_REPORT = re.compile(
    r"\b(?:report|working paper|technical report|tech\. rep|white ?paper|policy brief|discussion paper)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"\b(?:proceedings|proc\.|conference|conf\.|symposium|workshop|congress)\b", re.IGNORECASE)
_NEWSPAPER = re.compile(
    r"\b(?:times|post|news|daily|guardian|herald|gazette|tribune|telegraph|reuters|bloomberg|journal|zeitung|le monde|"
    r"wired|economist)\b",
    re.IGNORECASE,
)
_DATASET = re.compile(r"\[data ?set\]|\bdata set\b|\bdataset\b", re.IGNORECASE)


def work_type(
    text: str,
    values: Mapping[str, Sequence[str]],
    *,
    container: str,
    publisher: str,
    volume: str | None,
    has_url: bool,
    has_doi: bool,
) -> str:
    """Decide the type by what the entry has: marks of GB/T 7714, genre, container, volume, publisher, link."""
    if mark := re.search(r"\[(J|M|C|D|R|N|EB)(?:/OL)?\]", text):
        return _STANDARD_MARKS[mark[1]]
    genre = " ".join(values.get("genre", ()))
    if _THESIS.search(genre or text):
        return "thesis"
    if _REPORT.search(genre) or (genre and _REPORT.search(text)):
        return "report"
    if _DATASET.search(text):
        return "dataset"
    if container and _MEETING.search(container):
        return "paper-conference"
    if container and (values.get("editor") or re.search(r"(?:^|[.”\"]\s)In:?\s", text)):
        return "chapter"
    if container and (volume or has_doi or (not has_url and values.get("pages"))):
        return "article-journal"
    if container and _NEWSPAPER.search(container) and not _is_journal(container):
        return "article-newspaper"
    if has_url and not has_doi:
        return "webpage"
    if container:
        return "article-journal"
    return "book" if publisher or values.get("location") else "document"


def _is_journal(container: str) -> bool:
    words = {word.lower() for word in re.findall(r"\w+", container)}
    return bool(words & {"journal", "review", "quarterly", "letters"} & LEXICONS["journal"]) and "street" not in words
