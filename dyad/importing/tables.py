"""Read files that readers bring in a worker, within limits: what comes of them, or a sentence why nothing does."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from dyad.importing import process
from dyad.importing.bringing import ImportOptions, ImportResult, Listener, reading
from dyad.importing.held import HeldTables, most_held
from dyad.importing.limits import MB, Limits, Usage, memory_of_all
from dyad.importing.messages import MAX_PART_BYTES, Message
from dyad.importing.packing import unpack_brought
from dyad.importing.process import WorkerEndedError
from dyad.importing.turns import Turns
from dyad.record.grids import visible
from dyad.record.problems import Problem

USUAL_LIMITS = Limits()
TURNS = Turns()  # of this server
HELD = HeldTables()  # by its sessions
LOOK_SECONDS = 0.05 if sys.platform == "linux" else 0.25  # between two looks at what a worker uses; elsewhere they cost
SAY_SECONDS = 0.5  # between two calls that say the same: in each, a page can stop whoever waits
OF_TIME = ("SIGPROF", "SIGXCPU")  # signals that end a worker whose processor time is used up
OF_MEMORY = ("SIGABRT",)  # how libraries end a process that is given no memory

LESS = "Split the table, or copy it alone into a new file."
AGAIN = "Try again. If it fails again, copy the table alone into a new file, or save it as CSV."
NOT_UNDERSTOOD = "the program that reads files said what nobody understands"


class ImportFailedError(Exception):
    """Nothing can be made of the files; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class _OverBudgetError(Exception):
    """All workers together hold too much memory, and this one has to give way."""


def import_tables(
    files: Sequence[tuple[str, bytes]], *, wishes: ImportOptions | None = None, on_progress: Listener | None = None,
    limits: Limits = USUAL_LIMITS, turns: Turns = TURNS,
) -> ImportResult:  # fmt: skip
    """Return what `bring` makes of files, read by a worker; where that fails, one problem that says why.

    `on_progress` is called while the worker runs and while it waits for its turn; whatever it raises ends the work.
    """
    job = _Job(files, wishes=wishes or ImportOptions(), limits=limits, turns=turns, on_progress=on_progress)
    try:
        brought = job.result()
        if HELD.take(brought, most=most_held()):
            return brought
        raise job.too_much_held()
    except ImportFailedError as failed:
        return ImportResult(problems=(failed.problem,))


