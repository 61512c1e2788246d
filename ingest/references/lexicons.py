"""Words that tell the parts of references apart, in the languages that lists are mostly written in."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTHS = """january february march april may june july august september october november december jan feb mar apr jun
jul aug sep sept oct nov dec janvier février mars avril mai juin juillet août septembre octobre novembre décembre januar
februar märz juni juli oktober dezember enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
diciembre spring summer autumn fall winter"""
_LEXICONS = {
    "month": _MONTHS,
    "journal": """journal j review rev letters lett annals ann bulletin bull transactions trans quarterly magazine
        archives arch studies acta zeitschrift revue revista international int american amer european proc proceedings
        times post news herald today daily weekly gazette reuters bloomberg guardian economist blog""",
    "meeting": """proceedings proc conference conf symposium symp workshop congress meeting annual advances lecture
        notes lncs acm ieee usenix aaai ijcai""",
    "publisher": """press university univ verlag publishers publishing publications inc ltd co books wiley springer
        elsevier academic macmillan routledge sage éditions editions gallimard harper prentice hall mcgraw hill addison
        wesley company corporation institute association society bureau""",
    "report": "thesis dissertation report tech technical memo working paper preprint manuscript rep tr phd master diss",
    "editor": "ed eds editor editors edited hrsg hg dir coord éd éds",
    "translator": "trans translated translator traduit übersetzt tr",
    "edition": "edition edn ed édition aufl auflage rev revised",
    "volume": "vol vols volume no nr num number issue bd band tome t v n",
    "pages": "pp p pages page pgs seiten s págs art article",
    "retrieval": "retrieved accessed available from online consulté disponible last visited url access",
    "organisation": """institute center centre council department ministry agency bureau commission committee bank
        organization organisation office government association foundation administration board survey union
        nations world national federal ministère united fund forum authority""",
    "given": """aaron adam adrian alain alan albert alberto alejandro alessandro alex alexander alexandre alfred alice
        amy ana anders andré andrea andreas andrew angela ann anna anne anthony antoine antonio arthur barbara
        benjamin bernard bernd bernhard bill bob brian bruce carl carla carlo carlos carmen carol caroline
        catherine charles chen chris christian christine christoph christopher claire clara claude claudia
        colin craig cynthia dan daniel daniela david deborah dennis diana diane dieter dmitri donald dorothy
        douglas edgar eduardo edward elena elisabeth elizabeth ellen emily emma eric erik ernst eva fernando
        francesca francesco francis franck françois frank franz fred friedrich gabriel gary geoffrey georg
        george gerald gerhard gilles giovanni giuseppe gordon graham greg guido guy hannah hans harold harry
        heinrich heinz helen helmut henri henry herbert hiroshi howard hugh ian igor ivan jack jacques james
        jan jane janet jason javier jay jean jeff jeffrey jennifer jens jeremy jerry jessica jim joan joe joel
        johan johann johannes john jon jonathan jorge josé joseph joshua juan judith julia julian julie jürgen
        karen karl kate katherine kathleen keith kenneth kevin klaus larry laura laurent lawrence leo leon
        leonard lewis linda lisa louis luca lucy luigi luis magnus manuel marc marco marcus margaret maria
        marie mario marion mark markus martha martin mary matthew matthias maurice max melissa michael michel
        michelle miguel mike nancy neil nicholas nicolas nicole noam olga oliver olivier oscar otto pablo
        pamela patricia patrick paul paula paulo pedro peter philip philippe pierre rachel rainer ralph
        raymond rebecca richard rita robert roberto robin roger roland ronald rosa roy rudolf russell ruth
        sally sam samuel sandra sara sarah scott sean sergio sharon simon simone sofia sophie stefan stephan
        stephen steve steven stuart susan suzanne sylvia terry theodor theodore theresa thomas tim timothy tom
        tony ulrich ursula vera victor victoria vincent virginia vladimir walter wei werner wilhelm william
        wolfgang yves zhang иван андрей сергей""",
    "particle": "de la von van der den del di da le du dos ten ter el al bin ibn",
    "conjunction": "and & und et y e with",
    "function": "the of in on for to with a an from by at as is are how what why into its towards toward their",
    "nodate": "n.d nd s.d forthcoming press",
    "place": """london york new cambridge oxford berlin paris boston chicago philadelphia washington amsterdam
        dordrecht heidelberg leipzig münchen munich frankfurt stuttgart wien vienna zürich basel bern rome
        roma milano torino madrid barcelona lisboa lisbon rio janeiro são paulo tokyo kyoto beijing shanghai
        moscow москва м спб stockholm copenhagen oslo helsinki brussels geneva toronto montreal montréal
        québec sydney melbourne princeton haven berkeley angeles francisco stanford baltimore englewood
        cliffs reading hillsdale thousand oaks bloomington ithaca durham dc ny nj ma ca il pa md uk usa u.k
        u.s.a england france germany italy spain canada australia japan china netherlands switzerland hague
        delhi mumbai seoul singapore dublin edinburgh manchester""",
}
LEXICONS = {name: frozenset(words.split()) for name, words in _LEXICONS.items()}
