"""What the script knows of a record, and of the marks of its figures: what they are called, tell and are matched by.

A mark is what stands for one event, one claim, one figure of a year, or a bar that counts events: its sign, its label
and the bar behind it together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.catalogue import FIGURES
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import MAX_TEXT_CHARS, searchable_text
from dyad.wording.timeline import NOT_STATED, crowd

Facts = dict[str, Any]
Row = Mapping[str, Any]

EMPTY = (None, "", NOT_STATED)  # what makes a line that tells nothing
DIGITS = 3  # of decimal years
BAR = {"id", "number"}  # fields of a row that is a bar
KINDS = ("bar", "event", "claim")  # of marks that are counted where a figure has them; else its figures are
NAMED_BY = ("economy", "reporter", "by", "kind", "flow", "what", "year")  # fields that tell a figure from another


def record_facts(record: Record) -> Facts:
    """Return what an address is read against: years, themes, switches, and how long a search may be."""
    return {
        "years": list(record.about.years),
        "span": list(record.span),
        "themes": list(record.about.themes),
        "hasClaims": record.has_claims,
        "mostChars": MAX_TEXT_CHARS,
    }


@cached_per_record(1)
def event_facts(record: Record) -> dict[str, Facts]:
    """Return what filters go by, by event: `from` and `to` (years, None where open), `theme`, `text` (folded).

    `beyond` and `context` are there for events that the switches of these names bring.
    """
    return {
        row["id"]: {
            "from": None if pd.isna(row["first"]) else int(row["first"].year),
            "to": None if pd.isna(row["last"]) else int(row["last"].year),
            "theme": row["theme"],
            "text": text,
            **({"beyond": True} if record.has_claims and row["id"] not in record.claimed_events else {}),
            **({"context": True} if row["scope"] != "bilateral" else {}),
        }
        for row, text in zip(record.events.to_dict("records"), searchable_text(record), strict=True)
    }


# -- marks -------------------------------------------------------------------------------------


@cached_per_record(1)
def claim_ids(record: Record) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the id and the event of each claim, by its words and where they stand."""
    rows = record.claims.to_dict("records")
    return {(row["claim"], row["locator"]): (row["id"], row["event"]) for row in rows}


def counted_kind(name: str, marks: Mapping[str, Facts]) -> str:
    """Return the kind of marks that the script counts: events only where a figure is of these, no others."""
    of_events = name not in FIGURES or FIGURES[name].of_events
    kinds = [kind for kind in KINDS if of_events or kind != "event"]
    return next((kind for kind in kinds if any(kind in mark for mark in marks.values())), "figure")


def read_mark(record: Record, row: Row, tips: Sequence[Mapping[str, Any]]) -> tuple[str, Facts]:
    """Return the key of the mark that a row of a layer is drawn as, and the mark; `tips` are its tooltips.

    A mark has `tells` (lines, the first the most important), `name` (for those who do not see it), `a` and `b` (the
    decimal years it spans) where it has its place in time, and `event`, `claim` or `bar` for what it opens. The event
    that a claim is `about` is what filters go by; a figure has its `year`, and `who` reports how much (`shown`).
    """
    claim = claim_ids(record).get((str(row.get("claim")), str(row.get("locator"))))
    head, said = _head(row, tips[0]["field"])
    if set(row) >= BAR:
        first, last, theme = row["id"].split(":", 3)[1:]
        key, mark = f"bar:{row['id']}:{row['verdict']}", {"bar": row["id"], "theme": theme}
        mark |= {"from": int(first), "to": int(last), "verdict": row["verdict"], "number": row["number"]}
    elif "id" in row:
        key, mark = f"event:{row['id']}", {"event": row["id"]}
    elif claim:
        key, mark = f"claim:{claim[0]}", {"claim": claim[0], "about": claim[1], "verdict": row["verdict"]}
    else:
        by = [row["name"]] if not {"economy", "reporter"} & set(row) and "name" in row else []
        named = [*by, *(row[field] for field in NAMED_BY if row.get(field) not in EMPTY)]
        key, mark = ":".join(["figure", *map(str, named)]), _figure(row)
    told = [(tip["title"], row.get(tip["field"])) for tip in tips if tip["field"] not in said]
    lines = [head, *(f"{title}: {value}" for title, value in told if value not in EMPTY)]
    mark |= {"tells": lines, "name": str(row.get("aria") or ". ".join(lines)).rstrip(", ")}
    spans = ("start", "end") if "start" in row else (FIELD, FIELD)
    mark |= {name: round(row[span], DIGITS) for name, span in zip("ab", spans, strict=True) if span in row}
    return key, mark


def _figure(row: Row) -> Facts:
    if "shown" not in row:
        return {}
    who = [row.get("name"), row.get("what") or row.get("kind"), row.get("by")]
    return {"year": row["year"], "who": ", ".join(filter(None, who)), "shown": row["shown"]}


def _head(row: Row, first: str) -> tuple[str, set[str]]:
    """Return what a mark stands for, in words, and the fields that have told so."""
    if set(row) >= BAR:
        return crowd(events=row["number"], when=row["when"]), {"number", "when"}
    if "shown" in row:
        return f"{row.get('name') or row[first]}, {row['year']}", {"name", "year"}
    return str(row[first]), {first}
