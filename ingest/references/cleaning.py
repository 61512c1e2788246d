"""An entry as one line that can be read: line and page breaks, list marks and Markdown taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"\s*(?:\[\^?(\d{1,4})\]:?|\((\d{1,4})\)(?=\s)|(\d{1,4})[.)](?=\s+\D)|(\d{1,3})(?=\s+[^\W\d_]))\s*"
)
_BULLET = re.compile(r"\s*[-*•–·▪◦‣]\s+")
_PAGE_LINE = re.compile(r"[ \t]*(?:page[ \t]+)?[-–—|]*[ \t]*\d{1,4}[ \t]*[-–—|]*[ \t]*", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!$&%~|<>-])")
_LINK_BREAK = re.compile(r"((?:https?://|www\.|10\.\d{4,9}/)\S*[-/_=?&.%])\n\s*(?=[\w%-]*[/\d_=.&-])")
_WORD_BREAK = re.compile(r"([^\W\d_])-\n\s*(?=[a-zа-я])")


@dataclass(frozen=True, slots=True)
class CleanEntry:
    """The readable text of an entry and the number that it carried in the list."""

    text: str
    number: int | None


def cleaned(raw: str) -> CleanEntry:
    """Make one line of a raw entry and take its number off."""
    lines = re.split(r"\r\n|[\n\r\f\x0b\u2028\u2029\x85]", raw)
    text = "\n".join(
        line for i, line in enumerate(lines) if line.strip() and (i == 0 or not _PAGE_LINE.fullmatch(line))
    )
    text = _WORD_BREAK.sub(r"\1", _LINK_BREAK.sub(r"\1", text))
    text = re.sub(r"<\s*((?:https?|www)[^<>]*)>", lambda m: "<" + "".join(m[1].split()) + ">", text)
    text = " ".join(text.split())
    text = _ESCAPE.sub(r"\1", _MARKDOWN_LINK.sub(lambda m: m[2] if m[1] == m[2] else f"{m[1]} {m[2]}", text))
    number = entry_number(text)
    text = (
        _NUMBER.sub("", text, count=1)
        if number is not None
        else _BULLET.sub("", text, count=1)
        if _BULLET.match(text)
        else text
    )
    return CleanEntry(text, number)


def entry_number(raw: str) -> int | None:
    """Read the number that an entry carries, as in "[12]", "12." or "[^12]:"."""
    match = _NUMBER.match(raw)
    return int(next(group for group in match.groups() if group)) if match else None
