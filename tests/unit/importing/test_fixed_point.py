"""What leaves as tables and is brought again leaves as the same bytes, whatever stands in its cells."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from dyad.importing.bringing import bring
from dyad.publish.tables import record_files, table_csv
from dyad.record import Record
from dyad.record.schema import BASES, SCOPES, SOURCE_KINDS, TABLES, THEMES, VERDICTS, TableName
from dyad.record.tables import About
from dyad.record.text_tables import read_text_table
from dyad.record.typed import type_table
from tests.unit.tables import PACKAGE, Row

ABOUT = About(title="A = B", economies={"PAK": "Pakistan", "RUS": "Russia"}, years=(2003, 2017), claims_source="s-0")

PHASES = (Phase.explicit, Phase.generate)  # to make a whole record smaller takes minutes

# -- hostile cells -----------------------------------------------------------------------------

HOSTILE = (
    "=1+1", "+7 495", "-12.5", "-", "@SUM(A1)", "=cmd|' /C calc'!A0",
    "'tis", "'=1", "''=1", "'\tx", "'\rx", "'", '"quoted"', '"', '""',
    "a\nb",
    "a\r\nb", "a\rb", "=a\nb", "a,b", "a;b", "; ", "a\tb", "NA", "NaN", "None", "null", "TRUE", "0012", "1e5", "1,234",
    "04/05/2016", "روس اور پاکستان", "שלום", "\u200fא\u200e", "Дружба-2017", "e\u0301", "👩‍🚀", "<b>x</b>", "**x**",
    "$x$",
    "\\",
    "sep=;", "|", "\u00a0x", "\ufeffx", "id", "title",
)  # fmt: skip
UNSEEN = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=UNSEEN), max_size=24)


def is_kept(text: str) -> bool:
    """Return whether the readers keep a cell as it is: without blanks around it."""
    return text == text.strip() and text[:1] != "\ufeff"


TEXT = (
    st.sampled_from(HOSTILE) | CHARACTERS | st.builds(str.__add__, st.sampled_from("=+-@'\"\n;"), CHARACTERS)
).filter(is_kept)
NAMED = TEXT.filter(bool)
LIST = st.lists(NAMED.filter(lambda text: ";" not in text), max_size=3).map(";".join)


@st.composite
def ends(draw: st.DrawFn) -> str:
    """Return one end of a date: a day, month, year, decade, century or season, of our era or before it, with doubts."""
    year = draw(st.integers(-3000, 2100))
    sign, digits = "-" if year < 0 else "", f"{abs(year):04d}"
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    form = draw(st.sampled_from(["day", "month", "year", "decade", "century", "season", "unknown"]))
    text = {
        "day": f"{sign}{digits}-{month:02d}-{day:02d}",
        "month": f"{sign}{digits}-{month:02d}",
        "year": f"{sign}{digits}",
        "decade": f"{digits[:3]}X",
        "century": f"{digits[:2]}XX",
        "season": f"{digits}-2{draw(st.integers(1, 4))}",
        "unknown": f"{digits}-XX",
    }[form]
    return text + draw(st.sampled_from(["", "", "~", "?", "%"]))


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """Return two days, the earlier first."""
    year, month, day = draw(st.integers(-500, 2099)), draw(st.integers(1, 12)), draw(st.integers(1, 28))
    first = f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"
    later = year + draw(st.integers(1, 9))
    return f"{first}/{'-' if later < 0 else ''}{abs(later):04d}{draw(st.sampled_from(['', '-06', '-06-30', '-06~']))}"


REACHING = st.builds(str.format, st.sampled_from(["{}/..", "../{}", "{}/", "/{}"]), ends())
DATES = st.just("") | ends() | intervals() | REACHING
AMOUNTS = st.decimals("-999999999999", "999999999999", places=4).map(lambda number: f"{number:f}") | st.sampled_from(
    ["0", "-0", "0.00001", "100000000000000000000", "0.1", "1234.5", "-1"]
)


def ids(start: str, *, least: int, most: int) -> st.SearchStrategy[list[str]]:
    """Return as many ids as a table has rows."""
    return st.integers(least, most).map(lambda number: [f"{start}-{at}" for at in range(number)])


@st.composite
def rows_of_records(draw: st.DrawFn) -> dict[TableName, list[Row]]:
    """Return the rows of a record that holds, with any text where text may stand."""
    sources, events = draw(ids("s", least=1, most=4)), draw(ids("e", least=1, most=4))
    cited = st.lists(st.sampled_from(sources), min_size=1, max_size=3, unique=True).map(";".join)
    return {
        "events": [
            {"id": id, "date": draw(DATES), "title": draw(NAMED), "label": draw(NAMED), "summary": draw(NAMED),
             "theme": draw(st.sampled_from(THEMES)), "scope": draw(st.sampled_from(SCOPES)), "actors": draw(LIST),
             "place": draw(TEXT), "note": draw(TEXT), "sources": draw(cited),
             "importance": draw(st.sampled_from(["", "1", "2", "3"]))}
            for id in events
        ],
        "claims": [
            {"id": id, "event": draw(st.sampled_from(["", *events])), "claim": draw(NAMED), "value": draw(TEXT),
             "unit": draw(TEXT), "locator": draw(NAMED), "verdict": draw(st.sampled_from(VERDICTS)), "check": "",
             "record": draw(TEXT), "sources": draw(st.just("") | cited)}
            for id in draw(ids("c", least=0, most=3))
        ],
        "trade": [
            {"indicator": "merchandise", "economy": draw(st.sampled_from(["PAK", "RUS"])), "partner": "",
             "year": str(1900 + at), "period": "calendar", "basis": draw(st.sampled_from(BASES)), "flow": "total",
             "value": draw(AMOUNTS), "low": draw(st.just("") | AMOUNTS), "high": "", "unit": "USD million",
             "out_of": draw(st.sampled_from(["", "1", "120"])), "reporter": draw(NAMED), "sources": draw(cited),
             "note": draw(TEXT)}
            for at in range(draw(st.integers(0, 4)))
        ],
        "comparison": [
            {"indicator": "population", "economy": draw(st.sampled_from(["PAK", "IND"])), "partner": "",
             "year": str(1900 + at), "period": "calendar", "basis": "statistics", "flow": "", "value": draw(AMOUNTS),
             "low": "", "high": "", "unit": "people", "out_of": "", "reporter": draw(NAMED), "sources": draw(cited),
             "note": draw(TEXT)}
            for at in range(draw(st.integers(0, 2)))
        ],
        "sources": [
            {"id": id, "author": draw(TEXT), "title": draw(NAMED), "publisher": draw(NAMED), "date": draw(DATES),
             "url": draw(st.sampled_from(["", "https://example.org/a?b=c;d=e", "http://тест.рф/%20"])),
             "language": draw(st.sampled_from(["en", "ru", "ur"])), "kind": draw(st.sampled_from(["", *SOURCE_KINDS])),
             "licence": draw(NAMED), "note": draw(TEXT)}
            for id in sources
        ],
    }  # fmt: skip


def record_of(rows: dict[TableName, list[Row]], *, about: About = ABOUT) -> Record:
    """Return rows as a record, typed as a reader types them."""
    frames = {
        name: pd.DataFrame(
            [["2", *(row[column] for column in table.columns)] for row in rows[name]], columns=["line", *table.columns],
            dtype=object,
        )
        for name, table in TABLES.items()
    }  # fmt: skip
    return Record(about=about, **{name: type_table(frame, name=name) for name, frame in frames.items()}, version="x")


def again(files: dict[str, bytes]) -> Record:
    """Return the record that comes of files, and assert that nothing is told of them."""
    brought = bring(list(files.items()))
    assert brought.problems == (), [str(problem) for problem in brought.problems]
    assert brought.record is not None
    return brought.record


def tables_of(record: Record) -> dict[str, bytes]:
    """Return the four tables as they leave."""
    return {table.file: table_csv(record, name) for name, table in record.tables.items()}


# -- the same bytes ----------------------------------------------------------------------------


@given(rows_of_records())
@settings(max_examples=30, phases=PHASES)
def test_tables_leave_as_they_came(rows: dict[TableName, list[Row]]) -> None:
    """A record written out, brought and written out is the same bytes, in every file, and so it is once more."""
    rows["events"] = [row | {"label": row["label"][:32].strip() or "x"} for row in rows["events"]]
    rows["events"] = [row | {"label": row["label"] if is_kept(row["label"]) else "x"} for row in rows["events"]]
    record = record_of(rows)
    first = record_files(record)
    second = again(first)
    assert tables_of(second) == {name: content for name, content in first.items() if name != PACKAGE}
    assert second.about == record.about
    assert record_files(again(record_files(second))) == first


@given(rows_of_records())
@settings(max_examples=15, phases=PHASES)
def test_tables_without_a_description_leave_as_they_came(rows: dict[TableName, list[Row]]) -> None:
    """Without datapackage.json, too, what was written out once is written out the same ever after."""
    rows["events"] = [row | {"label": "x"} for row in rows["events"]]
    first = tables_of(again(tables_of(record_of(rows))))
    second = again(first)
    assert tables_of(second) == first
    assert tables_of(again(tables_of(second))) == first


@pytest.mark.parametrize("text", [text for text in HOSTILE if is_kept(text)])
def test_a_hostile_cell_is_itself_again(record: Record, text: str) -> None:
    """A cell that means something to a spreadsheet or a parser comes back as the text it is."""
    sources = record.sources.head(1).assign(title=text, note=text, author=text)
    frame, problems = read_text_table(table_csv(replace(record, sources=sources), "sources"), table=TABLES["sources"])
    assert problems == []
    assert frame is not None
    assert [frame[column].iloc[0] for column in ("title", "note", "author")] == [text] * 3


@given(NAMED | st.text("'=+-@\t\r x", min_size=1, max_size=6).filter(is_kept))
@example("=1+1")
@example("'\tx")
@example("'\rx")
@example("''=1")
@settings(max_examples=100)
def test_a_shield_is_taken_off_once(text: str) -> None:
    """A text that left behind a shield, or looks as if it had, comes back as it was, from a folder too."""
    columns = TABLES["sources"].columns
    shown = pd.DataFrame([[text] * len(columns)], columns=list(columns))
    empty = pd.DataFrame()
    tables = {"events": empty, "claims": empty, "trade": empty, "comparison": empty, "sources": shown}
    frame, problems = read_text_table(
        table_csv(Record(about=ABOUT, **tables, version=""), "sources"), table=TABLES["sources"]
    )
    assert problems == []
    assert frame is not None
    assert list(frame["note"]) == [text]
