"""Timelines made for TimelineJS are read, sheet or JSON; whatever is wrong with them is told."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.names import Names
from dyad.importing.timelinejs import Told, read_json, read_sheet
from dyad.importing.timelinejs.slides import ALSO_READ, COLUMNS
from dyad.record.checking import SLUG, URL, check_cells
from dyad.record.dates import read_date
from dyad.record.problems import Problem
from dyad.record.schema import SOURCES

CELLS = ("id", "date", "title", "summary", "theme", "place", "note", "sources")
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">**[here](javascript:alert(3))**'


def tell(*rows: dict[str, str], header: tuple[str, ...] = COLUMNS) -> Told:
    """Read rows given by column, from line 2 on."""
    cells = [(line, [row.get(name, "") for name in header]) for line, row in enumerate(rows, start=2)]
    return read_sheet("sheet.csv", header, cells)


def row(**cells: str) -> dict[str, str]:
    """Return a row of an event in 2016; "Display_Date" is the column "Display Date"."""
    return {"Year": "2016", "Headline": "Talks"} | {name.replace("_", " "): cell for name, cell in cells.items()}


def tell_json(data: Any) -> Told:
    """Read JSON made of `data`."""
    return read_json("timeline.json", data)


def event(**parts: Any) -> dict[str, Any]:
    """Return a slide of 2016."""
    return {"start_date": {"year": "2016"}, "text": {"headline": "Talks"}} | parts


# -- sheets ------------------------------------------------------------------------------------


def test_a_row_is_an_event() -> None:
    """A whole row becomes the cells of an event, and its media a source."""
    told = tell(
        {
            "Year": "2016", "Month": "9", "Day": "24", "End Year": "2016", "End Month": "10", "End Day": "10",
            "Headline": "<b>Druzhba&nbsp;2016</b>", "Text": "<p>First  exercise.</p><p>In Cherat.</p>",
            "Media": "https://www.mil.ru/a/b.jpg", "Media Credit": "Ministry", "Media Caption": "Troops &amp; tents",
            "Group": " joint  exercises ",
        }
    )  # fmt: skip
    assert told.problems == ()
    assert told.rows == (
        (
            2,
            {
                "id": "druzhba-2016", "date": "2016-09-24/2016-10-10", "title": "Druzhba\u00a02016",
                "summary": "First exercise. In Cherat.", "theme": "joint exercises", "place": "", "note": "",
                "sources": "mil-ru-a-b-jpg",
            },
        ),
    )  # fmt: skip
    assert told.sources == (
        {
            "id": "mil-ru-a-b-jpg", "author": "", "title": "Troops & tents", "publisher": "Ministry", "date": "",
            "url": "https://www.mil.ru/a/b.jpg", "language": "", "kind": "", "licence": "not stated", "note": "",
        },
    )  # fmt: skip


def test_columns_may_stand_anywhere() -> None:
    """Columns are found in any case and order, of two of one name the first; those not TimelineJS's are passed over."""
    header = ("Who", "GROUP", "headline", "month ", "year", "Alt text", "Headline")
    cells = ["me", "energy", "Talks", "4", "2016", "x", "Not these"]
    told = read_sheet("sheet.csv", header, [(7, cells), (9, ["you", "", "More"])])
    assert [(line, cells["title"], cells["date"], cells["theme"]) for line, cells in told.rows] == [
        (7, "Talks", "2016-04", "energy"), (9, "More", "", ""),
    ]  # fmt: skip


def test_a_title_row_is_the_title() -> None:
    """The first title row names the timeline and is no event; a second one is an event, as TimelineJS has it."""
    told = tell({"Type": "Title", "Headline": "Two <i>states</i>"}, row(), {"Type": "title", "Headline": "Again"})
    assert told.title == "Two states"
    assert [cells["title"] for _, cells in told.rows] == ["Talks", "Again"]


