"""Find every problem of a table, cell by cell and between rows and tables."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from dyad.record.dates import read_date
from dyad.record.indicators import INDICATORS
from dyad.record.problems import Problem, did_you_mean, shorten
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, Field, Kind, Table, TableName

Frames = Mapping[TableName, pd.DataFrame]  # every cell text, plus the column "line"

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[A-Z]{3}")
URL = re.compile(r"https?://[^\s/?#\"<>\\][^\s/?#\"<>\\.]*\.[^\s\"<>\\]+")  # up to the first point in one way only
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
WHOLE = re.compile(r"-?[0-9]{1,12}")
FIGURE_KEY = ("indicator", "economy", "partner", "year", "period", "flow", "reporter", "sources", "note")
MOST_COMPARED = 20_000  # pairs of ids that are compared to find one that was meant
MOST_UNKNOWN = 10  # ids of one cell that are named when they stand nowhere; one more problem counts the rest


def parts(field: Field, cell: str) -> list[str]:
    """Return the values of a cell: several, parted by ";", where the field takes many."""
    if not field.many:
        return [cell]
    return [part.strip() for part in cell.split(LIST_SEPARATOR)]


# -- one cell ----------------------------------------------------------------------------------

Fault = tuple[str, str | None, str, str]  # rule, value found, what is said of it, what to do
FigureFault = tuple[str, str, str]  # column, what is said of it, what to do
FigureRule = tuple[tuple[str, ...], Callable[..., Iterator[FigureFault]]]  # columns, what is wrong between their cells

REQUIRED, UNIQUE, REFERENCE, BETWEEN = "required", "unique", "reference", "between cells"
FORMS: Mapping[Kind, tuple[re.Pattern[str], str, Callable[[str], str]]] = {  # of values: else what is said, what to do
    "slug": (
        SLUG,
        "is not an id. Allowed: lower-case letters a–z, digits and single hyphens.",
        lambda value: f'Write "{slug_of(value)}".' if slug_of(value) else "Give it one.",
    ),
    "code": (
        CODE,
        "is not an ISO 3166 alpha-3 code. Allowed: three capitals such as PAK or RUS.",
        lambda value: f'Write "{value.upper()}".' if CODE.fullmatch(value.upper()) else "",
    ),
    "integer": (WHOLE, "is not a whole number.", lambda _: "Write digits only, without separators."),
    "number": (
        NUMBER,
        "is not a number.",
        lambda _: "Write digits with a point for decimals, without separators or units.",
    ),
    "url": (URL, "is not a web address.", lambda _: "Write it whole, from http:// or https:// on, without spaces."),
}


def slug_of(value: str) -> str:
    """Return a text as an id: its letters a to z and digits, other characters as hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")


def _faults_of_value(value: str, field: Field) -> Iterator[Fault]:
    if field.kind == "edtf":
        try:
            read_date(value)
        except ValueError as why:
            yield "date", value, str(why), "Allowed: EDTF, no more precise than it is known."
    elif field.kind in FORMS:
        form, message, hint = FORMS[field.kind]
        if not form.fullmatch(value) or (field.kind == "number" and math.isinf(float(value))):
            yield field.kind, value, message, hint(value)
    low, high = field.least, field.most
    number = None if (low, high) == (None, None) else _number(value)
    if number is not None and ((low is not None and number < low) or (high is not None and number > high)):
        ends = ["" if low is None else f"from {low}", "" if high is None else f"up to {high}"]
        yield "range", value, "is out of range.", f"Allowed: {' '.join(filter(None, ends))}."
    if field.allowed and value not in field.allowed:
        allowed = ", ".join(map(shorten, sorted(field.allowed)))
        message = f"is not a {field.noun or field.name}. Allowed: {allowed}."
        yield "allowed", value, message, did_you_mean(value, field.allowed)
    if field.pattern and not re.fullmatch(field.pattern, value):
        yield "pattern", value, f"is not a {field.noun or field.name}. Allowed: {field.pattern_says}.", ""
    if field.most_chars is not None and len(value) > field.most_chars:
        yield "chars", value, f"has {len(value)} characters. Allowed: {field.most_chars}.", "Shorten it."
    if field.most_words is not None and (words := len(value.split())) > field.most_words:
        yield "words", value, f"has {words} words. Allowed: {field.most_words}.", "Shorten it."


