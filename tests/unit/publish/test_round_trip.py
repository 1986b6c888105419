"""Tables out, in and out again are the same bytes: nothing is lost to a spreadsheet's form, nothing grows."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dyad.importing.bringing import ImportOptions, ImportResult, bring
from dyad.importing.folders import read_folder
from dyad.publish.tables import record_files, record_zip, table_csv
from dyad.record import Record
from dyad.record.package import PACKAGE_FILE
from dyad.record.schema import ALL_TABLES, SOURCE_KINDS, TABLES
from tests.unit.brought import Files, sheet
from tests.unit.timelinejs import DATES

TURNING = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
SAFE = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=TURNING)
HOSTILE = st.sampled_from(
    ["=1+1", "+1", "-2", "@SUM(A1)", "'=x", "''", '"', '""', ",", ";", "\n", "\r\n", "\t", "'", "a", " "]
)
TEXT = st.lists(HOSTILE | st.text(SAFE, max_size=4), max_size=5).map("".join)
BCE = st.from_regex(r"-(?!0000)[0-9]{4}(-(0[1-9]|1[0-2]))?[~?%]?", fullmatch=True)
WHEN = DATES | BCE | st.just("")


@st.composite
def tables(draw: st.DrawFn) -> Files:
    """Return the four tables of a small record, with hostile words wherever words may stand."""
    number = draw(st.integers(1, 4))
    title = TEXT.map(lambda text: f"x{text}"[:30].strip())
    title |= title.map(lambda text: f"={text}")
    ids = [f"e{at}" for at in range(number)]
    theme = st.sampled_from(["energy", "defence", "Art & craft", "=art", "Музыка"])
    events = [
        (id, draw(WHEN), draw(title), draw(title), draw(TEXT), draw(theme),
         draw(st.sampled_from(["bilateral", "regional"])), draw(TEXT),
         draw(TEXT), draw(TEXT), draw(st.sampled_from(["s0", "s1;s0", ""])), draw(st.sampled_from(["", "1", "3"])))
        for id in ids
    ]  # fmt: skip
    sources = [(f"s{at}", draw(TEXT), draw(title), draw(title), draw(WHEN), draw(st.sampled_from(["", "https://a.b/c;d=1"])),
                draw(st.sampled_from(["", "en"])), draw(st.sampled_from(["", *SOURCE_KINDS])), draw(TEXT), draw(TEXT))
               for at in range(2)]  # fmt: skip
    amount = st.decimals(min_value=-(10**7), max_value=10**7, places=3).map(lambda one: f"{one:f}")
    trade = [("goods_trade", "FRA", "DEU", str(1990 + at), "calendar", "statistics", "total", draw(amount), "", "",
              "USD million", "", draw(title), "s0", draw(TEXT)) for at in range(draw(st.integers(0, 3)))]  # fmt: skip
    claims = [(f"c{at}", draw(st.sampled_from(["", *ids])), draw(title), draw(TEXT), draw(TEXT), draw(TEXT),
               draw(st.sampled_from(["confirmed", "opinion"])), "", draw(TEXT), "s1")
              for at in range(draw(st.integers(0, 2)))]  # fmt: skip
    compared = [(*row[:1], "IND", *row[2:]) for row in trade]
    rows = {"events": events, "sources": sources, "trade": trade, "comparison": compared, "claims": claims}
    return [(f"{name}.csv", sheet("|".join(ALL_TABLES[name].columns), *rows[name])) for name in TABLES]


def record_of(brought: ImportResult) -> Record:
    """Return the record that was brought; its problems say why there is none."""
    assert brought.record is not None, brought.problems
    return brought.record


@given(tables())
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_out_and_in_again_is_the_same_record(tmp_path: Path, files: Files) -> None:
    """Tables with any words in them leave and come back the same bytes: alone, described, zipped and unpacked.

    So does the lesson that is in the zip.
    """
    record = record_of(bring(files))
    left = {name: table_csv(record, name) for name in TABLES}
    alone = record_of(bring([(f"{name}.csv", content) for name, content in left.items()]))
    described = record_of(bring(list(record_files(alone).items())))
    content = record_zip(record, b"id,title,shows,prompt\na,A,text,Read.\n")
    whole = bring([("record.zip", content)])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        folder = Path(tempfile.mkdtemp(dir=tmp_path))  # each example has its own: not all hold every table
        packed.extractall(folder)
    for again in (alone, described, record_of(whole), read_folder(folder)):
        assert {name: table_csv(again, name) for name in TABLES} == left
    assert record_of(whole).about == read_folder(folder).about == record.about
    for lesson in (whole.lesson, bring([("record.zip", content)], wishes=ImportOptions(lesson_alone=True)).lesson):
        assert lesson["prompt"].tolist() == ["Read."]


def test_the_shipped_record_unpacked_is_read_strictly(record: Record, tmp_path: Path) -> None:
    """The zip of a record in the house's style says nothing of having been brought, and is read as such."""
    lesson = b"id,title,shows,prompt\n"
    with zipfile.ZipFile(io.BytesIO(record_zip(record, lesson))) as packed:
        packed.extractall(tmp_path)
        assert set(packed.namelist()) == {PACKAGE_FILE, "lesson.csv", *(table.file for table in TABLES.values())}
    assert "brought" not in json.loads((tmp_path / PACKAGE_FILE).read_text(encoding="utf-8"))["dyad"]
    assert (tmp_path / "lesson.csv").read_bytes() == lesson
    again = read_folder(tmp_path)
    assert again.about == record.about
    assert {name: table_csv(again, name) for name in TABLES} == {name: table_csv(record, name) for name in TABLES}
