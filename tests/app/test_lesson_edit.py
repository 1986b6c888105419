"""A lesson of one's own: made on the page without a file, told of step by step, read from a file, in an address."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dyad.lesson.packing import pack_rows, unpack_rows
from dyad.lesson.rows import Rows, change_row, tidy_rows
from dyad.ui import lesson_store, shell
from dyad.ui.lesson_store import keep_lesson
from tests.app.seen import Show, components, copying, file_links, markup, plain, said

DECISIVE = ("shows", "figure", "question", "mode", "series")  # what other fields there are depends on them
OPEN = {"shows": "question", "question": "open", "prompt": "Why?", "answer": "So.", "note": "Wait."}
MINE = tidy_rows(
    [
        {"title": "My first step", "shows": "text", "prompt": "Read **this** $1."},
        {"title": "Nothing", "shows": "event", "event": "nowhere"},
        {"title": "My second", **OPEN},
    ]
)


def kept(app: AppTest) -> Rows:
    """Return the lesson that the browser is told to keep; () where there is none."""
    (told,) = [told for told in components(app) if "waits" in told]
    return unpack_rows(told["lesson"]) if told["lesson"] else ()


def field(app: AppTest, name: str) -> Any:
    """Return the field of the form with a name."""
    (found,) = [one for one in app.main if hasattr(one, "set_value") and str(one.key).endswith(f"-{name}")]
    return found


def fill(app: AppTest, **values: Any) -> None:
    """Fill fields of the form, all at once but for those that others depend on."""
    for name, value in values.items():
        changed = field(app, name).set_value(value)
        if name in DECISIVE:
            changed.run()
    app.run()
    assert not app.exception


def upload(app: AppTest, name: str, content: str) -> None:
    """Upload a lesson in the menu, or where it is edited."""
    app.file_uploader(key="own").set_value([(name, content.encode(), "")]).run()
    assert not app.exception


def test_a_lesson_of_every_kind_is_made_without_a_file(show: Show) -> None:
    """Each kind of step and question is filled in from what there is; a title comes with what is shown."""
    app = show("present", edit="1")
    app.button(key="start_empty").click().run()
    fill(app, title="What do you know?", prompt="Say it.")
    steps: list[dict[str, Any]] = [
        {"shows": "figure", "figure": "timeline", "years": (2010, 2016), "theme": ["defence"]},
        {"shows": "event", "event": "druzhba-2016"},
        {"shows": "claim", "claim": "gwadar-approved", "minutes": 3, "short": True, "sources": ["kazmi-2017"]},
        {"shows": "question", "title": "Open", "prompt": "Why?", "answer": "So."},
        {"shows": "question", "question": "order", "title": "Order", "prompt": "First?",
         "events": ["druzhba-2016", "oic-observer-2005", "embargo-lifted-2014"]},
        {"shows": "question", "question": "contradicted", "title": "Wrong", "prompt": "Which?",
         "wrong": "gwadar-nawabshah-route", "others": ["strategic-dialogue-first"]},
        {"shows": "question", "question": "number", "title": "Number", "prompt": "How many?", "value": 70.0,
         "unit": "soldiers", "high": 200.0, "answer": "Few."},
        {"shows": "question", "question": "number", "title": "Share", "prompt": "How much?",
         "mode": "A figure of the tables", "series": "partner_share/RUS/PAK/total/RUS", "figure_year": 2015},
        {"shows": "question", "question": "period", "title": "When", "prompt": "When?", "event": "embargo-lifted-2014"},
        {"shows": "question", "question": "draw", "title": "Draw", "prompt": "Go on.",
         "series": "un_agreement/PAK/RUS//UN General Assembly", "until": 2010},
        {"shows": "question", "question": "band-years", "title": "Band", "prompt": "Which?"},
    ]  # fmt: skip
    for step in steps:
        app.button(key="add_step").click().run()
        fill(app, **step)
        assert "is not shown yet" not in said(app), step
    rows = kept(app)
    assert len(rows) == 1 + len(steps)
    assert all(row["title"] for row in rows)
    assert rows[1]["view"] == "years=2010&years=2016&theme=defence"
    assert (rows[3]["minutes"], rows[3]["short"], rows[3]["sources"]) == ("3", "yes", "kazmi-2017")
    assert [row["options"] for row in rows[5:11]] == [
        "druzhba-2016;embargo-lifted-2014;oic-observer-2005",
        "gwadar-nawabshah-route;strategic-dialogue-first",
        "0;200;70;soldiers",
        "0;0.2;partner_share/RUS/PAK/total/RUS/2015",
        "2003;2017",
        "0;100;2010;un_agreement/PAK/RUS//UN General Assembly",
    ]
    (link,) = copying(app).values()
    assert unpack_rows(link.partition("/present?lesson=")[2]) == rows
    app.button(key="show_it").click().run()
    assert f"{len(rows)} / {len(rows)}" in said(app)


def test_steps_are_moved_removed_and_brought_back(show: Show) -> None:
    """The shown lesson is the start of one's own; what is taken away can be brought back, in the same words."""
    app = show("present", edit="1")
    app.button(key="start_shown").click().run()
    before = kept(app)
    app.button(key="move_down").click().run()
    assert kept(app) == (before[1], before[0], *before[2:])
    assert app.query_params["step"] == "2"
    app.button(key="move_up").click().run()
    app.button(key="remove_step").click().run()
    assert kept(app) == before[1:]
    app.button(key="undo").click().run()
    assert kept(app) == before
    app.radio(key="edit_steps").set_value(before[3]["id"]).run()
    assert field(app, "title").value == before[3]["title"]
    fill(app, title="Another title")
    assert [row["title"] for row in kept(app)[3:5]] == ["Another title", before[4]["title"]]
    whole = kept(app)
    app.button(key="delete").click().run()
    assert kept(app) == ()
    app.button(key="undo").click().run()
    assert kept(app) == whole
    app.button(key="delete").click().run()
    app.button(key="start_empty").click().run()
    assert len(kept(app)) == 1
    app.button(key="undo").click().run()
    assert kept(app) == whole


