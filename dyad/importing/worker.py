"""Reads what readers bring, once: run as a program, by `process`.

A job comes in on standard input, what is done so far and what came of it leave on standard output. Whatever goes wrong
in here is told in one place, `answer`; whatever ends this process is seen by the one who started it.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from typing import IO, Any

if __name__ == "__main__":
    gc.disable()  # what is imported stays, and this process ends before the rest would be worth looking through

import python_calamine  # noqa: F401

from dyad.importing.bringing import ImportOptions, Listener, bring
from dyad.importing.limits import Limits, be_the_first_to_go, limit_this_process
from dyad.importing.messages import MAX_PART_BYTES, Message, receive, send
from dyad.importing.packing import pack_brought

READY, PROGRESS, RESULT, FAILED = "ready", "progress", "result", "failed"  # kinds of message
NO_MEMORY, TOO_LARGE, ERROR = "memory", "too large", "error"  # why a job failed


def read_tables(options: Mapping[str, Any], files: Sequence[bytes], on_progress: Listener) -> Message:
    """Read files as a record."""
    wishes = dict(options["wishes"])
    wishes["economies"] = tuple((code, name) for code, name in wishes["economies"])
    named = list(zip(options["names"], files, strict=True))
    return pack_brought(bring(named, wishes=ImportOptions(**wishes), told=on_progress))


def answer(job: Message, results: IO[bytes]) -> None:
    """Do a job, and write what comes of it; what goes wrong is told as a kind of failure, never raised."""
    options, files = job

    def on_progress(done: float, what: str) -> None:
        send(results, {"kind": PROGRESS, "done": done, "what": what})

    why = ERROR
    try:
        header, parts = read_tables(options, files, on_progress)
        if sum(map(len, parts)) <= MAX_PART_BYTES:
            send(results, {**header, "kind": RESULT}, parts)
            return
        why = TOO_LARGE
    except MemoryError:
        why = NO_MEMORY
    except BaseException:  # a panic of a reader is no Exception
        traceback.print_exc()  # into the server's log
    send(results, {"kind": FAILED, "why": why})


def main() -> None:
    """Do one job, within the limits given as the argument."""
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no result
    be_the_first_to_go()
    limit_this_process(Limits(**json.loads(sys.argv[1])))
    send(results, {"kind": READY})
    job = receive(sys.stdin.buffer)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    if job is not None:
        answer(job, results)
    os._exit(0)  # nothing is left to be put in order


def _end_with_the_server() -> None:
    os.read(0, 1)  # returns when the pipe is closed
    os._exit(1)


if __name__ == "__main__":
    main()
