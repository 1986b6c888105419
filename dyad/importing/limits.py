"""What reading files may cost, and what a worker holds of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

if sys.platform != "win32":
    import resource

MB = 1_000_000
MEMORY_VARIABLE = "DYAD_IMPORT_MEMORY_MB"  # sets the memory that all workers of a server may hold together
MEMORY_MB = 420  # unless it is set: with a server of 400 MB and a program that draws (200) within the 1 GiB of deploy/
URGENCY = 5  # niceness: readers who are here come first


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one import may take, from when its worker is ready; None is without limit."""

    cpu_seconds: float | None = 20
    memory_mb: int | None = 512
    seconds: float | None = 60  # by the clock: for a worker that does nothing


NO_LIMITS = Limits(cpu_seconds=None, memory_mb=None, seconds=None)


def memory_of_all() -> int:
    """Return how many bytes the workers of a server may hold together."""
    return told_or(MEMORY_VARIABLE, MEMORY_MB)


def told_or(variable: str, usual: int) -> int:
    """Return how many bytes a variable of the environment gives in MB, the usual ones where it is no number."""
    told = os.environ.get(variable, "")
    return MB * (int(told) if told.isascii() and told.isdigit() else usual)


def memory_held(pid: int) -> int:
    """Return the bytes of memory that a process holds for itself; 0 where it has ended, and on Windows."""
    with suppress(OSError, ValueError):
        return _memory_on_linux(pid) if sys.platform == "linux" else memory_by_ps(pid)
    return 0


def _memory_on_linux(pid: int) -> int:
    _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split())
    return (resident - shared) * resource.getpagesize()  # what libraries hold is there once for all


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
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if limits.cpu_seconds is not None:
            signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)
    if sys.platform == "linux" and limits.memory_mb is not None:  # macOS takes this limit, and does not keep to it
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + limits.memory_mb * MB
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def be_the_first_to_go() -> None:
    """Let readers who are here, and the server, come before this process: for the processor, and when memory ends."""
    if sys.platform != "win32":
        os.nice(URGENCY)
    if sys.platform == "linux":
        with suppress(OSError):  # a sandbox may forbid it
            Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
