"""Works out again: BibTeX, RIS, CSL-JSON, and APA, Chicago and MLA as plain text, with a note beside each."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from kg.model import Work

STYLES = Path(__file__).with_name("styles")


class BibliographyFormat(StrEnum):
    """What a bibliography can be written as."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    APA = "apa"
    CHICAGO = "chicago"
    MLA = "mla"


@dataclass(frozen=True, slots=True)
class BibliographyEntry:
    """A work, and what is quoted from it or with it: the words and their place."""

    work: Work
    note: str = ""


_BIBTEX_TYPES = {
    "article-journal": "article", "article-newspaper": "article", "book": "book", "chapter": "incollection",
    "paper-conference": "inproceedings", "report": "techreport", "thesis": "phdthesis",
}  # fmt: skip
_RIS_TYPES = {
    "article-journal": "JOUR", "article-newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP", "dataset": "DATA",
    "paper-conference": "CPAPER", "report": "RPRT", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%",
    "$": r"\$", "#": r"\#", "_": r"\_",
}  # fmt: skip
_BRACES = {"{": r"\{", "}": r"\}"}
_LONE_BRACES = {"{": r"\ensuremath{\lbrace}", "}": r"\ensuremath{\rbrace}"}


def write_bibliography(entries: Sequence[BibliographyEntry], form: BibliographyFormat) -> str:
    """Write works in the order given; each work once, its notes joined."""
    return _WRITERS[form](_merged(entries))


def _merged(entries: Iterable[BibliographyEntry]) -> list[BibliographyEntry]:
    notes: dict[str, list[str]] = {}
    works: dict[str, Work] = {}
    for entry in entries:
        works.setdefault(entry.work.id, entry.work)
        known = notes.setdefault(entry.work.id, [])
        if entry.note and entry.note not in known:
            known.append(entry.note)
    return [BibliographyEntry(work, "; ".join(notes[key])) for key, work in works.items()]


def _bibtex(entries: Sequence[BibliographyEntry]) -> str:
    keys = citation_keys([entry.work for entry in entries])
    return "\n".join(_bibtex_entry(entry, key) for entry, key in zip(entries, keys, strict=True))


