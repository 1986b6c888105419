"""A TimelineJS sheet, row by row, as slides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.importing.timelinejs.dates import PARTS_OF_END, End
from dyad.importing.timelinejs.rows import OLD, Slide, Teller, Told
from dyad.record.problems import Problem

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip  # in the order of Knight Lab's template
ALSO_READ = ("Alt Text",)  # since 3.9.4
_OLD = "start date"  # the column by which a sheet of TimelineJS 1 or 2 shows itself

_NAMES = {
    **{part: part.capitalize() for part in PARTS_OF_END},
    **{f"end_{part}": f"End {part.capitalize()}" for part in PARTS_OF_END},
    "headline": "Headline",
}


def is_timelinejs(header: Sequence[str]) -> bool:
    """Tell a TimelineJS sheet by its columns, in whatever case and order, among whatever others.

    >>> is_timelinejs(["YEAR", "headline ", "Notes"]), is_timelinejs(["id", "date", "title"])
    (True, False)
    """
    names = {_key(name) for name in header}
    return "headline" in names and bool(names & {"year", _OLD})


def read_sheet(file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Told:
    """Read the rows of a TimelineJS sheet, each with the line it stands on.

    The cells are those of a `Grid`: without a spreadsheet's shields. `file` names the sheet in problems. A column given
    twice is read where it stands first.
    """
    if "year" not in map(_key, header):
        hint = "Put its dates into columns Year, Month and Day, and End Year, End Month and End Day."
        return Told(problems=(Problem(file=file, column="Start Date", message=OLD, hint=hint, rule="header"),))
    known = {_key(name) for name in (*COLUMNS, *ALSO_READ)}
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        if _key(name) in known:
            places.setdefault(_key(name), at)
    slides = []
    for line, row in rows:
        cells = {key: row[at].strip() for key, at in places.items() if at < len(row)}
        if any(cells.values()):
            slides.append(_slide(line, cells))
    return Teller(file=file, columns=_NAMES).tell(slides)


def _key(name: str) -> str:
    return " ".join(name.split()).lower()


def _slide(line: int, cells: Mapping[str, str]) -> Slide:
    def cell(name: str) -> str:
        return cells.get(name, "")

    def end(prefix: str) -> End:
        return End(**{part: cell(f"{prefix}{part}") for part in PARTS_OF_END})

    return Slide(
        line=line,
        kind=cell("type").lower(),
        start=end(""),
        end=end("end "),
        shown=cell("display date"),
        headline=cell("headline"),
        text=cell("text"),
        media=cell("media"),
        credit=cell("media credit"),
        caption=cell("media caption"),
        alt=cell("alt text"),
        group=cell("group"),
    )
