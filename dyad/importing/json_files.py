"""JSON that somebody brings: read, and its texts held to what a cell may hold before anything else looks at them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dyad.record.grids import MAX_CELL_CHARS, UNSEEN
from dyad.record.problems import Problem, RecordError

HALF = re.compile("[\ud800-\udfff]")  # of a character beyond 16 bits, which JSON writes as two

Place = tuple[str | int, ...]  # names and numbers that lead to a value


@dataclass(frozen=True, kw_only=True)
class TooLong:
    """A text, or the name of a value, that was cut to what a cell may hold: where it is and how long it was."""

    place: Place
    chars: int
    is_name: bool = False

    @property
    def says(self) -> str:
        what = "has a name of" if self.is_name else "has"
        return f"{what} {self.chars:,} characters. Allowed: {MAX_CELL_CHARS:,}."


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """What a JSON file holds, `content` being the file with its texts as they are in `data`."""

    data: Any
    content: bytes
    too_long: tuple[TooLong, ...]


def parse_json(content: bytes, *, file: str) -> Parsed:
    """Return what JSON in UTF-8 holds, every text in it cut to the characters of a cell.

    Raises
    ------
    RecordError
        When it is no JSON, or holds a character that nobody sees.
    """
    try:
        data: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as why:
        says = f"is not JSON that can be read ({why})."
        raise RecordError([Problem(file=file, says=says, fix="Write it anew.", rule="json")]) from why
    if unseen := _unseen_in(data):
        says = f"holds U+{ord(unseen):04X}, a character that hides itself or turns the text around it."
        raise RecordError([Problem(file=file, says=says, fix="Delete it.", rule="control")])
    too_long = tuple(_cut(data))
    return Parsed(data=data, content=json.dumps(data).encode() if too_long else content, too_long=too_long)


def _unseen_in(data: Any) -> str:
    """Return the first character of JSON's texts that nobody sees or that is half of one, "" where there is none."""
    rest = [data]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            rest += [*one, *one.values()]
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str) and (found := UNSEEN.search(one) or HALF.search(one)):
            return found[0]
    return ""


def _cut(data: Any) -> Iterator[TooLong]:
    """Cut the texts and names that are too long where they are, and yield each."""
    opened: list[tuple[Place, Any, Iterator[tuple[Any, Any]]]] = [((), data, _items(data))]
    while opened:
        place, holder, items = opened[-1]
        for name, value in items:
            if isinstance(name, str) and len(name) > MAX_CELL_CHARS:
                holder[name[:MAX_CELL_CHARS]] = holder.pop(name)
                yield TooLong(place=(*place, name[:MAX_CELL_CHARS]), chars=len(name), is_name=True)
                name = name[:MAX_CELL_CHARS]
            if isinstance(value, str) and len(value) > MAX_CELL_CHARS:
                holder[name] = value[:MAX_CELL_CHARS]
                yield TooLong(place=(*place, name), chars=len(value))
            elif isinstance(value, dict | list):
                opened.append(((*place, name), value, _items(value)))
                break
        else:
            opened.pop()


def _items(holder: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(holder, dict):
        return iter(list(holder.items()))  # a copy, as names may be cut
    return enumerate(holder) if isinstance(holder, list) else iter(())
