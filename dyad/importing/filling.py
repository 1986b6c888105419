"""What can be known of tables that somebody brings is filled in, and told; dates and numbers are spelt as ours are.

Nothing is invented: a label is the start of the title, an event without a source rests on the table it came in,
and that table then is its source by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from urllib.parse import urlsplit

import pandas as pd

from dyad.importing.describing import NOT_STATED, themes_of
from dyad.importing.gathering import Gathered
from dyad.importing.names import Names, make_id, make_ids, shortened, titled
from dyad.importing.spelling import DayOrder, tidy_date, tidy_number
from dyad.record.checking import URL
from dyad.record.indicators import unit_of
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, MAX_CITED, MAX_THEMES, NO_THEME, THEMES, TableName

TABLE_ITSELF = "the table itself"  # the publisher of what events and figures rest on that name no source
MOST_COMPARED = 200  # different words among which slips are looked for
FIGURES: tuple[TableName, ...] = ("trade", "comparison")  # tables whose rows are figures
NAMED: Mapping[TableName, tuple[str, str]] = {  # of what ids are made: a column, or else a word and a number
    "events": ("title", "event"),
    "claims": ("claim", "claim"),
    "sources": ("title", "source"),
    "lesson": ("title", "step"),
}


def fill_in(found: Gathered, *, order: DayOrder = "", comma: str = "") -> None:
    """Put dates and numbers as the tables want them and fill in what follows from the rest, table by table."""
    for name, frame in found.frames.items():
        for one in ALL_TABLES[name].fields:
            if one.kind == "edtf":
                frame[one.name] = [tidy_date(cell, order=order) if cell else "" for cell in frame[one.name]]
            elif one.kind in ("number", "integer"):
                frame[one.name] = [tidy_number(cell, comma=comma) if cell else "" for cell in frame[one.name]]
            elif one.allowed and one.name != "theme":
                frame[one.name] = _spelt(frame[one.name], one.allowed)
        if name in NAMED:
            words, otherwise = NAMED[name]
            frame["id"] = make_ids(frame["id"], frame[words], otherwise)
    if "sources" in found.frames:
        hosts = [host_of(url) or NOT_STATED for url in found.frames["sources"]["url"]]
        _fill(found, "sources", "publisher", hosts, "named no publisher: the host of the address stands in.")
    if "events" in found.frames:
        _fill_events(found)
    if "lesson" in found.frames:
        kinds = found.frames["lesson"]["shows"].map({"question": "open"}).fillna("").tolist()
        _fill(found, "lesson", "question", kinds, "asked without a kind of question: what is asked is open.")
    for name in FIGURES:
        if name in found.frames:
            _fill(found, name, "unit", [*map(unit_of, found.frames[name]["indicator"])])


def _spelt(cells: Sequence[str] | pd.Series[str], allowed: Collection[str]) -> list[str]:
    """Return cells with the words allowed spelt as they are allowed, capitals or not."""
    lower = {word.lower(): word for word in allowed}
    return [lower.get(cell.lower(), cell) for cell in cells]


def _fill(found: Gathered, name: TableName, column: str, filled: Sequence[str] | str, what: str = "") -> None:
    """Fill the empty cells of a column, and tell what stands in them now."""
    frame = found.frames[name]
    empty, stand_in = frame[column] == "", pd.Series(filled, index=frame.index, dtype=object)
    frame[column] = frame[column].where(~empty, stand_in)
    if what:
        found.tell(name, int((empty & (stand_in != "")).sum()), what)


def _fill_events(found: Gathered) -> None:
    frame = found.frames["events"]
    labels = [*map(shortened, frame["title"])]
    _fill(found, "events", "label", labels, "had no label: the start of the title stands in.")
    _fill(found, "events", "theme", NO_THEME, f"had no theme: they stand in the lane “{NO_THEME}”.")
    _fill(found, "events", "scope", "bilateral")
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


def host_of(url: str) -> str:
    """Return the host of a web address, which stands in for a publisher; "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if URL.fullmatch(url) else ""
    except ValueError:
        return ""


def link_sources(found: Gathered) -> None:
    """Make every cell of sources hold ids; an event or figure without any rests on the table it came in."""
    listed = found.frames.get("sources")  # where a table of sources was brought other names than its ids are mistakes
    ids = Names(() if listed is None else listed["id"])
    made: dict[str, dict[str, str]] = {}  # what a cell named by address or title → row of sources.csv
    beyond: set[str] = set()  # what cells named so when there were documents enough

    def id_of(named: str) -> str:
        """Return the id of what a cell names, a new document where it is none; "" where there are enough of those."""
        if named in ids.taken or (listed is not None and not URL.fullmatch(named)):
            return named
        if named not in made:
            if len(made) >= MAX_CITED:
                beyond.add(named)
                return ""
            host = host_of(named)
            id = ids.take(make_id(re.sub(r"^https?://(www\.)?", "", named) if host else named) or "source")
            called, url = (f"[Page of {host}]", named) if host else (named, "")
            title = titled(called)
            note = "" if title == called else called
            made[named] = {"id": id, "title": title, "publisher": host or NOT_STATED, "url": url, "note": note}
        return made[named]["id"]

    def linked(cell: str) -> str:
        named = dict.fromkeys(part.strip() for part in re.split(r"[;\n]", cell))
        return LIST_SEPARATOR.join(filter(None, dict.fromkeys(id_of(part) for part in named if part)))

    for name in ("events", *FIGURES, "claims", "lesson"):
        frame = found.frames.get(name)
        if frame is None:
            continue
        before, file = len(beyond), found.files[name]
        frame["sources"] = [linked(cell) for cell in frame["sources"]]
        if len(beyond) > before:
            message = f"names {MAX_CITED + len(beyond):,} documents by address or title. Allowed: {MAX_CITED:,}."
            hint = "Bring a table of sources, and name its ids."
            found.problem(message, hint, file=file, column="sources", rule="too-many-sources")
        if name in ("events", *FIGURES) and (frame["sources"] == "").any():
            if file not in made:
                id = ids.take(make_id(file) or "table")
                note = "Brought by a reader; the rows that cite it name no other source."
                made[file] = {"id": id, "title": titled(f"[{file}]"), "publisher": TABLE_ITSELF, "note": note}
            what = "" if beyond else "named no source: the table itself is given as theirs."
            _fill(found, name, "sources", made[file]["id"], what)
    if made:
        found.add_rows("sources", "sources", ((0, row) for row in made.values()))
        if cited := len([named for named in made if named not in found.files.values()]):
            documents = "1 document is" if cited == 1 else f"{cited:,} documents are"
            found.said.append(f"{documents} cited by address or title, and now stand among the sources.")
