"""Tables as HTML: every cell as text, links where there are any, shares of a sheet."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.publish.html_tables import write_table
from tests.unit.publish.test_cards import parse

TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), label=TEXTS)
def test_cells_are_text(rows: list[tuple[str, str]], label: str) -> None:
    """Whatever cells, headings and label hold, they are shown as they are and make no markup of their own."""
    shown = pd.DataFrame(rows, columns=["<b>One</b>", "Two"], dtype=object)
    tree = parse(write_table(shown, label=label))
    assert [head.text_content() for head in tree.iter("th")] == ["<b>One</b>", "Two"]
    assert [tuple(cell.text_content() for cell in row) for row in tree.find(".//tbody")] == rows
    assert tree[0].get("aria-label") == label
    assert sum(float(col.get("width").rstrip("%")) for col in tree.iter("col")) == pytest.approx(100, abs=0.2)


def test_addresses_follow_once() -> None:
    """Cells lead where they are told, the web learning nothing of it; its addresses follow the table, each once."""
    shown = pd.DataFrame({"Value": [1234.5, 2.0, None], "Source": ["A & B", "A & B", "Within"], "Of": ["", "", "x"]})
    links = {"Source": ["https://a.example/?x=1&y", "https://a.example/?x=1&y", "./timeline?event=e"]}
    tree = parse(write_table(shown, label="Figures", links=links, marks={"year": [2001, None, 2003]}))
    assert [link.get("href") for link in tree.iter("a")] == links["Source"]
    assert [link.get("rel") for link in tree.iter("a")] == ["noopener noreferrer", "noopener noreferrer", None]
    assert [item.text_content() for item in tree.iter("li")] == ["A & B: https://a.example/?x=1&y"]
    assert [row.get("data-year") for row in tree.find(".//tbody")] == ["2001", None, "2003"]
    assert [row[0].text_content() for row in tree.find(".//tbody")] == ["1,234.5", "2", ""]


def test_a_long_column_has_more_of_a_sheet() -> None:
    """Of many columns those with sentences get most of the width, and a short one keeps its word whole."""
    shown = pd.DataFrame({f"c{number}": ["statement"] * 4 for number in range(6)} | {"Note": ["a word " * 30] * 4})
    *short, note = [float(col.get("width").rstrip("%")) for col in parse(write_table(shown, label="x")).iter("col")]
    assert note > 2 * max(short)
    assert min(short) / 100 * 135 > len("statement")


def test_a_table_of_many_columns_lies_on_a_turned_sheet() -> None:
    """Where an upright sheet is too narrow for its words, a table says so, and each column has room for its own."""
    few, many = (parse(write_table(pd.DataFrame({f"c{n}": ["multilateral"] for n in range(size)}), label="x"))
                 for size in (4, 12))  # fmt: skip
    assert not few.xpath(".//@data-turned")
    assert many.xpath(".//@data-turned")
    assert min(float(col.get("width").rstrip("%")) for col in many.iter("col")) / 100 * 180 > len("multilateral")
