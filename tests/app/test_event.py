"""An open event: what it shows, its neighbours, and how it closes."""

from __future__ import annotations

from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.importing.current import current_record
from dyad.publish.card_html import write_event
from dyad.publish.cards import event_card
from tests.app.seen import Show, cards, open_rows, plain, read_rows, said, tables


def dialog_titles(app: AppTest) -> list[str]:
    """Return the titles of the dialogs that stand over the page."""
    return [plain(one.proto.dialog.title) for one in app.get("dialog") if one.proto.dialog.is_open]


def headings(app: AppTest) -> list[str]:
    """Return the headings under the title of the page."""
    return [plain(one.value) for one in (*app.header, *app.subheader)]


def test_it_is_shown_among_the_others(show: Show) -> None:
    """An event that the filters leave out says so, and one press widens just those; its row is marked while open."""
    app = show("timeline", event="druzhba-2017", years=["2005", "2010"], theme="defence")
    assert "Not in the years shown: 2005–2010." in said(app)
    app.button(key="widen").click().run()
    assert "Not in the years" not in said(app)
    assert open_rows(app) == ["druzhba-2017"]
    app.text_input(key="event").set_value("").run()
    assert open_rows(app) == []
    assert app.button_group(key="theme").value == ["defence"]


def test_an_event_shows_itself_whole(show: Show) -> None:
    """Opened over a page or beside it, an event has its title, its card and its address."""
    for name in ("record", "timeline"):
        app = show(name)
        for event in read_rows("events")[::10]:
            app.text_input(key="event").set_value(event["id"]).run()
            assert not app.error
            card = html.fragment_fromstring(write_event(event_card(current_record(), event["id"])).strip())
            assert card.text_content() in [one.text_content() for one in cards(app)]
            assert event["title"] in said(app)
            assert f"/timeline?event={event['id']}" in said(app)


def test_previous_and_next(show: Show) -> None:
    """Next and Previous walk through the events of the view in order of date and stop at its ends.

    An event that the filters hide opens by its address all the same; what they leave is before and after it.
    """
    app = show("timeline", event="zarya-1998")
    assert "First module of the International Space Station launched" in said(app)
    by_title = {event["title"]: event["id"] for event in read_rows("events")}
    ids = [by_title[title] for title in tables(app)[0]["Event"]]
    assert (app.button(key="before").label, app.button(key="after").label) == ("← Previous", "Next →")
    assert app.button(key="before").disabled  # it is earlier than all that is left
    for expected in ids[:3]:
        app.button(key="after").click().run()
        assert app.query_params["event"] == app.text_input(key="event").value == expected
        assert app.button(key="before").disabled == (expected == ids[0])
    app.button(key="before").click().run()
    assert app.text_input(key="event").value == ids[1]
    app.text_input(key="event").set_value(ids[-1]).run()
    assert app.button(key="after").disabled
