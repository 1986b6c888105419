"""The record page: the tables, the search, the dictionary, the download, the citation."""

from __future__ import annotations

import pytest

from dyad.publish.styles import STYLES
from dyad.record import Record
from dyad.ui.tables import PAGE_ROWS
from tests.app.seen import Show, copied, file_links, markup, read_rows, said, tables

TABLES = ("events", "claims", "trade", "comparison", "sources")


def test_tables_whole(show: Show) -> None:
    """Each table is shown with the columns and rows of its file, its dictionary and its download."""
    app = show("record")
    for table in TABLES:
        app.button_group(key="table").set_value(table).run()
        rows = read_rows(table)
        shown, dictionary = tables(app)
        assert len(shown) == min(len(rows), PAGE_ROWS), table
        assert {name for name in shown if not name.startswith("href of ")} == set(rows[0]), table
        if "id" in shown:  # none is lost or doubled
            assert sorted(shown["id"]) == sorted(row["id"] for row in rows), table
        assert list(dictionary["Column"]) == list(rows[0]), table
        assert (dictionary["Holds"].str.len() > 3).all(), table
        assert file_links(app)[f"Download {table}.csv"] == f"files/{table}.csv"


@pytest.mark.parametrize("typed", ["PUTIN astana", "P\u00fatin asta\u0144a", "north-south"])  # where a dash stands
def test_search(show: Show, typed: str) -> None:
    """A search keeps the rows that hold all its words in any column, whatever case, accents and dashes."""
    app = show("record")
    app.text_input(key="find").set_value(typed).run()
    words = ("north–south",) if "-" in typed else ("putin", "astana")
    expected = {
        row["id"]
        for row in read_rows("events")
        if all(word in " ".join(row.values()).casefold().replace("north-south", "north–south") for word in words)
    }
    assert expected
    assert set(tables(app)[0]["id"]) == expected
    assert markup(app, "dyad-rows") == [f'<p class="dyad-rows">{len(expected)} of {len(read_rows("events"))} rows</p>']


@pytest.mark.parametrize("typed", ["zzzz", "(.*"])  # which is no expression
def test_search_without_a_hit(show: Show, typed: str) -> None:
    """A search nothing answers says so and keeps the dictionary and the download."""
    app = show("record")
    app.text_input(key="find").set_value(typed).run()
    assert [one.value for one in app.info] == ["No row holds these words."]
    assert len(tables(app)) == 1
    assert "Download events.csv" in file_links(app)


def test_dictionary_names_what_is_allowed(show: Show) -> None:
    """The dictionary lists the allowed words of a column, and which columns are required."""
    dictionary = tables(show("record"))[1].set_index("Column")
    assert "diplomacy, defence" in dictionary.loc["theme", "Allowed"]
    assert dictionary.loc["title", "Required"] == "yes"
    assert dictionary.loc["place", "Required"] == ""


def test_citation(show: Show, record: Record) -> None:
    """The page says how to cite the record, with the version of the data, and any document, first the essay."""
    app = show("record")
    styles = len(STYLES)
    texts = [one.text_content() for one in copied(app)]
    assert len(texts) == 2 * styles
    assert all(record.version in text for text in texts[:styles])
    assert all("Kazmi" in text for text in texts[styles:])
    assert file_links(app)["All tables in one workbook (XLSX)"] == "files/record.xlsx"
    assert f"{len(record.events)} events, {len(record.claims)} claims of the essay" in said(app)
    other = record.source(record.sources["id"].iloc[0])
    app.selectbox(key="cited").set_value(other.id).run()
    assert all(other.title in one.text_content() for one in copied(app)[styles:])
    assert "CC BY 4.0" in said(app)
