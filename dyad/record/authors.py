"""Who wrote a document: how a cell tells persons from bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r"(?:[^;{]|\{[^}]*+\}?)+")  # up to a ";" that stands outside braces


@dataclass(frozen=True)
class Author:
    """A person, whose names are known apart, or a body, which has one `name`."""

    name: str = ""
    family: str = ""
    given: str = ""

    @property
    def spoken(self) -> str:
        """The name as it is said: given name first."""
        return self.name or f"{self.given} {self.family}"


def read_authors(cell: str) -> tuple[Author, ...]:
    """Return the authors that a cell names, parted by ";".

    One comma parts the family name of a person from the given names; everything else is a body, and so is what
    stands in braces.

    >>> [author.family for author in read_authors("Barbieri, Katherine; {Institute for Peace, Oslo}")]
    ['Barbieri', '']
    """
    return tuple(_author(name) for part in _PART.findall(cell) if (name := part.strip()))


def _author(name: str) -> Author:
    if name.startswith("{") and name.endswith("}"):
        return Author(name=name[1:-1].strip())
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given and "," not in given:
        return Author(family=family, given=given)
    return Author(name=name)
