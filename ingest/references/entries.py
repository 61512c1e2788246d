"""Entries of a reference list: the spans between their starts, whatever bullets, numbers or breaks the list has."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINE_BREAK = re.compile(r"\r\n|[\n\r\f\x0b\u2028\u2029\x85]")
_BULLET = re.compile(r"[ \t]*[-*•–·▪◦‣][ \t]+")
_NUMBER = re.compile(
    r"[ \t]*(?:\[\^?(?P<square>\d{1,4})\]:?|\((?P<round>\d{1,4})\)|(?P<plain>\d{1,4})[.)](?!\d)"
    r"|(?P<bare>\d{1,3})(?=[ \t]+[^\W\d_]))[ \t]*"
)
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)\[(\d{1,4})\][ \t]*")
_PAGE_NOISE = re.compile(
    r"[ \t]*(?:page[ \t]+)?[-–—|]*[ \t]*\d{0,4}[ \t]*[-–—|]*(?:[ \t]*of[ \t]+\d+)?[ \t]*", re.IGNORECASE
)
_DATE = r"(?:\(?(?:1[5-9]|20)\d\d[a-z]?|\(?n\.\s?d\.)"
_STARTS = re.compile(
    r"[ \t]*[*_]?(?:"
    r"(?:(?:van|von|der|den|de|del|da|di|du|la|le|el|al|bin|ten|ter)[ \t]+){0,3}"
    r"(?:[^\W\d_][\w’'`-]+(?:[ \t]+[^\W\d_][\w’'`-]+){0,2},[ \t]+[^\W\d_])"  # Surname, Given
    r"|[^\W\d_a-z][\w’'-]+[ \t]+[A-Z]{1,3}(?:[,.:]|[ \t])"  # Surname AB,
    r"|(?:[A-Z]\.[ -]?){1,3}[ \t]*[^\W\d_a-z][\w’'-]+"  # A. B. Surname
    r"|[“\"«„‘']"
    r"|\.[ \t]+(?:\d{4}|n\.)"
    r"|[-–—_]{2,}"
    rf"|[^\W\d_a-z][^\n]{{0,140}}?[.,(][ \t]*{_DATE}"
    r"|[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0600-\u06ff]"
    r"|https?://)"
)  # fmt: skip
_PARTICLE = re.compile(
    r"[ \t]*(?:(?:van|von|der|den|de|del|da|di|du|la|le|el|al|bin|ten|ter)[ \t]+)+[^\W\d_a-z][\w’'-]+,"
)
_COMPLETE = re.compile(r".*(?:[.>)\]。；!?”\"*_]|https?://\S+|\d|/)[ \t]*", re.DOTALL)
_UNFINISHED = re.compile(
    r".*(?:[,:;&–—-]|(?:^|\s)(?:and|the|of|in|for|to|a|an|on|with|und|et|de|In)|(?:^|\s)[A-Z]\.)[ \t]*", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Span:
    """Where an entry stands; `end` is excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    after_blank: bool


_Start = tuple[int, int]
"""Where the marker of an entry begins, and where its own text does."""


