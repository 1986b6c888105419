"""A process of ours as the server sees it, and one that is started for one job and ended whatever happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from queue import Empty, SimpleQueue
from threading import Thread

from dyad.importing.limits import Limits, Usage, usage_of
from dyad.importing.messages import Message, receive, send
from dyad.paths import PACKAGE

PROGRAM = ("-m", "dyad.importing.worker")
LEAN = {  # libraries that claim memory or threads for work that is not done here
    "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "RUST_BACKTRACE": "0",
}  # fmt: skip
LAST_SECONDS = 1  # a process that has closed its pipe needs to end


class Process:
    """A program of ours with a pipe to it and one from it: it is lean, and imports this very package."""

    def __init__(self, program: Sequence[str], argument: str) -> None:
        path = filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH")))
        self._process = subprocess.Popen(  # noqa: S603 - us
            [sys.executable, "-P", *program, argument],  # -P: nothing is imported from where the server was started
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env=os.environ | LEAN | {"PYTHONPATH": os.pathsep.join(path)},
        )  # fmt: skip
        if not (self._process.stdin and self._process.stdout):
            raise RuntimeError("Two pipes were asked for.")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def stop(self) -> None:
        """End the process, if it has not ended."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):  # what was not written is of no use any more
                pipe.close()


class WorkerEndedError(Exception):
    """The worker has ended before it said what came of its job, or said what nobody understands."""


class Worker(Process):
    """A process that does one job."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(PROGRAM, json.dumps(asdict(limits)))
        self._said: SimpleQueue[Message | Exception] = SimpleQueue()
        # Pipes block, and where nobody reads them for ever: only these threads wait for them, until the process ends.
        self._threads: list[Thread] = []
        self._start(self._listen)

    def usage(self) -> Usage:
        """Return what the process has used."""
        return usage_of(self.pid)

    def give(self, job: Message) -> None:
        """Send the job; to a worker that has said that it is ready."""
        self._start(lambda: self._tell(job))

    def message(self, seconds: float) -> Message | None:
        """Return the next message, None where none comes in time.

        Raises
        ------
        WorkerEndedError
            When no more will come.
        """
        try:
            said = self._said.get(timeout=seconds)
        except Empty:
            return None
        if isinstance(said, Exception):
            raise WorkerEndedError(str(said)) from said
        return said

    def stop(self) -> None:
        """End the process, if it has not ended, and with it the threads."""
        self._process.kill()
        for thread in self._threads:
            thread.join()
        super().stop()

    def ended(self) -> int | None:
        """Return how the process ended that said no more, None where it goes on all the same."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(timeout=LAST_SECONDS)
        return None

    def _start(self, work: Callable[[], None]) -> None:
        self._threads.append(Thread(target=work, daemon=True))
        self._threads[-1].start()

    def _tell(self, job: Message) -> None:
        with suppress(OSError):  # it has ended, as `_listen` finds out
            send(self._stdin, *job)

    def _listen(self) -> None:
        try:
            while (message := receive(self._stdout)) is not None:
                self._said.put(message)
            self._said.put(EOFError("It ended."))
        except (ValueError, RecursionError, MemoryError, OSError) as why:
            self._said.put(why)
