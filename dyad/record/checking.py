"""Find every problem of a table, cell by cell and between rows and tables."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from dyad.record.dates import read_date
from dyad.record.indicators import INDICATORS
from dyad.record.problems import Problem, did_you_mean, shorten
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, Field, Table, TableName

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


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule for one value of a field: where it applies, when it holds, what to say if not."""

    name: str
    applies: Callable[[Field], bool]
    holds: Callable[[Field, str], bool]
    says: Callable[[Field, str], tuple[str, str]]


def _is_date(_: Field, value: str) -> bool:
    try:
        read_date(value)
    except ValueError:
        return False
    return True


def _says_date(_: Field, value: str) -> tuple[str, str]:
    try:
        read_date(value)
    except ValueError as why:
        return str(why), "Allowed: EDTF, no more precise than it is known."
    return "", ""


def _in_range(field: Field, value: str) -> bool:
    if not NUMBER.fullmatch(value):
        return True  # the rule for its kind speaks of it
    number = float(value)
    return (field.least is None or number >= field.least) and (field.most is None or number <= field.most)


def _says_range(field: Field, _: str) -> tuple[str, str]:
    low = "" if field.least is None else f"from {field.least:g}"
    high = "" if field.most is None else f"up to {field.most:g}"
    return "is out of range.", f"Allowed: {' '.join(filter(None, (low, high)))}."


