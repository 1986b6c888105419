"""Time the making of files, side by side in one run, into docs/benchmarks.md: `make bench`.

    python tools/bench.py [--rounds 15]

Every file is made by the functions the page and the command line use. `new view` is the first file of a view nobody
has looked at: the figure is laid out for its page as well. `shown` is a file of the view on the screen: the drawing is
there already. `first` runs in a program of its own, from the first import on.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dyad.figures.catalogue import FIGURES
from dyad.publish.files import FORMATS, export_figure, export_zip
from dyad.publish.images import draw_page
from dyad.publish.sheets import Choice, lay_out
from dyad.record import Record, read_record
from dyad.view import View, default_view

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "benchmarks.md"
PACKAGES = ("altair", "vl-convert-python", "pypdf", "streamlit")
TARGETS_MS = {"png, 1×": 300, "png, 2×": 300, "svg": 150, "zip": 5000}  # of a view that is shown
FIRST_MS = 2000

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
export_figure(record, default_view(record), Choice(figure="{figure}"), "{form}", times=1)
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
        f"png, {times}×": lambda times=times: export_figure(record, view, choice, "png", times=times)  # type: ignore[misc]
        for times in (1, 2)
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
            record.memory.pop(draw_page.__wrapped__, None)  # the drawing on the screen is kept, the files are not
            times[name]["shown"].append(milliseconds(work))
    return times


def time_first(figure: str, form: str, rounds: int) -> tuple[list[float], list[float]]:
    """Return ms until all is imported and read, and ms of the first file after that, each in a new program."""
    ready, first = [], []
    for _ in range(rounds):
        out = subprocess.run(
            [sys.executable, "-c", FIRST.format(figure=figure, form=form)],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        one, other = map(float, out.stdout.split())
        ready.append(one * 1000)
        first.append(other * 1000)
    return ready, first


def spread(times: list[float]) -> str:
    """Return the median and, in brackets, the lower and upper quartile."""
    low, middle, high = statistics.quantiles(times, n=4)
    return f"{middle:,.0f} ({low:,.0f}–{high:,.0f})"


def report(rounds: int) -> str:
    """Time everything and return the report."""
    record = read_record(ROOT / "data")
    export_zip(record, default_view(record), Choice(figure=next(iter(FIGURES))))  # bundles Vega, once a program
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; times in ms, median and quartiles, all of one run.",
        "",
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        + ".",
        "",
        "## Making a file at slide size",
        "",
        f"Each of {rounds} rounds makes every file once. `shown`: the view is on the screen, its drawing is kept; "
        "`new view`: the figure is laid out as well.",
        "",
        "| figure | file | shown | new view | asked for when shown |",
        "|---|---|---:|---:|---:|",
    ]
    for figure in FIGURES:
        for name, kinds in time_figure(record, figure, rounds).items():
            asked = TARGETS_MS.get(name)
            verdict = "" if asked is None else f"≤ {asked:,}"
            lines.append(f"| {figure} | {name} | {spread(kinds['shown'])} | {spread(kinds['new view'])} | {verdict} |")
    lines += [
        "",
        "## The first file of a program",
        "",
        f"{max(rounds // 3, 3)} programs each; asked for: ≤ {FIRST_MS:,} ms for the first export.",
        "",
        "| figure | file | imports and record | first export |",
        "|---|---|---:|---:|",
    ]
    for figure, form in (("trade-band", "png"), *(("overview", form) for form in ("png", "svg", "pdf", "html"))):
        ready, first = time_first(figure, form, max(rounds // 3, 3))
        lines.append(f"| {figure} | {form} | {spread(ready)} | {spread(first)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the report."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    REPORT.write_text(report(parser.parse_args().rounds), encoding="utf-8")
    print(f"Wrote {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
