"""Blocks of a raw text: the lines that belong together, before anybody looks for sentences in them.

Extracted text breaks lines where a page, a column or a by-line broke, so a line break says little by itself.
A block is what reads on: a paragraph (also one that a page break cut in two), a heading, a list item, a caption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.text.words import CONTINUERS, OPENERS

LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
WORDED = re.compile(r"[^\W_]")
MARKER = re.compile(r"(?:#{1,6}\s+|>\s+|[-*+•–·▪◦●]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)+")
LABEL = re.compile(
    r"[*_]{0,2}(?:(?:figure|fig|table|chart|box|exhibit|map|plate|photo|image|graph)\b\.?\s*[\dIVX]+[a-z]?\b"
    r"|(?:sources?|key\s?words?|index terms|jel(?: codes?| classification)?|(?:photo |image )?credit|photo)\s*[:：]"
    r"|(?:figure|table|chart)\s*[:：])",
    re.IGNORECASE,
)
META = re.compile(
    r"(?:\S+@\S+\.\S+|<?https?://\S+>?|www\.\S+|\d+\s+min(?:ute)?s?\s+read|by\s+[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}"
    r"|(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{4}-\d\d-\d\d)"
)
PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–—]\s*\d{1,4}\s*[-–—]", re.IGNORECASE)
REFERENCE_HEADING = re.compile(
    r"[#*_\s]*(?:(?:\d{1,2}|[IVX]{1,5})[.)]?\s+)?"
    r"(?:references?(?: list| cited)?|list of references|bibliography|works cited|literature(?: cited)?|cited works)"
    r"[*_\s]*[:：]?[*_\s]*",
    re.IGNORECASE,
)
APPENDIX_HEADING = re.compile(r"[#*_\s]*(?:appendix|appendices|annex)\b.{0,80}", re.IGNORECASE)
ENDED = re.compile(r"(?:[.!?…。！？]|[.!?…。！？;:：][\"'”’»)\]*_」』）]+|[:：])(?:\[\d[\d,\s–-]*\]|\d{1,3})?$")
CITED = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*(?:\b\d{4}[a-z]?|n\.\s?d\.)\*?\)$|\[\d[\d,\s–-]*\]$")
INNER_STOP = re.compile(r"[a-z\d%)][.!?][\"”’]?\s+[A-Z]")
LAST_WORD = re.compile(r"([\w’'-]+)\W*$")
FIRST_WORD = re.compile(r"\W*([\w’'-]+)")

NEAR = 600
PROSE_WORDS = 12
WRAPPED_COLUMNS = 45
NARROW_COLUMNS = 20


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that reads on; `prose` says whether it may hold several sentences."""

    start: int
    end: int
    prose: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    marked: bool
    gap: bool
    width: int
    ragged: bool


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a raw text's body in order; the reference list and its heading are left out."""
    lines = _read_lines(text)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        last = at
        while (follower := _continuation(text, lines, at, last)) is not None:
            last = follower
        blocks.append(_block(lines[at : last + 1], text))
        at = last + 1
    return tuple(blocks)


def _block(lines: Sequence[_Line], text: str) -> Block:
    start, end = lines[0].start, lines[-1].end
    content = text[start:end]
    label = LABEL.match(content) is not None
    stopped = ENDED.search(content) or (INNER_STOP.search(content) and not _is_title(content))
    short = len(content.split()) <= 2 * PROSE_WORDS and not stopped
    return Block(start, end, prose=not (label or short))


def _read_lines(text: str) -> list[_Line]:
    raw = [(m.start(), m.end(), m[0]) for m in LINE.finditer(text) if WORDED.search(m[0])]
    raw = _without_references(raw)
    groups = _groups(text, raw)
    lines: list[_Line] = []
    for group in groups:
        width = max(len(line.strip()) for _, _, line in group)
        ragged = any(line.strip()[0].islower() for _, _, line in group[1:])
        for place, (start, end, line) in enumerate(group):
            marker = MARKER.match(line.lstrip())
            begin = start + len(line) - len(line.lstrip()) + (marker.end() if marker else 0)
            stop = end - (len(line) - len(line.rstrip()))
            if begin < stop:
                lines.append(_Line(begin, stop, text[begin:stop], bool(marker), place == 0, width, ragged))
    return lines