def test_an_era_is_an_event_of_theme_era() -> None:
    """Rows of type era become events of the theme era, whatever their group."""
    told = tell(row(Type="era", End_Year="2018", Group="x"), row(Type="overlay", Group="x"))
    assert [(cells["theme"], cells["date"]) for _, cells in told.rows] == [("era", "2016/2018"), ("x", "2016")]


def test_a_row_without_a_date_is_undated_if_it_has_a_headline() -> None:
    """No date leaves the date empty; without a headline too, it is a problem; a blank row is nothing."""
    told = tell({"Headline": "Some day"}, {"Text": "Only text"}, {"Text": " "}, {})
    assert [(line, cells["date"]) for line, cells in told.rows] == [(2, "")]
    (problem,) = told.problems
    assert (problem.line, problem.column, problem.rule) == (3, "Headline", "required")


def test_a_headline_may_be_made_of_the_text() -> None:
    """Without a headline the first words of the text are the title; without either it is a problem."""
    words = "word " * 40
    told = tell(row(Headline="", Text="<p>Short.</p>"), row(Headline="", Text=words), row(Headline="<br>", Group="x"))
    assert [cells["title"] for _, cells in told.rows] == ["Short.", " ".join(["word"] * 14) + "…"]
    assert told.rows[1][1]["summary"] == words.strip()
    assert [(problem.line, problem.column, problem.rule) for problem in told.problems] == [(4, "Headline", "required")]


def test_all_problems_are_told_at_once() -> None:
    """Each problem names file, line, column, value, what is wrong and the fix; the other rows stay usable."""
    told = tell(
        row(Year="c. 1840"), row(), row(Month="13", Day="40", End_Year="x"), row(End_Year="2015"), row(Day="3"),
        row(Year="", Headline=""), row(Headline=""),
    )  # fmt: skip
    assert [line for line, _ in told.rows] == [3]
    assert [(problem.line, problem.column, problem.value, problem.rule) for problem in told.problems] == [
        (2, "Year", "c. 1840", "date"), (4, "Month", "13", "date"), (4, "Day", "40", "date"),
        (4, "End Year", "x", "date"), (5, "End Year", "2015", "date"), (6, "Month", None, "date"),
        (8, "Headline", None, "required"),
    ]  # fmt: skip
    assert str(told.problems[0]) == (
        'sheet.csv line 2, column "Year": "c. 1840" is not a year. Write 1840, and the words as the display date.'
    )


def test_nothing_shown_is_lost() -> None:
    """Times, words of the date, media and links that are no addresses stand in the note."""
    told = tell(
        row(
            Time="14:30", End_Time="16:00", Display_Date="early <b>2016</b>", Media_Caption="A witness",
            Media="<blockquote>So it was.</blockquote>",
            Text='Write to <a href="mailto:a@b.org">us</a> or <a href="#top">up</a>',
        )
    )  # fmt: skip
    assert told.rows[0][1]["note"] == (
        "Date as displayed: “early 2016”. Time: 14:30. End time: 16:00. Media: So it was.; A witness. "
        "Link: mailto:a@b.org"
    )
    assert told.sources == ()


@pytest.mark.parametrize(
    ("media", "note"),
    [
        ("javascript:alert(1)", "Media: a javascript address, left out"),
        (" JavaScript :alert(1)", "Media: a javascript address, left out"),
        ("data:text/html,<script>alert(1)</script>", "Media: a data address, left out"),
        (
            '<iframe src="https://www.youtube.com/embed/x" onload="alert(1)"></iframe>',
            "Media: https://www.youtube.com/",
        ),
        ('<iframe src="javascript:alert(1)"></iframe>', "Media: a javascript address, left out"),
        ("http://[half", "Media: http://[half"),
        ("https://a b.org/", "Media: https://a b.org/"),
        ("https://", "Media: https://"),
        ("1234567890", "Media: 1234567890"),
        ("word " * 200, "Media: word"),
        ("/local/picture.jpg", "Media: /local/picture.jpg"),
    ],
)
def test_media_that_is_no_address_is_words(media: str, note: str) -> None:
    """Embed code, numbers and scripts are no sources: they are kept as short plain words."""
    told = tell(row(Media=media))
    (_, cells), *_ = told.rows
    assert told.sources == ()
    assert cells["sources"] == ""
    assert cells["note"].startswith(note)
    assert len(cells["note"]) <= 310
    assert "<" not in cells["note"]


