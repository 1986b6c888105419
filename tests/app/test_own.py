"""A reader's own tables: they replace the served record everywhere, in one session, and can be left again."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dyad.importing.bringing import bring
from dyad.publish.tables import record_zip
from dyad.record import Record
from dyad.ui.words import literal
from tests.app.seen import (
    PAGES,
    Show,
    components,
    events_drawn,
    file_links,
    own_drawings,
    plain,
    read_rows,
    said,
    tables,
)

EVENTS = (
    "date,title,label,theme,place,source\n"
    "1901-05-04,The first tram runs,First tram,trade & aid,Lisbon,https://a.example/tram\n"
    "1905,The bridge opens,Bridge,*war*/peace,Porto,https://a.example/bridge\n"
    "1910-10-05,The republic is declared,Republic,trade & aid,Lisbon,https://a.example/republic\n"
    "1911,The ferry ends,Ferry,trade & aid,Faro,https://a.example/ferry\n"
)
DAYS = "date,title\n2016-04-26,A made-up day\n2016-05-04,Another made-up day\n"
BAD_DATE = EVENTS.replace("1905", "the other year")
OURS = {"What happened, and when", "Which came first?"}  # said of any record
SHORTEST = 6  # letters of a word of the served record that cannot be there by chance

Files = Mapping[str, bytes | str]


def upload(app: AppTest, files: Files) -> AppTest:
    """Upload files on the record page."""
    given = [(name, one.encode() if isinstance(one, str) else one, "") for name, one in files.items()]
    app.file_uploader(key="tables").set_value(given).run()
    assert not app.exception
    return app


@pytest.fixture
def own(show: Show) -> AppTest:
    """Return the dashboard once it shows a reader's own tables."""
    app = upload(show("record"), {"mine.csv": EVENTS})
    app.button(key="show-own").click().run()
    assert not app.exception
    return app


def one_of(value: str | list[str]) -> str:
    """Return the one value of a parameter."""
    return value if isinstance(value, str) else value[-1]


def go(app: AppTest, page: str) -> AppTest:
    """Go to another page within the session."""
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    return app


