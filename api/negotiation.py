"""Choose a representation by the quality values of an Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_LENGTH = 2000
_PART = re.compile(r'((?:[^,"]|"(?:[^"\\]|\\.)*")+)')
_QUALITY = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header: `*` stands for any; other parameters than q are passed over."""

    type: str
    subtype: str
    quality: float

    @property
    def specificity(self) -> int:
        return (self.type != "*") + (self.subtype != "*")

    def covers(self, media_type: str) -> bool:
        """Tell whether a media type lies in this range."""
        kind, _, subtype = media_type.partition("/")
        return self.type in ("*", kind) and self.subtype in ("*", subtype)


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Parse an Accept header; elements that are no media range, and what is too long to be meant, are passed over."""
    return tuple(one for part in _PART.findall(header[:MAX_LENGTH]) if (one := _media_range(part)) is not None)


def _media_range(part: str) -> MediaRange | None:
    name, *parameters = part.split(";")
    kind, slash, subtype = name.strip().lower().partition("/")
    if not slash or not kind or not subtype or (kind == "*" and subtype != "*"):
        return None
    qualities = [match[1] for parameter in parameters if (match := _QUALITY.match(parameter))]
    return MediaRange(kind, subtype, min(float(qualities[0]), 1.0) if qualities else 1.0)


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """Return the offered media type that is wanted most, or None when none is wanted.

    The most specific range decides an offer's quality; equal ones go by the order of the offers.
    """
    if accept is None or not accept.strip():
        return offered[0]
    ranges = parse_accept(accept)
    qualities = [_quality(media_type, ranges) for media_type in offered]
    best = max(qualities, default=0.0)
    return offered[qualities.index(best)] if best > 0 else None


def _quality(media_type: str, ranges: Sequence[MediaRange]) -> float:
    fitting = [one for one in ranges if one.covers(media_type)]
    return max(fitting, key=lambda one: (one.specificity, one.quality)).quality if fitting else 0.0


def named(form: str, names: Mapping[str, str]) -> str | None:
    """Return the media type that a `?format=` value names, by short name or in full."""
    wanted = form.strip().lower()
    return names.get(wanted) or (wanted if wanted in names.values() else None)
