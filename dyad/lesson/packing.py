"""A lesson packed into letters: it travels in the query of an address, and a browser keeps it so.

Nothing of it is trusted when it comes back: lengths are bounded before anything is unpacked, and what is unpacked too.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping

from dyad.lesson.reading import MOST_STEPS
from dyad.lesson.rows import Rows, tidy_rows
from dyad.record.grids import MAX_CELL_CHARS
from dyad.record.schema import LESSON
from dyad.wording import addresses as wording

MOST_IN_ADDRESS = 6_000  # characters: what mail programs, proxies and QR codes pass on whole
MOST_KEPT = 3_000_000  # characters that a browser hands over
MOST_TEXT = 400_000  # characters of all cells of a lesson, whatever they take as bytes
MOST_BYTES = 2_000_000  # of what is unpacked
ALWAYS = {"title", "shows"}  # the columns that a lesson has even where they are empty: by them it is known


class PackedError(ValueError):
    """A text holds no lesson; the message says why, as the end of a sentence."""


def pack_rows(rows: Rows) -> str:
    """Return rows as letters of an address; the shorter, the fewer columns they use."""
    used = [name for name in LESSON.columns if name in ALWAYS or any(row[name] for row in rows)]
    cells = [used, *([row[name] for name in used] for row in rows)]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode("ascii")


def unpack_rows(packed: str, *, most: int = MOST_IN_ADDRESS) -> Rows:
    """Return the rows in a text of at most so many characters. Raises PackedError when it holds none."""
    if len(packed) > most:
        raise PackedError(wording.too_much_text(number=len(packed), most=most))
    rows = _read(packed)
    if not 0 < len(rows) <= MOST_STEPS:
        raise PackedError(wording.too_many_steps(number=len(rows), most=MOST_STEPS))
    if any(len(cell) > MAX_CELL_CHARS for row in rows for cell in row.values()):
        raise PackedError(wording.too_long_text(MAX_CELL_CHARS))
    return tidy_rows(rows)


def _read(packed: str) -> list[Mapping[str, str]]:
    """Return the rows as they were written; columns that there are not are left out."""
    unpacking = zlib.decompressobj()
    try:
        letters = packed.encode("ascii") + b"=" * (-len(packed) % 4)
        content = unpacking.decompress(base64.b64decode(letters, altchars=b"-_", validate=True), MOST_BYTES)
        told = [] if unpacking.unconsumed_tail else json.loads(content)
    except (ValueError, RecursionError, zlib.error) as why:
        raise PackedError(wording.NO_LESSON) from why
    if unpacking.unconsumed_tail:
        raise PackedError(wording.unpacks_to_more(MOST_BYTES // 1_000_000))
    tabular = isinstance(told, list) and told != [] and all(isinstance(cells, list) for cells in told)
    whole = tabular and unpacking.eof and not unpacking.unused_data
    if not whole or not all(isinstance(cell, str) for cells in told for cell in cells):
        raise PackedError(wording.NO_LESSON)
    header, *rows = told
    if not set(header) >= ALWAYS or any(len(cells) != len(header) for cells in rows):
        raise PackedError(wording.NO_LESSON)
    return [{name: cell for name, cell in zip(header, cells, strict=True) if name in LESSON.columns} for cells in rows]
