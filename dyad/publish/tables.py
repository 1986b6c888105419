"""The tables of a record as files: CSV, workbook and zip; templates; copies of what was brought, with its problems."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from dyad.importing.bringing import ImportResult
from dyad.importing.columns import plain_name
from dyad.importing.folders import BROUGHT_FLAG
from dyad.importing.writing import frame_csv, write_csv, write_xlsx
from dyad.record import Record
from dyad.record.checking import check_frames
from dyad.record.package import PACKAGE_FILE, describe_about
from dyad.record.reading import read_text_table
from dyad.record.schema import ALL_TABLES, LESSON, LIST_SEPARATOR, TABLES, TableName
from dyad.record.tables import table_frame
from dyad.wording import tables as wording

PROBLEM = "problem"  # the column that names what is wrong with a row
ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; no clock goes into a file


def table_csv(record: Record, name: TableName) -> bytes:
    """Return a table as UTF-8 CSV with a byte-order mark, which Excel needs to read it as such."""
    return frame_csv(table_frame(record, name), TABLES[name])


# -- a record as files -------------------------------------------------------------------------


def record_files(record: Record) -> dict[str, bytes]:
    """Return every file of a record by its name: the description and the tables, as `read_folder` reads them.

    Where they are not as a record of the house's style must be, the description says that they were brought.
    """
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
    """Return the tables of a record, and its lesson, as the sheets of one Excel workbook, every cell text.

    It is read back as the same tables.
    """
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
            entry = zipfile.ZipInfo(name, date_time=ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()


# -- what helps to bring tables ----------------------------------------------------------------

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
    (begin, prompt), (when, _), (look, _) = wording.EXAMPLES
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
    """Return a file as it was brought, each row with what is wrong with it in a column of its own.

    It can be mended and brought again: the column is left out then.
    """
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
