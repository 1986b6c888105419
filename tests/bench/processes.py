"""What a server uses of the machine, as Linux counts it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from tools.browser import Server

MB = 1_000_000


def processes_of(server: Server) -> list[int]:
    """Return the process of a server, and after it those that it has started."""
    assert server.process
    first, others = server.process.pid, list[int]()
    for task in Path(f"/proc/{first}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread ended meanwhile
            others += map(int, (task / "children").read_text(encoding="ascii").split())
    return [first, *sorted(others)]


def held(pid: int) -> float:
    """Return the MB of the machine's memory that a process holds (RSS)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) * 1024 / MB for line in status.splitlines() if line.startswith("VmRSS:"))


def worked(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