def sent(app: AppTest) -> str:
    """Return all that a run sends to the browser, whatever it is for, pictures opened."""
    protos = [one.proto for root in (app.main, app.sidebar) for one in root if getattr(one, "proto", None)]
    text = "\n".join(proto.SerializeToString().decode("utf-8", "replace") for proto in protos)
    pictures = [base64.b64decode(one).decode() for one in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", text)]
    return "\n".join([text, *pictures, *own_drawings(app).values()])


def served_words() -> set[str]:
    """Return what only the served record says."""
    words = {row[column] for row in read_rows("events") for column in ("title", "label", "summary")}
    words |= {row[column] for row in read_rows("sources") for column in ("title", "publisher")}
    words |= {row["claim"] for row in read_rows("claims")} | {row["title"] for row in read_rows("lesson")}
    words |= {"Pakistan", "Russia", "essay", "Kazmi"}
    return {word for word in words if len(word) >= SHORTEST} - OURS


def test_nothing_of_the_served_record_is_left(own: AppTest) -> None:
    """With own tables no page sends a word of the served record, in text, option, chart, picture or alt text."""
    words = served_words()
    for page in (*PAGES, "present"):
        everything = sent(go(own, page))
        assert {word for word in words if word in everything or json.dumps(word)[1:-1] in everything} == set(), page
        assert "mine, 1901" in everything, page


def test_the_check_above_sees_the_served_record(show: Show) -> None:
    """What the served record says is found where it is shown."""
    everything = sent(show("timeline"))
    assert sum(word in everything for word in served_words()) > 20


def test_own_tables_begin_anew_and_the_way_back_restores(show: Show) -> None:
    """Neither record inherits what was chosen of the other; the address says whose it is; the way back restores."""
    app = show("record", theme="defence", q="druzhba", event="druzhba-2017", years=["2010", "2016"], beyond="true")
    before = show("record").title[0].value
    upload(app, {"mine.csv": EVENTS}).button(key="show-own").click().run()
    assert app.title[0].value == "mine, 1901–1911"
    assert (app.slider(key="years").value, app.text_input(key="q").value) == ((1901, 1911), "")
    assert app.button_group(key="theme").value == []
    version = bring([("mine.csv", EVENTS.encode())]).record.version  # type: ignore[union-attr]
    assert one_of(app.query_params["own"]) == version
    assert set(events_drawn(go(app, "timeline")).values()) >= {"First tram", "Bridge", "Republic", "Ferry"}
    app.button_group(key="theme").set_value(["trade & aid"]).run()
    assert "Bridge" in events_drawn(app).values(), "it is faded, not gone"
    app.button(key="leave-own").click().run()
    assert "own" not in app.query_params
    assert not app.warning
    assert not [one for one in app.button if one.key == "leave-own"]
    assert app.button_group(key="theme").value == []
    assert "Druzhba-2017" in events_drawn(app).values()
    assert go(app, "record").title[0].value == before


def test_problems_are_shown_and_the_good_rows_offered(show: Show) -> None:
    """A bad row is told by line and column; the others can be shown without it."""
    app = upload(show("record"), {"mine.csv": BAD_DATE})
    told = next(one for one in tables(app) if "What is wrong" in one)
    assert told[["File", "Line", "Column", "Found"]].to_numpy().tolist() == [
        ["mine.csv", "3", "date", "the other year"]
    ]
    assert any(label.endswith("with a column of problems") for label in file_links(app))
    app.button(key="show-own").click().run()
    assert "3 events" in said(app)
    assert "Bridge" not in sent(go(app, "timeline"))


def test_bad_files(show: Show) -> None:
    """What is no table is called what it is; nothing is offered of it, and the served record stays."""
    app = show("record")
    for content, message in ((b"\x89PNG\r\n\x1a\n", "is a PNG picture"), (b"date,title\n", "has a header and no rows")):
        upload(app, {"mine.csv": content})
        told = next(one for one in tables(app) if "What is wrong" in one)
        assert any(message in one for one in told["What is wrong"]), list(told["What is wrong"])
        assert not [one for one in app.button if one.key == "show-own"], message
        assert "Druzhba-2017" in sent(app), message
    upload(app, {"mine.csv": EVENTS}).button(key="show-own").click().run()
    assert app.title[0].value == "mine, 1901–1911"


def test_another_file_is_asked_about(show: Show) -> None:
    """What a second file leaves open is asked at once, and not what the first did."""
    app = upload(show("record"), {"mine.csv": EVENTS})
    upload(app, {"mine.csv": EVENTS.replace("1901-05-04", "04/05/1901")})
    app.radio(key="bring-dates").set_value("day first").run()
    assert app.radio(key="bring-dates").value == "day first"
    assert not [one for one in tables(app) if "What is wrong" in one]
    upload(app, {"mine.csv": EVENTS.replace("Lisbon", "Évora").encode("cp1252")})
    app.selectbox(key="bring-encoding").select("cp1251").run()
    app.text_input(key="bring-title").set_value("Trams").run()
    assert app.selectbox(key="bring-encoding").value == "cp1251", "the answer is kept while others are given"


def edit(app: AppTest, version: str, changes: dict[int, dict[str, str]], taken: Iterable[int] = ()) -> AppTest:
    """Change cells and take rows away in the editor of the record of this version, and press its button."""
    app.toggle(key="editing").set_value(True).run()
    app.session_state[f"edit-{version}"] = {"edited_rows": changes, "added_rows": [], "deleted_rows": [*taken]}
    app.run()
    app.button(key="check-edited").click().run()
    assert not app.exception
    return app


def test_events_alone_can_be_edited(show: Show) -> None:
    """Events without trade and claims are checked and shown from the editor as they came.

    A cell changed, a row added and one taken away in the very moment of the press are in what is checked; what leaves
    can be brought again.
    """
    app = upload(show("record"), {"class.csv": DAYS})
    app.button(key="show-own").click().run()
    edit(go(app, "record"), one_of(app.query_params["own"]), {})
    assert not app.warning, tables(app)
    assert app.title[0].value == "class, 2016"
    go(app, "record").toggle(key="editing").set_value(True).run()
    app.session_state[f"edit-{one_of(app.query_params['own'])}"] = {
        "edited_rows": {0: {"title": "A day renamed"}}, "deleted_rows": [1],
        "added_rows": [{"date": "2016-06-01", "title": "A day added", "theme": "general", "scope": "bilateral"}],
    }  # fmt: skip
    app.button(key="check-edited").click().run()
    assert not app.warning, tables(app)
    record = app.session_state["dyad_own"].record
    assert list(record.events["title"]) == ["A day renamed", "A day added"]
    again = bring([("class.zip", record_zip(record))])
    assert again.problems == ()
    assert again.record is not None
    assert again.record.event_ids == record.event_ids


def test_the_editor(show: Show, record: Record) -> None:
    """A title changed in place is shown; a date that is none is told, the record stays, and leaving it forgets both.

    What is written and not checked is there after another page, too; without a row nothing breaks.
    """
    app = edit(show("record"), record.version, {0: {"title": "A title of my own"}})
    assert "A title of my own" in sent(go(app, "record"))
    edit(app, one_of(app.query_params["own"]), {1: {"date": "the other year"}})
    told = [one for one in tables(app) if "What is wrong" in one]
    assert [list(one["Found"]) for one in told] == [["the other year"]]
    assert "A title of my own" in sent(app)
    go(go(app, "trade"), "record").button(key="check-edited").click().run()
    told = [one for one in tables(app) if "What is wrong" in one]
    assert [list(one["Found"]) for one in told] == [["the other year"]]
    upload(app, {"mine.csv": BAD_DATE})
    assert len([one for one in tables(app) if "What is wrong" in one]) == 2, "both say what is wrong"
    app.button(key="leave-own").click().run()
    app.toggle(key="editing").set_value(True).run()
    assert "A title of my own" not in sent(app)
    (editor,) = [one for one in app.dataframe if one.proto.editing_mode]
    assert "required" not in editor.proto.columns, "a row without a theme would be dropped without a word"
    assert len([one for one in tables(app) if "What is wrong" in one]) == 1, "the edit is forgotten"
    edit(app, record.version, {}, taken=range(len(record.events)))


@pytest.mark.parametrize("theme", ["soft-power", literal("soft-power"), "*war* & peace"])
def test_a_theme_with_signs_in_an_address(
    theme: str, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A theme that markdown would read otherwise is chosen by an address, plain or as the filter writes it."""
    rows = "date,title,theme\n2001,Alpha opens,soft-power\n2003,Beta closes,*war* & peace\n"
    (tmp_path / "events.csv").write_text(rows, encoding="utf-8")
    monkeypatch.setenv("DYAD_DATA", str(tmp_path))
    app = show("timeline", theme=theme)
    assert [plain(one) for one in app.button_group(key="theme").value] == [plain(theme)]
    assert not app.warning


def test_the_teachers_view_is_not_of_another_record(own: AppTest) -> None:
    """A second window has no own tables: the lesson made of them offers no teacher's view of the served one."""
    assert not go(own, "present").get("link_button")
    assert "teacher’s view" in said(own)


def test_a_lesson_on_own_tables_ends_with_them(own: AppTest) -> None:
    """A lesson made on own tables is not handed to the browser; the way back to the served record leaves it behind."""
    app = go(own, "present")
    made = app.title[0].value
    app.button(key="edit").click().run()
    app.button(key="start_shown").click().run()
    assert "What you make ends with your tables." in said(app)
    (told,) = [told for told in components(app) if "waits" in told]
    assert (told["of"], told["waits"]) == ("", False)
    assert told["lesson"]
    app.button(key="show_it").click().run()
    assert app.title[0].value == made
    app.button(key="leave-own").click().run()
    assert not app.exception
    assert "own" not in app.query_params
    assert app.title[0].value != made
    (told,) = [told for told in components(app) if "waits" in told]
    assert told["lesson"] == ""
