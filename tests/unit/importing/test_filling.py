"""What is filled in of tables as people have them: labels, ids, themes and documents, nothing invented."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.bringing import bring
from dyad.importing.columns import ALIASES, columns_of, plain_name
from dyad.importing.describing import themes_of
from dyad.importing.filling import host_of
from dyad.importing.names import ID_CHARS, LABEL_CHARS, Names, make_id, shortened
from dyad.record.checking import SLUG
from dyad.record.schema import ALL_TABLES, MAX_CITED, MAX_THEMES, TableName
from tests.unit.brought import places, sheet, whole


@given(st.text(max_size=90))
def test_a_label_is_the_start_of_its_title(title: str) -> None:
    """A title that fits is its own label; of a longer one the label is the start, cut and marked as cut."""
    label = shortened(title)
    assert len(label) <= LABEL_CHARS
    if len(title) <= LABEL_CHARS:
        assert label == title
    else:
        assert label.endswith("…")
        assert title.startswith(label[:-1])


@given(st.lists(st.sampled_from(["Treaty", "treaty", "Treaty 2", "条約", "", "!", "x" * 99]), max_size=30))
def test_new_ids_are_ids_of_their_own(words: list[str]) -> None:
    """Whatever the words, each id is one the tables allow, and no two are alike."""
    names, made = Names(), set()
    for text in words:
        id = names.take(make_id(text) or "event")
        assert SLUG.fullmatch(id)
        assert id not in made
        assert len(id) <= ID_CHARS
        made.add(id)
    assert names.taken == made


def test_like_titles_are_numbered() -> None:
    """Events of one title are told apart by number, in the order of the rows, beside ids that were given."""
    record = whole([("e.csv", sheet("id|title|date", "|A|2001", "a-3|A|2002", "|A|2003", "|A|2004"))])
    assert record.event_ids == ("a", "a-3", "a-2", "a-4")


@pytest.mark.parametrize("name", list(ALIASES))
def test_other_names_lead_to_columns_there_are(name: TableName) -> None:
    """Each name that is known for a column is spelt as `plain_name` does, and leads to one of the table."""
    for alias, column in ALIASES[name].items():
        assert plain_name(alias.replace("_", " ").title()) == alias
        assert column in ALL_TABLES[name].columns
        assert alias not in ALL_TABLES[name].columns
        assert columns_of(["x", alias.upper()], name) == {column: 1}


def test_the_columns_own_name_wins() -> None:
    """Where a header has both a column and another name for it, the column is read."""
    assert columns_of(["Headline", "TITLE", "Event"], "events")["title"] == 1


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.a.de/b", "a.de"), ("http://a.b.co.uk:80/x?y", "a.b.co.uk"), ("www.a.de", ""), ("", ""),
        ("https://[::1.x", ""), ("https://a.de:x/", "a.de"), ("javascript:alert(1)", ""),
    ],
)  # fmt: skip
def test_hosts_of_addresses(url: str, host: str) -> None:
    """The host of a web address is named without www; what is no address has none, and none is an error."""
    assert host_of(url) == host


# -- themes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "themes"),
    [
        (["Art", "Music", "Art"], ("Art", "Music")),
        (["energy", "Art", "defence"], ("defence", "energy", "Art")),
        (["energy", "enrgy"], ("energy",)),
        (["enrgy", "enrgy"], ("enrgy",)),
        (["Dancing", "Dancing", "Dancng"], ("Dancing",)),
        ([], ()),
    ],
)
def test_a_word_all_but_like_another_is_a_slip(cells: list[str], themes: tuple[str, ...]) -> None:
    """The usual themes come first and own ones as they do; a word that stands once and is like another is no theme."""
    assert themes_of(cells) == themes


def test_a_slip_is_named_with_what_was_meant() -> None:
    """The row of a slip is a problem that says which theme it is like."""
    brought = bring([("e.csv", sheet("title|date|theme", "A|2001|energy", "B|2002|enrgy"))])
    assert places(brought) == [("e.csv", 3, "theme", "allowed")]
    assert brought.problems[0].hint == "Did you mean “energy”?"


def test_case_makes_no_theme() -> None:
    """Themes that differ in case alone are one: the usual spelling, else the one that comes first."""
    events = sheet("title|date|theme", "A|2001|Energy", "B|2002|energy", "C|2003|Art", "D|2004|ART", "E|2005|art")
    record = whole([("e.csv", events)])
    assert record.about.themes == ("energy", "Art")
    assert list(record.events["theme"]) == ["energy", "energy", "Art", "Art", "Art"]


@pytest.mark.parametrize("number", [MAX_THEMES + 1, 3000])
def test_too_many_themes_are_one_problem(number: int) -> None:
    """More themes than lanes can be drawn are told once, not row by row, however many there are."""
    rows = [f"A|2001|{at:04d}th" for at in range(number) for _ in range(2)]
    brought = bring([("e.csv", sheet("title|date|theme", *rows))])
    assert places(brought) == [("e.csv", None, "theme", "themes")]
    assert f"{number:,}" in brought.problems[0].message


# -- who says so -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["e.csv", "e.json"])
def test_too_many_documents_are_one_problem(name: str) -> None:
    """More documents than can be made of what cells name are told once, with how many there are."""
    named = [f"http://a.de/{at}" for at in range(MAX_CITED + 50)]
    rows = [named[at : at + 100] for at in range(0, len(named), 100)]
    links = ["".join(f'<a href="{url}">x</a>' for url in urls) for urls in rows]
    timeline = {"events": [{"start_date": {"year": "2001"}, "text": {"headline": "A", "text": text}} for text in links]}
    content = {
        "e.csv": sheet("title|date|sources", *(f"A|2001|{';'.join(urls)}" for urls in rows), "B|2001|"),
        "e.json": json.dumps(timeline).encode(),
    }[name]
    brought = bring([(name, content)])
    assert places(brought) == [(name, None, "sources" if name == "e.csv" else None, "too-many-sources")]
    assert f"{len(named):,}" in brought.problems[0].message
    assert f"Allowed: {MAX_CITED:,}" in brought.problems[0].message


def test_addresses_and_titles_become_documents() -> None:
    """Without a table of sources a cell may name documents by address or title, each of which is one document."""
    events = sheet(
        "title|date|source", "A|2001|https://www.a.de/b; Annual Report 1999", "B|2002|Annual Report 1999", "C|2003|"
    )
    record = whole([("e.csv", events)])
    cited = [[record.source(id) for id in record.event(event).sources] for event in record.event_ids]
    assert [[source.title for source in sources] for sources in cited] == [
        ["[Page of a.de]", "Annual Report 1999"], ["Annual Report 1999"], ["[e.csv]"]
    ]  # fmt: skip
    assert [source.url for source in cited[0]] == ["https://www.a.de/b", ""]
    assert [source.publisher for source in cited[0]] == ["a.de", "not stated"]
    assert len(record.sources) == 3


WORDS = " ".join(["said"] * 72)
HOST = f"{'a' * 300}.de"


@pytest.mark.parametrize(
    ("content", "title", "note"),
    [
        (sheet("title|date|sources", f"A|2001|{WORDS}"), f"{WORDS[:299]}…", WORDS),
        (sheet("title|date|sources", f"A|2001|http://{HOST}/x"), f"[Page of {HOST[:289]}…]", f"[Page of {HOST}]"),
        (sheet("Year|Headline|Media|Media Caption", f"2001|A|http://a.de|{WORDS}"), f"{WORDS[:299]}…", WORDS),
        (sheet("Year|Headline|Text", f"2001|A|<a href=http://a.de>{WORDS}</a>"), f"[Link “{WORDS[:289]}…]",
         f"[Link “{WORDS}” in “A”]"),
    ],
)  # fmt: skip
def test_a_document_called_by_many_words_has_a_title(content: bytes, title: str, note: str) -> None:
    """Words too long for a title are cut, a description within its brackets; the whole stands in the note."""
    (source,) = whole([("e.csv", content)]).sources.to_dict("records")
    assert (source["title"], source["note"]) == (title, note)


def test_beside_a_table_of_sources_only_addresses_are_new() -> None:
    """With a table of sources a word that is none of its ids is a mistake; an address is a document of its own."""
    sources = ("sources.csv", sheet("id|title|url", "s|S|https://www.b.de/x", "|A second one|"))
    brought = bring([("e.csv", sheet("title|date|sources", "A|2001|s;https://a.de/b", "B|2002|t")), sources])
    assert places(brought) == [("e.csv", 3, "sources", "reference")]
    record = whole([("e.csv", sheet("title|date|sources", "A|2001|s;https://a.de/b")), sources])
    assert list(record.sources["id"]) == ["s", "a-second-one", "a-de-b"]
    assert list(record.sources["publisher"]) == ["b.de", "not stated", "a.de"]


def test_copies_of_problems_come_without_their_column() -> None:
    """The column that names problems is neither read nor told of."""
    brought = bring([("e.csv", sheet("title|date|problem|mood", "A|2001|date: is no date|glad"))])
    assert brought.record is not None
    assert [said for said in brought.said if "not used" in said] == ["e.csv: columns not used: mood."]
