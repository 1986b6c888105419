"""JSON that somebody brings, and what in its texts no cell may hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dyad.importing.kinds import refuse
from dyad.record.grids import MAX_CELL_CHARS, UNSEEN


def parse_json(content: bytes, *, file: str) -> Any:
    """Return what JSON in UTF-8 holds.

    Raises
    ------
    RecordError
        When it is no JSON, or holds a character that nobody sees.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as why:
        message = f"is not JSON that can be read ({why})."
        raise refuse(file, message, "Write it anew.", rule="json") from why
    if unseen := next(filter(None, map(UNSEEN.search, _texts_in(data))), None):
        message = f"holds U+{ord(unseen[0]):04X}, a character that hides itself or turns the text around it."
        raise refuse(file, message, "Delete it.", rule="control")
    return data


def check_lengths(data: Any, *, file: str) -> None:
    """Raise RecordError where a text or a name in JSON is longer than a cell may be."""
    longest = max(map(len, _texts_in(data)), default=0)
    if longest > MAX_CELL_CHARS:
        message = f"has a text of {longest:,} characters. Allowed: {MAX_CELL_CHARS:,}."
        raise refuse(file, message, "Shorten it.", rule="too-long-cell")


def _texts_in(data: Any) -> Iterator[str]:
    rest = [data]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            rest += [*one, *one.values()]
        elif isinstance(one, list):
            rest += one
        elif isinstance(one, str):
            yield one
