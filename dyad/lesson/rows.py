"""A lesson as it is edited: a row of text for each step, shown yet or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

import pandas as pd

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.importing.names import Names, make_id, shortened
from dyad.lesson.asking import as_number
from dyad.lesson.checking import STEP_PARAMETERS, view_of
from dyad.lesson.reading import MOST_STEPS
from dyad.lesson.steps import Step
from dyad.record import Record
from dyad.record.checking import SLUG, WHOLE
from dyad.record.folding import visible
from dyad.record.grids import MAX_CELL_CHARS
from dyad.record.schema import LESSON, LIST_SEPARATOR, parts
from dyad.view import View, view_from_query, view_to_query

Row = Mapping[str, str]
Rows = tuple[Row, ...]

EMPTY: Row = dict.fromkeys(LESSON.columns, "")
KEPT_ALWAYS = ("id", "title", "shows", "prompt", "note", "sources", "minutes", "short")  # whatever a step shows
KEPT_BY_KIND = {  # and by what it shows, or asks: another kind empties the rest
    "text": ("figure", "view"), "figure": ("figure", "view"), "event": ("event",), "claim": ("claim",),
    "question": ("figure", "view", "question", "answer"),
    "period": ("event",), "number": ("claim",), "open": ("claim",),
}  # fmt: skip
PLAIN = ("title", "prompt", "answer", "note", "sources", "options")  # columns that a field of the form has whole
OPTIONS = {"number": ("low", "high", "value", "unit"), "draw": ("low", "high", "until")}  # fields for one option each
MOST_OPTIONS = 4  # of a question on a scale
MOST_MINUTES = next(int(one.most or 0) for one in LESSON.fields if one.name == "minutes")
MOST_TITLE_CHARS = next(one.most_chars or MAX_CELL_CHARS for one in LESSON.fields if one.name == "title")


def tidy_rows(rows: Iterable[Mapping[str, str]]) -> Rows:
    """Return rows with every column, as many as a lesson may have, each under an id of its own.

    What nobody can see is shown, blanks around a cell go, cells that are too long are cut. A row whose id is none, or
    stands above already, gets a new one; what an open question names goes along.
    """
    plain = [
        {name: visible(row.get(name, "")).strip()[:MAX_CELL_CHARS] for name in LESSON.columns}
        for row in list(rows)[:MOST_STEPS]
    ]
    names = Names({row["id"] for row in plain if SLUG.fullmatch(row["id"])})
    seen: set[str] = set()
    renamed: dict[str, str] = {}
    for row in plain:
        if row["id"] in seen or not SLUG.fullmatch(row["id"]):
            new = names.take(make_id(row["id"] or row["title"]) or "step")
            if row["id"]:
                renamed.setdefault(row["id"], new)
            row["id"] = new
        seen.add(row["id"])
    for row in plain:
        if row["question"] == "open":
            named = (id if id in seen else renamed.get(id, id) for id in parts(row["options"]))
            row["options"] = LIST_SEPARATOR.join(named)
    return tuple(plain)


def rows_of(frame: pd.DataFrame) -> Rows:
    """Return the rows of a lesson's table."""
    return tidy_rows({name: str(row[name]) for name in LESSON.columns} for row in frame.to_dict("records"))


def table_of(rows: Rows) -> pd.DataFrame:
    """Return rows as the table of a lesson, the number of each step being its line."""
    frame = pd.DataFrame([dict(row) for row in rows], columns=list(LESSON.columns), dtype=object)
    frame.insert(0, "line", range(1, len(rows) + 1))
    return frame.astype({"line": int})


def rows_of_steps(record: Record, steps: Sequence[Step]) -> Rows:
    """Return steps as the rows that they could have been read from."""
    return tidy_rows(
        {
            **{name: str(getattr(step, name)) for name in LESSON.columns},
            "view": _view_cell(record, step.view),
            "options": LIST_SEPARATOR.join(step.options),
            "sources": LIST_SEPARATOR.join(step.sources),
            "minutes": str(step.minutes or ""),
            "short": "yes" if step.short else "",
        }
        for step in steps
    )


def _view_cell(record: Record, view: View) -> str:
    query = view_to_query(record, view)
    return urlencode({name: query[name] for name in STEP_PARAMETERS if name in query}, doseq=True)


# -- changes, each of which returns rows of its own ----------------------------------------------


def add_row(rows: Rows, row: Row, *, after: int | None = None) -> Rows:
    """Return the rows with another after the one at a place, else at the end; it gets an id of its own."""
    at = len(rows) if after is None else after + 1
    names = Names({one["id"] for one in rows})
    id = names.take(make_id(row.get("id") or row.get("title", "")) or "step")
    return (*rows[:at], {**EMPTY, **row, "id": id}, *rows[at:])


def change_row(rows: Rows, id: str, **cells: str) -> Rows:
    """Return the rows with cells of one changed; what it shows from then on decides which others stay."""
    return tuple(_fitting({**row, **cells}, cells) if row["id"] == id else row for row in rows)