def _faults_of(cell: str, field: Field) -> list[Fault]:
    """Return what is wrong with one cell: of each rule the first of its values that breaks it."""
    if cell == "":
        return [(REQUIRED, None, "is empty and must not be.", field.description)] if field.required else []
    faults: dict[str, Fault] = {}
    for value in parts(field, cell):
        for fault in _faults_of_value(value, field):
            faults.setdefault(fault[0], fault)
    return [*faults.values()]


def check_cells(frame: pd.DataFrame, *, table: Table) -> list[Problem]:
    """Return the problems of single cells and of ids given twice, in the order of the lines.

    `frame` holds text only: the table's columns and the line each row stands on.
    """
    lines: list[int] = frame["line"].tolist()
    problems: list[Problem] = []
    for field in table.fields:
        cells = frame[field.name].tolist()
        # what is wrong with a cell, for the same stands in many rows
        known = {cell: _faults_of(cell, field) for cell in dict.fromkeys(cells)}
        if not (any(known.values()) or (field.unique and len(known) < len(cells))):
            continue
        firsts: dict[str, int] = {}
        for line, cell in zip(lines, cells, strict=True):
            faults = known[cell]
            if field.unique and cell in firsts:
                message = f"stands already on line {firsts[cell]}."
                faults = [(UNIQUE, cell, message, "Each row needs an id of its own."), *faults]
            firsts.setdefault(cell, line)
            for rule, found, message, hint in faults:
                problems.append(
                    Problem(
                        file=table.file,
                        line=line,
                        column=field.name,
                        value=found,
                        message=message,
                        hint=hint,
                        rule=rule,
                    )
                )
    return sorted(problems, key=lambda problem: problem.line or 0)


# -- between rows and tables -------------------------------------------------------------------


def check_links(frames: Frames, *, ids: Mapping[TableName, Collection[str]]) -> Iterator[Problem]:
    """Yield a problem for each id that another table does not have; `ids` holds those of the tables referred to."""
    compared = 0
    for name, frame in frames.items():
        for field in ALL_TABLES[name].fields:
            if field.refers_to is None or field.refers_to not in ids:
                continue
            file, known, there = ALL_TABLES[name].file, ids[field.refers_to], f"{field.refers_to}.csv"
            cells = frame[field.name].tolist()
            lacking = {
                cell: unknown
                for cell in set(cells) - {""}
                if (unknown := [id for id in parts(field, cell) if id not in known and SLUG.fullmatch(id)])
            }
            for line, cell in zip(frame["line"], cells, strict=True) if lacking else ():
                unknown = lacking.get(cell, [])
                for found in unknown[:MOST_UNKNOWN]:
                    compared += len(known)
                    near = did_you_mean(found, known) if compared <= MOST_COMPARED else ""
                    message, hint = f"is no id in {there}.", near or f"Add a row of that id to {there}."
                    yield Problem(
                        file=file, line=int(line), column=field.name, value=found, message=message, hint=hint,
                        rule=REFERENCE,
                    )  # fmt: skip
                if len(unknown) > MOST_UNKNOWN:
                    message = f"names {len(unknown) - MOST_UNKNOWN:,} more that are no ids in {there}."
                    hint = f"Add rows of those ids to {there}."
                    yield Problem(
                        file=file, line=int(line), column=field.name, message=message, hint=hint, rule=REFERENCE
                    )


