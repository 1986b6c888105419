"""Records of made-up events, as many as asked for, on the years, themes and sources of the shipped one.

The events are made from a seed: days spread evenly over the years; the shipped trade stands beside them. `python -m
dyad check` finds nothing wrong with them.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from tests.bench.servers import DATA

SEED = 1947
SOURCES = 40  # of the shipped ones that are cited
WORDS = (
    "talks", "visit", "exercise", "agreement", "forum", "delivery", "statement", "commission", "contract", "summit",
)  # fmt: skip


def make_record(folder: Path, *, number: int) -> None:
    """Write a record of `number` events into a folder: the shipped one with other events, and no claims."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("datapackage.json", "sources.csv", "trade.csv"):
        shutil.copy(DATA / file, folder)
    (folder / "claims.csv").write_text(_header(DATA / "claims.csv") + "\n", encoding="utf-8")
    about = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["dyad"]
    with (DATA / "sources.csv").open(encoding="utf-8", newline="") as table:
        sources = [row["id"] for row in csv.DictReader(table)][:SOURCES]
    first, last = date(about["years"][0], 1, 1), date(about["years"][1], 12, 31)
    chance = random.Random(SEED)  # noqa: S311 - the same events on every machine, nothing secret
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, _header(DATA / "events.csv").split(","), restval="", lineterminator="\n")
        writer.writeheader()
        for place in range(number):
            what = chance.choice(WORDS)
            day = first + timedelta(days=chance.randrange((last - first).days + 1))
            writer.writerow({
                "id": f"event-{place}", "date": day.isoformat(), "title": f"Made-up {what} no. {place}",
                "label": f"{what} {place}", "summary": f"A made-up {what}, number {place}.",
                "theme": chance.choice(about["themes"]), "scope": "bilateral", "sources": chance.choice(sources),
            })  # fmt: skip


def _header(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig").partition("\n")[0].strip()
