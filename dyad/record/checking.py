"""Find every problem of tables, cell by cell and between rows and tables."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

import pandas as pd

from dyad.record.dates import read_date
from dyad.record.folding import slug_of
from dyad.record.grids import CUT, MAX_CELL_CHARS
from dyad.record.indicators import INDICATORS
from dyad.record.problems import Problem, did_you_mean, shorten
from dyad.record.schema import ALL_TABLES, TABLES, Field, Kind, Table, TableName, parts
from dyad.record.tables import About

Frames = Mapping[TableName, pd.DataFrame]  # every cell text, plus the column "line"

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
URL = re.compile(r"https?://[^\s/?#\"<>\\][^\s/?#\"<>\\.]*\.[^\s\"<>\\]+")  # up to the first point in one way only
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
CODE = re.compile(r"[A-Z]{3}")
WHOLE = re.compile(r"-?[0-9]{1,12}")
FIGURE_KEY = ("indicator", "economy", "partner", "year", "period", "flow", "reporter", "sources", "note")
MOST_COMPARED = 20_000  # pairs of ids that are compared to find one that was meant
MOST_UNKNOWN = 10  # ids of one cell that are named when they stand nowhere; one more problem counts the rest


def web_link(address: str) -> str:
    """Return an address that pages may link to, "" for any other."""
    return address if address.startswith(("http://", "https://")) else ""


# -- all tables --------------------------------------------------------------------------------


def check_frames(
    frames: Frames, *, about: About | None, tables: Mapping[TableName, Table] = TABLES,
    in_part: Collection[TableName] = (),
) -> list[Problem]:  # fmt: skip
    """Return every problem of the tables read so far, file by file and line by line.

    `tables` holds the rules; without `about` those that need it are left out. Of tables that could be read only
    `in_part` nobody knows what ids they have.
    """
    problems: list[Problem] = []
    for name, frame in frames.items():
        table = tables[name]
        if name == "events" and about:
            table = table.allowing("theme", about.themes)
        problems += check_cells(frame, table=table)
    ids = {name: set(frame["id"]) for name, frame in frames.items() if "id" in frame and name not in in_part}
    problems += check_links(frames, ids=ids)
    economies = tuple(about.economies) if about else ()
    for name, frame in frames.items():
        if name != "trade" or economies:
            problems += _check_between(frame, name=name, economies=economies if name == "trade" else ())
    files = [table.file for table in TABLES.values()]
    return sorted(problems, key=lambda problem: (files.index(problem.file), problem.line or 0))


# -- one cell ----------------------------------------------------------------------------------

Fault = tuple[str, str, str | None, str, str]  # column, rule, value found, what is said of it, what to do
Rule = tuple[tuple[str, ...], Callable[..., Iterable[Fault]]]  # columns, what is wrong with or between their cells

REQUIRED, REFERENCE, BETWEEN = "required", "reference", "between cells"
FORMS: Mapping[Kind, tuple[re.Pattern[str], str, Callable[[str], str]]] = {  # of values: else what is said, what to do
    "slug": (SLUG, "is not an id. Allowed: lower-case letters a–z, digits and single hyphens.",
             lambda value: f'Write "{slug_of(value)}".' if slug_of(value) else "Give it one."),
    "code": (CODE, "is not an ISO 3166 alpha-3 code. Allowed: three capitals such as PAK or RUS.",
             lambda value: f'Write "{value.upper()}".' if CODE.fullmatch(value.upper()) else ""),
    "integer": (WHOLE, "is not a whole number.", lambda _: "Write digits only, without separators."),
    "number": (NUMBER, "is not a number.",
               lambda _: "Write digits with a point for decimals, without separators or units."),
    "url": (URL, "is not a web address.", lambda _: "Write it whole, from http:// or https:// on, without spaces."),
}  # fmt: skip


def _faults_of_value(value: str, field: Field) -> Iterator[tuple[str, str, str]]:
    """Yield the rules that one value breaks, with what is said of it and what to do."""
    if field.kind == "edtf":
        try:
            read_date(value)
        except ValueError as why:
            yield "date", str(why), "Allowed: EDTF, no more precise than it is known."
    elif field.kind in FORMS:
        form, message, hint = FORMS[field.kind]
        if not form.fullmatch(value) or (field.kind == "number" and math.isinf(float(value))):
            yield field.kind, message, hint(value)
    low, high = field.least, field.most
    number = None if (low, high) == (None, None) else _number_in_cell(value)
    if number is not None and ((low is not None and number < low) or (high is not None and number > high)):
        ends = ["" if low is None else f"from {low}", "" if high is None else f"up to {high}"]
        yield "range", "is out of range.", f"Allowed: {' '.join(filter(None, ends))}."
    noun = field.noun or field.name
    none = f"is not {'an' if noun[0] in 'aeiou' else 'a'} {noun}. Allowed:"
    if field.allowed and value not in field.allowed:
        allowed = ", ".join(map(shorten, sorted(field.allowed)))
        yield "allowed", f"{none} {allowed}.", did_you_mean(value, field.allowed)
    if field.pattern and not re.fullmatch(field.pattern, value):
        yield "pattern", f"{none} {field.pattern_says}.", ""
    if field.most_chars is not None and len(value) > field.most_chars:
        yield "chars", f"has {len(value)} characters. Allowed: {field.most_chars}.", "Shorten it."
    if field.most_words is not None and (words := len(value.split())) > field.most_words:
        yield "words", f"has {words} words. Allowed: {field.most_words}.", "Shorten it."


def _faults_of(field: Field, cell: str) -> list[Fault]:
    """Return what is wrong with one cell: of each rule the first of its values that breaks it."""
    if cell == "":
        return [(field.name, REQUIRED, None, "is empty and must not be.", field.description)] if field.required else []
    if len(cell) == MAX_CELL_CHARS and cell.endswith(CUT):
        return []
    faults: dict[str, Fault] = {}
    for value in parts(cell) if field.many else (cell,):
        for rule, message, hint in _faults_of_value(value, field):
            faults.setdefault(rule, (field.name, rule, value, message, hint))
    return [*faults.values()]


def check_cells(frame: pd.DataFrame, *, table: Table) -> Iterator[Problem]:
    """Yield the problems of single cells and of ids given twice.

    `frame` holds text only: the table's columns and the line each row stands on.
    """
    for field in table.fields:
        if field.unique:
            hint = "Each row needs an id of its own."
            yield from _repeated(frame, table.file, (field.name,), "unique", "stands already on line", hint)
        yield from _find(frame, table.file, ((field.name,), partial(_faults_of, field)))


def _find(frame: pd.DataFrame, file: str, rule: Rule) -> Iterator[Problem]:
    """Yield what a rule finds: it is worked out once for cells that stand together in many rows."""
    columns, faults_of = rule
    rows = _cells_of(frame, columns)
    known = {cells: faults for cells in dict.fromkeys(rows) if (faults := [*faults_of(*cells)])}
    for line, cells in zip(frame["line"].tolist(), rows, strict=True) if known else ():
        yield from (_problem(file, line, fault) for fault in known.get(cells, ()))


def _repeated(
    frame: pd.DataFrame, file: str, columns: tuple[str, ...], rule: str, message: str, hint: str
) -> Iterator[Problem]:
    """Yield a problem for each row whose cells stood in a row before, whose line ends the message."""
    firsts: dict[tuple[str, ...], int] = {}
    for line, cells in zip(frame["line"].tolist(), _cells_of(frame, columns), strict=True):
        if (first := firsts.setdefault(cells, line)) != line:
            yield _problem(file, line, (columns[0], rule, cells[0], f"{message} {first}.", hint))


def _cells_of(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the cells of some columns, row by row: what a rule is asked of."""
    return list(zip(*(frame[name].tolist() for name in columns), strict=True))


