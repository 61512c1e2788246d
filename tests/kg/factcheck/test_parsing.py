"""Roles of names: who does something, to whom, and where from."""

from __future__ import annotations

import pytest

from kg.factcheck.parsing import Role, parse


def roles(text: str, name: str) -> set[tuple[str, Role]]:
    parsed = parse(text)
    start = text.index(name)
    head = parsed.head_of(start, start + len(name))
    assert head is not None
    return {(parsed.words[action].text, role) for action, role in parsed.roles(head)}


@pytest.mark.parametrize(
    ("text", "name", "action", "role"),
    [
        ("Norway banned imports from Iceland.", "Norway", "banned", Role.DOER),
        ("Norway banned imports from Iceland.", "Iceland", "imports", Role.ORIGIN),
        ("The ban was imposed on Norway by Iceland.", "Norway", "ban", Role.TARGET),
        ("The ban was imposed on Norway by Iceland.", "Iceland", "ban", Role.DOER),
        ("Norway's embargo on Iceland hurt its fleet.", "Norway", "embargo", Role.DOER),
        ("Norway's embargo on Iceland hurt its fleet.", "Iceland", "embargo", Role.TARGET),
        ("Norway agreed to resume its exports.", "Norway", "resume", Role.DOER),
        ("Norway allowed the sale of boats to the Icelandic market.", "Icelandic", "sale", Role.TARGET),
    ],
)
def test_names_have_roles_in_what_is_done(text: str, name: str, action: str, role: Role) -> None:
    assert (action, role) in roles(text, name)


def test_an_owner_is_not_what_its_property_undergoes() -> None:
    assert ("revised", Role.TARGET) not in roles("Norway's law was revised.", "Norway")