class _Job:
    """Files to be read by a worker, and by another where the first has to give way."""

    def __init__(
        self, files: Sequence[tuple[str, bytes]], *, wishes: ImportOptions, limits: Limits, turns: Turns,
        on_progress: Listener | None,
    ) -> None:  # fmt: skip
        self._names = [name for name, _ in files]
        self._message: Message = (
            {"wishes": asdict(wishes), "names": self._names},
            [content for _, content in files],
        )
        self._limits = limits
        self._on_progress = on_progress
        self._done, self._what = 0.0, "Reading the tables"
        self._said = float("-inf")  # by the clock
        self._turns, self._turn = turns, turns.ask()

    def result(self) -> ImportResult:
        """Return what comes of the files once it is their turn. Raises ImportFailedError where nothing does."""
        try:
            while True:
                self._wait()
                try:
                    return unpack_brought(self._work())
                except _OverBudgetError:
                    if not self._turns.give_way(self._turn):
                        raise self._needs_memory(memory_of_all() // MB) from None
                except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as why:  # Arrow's are too
                    raise self._failed(NOT_UNDERSTOOD) from why
        finally:
            self._turns.leave(self._turn)

    def _say(self, done: float, what: str) -> None:
        self._done, self._what, self._said = done, what, time.monotonic()
        if self._on_progress:
            self._on_progress(done, what)

    def _say_again(self) -> None:
        if time.monotonic() - self._said >= SAY_SECONDS:
            self._say(self._done, self._what)

    def _wait(self) -> None:
        while ahead := self._turns.take(self._turn):
            others = "1 other is" if ahead == 1 else f"{ahead} others are"
            self._what = f"{others} being read before yours"
            self._say_again()
            time.sleep(LOOK_SECONDS)

    def _work(self) -> Message:
        self._say(0, "Reading the tables")
        try:
            worker = process.Worker(self._limits)
        except OSError as why:  # no more processes, files or memory
            raise self._failed(f"the program that reads files could not be started ({why.strerror})") from why
        try:
            return self._listen(worker)
        except WorkerEndedError as why:
            raise self._ended(worker.ended()) from why
        finally:
            worker.stop()

    def _listen(self, worker: process.Worker) -> Message:
        start, base = time.monotonic(), None
        while True:
            message = worker.message(LOOK_SECONDS)
            used = worker.usage()
            self._turn.memory = used.memory
            if self._turns.must_end(self._turn):
                raise _OverBudgetError
            kind = message[0].get("kind") if message else None
            if message and kind == "result":
                return message
            if message and kind == "failed":
                raise self._told(message[0].get("why"))
            if message and kind == "progress":
                self._say(float(message[0]["done"]), str(message[0]["what"]))
            if kind == "ready" and base is None:  # what it has used so far was for its start
                base = used
                worker.give(self._message)
            self._check(used, base, time.monotonic() - start)
            self._say_again()

    def _check(self, used: Usage, base: Usage | None, seconds: float) -> None:
        """End what the system does not: what waits for nothing, and on some systems what takes too much."""
        limits = self._limits
        if limits.seconds is not None and seconds > limits.seconds:
            raise self._failure(f"could not be read within {limits.seconds:g} seconds.", AGAIN, "too-slow")
        if base is None:
            return
        if limits.cpu_seconds is not None and used.cpu_seconds - base.cpu_seconds > limits.cpu_seconds:
            raise self._needs_time()
        if limits.memory_mb is not None and used.memory - base.memory > limits.memory_mb * MB:
            raise self._needs_memory(limits.memory_mb)

    # -- why nothing comes of them -------------------------------------------------------------

    def _told(self, why: object) -> ImportFailedError:
        """Return what a worker says of its own failure."""
        if why == "memory":
            return self._needs_memory(self._limits.memory_mb)
        if why == "too large":
            message = f"holds more than {MAX_PART_BYTES // MB} MB once it is read."
            return self._failure(message, LESS, "too-large")
        return self._failed("the program that reads files failed, and the server’s log says why")

    def _ended(self, code: int | None) -> ImportFailedError:
        """Return what an exit code says, on Unix a signal's number below 0; without one it did not end."""
        if code is None:
            return self._failed(NOT_UNDERSTOOD)
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(code)
        if name in OF_TIME:
            return self._needs_time()
        if name in OF_MEMORY:
            return self._needs_memory(self._limits.memory_mb)
        if name == "SIGKILL":
            return self._failed("the program that reads files was ended, as happens where memory runs short")
        return self._failed(f"the program that reads files ended by itself ({name})")

    def _needs_time(self) -> ImportFailedError:
        seconds = self._limits.cpu_seconds
        return self._failure(f"could not be read within {seconds:g} seconds of processor time.", LESS, "too-slow")

    def _needs_memory(self, most: int | None) -> ImportFailedError:
        than = f"{most} MB of memory to be read" if most else "memory to be read than there is"
        return self._failure(f"needs more {'than ' if most else ''}{than}.", LESS, "too-large")

    def too_much_held(self) -> ImportFailedError:
        """Return the failure of tables that do not fit beside what other readers have brought."""
        message = f"does not fit: all tables that readers have brought may take {most_held() // MB} MB here."
        return self._failure(message, "Bring less text, or try again in a few minutes.", "too-large")

    def _failed(self, why: str) -> ImportFailedError:
        return self._failure(f"could not be read: {why}.", AGAIN, "broken-off")

    def _failure(self, message: str, hint: str, rule: str) -> ImportFailedError:
        """Return the failure of the file that was being read, or of all where none was."""
        read = [name for name in self._names if reading(name) == self._what] or self._names
        file = visible(", ".join(read)) or "The files"
        return ImportFailedError(Problem(file=file, message=message, hint=hint, rule=rule))
