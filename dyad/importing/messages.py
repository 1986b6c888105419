"""Messages between the server and its workers: a header of JSON and parts of bytes, over a pipe.

Nothing in a message is ever run: what a worker sends is data even when a file has made it misbehave.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping, Sequence
from typing import IO, Any

MAX_HEADER_BYTES = 16_000_000
MAX_PART_BYTES = 100_000_000  # of all parts of a message together

_LENGTH = struct.Struct(">Q")

Message = tuple[dict[str, Any], list[bytes]]  # its header and its parts


def own_results() -> IO[bytes]:
    """Return where a worker sends its messages; whatever else a library prints goes into the server's log."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return results


def send(stream: IO[bytes], header: Mapping[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Write a message. Raises OSError where nobody reads any more."""
    lengths = [len(part) for part in parts]
    for part in (json.dumps({**header, "parts": lengths}).encode(), *parts):
        stream.write(_LENGTH.pack(len(part)))
        stream.write(part)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """Return the next message, None where there is none.

    Raises
    ------
    ValueError
        When what comes is no message, or too long for one.
    """
    start = stream.read(_LENGTH.size)
    if not start:
        return None
    header = json.loads(_read_part(stream, start, most=MAX_HEADER_BYTES))
    try:
        lengths = list(header["parts"])
    except (LookupError, TypeError) as why:
        raise ValueError("A message has no header.") from why
    parts, left = [], MAX_PART_BYTES
    for _ in lengths:
        part = _read_part(stream, stream.read(_LENGTH.size), most=left)
        left -= len(part)
        parts.append(part)
    return header, parts


def _read_part(stream: IO[bytes], start: bytes, *, most: int) -> bytes:
    if len(start) < _LENGTH.size:
        raise ValueError("A message is cut off.")
    (length,) = _LENGTH.unpack(start)
    if length > most:
        raise ValueError(f"A message is too long: {length:,} bytes. Allowed: {most:,}.")
    part = stream.read(length)
    if len(part) < length:
        raise ValueError("A message is cut off.")
    return part
