"""The bare parts of a tagged reference, what it lacks made up, and the ways to set names, titles and links."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.references.corpus import Example
from ingest.references.names import parse_names

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_ORGANISATIONS = """World Bank|International Energy Agency|OECD|UNESCO|World Health Organization|IMF
|European Commission|Eurostat|Ministry of Commerce|Department of Defense|Pew Research Center|RAND Corporation|
Statista Research Department|
Federal Reserve|International Monetary Fund|United Nations|WTO|NATO|Greenpeace|Amnesty International|Chatham House|
Food and Agriculture Organization|National Science Foundation|Geological Survey of Norway|Bank of England|IPCC|
US Department of Energy|U.S. Department of State|Bundesbank|Reuters|Associated Press|Human Rights Watch|Gartner|
Mining Weekly|Oxford Economics|Deloitte|Semiconductor Industry Association|Port Authority|Water Alert|Cabinet Office|
Centre for Policy Research|Institute for Peace Studies|Asia Society|The White House|Bureau of Industry and Security|
Clean Air Network|NASA|ESA|CERN|UNCTAD|UNDP|ILO|FAO|ECB|BIS|SIPRI|IISS|ASML|TSMC|Intel|Siemens|Nokia"""
_SITES = """The Guardian|Financial Times|BBC News|The Economist|Nikkei Asia|The Diplomat|Foreign Policy|Bloomberg|CNBC|
CNN|The New York Times|Wall Street Journal|Politico|Axios|The Conversation|War on the Rocks|Mining.com|Ars Technica|
MIT Technology Review|Al Jazeera|Le Monde|Der Spiegel|Deutsche Welle|Nature News|Science Daily|Phys.org|Quartz|Vox|
Chatham House|Carnegie Endowment for International Peace|Council on Foreign Relations|Atlantic Council|Bruegel|Merics|
Lowy Institute|RAND Corporation|Wilson Center|Hoover Institution|Peterson Institute for International Economics|
U.S. Department of the Treasury|European Parliament|OECD iLibrary|World Bank Blogs|IEA|Our World in Data|Medium|
Substack|Investopedia|Forbes|Fortune|Business Insider|Harvard Business Review|Tom's Hardware|EE Times|
The Verge|Wired|Engadget|
Encyclopaedia Britannica|Dawn|The Hindu|Times of India|Straits Times|Yonhap News Agency|Xinhua|Kyodo News|Tass"""
_SUBJECTS = """rare metals|the chip industry|lithium mining|global trade|export controls|water security|solar panels|
battery supply chains|the Arctic|data centres|monetary policy|food prices|vaccine research|artificial intelligence|
public transport|nuclear energy|graphite|the shipping crisis|foreign investment|carbon markets|migration|sanctions|
quantum computing|steel tariffs|the electricity grid|coastal erosion|higher education|antibiotic resistance"""
_HEADLINES = """What you need to know about {}|How {} changed the world|Why {} matters now|The future of {}|
Explainer: {}|The race for {}: who wins?|Report on {} 2023|{}: a new strategy|
Governments agree new rules on {}|Is {} at risk?|
The geopolitics of {}|EU plan for {} meets resistance|Market outlook, {}|Ten facts about {}|
Minister says {} will be a priority|Understanding {} and its limits|{} - Facts and figures|Price of {} soars by 40%"""


def listed(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split("|"))


ORGANISATIONS, SITES, SUBJECTS, HEADLINES, MONTHS = (
    listed(words) for words in (_ORGANISATIONS, _SITES, _SUBJECTS, _HEADLINES, _MONTHS)
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The bare values of one work, as the styles below set them."""

    names: tuple[str, ...]
    title: str
    container: str
    year: str
    volume: str
    issue: str
    pages: str
    publisher: str
    location: str
    site: str
    link: str
    doi: str
    month: str
    day: str


