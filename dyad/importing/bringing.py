"""Make a record of whatever tables somebody brings, or say row by row what is wrong with them.

CSV in any dialect, workbooks, TimelineJS sheets and JSON, with or without a datapackage.json: what describes a
record is taken from the tables, filled in by `filling`, and corrected by what is wished.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Literal

import pandas as pd

from dyad.importing.files import Grid, open_file
from dyad.importing.filling import (
    FIGURES,
    LOOSE,
    NEEDED,
    NOT_STATED,
    Names,
    Normaliser,
    columns_of,
    fill_in,
    fill_lesson,
    plain_name,
)
from dyad.importing.json_files import parse_json
from dyad.importing.spelling import DayOrder, is_ambiguous_date, is_ambiguous_number
from dyad.importing.timelinejs import Told, is_timelinejs, place_of, read_json, read_sheet
from dyad.importing.unpacking import tables_in
from dyad.record.checking import CODE
from dyad.record.dates import read_date, say_year
from dyad.record.indicators import INDICATORS
from dyad.record.problems import Problem, RecordError, shorten
from dyad.record.reading import VERSION_CHARS, check_frames, empty_frame, read_about, type_table
from dyad.record.schema import ALL_TABLES, NO_THEME, TABLES, TableName
from dyad.record.states import name_of
from dyad.record.tables import About, Record

Question = Literal["dates", "comma", "encoding"]
Listener = Callable[[float, str], None]  # is told how much is done, from 0 to 1, and what is being done
YEAR = re.compile(r"1[89]\d\d|20\d\d")  # of a figure
NO_YEARS = (2000, 2000)  # where nothing is dated, and nothing is drawn
MIN_LIKE = 2  # columns of ours a header must have to be taken for that table
LINE = "line"
OF_HEADER = ("header", "header-twice", "header-empty", "too-many-columns")  # rules of a table, not of a row
IN_PART = ("quotes", "header-only", "too-many-rows")  # rules that say that rows were not read
MAY_BE_EMPTY = ("claims", "trade", "comparison", "lesson")  # a record of events alone is written out with these


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """What whoever brings tables says of them. What is "" or empty is taken from the tables.

    `economies` pairs the two alpha-3 codes with names; `dates` and `comma` answer what is asked; `encoding` is that of
    files whose encoding was a guess; with `only_good` rows with a problem are left out. With `lesson_alone` a lesson is
    looked for and nothing else.
    """

    title: str = ""
    economies: tuple[tuple[str, str], ...] = ()
    document: str = ""
    dates: DayOrder = ""
    comma: str = ""
    encoding: str = ""
    only_good: bool = False
    lesson_alone: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What came of tables that were brought.

    `record` is None while there are problems that leave no record; `lesson` holds the text of lesson.csv with the line
    of each row; `said` tells how each file was read and what was filled in; `asked` what can be read in two ways;
    `left_out` counts the rows that are not in the record.
    """

    record: Record | None
    lesson: pd.DataFrame | None
    problems: Sequence[Problem]
    said: tuple[str, ...]
    asked: tuple[Question, ...]
    left_out: int
    grids: tuple[Grid, ...]


