"""Closed lists of English words that tell where a sentence can begin and where it cannot end."""

from __future__ import annotations


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


OPENERS = _words(
    """a accordingly additionally after afterwards again all also although among an analysts and another any as at
    because before besides both but by companies consequently conversely countries critics currently despite due during
    each earlier either even eventually every everything experts finally first firstly following for from furthermore
    given globally he hence here how however if in indeed initially instead it its last lastly later likewise many
    meanwhile moreover more most much nearly neither nevertheless next no none nonetheless nor not notably now
    officials on once one only or other others our over overall owing particularly perhaps rather recently
    researchers second secondly several she similarly simultaneously since so some still subsequently such than thanks
    that the their then there thereafter therefore these they third this those though through throughout thus to today
    together two ultimately under unless unlike until we what when where whereas whether which while who why with
    within without yet you"""
)
"""Words that open a sentence when they are capitalised inside a paragraph, in lower case."""

CONTINUERS = _words(
    """a an the and or nor of in on at by for from to into onto upon with within without between among amid against
    towards toward over under through during despite as than that which who whom whose whether because although while
    whereas if when where is are was were be been being has have had will would can could may might must should shall
    its their his her our your this these those such not including like per via about across along around before
    after behind below beyond near since until both either neither each every some any more most less least very so
    also only even just well Mr Mrs Ms Dr Prof President"""
)
"""Words after which a sentence is not over, as they are written inside a line."""

TITLES = _words(
    """Dr Mr Mrs Ms Prof Gen Sen Rep Gov Lt Col Capt Sgt Maj Adm Hon Rev St Fr Messrs vs cf viz Fig Figs Tab Eq No Nos
    Vol pp ed eds al approx ca Sec Art Ch Pt Pub resp"""
)
"""Abbreviations that another word always follows."""
