"""Who is measured: this app, the same content as a plain Streamlit page, and the least that Streamlit can show."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bench.processes import PROGRAMS, ROOT, WORK, Process, running

DATA = ROOT / "data"
PLAIN, BARE = PROGRAMS / "plain_page.py", PROGRAMS / "bare_page.py"
NO_PREWARM = {"DYAD_PREWARM": "0"}
FOLDER = WORK / "plain"  # holds no .streamlit/config.toml: these pages have Streamlit's own defaults
# But for what calls outside, or watches files.
OPTIONS = (
    "--server.port", "{port}", "--server.address", "127.0.0.1", "--server.headless", "true",
    "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
)  # fmt: skip


def serve_app(
    data: Path = DATA, *, env: Mapping[str, str] | None = None, times: Path | None = None
) -> AbstractContextManager[Process]:
    """Serve this app; where `times` is given, how long each run of a script took is noted there."""
    command = ["dyad", "serve", "--port", "{port}", "--data", str(data)]
    return running(*_timed(command, env, times), folder=ROOT, answers="/health")


def serve_page(
    page: Path, *, env: Mapping[str, str] | None = None, times: Path | None = None
) -> AbstractContextManager[Process]:
    """Serve a page as `streamlit run` does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["streamlit", "run", str(page), *OPTIONS]
    given = {"BENCH_DATA": str(DATA), **(env or {})}
    return running(*_timed(command, given, times), folder=FOLDER, answers="/_stcore/health")


def _timed(
    command: list[str], env: Mapping[str, str] | None, times: Path | None
) -> tuple[list[str], Mapping[str, str] | None]:
    if times is None:
        return ["-m", *command], env
    times.unlink(missing_ok=True)
    return [str(PROGRAMS / "timed_server.py"), *command], {**(env or {}), "BENCH_TIMES": str(times)}
