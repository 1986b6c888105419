"""A cell that leaves in a table is read as the text it was, whatever it means to a spreadsheet or a parser."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.publish.tables import table_csv
from dyad.record import Record
from dyad.record.schema import TABLES
from dyad.record.tables import About
from dyad.record.text_tables import read_text_table

ABOUT = About(title="A", economies={}, years=(2003, 2017))
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


def assert_itself_again(text: str) -> None:
    """Assert that a text in every cell of a row comes back as it was."""
    columns = TABLES["sources"].columns
    empty = pd.DataFrame()
    tables = dict.fromkeys(TABLES, empty) | {"sources": pd.DataFrame([[text] * len(columns)], columns=list(columns))}
    written = table_csv(Record(about=ABOUT, **tables, version=""), "sources")
    frame, problems = read_text_table(written, table=TABLES["sources"])
    assert problems == []
    assert frame is not None
    assert frame.loc[0, list(columns)].tolist() == [text] * len(columns)


@pytest.mark.parametrize("text", [text for text in HOSTILE if is_kept(text)])
def test_a_hostile_cell_is_itself_again(text: str) -> None:
    """A cell that means something to a spreadsheet or a parser comes back as the text it is."""
    assert_itself_again(text)


@given(NAMED | st.text("'=+-@\t\r x", min_size=1, max_size=6).filter(is_kept))
def test_a_shield_is_taken_off_once(text: str) -> None:
    """A text that left behind a shield, or looks as if it had, comes back as it was, from a folder too."""
    assert_itself_again(text)
