"""Who is measured: this app, and the same content made in other ways.

`picture` of a contestant is an expression of JavaScript: "" until its last chart is drawn whole, afterwards a text
that is another one when another choice of events is drawn. `preview` is one for what is drawn before that and answers
nothing yet, where it is drawn whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from tests.bench.processes import PROGRAMS, WORK, Process, running

Env = Mapping[str, str] | None


class Start(Protocol):
    """Serve a folder of tables, with this added to the environment."""

    def __call__(self, data: Path, *, env: Env = None) -> AbstractContextManager[Process]: ...


# Streamlit draws a figure of Vega as SVG: the marks of all its plots come at once. `data-settled="false"` says that
# the app's figure was drawn for another width than this window's, and is about to be drawn again.
APP_PICTURE = """(() => {
  const figure = document.querySelector('[data-testid="stVegaLiteChart"] svg.marks');
  const marks = figure ? figure.querySelectorAll('.role-mark path').length : 0;
  const settled = document.querySelector('[data-settled="false"]') === null;
  return marks && settled ? `${marks} ${figure.textContent.length}` : '';
})()"""
APP_PREVIEW = """(() => {
  const drawn = [...document.getElementById('first')?.shadowRoot?.querySelectorAll('figure') ?? []];
  return String(drawn.filter((one) => one.checkVisibility() && one.querySelector('path')).length || '');
})()"""
# Of more than a thousand points Plotly Express makes WebGL: of those only the canvas can be seen from outside.
PLOTLY_POINTS = "'.js-plotly-plot .scatterlayer .point, .js-plotly-plot .gl-canvas-context'"
PLAIN_PICTURE = f"""(() => {{
  const points = document.querySelectorAll({PLOTLY_POINTS}).length;
  const trade = document.querySelectorAll('[data-testid="stVegaLiteChart"] svg.marks .role-mark path').length;
  const words = [...document.querySelectorAll('.js-plotly-plot .legendtext')].map((one) => one.textContent);
  return points && trade ? `${{points}} ${{trade}} ${{words}}` : '';
}})()"""
DASH_PICTURE = """(() => {
  const points = document.querySelectorAll('#events .scatterlayer .point').length;
  const trade = document.querySelectorAll('#trade .scatterlayer .point').length;
  const words = [...document.querySelectorAll('#events .legendtext')].map((one) => one.textContent);
  return points && trade ? `${points} ${trade} ${words}` : '';
})()"""


PLAIN = PROGRAMS / "plain_page.py"
PLAIN_FOLDER = WORK / "plain"  # holds no .streamlit/config.toml: the plain page has Streamlit's own defaults
# But for what calls outside, or watches files.
PLAIN_OPTIONS = (
    "--server.port", "{port}", "--server.address", "127.0.0.1", "--server.headless", "true",
    "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Contestant:
    """One way to show the events and the trade.

    `start` serves a folder of tables. `choices` selects the buttons that choose themes, in `picture`'s page; `unfold`
    what has to be pressed before they show.
    """

    name: str
    title: str
    start: Start
    picture: str
    path: str = "/"
    preview: str = "''"
    choices: str = ""
    unfold: str = ""


def serve_app(data: Path, *, root: Path, env: Env = None) -> AbstractContextManager[Process]:
    """Serve this app, of the working tree `root`."""
    command = ["-m", "dyad", "serve", "--port", "{port}", "--data", str(data)]
    return running(command, folder=root, answers="/health", env=env)


def serve_plain(data: Path, *, env: Env = None) -> AbstractContextManager[Process]:
    """Serve the plain page as `streamlit run` does."""
    return _run_streamlit(["-m", "streamlit"], env={"BENCH_DATA": str(data), **(env or {})})


def _run_streamlit(program: list[str], *, env: Mapping[str, str]) -> AbstractContextManager[Process]:
    PLAIN_FOLDER.mkdir(parents=True, exist_ok=True)
    command = [*program, "run", str(PLAIN), *PLAIN_OPTIONS]
    return running(command, folder=PLAIN_FOLDER, answers="/_stcore/health", env=env)


def serve_dash(data: Path, *, env: Env = None) -> AbstractContextManager[Process]:
    """Serve the Dash page."""
    return running(
        [str(PROGRAMS / "dash_page.py"), "{port}"], folder=WORK, env={"BENCH_DATA": str(data), **(env or {})}
    )


def serve_timed(server: str, data: Path, times: Path, *, root: Path) -> AbstractContextManager[Process]:
    """Serve the app or the plain page by a server that notes in `times` how long each run of a script took."""
    timed = str(PROGRAMS / "timed_server.py")
    if server == "app":
        command = [timed, "dyad", "serve", "--port", "{port}", "--data", str(data)]
        return running(command, folder=root, answers="/health", env={"BENCH_TIMES": str(times)})
    return _run_streamlit([timed, "streamlit"], env={"BENCH_TIMES": str(times), "BENCH_DATA": str(data)})


def the_app(root: Path, *, name: str = "app", title: str = "this app, `/`", path: str = "/") -> Contestant:
    """Return this app at an address."""
    return Contestant(
        name=name, title=title, start=partial(serve_app, root=root), picture=APP_PICTURE, path=path,
        preview=APP_PREVIEW, choices=".st-key-theme button", unfold=".st-key-fold button",
    )  # fmt: skip


def plain_page() -> Contestant:
    """Return the plain Streamlit page."""
    return Contestant(
        name="plain", title="plain Streamlit page", start=serve_plain, picture=PLAIN_PICTURE,
        choices=".st-key-theme button",
    )  # fmt: skip


def dash_page() -> Contestant:
    """Return the Dash page."""
    return Contestant(
        name="dash", title="Dash page", start=serve_dash, picture=DASH_PICTURE, choices="#theme label",
    )  # fmt: skip