def check_trade_rows(frame: pd.DataFrame, *, economies: tuple[str, ...] = (), file: str = "trade.csv") -> list[Problem]:
    """Return what is wrong between the cells of one figure, and figures given twice, in the order of the lines.

    Without `economies` any may be.
    """
    lines: list[int] = frame["line"].tolist()
    problems: list[Problem] = []

    def add(line: int, column: str, found: str, message: str, hint: str) -> None:
        problems.append(
            Problem(file=file, line=line, column=column, value=found or None, message=message, hint=hint, rule=BETWEEN)
        )

    def rows_of(columns: Sequence[str]) -> list[tuple[str, ...]]:
        return list(zip(*(frame[name].tolist() for name in columns), strict=True))

    foreign: FigureRule = (("economy", "partner"), partial(_faults_of_economy, economies))
    for columns, faults_of in (foreign, *FIGURE_RULES) if economies else FIGURE_RULES:
        rows = rows_of(columns)
        known = {cells: faults for cells in set(rows) if (faults := list(faults_of(*cells)))}
        for line, cells in zip(lines, rows, strict=True) if known else ():
            for column, message, hint in known.get(cells, ()):
                add(line, column, cells[columns.index(column)], message, hint)
    keys = rows_of(FIGURE_KEY)
    firsts: dict[tuple[str, ...], int] = {}
    for line, key in zip(lines, keys, strict=True) if len(set(keys)) < len(keys) else ():
        if key in firsts:
            message = f"repeats the figure of line {firsts[key]}."
            add(line, "indicator", key[0], message, "Keep one, or name what differs.")
        firsts.setdefault(key, line)
    return sorted(problems, key=lambda problem: problem.line or 0)


def _faults_of_economy(economies: tuple[str, ...], economy: str, partner: str) -> Iterator[FigureFault]:
    for column, code in (("economy", economy), ("partner", partner)):
        if code and code not in economies and CODE.fullmatch(code):
            yield column, f"is not of this record. Allowed: {', '.join(economies)}.", ""


def _faults_of_kind(indicator: str, economy: str, partner: str, flow: str, unit: str) -> Iterator[FigureFault]:
    kind = INDICATORS.get(indicator)
    if kind is None:
        return  # the rule for the column speaks of it
    if kind.paired and partner in ("", economy):
        yield "partner", "must name the other side of the dyad.", ""
    if kind.flows and not flow:
        yield "flow", "is empty and must say exports, imports or total.", ""
    if unit != kind.unit:
        yield "unit", f"does not fit {kind.name}. Allowed: {kind.unit}.", ""


def _faults_of_amount(value: str, low: str, high: str) -> Iterator[FigureFault]:
    if not (value or low or high):
        yield "value", "is empty, and so are low and high.", "Give a value, or the ends of a band."


def _faults_of_band(indicator: str, low: str, high: str) -> Iterator[FigureFault]:
    kind, least, most = INDICATORS.get(indicator), _number(low), _number(high)
    if least is not None and most is not None and least > most:
        yield "low", f"is above high, {most:g}.", "Swap them."
    if kind and kind.band and (least is None or most is None):
        yield "low", "and high must both be given for a band.", ""


def _faults_of_rank(indicator: str, value: str, out_of: str) -> Iterator[FigureFault]:
    kind = INDICATORS.get(indicator)
    rank = _number(value) if kind and kind.is_rank else None
    if rank is None:
        return
    if rank < 1 or not rank.is_integer():
        yield "value", "is not a rank. Allowed: whole numbers from 1 on.", ""
    elif WHOLE.fullmatch(out_of) and rank > int(out_of):
        yield "value", f"is a rank beyond the {out_of} that were ranked.", ""


def _number(cell: str) -> float | None:
    return float(cell) if cell and NUMBER.fullmatch(cell) else None


# few columns a rule: it is worked out once for cells that stand together in many rows
FIGURE_RULES: tuple[FigureRule, ...] = (
    (("indicator", "economy", "partner", "flow", "unit"), _faults_of_kind),
    (("value", "low", "high"), _faults_of_amount),
    (("indicator", "low", "high"), _faults_of_band),
    (("indicator", "value", "out_of"), _faults_of_rank),
)


def check_claim_rows(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield a problem for each claim judged by nobody, or by hand and by the figures at once."""
    for row in frame.to_dict("records"):

        def problem(column: str, message: str, hint: str = "", row: Mapping[Any, Any] = row) -> Problem:
            line, found = int(row["line"]), row[column] or None
            return Problem(
                file="claims.csv", line=line, column=column, value=found, message=message, hint=hint, rule=BETWEEN
            )

        if bool(row["verdict"]) == bool(row["check"]):
            what = "given" if row["check"] else "empty"
            hint = "Give a verdict, or the check that computes it."
            yield problem("verdict", f"and the column check are both {what}.", hint)
        if row["check"] not in ("", "band") and not re.fullmatch(r"[0-9]{1,9}", row["value"]):
            yield problem("value", f"is not a whole number, which the check {shorten(row['check'])} needs.")
