"""Every problem of the tables is found, with its place, what was found, what is allowed and the fix."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dyad.record import Problem
from dyad.record.checking import BETWEEN, FORMS
from dyad.record.package import read_about
from dyad.record.schema import TABLES, Table, TableName
from dyad.record.text_tables import read_text_table
from tests.unit.brought import problems_of
from tests.unit.tables import (
    PACKAGE,
    Raw,
    add,
    change,
    columns_of,
    figure,
    find,
    read_rows,
    write_package,
    write_rows,
)

AT = 4  # index of the row that is broken: not the first, not the last


@pytest.fixture
def folder(folder: Path) -> Path:
    """Return the copy of data/ with the figures of three years alone: it is read in half the time."""
    figures = [row for row in read_rows(folder, "trade") if row["year"] in ("", "2003", "2004", "2005")]
    write_rows(folder, "trade", figures)
    return folder


def only_problem(folder: Path) -> Problem:
    """Return the one problem of a folder."""
    (problem,) = problems_of(folder)
    return problem


# -- one cell ----------------------------------------------------------------------------------

DIGITS = "9" * 5_000  # more than Python turns into an int, and infinite as a float
SIXTY_ONE_WORDS = " ".join(["word"] * 61)
ONCE = "Give a verdict, or the check that computes it."
CELLS = [
    ("slug", "events", {"id": "A Day In May"}, "id", "A Day In May", "lower-case letters", 'Write "a-day-in-may".'),
    ("slug", "events", {"id": "!!"}, "id", "!!", "lower-case letters", "Give it one."),
    ("slug", "sources", {"id": "two--hyphens"}, "id", "two--hyphens", "single hyphens", 'Write "two-hyphens".'),
    ("date", "events", {"date": "26.04.2016"}, "date", "26.04.2016", "is not a date in EDTF", "Allowed: EDTF"),
    ("date", "events", {"date": "2016-13"}, "date", "2016-13", "names no month: 13.", "Allowed: 01 to 12"),
    ("date", "sources", {"date": "sometime"}, "date", "sometime", "is not a date in EDTF", "2003"),
    ("code", "trade", {"economy": "pak"}, "economy", "pak", "ISO 3166 alpha-3", 'Write "PAK".'),
    ("code", "trade", {"economy": "Pakistan"}, "economy", "Pakistan", "three capitals", ""),
    ("integer", "trade", {"year": "2003.5"}, "year", "2003.5", "is not a whole number", "Write digits only"),
    ("integer", "trade", {"out_of": "many"}, "out_of", "many", "is not a whole number", "Write digits only"),
    ("number", "trade", {"value": "1,040"}, "value", "1,040", "is not a number", "without separators"),
    ("number", "trade", {"value": "1e3"}, "value", "1e3", "is not a number", "Write digits"),
    ("number", "trade", {"value": "NaN"}, "value", "NaN", "is not a number", "Write digits"),
    ("number", "trade", {"value": "²"}, "value", "²", "is not a number", "Write digits"),
    ("number", "trade", {"value": DIGITS}, "value", DIGITS, "is not a number", "Write digits"),
    ("range", "trade", {"year": "203"}, "year", "203", "from 1800 up to 2100", ""),
    ("range", "events", {"importance": "4"}, "importance", "4", "from 1 up to 3", ""),
    ("range", "trade", {"out_of": "0"}, "out_of", "0", "Allowed: from 1.", ""),
    ("url", "sources", {"url": "www.dawn.com/news"}, "url", "www.dawn.com/news", "is not a web address", "https://"),
    ("url", "sources", {"url": "javascript:alert(1)"}, "url", "javascript:alert(1)", "is not a web address", "https://"),
    ("url", "sources", {"url": "https://a.b/c d"}, "url", "https://a.b/c d", "is not a web address", "without spaces"),
    ("allowed", "events", {"theme": "Enrgy"}, "theme", "Enrgy",
     "is not a theme. Allowed: defence, diplomacy, economy, energy, multilateral.", 'Did you mean “energy”?'),
    ("allowed", "events", {"scope": "global"}, "scope", "global", "Allowed: bilateral, regional.", ""),
    ("allowed", "claims", {"verdict": "confrimed"}, "verdict", "confrimed",
     "Allowed: confirmed, contradicted, not found, opinion, partly.", 'Did you mean “confirmed”?'),
    ("allowed", "trade", {"period": "monthly"}, "period", "monthly", "Allowed: as stated, calendar, fiscal.", ""),
    ("pattern", "sources", {"language": "eng"}, "language", "eng", "ISO 639-1 code such as en, ru or ur", ""),
    ("chars", "events", {"label": "x" * 33}, "label", "x" * 33, "has 33 characters. Allowed: 32.", "Shorten it."),
    ("chars", "events", {"title": "x" * 71}, "title", "x" * 71, "has 71 characters. Allowed: 70.", "Shorten it."),
    ("words", "events", {"summary": SIXTY_ONE_WORDS}, "summary", SIXTY_ONE_WORDS, "has 61 words. Allowed: 60.",
     "Shorten it."),
    ("required", "events", {"title": ""}, "title", None, "is empty and must not be.", "as a headline"),
    ("required", "sources", {"licence": "  "}, "licence", None, "is empty and must not be.", "Terms of reuse"),
    ("required", "claims", {"locator": ""}, "locator", None, "is empty and must not be.", "paragraph"),
    ("reference", "events", {"sources": "q" * 24}, "sources", "q" * 24, "is no id in sources.csv.", "Add a row of"),
    ("allowed", "trade", {"indicator": "visitors", "unit": "people"}, "indicator", "visitors", "is not a", ""),
    # at which Python itself stumbles
    ("integer", "trade", {"out_of": "²"}, "out_of", "²", "is not a whole number", ""),
    ("integer", "trade", {"out_of": DIGITS}, "out_of", DIGITS, "is not a whole number", ""),
    ("integer", "trade", {"year": "²"}, "year", "²", "is not a whole number", ""),
    ("integer", "trade", {"year": DIGITS}, "year", DIGITS, "is not a whole number", ""),
    ("number", "trade", {"value": "٣"}, "value", "٣", "is not a number", ""),
    ("number", "trade", {"low": DIGITS}, "low", DIGITS, "is not a number", ""),
    ("date", "events", {"date": DIGITS}, "date", DIGITS, "is not a date in EDTF", ""),
    ("date", "events", {"date": "(" * 3_000}, "date", "(" * 3_000, "is not a date in EDTF", ""),
    ("nul", "events", {"title": "\0"}, "title", "\ufffd", "holds a NUL character", "Delete it"),
    # between the cells of a claim
    (BETWEEN, "claims", {"verdict": "", "check": ""}, "verdict", None, "and the column check are both empty.", ONCE),
    (BETWEEN, "claims", {"check": "band"}, "verdict", "confirmed", "and the column check are both given.", ONCE),
    ("pattern", "claims", {"check": "bend", "verdict": "", "value": "1"}, "check", "bend",
     "Allowed: band, top_partners, ranked_economies", ""),
    *((BETWEEN, "claims", {"check": check, "verdict": "", "value": said}, "value", said, "is not a whole number", check)
      for check, said in (("export_rank:RUS", "sixteen"), ("top_partners", DIGITS), ("top_partners", "²"))),
]  # fmt: skip
FIGURES = [  # what cannot stand together in a row of figures
    ({"low": "600", "high": "400", "indicator": "trade_band", "value": ""}, "low", "600", "is above high, 400.",
     "Swap them."),
    ({"low": "400", "indicator": "trade_band", "value": ""}, "low", "400", "must both be given for a band", ""),
    ({"value": ""}, "value", None, "is empty, and so are low and high.", "Give a value"),
    ({"indicator": "export_rank", "unit": "rank", "partner": "", "value": "70", "out_of": "60"}, "value", "70",
     "is a rank beyond the 60 that were ranked.", ""),
    ({"indicator": "export_rank", "unit": "rank", "partner": "", "value": "7.5"}, "value", "7.5", "is not a rank", ""),
    ({"indicator": "export_rank", "unit": "rank", "partner": "", "value": "0"}, "value", "0", "whole numbers from 1 on",
     ""),
    ({"indicator": "export_rank", "partner": "", "value": "7"}, "unit", "USD million", "Allowed: rank.", ""),
    ({"indicator": "partner_share"}, "unit", "USD million", "Allowed: percent.", ""),
    ({"unit": "percent"}, "unit", "percent", "does not fit goods_trade. Allowed: USD million.", ""),
    ({"economy": "USA", "flow": "total"}, "economy", "USA", "is not of this record. Allowed: PAK, RUS.", ""),
    ({"partner": "IND"}, "partner", "IND", "is not of this record. Allowed: PAK, RUS.", ""),
    ({"partner": "PAK"}, "partner", "PAK", "must name the other side", ""),
    ({"partner": ""}, "partner", None, "must name the other side", ""),
    ({"flow": ""}, "flow", None, "must say exports, imports or total", ""),
]  # fmt: skip
CELLS += [(BETWEEN, "trade", *row) for row in FIGURES]


@pytest.mark.parametrize(("rule", "name", "cells", "column", "found", "message", "hint"), CELLS)
def test_a_broken_cell_is_told_in_full(
    folder: Path, rule: str, name: str, cells: dict[str, str], column: str, found: str | None, message: str, hint: str
) -> None:
    """A cell that breaks a rule is named by file, line and column, with the value, what is allowed and the fix.

    Of no other cell anything is told.
    """
    if name == "trade":
        line = add(folder, name, **figure(**cells))
    else:
        at = find(folder, "claims", id="druzhba-2016-held") if name == "claims" else AT
        if "id" in cells:
            add(folder, name, **(read_rows(folder, name)[at] | {"id": "one-that-nobody-cites"}))
            at = -1
        line = change(folder, name, at, **cells)
    problem, *more = problems_of(folder)
    assert {(one.file, one.line, one.column) for one in (problem, *more)} == {(f"{name}.csv", line, column)}
    assert (problem.rule, problem.value) == (rule, found)
    assert message in f"{problem.message} {problem.hint}"
    assert hint in f"{problem.message} {problem.hint}"


def test_each_form_is_tested() -> None:
    """No kind of values that has a form is without a broken cell above."""
    assert FORMS.keys() <= {case[0] for case in CELLS}


@pytest.mark.parametrize("value", ["Not An Id", ""])
def test_one_bad_value_of_a_list_is_named(folder: Path, value: str) -> None:
    """Of a cell with several values the one that is wrong is named; a separator too many makes an empty one."""
    row = read_rows(folder, "events")[AT]
    line = change(folder, "events", AT, sources=f"{row['sources']};{value}")
    problem = only_problem(folder)
    assert (problem.line, problem.column, problem.value) == (line, "sources", value)


@pytest.mark.parametrize("name", ["events", "claims", "sources"])
def test_an_id_given_twice_names_both_lines(folder: Path, name: str) -> None:
    """An id that stands already names the line it stands on."""
    rows = read_rows(folder, name)
    line = add(folder, name, **rows[AT])
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.column) == (f"{name}.csv", line, "id")
    assert problem.value == rows[AT]["id"]
    assert f"line {AT + 2}" in problem.message


# -- between rows and tables -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "table"),
    [
        ("events", "sources", "sources"),
        ("claims", "event", "events"),
        ("claims", "sources", "sources"),
        ("trade", "sources", "sources"),
    ],
)
def test_a_reference_to_nothing_is_a_problem(folder: Path, name: str, column: str, table: str) -> None:
    """An id that the other table does not have is named, with the nearest one it has."""
    cited = read_rows(folder, name)[AT][column].split(";")[0]
    misspelt = cited[:-1] if cited[-2] != "-" else cited + "x"
    line = change(folder, name, AT, **{column: misspelt})
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.column) == (f"{name}.csv", line, column)
    assert problem.value == misspelt
    assert problem.message == f"is no id in {table}.csv."
    assert problem.hint.startswith("Did you mean")


def test_many_ids_that_stand_nowhere_are_counted(folder: Path) -> None:
    """Of a cell that names hundreds of ids in vain the first ten are named, the others counted."""
    line = change(folder, "events", AT, sources=";".join(f"q-{at}" for at in range(400)))
    found = problems_of(folder)
    assert [(problem.line, problem.column, problem.rule) for problem in found] == [(line, "sources", "reference")] * 11
    assert found[-1].message == "names 390 more that are no ids in sources.csv."


def test_a_word_far_too_long_for_a_slip_is_not_compared(folder: Path) -> None:
    """A value of thousands of characters is told as it is, without the nearest that is allowed, and at once."""
    change(folder, "events", AT, theme="energy" * 800, scope="bilateral" * 10 + "y")
    assert [problem.hint for problem in problems_of(folder)] == ["", ""]


def test_sources_gone_are_missed_in_every_row(folder: Path) -> None:
    """With a table gone but for its header every reference to it is a problem of its row, and there is no other."""
    write_rows(folder, "sources", [])
    uses = [
        (f"{name}.csv", at + 2, id)
        for name in ("events", "claims", "trade")
        for at, row in enumerate(read_rows(folder, name))
        for id in row["sources"].split(";")
    ]
    found = problems_of(folder)
    assert [(one.file, one.line, one.value) for one in found if one.file != PACKAGE] == [use for use in uses if use[-1]]
    assert {problem.message for problem in found} == {"is no id in sources.csv."}


def test_a_figure_given_twice_names_both_lines(folder: Path) -> None:
    """The same figure with another value is a repetition, and the first line is named."""
    first = add(folder, "trade", **figure())
    line = add(folder, "trade", **figure(value="51"))
    problem = only_problem(folder)
    assert (problem.line, problem.column) == (line, "indicator")
    assert problem.message == f"repeats the figure of line {first}."


def test_two_reporters_may_differ(folder: Path) -> None:
    """A figure is sound, and so is the same from another reporter: sources that disagree stand apart."""
    add(folder, "trade", **figure())
    add(folder, "trade", **figure(value="99", reporter="another"))
    assert problems_of(folder) == ()


# -- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["events.csv", "claims.csv", "trade.csv", "sources.csv", PACKAGE])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    """A file that is not there is named first, and nothing else is made up about it."""
    (folder / file).unlink()
    found = problems_of(folder)
    assert (found[0].file, found[0].line, found[0].message) == (file, None, "is missing.")
    assert sum(problem.file == file for problem in found) == 1


def test_a_folder_in_place_of_a_file_is_named(folder: Path) -> None:
    """What cannot be read is a problem of that file."""
    (folder / "trade.csv").unlink()
    (folder / "trade.csv").mkdir()
    assert only_problem(folder).message.startswith("cannot be read")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_an_empty_file_is_told_its_header(table: Table) -> None:
    """A file without a row is told which header it needs."""
    for content in (b"", b"\n", b"\xef\xbb\xbf", b"\r\n\r\n"):
        frame, (problem,) = read_text_table(content, table=table)
        assert (frame, problem.file, problem.message) == (None, table.file, "is empty.")
        assert ",".join(table.columns) in problem.hint


@pytest.mark.parametrize("name", list(TABLES))
def test_a_column_misspelt_is_missed_and_found(compared: Path, name: TableName) -> None:
    """A column misspelt is missed under its name and found under the other, each with the one that is near."""
    columns = columns_of(compared, name)
    there = columns[2]
    rows = [
        {there + "x" if key == there else key: cell for key, cell in row.items()} for row in read_rows(compared, name)
    ]
    write_rows(compared, name, rows, columns=list(rows[0]))
    missing, unknown = (problem for problem in problems_of(compared) if problem.file == f"{name}.csv")
    assert (missing.line, missing.column, missing.message) == (1, there, "is missing.")
    assert (unknown.line, unknown.column, unknown.message) == (1, f"{there}x", "is not a column of this table.")
    assert [missing.hint, unknown.hint] == [f"Did you mean “{there}x”?", f"Did you mean “{there}”?"]


@pytest.mark.parametrize("extra", ["comment", "", "LINE", "line", "index", "first", "last"])
def test_a_column_too_many_is_named(folder: Path, extra: str) -> None:
    """A column of another name is a problem of the header, whatever its name; one without, by its letter."""
    rows = [row | {extra: "x"} for row in read_rows(folder, "events")]
    write_rows(folder, "events", rows, columns=[*columns_of(folder, "events"), extra])
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.column) == ("events.csv", 1, extra or "M")
    unnamed = "has no name in the header, but values (the first on line 2)."
    assert problem.message == ("is not a column of this table." if extra else unnamed)


def test_a_file_in_another_encoding_is_named_by_byte(folder: Path) -> None:
    """A file that is not UTF-8 is told which line and which byte."""
    row = read_rows(folder, "events")[AT]
    change(folder, "events", AT, place="Döbeln " + row["place"])
    file = folder / "events.csv"
    file.write_bytes(file.read_bytes().replace("ö".encode(), b"\xf6"))
    problem = next(problem for problem in problems_of(folder) if problem.file == "events.csv")
    assert problem.line == AT + 2
    assert "is not UTF-8: byte 0xf6" in problem.message
    assert problem.hint == "Save the file as UTF-8."


# -- all at once -------------------------------------------------------------------------------


def test_all_problems_are_told_at_once_and_in_order(folder: Path) -> None:
    """Problems of several files come together, by file, then line, then column, those of a row cut short among them."""
    line = change(folder, "events", AT, theme="Enrgy", date="soon")
    change(folder, "events", AT + 3, label="x" * 40)
    change(folder, "claims", AT, verdict="")
    change(folder, "trade", AT, unit="euros")
    change(folder, "sources", AT, language="English")
    with (folder / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("too,short\n")
    last = len(read_rows(folder, "sources")) + 1
    found = [(problem.file, problem.line, problem.column) for problem in problems_of(folder)]
    assert list(dict.fromkeys(found))[:7] == [
        ("events.csv", line, "date"),
        ("events.csv", line, "theme"),
        ("events.csv", line + 3, "label"),
        ("claims.csv", line, "verdict"),
        ("trade.csv", line, "unit"),
        ("sources.csv", line, "language"),
        ("sources.csv", last, None),
    ]


# -- datapackage.json --------------------------------------------------------------------------

SOUND: dict[str, Any] = {
    "title": "A pair",
    "dyad": {"economies": {"PAK": "Pakistan", "RUS": "Russia"}, "years": [2003, 2017], "claims_source": "kazmi-2017"},
}


def about(**changes: Any) -> dict[str, Any]:
    """Return a package whose part `dyad` has other values."""
    return SOUND | {"dyad": SOUND["dyad"] | changes}


BROKEN_PACKAGES = [
    ("{", "cannot be used"),
    ("", "cannot be used"),
    ("[]", "cannot be used"),
    ("null", "cannot be used"),
    ('"text"', "cannot be used"),
    ("{}", "title"),
    (json.dumps({"title": "A pair"}), "dyad"),
    (json.dumps(SOUND | {"dyad": None}), "cannot be used"),
    (json.dumps(SOUND | {"dyad": []}), "cannot be used"),
    (json.dumps(about(economies={"PAK": "Pakistan"})), "must name two economies."),
    (json.dumps(about(economies={"PAK": "P", "RUS": "R", "IND": "I"})), "must name two economies."),
    (json.dumps(about(economies="PAK, RUS")), "cannot be used"),
    (json.dumps(about(economies=None)), "cannot be used"),
    (json.dumps(about(years=[2017, 2003])), "ends before it starts."),
    (json.dumps(about(years=[2003])), "cannot be used"),
    (json.dumps(about(years=2003)), "cannot be used"),
    (json.dumps(about(years=["early", "late"])), "cannot be used"),
    (json.dumps(about(years=[float("inf"), 2017])), "cannot be used"),
    ('{"title": "A", "dyad": {"economies": {}, "years": [2003, 1e400]}}', "cannot be used"),
    ("[" * 100_000, "cannot be used"),
    (json.dumps(about(economies={"PAK": None, "RUS": "Russia"})), "must be an ISO 3166 alpha-3 code with a name."),
    (json.dumps(about(economies={"Pakistan": "Pakistan", "RUS": "Russia"})), "must be an ISO 3166 alpha-3 code"),
    (json.dumps(about(economies=[[1, "A"], [2, "B"]])), "must be an ISO 3166 alpha-3 code"),
    ("\xd8", "cannot be used"),
]


@pytest.mark.parametrize(("content", "message"), BROKEN_PACKAGES)
def test_a_broken_package_is_told(content: str, message: str) -> None:
    """What the package must say of the record, and does not, is told with what it must be; nothing is a crash."""
    said, problems = read_about(content.encode("latin-1"))
    assert said is None
    assert {(problem.file, bool(problem.hint)) for problem in problems} == {(PACKAGE, True)}
    assert message in problems[0].message


def test_all_that_is_wrong_with_a_package_is_told_at_once() -> None:
    """Years, themes and a day that cannot be are three problems; no month has thirty-one days that has thirty."""
    for day in ("soon", "2026-11-31", "2026-11"):
        wrong = about(years=[2017, 2003], themes=["trade", "trade"]) | {"created": day}
        assert [problem.value for problem in read_about(json.dumps(wrong).encode())[1]] == [
            "2017, 2003", "trade, trade", day,
        ]  # fmt: skip


def test_a_package_that_names_no_source_is_told(folder: Path) -> None:
    """The document whose claims are checked stands among the sources."""
    write_package(folder, about(claims_source="nobody-1900"))
    assert [str(problem).partition(" N")[0] for problem in problems_of(folder)] == [
        'datapackage.json: "nobody-1900" is no id in sources.csv.'
    ]


# -- never anything but a RecordError ----------------------------------------------------------


NASTY = st.text(max_size=12) | st.sampled_from(
    ["", "NA", ";", '"', "a;;b", "\0", "²", "-0", "1e9", "2016/", "=1+1", "\u2028"]
)
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@given(data=st.data())
@settings(max_examples=12, suppress_health_check=QUIET, phases=[Phase.explicit, Phase.generate])  # reading is slow
def test_whatever_stands_in_the_cells(compared: Path, raw: Raw, data: st.DataObject) -> None:
    """Tables with anything in their cells are read, or refused with a RecordError that names lines."""
    for name, rows in raw.items():
        write_rows(
            compared, name, [row | {data.draw(st.sampled_from(list(row))): data.draw(NASTY)} for row in rows[:2]]
        )
    for problem in problems_of(compared):
        assert problem.line is None or problem.line >= 1


def test_a_long_value_is_cut_in_the_message(folder: Path) -> None:
    """A message stays one short line whatever stands in the cells it speaks of."""
    change(folder, "events", AT, theme="energy\n" * 40)
    at = find(folder, "claims", id="export-rank-russia")
    change(folder, "claims", at, check="x\n" * 200, value="many")
    assert {problem.file for problem in problems_of(folder)} == {"events.csv", "claims.csv"}
    for problem in problems_of(folder):
        assert len(str(problem).splitlines()) == 1
        assert len(str(problem)) < 300


@given(content=st.binary(max_size=200) | st.text(alphabet='id,event"\n\r ', max_size=80).map(str.encode))
def test_whatever_stands_in_the_file(content: bytes) -> None:
    """A table of any bytes is nothing to be read, and at least one problem says why."""
    frame, problems = read_text_table(content, table=TABLES["claims"])
    assert frame is None
    assert problems
    assert {problem.file for problem in problems} == {"claims.csv"}