def split_entries(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Split text[start:end] into entries, in order; every line that is not page noise is in one of them."""
    lines = _filled_lines(text, start, end)
    if not lines:
        return ()
    starts = _bulleted(lines) or _numbered(lines) or _inline_numbered(text, lines) or _plain(lines)
    if starts[0][0] > lines[0].start:
        starts = [(lines[0].start, lines[0].start), *starts]
    ends = [marker for marker, _ in starts[1:]] + [lines[-1].end]
    spans = (_trimmed(text, content, stop, lines) for (_, content), stop in zip(starts, ends, strict=True))
    return tuple(span for span in spans if span.end > span.start)


def _filled_lines(text: str, start: int, end: int) -> list[_Line]:
    lines: list[_Line] = []
    blank = False
    position = start
    for match in [*_LINE_BREAK.finditer(text, start, end), None]:
        stop = match.start() if match else end
        line = text[position:stop]
        if _PAGE_NOISE.fullmatch(line):
            blank = True
        else:
            lines.append(_Line(position, stop, line, blank))
            blank = False
        position = match.end() if match else end
    return lines


def _trimmed(text: str, start: int, end: int, lines: Sequence[_Line]) -> Span:
    """Cut whitespace and trailing page noise off an entry."""
    last = max((line.end for line in lines if line.start < end), default=end)
    end = min(end, last)
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def _bulleted(lines: Sequence[_Line]) -> list[_Start]:
    """Start an entry at each bullet and at unbulleted paragraphs that open like one after a finished entry."""
    bullets = [_BULLET.match(line.text) for line in lines]
    if sum(b is not None for b in bullets) < max(1, 0.3 * len(lines)):
        return []
    starts: list[_Start] = []
    previous = ""
    for line, bullet in zip(lines, bullets, strict=True):
        if bullet:
            starts.append((line.start, line.start + bullet.end()))
            previous = line.text[bullet.end() :]
        elif not starts or (line.after_blank and _opens(line.text) and _closes(previous)):
            starts.append((line.start, line.start))
            previous = line.text
        else:
            previous = line.text
    return starts


def _numbered(lines: Sequence[_Line]) -> list[_Start]:
    """Start an entry at each line whose number continues the count, give or take a few lost ones."""
    numbers = [_NUMBER.match(line.text) for line in lines]
    for form in ("square", "round", "plain", "bare"):
        starts: list[_Start] = []
        expected = None
        for line, match in zip(lines, numbers, strict=True):
            if match is None or match[form] is None:
                continue
            number = int(match[form])
            if expected is None or expected <= number <= expected + 3 or (number == 1 and len(starts) > 1):
                starts.append((line.start, line.start))
                expected = number + 1
        if len(starts) >= 2 and len(starts) >= 0.15 * len(lines):
            return starts
    return []


def _inline_numbered(text: str, lines: Sequence[_Line]) -> list[_Start]:
    starts: list[_Start] = []
    expected = 1
    for match in _INLINE_NUMBER.finditer(text, lines[0].start, lines[-1].end):
        if int(match[1]) == expected or (starts and expected < int(match[1]) <= expected + 3):
            starts.append((match.start(), match.start()))
            expected = int(match[1]) + 1
    return starts if len(starts) >= 2 else []


def _plain(lines: Sequence[_Line]) -> list[_Start]:
    """Split an unmarked list by hanging indents, else by lines that open an entry after one that is finished."""
    indented = [line.text[:1] in " \t" for line in lines]
    hanging = any(indented) and not all(indented) and not indented[0]
    wrapped = _is_wrapped(lines)
    starts = [(lines[0].start, lines[0].start)]
    for previous, line, is_indented in zip(lines, lines[1:], indented[1:], strict=False):
        if hanging and not line.after_blank:
            begins = not is_indented
        elif line.after_blank:
            begins = (
                not _UNFINISHED.fullmatch(previous.text)
                and (_opens(line.text) or _closes(previous.text))
                and _may_open(line.text)
            )
        elif wrapped:
            begins = _opens(line.text) and _closes(previous.text)
        else:
            begins = not _UNFINISHED.fullmatch(previous.text) and _may_open(line.text)
        if begins:
            starts.append((line.start, line.start))
    return starts


def _is_wrapped(lines: Sequence[_Line]) -> bool:
    """Tell whether entries run over several lines: many lines end unfinished, or begin in lower case."""
    if len(lines) < 2:
        return False
    broken = sum(
        not _closes(a.text) or b.text.lstrip()[:1].islower() or not _opens(b.text)
        for a, b in itertools.pairwise(lines)
        if not b.after_blank
    )
    return broken > 0.2 * len(lines)


def _may_open(line: str) -> bool:
    """Tell whether a line begins as entries do: not in lower case, but for the particle of a name."""
    return not line.lstrip()[:1].islower() or _PARTICLE.match(line) is not None


def _opens(line: str) -> bool:
    return _STARTS.match(line) is not None


def _closes(line: str) -> bool:
    return _COMPLETE.fullmatch(line) is not None and _UNFINISHED.fullmatch(line) is None
