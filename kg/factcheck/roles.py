"""Roles compared: whether the names of a statement do and undergo what they do and undergo in the source."""

from __future__ import annotations

from dataclasses import dataclass

from kg.factcheck.alignment import SHARED, Alignment
from kg.factcheck.base import KnowledgeBase, kind_of
from kg.factcheck.parsing import Parse, Role, parse
from kg.factcheck.terms import Terms, Unit

EXCHANGED = frozenset({frozenset({Role.DOER, Role.TARGET}), frozenset({Role.ORIGIN, Role.TARGET})})


@dataclass(frozen=True, slots=True)
class RoleReading:
    """One name and one action of a statement: its role there, its roles in the source, and who has its role there."""

    name: Unit
    action: Unit
    found: Unit
    role: Role
    there: frozenset[Role]
    others: tuple[Unit, ...]

    @property
    def agrees(self) -> bool:
        return self.role in self.there

    @property
    def crossed(self) -> bool:
        return not self.agrees and any(frozenset({self.role, other}) in EXCHANGED for other in self.there)


def role_readings(text: str, terms: Terms, alignment: Alignment, base: KnowledgeBase) -> list[RoleReading]:
    """Read the role of each name in each action that statement and sentence share."""
    mine = base.keep(("parse", text), lambda: parse(text))
    sentence = base.sentences[alignment.place]
    theirs = base.keep(("parse", alignment.place), lambda: parse(" ".join(sentence.text.split("\n"))))
    read = base.read(alignment.place)
    roles = base.keep(("roles", alignment.place), lambda: _roles_of(theirs, read.terms))
    actions = {}
    for match in alignment.matches:
        if match.found is None or match.score < SHARED or match.unit.proper or not match.unit.weight:
            continue
        at, there = mine.head_of(match.unit.start, match.unit.end), theirs.head_of(match.found.start, match.found.end)
        if at is not None and there is not None:
            actions[at] = (match.unit, match.found, there)
    found = []
    for unit in (u for u in terms.units if u.proper):
        head = mine.head_of(unit.start, unit.end)
        if head is None:
            continue
        for action, role in mine.roles(head):
            if action not in actions:
                continue
            verb, other, there = actions[action]
            same = {r for u, pairs in roles for a, r in pairs if a == there and _is_same(unit, u)}
            rest = tuple(
                u for u, pairs in roles if (there, role) in pairs and not _is_same(unit, u) and _is_kin(unit, u)
            )
            found.append(RoleReading(unit, verb, other, role, frozenset(same), rest))
    return found


def turned_way(text: str, terms: Terms, place: int, base: KnowledgeBase) -> tuple[Unit, Unit] | None:
    """Return two names between which something goes in the statement, and the other way in the sentence."""
    mine = base.keep(("ways", text), lambda: _ways(base.keep(("parse", text), lambda: parse(text)), terms))
    if not mine:
        return None
    flat = " ".join(base.sentences[place].text.split("\n"))
    parsed = base.keep(("parse", place), lambda: parse(flat))
    theirs = base.keep(("ways", place), lambda: _ways(parsed, base.read(place).terms))
    return next(
        ((a, b) for a, b in mine for c, d in theirs if _is_same(a, d) and _is_same(b, c) and not _is_same(a, b)), None
    )


def _ways(parsed: Parse, terms: Terms) -> list[tuple[Unit, Unit]]:
    """Return the pairs of names from which and to which one action goes."""
    roles = _roles_of(parsed, terms)
    return [
        (a, b)
        for a, given in roles
        for action, role in given
        if role is Role.ORIGIN
        for b, other in roles
        if (action, Role.TARGET) in other
    ]


def _roles_of(parsed: Parse, terms: Terms) -> list[tuple[Unit, frozenset[tuple[int, Role]]]]:
    found = []
    for unit in terms.units:
        if unit.proper and (head := parsed.head_of(unit.start, unit.end)) is not None:
            found.append((unit, parsed.roles(head)))
    return found


def _is_same(a: Unit, b: Unit) -> bool:
    return bool(a.names & b.names) or a.stem == b.stem


def _is_kin(a: Unit, b: Unit) -> bool:
    return bool({kind_of(name) for name in a.names} & {kind_of(name) for name in b.names})