def bring(
    files: Sequence[tuple[str, bytes]], *, wishes: ImportOptions | None = None, told: Listener | None = None
) -> ImportResult:
    """Read files, each a name and its content, as one record; a ZIP archive is the tables in it."""
    wishes, tell = wishes or ImportOptions(), told or _silent
    files = [table for name, content in files for table in tables_in(name, content)]
    found = _Found(wishes=wishes)
    for number, (name, content) in enumerate(files):
        tell(0.4 * number / max(len(files), 1), reading(name))
        found.open(name, content)
    if wishes.lesson_alone:
        return found.lesson()
    filling = found.filling
    filling.add_sources(*found.linked)
    events = filling.frames.get("events")
    if not filling.frames and not found.all_problems():
        found.problem("No table was brought.", "Bring a table of events.", rule="empty")
    elif events is not None and events.empty and not found.all_problems():
        found.problem("holds no event.", "Bring some: a title and a date are enough.", file=filling.files["events"])
    elif events is None and not (found.refused or any(problem.line is None for problem in found.all_problems())):
        found.problem("There is no table of events among the files.", "Bring one: a title and a date are enough.")
    fill_in(filling, order=wishes.dates, comma=wishes.comma)
    tell(0.5, "Checking the rows")
    about = found.about()
    problems = _said_clearly([*found.all_problems(), *found.check(about)], wishes)
    asked = found.asked()
    left_out = 0
    if wishes.only_good and "events" in filling.frames and not any(map(found.is_of_all, problems)):
        tell(0.7, "Leaving out the rows with a problem")
        left_out = found.leave_out(about, problems)
        about = found.about()
    tell(0.9, "Making the record")
    whole = about is not None and "events" in filling.frames and not filling.frames["events"].empty
    usable = whole and (not problems or left_out > 0)
    return ImportResult(
        record=_record(filling, about) if usable and about else None,
        lesson=filling.frames.get("lesson"), problems=tuple(problems), said=tuple(filling.said),
        asked=asked, left_out=left_out, grids=tuple(found.grids),
    )  # fmt: skip


def reading(name: str) -> str:
    """Return what whoever waits is told while a file is read."""
    return f"Reading {name}"


def _silent(done: float, what: str) -> None:
    del done, what


