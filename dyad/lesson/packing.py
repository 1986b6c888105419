"""A lesson packed into letters: it travels in the query of an address, and a browser keeps it so.

Nothing of it is trusted when it comes back: lengths are bounded before anything is unpacked, and what is unpacked too.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Mapping

from dyad.lesson.reading import MOST_STEPS
from dyad.lesson.rows import Rows, tidy_rows
from dyad.record.grids import MAX_CELL_CHARS
from dyad.record.schema import LESSON

MOST_IN_ADDRESS = 6_000  # characters: what mail programs, proxies and QR codes pass on whole
MOST_KEPT = 3_000_000  # characters that a browser hands over
MOST_TEXT = 400_000  # characters of all cells of a lesson, whatever they take as bytes
MOST_BYTES = 2_000_000  # of what is unpacked
NOTHING = "it is no lesson, or only a part of one: links are cut off where they are too long for a message."


class PackedError(ValueError):
    """A text holds no lesson; the message says why, as the end of a sentence."""


def pack_rows(rows: Rows) -> str:
    """Return rows as letters of an address; the shorter, the fewer columns they use."""
    used = [name for name in LESSON.columns if any(row[name] for row in rows)]
    cells = [used, *([row[name] for name in used] for row in rows)]
    text = json.dumps(cells, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).rstrip(b"=").decode("ascii")


def unpack_rows(packed: str, *, most: int = MOST_IN_ADDRESS) -> Rows:
    """Return the rows in a text of at most so many characters.

    Raises
    ------
    PackedError
        When it holds none.
    """
    if len(packed) > most:
        raise PackedError(f"a lesson has at most {most:,} characters there, and this one has {len(packed):,}.")
    rows = _read(_inflate(packed))
    if not 0 < len(rows) <= MOST_STEPS:
        raise PackedError(f"it has {len(rows):,} steps. Allowed: 1 to {MOST_STEPS}.")
    if any(len(cell) > MAX_CELL_CHARS for row in rows for cell in row.values()):
        raise PackedError(f"a text in it is longer than {MAX_CELL_CHARS:,} characters.")
    return tidy_rows(rows)


def _inflate(packed: str) -> bytes:
    try:
        compressed = base64.b64decode(packed.encode("ascii") + b"=" * (-len(packed) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(compressed, MOST_BYTES)
    except (UnicodeEncodeError, binascii.Error, zlib.error) as why:
        raise PackedError(NOTHING) from why
    if unpacking.unconsumed_tail:
        raise PackedError(f"it unpacks to more than {MOST_BYTES // 1_000_000} MB.")
    if not unpacking.eof or unpacking.unused_data:
        raise PackedError(NOTHING)
    return content


def _read(content: bytes) -> list[Mapping[str, str]]:
    """Return the rows as they were written; columns that there are not are left out."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as why:
        raise PackedError(NOTHING) from why
    if not isinstance(told, list) or not all(isinstance(cells, list) for cells in told) or not told:
        raise PackedError(NOTHING)
    if not all(isinstance(cell, str) for cells in told for cell in cells):
        raise PackedError(NOTHING)
    header, *rows = told
    if not {"title", "shows"} <= set(header) or any(len(cells) != len(header) for cells in rows):
        raise PackedError(NOTHING)
    return [{name: cell for name, cell in zip(header, cells, strict=True) if name in LESSON.columns} for cells in rows]
