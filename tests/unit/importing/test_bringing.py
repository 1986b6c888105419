from __future__ import annotations

import json

import pytest

from dyad.importing.bringing import ImportOptions, bring
from dyad.importing.describing import CLAIMS_NOTE, NO_YEARS
from dyad.publish.tables import record_files, template, template_workbook, write_xlsx
from dyad.publish.timelinejs import export_json
from dyad.record import Record
from dyad.record.grids import MAX_CELL_CHARS
from dyad.record.schema import ALL_TABLES, MAX_THEMES, TableName
from dyad.record.tables import table_frame
from tests.unit.brought import Files, places, sheet, whole

TRADE = "indicator|economy|partner|year|period|basis|flow|value|unit|reporter|sources"
CLAIMS = "event|claim|verdict|locator"
ALONE = ImportOptions(lesson_alone=True)


def trade(year: int, value: str) -> str:
    """Return a row of trade between two states."""
    return f"goods_trade|FRA|DEU|{year}|calendar|statistics|total|{value}|USD million|FRA|"


# -- what can be brought -----------------------------------------------------------------------


def test_the_tables_alone_are_enough(record: Record) -> None:
    """Without a description the two states, their years and the themes are found in the tables."""
    files = [file for file in record_files(record).items() if file[0].endswith(".csv")]
    again = whole(files)
    assert again.about.economies == {"PAK": "Pakistan", "RUS": "Russia"}
    assert set(again.about.themes) == set(record.about.themes)
    assert again.span == record.span
    assert list(again.events["id"]) == list(record.events["id"])


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_templates_make_a_record(record: Record, form: str) -> None:
    """The templates, as files or as one workbook, can be brought as they are, with their lesson."""
    files: Files = [("mine.xlsx", template_workbook(record))]
    if form == "csv":
        files = [(table.file, template(record, name)) for name, table in ALL_TABLES.items()]
    brought = bring(files)
    assert brought.problems == ()
    assert brought.record is not None
    assert brought.lesson is not None
    assert len(brought.record.events) == 3
    assert len(brought.lesson) == 3


def test_a_title_and_a_date_are_enough() -> None:
    """Of a table of two columns the rest is filled in, and what was filled in is told."""
    brought = bring([("peace.csv", sheet("title|date", "A treaty of peace is signed between the two|1648-10-24"))])
    assert brought.record is not None
    (event,) = map(brought.record.event, brought.record.event_ids)
    assert event.id == "a-treaty-of-peace-is-signed-between-the-two"
    assert (event.label, event.theme, event.scope) == ("A treaty of peace is signed…", "general", "bilateral")
    assert [brought.record.source(id).title for id in event.sources] == ["[peace.csv]"]
    assert brought.record.about.title == "peace, 1648"
    assert brought.record.about.years == (1648, 1648)
    said = "\n".join(brought.said)
    for told in ("had no label", "had no theme", "named no source"):
        assert told in said


def test_undated_events_have_no_years() -> None:
    """Events of which no date is known make a record too."""
    assert whole([("e.csv", sheet("title|date", "One|", "Two|"))]).about.years == NO_YEARS


def test_a_question_without_a_kind_is_open() -> None:
    """Whoever writes what is asked and no more asks for words, as in the form; that is told."""
    brought = bring([("a.csv", b"Title;Shows;Prompt\nA;Question;Why?\nB;text;C\n")], wishes=ALONE)
    assert brought.lesson is not None
    assert brought.lesson["question"].tolist() == ["open", ""]
    assert "a.csv: 1 row asked without a kind of question: what is asked is open." in brought.said


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([("a.csv", b"Title,Text\nA,b\n")], ['a.csv line 1, column "shows": is missing. Its header is Title, Text.']),
        ([("a.csv", b"titel,shows\nA,text\n")], ['a.csv line 1, column "title": is missing. Did you mean “titel”?']),
        ([("events.csv", b"title,date\nA,2001\n")], ["The files: hold no lesson. Bring a table with the columns title "
                                                      "and shows, or take the template."]),
        ([("a.csv", b"")], ["a.csv: is empty. Give a table: a header, and rows below it."]),
    ],
)  # fmt: skip
def test_a_lesson_alone_says_once_what_it_lacks(files: Files, message: list[str]) -> None:
    """A column that is missing is one problem, however many rows there are, and of no table of events is spoken."""
    brought = bring(files, wishes=ALONE)
    assert brought.lesson is None
    assert [str(problem) for problem in brought.problems] == message