def test_a_wrong_step_is_told_of_beside_it_and_the_rest_runs(show: Show) -> None:
    """A table with other headings and a bad row is taken; the row is named by its line, mended, and then shown."""
    app = show("present")
    served = app.title[0].value
    lines = ["Title;Shows;Event;Text", "My first step;Text;;Read **this** $1.", "Nothing;event;nowhere;", "No;chart;;"]
    upload(app, "mine.csv", "\n".join(lines))
    assert app.title[0].value == "My first step"
    assert "1 / 1" in said(app)
    assert 'Left out: mine.csv line 3, column "event": "nowhere" is no id in events.csv.' in said(app)
    upload(app, "other.csv", "name,what\na,b\n")
    assert app.title[0].value == "My first step"
    assert '\nother.csv line 1, column "shows": is missing.' in said(app)
    assert "other.csv has no step that can be shown: the lesson stays as it was." in said(app)
    app.button(key="edit").click().run()
    app.radio(key="edit_steps").set_value("nothing").run()
    assert "Event: “nowhere” is no id in events.csv." in said(app)
    app.button(key="empty_0").click().run()
    assert "Event: still to be written." in said(app)
    fill(app, event="druzhba-2016")
    assert "is not shown yet" not in said(app)
    app.radio(key="edit_steps").set_value("no").run()
    assert "The step shows: “chart” is not a kind of step." in said(app)
    fill(app, shows="figure", figure="timeline")
    app.button(key="show_it").click().run()
    assert "3 / 3" in said(app)
    app.button(key="put_away").click().run()
    assert app.title[0].value == served
    app.button(key="take_out").click().run()
    assert app.title[0].value == "My first step"


