"""What can be known of tables that somebody brings is filled in, and told; dates and numbers are spelt as ours are.

Nothing is invented: a label is the start of the title, an event without a source rests on the table it came in,
and that table then is its source by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import pandas as pd

from dyad.importing.documents import FIGURES, NOT_STATED, host_of, link_sources
from dyad.importing.gathering import Gathered
from dyad.importing.names import make_ids, shortened
from dyad.importing.spelling import DayOrder, tidy_date, tidy_number
from dyad.record.indicators import unit_of
from dyad.record.problems import nearest
from dyad.record.schema import ALL_TABLES, MAX_THEMES, NO_THEME, THEMES

MOST_COMPARED = 200  # different words among which slips are looked for
SLIP = 0.8  # of difflib's likeness: from here on a word that stands once is taken for a slip of another


def fill_in(found: Gathered, *, order: DayOrder, comma: str) -> None:
    """Put dates and numbers as the tables want them and fill in what follows from the rest, table by table."""
    for name, frame in found.frames.items():
        if name == "lesson":
            continue
        for one in ALL_TABLES[name].fields:
            if one.kind == "edtf":
                frame[one.name] = [tidy_date(cell, order=order) if cell else "" for cell in frame[one.name]]
            elif one.kind in ("number", "integer"):
                frame[one.name] = [tidy_number(cell, comma=comma) if cell else "" for cell in frame[one.name]]
            elif one.allowed and one.name != "theme":
                frame[one.name] = _spelt(frame[one.name], one.allowed)
    if "sources" in found.frames:
        _fill_sources(found)
    if "events" in found.frames:
        _fill_events(found)
    if "claims" in found.frames:
        frame = found.frames["claims"]
        frame["id"] = make_ids(frame["id"], frame["claim"], "claim")
    fill_lesson(found)
    for frame in (found.frames[name] for name in FIGURES if name in found.frames):
        frame["unit"] = [unit or unit_of(kind) for unit, kind in zip(frame["unit"], frame["indicator"], strict=True)]
    link_sources(found)


def fill_lesson(found: Gathered) -> None:
    """Spell what a lesson's steps show and ask as the tables want it, and give each step an id; what it cites stays."""
    frame = found.frames.get("lesson")
    if frame is None:
        return
    for one in ALL_TABLES["lesson"].fields:
        if one.allowed:
            frame[one.name] = _spelt(frame[one.name], one.allowed)
    without = (frame["shows"] == "question") & (frame["question"] == "")
    frame["question"] = frame["question"].where(~without, "open")
    found.tell("lesson", int(without.sum()), "asked without a kind of question: what is asked is open.")
    frame["id"] = make_ids(frame["id"], frame["title"], "step")


def _spelt(cells: Sequence[str] | pd.Series[str], allowed: Collection[str]) -> list[str]:
    """Return cells with the words allowed spelt as they are allowed, capitals or not."""
    lower = {word.lower(): word for word in allowed}
    return [lower.get(cell.lower(), cell) for cell in cells]


def _fill_sources(found: Gathered) -> None:
    frame = found.frames["sources"]
    frame["id"] = make_ids(frame["id"], frame["title"], "source")
    without = frame["publisher"] == ""
    frame["publisher"] = [
        p or host_of(url) or NOT_STATED for p, url in zip(frame["publisher"], frame["url"], strict=True)
    ]
    found.tell("sources", int(without.sum()), "named no publisher: the host of the address stands in.")


def _fill_events(found: Gathered) -> None:
    frame = found.frames["events"]
    frame["id"] = make_ids(frame["id"], frame["title"], "event")
    without = (frame["label"] == "") & (frame["title"] != "")
    frame["label"] = [label or shortened(title) for label, title in zip(frame["label"], frame["title"], strict=True)]
    found.tell("events", int(without.sum()), "had no label: the start of the title stands in.")
    without = frame["theme"] == ""
    frame["theme"] = frame["theme"].where(~without, NO_THEME)
    found.tell("events", int(without.sum()), f"had no theme: they stand in the lane “{NO_THEME}”.")
    frame["scope"] = frame["scope"].where(frame["scope"] != "", "bilateral")
    spelt = {theme.lower(): theme for theme in (*reversed(list(frame["theme"])), *THEMES)}
    frame["theme"] = [spelt[theme.lower()] for theme in frame["theme"]]  # Energy and energy are one lane
    different = frame["theme"].nunique()
    if different <= MOST_COMPARED:
        found.themes = themes_of(frame["theme"])
        different = len(found.themes)
    if different > MAX_THEMES:
        frame["theme"], found.themes = NO_THEME, (NO_THEME,)  # or each row would be a problem too
        message = f"holds {different:,} different themes. Allowed: {MAX_THEMES}."
        hint = "Group them, or leave the column out."
        found.problem(message, hint, file=found.files["events"], column="theme", rule="themes")


def themes_of(cells: Sequence[str] | pd.Series[str]) -> tuple[str, ...]:
    """Return the themes that a table uses: the usual ones first, then its own as they come.

    A word that stands once and all but is another theme is taken for a slip and left out.
    """
    counted = Counter(cells)
    usual = [theme for theme in THEMES if theme in counted]
    known = [*THEMES, *(word for word, number in counted.items() if number > 1)]
    own = [word for word, number in counted.items() if word not in usual and (number > 1 or not _slip(word, known))]
    return (*usual, *own)


def _slip(word: str, known: Sequence[str]) -> bool:
    return bool(nearest(word.lower(), [one.lower() for one in known if one != word], alike=SLIP))
