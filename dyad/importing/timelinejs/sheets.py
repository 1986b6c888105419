"""A TimelineJS sheet, row by row, as slides."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from dyad.importing.timelinejs.dates import PARTS_OF_END, End, read_old
from dyad.importing.timelinejs.rows import Slide, Teller, Told
from dyad.record.problems import Problem

COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip  # in the order of Knight Lab's template
ALSO_READ = ("Alt Text", "Tag", "Start Date", "End Date")  # the first since 3.9.4, the others before version 3

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
    return "headline" in names and bool(names & {"year", "start date"})


def read_sheet(file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> Told:
    """Read the rows of a TimelineJS sheet, each with the line it stands on.

    The cells are those of a `Grid`: without a spreadsheet's shields. `file` names the sheet in problems. A column given
    twice is read where it stands first.
    """
    if not is_timelinejs(header):
        fix = f"Its header is {','.join(COLUMNS)}."
        return Told(problems=(Problem(file=file, says="is no TimelineJS sheet.", fix=fix, rule="header"),))
    known = {_key(name): name for name in (*COLUMNS, *ALSO_READ)}
    places: dict[str, int] = {}
    problems = []
    for at, name in enumerate(header):
        key = _key(name)
        if key in places:
            says = "stands twice in the header."
            problems.append(Problem(file=file, column=known[key], says=says, fix="Keep one.", rule="header"))
        elif key in known:
            places[key] = at
    slides = []
    for line, row in rows:
        cells = {key: row[at].strip() for key, at in places.items() if at < len(row)}
        if any(cells.values()):
            slides.append(_slide(line, cells))
    return Teller(file=file, columns=_NAMES | _old_names(places), problems=problems).tell(slides)


def _key(name: str) -> str:
    return " ".join(name.split()).lower()


def _slide(line: int, cells: Mapping[str, str]) -> Slide:
    def cell(name: str) -> str:
        return cells.get(name, "")

    def end(prefix: str, old: str) -> End:
        if cell(old):
            return read_old(cell(old))
        return End(**{part: cell(f"{prefix}{part}") for part in PARTS_OF_END})

    return Slide(
        line=line,
        kind=cell("type").lower(),
        start=end("", "start date"),
        end=end("end ", "end date"),
        shown=cell("display date"),
        headline=cell("headline"),
        text=cell("text"),
        media=cell("media"),
        credit=cell("media credit"),
        caption=cell("media caption"),
        alt=cell("alt text"),
        group=cell("group") or cell("tag"),
    )


def _old_names(places: Collection[str]) -> dict[str, str]:
    """Return how problems name the parts of a date that stands in one cell."""
    prefixes = {"start date": "", "end date": "end_"}
    found = {name: prefix for name, prefix in prefixes.items() if name in places}
    return {f"{prefix}{part}": name.title() for name, prefix in found.items() for part in PARTS_OF_END}