def test_a_lesson_is_found_among_sheets() -> None:
    """Of a workbook the lesson alone is taken, by the name of its sheet; its sources stay the ids they are."""
    sheets = {
        "events": (("title", "date"), [("A", "2001")]),
        "Lesson": (("title", "shows", "sources"), [("B", "text", "some-source")]),
    }
    brought = bring([("class.xlsx", write_xlsx(sheets))], wishes=ALONE)
    assert (brought.record, brought.problems) == (None, ())
    assert brought.lesson is not None
    assert brought.lesson.loc[0, ["id", "title", "shows", "sources"]].tolist() == ["b", "B", "text", "some-source"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_timeline_may_have_a_table_of_sources_beside_it(record: Record, turned: bool) -> None:
    """The table says more of a document than a link does: its row stands, and links that it lacks are added."""
    files = [("timeline\udce9.json", f"{' ' * 2_000}{export_json(record).decode()}".encode("utf-16"))]
    listed = table_frame(record, "sources").head(5)
    files.append(("sources.csv", listed.to_csv(index=False).encode()))
    again = whole(files[::-1] if turned else files)
    assert len(again.sources) > 5
    for id in listed["id"]:
        assert again.source(id) == record.source(id)


def test_other_names_of_columns_are_known() -> None:
    """A header such as other tools write is understood; a column nobody knows is left out and named."""
    header = "Name|When|Description|Category|Where|Who|Link|Mood"
    brought = bring([("x.csv", sheet(header, "A|3 May 2004|It was so|Art|Bonn|X; Y|https://a.de/b|glad"))])
    assert brought.record is not None
    (event,) = map(brought.record.event, brought.record.event_ids)
    assert (event.title, event.date, event.summary, event.theme) == ("A", "2004-05-03", "It was so", "Art")
    assert (event.place, event.actors) == ("Bonn", ("X", "Y"))
    assert [brought.record.source(id).url for id in event.sources] == ["https://a.de/b"]
    assert any("columns not used: Mood" in said for said in brought.said)


def test_another_pair_of_states() -> None:
    """The two states are those whose trade is given most often, under their usual names."""
    rows = [trade(year, "100.5") for year in range(2001, 2005)]
    record = whole([("events.csv", sheet("title|date", "A|2002")), ("trade.csv", sheet(TRADE, *rows))])
    assert record.about.economies == {"FRA": "France", "DEU": "Germany"}
    assert record.about.years == (2001, 2004)
    assert record.about.title == "France–Germany, 2001–2004"
    assert list(record.trade["value"]) == [100.5] * 4


@pytest.mark.parametrize("name", ["claims", "trade", "lesson"])
def test_an_empty_table_beside_the_events_is_none(name: TableName) -> None:
    """A table with a header and no rows, such as a record without claims has, is as good as none."""
    events = ("e.csv", sheet("title|date", "A|2002"))
    empty = ("x.csv", sheet("|".join(ALL_TABLES[name].columns)))
    assert whole([events, empty]).version == whole([events]).version


def test_states_may_be_named_otherwise() -> None:
    """Title, states and the word for the document are as wished; a pair that is none is not taken."""
    files = [("events.csv", sheet("title|date", "A|2002")), ("trade.csv", sheet(TRADE, trade(2001, "1")))]
    about = whole(
        files, title="Neighbours", economies=(("DEU", "Deutschland"), ("FRA", "Frankreich")), document="speech"
    ).about
    assert (about.title, about.document) == ("Neighbours", "speech")
    assert about.codes == ("DEU", "FRA")
    assert about.names == ("Deutschland", "Frankreich")


def test_claims_of_a_document_that_nobody_named() -> None:
    """Claims whose document is in no table get one that says so, once, also when they are brought again."""
    files = [
        ("events.csv", sheet("id|title|date", "a|A|2002")),
        ("claims.csv", sheet(CLAIMS, "a|It was so|confirmed|p. 1", "|Nothing was|opinion|")),
    ]
    record = whole(files, document="speech")
    assert record.has_claims
    assert record.claims_document is not None
    assert record.claims_document.title == "[The speech whose claims are checked]"
    again = whole([file for file in record_files(record).items() if file[0].endswith(".csv")])
    assert list(again.sources["note"]).count(CLAIMS_NOTE) == 1
    assert again.about.claims_source == record.about.claims_source


# -- what can be read in two ways --------------------------------------------------------------


def test_the_order_of_days_is_asked() -> None:
    """A date that may be two is a problem of its row until it is said which, and the question stays answered."""
    files = [("e.csv", sheet("title|date", "A|04/05/2016", "B|26/04/2016"))]
    asking = bring(files)
    assert asking.record is None
    assert asking.asked == ("dates",)
    assert places(asking) == [("e.csv", 2, "date", "ambiguous date")]
    answered = bring(files, wishes=ImportOptions(dates="day first"))
    assert answered.record is not None
    assert answered.asked == ("dates",)
    assert sorted(answered.record.events["date"]) == ["2016-04-26", "2016-05-04"]
    assert sorted(whole(files, dates="month first").events["date"]) == ["2016-04-05", "2016-04-26"]


def test_the_comma_is_asked() -> None:
    """A number that may be two is a problem of its row until it is said what the comma is."""
    files = [("events.csv", sheet("title|date", "A|2002")), ("trade.csv", sheet(TRADE, trade(2001, "1,234")))]
    asking = bring(files)
    assert asking.asked == ("comma",)
    assert places(asking) == [("trade.csv", 2, "value", "ambiguous number")]
    assert list(whole(files, comma=".").trade["value"]) == [1234.0]
    assert list(whole(files, comma=",").trade["value"]) == [1.234]


@pytest.mark.parametrize("encoding", ["", "cp1250"])
def test_the_encoding_is_asked(encoding: str) -> None:
    """A code page that was guessed is asked about; who answered may answer otherwise."""
    brought = bring([("e.csv", sheet("title|date", "Übergabe in Köln|2005", encoding="cp1252"))],
                    wishes=ImportOptions(encoding=encoding))  # fmt: skip
    assert brought.record is not None
    assert brought.asked == ("encoding",)


def test_a_question_outlives_the_rows_left_out() -> None:
    """What was asked stays asked where the rows it is about are left out: an answer would bring them back."""
    files = [("e.csv", sheet("title|date", "A|04/05/2016", "B|2016"))]
    good = bring(files, wishes=ImportOptions(only_good=True))
    assert good.record is not None
    assert good.left_out == 1
    assert good.asked == ("dates",)


# -- only the good rows ------------------------------------------------------------------------


def test_bad_rows_take_those_that_refer_to_them_along() -> None:
    """Without the bad rows what is left is a record in itself, every reference met, and the rows are counted."""
    files = [
        ("events.csv", sheet("id|title|date|sources", "a|A|soon|s", "b|B|2002|s", "c|C|2003|bad-doc")),
        ("claims.csv", sheet("id|" + CLAIMS, "x|a|Of the bad|opinion|1", "y|b|Of the good|confirmed|2")),
        ("sources.csv", sheet("id|title|url", "s|S|https://a.b", "bad-doc|D|no address")),
    ]
    strict, good = bring(files), bring(files, wishes=ImportOptions(only_good=True))
    assert strict.record is None
    assert places(strict) == [("events.csv", 2, "date", "date"), ("sources.csv", 3, "url", "url")]
    assert good.problems == strict.problems
    assert good.record is not None
    assert good.record.event_ids == ("b",)
    assert list(good.record.claims["id"]) == ["y"]
    assert {*good.record.sources["id"]} == {"s", good.record.about.claims_source}
    assert good.left_out == 4


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("e.csv", b'title,date\nA,2003\n"B" x,2004\nC,2005\n'),
        ("e.csv", b"title,date\nA,2003\nB,2004,more,cells\nC,2005\n"),
        ("e.json", json.dumps({"events": [
            {"start_date": {"year": year}, "text": {"headline": title}}
            for title, year in (("A", "2003"), ("B", "20x4"), ("C", "2005"))
        ]}).encode()),
        ("e.csv", sheet("Year|Headline", "2003|A", "20x4|B", "2005|C")),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_left_out(name: str, content: bytes) -> None:
    """A row of which no event can be made stops the others no more than one with a bad cell."""
    assert bring([(name, content)]).record is None
    good = bring([(name, content)], wishes=ImportOptions(only_good=True))
    assert good.record is not None
    assert list(good.record.events["title"]) == ["A", "C"]
    assert good.left_out == 1


@pytest.mark.parametrize(
    "content",
    [b"title,date,Title\nA,2003,B\nB,soon,C\n", b"title,note\nA,x\n", b"title,date\nA,soon\n", b"\x89PNG\r\n"],
)
def test_what_is_wrong_with_a_table_goes_with_no_row(content: bytes) -> None:
    """Leaving rows out helps no file whose columns are wrong, nor one with no good row."""
    brought = bring([("e.csv", content)], wishes=ImportOptions(only_good=True))
    assert brought.record is None
    assert brought.problems


# -- what cannot be ----------------------------------------------------------------------------

EVENTS = ("events.csv", sheet("id|title|date", "a|A|2002"))
NO_RECORD: list[tuple[Files, tuple[str, int | None, str | None, str]]] = [
    ([], ("The files", None, None, "empty")),
    ([("sources.csv", sheet("id|title", "a|A"))], ("The files", None, None, "missing")),
    ([EVENTS, ("more.csv", sheet("title|date", "B|2003"))], ("more.csv", None, None, "twice")),
    ([EVENTS, ("e.xlsx", write_xlsx({"events": (("title", "date"), [("B", "2003")])}))],
     ("e.xlsx, sheet “events”", None, None, "twice")),
    ([EVENTS, ("notes.csv", sheet("colour|size", "red|3"))], ("notes.csv", None, None, "table")),
    ([EVENTS, ("claims.csv", sheet("event|verdict", "a|opinion"))], ("claims.csv", 1, "claim", "column")),
    ([("e.csv", sheet("headline|date", f"{'long ' * 2_000}|2002"))], ("e.csv", 2, "headline", "too-long-cell")),
    ([("e.csv", sheet("title|date", f"A|{'2' * 6_000}"))], ("e.csv", 2, "date", "too-long-cell")),
    ([EVENTS, ("x.json", b"{")], ("x.json", None, None, "json")),
    ([EVENTS, ("x.json", b'{"title": "\\ud800", "dyad": {}}')], ("x.json", None, None, "control")),
    ([EVENTS, ("x.json", b'{"title": "a\\u202eb", "dyad": {}}')], ("x.json", None, None, "control")),
    ([EVENTS, ("mine.json", b'{"title": "x", "dyad": {"economies": ["PAK"], "years": [1, 2]}}')],
     ("mine.json", None, None, "package")),
    ([EVENTS, ("mine.json", b'{"title": "x", "dyad": {"economies": {}, "years": [0, 1000000000]}}')],
     ("mine.json", None, None, "package")),
    ([("x.json", b'{"events": []}')], ("x.json", None, None, "missing")),
    ([("x.json", b'{"events": 3}')], ("x.json", None, None, "json")),
    ([("e.csv", b"")], ("e.csv", None, None, "empty")),
    ([("e.csv", sheet("title|date"))], ("e.csv", None, None, "header-only")),
    ([("e.csv", sheet("id|title|date", "a|A|2002", "b|B|2003", "a|C|2004"))], ("e.csv", 4, "id", "unique")),
    ([("book.xlsx", write_xlsx({"events": (("title", "date"), [("A", "2002"), ("B", "soon")])}))],
     ("book.xlsx, sheet “events”", 3, "date", "date")),
    ([("book.xlsx", write_xlsx({"events": (("title", "date"), [("A", "2002"), ("B\u202e", "2003")])}))],
     ("book.xlsx, sheet “events”", 3, "title", "bidi")),
]  # fmt: skip


LONG = "x" * (MAX_CELL_CHARS + 1)
NO_RECORD += [
    ([EVENTS, ("mine.json", json.dumps({"title": LONG, "dyad": {"economies": {}, "years": [1, 2]}}).encode())],
     ("mine.json", None, None, "too-long-cell")),
    ([EVENTS, ("mine.json", json.dumps(
        {"title": "x", "dyad": {"economies": {}, "years": [1, 2], "themes": [f"t{at}" for at in range(31)]}}
    ).encode())], ("mine.json", None, None, "package")),
    ([EVENTS, ("mine.json", json.dumps(
        {"title": "x", "dyad": {"economies": {}, "years": [1, 2], "abbreviations": {"UN": " "}}}
    ).encode())], ("mine.json", None, None, "package")),
]  # fmt: skip


def test_a_text_of_json_is_as_long_as_a_cell_may_be() -> None:
    """Each text of a timeline that is longer is told with its event, all at once; the others are read."""
    event = {"start_date": {"year": "2003"}, "text": {"headline": "A"}}
    events = [event | {"more": [LONG]}, event | {"text": {"headline": "B", "text": LONG}}, event | {"group": LONG}]
    timeline = ("e.json", json.dumps({"events": events, "eras": [event | {"display_date": LONG}]}).encode())
    brought = bring([timeline])
    assert brought.record is None
    assert places(brought) == [
        ("e.json", 2, "text.text", "too-long-cell"), ("e.json", 3, "group", "too-long-cell"),
        ("e.json", 4, "display_date", "too-long-cell"),
    ]  # fmt: skip
    assert "has 5,001 characters. Allowed: 5,000 (event 2)." in str(brought.problems[0])
    good = bring([timeline], wishes=ImportOptions(only_good=True))
    assert (good.left_out, len(good.record.events) if good.record else 0) == (3, 1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'\n{"events": [\n1,]}', "it cannot be understood from line 3, column 3 on."),
        (b'{"title": "\xff"}', "it is neither UTF-8 nor UTF-16."),
        (b'{"a": ' + b"[" * 100_000, "it is nested too deeply."),
        (b'{"a": ' + b"1" * 5_000 + b"}", "it holds a number of too many digits."),
    ],
)
def test_what_is_no_json_is_told_in_plain_words(content: bytes, why: str) -> None:
    """The line and the column are told from which on nothing can be read, else why nothing can."""
    (problem,) = bring([("x.json", content)]).problems
    assert problem.message == f"is not JSON that can be read: {why}"