def test_addresses_become_sources_once_each() -> None:
    """Media and links lead to sources, the media first, an address twice to one source, with ids that are unique."""
    link = '<a href="HTTPS://a.org/x">the paper</a> <a href="//a.org/x?page=2"></a>'
    told = tell(row(Media="https://a.org/m", Alt_Text="", Text=link), row(Media="https://a.org/x", Media_Credit="A"))
    assert [cells["sources"] for _, cells in told.rows] == ["a-org-m;a-org-x;a-org-x-2", "a-org-x"]
    assert [(source["id"], source["title"], source["publisher"], source["url"]) for source in told.sources] == [
        ("a-org-m", "[Media of “Talks”]", "a.org", "https://a.org/m"),
        ("a-org-x", "[Link “the paper” in “Talks”]", "a.org", "https://a.org/x"),
        ("a-org-x-2", "[Link in “Talks”]", "a.org", "https://a.org/x?page=2"),
    ]


def test_sources_are_rows_of_our_table() -> None:
    """Once a language is filled in, the sources pass the checks of sources.csv, addresses in any script too."""
    long = "https://example.org/" + "very-long-path/" * 20
    told = tell(
        row(Media="https://ru.wikipedia.org/wiki/%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0", Media_Credit=HOSTILE),
        row(Media=long), row(Media=long + "2"), row(Media="https://مثال.pk/"), row(Media="https://..."),
    )  # fmt: skip
    rows = [source | {"language": "en", "line": 2} for source in told.sources]
    assert [*check_cells(pd.DataFrame(rows, dtype=object), table=SOURCES)] == []
    assert told.sources[0]["id"] == "ru-wikipedia-org-wiki-moskva"
    assert len(rows) == 5
    assert all(len(source["id"]) <= 60 for source in told.sources)


def test_ids_are_made_of_headlines() -> None:
    """Headlines in any script give ids in Latin letters, unique by a number; signs alone give the line."""
    told = tell(
        *(row(Headline=headline) for headline in ("Talks", "Talks!", "Визит Лаврова", "🎉", "x" * 300, "talks 2"))
    )
    assert [cells["id"] for _, cells in told.rows] == [
        "talks", "talks-2", "vizit-lavrova", "event-5", "x" * 60, "talks-2-2",
    ]  # fmt: skip


def test_ids_that_differ_only_where_they_are_cut_are_numbered_on() -> None:
    """Ids that share their start are numbered together: no number is looked for anew at each."""
    start, names = "x" * 50, Names()
    ids = [names.take(f"{start}{end}") for end in ("-a", "-b", "-a", "-b", "-by-far-too-long", "-by-far-too-long")]
    assert [id.removeprefix(start) for id in ids] == ["-a", "-b", "-a-2", "-b-3", "-by-far-too-long", "-by-far-4"]


def test_hostile_text_is_plain_text() -> None:
    """Scripts vanish, markdown stays the characters it is, and no cell holds a tag or a link that acts."""
    told = tell({"Type": "title", "Headline": HOSTILE}, row(**dict.fromkeys(("Headline", "Text", "Group"), HOSTILE)))
    (_, cells), *_ = told.rows
    plain = "**[here](javascript:alert(3))**"
    assert {told.title, cells["title"], cells["summary"], cells["theme"]} == {plain}
    acting = tell(row(Text='<a href="javascript:alert(1)">x</a><a href=" java\nscript:alert(1)">y</a>'))
    assert acting.sources == ()
    assert "Link: a javascript address, left out" in acting.rows[0][1]["note"]


# -- JSON --------------------------------------------------------------------------------------


