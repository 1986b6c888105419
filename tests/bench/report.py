"""The report, docs/benchmarks.md: what is asked for, what was measured, and how."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.measuring import FEW, MANY, Found
from tests.bench.network import SLOW, UNTHROTTLED
from tests.bench.processes import MB
from tools.browser import ROOT
from tools.programs import CHROMIUM, find_program

REPORT = ROOT / "docs" / "benchmarks.md"
PACKAGES = ("streamlit", "altair", "pandas", "vl-convert-python")
LATE = 0.95  # of a crowd is served by then
ANSWERS = ("hover", "brush", "click")
Row = tuple[str, str, str, str]

HOW = """
Written by `make bench`. The app, the same content as a plain Streamlit page (`tests/bench/programs/plain_page.py`) and
Streamlit's bare page (one word) are measured in turns, in one run on one machine: ratios hold, absolute times are this
machine's. Numbers are medians, with their quartiles in brackets; less is better in all of them.

- **First visits** have an empty cache and a warm server. Every byte passes a proxy that counts it, and that in half of
  the visits lets 10 Mbit/s down and delays by 40 ms there and back. Seen is the moment, after navigation began, at
  which the figure is painted; it answers when a real pointer over a mark, a drag, a click have shown what they do, and
  each is tried, where the mark will be, from the first moment on. The bare page is seen when its word is painted.
- **Choices** run from the event in the browser to the frame in which the figure shows it. Years also run from when they
  stand in the page's address: Streamlit's slider waits 200 ms before it tells what it holds.
- **Sessions** are readers without a browser that speak Streamlit's websocket; they share the cores with the servers.
- **25 readers** choose other years each, in one instant, have their page run and fetch the drawing, again where the
  server says that it is busy.
- **A room**: 200 phones wait for news as their page does, then send one guess each, evenly over two seconds, from a
  process of their own; the window in front runs again and again meanwhile, as it did before.
- **Memory** is what the machine counts for the first process (RSS), its page drawn.
- **Layout shift** is what the browser reports, summed until the page is quiet.
"""


def write_report(found: Found) -> str:
    """Return the report of a whole run."""
    lines = ["# Benchmarks", HOW, _machine(), "", *write_table(found), "", *_beside(found)]
    return "\n".join(lines) + "\n"


def write_table(found: Found) -> Iterator[str]:
    """Return what is asked for and what was measured, of the parts that were."""
    yield "| | measured | asked | |"
    yield "|---|---:|---:|---|"
    for name, rows in (
        ("visits", _visits), ("choosing", _choices), ("sessions", _sessions), ("classes", _classes), ("sizes", _sizes),
        ("rooms", _rooms),
    ):  # fmt: skip
        if name in found:
            yield from (f"| {' | '.join(row)} |" for row in rows(found[name]))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of all does not exceed: one of the values, never one between two.

    >>> quantile([5, 1, 4, 2, 3], 0.95), quantile([1, 2, 3, 4], 0.5)
    (5, 2)
    """
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def spread(values: Sequence[float], *, digits: int = 0) -> str:
    """Return the median and, in brackets, the lower and upper quartile.

    >>> spread([1, 2, 3, 4, 5])
    '3 (2–4)'
    """
    if len(values) == 1:
        return f"{values[0]:,.{digits}f}"
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def _row(what: str, measured: float, unit: str, asked: float, *, digits: int = 0, told: str = "") -> Row:
    verdict = "met" if measured <= asked else f"**not met**, {measured / asked - 1:.0%} over"
    return what, told or f"{measured:,.{digits}f} {unit}", f"≤ {asked:,g} {unit}", verdict


def _spread(what: str, values: list[float], unit: str, asked: float, *, digits: int = 0) -> Row:
    return _row(what, median(values), unit, asked, told=f"{spread(values, digits=digits)} {unit}")


def _of(visits: list[dict[str, Any]], what: str) -> list[float]:
    return [one[what] for one in visits]


def _visits(found: Found) -> Iterator[Row]:
    first = found[UNTHROTTLED.name]["app"]
    yield _spread("first visit to `/`, over the wire", [one / MB for one in _of(first, "bytes")], "MB", 1.0, digits=2)
    for speed in (UNTHROTTLED.name, SLOW.name):
        of = found[speed]
        bare = median(_of(of["bare"], "seen"))
        for kind in ANSWERS:
            since_seen = [one["answers"] / one["seen"] for one in of[kind]]
            since_bare = [one["answers"] / bare for one in of[kind]]
            yield _spread(f"answers to {kind}, {speed}, against first seen", since_seen, "×", 1.2, digits=2)
            yield _spread(f"answers to {kind}, {speed}, against the bare page", since_bare, "×", 0.5, digits=2)
    shifts = [shift for speed in found.values() for shift in _of(speed["app"], "shift")]
    yield _row("layout shift while Streamlit takes over, the most", max(shifts), "", 0.02, digits=3)


