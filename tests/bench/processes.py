"""Servers started to be measured, and ended whatever happens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tools.browser import HOST, free_port

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench"
START_SECONDS = 180  # a server of 100,000 events reads them first
END_SECONDS = 10
MB = 1_000_000
PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True, kw_only=True)
class Process:
    """A running server; `ready_seconds` passed from its start until it answered."""

    port: int
    pid: int
    ready_seconds: float

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://{HOST}:{self.port}"


def held(pid: int) -> float:
    """Return the MB of the machine's memory that a process holds (RSS), as Linux counts it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return next(int(line.split()[1]) * 1024 / MB for line in status.splitlines() if line.startswith("VmRSS:"))


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    listed: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread ended meanwhile
            listed += map(int, (task / "children").read_text(encoding="ascii").split())
    return sorted(listed)


def worked(pid: int) -> float:
    """Return the seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, folder: Path, answers: str = "/"
) -> Iterator[Process]:
    """Run this interpreter with a command in a folder until the block ends; `{port}` in it becomes a free port.

    Raises RuntimeError where it does not answer 200 at `answers`.
    """
    port = free_port()
    WORK.mkdir(parents=True, exist_ok=True)
    log = WORK / f"server-{port}.log"
    started = time.perf_counter()
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, *(word.replace("{port}", str(port)) for word in command)],
            cwd=folder, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, stdout=output,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        while not _answers(f"http://{HOST}:{port}{answers}"):
            if server.poll() is not None or time.perf_counter() - started > START_SECONDS:
                raise RuntimeError(f"{' '.join(command)} does not answer:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.02)
        yield Process(port=port, pid=server.pid, ready_seconds=time.perf_counter() - started)
    finally:
        server.terminate()
        try:
            server.wait(timeout=END_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
    log.unlink()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=START_SECONDS) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