def parts_of(example: Example, draw: random.Random) -> Parts | None:
    titles, years = example.values("title"), re.findall(r"(?:1[5-9]|20)\d\d", " ".join(example.values("date")))
    names = parse_names(" ".join(example.values("author")))
    if len(titles) != 1 or not names or len(names) > 8:
        return None
    volume = re.findall(r"\d+", " ".join(example.values("volume")))
    pages = re.search(r"\d+\s*[-–—]+\s*\d+", " ".join(example.values("pages")))
    title = titles[0].strip(" .,“”\"«»‘’'*_")
    container = re.sub(r"^(?:in|dans)[: ]\s*", "", (example.values("container") or [""])[0], flags=re.IGNORECASE).strip(
        ' .,:;*_“”"()[]'
    )
    slug = "-".join(re.findall(r"[a-z]+", title.lower())[: draw.randint(1, 8)]) or "index"
    host = "".join(re.findall(r"[a-z]+", draw.choice(SITES).lower()))
    domain = draw.choice(("com", "org", "gov", "co.uk", "de", "eu"))
    folder = draw.choice(("", "news/", "articles/2023/"))
    return Parts(
        names,
        title,
        container,
        years[0] if years else str(draw.randint(1990, 2025)),
        volume[0] if volume else str(draw.randint(1, 90)),
        volume[1] if len(volume) > 1 else str(draw.randint(1, 12)),
        pages.group().replace(" ", "") if pages else f"{(first := draw.randint(1, 900))}–{first + draw.randint(2, 40)}",
        (example.values("publisher") or [""])[0].strip(" .,:;()"),
        (example.values("location") or ["London"])[0].strip(" .,:;()"),
        draw.choice(SITES),
        f"https://www.{host}.{domain}/{folder}{slug}",
        f"10.{draw.randint(1000, 9999)}/{host[:5]}.{draw.randint(1000, 99999)}",
        draw.choice(MONTHS),
        str(draw.randint(1, 28)),
    )


def initials(given: str, mark: str, space: str) -> str:
    return space.join(f"{word[0].upper()}{mark}" for word in re.split(r"[\s.-]+", given) if word)


def split(name: str) -> tuple[str, str]:
    family, _, given = name.partition(", ")
    return family, given


def apa(names: Sequence[str]) -> str:
    set_names = [f"{family}, {initials(given, '.', ' ')}" if given else family for family, given in map(split, names)]
    return set_names[0] if len(set_names) == 1 else ", ".join(set_names[:-1]) + ", & " + set_names[-1]


def chicago(names: Sequence[str]) -> str:
    rest = [f"{given} {family}".strip() for family, given in map(split, names[1:])]
    return (
        names[0]
        if not rest
        else f"{names[0]}, and {rest[0]}"
        if len(rest) == 1
        else f"{names[0]}, {', '.join(rest[:-1])}, and {rest[-1]}"
    )


def direct(names: Sequence[str]) -> str:
    set_names = [f"{given} {family}".strip() for family, given in map(split, names)]
    return set_names[0] if len(set_names) == 1 else ", ".join(set_names[:-1]) + " and " + set_names[-1]


def ieee(names: Sequence[str]) -> str:
    return direct(
        [f"{family}, {initials(given, '.', ' ')}" if given else family for family, given in map(split, names)]
    )


def vancouver(names: Sequence[str]) -> str:
    return ", ".join(f"{family} {initials(given, '', '')}".strip() for family, given in map(split, names))


def stop(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def italic(text: str, draw: random.Random) -> str:
    mark = draw.choice(("*", "*", "_", ""))
    return f"{mark}{text}{mark}"


def quoted(text: str, stop: str, draw: random.Random) -> str:
    left, right = draw.choice(('""', "“”", '""', "''"))
    return f"{left}{text}{'' if text.endswith(('?', '!')) else stop}{right}"


def web_title(parts: Parts, draw: random.Random) -> str:
    if draw.random() < 0.45:
        headline = draw.choice(HEADLINES).format(draw.choice(SUBJECTS))
        headline = headline[0].upper() + headline[1:]
        return (
            headline
            if draw.random() < 0.5
            else " ".join(
                w if w in ("of", "the", "and", "for", "on", "to", "in") else w[0].upper() + w[1:]
                for w in headline.split()
            )
        )
    return parts.title


def creator(parts: Parts, draw: random.Random, form: Callable[[Sequence[str]], str]) -> str:
    return draw.choice(ORGANISATIONS) if draw.random() < 0.4 else form(parts.names[:3])


def link(parts: Parts, draw: random.Random) -> str:
    return draw.choice(("<{}>", "{}", "<{}>.", "{}")).format(parts.link)


def apa_date(parts: Parts, draw: random.Random) -> str:
    day = f"{parts.month} {parts.day}"
    return draw.choice(
        (
            f"({parts.year}, {day}).",
            f"({parts.year}, {day}).",
            f"({parts.year}).",
            "(n.d.).",
            f"({parts.year}{draw.choice('abc')}).",
        )
    )


Style = Callable[[Parts, random.Random], Example]
"""Sets the parts of a work as one style does."""
