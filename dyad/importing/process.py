"""A worker as the server sees it: started for one job, listened to, and ended whatever happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from queue import Empty, SimpleQueue
from threading import Thread

from dyad.importing.limits import Limits, Usage, usage_of
from dyad.importing.messages import Message, receive, send
from dyad.paths import PACKAGE

PROGRAM = ("-P", "-m", "dyad.importing.worker")  # -P: nothing is imported from where the server was started
LEAN = {  # libraries that claim memory or threads for work that is not done here
    "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "RUST_BACKTRACE": "0",
}  # fmt: skip
LAST_SECONDS = 1  # a process that has closed its pipe needs to end


def worker_environment() -> dict[str, str]:
    """Return the environment that a process of ours is started with: it is lean, and imports this very package."""
    path = filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH")))
    return os.environ | LEAN | {"PYTHONPATH": os.pathsep.join(path)}


class WorkerEndedError(Exception):
    """The worker has ended before it said what came of its job, or said what nobody understands."""


class Worker:
    """A process that does one job."""

    def __init__(self, limits: Limits) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - us
            [sys.executable, *PROGRAM, json.dumps(asdict(limits))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=worker_environment(),
        )  # fmt: skip
        if not (self._process.stdin and self._process.stdout):
            raise RuntimeError("Two pipes were asked for.")
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        self._said: SimpleQueue[Message | Exception] = SimpleQueue()
        # Pipes block, and where nobody reads them for ever: only these threads wait for them, until the process ends.
        self._threads: list[Thread] = []
        self._start(self._listen)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

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
        """End the process, if it has not ended."""
        self._process.kill()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        with suppress(OSError):  # what was not written is of no use any more
            self._stdin.close()

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
        with self._stdout as results:
            try:
                while (message := receive(results)) is not None:
                    self._said.put(message)
                self._said.put(EOFError("It ended."))
            except (ValueError, RecursionError, MemoryError, OSError) as why:
                self._said.put(why)
