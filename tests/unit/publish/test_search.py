"""The one search: what holds the words, recomputed from the files; the best first; where each hit leads."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from dyad.importing.folders import read_folder
from dyad.publish.search import MOST_HITS, find
from dyad.record import Record
from dyad.view import view_from_query
from tests.small import small_tables, write_tables
from tests.unit.brought import sheet, whole
from tests.unit.tables import read_rows

LOOKED_IN = {
    "events": ("title", "label", "summary", "theme", "place", "note", "actors"),
    "claims": ("claim", "locator", "verdict", "record"),
    "sources": ("title", "author", "publisher", "note", "url"),
}
EVERY = 10_000


def plain(text: str) -> str:
    """Return a text without case and accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)).casefold()


@pytest.mark.parametrize("text", ["druzhba", "GAS Pipeline", "Россия", "putin astana", "helicopters", "zzzz", ""])
def test_every_hit_and_no_other(monkeypatch: pytest.MonkeyPatch, record: Record, root: Path, text: str) -> None:
    """What holds every word in a column that is looked in is found, and counted."""
    monkeypatch.setattr("dyad.publish.search.MOST_HITS", EVERY)
    for group in find(record, text):
        rows = read_rows(root / "data", group.name)
        texts = {row["id"]: plain(" ".join(row[column] for column in LOOKED_IN[group.name])) for row in rows}
        expected = {id for id, held in texts.items() if text and all(word in held for word in plain(text).split())}
        computed = {row["id"] for row in rows if row.get("check")}  # their verdict and words stand in no file
        assert {hit.id for hit in group.hits} - computed == expected - computed
        assert (group.found, group.whole) == (len(group.hits), len(rows))


def test_the_best_stand_first_and_few_are_listed(monkeypatch: pytest.MonkeyPatch, record: Record) -> None:
    """Titles that hold the words come before other texts that do; of many a few are listed, all are counted."""
    events, _, sources = find(record, "russia")
    monkeypatch.setattr("dyad.publish.search.MOST_HITS", EVERY)
    whole = find(record, "russia")[0]
    in_title = ["russia" in f"{hit.title} {record.event(hit.id).label}".casefold() for hit in whole.hits]
    assert in_title == sorted(in_title, reverse=True)
    assert len(set(in_title)) == 2
    assert whole.hits[:MOST_HITS] == events.hits
    assert events.found == whole.found > MOST_HITS
    assert len(sources.hits) == MOST_HITS


def test_each_hit_has_an_address(record: Record) -> None:
    """An event opens on the timeline, a claim among the claims, a source in its row of the table."""
    for group in find(record, "druzhba"):
        for hit in group.hits:
            path, _, query = hit.address.partition("?")
            asked = parse_qs(query)
            if group.name == "events":
                assert path == "./timeline"
                view, dropped = view_from_query(asked, record=record)
                assert (view.event, dropped) == (hit.id, ())
            elif group.name == "claims":
                assert (path, asked) == ("./claims", {"claim": [hit.id]})
            else:
                assert (path, asked) == ("./record", {"table": ["Who says so (sources.csv)"], "find": [f"id:{hit.id}"]})


def test_another_record(tmp_path: Path) -> None:
    """A record of others is searched as ours, from any keyboard; one without claims offers none."""
    small = read_folder(write_tables(tmp_path / "tables", small_tables()))
    treaty, _, house = find(small, "treaty")
    assert [hit.id for hit in treaty.hits] == ["first-treaty", "last-treaty"]
    assert house.found == 0
    (strasse, *_) = find(small, "STRASSE lisbon")
    assert [hit.title for hit in strasse.hits] == ["An envoy comes quietly"]
    urdu = whole([("events.csv", sheet("title|date", "\u06a9\u0631\u0627\u0686\u06cc|2016-04-26"))])
    groups = find(urdu, "\u0643\u0631\u0627\u0686\u0649")
    assert [(group.name, group.found) for group in groups] == [("events", 1), ("sources", 0)]
