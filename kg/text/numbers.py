"""Numbers as they are written, in digits or in English words, with the place value of their last digit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "bln": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12, "t": 1e12,
}  # fmt: skip
ORDINAL_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip

_SMALL = "|".join(sorted(UNITS, key=len, reverse=True))
_TENS = "|".join(TENS)
_BELOW_HUNDRED = rf"(?:(?:{_TENS})(?:[- ](?:{_SMALL}))?|(?:{_SMALL}))"
WORDS = (
    rf"(?:(?:(?:{_BELOW_HUNDRED}|a)\s+hundred(?:\s+and)?(?:\s+{_BELOW_HUNDRED})?)"
    rf"|{_BELOW_HUNDRED}|(?:half\s+)?a\s+(?=thousand|million|billion|trillion|dozen)|(?:half\s+)?a\s+dozen)"
)
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d{1,2}(?!\d)|\.\d+)?)"
LONG_SCALE = r"(?:thousand|million|billion|trillion)"
SHORT_SCALE = r"(?:bn|bln|mn|mln|tn|trn)"
NUMBER = rf"(?:{DIGITS}|{WORDS})"


@dataclass(frozen=True, slots=True)
class Number:
    """A number's value, the place value of its last written digit, and whether it is in digits."""

    value: float
    place: float
    digits: bool

    def scaled(self, factor: float) -> Number:
        """Return this number times a scale word's value, free of binary dust."""
        return Number(_clean(self.value * factor), _clean(self.place * factor), self.digits)

    @property
    def last_digit(self) -> float:
        """Return the place value of the last digit that is not zero: 100 for 300, 1 for 37."""
        place = self.place
        while self.value and math.isclose(self.value % (place * 10), 0, abs_tol=place / 1e6):
            place *= 10
        return place


def read_number(words: str) -> Number:
    """Read digits (thousands commas, decimal point or comma) or English number words; ValueError otherwise."""
    if words[0].isdigit():
        return _from_digits(words)
    value = 0.0
    for word in re.split(r"[\s-]+", words.strip().casefold()):
        if word == "hundred":
            value = max(value, 1) * 100
        elif word == "dozen":
            value = max(value, 1) * 12
        elif word in SCALES:
            value = max(value, 1) * SCALES[word]
        elif word == "half":
            value = 0.5
        elif word not in ("and", "a"):
            value += UNITS[word] if word in UNITS else TENS[word]
    return Number(value or ("zero" not in words.casefold() and 1.0) or 0.0, 1.0, digits=False)


def _from_digits(words: str) -> Number:
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", words)
    plain = words.replace(",", "") if grouped else words.replace(",", ".")
    return Number(float(plain), _clean(10.0 ** -len(plain.partition(".")[2])), digits=True)


def scale_value(word: str) -> float:
    """Return what a scale word or letter multiplies by."""
    return SCALES[word.casefold()]


def _clean(value: float) -> float:
    return float(f"{value:.12g}")
