"""A process of ours: messages to it and from it, what it may take, and one that does one job and ends whatever happens.

A message is a line of JSON and parts of bytes, over a pipe. Nothing in it is ever run: what a worker sends is data even
when a file has made it misbehave.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

from dyad.paths import PACKAGE

if sys.platform != "win32":
    import resource

MB = 1_000_000
PROGRAM = ("-m", "dyad.importing.worker")
LEAN = {  # libraries that claim memory or threads for work that is not done here
    "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "RUST_BACKTRACE": "0",
}  # fmt: skip
LAST_SECONDS = 1  # a process that has closed its pipe needs to end
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
    """Return the next message, None where there is none. Raises ValueError when it is none that may come."""
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


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one import may take, from when its worker is ready."""

    cpu_seconds: float = 20
    memory_mb: int = 512
    seconds: float = 60  # by the clock: for a worker that does nothing


def memory_held(pid: int) -> int:
    """Return the bytes of memory that a process holds for itself; 0 where it has ended, and on Windows."""
    with suppress(OSError, ValueError):
        if sys.platform != "linux":
            return memory_by_ps(pid)
        _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split())
        return (resident - shared) * resource.getpagesize()  # what libraries hold is there once for all
    return 0


def memory_by_ps(pid: int) -> int:
    """Return what `ps`, which macOS and every other Unix has, says that a process holds. ValueError: there is none."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S603, S607
    return int(told.stdout) * 1024


def limit_this_process(limits: Limits) -> None:
    """Have the system end this process when it takes more than the limits from now on, where the system can.

    SIGPROF ends it when its processor time is used up (unlike RLIMIT_CPU it counts parts of seconds); memory that
    is not given shows as MemoryError, or as the end of the process.
    """
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    if sys.platform == "linux":  # macOS takes this limit, and does not keep to it
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + limits.memory_mb * MB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def be_the_first_to_go() -> None:
    """Let readers who are here, and the server, come before this process: for the processor, and when memory ends."""
    if sys.platform != "win32":
        os.nice(5)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    if sys.platform == "linux":
        with suppress(OSError):  # a sandbox may forbid it
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


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

    def stop(self) -> None:
        """End the process, if it has not ended."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._stdin, self._stdout):
            with suppress(OSError):  # what was not written is of no use any more
                pipe.close()


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
        return memory_held(self._process.pid)

    def message(self, seconds: float) -> Message | None:
        """Return the next message, None where none comes in time; where no more will come one of the kind "ended".

        Its `code` is how the worker ended, None where it goes on all the same.
        """
        with suppress(Empty):
            if said := self._said.get(timeout=seconds):
                return said
            code = None
            with suppress(subprocess.TimeoutExpired):
                code = self._process.wait(timeout=LAST_SECONDS)
            return {"kind": "ended", "code": code}, []
        return None

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