@dataclass
class _Found:
    """What the files held, on its way to a record."""

    wishes: ImportOptions
    filling: Normaliser = field(default_factory=Normaliser)
    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False  # whether nothing could be made of a file, which may have been any table
    package: tuple[str, bytes] = ("", b"")
    linked: tuple[str, Sequence[Mapping[str, str]]] = ("", ())  # of a timeline: its file, the documents it links to
    title: str = ""
    stem: str = ""

    def problem(
        self, says: str, fix: str = "", *, file: str = "The files", rule: str = "missing", line: int | None = None,
        column: str | None = None,
    ) -> None:  # fmt: skip
        self.problems.append(Problem(file=file, line=line, column=column, says=says, fix=fix, rule=rule))

    def all_problems(self) -> list[Problem]:
        """Return what was found so far: of files, of their shape and of their columns."""
        return [*self.problems, *(problem for grid in self.grids for problem in grid.problems), *self.filling.problems]

    # -- files ---------------------------------------------------------------------------------

    def open(self, name: str, content: bytes) -> None:
        """Take one file: JSON by its parts, anything else as tables."""
        text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text.startswith(b"{") and name.lower().endswith(".json"):
            self._open_json(name, content)
            return
        self.stem = self.stem or PurePath(name).stem
        opened = open_file(name, content, encoding=self.wishes.encoding or None)
        self.problems += opened.problems
        self.refused = self.refused or bool(opened.problems)
        for grid in opened.grids:
            empty = {problem.rule for problem in grid.problems} == {"header-only"} and table_of(grid) in MAY_BE_EMPTY
            self.grids.append(replace(grid, problems=()) if empty else grid)
            if empty:
                self.filling.said.append(f"{shown_name(grid)}: no rows, and so not read.")
            else:
                self._take(grid)

    def _open_json(self, name: str, content: bytes) -> None:
        try:
            parsed = parse_json(content, file=name)
        except RecordError as error:
            self.problems += error.problems
            return
        described = "dyad" in parsed.data or "resources" in parsed.data
        for one in parsed.too_long:
            line, called, column = (None, "", one.place) if described else place_of(one.place, parsed.data)
            says = f"{one.says.removesuffix('.')} ({called})." if called else one.says
            where = ".".join(shorten(str(part)) for part in column)
            self.problem(says, "Shorten it.", file=name, rule="too-long-cell", line=line, column=where)
        if described:
            self.package = (name, parsed.content)
            self.filling.said.append(f"{name}: read as the description of the record.")
            return
        self.stem = self.stem or PurePath(name).stem
        self._take_timeline(name, read_json(name, parsed.content), "TimelineJS JSON")

    def lesson(self) -> ImportResult:
        """Return what came of files in which nothing but a lesson was looked for."""
        if "lesson" not in self.filling.frames and not self.all_problems():
            needed = " and ".join(NEEDED["lesson"])
            self.problem("hold no lesson.", f"Bring a table with the columns {needed}, or take the template.")
        fill_lesson(self.filling)
        guessed: tuple[Question, ...] = ("encoding",) if any(grid.guessed for grid in self.grids) else ()
        return ImportResult(
            record=None, lesson=self.filling.frames.get("lesson"), problems=tuple(self.all_problems()),
            said=tuple(self.filling.said), asked=guessed, left_out=0, grids=tuple(self.grids),
        )  # fmt: skip

    def _take(self, grid: Grid) -> None:
        shown = shown_name(grid)
        if self.wishes.lesson_alone:
            name = table_of(grid, otherwise="lesson")
            if name in (None, "lesson") and not self._is_twice("lesson", shown):
                self._add("lesson", grid)
            return
        if is_timelinejs(grid.header):
            self._take_timeline(shown, read_sheet(shown, grid.header, grid.rows), f"a TimelineJS sheet, {grid.read_as}")
            return
        name = table_of(grid)
        if name is None:
            known = "; ".join(f"{table.file}: {', '.join(table.columns[:4])} …" for table in ALL_TABLES.values())
            says = f"has the columns {', '.join(grid.header[:12])}, which are those of none of the tables."
            self.problem(
                says, f"Name it after its table, or use the columns of one: {known}.", file=shown, rule="table"
            )
            return
        if self._is_twice(name, shown):
            return
        self._add(name, grid)

    def _add(self, name: TableName, grid: Grid) -> None:
        shown = shown_name(grid)
        how = "" if grid.sheet else f", {grid.read_as}{' (the encoding is a guess)' if grid.guessed else ''}"
        self.filling.said.append(f"{shown}: {len(grid.rows):,} rows read as {name}{how}.")
        self.filling.add_rows(name, shown, grid.header, grid.rows)

    def _take_timeline(self, file: str, told: Told, how: str) -> None:
        self.problems += told.problems
        if self._is_twice("events", file):
            return
        self.title = told.title
        self.filling.said.append(f"{file}: {len(told.rows):,} events, read as {how}.")
        self.linked = (file, told.sources)
        if told.rows or not any(problem.line is None for problem in told.problems):
            columns = ALL_TABLES["events"].columns
            cells = [(line, [row.get(column, "") for column in columns]) for line, row in told.rows]
            self.filling.add_rows("events", file, columns, cells)

    def _is_twice(self, name: TableName, file: str) -> bool:
        other = self.filling.files.get(name)
        if other is not None:
            self.problem(f"is a second table of {name}, beside {other}.", "Bring one of each.", file=file, rule="twice")
        return other is not None

    # -- what describes the record -------------------------------------------------------------

    def about(self) -> About | None:
        """Return what the record says of itself: by wish, else by its description, else by its tables."""
        name, package = self.package
        if package:
            about, problems = read_about(package)
            named = [replace(problem, file=name, rule=problem.rule or "package") for problem in problems]
            self.problems += [problem for problem in named if problem not in self.problems]
            if about is None:
                return None
            about = replace(about, themes=self._themes(about))
        else:
            economies = self._economies()
            years = self._years()
            about = About(
                title=self.title or self._title_of(economies, years), economies=economies, years=years,
                themes=self.filling.themes or About.themes,
            )  # fmt: skip
        wishes = self.wishes
        sources = self.filling.frames.get("sources")
        if "claims" in self.filling.frames and sources is not None and about.claims_source not in set(sources["id"]):
            about = replace(about, claims_source=self._claims_source(sources))
        return replace(
            about,
            title=wishes.title or about.title,
            economies=dict(wishes.economies) or about.economies,
            document=wishes.document or about.document,
        )

    def _themes(self, about: About) -> tuple[str, ...]:
        """Return the themes of a description, and the one that stands in where an event has none."""
        events = self.filling.frames.get("events")
        filled_in = events is not None and (events["theme"] == NO_THEME).any() and NO_THEME not in about.themes
        return (*about.themes, NO_THEME) if filled_in else about.themes

    def _title_of(self, economies: Mapping[str, str], years: tuple[int, int]) -> str:
        of_a_file = self.stem if plain_name(self.stem) not in ALL_TABLES else "Events"
        span = "–".join(dict.fromkeys(map(say_year, years)))
        return f"{'–'.join(economies.values()) or of_a_file}, {span}"

    def _economies(self) -> dict[str, str]:
        frame = self.filling.frames.get("trade")
        if frame is None:
            return {}
        paired = {name for name, indicator in INDICATORS.items() if indicator.paired}
        pairs = Counter(
            (one, other)
            for indicator, one, other in zip(frame["indicator"], frame["economy"], frame["partner"], strict=True)
            if indicator in paired and CODE.fullmatch(one) and CODE.fullmatch(other) and one != other
        )
        if not pairs:
            codes = [code for code in dict.fromkeys(frame["economy"]) if CODE.fullmatch(code)]
            return {code: name_of(code) for code in codes} if len(codes) == 2 else {}
        (one, other), _ = pairs.most_common(1)[0]
        return {one: name_of(one), other: name_of(other)}

    def _years(self) -> tuple[int, int]:
        """Return the years first shown: of the events and of the trade between the two."""
        events, trade = self.filling.frames.get("events"), self.filling.frames.get("trade")
        years = [] if events is None else [year for span in _spans(events["date"]) for year in span]
        if trade is not None:
            cells = trade["year"][trade["indicator"] == "goods_trade"]
            years += [int(year) for year in cells if YEAR.fullmatch(year)]
        return (min(years), max(years)) if years else NO_YEARS

    def _claims_source(self, sources: pd.DataFrame) -> str:
        """Return the id of the document whose claims are checked, added to the sources where nothing names it."""
        made = sources[sources["note"] == CLAIMS_NOTE]
        if not made.empty:
            return str(made["id"].iloc[0])
        document = self.wishes.document or About.document
        id = Names(sources["id"]).take("claims-document")
        row = dict.fromkeys(sources.columns, "") | {
            LINE: 0, "id": id, "title": f"[The {document} whose claims are checked]", "publisher": NOT_STATED,
            "note": CLAIMS_NOTE,
        }  # fmt: skip
        self.filling.frames["sources"] = pd.concat([sources, pd.DataFrame([row], dtype=object)], ignore_index=True)
        return id

    # -- checks --------------------------------------------------------------------------------

    def check(self, about: About | None, *, whole: bool = False) -> list[Problem]:
        """Return what is wrong with the cells and between rows and tables, under the names of the files brought.

        A row that could not be read may well be the one that another refers to; `whole` takes what was read for all.
        """
        files = {ALL_TABLES[name].file: file for name, file in self.filling.files.items()}
        rules = dict(LOOSE)
        if about is None and self.filling.themes:
            rules["events"] = rules["events"].allowing("theme", self.filling.themes)
        cut = {shown_name(grid) for grid in self.grids if any(problem.rule in IN_PART for problem in grid.problems)}
        in_part = () if whole else tuple(name for name, file in self.filling.files.items() if file in cut)
        found = check_frames(self._of_record(), about=about, tables=rules, in_part=in_part)
        return [replace(problem, file=files.get(problem.file, problem.file)) for problem in found]

    def _of_record(self) -> dict[TableName, pd.DataFrame]:
        return {name: frame for name, frame in self.filling.frames.items() if name in TABLES}

    def is_of_all(self, problem: Problem) -> bool:
        """Return whether a problem is of a file or a table as a whole, and goes with no row."""
        return not problem.line or problem.rule in OF_HEADER or problem.file not in self.filling.files.values()

    def leave_out(self, about: About | None, problems: Sequence[Problem]) -> int:
        """Leave out the rows with a problem, and those that then refer to nothing; return how many.

        Rows that could not be read are left out already, and are counted. 0 where what is left is no record either.
        """
        lines = _bad_lines(problems)
        there = {
            (self.filling.files[name], line) for name, frame in self.filling.frames.items() for line in frame[LINE]
        }
        unread = {(file, line) for file, some in lines.items() for line in some} - there
        before = len(unread) + sum(len(frame) for frame in self.filling.frames.values())
        while lines:
            for name, frame in self.filling.frames.items():
                gone = lines.get(self.filling.files[name], set()) - {0}
                self.filling.frames[name] = frame[~frame[LINE].isin(gone)].reset_index(drop=True)
            found = self.check(about, whole=True)
            if any(map(self.is_of_all, found)):
                return 0
            lines = _bad_lines(found)
        return before - sum(len(frame) for frame in self.filling.frames.values())

    def asked(self) -> tuple[Question, ...]:
        """Return what can be read in two ways and was not said."""
        asked: list[Question] = []
        frames = self.filling.frames
        dates = [cell for name in ("events", "sources") if name in frames for cell in frames[name]["date"]]
        if self.wishes.dates or any(is_ambiguous_date(cell) for cell in dates):
            asked.append("dates")
        amounts = [frames[name][column] for name in FIGURES if name in frames for column in ("value", "low", "high")]
        numbers = [cell for cells in amounts for cell in cells]
        if self.wishes.comma or any(is_ambiguous_number(cell) for cell in numbers):
            asked.append("comma")
        if self.wishes.encoding or any(grid.guessed for grid in self.grids):
            asked.append("encoding")
        return tuple(asked)