def _choices(found: Found) -> Iterator[Row]:
    for what in ("theme", "text", "event"):
        yield _spread(f"{what} changed → seen in the figure", found[what], "ms", 60)
    for kind, asked in (("seen", 120), ("new", 350)):
        yield _spread(f"years changed, view {kind}, from the address on", found[f"years, {kind}"], "ms", asked)
        times = found[f"years, {kind}, from the key"]
        yield f"years changed, view {kind}, from the key on", f"{spread(times)} ms", "", ""


def _sessions(found: Found) -> Iterator[Row]:
    for name, times in found["script"].items():
        spent = [one * 1000 for one in times]
        if name.startswith("app"):
            yield _spread(f"a page's own Python, warm, `{name[5:]}`", spent, "ms", 15, digits=1)
        else:
            yield "the plain page's", f"{spread(spent, digits=1)} ms", "", ""
    for name, asked in (("app", 0.8), ("app, two processes", 0.45)):
        processes = "two processes" if "," in name else "one process"
        late = quantile(found["crowd"][name], LATE)
        yield _row(f"50 sessions at once, known views, {LATE:.0%}, {processes}", late, "s", asked, digits=2)
    yield "the plain page's", f"{quantile(found['crowd']['plain'], LATE):.2f} s", "", ""


def _classes(found: Found) -> Iterator[Row]:
    for kind, asked in (("all drawn ahead", 1.5), ("nothing drawn ahead", 0.0)):
        late, waited = quantile(found["years"][kind], LATE), found["waited"][kind]
        what = f"25 readers choose different new years at once, {LATE:.0%} seen, {kind}"
        told = f"{late:.2f} s, {waited} asked again"
        yield _row(what, late, "s", asked, told=told) if asked else (what, told, "", "")
    spent, seconds = found["ahead"], found["ahead_seconds"]
    yield "drawing ahead, processor time, and until it ends", f"{spent:.0f} s, {seconds:.0f} s", "", ""
    for kind, of in found["memory"].items():
        what = "the plain page's" if kind == "plain" else f"first process, page drawn, {kind}"
        beside = f" ({of['drawing']:,.0f} MB in the program that draws)" if of["drawing"] else ""
        told = f"{of['first']:,.0f} MB{beside}"
        yield _row(what, of["first"], "MB", 200, told=told) if kind != "plain" else (what, told, "", "")


def _rooms(found: Found) -> Iterator[Row]:
    yield _row("200 phones answer within 2 s, answers lost", found["lost"], "", 0, told=f"{found['lost']}")
    share = median(found["share"])
    told = f"{share:.0%} of a core"
    yield _row("what they take of the server, which the window lacks", share, "of a core", 0.1, told=told)
    waiting, answering = (spread([one * 1000 for one in found[kind]]) for kind in ("waiting", "answering"))
    yield "the window's run while they wait, and while they answer", f"{waiting}, {answering} ms", "", ""
    yield f"an answer is taken, {LATE:.0%}", f"{quantile(found['answers'], LATE) * 1000:,.0f} ms", "", ""


def _sizes(found: Found) -> Iterator[Row]:
    few, many = (median(_of(found[str(number)], "seen")) for number in (FEW, MANY))
    yield _row(f"{MANY:,} events against {FEW}, first seen", many / few, "×", 1.3, digits=2)


def _beside(found: Found) -> Iterator[str]:
    """Return first visits side by side."""
    yield "## First visits, side by side"
    for speed, of in found["visits"].items():
        yield from ("", f"### {speed[0].upper()}{speed[1:]}", "")
        yield "| | first seen, ms | answers, ms | over the wire, MB |"
        yield "|---|---:|---:|---:|"
        for who, title in (
            ("app", "this app, `/`"),
            ("plain", "plain Streamlit page"),
            ("bare", "Streamlit's bare page"),
        ):
            answers = [one for kind in ANSWERS for one in _of(of[kind], "answers")] if who == "app" else []
            wire = spread([one / MB for one in _of(of[who], "bytes")], digits=2)
            yield f"| {title} | {spread(_of(of[who], 'seen'))} | {spread(answers) if answers else ''} | {wire} |"


def _machine() -> str:
    """Return where and of what this was measured, in one sentence."""
    browser = subprocess.run([find_program(CHROMIUM), "--version"], capture_output=True, text=True, check=True).stdout
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, at {commit or 'no commit'}: {os.cpu_count()} cores, "
        f"{names[0] if names else platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
        f"{' '.join(browser.split()[:2])}, {', '.join(f'{name} {version(name)}' for name in PACKAGES)}."
    )