def _bibtex_entry(entry: BibliographyEntry, key: str) -> str:
    work = entry.work
    kind = _BIBTEX_TYPES.get(work.type, "misc")
    container = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}.get(
        kind, "howpublished"
    )
    publisher = {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher")
    date = _date_parts(work)
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in work.authors),
        "title": f"{{{_bibtex_text(work.title)}}}" if work.title else "",
        container: _bibtex_text(work.container),
        publisher: _bibtex_text(work.publisher),
        "year": str(date[0]) if date else "",
        "month": str(date[1]) if len(date) > 1 else "",
        "volume": _bibtex_text(work.volume),
        "number": _bibtex_text(work.issue),
        "pages": _bibtex_text(work.pages).replace("–", "--"),
        "doi": _bibtex_link(work.doi),
        "url": _bibtex_link(work.url),
        "note": _bibtex_text(entry.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _bibtex_text(text: str | None) -> str:
    """Escape what TeX reads as commands; lone braces become symbols, for BibTeX counts even escaped ones."""
    line = _line(text)
    escapes = _BIBTEX_ESCAPES | (_BRACES if _is_balanced(line) else _LONE_BRACES)
    return "".join(escapes.get(c, c) for c in line)


def _is_balanced(text: str) -> bool:
    depth = 0
    for c in text:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def _bibtex_name(name: str) -> str:
    escaped = _bibtex_text(name)
    return escaped if "," in name else f"{{{escaped}}}"


def _bibtex_link(link: str | None) -> str:
    """Percent-encode what would unbalance the braces of a field; other marks of a link stand as they are."""
    return _line(link).replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def citation_keys(works: Sequence[Work]) -> tuple[str, ...]:
    """Make a key of ASCII letters and digits for each work: family, year and first word of the title, then a letter."""
    keys: list[str] = []
    for work in works:
        words = re.findall(r"\w{4,}", work.title or "")
        family = work.authors[0].split(",")[0] if work.authors else (work.container or work.publisher or "anon")
        base = _ascii(family)[:20] + (work.issued or "nd")[:4].replace(".", "") + _ascii(words[0] if words else "")[:12]
        base = base or "work"
        key, count = base, 1
        while key in keys:
            count += 1
            key = f"{base}-{count}"
        keys.append(key)
    return tuple(keys)


def _ascii(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(c for c in folded.lower() if c.isalnum())


def _ris(entries: Sequence[BibliographyEntry]) -> str:
    return "\n".join(_ris_entry(entry) for entry in entries)


def _ris_entry(entry: BibliographyEntry) -> str:
    work = entry.work
    date = _date_parts(work)
    first, _, last = (work.pages or "").partition("–")
    day = "/".join(f"{part:02}" for part in date) if len(date) > 1 else ""
    tags = [
        ("TY", _RIS_TYPES.get(work.type, "GEN")),
        *(("AU", name) for name in work.authors),
        ("TI", work.title),
        ("T2", work.container),
        ("PB", work.publisher),
        ("PY", str(date[0]) if date else ""),
        ("DA", day),
        *(("VL", work.volume), ("IS", work.issue), ("SP", first), ("EP", last)),
        *(("DO", work.doi), ("UR", work.url), ("N1", entry.note)),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - ", ""])


def _csl_json(entries: Sequence[BibliographyEntry]) -> str:
    return json.dumps(csl_items(entries), ensure_ascii=False, indent=2) + "\n"


def csl_items(entries: Sequence[BibliographyEntry]) -> list[dict[str, Any]]:
    """Give each entry as an item of CSL-JSON 1.0.2."""
    keys = citation_keys([entry.work for entry in entries])
    return [_csl_item(entry, key) for entry, key in zip(entries, keys, strict=True)]


def _csl_item(entry: BibliographyEntry, key: str) -> dict[str, Any]:
    work = entry.work
    date = _date_parts(work)
    item: dict[str, Any] = {
        "id": key,
        "type": work.type,
        "title": work.title,
        "author": [_csl_name(name) for name in work.authors],
        "issued": {"date-parts": [list(date)]} if date else None,
        "container-title": work.container,
        "publisher": work.publisher,
        "volume": work.volume,
        "issue": work.issue,
        "page": work.pages,
        "DOI": work.doi,
        "URL": work.url,
        "note": entry.note,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(name: str) -> dict[str, str]:
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": name}


def _date_parts(work: Work) -> tuple[int, ...]:
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", work.issued or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _styled(style: str) -> Callable[[Sequence[BibliographyEntry]], str]:
    def write(entries: Sequence[BibliographyEntry]) -> str:
        lines = []
        for item, entry in zip(csl_items(entries), entries, strict=True):
            text = _formatted({k: v for k, v in item.items() if k != "note"}, style)
            lines.append(f"{text}\n    {_line(entry.note)}" if entry.note else text)
        return "".join(f"{line}\n" for line in lines)

    return write


def _formatted(item: dict[str, Any], style: str) -> str:
    """Set one item in a style as plain text; markup in a title stays as the characters that it is."""
    source = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(str(STYLES / f"{style}.csl"), validate=False), source, formatter.plain
    )
    bibliography.register(Citation([CitationItem(item["id"])]))
    return _punctuated(_line("".join(str(part) for part in bibliography.bibliography()[0])))


def _punctuated(text: str) -> str:
    """Draw stops into quotes as English does, and keep one where a title ends with its own."""
    head, link, tail = text.partition(" http")
    head = re.sub(r"([?!…])”[.,]", r"\1”", re.sub(r"([?!…])\.(?=\s|$|”)", r"\1", head))
    head = re.sub(r"\.{2}(?=\s|$)", ".", re.sub(r"”([.,])", r"\1”", head))
    return f"{head}{link}{tail}"


_WRITERS: dict[BibliographyFormat, Callable[[Sequence[BibliographyEntry]], str]] = {
    BibliographyFormat.BIBTEX: _bibtex,
    BibliographyFormat.RIS: _ris,
    BibliographyFormat.CSL_JSON: _csl_json,
    BibliographyFormat.APA: _styled("apa"),
    BibliographyFormat.CHICAGO: _styled("chicago"),
    BibliographyFormat.MLA: _styled("mla"),
}
