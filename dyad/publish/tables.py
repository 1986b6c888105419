"""The tables of a record as files: CSV, workbook and zip; templates; copies of what was brought, with its problems."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import pandas as pd

from dyad.importing.bringing import ImportResult
from dyad.importing.columns import plain_name
from dyad.importing.folders import BROUGHT_FLAG
from dyad.record import Record
from dyad.record.checking import NUMBER, check_frames
from dyad.record.grids import SHIELD, shield
from dyad.record.package import PACKAGE_FILE, describe_about
from dyad.record.schema import ALL_TABLES, LESSON, LIST_SEPARATOR, TABLES, Table, TableName
from dyad.record.tables import table_frame
from dyad.record.text_tables import read_text_table
from dyad.wording import files as wording

PROBLEM = "problem"  # the column that names what is wrong with a row
CREATED = datetime(2000, 1, 1)  # of every workbook: the same tables make the same bytes
LEAST_WIDTH, MOST_WIDTH = 8, 60  # of a column, in characters
EXCEL_CELL_CHARS = 32_767  # Excel's own limit
WIDTH_ROWS = 200  # looked at for the width of a column

SheetRows = tuple[Sequence[str], Iterable[Sequence[str]]]  # header and rows


# -- tables that a spreadsheet opens as they are: every cell text, no cell a formula --------------


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as UTF-8 CSV with a byte-order mark, which Excel needs; formulas are shielded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([cell if NUMBER.fullmatch(cell) else shield(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def frame_csv(rows: pd.DataFrame, table: Table) -> bytes:
    """Write rows of text as the CSV of a table; a column that they lack is empty."""
    plain = pd.DataFrame({name: rows.get(name, "") for name in table.columns}, index=rows.index)
    numeric = {field.name for field in table.fields if field.kind in ("number", "integer")}
    for column in plain.columns:
        if column not in numeric:
            plain[column] = plain[column].map(shield)
    return plain.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def write_xlsx(sheets: Mapping[str, SheetRows]) -> bytes:
    """Return an Excel workbook of one sheet a table, the header bold and in view, every cell text.

    The columns are formatted as text: of a 2016-04 that somebody types Excel would make the first of April. Raises
    ValueError when a cell has more characters than Excel holds.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": CREATED})
    plain = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    for name, (header, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        table = [header, *rows]
        for column in range(max(map(len, table))):
            longest = max((len(row[column]) for row in table[:WIDTH_ROWS] if column < len(row)), default=0)
            sheet.set_column(column, column, min(max(longest + 2, LEAST_WIDTH), MOST_WIDTH), plain)
        for line, row in enumerate(table):
            for column, cell in enumerate(row):
                if len(cell) > EXCEL_CELL_CHARS:
                    raise ValueError(
                        wording.cell_too_long(sheet=name, row=line + 1, found=len(cell), allowed=EXCEL_CELL_CHARS)
                    )
                # text is never run here; only what looks shielded is, or reading would take its apostrophe away
                shown = shield(cell) if cell.startswith(SHIELD) else cell
                sheet.write_string(line, column, shown, plain if line else bold)
        sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()


# -- a record as files -------------------------------------------------------------------------


def table_csv(record: Record, name: TableName) -> bytes:
    """Return a table as UTF-8 CSV with a byte-order mark, which Excel needs to read it as such."""
    return frame_csv(table_frame(record, name), TABLES[name])


def record_files(record: Record) -> dict[str, bytes]:
    """Return every file of a record by its name, as `read_folder` reads them: as a record of our own, or as brought."""
    without = [table.file for name, table in TABLES.items() if name not in record.tables]
    about = describe_about(record.about, without=without)
    texts = {name: table_frame(record, name).assign(line=0) for name in TABLES}
    if check_frames(texts, about=record.about):
        about["dyad"][BROUGHT_FLAG] = True
    package = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    tables = {table.file: table_csv(record, name) for name, table in record.tables.items()}
    return {PACKAGE_FILE: package.encode(), **tables}


def record_zip(record: Record, lesson: bytes = b"") -> bytes:
    """Return a record and its lesson as one zip; unpacked it is a folder that `--data` takes."""
    return pack(record_files(record) | ({LESSON.file: lesson} if lesson else {}))


def record_workbook(record: Record, lesson: bytes = b"") -> bytes:
    """Return the tables of a record, and its lesson, as the sheets of one Excel workbook, every cell text."""
    frames = {name: table_frame(record, name) for name in record.tables}
    if lesson:
        rows, _ = read_text_table(lesson, table=LESSON)
        frames |= {LESSON.name: rows[list(LESSON.columns)]} if rows is not None else {}
    return _workbook(frames)


def _workbook(frames: Mapping[TableName, pd.DataFrame]) -> bytes:
    return write_xlsx({
        name: (tuple(rows.columns), [tuple(row) for row in rows.itertuples(index=False)])
        for name, rows in frames.items()
    })  # fmt: skip


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip, without a clock in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # of the earliest day that a zip can say
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


EXAMPLES = 3  # rows of a template


def template(record: Record, name: TableName) -> bytes:
    """Return the CSV of a table with a few example rows, which refer to those of the other templates."""
    return frame_csv(_examples(record)[name], ALL_TABLES[name])


def template_workbook(record: Record) -> bytes:
    """Return every template as the sheets of one workbook."""
    return _workbook(_examples(record))


def _examples(record: Record) -> dict[TableName, pd.DataFrame]:
    claims = table_frame(record, "claims")
    claims = claims[(claims["event"] != "") & (claims["verdict"] != "")].drop_duplicates("event").head(EXAMPLES)
    events = table_frame(record, "events")
    events = (events[events["id"].isin(claims["event"])] if len(claims) else events).head(EXAMPLES)
    trade = table_frame(record, "trade")
    totals = trade.query("indicator == 'goods_trade' and flow == 'total' and basis == 'statistics'")
    trade = totals[totals["reporter"] == record.about.codes[0]].tail(EXAMPLES)
    comparison = table_frame(record, "comparison").head(EXAMPLES)
    for rows in (events, trade, comparison, claims):
        rows["sources"] = [cell.split(LIST_SEPARATOR)[0] for cell in rows["sources"]]
    sources = table_frame(record, "sources")
    cited = {*events["sources"], *trade["sources"], *comparison["sources"], *claims["sources"]}
    (begin, prompt), (when, _), (look, _) = wording.LESSON_EXAMPLES
    steps = [
        {"id": "begin", "title": begin, "shows": "text", "prompt": prompt},
        {"id": "when", "title": when, "shows": "figure", "figure": "timeline"},
        *({"id": "look", "title": look, "shows": "event", "event": id} for id in events["id"].head(1)),
    ]
    lesson = pd.DataFrame([dict.fromkeys(LESSON.columns, "") | step for step in steps], dtype=object)
    return {
        "events": events, "claims": claims, "trade": trade, "comparison": comparison,
        "sources": sources[sources["id"].isin(cited)], "lesson": lesson,
    }  # fmt: skip


def problem_copy(brought: ImportResult, file: str) -> bytes:
    """Return a file as it was brought, each row with what is wrong with it in a column of its own, to be mended."""
    said = defaultdict[tuple[str, int], list[str]](list)
    for problem in brought.problems:
        words = f"{problem.column}: " if problem.column else ""
        said[problem.file, problem.line or 0].append(f"{words}{problem.message} {problem.hint}".strip())
    sheets = {}
    for grid in brought.grids:
        if grid.file == file:
            kept = [at for at, name in enumerate(grid.header) if plain_name(name) != PROBLEM]  # not those of last time
            told = [" ".join(said[grid.shown_name, line]) for line, _ in grid.rows]
            rows = [(*(cells[at] for at in kept), words) for (_, cells), words in zip(grid.rows, told, strict=True)]
            sheets[grid.sheet] = (*(grid.header[at] for at in kept), PROBLEM), rows
    if any(sheets):
        return write_xlsx(sheets)
    header, rows = next(iter(sheets.values()))
    return write_csv(header, rows)
