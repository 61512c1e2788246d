"""Author strings of references: persons as "Family, Given", organisations as they are called."""

from __future__ import annotations

import re
import unicodedata

_INITIALS = re.compile(r"(?:[^\W\d_](?:\.|(?=[ .-])|$)[ -]*|[A-ZÀ-ÞĀ-Ž]{2,3}\.?$){1,5}")
_VANCOUVER = re.compile(
    r"(?P<family>[^\W\d_][\w’'` -]*?[^\W\d_.])[ ](?P<given>[A-ZÀ-ÞА-Я]{1,3}|(?:[A-ZÀ-ÞА-Я]\.[ -]?)+[A-ZÀ-ÞА-Я]?\.?)"
)
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\s*(?:[,;]\s*)?(?:\s&\s|\s(?:and|und|et|y|e|и|та)\s)\s*|^(?:&|and)\s+")
_ET_AL = re.compile(r"[,;]?\s*(?:\bet\.?\s+al\b\.?|\band others\b|\bи др\.|等)\s*$|…\s*$", re.IGNORECASE)
_ROLE = re.compile(
    r"[,.]?\s*\(?\b(?:eds?|editors?|hrsg|directors?|producers?|trans|comps?|ред)\b\.?\)?\.?\s*$", re.IGNORECASE
)
_PARTICLES_LINE = "de la von van der den del di da le du dos das ten ter el al bin ibn af av zu zur st"
_PARTICLES = frozenset(_PARTICLES_LINE.split())
_ORGANISATION = re.compile(
    r"\b(?:institut\w*|cent(?:er|re)|council|ministry|department|agency|bureau|commission|committee|bank|organi[sz]ation|"
    r"office|government|association|foundation|administration|board|survey|union|nations|university|college|press|group|"
    r"company|corporation|inc|ltd|llc|co|news|times|post|journal|network|forum|fund|authority|service|services|team|"
    r"library|museum|society|academy|court|congress|senate|house|parliament|party|alert|briefing|review|federation|"
    r"laborator(?:y|ies)|alliance|initiative|observatory|ministère|conseil|agence|école|université|ministerium|project|"
    r"international|world|global|european|national|federal|research|of|for|the)\b",
    re.IGNORECASE,
)


def parse_names(text: str) -> tuple[str, ...]:
    """Read an author string into names, in order: "Family, Given" for persons, the whole name for organisations.

    >>> parse_names("Jones, B., Allen, J. R., & Hass, R.")
    ('Jones, B.', 'Allen, J. R.', 'Hass, R.')
    >>> parse_names("Shivakumar, Sujai, and Charles Wessner.")
    ('Shivakumar, Sujai', 'Wessner, Charles')
    >>> parse_names("Pérez-Higueras JJ, Arias A, de la Macorra JC.")
    ('Pérez-Higueras, JJ', 'Arias, A', 'de la Macorra, JC')
    >>> parse_names("Institute for Security and Development Policy.")
    ('Institute for Security and Development Policy',)
    """
    text = _cleaned(text)
    if not text:
        return ()
    if is_organisation(text):
        return (text,)
    if _is_ideographic(text):
        return tuple(part for part in re.split(r"[,，、;；\s]+|等", text.rstrip(".。")) if part)
    if ";" in text:
        return tuple(name for part in text.split(";") for name in parse_names(part))
    parts = [part.strip() for part in re.split(r"\s*,\s*", _CONJUNCTION.sub(",", text)) if part.strip(" .&")]
    return tuple(_assembled(parts))


def family_name(name: str) -> str:
    """Give the part of a name that citations use: before the comma, else the whole."""
    return name.split(",", 1)[0].strip()


def is_organisation(text: str) -> bool:
    """Tell whether an author string is one organisation: no list of persons, and a word that only bodies have."""
    if re.search(r"(?:^|[\s,])[A-Z]\.", text) and not re.search(r"\bU\.\s?[SKN]\.?|\bE\.\s?U\.", text):
        return False
    first, comma, rest = text.partition(",")
    words = first.split()
    if comma and len(words) == 1 and len(rest.split()) <= 3:
        return False
    if len(words) == 1 and not comma:
        return True
    hits = _ORGANISATION.findall(text)
    return bool(hits) and (len(words) > 1 or not comma)


def _cleaned(text: str) -> str:
    text = re.sub(r"[*_“”\"]", "", " ".join(text.split()))
    text = _ROLE.sub("", _ET_AL.sub("", text.strip(" ,;:&/")))
    text = re.sub(r"^(?:by|von|par|in:?)\s+", "", text, flags=re.IGNORECASE)
    text = _ET_AL.sub("", text).strip(" ,;:&/([")
    if re.search(r"(?:^|,\s)[^\W\d_][\w’-]+ [^\W\d_]{1,3}\.$", text) and text.count(".") == 1:
        text = text.rstrip(".")
    if text.endswith(".") and not re.search(r"(?:^|[\s.-])[^\W\d_]\.$|\b(?:[Jj]r|[Ss]r|[Ii]nc|[Ll]td|[Cc]o)\.$", text):
        text = text.rstrip(".")
    return text.strip()


def _is_ideographic(text: str) -> bool:
    return any("CJK" in unicodedata.name(c, "") or "HANGUL" in unicodedata.name(c, "") for c in text)


def _is_initials(part: str) -> bool:
    return _INITIALS.fullmatch(part) is not None


def _assembled(parts: list[str]) -> list[str]:
    """Join the parts between commas to names: initials and suffixes go to the family before them."""
    names: list[str] = []
    pending = False  # the last name is a family that still waits for its given name
    inverted = len(parts) > 1 and (_is_initials(parts[1]) or (_is_family(parts[0]) and not _is_family_list(parts)))
    for i, part in enumerate(parts):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f", {part}" if "," not in names[-1] else f" {part}"
        elif _is_initials(part) and names:
            names[-1] += f", {part}" if pending else f" & {part}"
            pending = False
        elif pending and inverted and len(part.split()) <= 3 and (i == 1 or len(part.split()) == 1):
            names[-1] += f", {part}"
            pending = False
        else:
            names.append(_single(part))
            pending = "," not in names[-1]
    return names


def _is_family(part: str) -> bool:
    words = part.split()
    return len(words) == 1 or (len(words) <= 4 and (words[0].lower() in _PARTICLES or words[-2].lower() in _PARTICLES))


def _is_family_list(parts: list[str]) -> bool:
    return len(parts) > 2 and all(len(part.split()) == 1 for part in parts)


def _single(part: str) -> str:
    """Turn one name without a comma to "Family, Given"; a family alone stays as it is."""
    if match := _VANCOUVER.fullmatch(part):
        return f"{match['family']}, {match['given']}"
    words = part.split()
    if len(words) == 1 or (len(words) <= 3 and words[0].lower() in _PARTICLES and not words[0][0].isupper()):
        return part
    if len(words) > 5:
        return part
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in _PARTICLES:
        start -= 1
    return f"{' '.join(words[start:])}, {' '.join(words[:start])}"
