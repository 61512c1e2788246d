"""Places in a text that may point to a reference: brackets, narrative years, source lines, numbers and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

LONGEST_BRACKET = 600
"""Code points; a bracket that is not closed within this many is not one."""

YEAR = r"(?:(?:1[5-9]|20)\d\d[a-z]?(?![\d%])|n\.\s?d\.|n\.?d\b|s\.\s?d\.|forthcoming|in press)"
_UPPER = r"[^\W\d_a-z\u0430-\u044f\u00df-\u00ff]"
_NAME = rf"(?:(?:de|la|von|van|der|den|del|di|da|du|le|al|bin|ten|ter)[ -])*{_UPPER}[\w’'.-]*"


class Form(StrEnum):
    """How a citation is set."""

    BRACKET = "bracket"
    NARRATIVE = "narrative"
    SOURCE = "source"
    NUMBER = "number"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mention:
    """A possible citation: its span, and what it says of the work it points to.

    `head` is the part before the year (names or a title), `marked` that it is set as a title (asterisks or quotes),
    `comma` that a comma divides it from the year; `numbers` are the entry numbers of a numbered style.
    """

    form: Form
    start: int
    end: int
    head: str = ""
    year: str | None = None
    marked: bool = False
    comma: bool = False
    numbers: tuple[int, ...] = ()


_LEAD = re.compile(
    r"(?:(?:but )?see(?: also| for example| e\.g\.)?|cf\.?|compare|e\.\s?g\.|i\.\s?e\."
    r"|(?:as )?(?:cited|quoted|reported|noted|shown|adapted|taken|reproduced|data|derived) (?:in|by|from)"
    r"|for (?:example|instance|a review)[, ]*(?:see)?|sources?:?|also|and|siehe|vgl\.|voir|ver|см\.)[,:]?\s+",
    re.IGNORECASE,
)
_LOCATORS = r"pp?|para|paras|ch|chap|chapter|sec|section|vol|fig|figure|table|art|no|с|S"
_PLACE = (
    rf"(?:[,:]\s*(?:(?:{_LOCATORS})\b\.?\s*[\w.–—-]+(?:\s*[,–—-]\s*\d+)*"  # p. 12
    r"|\d+(?:\s*[-–—]\s*\d+)?|§+\s*\d+))"
)
_REMARK = r"[,;.]?\s+(?:for|on|and|emphasis|translated|own|cited|quoted|in)\b.*|\."
_AUTHOR_YEAR = re.compile(
    rf"(?P<head>.+?)(?P<comma>[,.]?[”\"*_’']*,?(?:\s|[，、]\s?))\s*\(?(?P<year>{YEAR})\)?"
    rf"(?:\s*/\s*\d{{4}}|[-–]\d{{2,4}}(?=$))?{_PLACE}*(?P<rest>{_REMARK})?",
    re.DOTALL,
)
_NAMES = rf"{_NAME}(?:(?:,? (?:and|&) |, ){_NAME})*(?: et al\.?)?"
_AUTHOR_PAGE = re.compile(rf"(?P<head>{_NAMES}),?\s+(?:pp?\.\s*)?(?P<page>\d{{1,4}}(?:[-–]\d{{1,4}})?)")
_YEARS_ONLY = re.compile(rf"(?P<year>{YEAR}){_PLACE}*")
_NEXT_AUTHOR = re.compile(rf"(?<=[\d.a-z])(?P<mark>,|\s(?:and|&))\s+(?={_NAME}[^;]*?\s{YEAR}\W*$)")
_NEXT_YEAR = re.compile(rf"(?P<mark>,)\s*(?={YEAR}(?:\W|$))")
_MARKED = re.compile(r"\s*(?:\*+|_|[“\"«„‘])\s*\w")
_INNER = r"(?:de|la|von|van|der|of|for|the|on|in|and|&|et)"
_NARRATIVE = re.compile(
    rf"(?P<names>{_NAME}(?:[ \t\n]+(?:{_INNER}[ \t\n]+)*(?:{_NAME}|al\.?|colleagues))*(?:[’']s?)?"
    r"|[*“\"][^*“”\"\n]{3,200}[*”\"])"
    rf",?\s?\((?P<years>{YEAR}{_PLACE}*(?:[,;]\s*{YEAR}{_PLACE}*)*)\)"
)
_SOURCE_LABELS = r"sources?(?:\(s\))?|data sources?|adapted from|reproduced from|quelle|fuente|источник"
_SOURCE_LINE = re.compile(
    rf"^[ \t]*[*_(]*(?:{_SOURCE_LABELS})[ \t]*[:：]?[*_]*[ \t]*[:：]?[ \t]*(?P<text>\S[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_SQUARE = re.compile(
    r"(?<!\b\w)(?<![\]!\\])\[(?P<content>\d{1,4}(?:\s*[,;–—-]\s*\d{1,4})*(?:,\s*(?:pp?\.|ch\.|sec\.|fig\.)[^\]]{1,30})?)\](?![(:])"
)
_FOOTNOTE = re.compile(
    r"\[\^(?P<number>\d{1,4})\](?!:)|\^(?P<caret>\d{1,3})\^"
    r"|<sup>\s*\[?(?P<sup>\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]?\s*</sup>"
)
_SUPERSCRIPT = re.compile(r"(?<=[\w.,;:!?”\"’)\]])(?P<digits>[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻,–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*)")
_OPENING = re.compile(r"[(（]")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_UNITS = re.compile(r"(?:^|[\d\s/(])(?:[kcm]?m|ft|in|yd|mi|s|x|n|r|R|[kM]?W|CO)$")


def find_mentions(text: str, skipped: Sequence[tuple[int, int]] = ()) -> Iterator[Mention]:
    """Yield possible citations in order of place; spans in `skipped` (the reference lists) hold none."""
    taken: list[tuple[int, int]] = []
    found: list[Mention] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or start >= b for a, b in (*skipped, *taken))

    for mention in _sources(text):
        if free(mention.start, mention.end):
            inner = [
                m
                for m in (*_brackets(text, mention.start, mention.end), *_narratives(text, mention.start, mention.end))
                if m.year
            ]
            if not inner or re.search(r"https?://|www\.", text[mention.start : mention.end]):
                inner = [mention]
            found += inner
            taken.append((mention.start, mention.end))
    for finder in (_narratives, _brackets, _squares, _notes):
        fresh = [m for m in finder(text, 0, len(text)) if free(m.start, m.end)]
        found += fresh
        taken += [(m.start, m.end) for m in fresh]
    yield from sorted(found, key=lambda mention: mention.start)


def _sources(text: str) -> Iterator[Mention]:
    for match in _SOURCE_LINE.finditer(text):
        start, end = match.span("text")
        while end > start and (text[end - 1].isspace()):
            end -= 1
        yield Mention(Form.SOURCE, start, end, head=text[start:end])


def alternatives(mention: Mention) -> Iterator[Mention]:
    """Yield the mention, and for a narrative one the mentions that begin at its later words."""
    yield mention
    if mention.form is Form.NARRATIVE and not mention.marked:
        for word in re.finditer(r"(?<=\s)[^\W\d_]", mention.head):
            yield replace(mention, start=mention.start + word.start(), head=mention.head[word.start() :])


def _narratives(text: str, start: int, stop: int) -> Iterator[Mention]:
    for match in _NARRATIVE.finditer(text, start, stop):
        names = match["names"]
        year = re.search(YEAR, match["years"])
        yield Mention(
            Form.NARRATIVE,
            match.start(),
            match.end(),
            names,
            year.group() if year else None,
            marked=names[:1] in '*“"',
        )


def _brackets(text: str, start: int, stop: int) -> Iterator[Mention]:
    position = start
    while (opening := _opening(text, position, stop)) >= 0:
        closing = _closing(text, opening, stop)
        position = opening + 1
        if closing is None:
            continue
        mentions = list(_bracket(text, opening, closing))
        if mentions:
            yield from mentions
            position = closing + 1


def _opening(text: str, start: int, stop: int) -> int:
    match = _OPENING.search(text, start, stop)
    return match.start() if match else -1


def _closing(text: str, opening: int, stop: int) -> int | None:
    depth = 0
    for i in range(opening, min(stop, opening + LONGEST_BRACKET)):
        if text[i] in "()（）":
            depth += 1 if text[i] in "(（" else -1
            if depth == 0:
                return i
    return None


def _bracket(text: str, opening: int, closing: int) -> Iterator[Mention]:
    """Read the citations of one bracket: its own span for a single one, the span of each for several."""
    parts = list(_parts(text, opening + 1, closing))
    mentions: list[Mention] = []
    head = ""
    for start, end in parts:
        mention = _part(text, start, end, head)
        if mention:
            mentions.append(mention)
            head = mention.head
    if len(mentions) == 1 and len(parts) == 1:
        only = mentions[0]
        yield Mention(only.form, opening, closing + 1, only.head, only.year, only.marked, only.comma)
    else:
        yield from mentions


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    cuts = [m.start() for m in re.finditer(r"[;；]", text[start:end])]
    for cut in [*(start + c for c in cuts), end]:
        yield from _author_parts(text, position, cut)
        position = cut + 1


def _author_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part "Smith, 2019, Jones, 2020" and "Smith 2019, 2020" at the commas that divide citations."""
    piece = text[start:end]
    cuts = [m for m in _NEXT_AUTHOR.finditer(piece) if re.search(rf"{YEAR}\W*$", piece[: m.start()])]
    cuts += [m for m in _NEXT_YEAR.finditer(piece) if re.search(rf"(?<!\w){YEAR}$", piece[: m.start()])]
    position = 0
    for cut in sorted(cuts, key=lambda m: m.start()):
        yield _stripped(text, start + position, start + cut.start("mark"))
        position = cut.end("mark")
    yield _stripped(text, start + position, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _part(text: str, start: int, end: int, previous_head: str) -> Mention | None:
    words = " ".join(text[start:end].split())
    while match := _LEAD.match(words):
        words = words[match.end() :]
    if previous_head and _YEARS_ONLY.fullmatch(words):
        return Mention(Form.BRACKET, start, end, previous_head, words, comma=True)
    if match := _AUTHOR_YEAR.fullmatch(words):
        comma = any(mark in match["comma"] for mark in ",，、")
        return Mention(
            Form.BRACKET, start, end, match["head"], match["year"], _MARKED.match(match["head"]) is not None, comma
        )
    if match := _AUTHOR_PAGE.fullmatch(words):
        return Mention(Form.BRACKET, start, end, match["head"])
    if _MARKED.match(words) or re.fullmatch(rf"{_NAME}(?: et al\.?| (?:and|&) {_NAME})?", words):
        return Mention(Form.BRACKET, start, end, words, marked=_MARKED.match(words) is not None)
    return None


def _squares(text: str, start: int, stop: int) -> Iterator[Mention]:
    """Read [12], [1, 3] and [4–7]: one mention for each number or range."""
    for match in _SQUARE.finditer(text, start, stop):
        offset = match.start("content")
        pieces = list(re.finditer(r"\d{1,4}(?:\s*[–—-]\s*\d{1,4})?(?=\s*(?:[,;]|$))", match["content"]))
        pieces = pieces[:1] if re.search(r"[a-z]", match["content"]) else pieces
        for piece in pieces:
            span = match.span() if len(pieces) == 1 else (offset + piece.start(), offset + piece.end())
            yield Mention(Form.NUMBER, *span, numbers=_expanded(piece.group()))


def _notes(text: str, start: int, stop: int) -> Iterator[Mention]:
    for match in _FOOTNOTE.finditer(text, start, stop):
        yield Mention(
            Form.NOTE, match.start(), match.end(), numbers=_expanded(match["number"] or match["sup"] or match["caret"])
        )
    for match in _SUPERSCRIPT.finditer(text, start, stop):
        if not _UNITS.search(text[max(0, match.start() - 4) : match.start()]):
            yield Mention(Form.NOTE, match.start(), match.end(), numbers=_expanded(match["digits"].translate(_DIGITS)))


def _expanded(numbers: str) -> tuple[int, ...]:
    result: list[int] = []
    for piece in re.split(r"\s*[,;]\s*", numbers):
        first, _, last = re.sub(r"\s*[–—-]\s*", "-", piece).partition("-")
        result += range(int(first), int(last) + 1) if last and 0 <= int(last) - int(first) < 200 else [int(first)]
    return tuple(result)