def _problem(file: str, line: int, fault: Fault) -> Problem:
    column, rule, value, message, hint = fault
    return Problem(file=file, line=line, column=column, value=value, message=message, hint=hint, rule=rule)


# -- between rows and tables -------------------------------------------------------------------


def check_links(frames: Frames, *, ids: Mapping[TableName, Collection[str]]) -> Iterator[Problem]:
    """Yield a problem for each id that another table does not have; `ids` holds those of the tables referred to."""
    compared = 0

    def faults_of(field: Field, known: Collection[str], cell: str) -> Iterator[Fault]:
        nonlocal compared
        there = f"{field.refers_to}.csv"
        values = parts(cell) if field.many else (cell,)
        unknown = [id for id in values if id not in known and SLUG.fullmatch(id)]
        for found in unknown[:MOST_UNKNOWN]:
            compared += len(known)
            near = did_you_mean(found, known) if compared <= MOST_COMPARED else ""
            yield field.name, REFERENCE, found, f"is no id in {there}.", near or f"Add a row of that id to {there}."
        if more := unknown[MOST_UNKNOWN:]:
            message = f"names {len(more):,} more that are no ids in {there}."
            yield field.name, REFERENCE, None, message, f"Add rows of those ids to {there}."

    for name, frame in frames.items():
        for field in ALL_TABLES[name].fields:
            if field.refers_to and field.refers_to in ids:
                rule = (field.name,), partial(faults_of, field, ids[field.refers_to])
                yield from _find(frame, ALL_TABLES[name].file, rule)


