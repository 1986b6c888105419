"""What reading files may cost, and what a worker has used of it."""

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


@dataclass(frozen=True, kw_only=True)
class Usage:
    """What a process has used: seconds of processor time, and the bytes of memory it holds for itself."""

    cpu_seconds: float = 0
    memory: int = 0


def usage_of(pid: int) -> Usage:
    """Return what a process uses; nothing where it has ended."""
    with suppress(OSError, ValueError, IndexError):
        return _USAGE.get(sys.platform, usage_by_ps)(pid)
    return Usage()


def _usage_on_linux(pid: int) -> Usage:
    # behind the name, which may hold anything but is the last in brackets; then fields 14 and 15 of proc(5)
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    _, resident, shared, *_ = map(int, Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split())
    ticks = int(fields[11]) + int(fields[12])
    return Usage(
        cpu_seconds=ticks / os.sysconf("SC_CLK_TCK"),
        memory=(resident - shared) * os.sysconf("SC_PAGE_SIZE"),  # what libraries hold is there once for all
    )


def usage_by_ps(pid: int) -> Usage:
    """Return what `ps` says of a process, which macOS and every other Unix has."""
    told = subprocess.run(  # noqa: S603 - a number
        ["ps", "-o", "rss=,time=", "-p", str(pid)],  # noqa: S607 - wherever a system keeps it
        capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    days, _, clock = told[1].rpartition("-")  # 1-02:03:04 on Linux, 123:04.56 on macOS
    seconds = 0.0
    for part in clock.split(":"):
        seconds = seconds * 60 + float(part)
    return Usage(cpu_seconds=int(days or 0) * 86_400 + seconds, memory=int(told[0]) * 1024)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):  # PROCESS_MEMORY_COUNTERS
        _fields_ = [
            ("cb", wintypes.DWORD), ("faults", wintypes.DWORD), ("peak", ctypes.c_size_t),
            ("working_set", ctypes.c_size_t), ("pools", ctypes.c_size_t * 4), ("committed", ctypes.c_size_t),
            ("peak_committed", ctypes.c_size_t),
        ]  # fmt: skip

    def _usage_on_windows(pid: int) -> Usage:
        kernel = ctypes.WinDLL("kernel32")
        kernel.OpenProcess.restype = wintypes.HANDLE
        process = wintypes.HANDLE(kernel.OpenProcess(0x1000, False, pid))  # PROCESS_QUERY_LIMITED_INFORMATION
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        times = [wintypes.FILETIME() for _ in range(4)]  # when it began and ended; in the kernel, in its own code
        try:
            kernel.K32GetProcessMemoryInfo(process, ctypes.byref(counters), counters.cb)
            kernel.GetProcessTimes(process, *map(ctypes.byref, times))
        finally:
            kernel.CloseHandle(process)
        ticks = sum((time.dwHighDateTime << 32) + time.dwLowDateTime for time in times[2:])  # of 100 ns
        return Usage(cpu_seconds=ticks / 10_000_000, memory=counters.committed)

    _USAGE = {"win32": _usage_on_windows}
else:
    _USAGE = {"linux": _usage_on_linux}


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
