"""Reads what readers bring, once: run as a program, by `process`."""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from contextlib import suppress
from typing import IO

if __name__ == "__main__":
    gc.disable()  # what is imported stays, and this process ends before the rest would be worth looking through

import python_calamine  # noqa: F401

from dyad.importing import process
from dyad.importing.bringing import ImportOptions, bring
from dyad.importing.packing import pack_brought
from dyad.importing.process import Message, send


def answer(job: Message, results: IO[bytes]) -> None:
    """Read files as a record, and write what comes of it; what goes wrong is told as a failure, never raised."""
    options, files = job

    def on_progress(done: float, what: str) -> None:
        send(results, {"kind": "progress", "done": done, "what": what})

    why = "error"
    try:
        named = list(zip(options["names"], files, strict=True))
        header, parts = pack_brought(bring(named, wishes=ImportOptions(**options["wishes"]), told=on_progress))
        if sum(map(len, parts)) <= process.MAX_PART_BYTES:
            send(results, {**header, "kind": "result"}, parts)
            return
        why = "too large"
    except MemoryError:
        why = "memory"
    except BaseException:  # a panic of a reader is no Exception
        traceback.print_exc()  # into the server's log
    send(results, {"kind": "failed", "why": why})


def main() -> None:
    """Do one job, within the limits given as the argument."""
    results = process.own_results()
    process.be_the_first_to_go()
    process.limit_this_process(process.Limits(**json.loads(sys.argv[1])))
    with suppress(ValueError):  # the server ended before it had sent all
        if job := process.receive(sys.stdin.buffer):
            answer(job, results)
    os._exit(0)  # nothing is left to be put in order


if __name__ == "__main__":
    main()
