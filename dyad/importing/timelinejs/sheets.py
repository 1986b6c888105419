"""A TimelineJS sheet, row by row, as slides."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.importing.timelinejs.rows import Slide, Teller, Told

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip  # in the order of Knight Lab's template
ALSO_READ = ("Alt Text",)  # since 3.9.4


def is_timelinejs(header: Sequence[str]) -> bool:
    """Tell a TimelineJS sheet by its columns, in whatever case and order, among whatever others.

    >>> is_timelinejs(["YEAR", "headline ", "Notes"]), is_timelinejs(["id", "date", "title"])
    (True, False)
    """
    return {"headline", "year"} <= {*map(_key, header)}


def read_sheet(file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Told:
    """Read the rows of a TimelineJS sheet, each with the line it stands on.

    The cells are those of a `Grid`: without a spreadsheet's shields. `file` names the sheet in problems. A column given
    twice is read where it stands first.
    """
    known = {_key(name) for name in (*COLUMNS, *ALSO_READ)}
    places: dict[str, int] = {}
    for at, name in enumerate(header):
        if _key(name) in known:
            places.setdefault(_key(name), at)
    read = ((line, {key: row[at].strip() for key, at in places.items() if at < len(row)}) for line, row in rows)
    slides = [Slide(line=line, cells=cells) for line, cells in read if any(cells.values())]
    return Teller(file=file, name=str.title).tell(slides)


def _key(name: str) -> str:
    return " ".join(name.split()).lower()