def _groups(text: str, raw: Sequence[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """Group the lines between which only one line break stands."""
    groups: list[list[tuple[int, int, str]]] = []
    for line in raw:
        between = text[groups[-1][-1][1] : line[0]] if groups else ""
        if groups and between in ("\n", "\r\n", "\r", "\x85", "\u2028"):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _without_references(raw: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    headings = [i for i, (_, _, line) in enumerate(raw) if REFERENCE_HEADING.fullmatch(line)]
    if not headings:
        return list(raw)
    first = headings[-1]
    after = next((i for i in range(first + 1, len(raw)) if APPENDIX_HEADING.fullmatch(raw[i][2])), len(raw))
    return [*raw[:first], *raw[after:]]


def _continuation(text: str, lines: Sequence[_Line], first: int, last: int) -> int | None:
    """Return the line that reads on from the block first..last, or None."""
    following = last + 1
    if following < len(lines) and PAGE_NUMBER.fullmatch(lines[following].text) and lines[following].gap:
        after = following + 1
        if after < len(lines) and lines[after].text[0].islower() and _reads_on(text, lines, first, last, after):
            return after
        return None
    if following < len(lines) and _reads_on(text, lines, first, last, following):
        return following
    return None


def _reads_on(text: str, lines: Sequence[_Line], first: int, last: int, following: int) -> bool:
    line, after = lines[last], lines[following]
    so_far = text[max(lines[first].start, line.end - NEAR) : line.end]
    if after.marked or LABEL.match(after.text) or META.fullmatch(line.text) or META.fullmatch(after.text):
        return False
    if _is_open(so_far) and ")" in after.text[:300]:
        return True
    if ENDED.search(so_far) or CITED.search(so_far):
        return not after.gap and _is_wrapped(line, after) and len(line.text) >= WRAPPED_COLUMNS and after.ragged
    prose = len(so_far.split()) >= PROSE_WORDS
    if after.gap and LABEL.match(lines[first].text):
        return False
    if not after.gap:
        return after.text[0].islower() or so_far[-1] in ",-–—" or _is_wrapped(line, after)
    if _ends_inside(so_far) and after.text[0].islower():
        return True
    if not prose:
        return False
    opener = FIRST_WORD.match(after.text)
    return (
        after.text[0].islower()
        or so_far[-1] in ",–—"
        or _ends_inside(so_far)
        or (
            ENDED.search(after.text) is not None
            and not (opener and opener[1].casefold() in OPENERS)
            and not _is_title(so_far)
            and not _is_title(after.text)
        )
    )


def _is_wrapped(line: _Line, after: _Line) -> bool:
    """Tell whether the next line's first word would not have fitted on this line."""
    word = after.text.split(maxsplit=1)[0]
    least = NARROW_COLUMNS if line.ragged else WRAPPED_COLUMNS
    return len(line.text) >= least and len(line.text) + 1 + len(word) > line.width


def _is_open(content: str) -> bool:
    """Tell whether a bracket is open at the end, counting only what is near."""
    tail = content[-NEAR // 2 :]
    return tail.count("(") > tail.count(")")


def _ends_inside(content: str) -> bool:
    word = LAST_WORD.search(content)
    return word is not None and word[1] in CONTINUERS


def _is_title(content: str) -> bool:
    """Tell whether most of the longer words are capitalised."""
    words: list[str] = re.findall(r"[^\W\d_]{4,}", content)
    return 2 * len([word for word in words if word[0].isupper()]) > len(words)
