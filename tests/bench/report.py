"""The report, docs/benchmarks.md, written from what was measured last of each part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tests.bench.memory import KEPT_SECONDS
from tests.bench.numbers import median, quantile, spread
from tests.bench.processes import ROOT
from tests.bench.saving import READERS, SAVERS
from tests.bench.static_pages import TIMELINEJS, VIS
from tests.bench.store import kept
from tests.bench.targets import CROWD, LATE, MB, missed, targets, tell

REPORT = ROOT / "docs" / "benchmarks.md"
FILES_MS = {"png, 1×": 300, "png, 2×": 300, "svg": 150, "zip": 5000}  # of a view that is shown
FIRST_MS = 2000

Lines = Iterable[str]


def write_report() -> None:
    """Write the report."""
    runs = {name: run for name in SECTIONS if (run := kept(name)) is not None}
    results = {name: run["of"] for name, run in runs.items()}
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. All of a part is measured side by side, in one run on one machine, and in turns "
        "(A B C A B C …): ratios hold, absolute times are this machine’s. Numbers are medians with their quartiles in "
        "brackets, unless a heading says otherwise; less is better in all of them.",
        "",
        *_told_runs(runs),
        "",
        "## What is asked for",
        "",
        "| | asked | measured | |",
        "|---|---:|---:|---|",
        *(tell(target, results) for target in targets()),
        *_told_still(results),
    ]
    if reasons := list(missed(results)):
        lines += ["", "What is not met, and what was tried:", "", *reasons]
    for name, section in SECTIONS.items():
        if name in results:
            lines += ["", *section(results[name])]
    REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _told_still(results: dict[str, Any]) -> Lines:
    """Return what being drawn does not say of this app: its first screen is a still for a while."""
    if "pages" not in results:
        return
    ratios = []
    for speed, visits in results["pages"]["visits"].items():
        answers = median([visit["answers_ms"] for visit in visits["app"]])
        ratios.append(f"{answers / median([visit['drawn_ms'] for visit in visits['plain']]):.2f} × ({speed})")
    yield ""
    yield (
        "Drawn is what is seen. This app shows its first screen as a still, and answers to clicks after "
        f"{' and '.join(ratios)} the time in which the plain page is drawn."
    )


def _told_runs(runs: dict[str, dict[str, Any]]) -> Lines:
    machines = list(dict.fromkeys(run["machine"] for run in runs.values()))
    yield (
        " ".join(machines) if len(machines) < 2 else "Parts were measured on more than one machine or set of versions:"
    )
    yield ""
    for name, run in runs.items():
        where = f", {run['machine']}" if len(machines) > 1 else ""
        yield f"- {name}: {run['when']}, {run['rounds']} rounds, at {run['tree']}{where}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> Lines:
    """Return a table; the first `words` columns hold words, the others numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * words}{'---:|' * (len(head) - words)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def pages_section(of: dict[str, Any]) -> Lines:
    """Return first visits."""
    yield "## First visits"
    yield ""
    yield (
        "Each page is visited with an empty cache and a warm server; every byte goes through a proxy that counts it, "
        "and that in half of the visits lets 10 Mbit/s down and delays by 40 ms there and back, websockets too. "
        "Drawn is the moment, after navigation began, at which the last chart’s marks are painted. This app shows its "
        "first screen drawn by the server until Streamlit has put the same in its place: only then does it answer to "
        "clicks, for which the second column stands; the others draw what answers. Bytes, both ways, and requests are "
        "counted until a second was quiet."
    )
    yield ""
    yield (
        f"`/` shows the events that the essay names, beside trade and ranks; all others show every event, and the "
        f"plain page and Dash the trade. TimelineJS is {TIMELINEJS}, vis-timeline {VIS}: both draw the events alone. "
        "Static pages come compressed with brotli."
    )
    for speed, visits in of["visits"].items():
        base = median([visit["drawn_ms"] for visit in visits["plain"]]) if "plain" in visits else None
        yield from ("", f"### {speed[0].upper()}{speed[1:]}", "")
        yield from _table(
            ["", "drawn, ms", "against the plain page", "answers, ms", "over the wire, MB", "requests"],
            (
                [
                    of["titles"][name],
                    spread([visit["drawn_ms"] for visit in seen]),
                    f"{median([visit['drawn_ms'] for visit in seen]) / base:.2f} ×" if base else "",
                    spread([visit["answers_ms"] for visit in seen]),
                    spread([visit["bytes"] / MB for visit in seen], digits=2),
                    f"{median([visit['requests'] for visit in seen]):.0f}",
                ]
                for name, seen in visits.items()
            ),
        )


def choosing_section(of: dict[str, Any]) -> Lines:
    """Return the click on a filter."""
    yield "## A filter is changed"
    yield ""
    yield (
        "A theme is switched by a click, and timed from the click to the frame in which the changed chart is painted, "
        "unthrottled. The clicks walk through sets of themes that are all different, so that first every view is new "
        "to the server; the second walk shows the same again, as a class does that looks at one thing."
    )
    yield ""
    yield from _table(
        ["", "new view, ms", "seen view, ms", "clicks, each"],
        (
            [of["titles"][name], spread(times["new"]), spread(times["seen"]), str(len(times["seen"]))]
            for name, times in of["times"].items()
        ),
    )


def sessions_section(of: dict[str, Any]) -> Lines:
    """Return sessions at once."""
    yield "## Sessions at once"
    yield ""
    yield (
        "A client without a browser speaks Streamlit’s websocket as the web page does, opens 50 sessions, and has 1, "
        "10 or 50 of them choose another theme in one instant; each waits for the end of its own run. Client and "
        f"servers share the cores; median and the time by which {LATE:.0%} are answered, in seconds."
    )
    yield ""
    names = list(of["titles"])
    crowds = of["seconds"]
    yield from _table(
        ["", *(f"{size}: {what}" for size in crowds for what in ("median", f"{LATE:.0%}")), "right answers"],
        (
            [
                of["titles"][name],
                *(f"{quantile(crowd[name], share):.3f}" for crowd in crowds.values() for share in (0.5, LATE)),
                f"{of['right'][name]:,} of {of['asked'][name]:,}",
            ]
            for name in names
        ),
    )
    if {"app", "plain"} <= set(names):
        app, plain = (quantile(crowds[CROWD][name], LATE) for name in ("app", "plain"))
        yield ""
        yield f"Of {CROWD} sessions, the last readers of this app wait {app / plain:.2f} × as long as the plain page’s."
    yield ""
    yield "The script alone, from its first line to its last, one session, every view seen before:"
    yield ""
    yield from _table(
        ["", "own Python, ms"],
        ([of["titles"][name], spread([one * 1000 for one in own], digits=1)] for name, own in of["own_python"].items()),
    )


def memory_section(of: dict[str, Any]) -> Lines:
    """Return memory."""
    yield "## Memory"
    yield ""
    yield (
        "MB of one process, as the machine counts it (RSS) and, in brackets, without what is shared (USS): at start, "
        "after its first page, with sessions open, and after sessions that opened, had their page and closed. A "
        f"lost session is kept {KEPT_SECONDS} s here instead of two minutes, and the count is taken after that."
    )
    yield ""
    moments = list(next(iter(of.values())))
    yield from _table(
        ["", *(moment.replace("open-", "open: ").replace("gone-", "gone: ") for moment in moments)],
        (
            [
                {"app": "this app", "plain": "plain Streamlit page"}[name],
                *(f"{seen[moment]['rss']:.1f} ({seen[moment]['uss']:.1f})" for moment in moments),
            ]
            for name, seen in of.items()
        ),
    )


def sizes_section(of: dict[str, Any]) -> Lines:
    """Return records of many sizes."""
    yield "## Many events"
    yield ""
    yield (
        "Records of made-up events on the shipped one’s years and themes, beside its trade, visited as above, "
        "unthrottled, the server warm. Rows are those of the data that the page’s charts are drawn from, and bytes "
        "those of a session’s first answer; started is the time until the server answers, with the record read by "
        "this app and not yet by the plain page."
    )
    yield ""
    yield from _table(
        ["events", "", "drawn, ms", "rows sent", "kB sent", "started, s"],
        (
            [
                f"{int(size):,}",
                of["titles"][name],
                spread(seen["answers_ms"]),
                f"{seen['rows']:,}",
                f"{seen['bytes'] / 1000:,.0f}",
                f"{seen['ready_seconds']:.1f}",
            ]
            for size, found in of["sizes"].items()
            for name, seen in found.items()
        ),
        words=2,
    )


def files_section(of: dict[str, Any]) -> Lines:
    """Return the making of files."""
    yield "## Making a file at slide size"
    yield ""
    yield (
        f"Each of {of['rounds']} rounds makes every file once, in ms. `shown`: the view is on the screen, its "
        "drawing is kept; `new view`: the figure is laid out as well."
    )
    yield ""
    yield from _table(
        ["figure", "file", "shown", "new view", "asked for when shown"],
        (
            [
                figure, name, spread(kinds["shown"]), spread(kinds["new view"]),
                f"≤ {FILES_MS[name]:,}" if name in FILES_MS else "",
            ]
            for figure, files in of["figures"].items()
            for name, kinds in files.items()
        ),
        words=2,
    )  # fmt: skip
    yield ""
    yield "## The first file of a program"
    yield ""
    yield f"{of['programs']} programs each, in ms; asked for: ≤ {FIRST_MS:,} ms for the first export."
    yield ""
    yield from _table(
        ["figure", "file", "imports and record", "first export"],
        ([one["figure"], one["form"], spread(one["ready"]), spread(one["first"])] for one in of["first"]),
        words=2,
    )


def saving_section(result: dict[str, Any]) -> Lines:
    """Tell what came of files that are saved while readers choose."""
    yield "## Files saved while others choose"
    yield ""
    yield (
        f"{READERS} sessions choose one theme after another without pause while {SAVERS} readers fetch files of every "
        "kind from `/files/`, each of years nobody else has asked for. A file refused with 503 is asked for again "
        "after the seconds that the answer names."
    )
    refused, failed = result["statuses"].get("503", 0), len(result["failed"])
    yield ""
    yield "| files asked for | failed | refused at first | a file, s | 95 % | a run of the sessions, s | 95 % |"
    yield "|---:|---:|---:|---:|---:|---:|---:|"
    yield (
        f"| {result['asked']} | {failed} | {refused} | {median(result['seconds']):.1f} | "
        f"{quantile(result['seconds'], LATE):.1f} | {median(result['runs']):.2f} | "
        f"{quantile(result['runs'], LATE):.2f} |"
    )


SECTIONS: dict[str, Callable[[dict[str, Any]], Lines]] = {
    "pages": pages_section,
    "choosing": choosing_section,
    "sessions": sessions_section,
    "memory": memory_section,
    "sizes": sizes_section,
    "files": files_section,
    "saving": saving_section,
}
