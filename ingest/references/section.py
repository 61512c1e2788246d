"""Where a document keeps its reference lists: below a heading, or, without one, a run of lines of that shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.references.tokens import URL_PATTERN

SHAPED_LINES_NEEDED = 3
"""Without a heading a run of at least this many entries counts as a list."""

_HEADING_WORDS = (
    r"references?(?: and notes| cited| list)?|list of references|bibliography|selected bibliography|works? cited|"
    r"literature(?: cited)?|cited literature|sources(?: cited| and references)?|notes and references|endnotes|notes|"
    r"footnotes|bibliographie|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|références(?: bibliographiques)?|"
    r"referencias(?: bibliográficas)?|bibliografía|bibliografia|referências(?: bibliográficas)?|"
    r"riferimenti(?: bibliografici)?|kaynakça|bronnen|källor|"
    r"литература|список (?:использованной |использованных )?(?:литературы|источников)(?: и источников)?|"
    r"библиография|источники|використані джерела|"
    r"参考文献|參考文獻|参考资料|引用文献|参考書目|참고문헌|المراجع|مراجع|संदर्भ"
)
_HEADING = re.compile(
    rf"[ \t>#*_=-]*(?:(?:\d+|[ivxlc]+|[a-z])[.)]?[ \t]+)?[*_]*(?P<words>{_HEADING_WORDS})[ \t*_:：.=-]*", re.IGNORECASE
)
_WEAK = re.compile(r"notes|footnotes|endnotes|sources|источники|quellen", re.IGNORECASE)
_NEXT_WORDS = (
    r"appendi(?:x|ces)|annex(?:es)?|acknowledge?ments?|about the authors?|author (?:bio\w*|note|contributions)|funding|"
    r"conflicts? of interest|declarations?|supplementary \w+|data availability\b.*|index|glossary|comments?\s*\d*|"
    r"related (?:posts|articles)|приложени[ея].*|附录.*|附錄.*"
)
_NEXT_HEADING = re.compile(
    rf"[ \t>#*_]*(?:(?:\d+|[ivxlc]+)\.?[ \t]+)?[*_]*(?:{_NEXT_WORDS})\b[^.]{{0,60}}|#{{1,6}}[ \t].*", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?<![\d/-])(?:1[5-9]|20)\d\d[a-z]?(?![\d/])|\bn\.\s?d\b|\bs\.\s?d\b|\bforthcoming\b", re.IGNORECASE
)
_MARKER = re.compile(r"[ \t]*(?:[-*•–·▪◦][ \t]+|\[\^?\d+\]:?|\(\d+\)[ \t]|\d{1,4}[.)][ \t]+)")
_CAPITAL = r"[^\W\d_a-z][\w’'`-]+"
_NAME_FIRST = re.compile(
    rf"[ \t]*(?:{_CAPITAL}(?:[ \t]+{_CAPITAL})?,[ \t]+[^\W\d_a-z]|{_CAPITAL}[ \t]+[A-Z]{{1,3}}[,.:]"
    r"|(?:[A-Z]\.[ -]?)+[ \t]*[^\W\d_a-z])"
)
_PLACE_IN_CONTAINER = re.compile(
    r"\bpp?\.\s*\d|\d+\s*\(\d+\)|\bvol\.|\d+\s*[:,]\s*\d+\s*[-–—]\s*\d+|//\s|\[[JMCDRNEP](?:/OL)?\]", re.IGNORECASE
)
_ENTRY_YEAR = re.compile(
    r"\((?:(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.)|[.,;] (?:(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.)(?:[.,;:]|$)|；|。"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One reference list: the span below its heading; `heading` is its start with the heading."""

    heading: int
    start: int
    end: int


def find_sections(text: str) -> tuple[Section, ...]:
    """Find every reference list of a raw text, in order; a text without one has none."""
    lines = tuple(_lines(text))
    sections: list[Section] = []
    for i, (start, end) in enumerate(lines):
        if sections and start < sections[-1].end:
            continue
        match = _HEADING.fullmatch(text[start:end].rstrip())
        if match is None:
            continue
        stop = _list_end(text, lines, i + 1)
        if _is_list(text, lines, i + 1, stop, weak=_WEAK.fullmatch(match["words"]) is not None):
            sections.append(Section(start, min(end + 1, len(text)), lines[stop - 1][1]))
    return tuple(sections) or _by_shape(text, lines)


def shape_score(line: str) -> int:
    """Count the signs that a line is a reference: year, link, name first, place in a container, marker, entry year."""
    signs = (
        _YEAR.search(line),
        URL_PATTERN.search(line),
        _NAME_FIRST.match(_unmarked(line)),
        _PLACE_IN_CONTAINER.search(line),
        _MARKER.match(line),
        _ENTRY_YEAR.search(line),
    )
    return sum(sign is not None for sign in signs)


def _unmarked(line: str) -> str:
    match = _MARKER.match(line)
    return line[match.end() :] if match else line


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"\r\n|[\n\r\f\x0b\u2028\u2029\x85]", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _list_end(text: str, lines: tuple[tuple[int, int], ...], first: int) -> int:
    """Find the line after the list: the next heading after which no reference follows, or the end of the text."""
    for i in range(first, len(lines)):
        line = text[slice(*lines[i])].rstrip()
        if line and i > first and (_NEXT_HEADING.fullmatch(line) or _HEADING.fullmatch(line)):
            return i
        if (
            len(line) > 400
            and shape_score(line) <= 1
            and all(shape_score(text[slice(*span)]) <= 1 for span in lines[i : i + 4])
        ):
            return i
    return len(lines)


def _is_list(text: str, lines: tuple[tuple[int, int], ...], first: int, stop: int, *, weak: bool) -> bool:
    filled = [line for span in lines[first:stop] if (line := text[slice(*span)].strip()) and not line.isdigit()]
    if not filled:
        return False
    shaped = sum(shape_score(line) >= 2 for line in filled)
    if weak:
        return shaped >= 2 and 2 * shaped >= len(filled)
    return shaped >= 1 or len(filled) <= 40


def _by_shape(text: str, lines: tuple[tuple[int, int], ...]) -> tuple[Section, ...]:
    """Take the last run of lines that look like references, none of them prose, if it is long enough."""
    run: list[tuple[int, int]] = []
    best: list[tuple[int, int]] = []
    count = 0
    for span in lines:
        line = text[slice(*span)].strip()
        if not line:
            continue
        if shape_score(line) >= 3 and len(line) < 600 and not line.lower().startswith(("source:", "figure", "table")):
            run.append(span)
            count += 1
            if count >= SHAPED_LINES_NEEDED:
                best = list(run)
        elif run and len(line) < 300 and shape_score(line) >= 1:
            run.append(span)
        else:
            run, count = [], 0
    return (Section(best[0][0], best[0][0], best[-1][1]),) if best else ()
