"""Who is measured: this app, the same content as a plain Streamlit page, and the least that Streamlit can show."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from tools.browser import HOST, ROOT, Server, free_port, running

WORK = ROOT / "build" / "bench"
DATA = ROOT / "data"
PROGRAMS = Path(__file__).parent / "programs"
PLAIN, BARE = PROGRAMS / "plain_page.py", PROGRAMS / "bare_page.py"
FOLDER = WORK / "plain"  # holds no .streamlit/config.toml: these pages have Streamlit's own defaults
# But for what calls outside, or watches files.
OPTIONS = (
    "--server.address", HOST, "--server.headless", "true", "--browser.gatherUsageStats", "false",
    "--server.fileWatcherType", "none",
)  # fmt: skip


def serve_app(data: Path = DATA, *, ahead: bool = False, times: Path | None = None) -> AbstractContextManager[Server]:
    """Serve this app, drawing ahead or not; how long each run of a script took is noted in `times`, if given."""
    env = {} if ahead else {"DYAD_PREWARM": "0"}
    return _serve(["dyad", "serve", "--data", str(data), "--port"], env, folder=ROOT, times=times)


def serve_page(page: Path, *, times: Path | None = None) -> AbstractContextManager[Server]:
    """Serve a page as `streamlit run` does."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["streamlit", "run", str(page), *OPTIONS, "--server.port"]
    return _serve(command, {"BENCH_DATA": str(DATA)}, folder=FOLDER, times=times)


def _serve(
    command: Sequence[str], env: Mapping[str, str], *, folder: Path, times: Path | None
) -> AbstractContextManager[Server]:
    WORK.mkdir(parents=True, exist_ok=True)
    port, start = free_port(), ["-m"]
    if times:
        times.unlink(missing_ok=True)
        start, env = [str(PROGRAMS / "timed_server.py")], {**env, "BENCH_TIMES": str(times)}
    whole = [sys.executable, *start, *command, str(port)]
    return running(whole, WORK / f"server-{port}.log", url=f"http://{HOST}:{port}", env=env, folder=folder)