CLAIMS_NOTE = "Stands for the document that the claims are taken from; the tables do not name it."


def shown_name(grid: Grid) -> str:
    """Return what messages call a table: its file, and in a workbook its sheet."""
    return f"{grid.file}, sheet “{grid.sheet}”" if grid.sheet else grid.file


def table_of(grid: Grid, *, otherwise: TableName = "events") -> TableName | None:
    """Return which of our tables a grid is, by the name of its file or sheet, else by its columns.

    Where it may be several, it is `otherwise`.
    """
    for called in (grid.sheet, PurePath(grid.file).stem):
        name = plain_name(called)
        if name in ALL_TABLES:
            return name
    like = {name: len(columns_of(grid.header, name)) for name in ALL_TABLES}
    best = max(like, key=lambda name: (like[name], name == otherwise))
    return best if like[best] >= MIN_LIKE else None


def _spans(cells: Iterable[str]) -> list[tuple[int, int]]:
    spans = []
    for cell in cells:
        try:
            when = read_date(cell)
        except ValueError:
            continue  # undated, or a problem that the check names
        spans.append((when.known[0].year, when.known[1].year))
    return spans


def _bad_lines(problems: Iterable[Problem]) -> dict[str, set[int]]:
    bad: dict[str, set[int]] = {}
    for problem in problems:
        bad.setdefault(problem.file, set()).add(problem.line or 0)
    return bad


def _said_clearly(problems: Iterable[Problem], wishes: ImportOptions) -> list[Problem]:
    """Say of dates and numbers that can be read in two ways that they are asked about."""
    clear = []
    for problem in problems:
        found = problem.found or ""
        if problem.rule == "date" and is_ambiguous_date(found) and not wishes.dates:
            says = "may give the day first or the month first."
            problem = replace(problem, says=says, fix="Say which, or write it as 2016-05-04.", rule="ambiguous date")
        elif problem.rule in ("number", "integer") and is_ambiguous_number(found) and not wishes.comma:
            says = "may have a decimal comma or one between thousands."
            problem = replace(problem, says=says, fix="Say which, or write it with a point.", rule="ambiguous number")
        clear.append(problem)
    return clear


def _record(filling: Normaliser, about: About) -> Record:
    digest = hashlib.sha256(repr(about).encode())
    tables = {}
    for name, table in TABLES.items():
        frame = filling.frames.get(name)
        if frame is None:
            frame = empty_frame(table)
        digest.update(frame[list(table.columns)].to_csv(index=False).encode())
        tables[name] = type_table(frame.astype(object), name=name)
    return Record(about=about, **tables, version=digest.hexdigest()[:VERSION_CHARS])
