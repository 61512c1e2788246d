"""SPARQL text: its tokens, what it may not ask for, and where it goes wrong.

Tokens follow the grammar of SPARQL 1.1 Query (section 19.8), so that a word in a string, an IRI or
a comment is never taken for a keyword, and a keyword can't hide behind an escape. Every text is read
in linear time: what is no token (a string without an end, a prefix of 65 letters) is not tried again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryRefusedError, QuerySyntaxError
from kg.iris import GRAPH, PREFIXES

_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\n\r]*)
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*>)
    | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<unclosed>["'].*)
    | (?P<name>[^\W\d_][\w.-]{{0,63}}?:(?:[\w:%.-]|\\.)*|_?:(?:[\w:%.-]|\\.)*)
    | (?P<number>(?>\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_POSITION = re.compile(r"(?:error at )?(\d+):(\d+): (.*)", re.DOTALL)
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
EXPECTED_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its kind (iri, string, variable, name, word, …) and its offset."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query or update; white space and comments are left out.

    Code point escapes (SPARQL 1.1, 19.2) outside strings and IRIs are resolved first.
    """
    for match in _TOKEN.finditer(_unescape_words(query)):
        kind = match.lastgroup or "other"
        if kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start())


def _unescape_words(query: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        character = chr(code) if code <= 0x10FFFF else "\ufffd"
        return character if character.isalnum() or character == "_" else match[0]

    return _ESCAPE.sub(plain, query)


def _unescape_all(query: str) -> str:
    """Resolve every code point escape before anything else, as SPARQL 1.1 says and some servers do."""
    return _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), query)


def check_read_only(query: str) -> None:
    """Raise QueryRefusedError for an update, SERVICE, or FROM with a graph that is not ours.

    Engines resolve escapes at different times, and accept a keyword glued to the word before it
    ("trueSERVICE", "ASKFROM"): the query is read both ways, and a keyword counts anywhere in a word.
    """
    _check_tokens(query)
    if _ESCAPE.search(query):
        _check_tokens(_unescape_all(query))


def _check_tokens(query: str) -> None:
    found = list(tokens(query))
    prefixes = dict(PREFIXES)
    form: str | None = None
    for position, token in enumerate(found):
        word = token.text.upper() if token.kind == "word" else ""
        if word == "PREFIX" and position + 2 < len(found):
            prefixes[found[position + 1].text.removesuffix(":")] = found[position + 2].text.strip("<>")
        elif "SERVICE" in word or (token.kind == "unclosed" and "SERVICE" in token.text.upper()):
            raise QueryRefusedError("SERVICE", "queries make no requests to other servers")
        elif word.endswith("FROM"):
            _check_graph(found[position + 1 : position + 3], prefixes)
        elif word in _FORMS:
            form = form or word
        elif word in _UPDATES and form is None:
            raise QueryRefusedError(word, "this interface only reads")


def check_update(update: str) -> None:
    """Raise QueryRefusedError for an update that would ask another server: LOAD or SERVICE."""
    for text in (update, _unescape_all(update)):
        for token in tokens(text):
            word = token.text.upper() if token.kind in ("word", "unclosed") else ""
            for construct in ("LOAD", "SERVICE"):
                if construct in word:
                    raise QueryRefusedError(construct, "updates make no requests to other servers")


def with_prefixes(query: str) -> str:
    """Declare the known prefixes that a query uses without declaring them, on its first line."""
    found = list(tokens(query))
    declared = {
        after.text.removesuffix(":")
        for token, after in pairwise(found)
        if token.kind == "word" and token.text.upper() == "PREFIX"
    }
    used = dict.fromkeys(token.text.partition(":")[0] for token in found if token.kind == "name")
    wanted = (prefix for prefix in used if prefix in PREFIXES and prefix not in declared)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in wanted) + query


def query_form(query: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE: the first of these words that is a keyword; else SELECT."""
    words = (token.text.upper() for token in tokens(query) if token.kind == "word")
    return next((word for word in words if word in _FORMS), "SELECT")


def names_its_graphs(query: str) -> bool:
    """Tell whether FROM says what the default graph is, so that it isn't the union of the layers."""
    return any(token.kind == "word" and token.text.upper().endswith("FROM") for token in tokens(query))


def check_graph_iri(iri: str, construct: str) -> None:
    """Raise QueryRefusedError for a graph that is not one of the store's own."""
    if not iri.startswith(GRAPH):
        raise QueryRefusedError(f"{construct} {iri}", f"only the store's own graphs ({GRAPH}…) can be read")


def _check_graph(following: list[Token], prefixes: Mapping[str, str]) -> None:
    names = [token for token in following if token.kind in ("iri", "name")]
    if not names:
        return
    text = names[0].text
    if names[0].kind == "iri":
        iri = _unescape_all(text.strip("<>"))
    else:
        prefix, _, local = text.partition(":")
        iri = prefixes.get(prefix, "") + local
    check_graph_iri(iri, "FROM")


def syntax_error(query: str, message: str) -> QuerySyntaxError:
    """Turn the engine's message into line, column and what was expected there."""
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(1, 1, message.splitlines()[0])
    line, column = int(match[1]), int(match[2])
    lines = query.splitlines() or [""]
    found = lines[line - 1][column - 1 : column + 19] if line <= len(lines) else ""
    expected = " ".join(match[3].split())
    if "Prefix not found" in expected:
        expected = "a declared prefix"
    elif len(expected) > EXPECTED_LENGTH:
        expected = expected[:EXPECTED_LENGTH].rsplit(",", 1)[0] + ", …"
    return QuerySyntaxError(line, column, f"{expected}; found {found!r}" if found else f"{expected}; found the end")


def values_block(variable: str, terms: tuple[NamedNode | Literal, ...]) -> str:
    """Return a VALUES clause for one variable; terms are serialised by the RDF library, never pasted."""
    return f"VALUES ?{variable} {{ {' '.join(str(term) for term in terms) or 'UNDEF'} }}"