def write_row(record: Record, rows: Rows, id: str, field: str, told: Any) -> Rows:
    """Return the rows with what a field of the form of one holds by now: a cell, or its part of one.

    Fields are named as the form names them; of any other, and of a number that is none, nothing changes.
    """
    row = next((row for row in rows if row["id"] == id), EMPTY)
    several = told if isinstance(told, list | tuple) else [told]
    texts = [visible(spell(one)).strip()[:MAX_CELL_CHARS] for one in several]
    text = LIST_SEPARATOR.join(texts)
    if field in PLAIN:
        return change_row(rows, id, **{field: text})
    if field == "short":
        return change_row(rows, id, short="yes" if told else "")
    if field == "minutes" and (not text or WHOLE.fullmatch(text)) and 0 <= int(text or 0) <= MOST_MINUTES:
        return change_row(rows, id, minutes=str(int(text or 0) or ""))
    if field in STEP_PARAMETERS and row["figure"]:
        view, _ = view_from_query({**parse_qs(row["view"]), field: texts}, record=record)
        return change_row(rows, id, view=_view_cell(record, view))
    if field in OPTIONS.get(row["question"], ()) and (field == "unit" or not text or as_number(text) is not None):
        at, options = OPTIONS[row["question"]].index(field), options_in(row)
        if at < 2 or "/" not in options[2]:  # a figure of the tables has its own
            options[at] = text.replace(LIST_SEPARATOR, ",") if field == "unit" else spell(as_number(text))
            return change_row(rows, id, options=LIST_SEPARATOR.join(options).rstrip(LIST_SEPARATOR))
    return rows


def options_in(row: Row) -> list[str]:
    """Return the options of a question on a scale, as many as there may be; those that it lacks are empty."""
    return [*parts(row["options"]), *[""] * MOST_OPTIONS][:MOST_OPTIONS]


def spell(told: object) -> str:
    """Return what a field holds as text, "" where that is nothing.

    >>> spell(70.0), spell(0.1 + 0.2), spell(2010), spell(None)
    ('70', '0.3', '2010', '')
    """
    if told is None:
        return ""
    return f"{told:.12g}" if isinstance(told, float) else str(told)


def _fitting(row: Row, changed: Mapping[str, str]) -> Row:
    """Empty what a step of another kind has no use for."""
    if not {"shows", "question"} & set(changed):
        return row
    asks = row["question"] if row["shows"] == "question" else ""
    kept = {*KEPT_ALWAYS, *KEPT_BY_KIND.get(row["shows"], ()), *KEPT_BY_KIND.get(asks, ())}
    return {name: cell if name in kept or name in changed else "" for name, cell in row.items()}


def move_row(rows: Rows, at: int, by: int) -> Rows:
    """Return the rows with the one at a place moved by so many; at an end it stays."""
    to = min(max(at + by, 0), len(rows) - 1)
    others = [row for number, row in enumerate(rows) if number != at]
    return (*others[:to], rows[at], *others[to:])


def remove_row(rows: Rows, at: int) -> Rows:
    """Return the rows without the one at a place."""
    return rows[:at] + rows[at + 1 :]


def merge_rows(before: Rows, ours: Rows, theirs: Rows) -> Rows:
    """Return what two made of the same rows, with what each changed; a step that either took away is gone.

    What both changed, a cell or the order of steps, is as one of them has it.
    """
    was, mine = ({row["id"]: row for row in rows} for rows in (before, ours))
    moved = [id for id in mine if id in was] != [id for id in was if id in mine]
    lead, follow = (ours, theirs) if moved else (theirs, ours)
    others = {row["id"]: row for row in follow}
    merged: list[Row] = []
    for row in lead:
        old, other = was.get(row["id"]), others.get(row["id"])
        if old is None:
            merged.append(row)
        elif other is not None:
            merged.append({name: cell if other[name] == old[name] else other[name] for name, cell in row.items()})
    place = 0
    for row in follow:
        if row["id"] not in was and row not in merged:
            merged.insert(place, row)
        place = next((at for at, one in enumerate(merged, start=1) if one["id"] == row["id"]), place)
    return tidy_rows(merged)


# -- what is seen on other pages, as steps -------------------------------------------------------


def figure_mark(record: Record, name: str, view: View) -> str:
    """Return what names a figure in a view among all that a step can show: `figure/trade-band?years=2010&…`."""
    return mark_of({"shows": "figure", "figure": name, "view": _view_cell(record, view)})


def mark_of(row: Row) -> str:
    """Return what names the thing that a step shows; "" where it shows words or asks."""
    shows = row["shows"]
    view = f"?{row['view']}" if shows == "figure" and row["view"] else ""
    return f"{shows}/{row[shows]}{view}" if shows in ("figure", "event", "claim") else ""


def row_of_mark(record: Record, mark: str) -> Row | None:
    """Return the step that shows what a mark names, None where the record has no such thing."""
    kind, _, rest = mark.partition("/")
    name, _, view = rest.partition("?")
    if kind == "figure" and name in figures_of(record) and not view_of(view, record)[1]:
        title = FIGURES[name].step or FIGURES[name].title
    elif kind == "event" and name in record.event_ids and not view:
        title = record.event(name).title
    elif kind == "claim" and not view and (found := record.claims[record.claims["id"] == name]["claim"].tolist()):
        title = str(found[0])
    else:
        return None
    return {**EMPTY, "title": shortened(title, MOST_TITLE_CHARS), "shows": kind, kind: name, "view": view}


def minutes_in(row: Row) -> int:
    """Return how many minutes a step takes, 0 where it says none that it may take.

    >>> minutes_in({"minutes": "5"}), minutes_in({"minutes": "²"}), minutes_in({"minutes": "999"})
    (5, 0, 0)
    """
    said = row["minutes"]
    return int(said) if WHOLE.fullmatch(said) and 0 < int(said) <= MOST_MINUTES else 0