def _check_between(frame: pd.DataFrame, *, name: TableName, economies: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong between the cells of a row, and figures given twice; without `economies` all may be named."""
    file = ALL_TABLES[name].file
    if economies:
        yield from _find(frame, file, (("economy", "partner"), partial(_faults_of_economy, economies)))
    for rule in RULES.get(name, ()):
        yield from _find(frame, file, rule)
    if name in ("trade", "comparison"):
        hint = "Keep one, or name what differs."
        yield from _repeated(frame, file, FIGURE_KEY, BETWEEN, "repeats the figure of line", hint)


def _row_fault(column: str, found: str, message: str, hint: str = "") -> Fault:
    """Return a fault of cells that do not go together in a row of figures or claims."""
    return column, BETWEEN, found or None, message, hint


def _faults_of_economy(economies: tuple[str, ...], economy: str, partner: str) -> Iterator[Fault]:
    for column, code in (("economy", economy), ("partner", partner)):
        if code and code not in economies and CODE.fullmatch(code):
            yield _row_fault(column, code, f"is not of this record. Allowed: {', '.join(economies)}.")


def _faults_of_kind(indicator: str, economy: str, partner: str, flow: str, unit: str) -> Iterator[Fault]:
    kind = INDICATORS.get(indicator)
    if kind is None:
        return  # the rule for the column speaks of it
    if kind.paired and partner in ("", economy):
        yield _row_fault("partner", partner, "must name the other side of the dyad.")
    if kind.flows and not flow:
        yield _row_fault("flow", flow, "is empty and must say exports, imports or total.")
    if unit != kind.unit:
        yield _row_fault("unit", unit, f"does not fit {kind.name}. Allowed: {kind.unit}.")


def _faults_of_amount(value: str, low: str, high: str) -> Iterator[Fault]:
    if not (value or low or high):
        yield _row_fault("value", value, "is empty, and so are low and high.", "Give a value, or the ends of a band.")


def _faults_of_band(indicator: str, low: str, high: str) -> Iterator[Fault]:
    kind, least, most = INDICATORS.get(indicator), _number_in_cell(low), _number_in_cell(high)
    if least is not None and most is not None and least > most:
        yield _row_fault("low", low, f"is above high, {most:g}.", "Swap them.")
    if kind and kind.band and (least is None or most is None):
        yield _row_fault("low", low, "and high must both be given for a band.")


def _faults_of_rank(indicator: str, value: str, out_of: str) -> Iterator[Fault]:
    kind = INDICATORS.get(indicator)
    rank = _number_in_cell(value) if kind and kind.is_rank else None
    if rank is None:
        return
    if rank < 1 or not rank.is_integer():
        yield _row_fault("value", value, "is not a rank. Allowed: whole numbers from 1 on.")
    elif WHOLE.fullmatch(out_of) and rank > int(out_of):
        yield _row_fault("value", value, f"is a rank beyond the {out_of} that were ranked.")


def _number_in_cell(cell: str) -> float | None:
    """Return the number that a cell of a table holds, None where it is empty or holds another text."""
    return float(cell) if cell and NUMBER.fullmatch(cell) else None


def _faults_of_verdict(verdict: str, check: str) -> Iterator[Fault]:
    if bool(verdict) == bool(check):
        hint = "Give a verdict, or the check that computes it."
        yield _row_fault("verdict", verdict, f"and the column check are both {'given' if check else 'empty'}.", hint)


def _faults_of_claimed(check: str, value: str) -> Iterator[Fault]:
    if check not in ("", "band") and not re.fullmatch(r"[0-9]{1,9}", value):
        yield _row_fault("value", value, f"is not a whole number, which the check {shorten(check)} needs.")


FIGURE_RULES: tuple[Rule, ...] = (  # few columns each, whose cells stand together in many rows
    (("indicator", "economy", "partner", "flow", "unit"), _faults_of_kind),
    (("value", "low", "high"), _faults_of_amount),
    (("indicator", "low", "high"), _faults_of_band),
    (("indicator", "value", "out_of"), _faults_of_rank),
)
RULES: Mapping[TableName, tuple[Rule, ...]] = {
    "trade": FIGURE_RULES,
    "comparison": FIGURE_RULES,
    "claims": ((("verdict", "check"), _faults_of_verdict), (("check", "value"), _faults_of_claimed)),
}
