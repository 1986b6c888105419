"""Find every problem of a table, cell by cell and between rows and tables."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
            f"is not a {f.name}. Allowed: {', '.join(map(shorten, sorted(f.allowed)))}.",
            did_you_mean(v, f.allowed),
        ),
    ),
    Rule(
        name="pattern",
        applies=lambda f: bool(f.pattern),
        holds=lambda f, v: bool(re.fullmatch(f.pattern, v)),
        says=lambda f, _: (f"is not a {f.name}. Allowed: {f.pattern_says}.", ""),
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


def _faults_of(cell: str, *, field: Field, rules: Sequence[Rule]) -> list[Fault]:
    """Return what is wrong with one cell: of each rule the first of its values that breaks it."""
    if cell == "":
        return [(REQUIRED, None, "is empty and must not be.", field.description)] if field.required else []
    values = parts(field, cell)
    faults: list[Fault] = []
    for rule in rules:
        found = next((value for value in values if not rule.holds(field, value)), None)
        if found is not None:
            faults.append((rule.name, found, *rule.says(field, found)))
    return faults


def check_cells(frame: pd.DataFrame, *, table: Table) -> list[Problem]:
    """Return the problems of single cells and of ids given twice, in the order of the lines.

    `frame` holds text only: the table's columns and the line each row stands on.
    """
    lines = [int(line) for line in frame["line"]]
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


def check_trade_rows(
    frame: pd.DataFrame, *, economies: tuple[str, ...] = (), file: str = "trade.csv"
) -> Iterator[Problem]:
    """Yield what is wrong between the cells of one figure, and figures given twice; without economies any may be."""
    seen: dict[tuple[str, ...], int] = {}
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    keys = zip(*(columns[name] for name in FIGURE_KEY), strict=True)
    for key, cells in zip(keys, zip(*columns.values(), strict=True), strict=True):
        row = dict(zip(columns, cells, strict=True))
        line, faults = row["line"], list(_faults_of_figure(row))
        if economies:
            faults = [*_faults_of_economy(row, economies), *faults]
        if key in seen:
            says = f"repeats the figure of line {seen[key]}."
            faults.append(("indicator", says, "Keep one, or name what differs."))
        seen.setdefault(key, line)
        for column, says, fix in faults:
            yield Problem(
                file=file, line=line, column=column, found=row[column] or None, says=says, fix=fix, rule=BETWEEN
            )


def _faults_of_economy(row: Mapping[str, str], economies: tuple[str, ...]) -> Iterator[FigureFault]:
    for column in ("economy", "partner"):
        if row[column] and row[column] not in economies and CODE.fullmatch(row[column]):
            yield column, f"is not of this record. Allowed: {', '.join(economies)}.", ""


def _faults_of_figure(row: Mapping[str, str]) -> Iterator[FigureFault]:
    indicator = INDICATORS.get(row["indicator"])
    if indicator:  # else the rule for the column speaks of it
        if indicator.paired and row["partner"] in ("", row["economy"]):
            yield "partner", "must name the other side of the dyad.", ""
        if indicator.flows and not row["flow"]:
            yield "flow", "is empty and must say exports, imports or total.", ""
        if row["unit"] != indicator.unit:
            yield "unit", f"does not fit {indicator.name}. Allowed: {indicator.unit}.", ""
    value, low, high = (
        float(cell) if cell and NUMBER.fullmatch(cell) else None for cell in (row["value"], row["low"], row["high"])
    )
    if not (row["value"] or row["low"] or row["high"]):
        yield "value", "is empty, and so are low and high.", "Give a value, or the ends of a band."
    if low is not None and high is not None and low > high:
        yield "low", f"is above high, {high:g}.", "Swap them."
    if indicator and indicator.band and (low is None or high is None):
        yield "low", "and high must both be given for a band.", ""
    if indicator and indicator.is_rank and value is not None:
        if value < 1 or not value.is_integer():
            yield "value", "is not a rank. Allowed: whole numbers from 1 on.", ""
        elif WHOLE.fullmatch(row["out_of"]) and value > int(row["out_of"]):
            yield "value", f"is a rank beyond the {row['out_of']} that were ranked.", ""


def check_claim_rows(frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield a problem for each claim judged by nobody, or by hand and by the figures at once."""
    for row in frame.to_dict("records"):
        if bool(row["verdict"]) == bool(row["check"]):
            says = (
                "and the column check are both empty." if not row["check"] else "and the column check are both given."
            )
            fix = "Give a verdict, or the check that computes it."
            yield Problem(
                file="claims.csv",
                line=int(row["line"]),
                column="verdict",
                found=row["verdict"] or None,
                says=says,
                fix=fix,
                rule=BETWEEN,
            )
        whole = row["check"] not in ("", "band")
        if whole and not re.fullmatch(r"[0-9]{1,9}", row["value"]):
            yield Problem(
                file="claims.csv",
                line=int(row["line"]),
                column="value",
                found=row["value"] or None,
                says=f"is not a whole number, which the check {shorten(row['check'])} needs.",
                rule=BETWEEN,
            )
