"""Read files that readers bring in a worker, within limits: what comes of them, or a sentence why nothing does."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from dyad.importing import process
from dyad.importing.bringing import READING, ImportOptions, ImportResult, Listener
from dyad.importing.budget import MEMORY_OF_ALL, MOST_HELD, HeldTables, Turns
from dyad.importing.gathering import ALL_FILES
from dyad.importing.packing import unpack_brought
from dyad.importing.process import MAX_PART_BYTES, MB, Limits, Message
from dyad.record.folding import visible
from dyad.record.problems import Problem

LOOK_SECONDS = 0.05 if sys.platform == "linux" else 0.25  # between two looks at what a worker uses; elsewhere they cost
SAY_SECONDS = 0.5  # between two calls that say the same: in each, a page can stop whoever waits
OF_TIME = ("SIGPROF", "SIGXCPU")  # signals that end a worker whose processor time is used up
OF_MEMORY = ("SIGABRT",)  # how libraries end a process that is given no memory

LESS = "Split the table, or copy it alone into a new file."
READING_TABLES = "Reading the tables"
AGAIN = "Try again. If it fails again, copy the table alone into a new file, or save it as CSV."
NOT_UNDERSTOOD = "the program that reads files said what nobody understands"

TURNS = Turns()  # of this server
HELD = HeldTables()  # by its sessions


class _FailedError(Exception):
    """Nothing comes of the files: what is said of that, what to do, and the rule."""


def import_tables(
    files: Sequence[tuple[str, bytes]], *, wishes: ImportOptions | None = None, on_progress: Listener | None = None,
    limits: Limits | None = None, turns: Turns = TURNS,
) -> ImportResult:  # fmt: skip
    """Return what `bring` makes of files, read by a worker; where that fails, one problem that says why.

    `on_progress` is called while the worker runs and while it waits for its turn; whatever it raises ends the work.
    """
    names = [name for name, _ in files]
    message = {"wishes": asdict(wishes or ImportOptions()), "names": names}, [content for _, content in files]
    job = _Job(message, limits=limits or Limits(), turns=turns, on_progress=on_progress)
    try:
        return _held(job.result())
    except _FailedError as failed:
        read = [name for name in names if READING.format(file=name) == job.what]
        said, hint, rule = failed.args
        file = visible(", ".join(read or names)) or ALL_FILES
        return ImportResult(problems=(Problem(file=file, message=said, hint=hint, rule=rule),))


def _held(brought: ImportResult) -> ImportResult:
    """Return what was brought, counted among what readers hold; raises _FailedError where that is too much."""
    if HELD.take(brought, most=MOST_HELD):
        return brought
    most = f"all tables that readers have brought may take {MOST_HELD // MB} MB here."
    raise _FailedError(f"does not fit: {most}", "Bring less text, or try again in a few minutes.", "too-large")


class _Job:
    """Files to be read by a worker, and by another where the first has to give way; `what` is being done."""

    def __init__(self, message: Message, *, limits: Limits, turns: Turns, on_progress: Listener | None) -> None:
        self._message, self._limits, self._turns, self._turn = message, limits, turns, turns.ask()
        self._on_progress = on_progress or (lambda _done, _what: None)
        self._done, self.what = 0.0, READING_TABLES
        self._said = float("-inf")  # by the clock

    def result(self) -> ImportResult:
        """Return what comes of the files once it is their turn. Raises _FailedError where nothing does."""
        try:
            while (answer := self._work()) is None:
                pass
            return unpack_brought(answer)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:  # Arrow's are too
            raise _broken_off(NOT_UNDERSTOOD) from why
        finally:
            self._turns.leave(self._turn)

    def _say(self, done: float, what: str) -> None:
        self._done, self.what, self._said = done, what, time.monotonic()
        self._on_progress(done, what)

    def _say_again(self) -> None:
        if time.monotonic() - self._said >= SAY_SECONDS:
            self._say(self._done, self.what)

    def _wait(self) -> None:
        while ahead := self._turns.take(self._turn):
            others = "1 other is" if ahead == 1 else f"{ahead} others are"
            self.what = f"{others} being read before yours"
            self._say_again()
            time.sleep(LOOK_SECONDS)

    def _work(self) -> Message | None:
        """Return what a worker says of the files, None where it had to give way to others and another is to begin."""
        self._wait()
        self._say(0, READING_TABLES)
        start = time.monotonic()
        try:
            worker = process.Worker(self._limits, self._message)
        except OSError as why:  # no more processes, files or memory
            raise _broken_off(f"the program that reads files could not be started ({why.strerror})") from why
        try:
            while True:
                header, parts = worker.message(LOOK_SECONDS) or ({}, [])
                if self._turns.must_end(self._turn, worker.memory):
                    if not self._turns.give_way(self._turn):
                        raise _needs_memory(MEMORY_OF_ALL // MB)
                    return None
                match header.get("kind"):
                    case "result":
                        return header, parts
                    case "failed":
                        raise self._told(header.get("why"))
                    case "progress":
                        self._say(float(header["done"]), str(header["what"]))
                    case "ended":
                        raise self._ended(header.get("code"))
                if time.monotonic() - start > self._limits.seconds:
                    raise _FailedError(f"could not be read within {self._limits.seconds:g} seconds.", AGAIN, "too-slow")
                self._say_again()
        finally:
            worker.stop()

    def _told(self, why: object) -> _FailedError:
        if why == "memory":
            return _needs_memory(self._limits.memory_mb)
        if why == "too large":
            return _FailedError(f"holds more than {MAX_PART_BYTES // MB} MB once it is read.", LESS, "too-large")
        return _broken_off("the program that reads files failed, and the server’s log says why")

    def _ended(self, code: object) -> _FailedError:
        """Return what an exit code says, on Unix a signal's number below 0; without one it did not end."""
        if not isinstance(code, int):
            return _broken_off(NOT_UNDERSTOOD)
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(code)
        if name in OF_TIME:
            most = f"{self._limits.cpu_seconds:g} seconds of processor time"
            return _FailedError(f"could not be read within {most}.", LESS, "too-slow")
        if name in OF_MEMORY:
            return _needs_memory(self._limits.memory_mb)
        if name == "SIGKILL":
            return _broken_off("the program that reads files was ended, as happens where memory runs short")
        return _broken_off(f"the program that reads files ended by itself ({name})")


def _needs_memory(most: int) -> _FailedError:
    return _FailedError(f"needs more than {most} MB of memory to be read.", LESS, "too-large")


def _broken_off(why: str) -> _FailedError:
    return _FailedError(f"could not be read: {why}.", AGAIN, "broken-off")