def test_cells_of_any_text_leave_a_form(show: Show) -> None:
    """What a link or a file has in its cells is shown in the form, or told of: it can be mended."""
    odd: list[dict[str, str]] = [
        {"minutes": "²"},
        {"minutes": "9" * 5_000},
        {"question": "period", "options": "1;9999"},
        {"question": "period", "options": "²;--5;x"},
        {"question": "period", "options": "2003;2017;1900;1800", "answer": "So."},
        {"question": "number", "options": "0;1;partner_share/RUS/PAK/total/RUS/²"},
        {"question": "draw", "options": "a;b;²;un_agreement/PAK/RUS//UN General Assembly"},
    ]
    rows = tidy_rows({"title": str(cells), "shows": "question", "prompt": "B", **cells} for cells in odd)
    app = show("present", edit="1", lesson=pack_rows((*MINE, *rows)))
    app.button(key="start_shown").click().run()
    for row in rows:
        app.radio(key="edit_steps").set_value(row["id"]).run()
        assert row["title"].startswith(field(app, "title").value)  # as long as a title may be
        assert "This step is not shown yet" in said(app)
        assert field(app, "note").value == ""


def test_a_step_is_moved_wherever_it_stands_by_now(show: Show) -> None:
    """Another window, or a click before, may have moved it since the page was drawn; the last one is not removed."""
    app = show("present", edit="1")
    app.button(key="start_shown").click().run()
    ids = [row["id"] for row in kept(app)]
    held = app.session_state["dyad_own_lesson"]
    app.session_state["dyad_own_lesson"] = replace(held, rows=held.rows[1:])
    app.button(key="move_down").click().run()
    assert [row["id"] for row in kept(app)] == ids[1:]
    app.button(key="remove_step").click().run()
    assert [row["id"] for row in kept(app)] == ids[2:]
    held = app.session_state["dyad_own_lesson"]
    app.session_state["dyad_own_lesson"] = replace(held, rows=held.rows[:1])
    app.button(key="remove_step").click().run()
    assert [row["id"] for row in kept(app)] == [ids[2]]


