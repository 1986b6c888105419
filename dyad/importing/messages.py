"""Messages between the server and its workers: a line of JSON and parts of bytes, over a pipe.

Nothing in a message is ever run: what a worker sends is data even when a file has made it misbehave.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import IO, Any

MAX_HEADER_BYTES = 16_000_000
MAX_PART_BYTES = 100_000_000  # of all parts of a message together

Message = tuple[dict[str, Any], list[bytes]]  # its header and its parts


def own_results() -> IO[bytes]:
    """Return where a worker sends its messages; whatever else a library prints goes into the server's log."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return results


def send(stream: IO[bytes], header: Mapping[str, Any], parts: Sequence[bytes] = ()) -> None:
    """Write a message. Raises OSError where nobody reads any more."""
    stream.write(json.dumps({**header, "parts": [*map(len, parts)]}).encode() + b"\n")
    stream.writelines(parts)
    stream.flush()


def receive(stream: IO[bytes]) -> Message | None:
    """Return the next message, None where there is none.

    Raises
    ------
    ValueError
        When what comes is no message, or too long for one.
    """
    line = stream.readline(MAX_HEADER_BYTES)
    if not line:
        return None
    header = json.loads(line)
    try:
        lengths = [int(length) for length in header["parts"]]
    except (LookupError, TypeError) as why:
        raise ValueError("A message has no header.") from why
    if min(lengths, default=0) < 0 or sum(lengths) > MAX_PART_BYTES:
        raise ValueError(f"A message is too long: {sum(lengths):,} bytes. Allowed: {MAX_PART_BYTES:,}.")
    parts = [stream.read(length) for length in lengths]
    if [*map(len, parts)] != lengths:
        raise ValueError("A message is cut off.")
    return header, parts