def slug_of(value: str) -> str:
    """Return a text as an id: its letters a to z and digits, other characters as hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")


RULES = (
    Rule(
        name="slug",
        applies=lambda f: f.kind == "slug",
        holds=lambda _, v: bool(SLUG.fullmatch(v)),
        says=lambda _, v: (
            "is not an id. Allowed: lower-case letters a–z, digits and single hyphens.",
            f'Write "{slug_of(v)}".' if slug_of(v) else "Give it one.",
        ),
    ),
    Rule(name="date", applies=lambda f: f.kind == "edtf", holds=_is_date, says=_says_date),
    Rule(
        name="code",
        applies=lambda f: f.kind == "code",
        holds=lambda _, v: bool(CODE.fullmatch(v)),
        says=lambda _, v: (
            "is not an ISO 3166 alpha-3 code. Allowed: three capitals such as PAK or RUS.",
            f'Write "{v.upper()}".' if CODE.fullmatch(v.upper()) else "",
        ),
    ),
    Rule(
        name="integer",
        applies=lambda f: f.kind == "integer",
        holds=lambda _, v: bool(WHOLE.fullmatch(v)),
        says=lambda _, __: ("is not a whole number.", "Write digits only, without separators."),
    ),
    Rule(
        name="number",
        applies=lambda f: f.kind == "number",
        holds=lambda _, v: bool(NUMBER.fullmatch(v)) and math.isfinite(float(v)),
        says=lambda _, __: ("is not a number.", "Write digits with a point for decimals, without separators or units."),
    ),
    Rule(
        name="range",
        applies=lambda f: f.least is not None or f.most is not None,
        holds=_in_range,
        says=_says_range,
    ),
    Rule(
        name="url",
        applies=lambda f: f.kind == "url",
        holds=lambda _, v: bool(URL.fullmatch(v)),
        says=lambda _, __: ("is not a web address.", "Write it whole, from http:// or https:// on, without spaces."),
    ),
    Rule(
        name="allowed",
        applies=lambda f: bool(f.allowed),
        holds=lambda f, v: v in f.allowed,
        says=lambda f, v: (
            f"is not a {f.noun or f.name}. Allowed: {', '.join(map(shorten, sorted(f.allowed)))}.",
            did_you_mean(v, f.allowed),
        ),
    ),
    Rule(
        name="pattern",
        applies=lambda f: bool(f.pattern),
        holds=lambda f, v: bool(re.fullmatch(f.pattern, v)),
        says=lambda f, _: (f"is not a {f.noun or f.name}. Allowed: {f.pattern_says}.", ""),
    ),
    Rule(
        name="chars",
        applies=lambda f: f.most_chars is not None,
        holds=lambda f, v: len(v) <= (f.most_chars or 0),
        says=lambda f, v: (f"has {len(v)} characters. Allowed: {f.most_chars}.", "Shorten it."),
    ),
    Rule(
        name="words",
        applies=lambda f: f.most_words is not None,
        holds=lambda f, v: len(v.split()) <= (f.most_words or 0),
        says=lambda f, v: (f"has {len(v.split())} words. Allowed: {f.most_words}.", "Shorten it."),
    ),
)
REQUIRED, UNIQUE, REFERENCE, BETWEEN = "required", "unique", "reference", "between cells"


Fault = tuple[str, str | None, str, str]  # rule, value found, what is said of it, what to do
FigureFault = tuple[str, str, str]  # column, what is said of it, what to do
FigureRule = tuple[tuple[str, ...], Callable[..., Iterator[FigureFault]]]  # columns, what is wrong between their cells


def _faults_of(cell: str, *, field: Field, rules: Sequence[Rule]) -> list[Fault]:
    """Return what is wrong with one cell: of each rule the first of its values that breaks it."""
    if cell == "":
        return [(REQUIRED, None, "is empty and must not be.", field.description)] if field.required else []
    faults: list[Fault] = []
    values = parts(field, cell)
    for rule in rules:
        for value in values:
            if not rule.holds(field, value):
                faults.append((rule.name, value, *rule.says(field, value)))
                break
    return faults


def check_cells(frame: pd.DataFrame, *, table: Table) -> list[Problem]:
    """Return the problems of single cells and of ids given twice, in the order of the lines.

    `frame` holds text only: the table's columns and the line each row stands on.
    """
    lines: list[int] = frame["line"].tolist()
    problems: list[Problem] = []
    for field in table.fields:
        rules = [rule for rule in RULES if rule.applies(field)]
        cells = frame[field.name].tolist()
        # what is wrong with a cell, for the same stands in many rows
        known = {cell: _faults_of(cell, field=field, rules=rules) for cell in dict.fromkeys(cells)}
        if not (any(known.values()) or (field.unique and len(known) < len(cells))):
            continue
        firsts: dict[str, int] = {}
        for line, cell in zip(lines, cells, strict=True):
            faults = known[cell]
            if field.unique and cell in firsts:
                says = f"stands already on line {firsts[cell]}."
                faults = [(UNIQUE, cell, says, "Each row needs an id of its own."), *faults]
            firsts.setdefault(cell, line)
            for rule, found, says, fix in faults:
                problems.append(
                    Problem(file=table.file, line=line, column=field.name, found=found, says=says, fix=fix, rule=rule)
                )
    return sorted(problems, key=lambda problem: problem.line or 0)


# -- between rows and tables -------------------------------------------------------------------


def check_links(frames: Frames, *, ids: Mapping[TableName, Collection[str]] | None = None) -> Iterator[Problem]:
    """Yield a problem for each id that another table does not have.

    `ids` holds the ids of the tables referred to; without it they are taken from the frames.
    """
    if ids is None:
        ids = {name: set(frame["id"]) for name, frame in frames.items() if "id" in frame}
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
                    says, fix = f"is no id in {there}.", near or f"Add a row of that id to {there}."
                    yield Problem(
                        file=file, line=int(line), column=field.name, found=found, says=says, fix=fix, rule=REFERENCE
                    )  # fmt: skip
                if len(unknown) > MOST_UNKNOWN:
                    says = f"names {len(unknown) - MOST_UNKNOWN:,} more that are no ids in {there}."
                    fix = f"Add rows of those ids to {there}."
                    yield Problem(file=file, line=int(line), column=field.name, says=says, fix=fix, rule=REFERENCE)


def check_trade_rows(frame: pd.DataFrame, *, economies: tuple[str, ...] = (), file: str = "trade.csv") -> list[Problem]:
    """Return what is wrong between the cells of one figure, and figures given twice, in the order of the lines.

    Without `economies` any may be.
    """
    lines: list[int] = frame["line"].tolist()
    problems: list[Problem] = []

    def add(line: int, column: str, found: str, says: str, fix: str) -> None:
        problems.append(
            Problem(file=file, line=line, column=column, found=found or None, says=says, fix=fix, rule=BETWEEN)
        )

    def rows_of(columns: Sequence[str]) -> list[tuple[str, ...]]:
        return list(zip(*(frame[name].tolist() for name in columns), strict=True))

    foreign: FigureRule = (("economy", "partner"), partial(_faults_of_economy, economies))
    for columns, faults_of in (foreign, *FIGURE_RULES) if economies else FIGURE_RULES:
        rows = rows_of(columns)
        known = {cells: faults for cells in set(rows) if (faults := list(faults_of(*cells)))}
        for line, cells in zip(lines, rows, strict=True) if known else ():
            for column, says, fix in known.get(cells, ()):
                add(line, column, cells[columns.index(column)], says, fix)
    keys = rows_of(FIGURE_KEY)
    firsts: dict[tuple[str, ...], int] = {}
    for line, key in zip(lines, keys, strict=True) if len(set(keys)) < len(keys) else ():
        if key in firsts:
            says = f"repeats the figure of line {firsts[key]}."
            add(line, "indicator", key[0], says, "Keep one, or name what differs.")
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

        def problem(column: str, says: str, fix: str = "", row: Mapping[Any, Any] = row) -> Problem:
            line, found = int(row["line"]), row[column] or None
            return Problem(file="claims.csv", line=line, column=column, found=found, says=says, fix=fix, rule=BETWEEN)

        if bool(row["verdict"]) == bool(row["check"]):
            what = "given" if row["check"] else "empty"
            fix = "Give a verdict, or the check that computes it."
            yield problem("verdict", f"and the column check are both {what}.", fix)
        if row["check"] not in ("", "band") and not re.fullmatch(r"[0-9]{1,9}", row["value"]):
            yield problem("value", f"is not a whole number, which the check {shorten(row['check'])} needs.")