def test_what_no_run_took_is_taken_from_the_browser(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser hands over what is written until it is told that it was taken; what it hands over may be junk."""
    app = show("present", edit="1")
    app.button(key="start_shown").click().run()
    before = kept(app)
    own = {field(app, "note").key: "The last words", field(app, "title").key: "The last title"}
    own |= {field(app, "minutes").key: "7"}
    changed = {"note": "The last words", "title": "The last title", "minutes": "7"}
    texts = own | {"edit-lesson-1-nowhere-note": "x", f"edit-lesson-1-{before[1]['id']}-shows": "chart", "junk": 1}
    monkeypatch.setattr(lesson_store, "heard", lambda *_: texts)
    monkeypatch.setattr(shell, "keep_lesson", lambda page: (lesson_store._take_written(page), keep_lesson(page)))
    app.run()
    assert not app.exception
    assert kept(app) == ({**before[0], **changed}, *before[1:])
    assert (field(app, "note").value, field(app, "title").value) == ("The last words", "The last title")
    (told,) = [told for told in components(app) if "waits" in told]
    assert told["written"] == {key: text for key, text in texts.items() if text != 1}


def test_what_two_windows_changed_at_once_is_put_together(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """What both have changed is the last lesson that both had, whatever each has kept since; without one theirs stays.

    The browser hands over what another window kept, and of which lessons that was made.
    """
    app = show("present", edit="1")
    app.button(key="start_shown").click().run()
    begun = app.session_state["dyad_own_lesson"]
    first, second = (row["id"] for row in begun.rows[:2])
    fill(app, title="Mine")
    mine = app.session_state["dyad_own_lesson"]
    told: dict[str, Any] = {"shown": True}
    monkeypatch.setattr(lesson_store, "heard", lambda *_: told)
    monkeypatch.setattr(shell, "keep_lesson", lambda page: (lesson_store._take_kept(page), keep_lesson(page)))
    for at, past, rows, titles in (
        (1, [0, begun.at], change_row(begun.rows, second, title="Theirs"), ["Mine", "Theirs"]),
        (2, [begun.at, mine.at], change_row(mine.rows, first, title="Ours"), ["Ours", "Theirs"]),
        (1, "junk", begun.rows, ["Ours", "Theirs"]),  # had before
        (3, "junk", mine.rows, ["Mine", begun.rows[1]["title"]]),
    ):
        told.update(at=at, past=past, lesson=pack_rows(rows))
        app.run()
        assert not app.exception
        assert [row["title"] for row in kept(app)] == [*titles, *(row["title"] for row in begun.rows[2:])]


def test_what_another_window_changed_is_another_field(show: Show) -> None:
    """The other fields of the step are the same: the browser keeps what is being written in them."""
    app = show("present", edit="1")
    app.button(key="start_shown").click().run()
    fill(app, note="Mine ")  # another word follows
    names = ("title", "prompt", "note", "shows", "minutes")
    before = {name: field(app, name).key for name in names}
    held = app.session_state["dyad_own_lesson"]
    rows = change_row(held.rows, held.rows[0]["id"], title="Theirs")
    app.session_state["dyad_own_lesson"] = replace(held, rows=rows, at=held.at + 1)
    app.run()
    assert [name for name in names if field(app, name).key != before[name]] == ["title"]
    assert (field(app, "title").value, field(app, "note").value) == ("Theirs", "Mine ")
    fill(app, title="Mine")
    assert kept(app)[0]["title"] == "Mine"


def test_the_step_shown_is_the_one_that_is_changed(show: Show) -> None:
    """From the menu of a step on the short way the form is that step's, whether the lesson is one's own yet or not."""
    app = show("present", way="short", step="4")
    title = app.title[0].value
    app.button(key="edit").click().run()
    app.button(key="start_shown").click().run()
    assert field(app, "title").value == plain(title)
    app.button(key="show_it").click().run()
    assert app.title[0].value == title
    app.button(key="put_away").click().run()
    app.button(key="edit").click().run()
    app.button(key="go_on").click().run()
    assert app.title[0].value == "Your lesson"


def test_an_address_holds_a_lesson(show: Show) -> None:
    """It is shown with notes and files of its own, kept nowhere, and taken over whole."""
    app = show("present", lesson=pack_rows(MINE))
    assert "1 / 2" in said(app)
    assert "A lesson from a link" in said(app)
    assert "Left out: step 2. Event: “nowhere” is no id in events.csv." in said(app)
    assert kept(app) == ()
    links = file_links(app)
    of_lesson = [links[name] for name in ("PowerPoint", "Key (PDF)", "The lesson as a table", "With all tables (zip)")]
    assert all("/own/" in link for link in of_lesson), "files by address have the record's lesson"
    (view,) = app.get("link_button")
    assert f"lesson={pack_rows(MINE)}" in view.proto.url
    app.query_params["notes"] = "1"
    app.query_params["step"] = "2"
    app.run()
    assert "Wait." in said(app)
    app.query_params["edit"] = "1"
    app.run()
    app.button(key="start_shown").click().run()
    assert kept(app) == MINE


def test_what_a_page_shows_can_be_added(show: Show) -> None:
    """Every figure, the open event and each claim has the place of the control, under a name that a step is made of."""
    app = show("timeline", event="druzhba-2016", years=["2010", "2017"])
    bodies = "".join(markup(app))
    assert 'data-lesson-mark="event/druzhba-2016"' in bodies
    assert 'data-lesson-mark="figure/timeline?years=2010&amp;years=2017"' in bodies
    app.switch_page("pages/claims.py").run()
    bodies = "".join(markup(app))
    assert 'data-lesson-mark="claim/gwadar-approved"' in bodies
