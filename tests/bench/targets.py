"""What is asked of this app, and whether it was met."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.network import SLOW, UNTHROTTLED
from tests.bench.numbers import median, quantile

# What was tried for each, on the machine of these reports; told only where the target is not met.
PAGES_TRIED = (
    "what is waited for is the browser’s processor and no longer the network. Scripts compressed once and named in the "
    "page, no font and no icon that is not seen, the client told of server, theme and width, so that it asks nothing "
    "twice and the first run is the last, took 1.84 to 1.25 MB; the first screen, drawn, is in the page’s own HTML."
)
CHOOSING_TRIED = (
    "a choice of events changes a chart’s rows and no longer its form, so that the browser puts them into the view "
    "that is there instead of compiling and drawing Vega-Lite anew (250 → 165 ms for a seen view of `/`, 452 → 358 for "
    "a new one, side by side): Vega takes 14 ms of it. The rest is Streamlit’s: React looks at every element of the "
    "page again (about 70 ms), the browser lays it out and paints it, and the run and its messages took 60 (33 then, "
    "29 now). A new view is laid out first (110 ms of Python, of 390 before parts of a chart were shared instead of "
    "copied, and trade and ranks kept). Drawings made by the server, as the static site has them, would cost the "
    "server 120 MB and 300 ms of Python’s lock for each new one."
)
RUNS_TRIED = (
    "what a run looked up or packed anew is kept (116 → 27 ms in one profile), and no look for garbage follows each "
    "run (95 % of 50 sessions: 4.4 → 1.5 s). An event loop that is woken once for many messages (uvloop), no look for "
    "garbage among what is there from the start, a menu made once a session and the disk asked once a moment took a "
    "run among 50 sessions from 30.7 to 23.7 ms of processor, side by side; after that 33 messages a run became 29. "
    "What is left is Streamlit’s own: each message passes one lock and one event loop, and the chart’s text is written "
    "once and read twice (a sixth of a run). Verdicts and tables, which change no figure, run by themselves "
    "(fragments)."
)
MEMORY_TRIED = (
    "most of it is imports: Arrow, pandas and NumPy hold 80 MB, Altair 18, Streamlit itself 8. Plotly, 13 MB, waits "
    "for the page that needs it; what draws files and writes PDF, 25 MB, is loaded by the first who asks for one; "
    "previews are drawn by a program that ends. Python without docstrings is not possible, as Altair needs its own; "
    "fewer malloc arenas, and giving memory back after the start, changed nothing. uvloop takes 5 MB more."
)

Results = dict[str, dict[str, Any]]  # part → what was measured
MB = 1_000_000
CROWD = "50"
LATE = 0.95  # of a crowd's sessions are answered by then
FEW, MANY, MOST = "20", "10000", "100000"  # events


@dataclass(frozen=True, kw_only=True)
class Target:
    """One thing asked for: `measured` is to be at most `asked`, both in `unit`; `tried` is told where it is not."""

    part: str
    what: str
    asked: float
    unit: str
    measure: Callable[[Results], float]
    digits: int = 2
    tried: str = ""


def targets() -> Iterator[Target]:
    """Return all that is asked for, in the order of the report."""
    yield from _of_pages()
    yield from _of_runs()
    yield from _of_memory()
    yield from _of_sizes()


def _of_pages() -> Iterator[Target]:
    def drawn(results: Results, speed: str, name: str) -> float:
        return median([visit["drawn_ms"] for visit in results["pages"]["visits"][speed][name]])

    def weight(results: Results, name: str) -> float:
        return median([visit["bytes"] for visit in results["pages"]["visits"][UNTHROTTLED.name][name]])

    def ratio(speed: str, name: str, other: str) -> Callable[[Results], float]:
        return lambda results: drawn(results, speed, name) / drawn(results, speed, other)

    yield Target(
        part="pages", what="first visit to `/`, over the wire", asked=1.3, unit="MB",
        measure=lambda results: weight(results, "app") / MB,
    )  # fmt: skip
    for speed, asked in ((UNTHROTTLED.name, 0.4), (SLOW.name, 0.2)):
        what = f"`/` drawn, {speed}, against the plain page"
        measure = ratio(speed, "app", "plain")
        yield Target(part="pages", what=what, asked=asked, unit="×", measure=measure, tried=PAGES_TRIED)
    for speed in (UNTHROTTLED.name, SLOW.name):
        what = f"`/` drawn, {speed}, against Dash"
        yield Target(part="pages", what=what, asked=1, unit="×", measure=ratio(speed, "app", "dash"))
    yield Target(
        part="pages", what="first page of the static site, over the wire", asked=450, unit="kB", digits=0,
        measure=lambda results: weight(results, "site") / 1000,
    )  # fmt: skip
    for speed in (UNTHROTTLED.name, SLOW.name):
        what = f"static site drawn, {speed}, against TimelineJS"
        yield Target(part="pages", what=what, asked=1, unit="×", measure=ratio(speed, "site", "timelinejs"))


def _of_runs() -> Iterator[Target]:
    def late(results: Results, name: str) -> float:
        return quantile(results["sessions"]["seconds"][CROWD][name], LATE)

    for kind in ("new", "seen"):
        yield Target(
            part="choosing", what=f"a filter changed on `/` until painted, a view that is {kind}", asked=120, unit="ms",
            digits=0, measure=lambda results, kind=kind: median(results["choosing"]["times"]["app"][kind]),  # type: ignore[misc]
            tried=CHOOSING_TRIED,
        )  # fmt: skip
    yield Target(
        part="sessions", what="a page’s own Python, warm", asked=15, unit="ms", digits=1,
        measure=lambda results: median(results["sessions"]["own_python"]["app"]) * 1000, tried=RUNS_TRIED,
    )  # fmt: skip
    yield Target(
        part="sessions", what=f"{CROWD} sessions at once, 95 % answered, against the plain page", asked=0.2, unit="×",
        measure=lambda results: late(results, "app") / late(results, "plain"),
    )  # fmt: skip
    for name, processes, asked in (("app", "one process", 0.8), ("app-2", "two workers", 0.45)):
        yield Target(
            part="sessions", what=f"{CROWD} sessions at once, 95 % answered, {processes}", asked=asked, unit="s",
            measure=lambda results, name=name: late(results, name),  # type: ignore[misc]
            tried=RUNS_TRIED,
        )  # fmt: skip


def _of_memory() -> Iterator[Target]:
    def held(results: Results, moment: str) -> float:
        return float(results["memory"]["app"][moment]["rss"])

    yield Target(
        part="memory", what="first process, its page drawn", asked=200, unit="MB", digits=0,
        measure=lambda results: held(results, "page"), tried=MEMORY_TRIED,
    )  # fmt: skip
    yield Target(
        part="memory", what="a session more, of 50 to 100", asked=0.3, unit="MB",
        measure=lambda results: (held(results, "open-100") - held(results, "open-50")) / 50,
    )  # fmt: skip
    yield Target(
        part="memory", what="growth from 100 to 500 sessions that came and went (flat: ≤ 2 MB)", asked=2, unit="MB",
        digits=1, measure=lambda results: held(results, "gone-500") - held(results, "gone-100"),
    )  # fmt: skip


def _of_sizes() -> Iterator[Target]:
    def drawn(results: Results, size: str, name: str) -> float:
        return median(results["sizes"]["sizes"][size][name]["answers_ms"])

    for size, asked in ((MANY, 1.3), (MOST, 2.0)):
        for name, page in (("app", "/"), ("timeline", "/timeline")):
            yield Target(
                part="sizes", what=f"{int(size):,} events drawn on `{page}`, against {FEW}", asked=asked, unit="×",
                measure=lambda results, size=size, name=name: drawn(results, size, name) / drawn(results, FEW, name),  # type: ignore[misc]
            )  # fmt: skip
    yield Target(
        part="sizes", what="marks sent, the most of any size and page", asked=2_000, unit="rows", digits=0,
        measure=lambda results: max(
            of[name]["rows"] for of in results["sizes"]["sizes"].values() for name in ("app", "timeline")
        ),
    )  # fmt: skip


def missed(results: Results) -> Iterator[str]:
    """Return what was tried for the targets that were measured and not met, a line each reason."""
    told: dict[str, list[str]] = {}
    for target in targets():
        if target.tried and target.part in results and target.measure(results) > target.asked:
            told.setdefault(target.tried, []).append(target.what)
    for tried, whats in told.items():
        yield f"- **{'; '.join(whats)}**: {tried}"


def tell(target: Target, results: Results) -> str:
    """Return a target as a row of a table."""
    asked = f"{target.asked:,g} {target.unit}"
    if target.part not in results:
        return f"| {target.what} | ≤ {asked} | not measured | |"
    try:
        measured = target.measure(results)
    except KeyError as missing:  # a contestant left out by --among
        return f"| {target.what} | ≤ {asked} | without {missing}: not measured | |"
    share = measured / target.asked - 1
    verdict = f"met, {-share:.0%} under" if share <= 0 else f"**not met**, {share:.0%} over"
    return f"| {target.what} | ≤ {asked} | {measured:,.{target.digits}f} {target.unit} | {verdict} |"