def test_json_is_read_as_the_sheet_is() -> None:
    """Title, events and eras are read with their dates, words, media and ids."""
    data = {
        "title": {"text": {"headline": "Two states"}},
        "scale": "human",
        "events": [
            {
                "start_date": {"year": 2016, "month": "4", "day": 26.0, "hour": "9", "minute": 5},
                "end_date": {"year": "2016", "month": "05"}, "display_date": "spring", "unique_id": "talks-2016",
                "text": {"headline": "Talks", "text": "<p>Held.</p>"}, "group": "diplomacy",
                "media": {"url": "https://a.org/x", "caption": "The table", "credit": "A", "alt": "Six flags"},
                "background": {"color": "#fff"}, "autolink": False,
            },
            event(start_date={"year": "1840", "display_date": "c. 1840"}, unique_id="Not an id"),
        ],
        "eras": [{"start_date": {"year": "-44"}, "end_date": {"year": "-1"}, "text": {"headline": "Before"}}],
    }  # fmt: skip
    told = tell_json(data)
    assert (told.title, told.problems) == ("Two states", ())
    assert [(line, cells["id"], cells["date"], cells["theme"], cells["note"]) for line, cells in told.rows] == [
        (1, "talks-2016", "2016-04-26/2016-05", "diplomacy", "Date as displayed: “spring”. Time: 09:05"),
        (2, "talks", "1840~", "", ""),
        (3, "before", "-0043/0000", "era", ""),
    ]
    assert [(source["title"], source["note"]) for source in told.sources] == [("The table", "Shows: Six flags")]


def test_ids_given_are_kept() -> None:
    """An id that is valid stays its event's, though an earlier headline would make the same; twice it is numbered."""
    told = tell_json({"events": [event(), event(unique_id="talks"), event(unique_id="talks"), event(unique_id="A b")]})
    assert [cells["id"] for _, cells in told.rows] == ["talks-2", "talks", "talks-3", "talks-4"]


def test_problems_of_json_name_the_event() -> None:
    """The line of a problem is the number of the event, which the message says, and the column its key."""
    told = tell_json(
        {
            "title": "x",
            "events": [event(), event(start_date={"year": "2016", "month": "13"}), "words", event(text=["a"])],
            "eras": [event(end_date="2017", text={"headline": {"en": "x"}})],
        }
    )
    assert [line for line, _ in told.rows] == [1]
    assert [str(problem) for problem in told.problems] == [
        'timeline.json: is text (the title). It must be an object such as {"start_date": {"year": "2016"}, "text": '
        '{"headline": "…"}}.',
        'timeline.json line 2, column "start_date.month": "13" is not a month (event 2). Allowed: 1 to 12; empty where '
        "it is not known.",
        'timeline.json line 3: is text (event 3). It must be an object such as {"start_date": {"year": "2016"}, '
        '"text": {"headline": "…"}}.',
        'timeline.json line 4, column "text": is a list (event 4). It must be an object.',
        'timeline.json line 5, column "end_date": is text (era 1). It must be an object.',
        'timeline.json line 5, column "text.headline": is an object (era 1). It must be text.',
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "holds no list of events"),
        (None, "holds no list of events"),
        ({"events": {}}, "holds no list of events"),
        ({"events": [], "eras": 3}, "is not a list"),
        ({"events": [{}] * 20_001}, "has 20,001 events and eras. Allowed: 20,000."),
    ],
)
def test_what_is_no_timeline_is_refused(data: Any, message: str) -> None:
    """What is not of a timeline is one problem that says why."""
    told = tell_json(data)
    assert told.rows == ()
    (problem,) = told.problems
    assert (problem.line, problem.rule) == (None, "json")
    assert message in problem.message


# -- anything ----------------------------------------------------------------------------------

