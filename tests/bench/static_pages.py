"""Pages that need no server: those of TimelineJS and vis-timeline, and this app's own static site.

The two libraries are fetched from the npm registry as `npm` is set up on this machine, once, into build/bench/.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pandas as pd

from tests.bench.contestants import Contestant, Env
from tests.bench.processes import PROGRAMS, WORK, Process, running

Make = Callable[[Path, Path], None]  # writes a page for the tables of one folder into another

TIMELINEJS, VIS = "@knight-lab/timelinejs@3.9.11", "vis-timeline@8.5.4"
FETCH_SECONDS = 300

TIMELINEJS_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pakistan–Russia</title>
<link rel="stylesheet" href="library/css/timeline.css">
<style>#timeline { height: 100vh }</style>
<div id="timeline"></div>
<script src="library/js/timeline.js"></script>
<script src="page.js"></script>
</html>
"""
# The fonts it comes with are fetched from elsewhere, but for this pair, which the machine has.
TIMELINEJS_SCRIPT = """
const library = new URL("library/js/", location.href).href;
new TL.Timeline("timeline", "events.json", { script_path: library, font: "georgia-helvetica" });
"""
VIS_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pakistan–Russia</title>
<link rel="stylesheet" href="vis-timeline-graph2d.min.css">
<h1>Pakistan–Russia</h1>
<div id="timeline"></div>
<script src="vis-timeline-graph2d.min.js"></script>
<script src="page.js"></script>
</html>
"""
VIS_SCRIPT = """
fetch("events.json").then((answer) => answer.json()).then(({ items, groups }) => {
  new vis.Timeline(document.getElementById("timeline"), new vis.DataSet(items), new vis.DataSet(groups), {});
});
"""
# All markers have their place, and the message that it loads is gone.
TIMELINEJS_PICTURE = """(() => {
  const marks = [...document.querySelectorAll('.tl-timemarker')];
  const placed = marks.filter((mark) => mark.style.left !== '').length;
  const loading = document.querySelector('.tl-message-full, .tl-message');
  const loaded = document.querySelector('.tl-slide .tl-headline') !== null && (!loading || !loading.checkVisibility());
  return marks.length && placed === marks.length && loaded ? `${placed}` : '';
})()"""
# It is hidden until all of it has its place.
VIS_PICTURE = """(() => {
  const figure = document.querySelector('.vis-timeline');
  const marks = document.querySelectorAll('.vis-item').length;
  return marks && getComputedStyle(figure).visibility === 'visible' ? `${marks}` : '';
})()"""
# It comes drawn; it is whole, and answers, once all of it was read.
SITE_PICTURE = """(() => {
  if (document.readyState === 'loading') return '';
  const marks = '.dyad-figure .drawing svg [data-key]';
  const counted = ['', '.dim', '.gone'].map((kind) => document.querySelectorAll(marks + kind).length);
  return counted[0] ? `${counted}` : '';
})()"""


def timelinejs_page(root: Path) -> Contestant:
    """Return a page of TimelineJS 3 with the events as this app writes them for it."""

    def make(data: Path, folder: Path) -> None:
        shutil.copytree(_fetch(TIMELINEJS) / "dist", folder / "library", ignore=shutil.ignore_patterns("*.map"))
        _dyad(root, "timelinejs", "--data", str(data), "--out", str(folder / "events.json"))
        _write(folder, {"index.html": TIMELINEJS_PAGE, "page.js": TIMELINEJS_SCRIPT})

    return Contestant(
        name="timelinejs", title="TimelineJS 3, static", start=partial(_serve, "timelinejs", make),
        picture=TIMELINEJS_PICTURE,
    )  # fmt: skip


def vis_page() -> Contestant:
    """Return a page of vis-timeline with the events in groups by theme."""

    def make(data: Path, folder: Path) -> None:
        library = _fetch(VIS)
        for file in ("standalone/umd/vis-timeline-graph2d.min.js", "styles/vis-timeline-graph2d.min.css"):
            shutil.copy(library / file, folder)
        events = pd.read_csv(data / "events.csv", dtype=str, keep_default_na=False)
        days = events["date"].str.extract(r"^(\d{4}(?:-\d\d)?(?:-\d\d)?)")[0]
        items = pd.DataFrame({"id": events["id"], "content": events["label"], "group": events["theme"], "start": days})
        told = {
            "items": items.dropna().to_dict("records"),
            "groups": [{"id": theme, "content": theme} for theme in sorted(set(events["theme"]))],
        }
        content = {"index.html": VIS_PAGE, "page.js": VIS_SCRIPT, "events.json": json.dumps(told, ensure_ascii=False)}
        _write(folder, content)

    return Contestant(name="vis", title="vis-timeline, static", start=partial(_serve, "vis", make), picture=VIS_PICTURE)


def own_site(root: Path) -> Contestant:
    """Return the static site that this app writes."""

    def make(data: Path, folder: Path) -> None:
        _dyad(root, "site", "--data", str(data), "--out", str(folder))

    return Contestant(
        name="site", title="this app’s static site", start=partial(_serve, "site", make),
        picture=SITE_PICTURE, path="/index.html", choices="[data-chip]",
    )  # fmt: skip


def writes_site(root: Path) -> bool:
    """Return whether the app in this working tree writes a static site."""
    done = subprocess.run([sys.executable, "-m", "dyad", "site", "--help"], cwd=root, capture_output=True, check=False)
    return done.returncode == 0


def _serve(name: str, make: Make, data: Path, *, env: Env = None) -> AbstractContextManager[Process]:
    folder = WORK / "pages" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    make(data, folder)
    return running([str(PROGRAMS / "static_server.py"), "{port}", str(folder)], folder=WORK, env=env)


def _dyad(root: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", "dyad", *words], cwd=root, stdout=subprocess.DEVNULL, check=True)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def _fetch(package: str) -> Path:
    """Return the folder of a package of npm, fetched unless it is there."""
    folder = WORK / "npm" / package.replace("/", "-")
    if not folder.exists():
        made = folder.with_suffix(".part")
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", str(made), package],
            stdout=subprocess.DEVNULL, timeout=FETCH_SECONDS, check=True,
        )  # fmt: skip
        (packed,) = made.glob("*.tgz")
        with tarfile.open(packed) as archive:
            archive.extractall(made, filter="data")
        made.rename(folder)
    return folder / "package"
