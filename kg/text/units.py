"""Units and currencies as they are written beside a number, by their QUDT name or ISO 4217 code."""

from __future__ import annotations

import re

PERCENT, PERCENTAGE_POINT, RATIO, NUM, YEAR = "PERCENT", "PERCENTAGE_POINT", "RATIO", "NUM", "YR"

MEASURES = (
    (PERCENTAGE_POINT, r"percentage[ -]points?\b|pp\b|ppts?\b"),
    (PERCENT, r"%|％|per\s?cent\b|pct\b"),
    (YEAR, r"years?\b"),
    ("MO", r"months?\b"),
    ("WK", r"weeks?\b"),
    ("DAY", r"days?\b"),
    ("MIN", r"min(?:ute)?s?\b"),
    ("TON_Metric", r"(?:metric )?tonn?e?s?\b"),
    ("KiloGM", r"kg\b|kilogram(?:me)?s?\b"),
    ("NanoM", r"nm\b|nanomet(?:er|re)s?\b"),
    (RATIO, r"times\b|fold\b|x\b"),
)
TIMES = ("YR", "MO", "WK", "DAY", "MIN")
LONG_TIMES = {"decade": 10.0, "century": 100.0, "centurie": 100.0}
CURRENCIES = (
    ("USD", r"us\\?\$|usd\b|(?:us|american) dollars?\b|dollars?\b|\\?\$"),
    ("EUR", r"€|euros?\b|eur\b"),
    ("GBP", r"£|gbp\b|pounds? sterling\b"),
    ("CNY", r"cn¥|cny\b|rmb\b|yuan\b|renminbi\b"),
    ("JPY", r"jpy\b|yen\b|¥|￥"),
    ("AUD", r"au?\$|aud\b|australian dollars?\b"),
    ("CAD", r"ca?\$|cad\b|canadian dollars?\b"),
    ("HKD", r"hk\$|hkd\b"),
)
MEASURE = "(?:" + "|".join(pattern for _, pattern in MEASURES) + r"|decades?\b|century\b|centuries\b)"
MONEY = "(?:" + "|".join(pattern for _, pattern in sorted(CURRENCIES, key=lambda c: c[0] == "USD")) + ")"


def unit_of(words: str) -> tuple[str, float]:
    """Return the unit that the words name, and what a number beside it must be multiplied by."""
    plain = " ".join(words.split()).casefold()
    if (long_time := LONG_TIMES.get(plain.rstrip("s"))) or (long_time := LONG_TIMES.get(plain)):
        return YEAR, long_time
    for unit, pattern in (*MEASURES, *CURRENCIES):
        if re.fullmatch(pattern, plain):
            return unit, 1.0
    raise ValueError(f"no unit is written {words!r}")


def yen_or_yuan(text: str) -> str:
    """Return what the sign ¥ stands for in a text: yuan where the text speaks of yuan, yen otherwise."""
    return "CNY" if re.search(r"\b(?:yuan|renminbi|rmb|cny)\b", text, re.IGNORECASE) else "JPY"
