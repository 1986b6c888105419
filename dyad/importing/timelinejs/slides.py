"""Files of TimelineJS read: a sheet row by row, or JSON object by object, into slides (`rows`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dyad.importing.timelinejs.rows import ERA, Slide, Teller, Told
from dyad.record.grids import MAX_CELL_CHARS, MAX_ROWS
from dyad.record.problems import Problem

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip  # in the order of Knight Lab's template
ALSO_READ = ("Alt Text",)  # since 3.9.4
_ENDS = {"": "start_date", "end ": "end_date"}  # what its columns of a sheet begin with
_PATHS = {  # where the cells of a slide stand
    "headline": "text.headline", "text": "text.text", "media": "media.url", "media credit": "media.credit",
    "media caption": "media.caption", "alt text": "media.alt", "group": "group", "id": "unique_id",
}  # fmt: skip
_DAY, _CLOCK = ("year", "month", "day"), ("hour", "minute", "second")
_NAMES = {f"{prefix}{part}": f"{of}.{part}" for prefix, of in _ENDS.items() for part in _DAY} | _PATHS
_KINDS = {dict: "an object", list: "a list", bool: "true or false", str: "text", int: "a number", float: "a number"}
_EVENT = '{"start_date": {"year": "2016"}, "text": {"headline": "…"}}'


def is_timelinejs(header: Sequence[str]) -> bool:
    """Tell a TimelineJS sheet by its columns, in whatever case and order, among whatever others.

    >>> is_timelinejs(["YEAR", "headline ", "Notes"]), is_timelinejs(["headline", "date"]), is_timelinejs(["year"])
    (True, False, False)
    """
    return {"headline", "year"} <= {*map(_plain_heading, header)}


def read_sheet(file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Told:
    """Read the rows of a TimelineJS sheet, each with its line; a column given twice is read where it stands first."""
    known = {_plain_heading(name) for name in (*COLUMNS, *ALSO_READ)}
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        if _plain_heading(name) in known:
            places.setdefault(_plain_heading(name), at)
    read = ((line, {key: row[at].strip() for key, at in places.items() if at < len(row)}) for line, row in rows)
    slides = [Slide(line=line, cells=cells) for line, cells in read if any(cells.values())]
    return Teller(file=file, name=str.title).tell(slides)


def _plain_heading(name: str) -> str:
    return " ".join(name.split()).lower()


def read_json(file: str, data: Any) -> Told:
    """Read what TimelineJS JSON holds; `file` names it in problems, whose `line` is the number of the event."""

    def unusable(message: str, hint: str) -> Told:
        return Told(problems=(Problem(file=file, message=message, hint=hint, rule="json"),))

    if not isinstance(data, dict) or not isinstance(data.get("events"), list):
        return unusable("holds no list of events.", f'It must be an object with "events": [{_EVENT}, …].')
    slides = sum(len(data[kind]) for kind in ("events", "eras") if isinstance(data.get(kind), list))
    if slides > MAX_ROWS:
        return unusable(f"has {slides:,} events and eras. Allowed: {MAX_ROWS:,}.", "Split the timeline.")
    teller = Teller(file=file, name=_NAMES.__getitem__)
    return teller.tell(list(_slides(data, teller)))


def _slides(data: Mapping[str, Any], teller: Teller) -> Iterator[Slide]:
    """Yield the slides that are objects; eras are counted on after the events."""
    if data.get("title"):
        yield from _slide(data["title"], 0, "title", "the title", teller)
    events, eras = data["events"], data.get("eras") or []
    if not isinstance(eras, list):
        teller.problem(None, column="eras", message="is not a list.", hint="Put it between [ and ].", rule="json")
        eras = []
    for number, thing in enumerate(events, start=1):
        yield from _slide(thing, number, "event", f"event {number}", teller)
    for number, thing in enumerate(eras, start=1):
        yield from _slide(thing, len(events) + number, ERA, f"era {number}", teller)


def _slide(thing: Any, line: int, kind: str, called: str, teller: Teller) -> Iterator[Slide]:
    slide, wrong = Slide(line=line, cells={}, called=called), set[str]()

    def fault(column: str | None, message: str, hint: str, rule: str = "json") -> str:
        if column not in wrong:
            teller.problem(slide, column=column, message=message, hint=hint, rule=rule)
        wrong.add(column or "")
        return ""

    def text(path: str) -> str:
        of, _, name = path.rpartition(".")
        holder = thing.get(of) if of else thing
        if holder is None or holder == "":
            return ""
        if not isinstance(holder, dict):
            return fault(of, f"is {_KINDS[type(holder)]}.", "It must be an object.")
        value = holder.get(name)
        if isinstance(value, dict | list | bool):
            return fault(path, f"is {_KINDS[type(value)]}.", "It must be text.")
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        said = "" if value is None else str(value).strip()
        if len(said) > MAX_CELL_CHARS:
            message = f"has {len(said):,} characters. Allowed: {MAX_CELL_CHARS:,}."
            fault(path, message, "Shorten it.", rule="too-long-cell")
        return said[:MAX_CELL_CHARS]

    if not isinstance(thing, dict):
        fault(None, f"is {_KINDS.get(type(thing), 'nothing')}.", f"It must be an object such as {_EVENT}.")
        return
    cells, shown = {"type": kind}, []
    for prefix, of in _ENDS.items():
        cells |= {f"{prefix}{part}": text(f"{of}.{part}") for part in _DAY}
        clock = [text(f"{of}.{unit}").zfill(2) for unit in _CLOCK if text(f"{of}.{unit}")]
        cells[f"{prefix}time"] = ":".join(clock if len(clock) > 1 else [*clock, "00"]) if text(f"{of}.hour") else ""
        shown.append(text(f"{of}.display_date") or text(f"{of}.display_text"))
    cells["display date"] = text("display_date") or " – ".join(filter(None, shown))
    cells |= {column: text(path) for column, path in _PATHS.items()}
    yield Slide(line=line, cells=cells, called=called, broken=frozenset(wrong))
