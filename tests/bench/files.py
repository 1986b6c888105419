"""The making of files: figures as pictures and documents, as the page and the command line make them.

Every file is made by the functions the page and the command line use. `new view` is the first file of a view nobody
has looked at: the figure is laid out for its page as well. `shown` is a file of the view on the screen: the drawing is
there already. `first` runs in a program of its own, from the first import on.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from dyad.figures.catalogue import FIGURES
from dyad.publish.files import FORMATS, export_figure, export_zip
from dyad.publish.images import draw_page
from dyad.publish.sheets import Choice, lay_out
from dyad.record import Record, read_record
from dyad.view import View, default_view

FIRST_FILES = (("trade-band", "png"), *(("overview", form) for form in ("png", "svg", "pdf", "html")))
LEAST_PROGRAMS = 3
DRAWN: Any = vars(draw_page)["__wrapped__"]  # the memory's name for pages that were drawn

FIRST = """
import time
started = time.perf_counter()
from pathlib import Path
from dyad.publish.files import export_figure
from dyad.publish.sheets import Choice
from dyad.record import read_record
from dyad.view import default_view
record = read_record(Path("data"))
ready = time.perf_counter()
export_figure(record, default_view(record), Choice(figure="{figure}"), "{form}", scale=1)
print(ready - started, time.perf_counter() - ready)
"""


def forget(record: Record) -> None:
    """Throw away every drawing, so that the next file is one of a new view."""
    record.memory.clear()


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` took."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def jobs(record: Record, view: View, choice: Choice) -> dict[str, Callable[[], object]]:
    """Return the making of each file by the name it has in the report."""
    made: dict[str, Callable[[], object]] = {
        f"png, {scale}×": lambda scale=scale: export_figure(record, view, choice, "png", scale=scale)  # type: ignore[misc]
        for scale in (1, 2)
    }
    for form in FORMATS:
        if form != "png":
            made[form] = lambda form=form: export_figure(record, view, choice, form)  # type: ignore[misc]
    made["zip"] = lambda: export_zip(record, view, choice)
    return made


def time_figure(record: Record, figure: str, rounds: int) -> dict[str, dict[str, list[float]]]:
    """Return times in ms by file, `new view` and `shown`; the files take turns, so that all see the same machine."""
    choice, view = Choice(figure=figure), default_view(record)
    low, high = view.years
    views = [replace(view, years=(low + at % 3, high)) for at in range(rounds)]
    times: dict[str, dict[str, list[float]]] = {}
    for seen in views:
        for name, work in jobs(record, seen, choice).items():
            forget(record)
            kinds = times.setdefault(name, {"new view": [], "shown": []})
            kinds["new view"].append(milliseconds(work))
    for seen in views:
        lay_out(record, seen, choice)
        for name, work in jobs(record, seen, choice).items():
            record.memory.pop(DRAWN, None)  # the drawing on the screen is kept, the files are not
            times[name]["shown"].append(milliseconds(work))
    return times


def time_first(figure: str, form: str, rounds: int, *, root: Path) -> tuple[list[float], list[float]]:
    """Return ms until all is imported and read, and ms of the first file after that, each in a new program."""
    ready, first = [], []
    for _ in range(rounds):
        out = subprocess.run(
            [sys.executable, "-c", FIRST.format(figure=figure, form=form)],
            cwd=root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        one, other = map(float, out.stdout.split())
        ready.append(one * 1000)
        first.append(other * 1000)
    return ready, first


def measure(*, root: Path, rounds: int) -> dict[str, Any]:
    """Return ms by figure and file, and ms of first files, each in a program of its own."""
    record = read_record(root / "data")
    export_zip(record, default_view(record), Choice(figure=next(iter(FIGURES))))  # starts the converter, once a program
    programs = max(rounds // 3, LEAST_PROGRAMS)
    return {
        "figures": {figure: time_figure(record, figure, rounds) for figure in FIGURES},
        "rounds": rounds,
        "programs": programs,
        "first": [
            {"figure": figure, "form": form, "ready": ready, "first": first}
            for figure, form in FIRST_FILES
            for ready, first in [time_first(figure, form, programs, root=root)]
        ],
    }
