"""Reference lists of the two documents, each entry checked by reading, and lists of other kinds and conditions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.references import Oddity, read_references
from kg.model import Document, DocumentId, Reference

ROOT = Path(__file__).parents[3]
GOLDEN = Path(__file__).parent / "golden"
BODY = "Rare earths are mined in few places (Smith, 2020). Prices rose.\n\n"


def document(text: str, slug: str = "sample") -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(DocumentId(slug), text, sha256, slug, (), None, None, "", "document.txt")


def read(text: str) -> tuple[Reference, ...]:
    found = document(text)
    references = read_references(found)
    for number, reference in enumerate(references, start=1):
        assert reference.index == number
        assert reference.raw == text[reference.start : reference.end]
        assert reference.raw == reference.raw.strip()
    return references


def source(slug: str) -> str:
    return (ROOT / "ingest" / "sources" / slug / "document.txt").read_bytes().decode()


def kinds(reference: Reference) -> set[str]:
    return {warning.kind for warning in reference.warnings}


def test_every_entry_of_the_paper_is_read_as_a_reader_reads_it() -> None:
    rows = [line.split("\t") for line in (GOLDEN / "hanif-2025.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    found = []
    for reference in read(source("hanif-2025")):
        work = reference.work
        values = (
            work.issued,
            work.title,
            work.container,
            work.publisher,
            work.volume,
            work.issue,
            work.pages,
            work.doi,
        )
        row = [str(reference.index), str(reference.start), "; ".join(work.authors), *(value or "" for value in values)]
        row += [work.url or "", work.type, ",".join(map(str, reference.same_as))]
        found.append([*row, ",".join(warning.kind for warning in reference.warnings)])
    assert found == rows


def test_a_document_without_a_list_has_no_references() -> None:
    assert read(source("induqin-2025")) == ()
    assert read("") == ()
    assert read("No list here.\n\nSources say that prices rose in 2020.\n") == ()


def test_a_list_without_a_heading_is_found_by_its_shape() -> None:
    entries = [
        "Smith, J. (2020). Mining the deep sea. Ocean Review, 12(3), 45-67.",
        "Jones, A. B. (2019). Lithium and its markets. Energy Letters, 4, 1-9. https://doi.org/10.1000/el.4",
        "World Bank. (2021). Commodity outlook. https://www.worldbank.org/en/research/commodity-markets",
    ]
    assert [reference.raw for reference in read(BODY + "\n".join(entries))] == entries


def test_numbered_and_vancouver_entries_keep_their_numbers_in_the_raw_text() -> None:
    text = (
        BODY
        + "References\n\n[1] A. Smith and B. Jones, “Deep mining,” Ocean Review, vol. 12, no. 3, pp. 45–67, May 2020.\n"
        + "[2] Pérez JJ, Arias A. Cyclic fatigue of alloys. J Endod. 2014;9(2):1477-81. doi: 10.1016/j.joen.2014.1\n"
        + "[3] World Bank. Outlook [Internet]. Washington: World Bank; 2021. Available from: https://worldbank.org/outlook\n"
    )
    first, second, third = read(text)
    assert first.raw.startswith("[1] A. Smith")
    assert first.work.authors == ("Smith, A.", "Jones, B.")
    assert (first.work.title, first.work.container, first.work.volume, first.work.issue) == (
        "Deep mining", "Ocean Review", "12", "3",
    )  # fmt: skip
    assert second.work.authors == ("Pérez, JJ", "Arias, A")
    assert (second.work.container, second.work.issued, second.work.volume, second.work.pages) == (
        "J Endod", "2014", "9", "1477–81",
    )  # fmt: skip
    assert second.work.doi == "10.1016/j.joen.2014.1"
    assert third.work.url == "https://worldbank.org/outlook"


def test_entries_are_put_together_across_lines_blank_lines_and_page_breaks() -> None:
    text = (
        BODY
        + "References\n\n- Smith, J. (2020). Mining the deep sea and\n\n14\n\f\n"
        + "its many discontents. *Ocean Review*, 12(3), 45-67.\n"
        + "- Jones, A. (2019). Lithium. <https://example.org/\nlithium>\n"
    )
    first, second = read(text)
    assert first.work.title == "Mining the deep sea and its many discontents"
    assert first.work.container == "Ocean Review"
    assert second.work.url == "https://example.org/lithium"


def test_hanging_indents_divide_entries() -> None:
    text = BODY + (
        "Bibliography\n"
        "Smith, John. 2020. “Mining the Deep\n    Sea.” Ocean Review 12 (3): 45–67.\n"
        "Jones, Ann, and Bo Li. 2019. Lithium.\n    London: Verso.\n"
    )
    first, second = read(text)
    assert first.work.title == "Mining the Deep Sea"
    assert second.work.authors == ("Jones, Ann", "Li, Bo")


def test_unmarked_lines_divide_also_after_links_and_before_particles() -> None:
    entries = [
        "European Commission. (2023). Critical Raw Materials Act. https://ec.europa.eu/commission/a",
        "Farrell, Henry, and Abraham L. Newman. “Weaponized Interdependence.” Security 44, no. 1 (2019): 42-79.",
        "van der Berg, J. (2020). Ports of Asia. Brill.",
    ]
    references = read(BODY + "References\n\n" + "\n".join(entries))
    assert [reference.raw for reference in references] == entries
    assert references[1].work.authors == ("Farrell, Henry", "Newman, Abraham L.")


def test_a_broken_list_loses_nothing() -> None:
    entries = ["Smith, J. (2020).", "https://example.org/page", "???", '. 2019. "Lost names." https://bbc.co.uk/a/b']
    references = read(BODY + "References\n\n" + "\n".join(f"- {entry}" for entry in entries))
    assert [reference.raw for reference in references] == entries
    assert Oddity.UNPARSED in kinds(references[2])
    assert Oddity.MISSING_AUTHORS in kinds(references[3])


def test_a_thousand_entries_go_through() -> None:
    entries = [
        f"- Author{chr(97 + i % 26)}, B. ({1950 + i % 70}). Title number {i} of many. "
        f"Journal of Lists, {i}(1), {i}-{i + 9}."
        for i in range(1000)
    ]
    references = read(BODY + "References\n\n" + "\n".join(entries))
    assert len(references) == 1000
    assert references[999].work.title == "Title number 999 of many"
    assert all(reference.same_as == () for reference in references)


def test_lists_in_other_scripts_are_read() -> None:
    chinese = (
        "正文。\n\n参考文献\n\n[1] 王伟, 李强. 稀土产业政策研究[J]. 中国稀土学报, 2020, 38(3): 45-52.\n"
        "[2] 张三. 芯片战争[M]. 北京: 人民出版社, 2021.\n"
    )
    first, second = read(chinese)
    assert first.work.authors == ("王伟", "李强")
    assert (first.work.title, first.work.container, first.work.issued) == ("稀土产业政策研究", "中国稀土学报", "2020")
    assert (first.work.volume, first.work.issue, first.work.pages) == ("38", "3", "45–52")
    assert (second.work.title, second.work.publisher, second.work.type) == ("芯片战争", "人民出版社", "book")
    russian = (
        "Текст.\n\nСписок литературы\n\n"
        "1. Иванов И. И., Петров А. А. Рынок редкоземельных металлов // "
        "Вопросы экономики. – 2019. – Т. 5, № 2. – С. 10–25.\n"
        "2. Сидоров П. К. Геополитика технологий. – М.: Наука, 2021. – 320 с.\n"
    )
    first, second = read(russian)
    assert first.work.authors == ("Иванов, И. И.", "Петров, А. А.")
    assert (first.work.title, first.work.container) == ("Рынок редкоземельных металлов", "Вопросы экономики")
    assert (first.work.volume, first.work.issue, first.work.pages) == ("5", "2", "10–25")
    assert (second.work.title, second.work.publisher, second.work.issued) == ("Геополитика технологий", "Наука", "2021")


def test_the_list_ends_at_the_appendix() -> None:
    text = (
        BODY
        + "References\n\n- Smith, J. (2020). Mining. Ocean Review, 12, 1-2.\n\n"
        + "Appendix A\n\nThe survey asked ten things.\n"
    )
    assert len(read(text)) == 1


def test_a_repeated_author_dash_takes_the_author_before() -> None:
    text = (
        BODY
        + "References\n\nButler, Judith. 1990. Gender Trouble. New York: Routledge.\n"
        + "———. 1993. Bodies That Matter. New York: Routledge.\n"
    )
    assert [reference.work.authors for reference in read(text)] == [("Butler, Judith",), ("Butler, Judith",)]


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ('Post, Morning. 2020. "A story." <https://www.morningpost.com/story/a>', Oddity.INVERTED_ORGANISATION),
        ("Smith, J. (2020). A story. https://example.org/2018/04/story", Oddity.DATE_CONTRADICTS_URL),
        ("Smith, J. (2020). A story. https://example.org/", Oddity.HOME_PAGE),
        ("Xinhua. (2020). A story. http://www.xinhuanet.com/english/2020-04/01/c_1.htm", Oddity.STATE_MEDIA),
        ("Smith, J. (2020). A story. https://example.org/ahttps://example.com/b", Oddity.JOINED_URLS),
    ],
)
def test_an_oddity_is_data_on_its_entry(entry: str, kind: Oddity) -> None:
    (reference,) = read(f"{BODY}References\n\n- {entry}\n")
    assert kind in kinds(reference)


def test_an_archived_address_is_one_address() -> None:
    (reference,) = read(
        BODY + "References\n\n- Smith, J. (2020). A story. https://web.archive.org/web/2020/https://example.org/a\n"
    )
    assert reference.work.url == "https://web.archive.org/web/2020/https://example.org/a"
    assert Oddity.JOINED_URLS not in kinds(reference)