TEXT = st.text(max_size=40) | st.sampled_from(
    [
        HOSTILE,
        "2016",
        "13",
        "era",
        "title",
        "about 2016",
        "https://a.org/x",
        "javascript:x",
        '<a href="http://a.b">',
        "'=",
    ]
)
NUMBERS = st.sampled_from(["2016", "2016", "-44", "", "4", "26"]) | TEXT
DATE_COLUMNS = [name for name in (*COLUMNS, *ALSO_READ) if name.endswith(("Year", "Month", "Day"))]
TEXT_COLUMNS = [name for name in (*COLUMNS, *ALSO_READ) if name not in DATE_COLUMNS]
KEYS = st.sampled_from(
    ["title", "events", "eras", "start_date", "end_date", "year", "month", "day", "hour", "text", "headline", "media",
     "url", "caption", "credit", "group", "unique_id", "display_date", "timeline", "date"]
)  # fmt: skip
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
DATES = st.dictionaries(st.sampled_from(["year", "month", "day", "hour"]), NUMBERS | st.integers(-50, 2100), max_size=4)
SLIDES = st.lists(
    st.builds(
        dict.__or__,
        st.just(event()),
        st.dictionaries(KEYS, ANY | DATES | st.dictionaries(KEYS, TEXT, max_size=4), max_size=3),
    ),
    max_size=4,
)


def assert_sound(told: Told) -> None:
    """Assert what holds of anything read: ids valid and unique, dates and addresses real, text on one line."""
    sources = [source["id"] for source in told.sources]
    ids = [cells["id"] for _, cells in told.rows]
    assert all(SLUG.fullmatch(id) for id in (*ids, *sources))
    assert (len(set(ids)), len(set(sources))) == (len(ids), len(sources))
    bad = {problem.line for problem in told.problems}
    for line, cells in told.rows:
        assert tuple(cells) == CELLS
        assert line not in bad
        assert cells["title"]
        assert set(filter(None, cells["sources"].split(";"))) <= set(sources)
        if cells["date"] and not cells["date"].startswith(("-", "0000")):
            read_date(cells["date"])
    for source in told.sources:
        assert tuple(source) == SOURCES.columns
        assert URL.fullmatch(source["url"])
        assert source["title"]
        assert source["publisher"]
    for text in (told.title, *(cell for _, cells in told.rows for cell in cells.values())):
        assert not re.search(r"[\x00-\x1f\ud800-\udfff]", text)
    assert all(isinstance(problem, Problem) and str(problem) and problem.rule for problem in told.problems)


@given(st.lists(st.lists(TEXT, max_size=24), max_size=4), st.integers(0, 22))
def test_any_cells_are_read(rows: list[list[str]], first: int) -> None:
    """Whatever the cells, however many of them and of columns, a sheet gives rows that hold or says why not."""
    assert_sound(read_sheet("sheet.csv", (*COLUMNS, *ALSO_READ)[first:], list(enumerate(rows, start=2))))


@given(st.dictionaries(st.sampled_from(TEXT_COLUMNS), TEXT), st.lists(TEXT, max_size=3))
def test_any_text_of_a_dated_event_is_taken(texts: dict[str, str], links: list[str]) -> None:
    """Whatever its texts say and wherever its links lead, an event that has a date and a headline is one row."""
    text = "".join(f'<a href="{escape(link)}">{link}</a>' for link in links)
    told = tell(texts | row(Text=text, Type=""), header=(*COLUMNS, *ALSO_READ))
    assert_sound(told)
    assert (len(told.rows), told.problems) == (1, ())


@given(st.fixed_dictionaries({"events": SLIDES | SLIDES | ANY}, optional={"title": ANY, "eras": SLIDES | ANY}))
def test_any_json_is_read(data: Any) -> None:
    """Whatever the JSON, it gives rows that hold or problems that say why not."""
    assert_sound(tell_json(data))


@pytest.mark.timeout(30)
def test_a_large_sheet_is_read_in_little_time() -> None:
    """Two thousand rows of one headline, and cells of a million characters, do not hold the reader up."""
    told = tell(*[row()] * 2_000, row(Headline="x " * 500_000, Text="<b>" * 300_000, Display_Date="1" * 1_000_000))
    assert len({cells["id"] for _, cells in told.rows}) == 2_001
