"""Integrity warnings: what is odd about the authority behind a claim, each with its evidence."""

from __future__ import annotations

from kg.catalogue import Catalogue
from kg.integrity import Flaw
from kg.rdf import text_of

QUERY = """
SELECT ?quote ?message ?evidence {
  ?claim kg:warning ?warning ; kg:quote ?quote .
  ?warning kg:warningKind ?kind ; kg:message ?message ; kg:evidence ?evidence .
  FILTER(?kind = "%s")
}
"""


def flaws(catalogue: Catalogue, kind: Flaw) -> list[tuple[str, str, str]]:
    rows = catalogue.reader.select(QUERY % kind).rows
    return [(text_of(a), text_of(b), text_of(c)) for a, b, c in rows if a and b and c]


def test_a_figure_on_reserves_is_cited_to_a_statistic_on_mining(catalogue: Catalogue) -> None:
    found = flaws(catalogue, Flaw.OTHER_STATISTIC)
    assert all("11.6% of rare earth reserves" in quote for quote, _, _ in found)
    assert found[0][1] == "The figure is about reserves, the title of the work speaks of mining."


def test_a_work_is_older_than_the_measure_that_it_is_cited_for(catalogue: Catalogue) -> None:
    found = flaws(catalogue, Flaw.WORK_BEFORE_EVENT)
    assert found
    assert all("China's new policy" in quote and "2023-06-09" in message for quote, message, _ in found)


def test_a_goal_may_be_cited_to_a_work_from_before_its_deadline(catalogue: Catalogue) -> None:
    assert not any("70% self-sufficiency" in quote for quote, _, _ in flaws(catalogue, Flaw.WORK_BEFORE_EVENT))


def test_home_pages_and_state_media_as_only_authority(catalogue: Catalogue) -> None:
    evidence = {e.split("<")[-1].rstrip(">.") for _, _, e in flaws(catalogue, Flaw.WEAK_AUTHORITY)}
    assert evidence == {
        "https://investinchina.chinadaily.com.cn/",
        "https://www.globaltimes.cn/",
        "http://www.goinnermongolia.com.cn/baotou/",
        "https://pamirllc.com/",
    }


def test_every_claim_on_a_dangling_citation_says_so(catalogue: Catalogue) -> None:
    query = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c kg:citation/kg:linkStatus kg:Dangling }"
    (row,) = catalogue.reader.select(query).rows
    assert row[0] is not None
    quotes = flaws(catalogue, Flaw.DANGLING)
    assert len(quotes) == int(text_of(row[0])) > 0
