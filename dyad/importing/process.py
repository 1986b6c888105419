"""A process of ours as the server sees it, and one that is started for one job and ended whatever happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from queue import Empty, SimpleQueue
from threading import Thread

from dyad.importing.limits import Limits, memory_held
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
    """The worker says no more; `code` is how it ended, None where it goes on all the same."""

    def __init__(self, code: int | None) -> None:
        self.code = code
        super().__init__(f"It ended: {code}")


class Worker(Process):
    """A process that does one job."""

    def __init__(self, limits: Limits, job: Message) -> None:
        super().__init__(PROGRAM, json.dumps(asdict(limits)))
        self._said: SimpleQueue[Message | None] = SimpleQueue()
        # Pipes block, and where nobody reads them for ever: only this thread waits for them, until the process ends.
        self._thread = Thread(target=self._talk, args=(job,), daemon=True)
        self._thread.start()

    @property
    def memory(self) -> int:
        """How many bytes it holds."""
        return memory_held(self.pid)

    def message(self, seconds: float) -> Message | None:
        """Return the next message, None where none comes in time. Raises WorkerEndedError when no more will come."""
        try:
            said = self._said.get(timeout=seconds)
        except Empty:
            return None
        if said is None:
            code = None
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=LAST_SECONDS)
            raise WorkerEndedError(code)
        return said

    def stop(self) -> None:
        """End the process, if it has not ended, and with it the thread."""
        self._process.kill()
        self._thread.join()
        super().stop()

    def _talk(self, job: Message) -> None:
        with suppress(OSError):  # it has ended before it took all
            send(self._stdin, *job)
        with suppress(OSError, ValueError, RecursionError, MemoryError):  # it said what nobody understands
            while message := receive(self._stdout):
                self._said.put(message)
        self._said.put(None)