@pytest.mark.parametrize(("files", "place"), NO_RECORD)
def test_each_problem_names_the_file_as_it_was_brought(
    files: Files, place: tuple[str, int | None, str | None, str]
) -> None:
    """No record comes of these, and the one problem names file or sheet, line, column and rule."""
    brought = bring(files)
    assert brought.record is None
    assert places(brought) == [place]


# -- themes of a description -------------------------------------------------------------------


def package(**dyad: object) -> tuple[str, bytes]:
    """Return a description with these in its part of ours."""
    told = {"title": "T", "dyad": {"economies": {}, "years": [2002, 2003], **dyad}}
    return "datapackage.json", json.dumps(told).encode()


def test_a_description_without_themes_means_the_usual_ones() -> None:
    """A description that is silent on themes allows those of the house and no others."""
    events = ("e.csv", sheet("title|date|theme", "A|2002|energy", "B|2003|Music"))
    assert places(bring([events, package()])) == [("e.csv", 3, "theme", "allowed")]


def test_a_theme_beside_those_described() -> None:
    """A theme that the description does not have is a problem; one that was filled in is a lane of its own."""
    themes = ["Art", "Music"]
    asked = bring([("e.csv", sheet("title|date|theme", "A|2002|Art", "B|2003|Dance")), package(themes=themes)])
    assert places(asked) == [("e.csv", 3, "theme", "allowed")]
    filled = whole([("e.csv", sheet("title|date|theme", "A|2002|Art", "B|2003|")), package(themes=themes)])
    assert filled.about.themes == ("Art", "Music", "general")
    most = [f"t{at}" for at in range(MAX_THEMES)]
    full = whole([("e.csv", sheet("title|date|theme", "A|2002|t0", "B|2003|")), package(themes=most)])
    assert whole(list(record_files(full).items())).about.themes == (*most, "general")


# -- besides -----------------------------------------------------------------------------------


def test_the_version_is_that_of_the_tables() -> None:
    """Any other cell, and any other description, gives another."""
    one = whole([("e.csv", sheet("title|date", "A|2002", "B|2003"))])
    other = whole([("e.csv", sheet("title|date", "A|2002", "B|2004"))])
    assert one.version != other.version
    assert one.version != whole([("e.csv", sheet("title|date", "A|2002", "B|2003"))], title="Else").version
