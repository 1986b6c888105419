"""The page that makes a figure ready to leave: what it shows, offers and says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.lesson import Lesson
from dyad.publish.file_requests import Source, read_file_request
from dyad.publish.files import FORMATS
from dyad.publish.sheets import SIZES, ExportOptions, lay_out
from dyad.publish.styles import STYLES
from dyad.record import Record
from dyad.view import View, default_view
from tests.app.seen import Show, change_cell, copied, copying, file_links, markup, said, stills

HOST = "https://dyad.example/below"  # behind a proxy, as a browser tells


def gallery(app: AppTest) -> list[html.HtmlElement]:
    """Return the figures that are there to choose from."""
    return [card for body in markup(app, 'class="dyad-gallery"') for card in html.fragment_fromstring(body)]


def test_without_a_name_all_figures_are_there_to_choose_from(show: Show, record: Record) -> None:
    """Each has its name in words, a small picture that the server makes, and a link that holds the choice.

    Own tables have no pictures by address.
    """
    app = show("figures", theme="energy")
    source = Source(record=record, lesson=Lesson())
    cards = gallery(app)
    assert [card.findtext(".//b") for card in cards] == [FIGURES[name].title for name in figures_of(record)]
    for name, card in zip(figures_of(record), cards, strict=True):
        link, picture = urlsplit(card.find("a").get("href")), urlsplit(card.find(".//img").get("src"))
        assert (link.path, parse_qs(link.query)) == ("./figures", {"figure": [name], "theme": ["energy"]})
        assert card.find("a/span/span").text  # what it finds, until the picture is there
        request = read_file_request(picture.path.removeprefix("files/"), parse_qs(picture.query), source=source)
        assert request.drawn
        assert request.drawn[0] == default_view(record)  # one set of pictures for all readers
    app.session_state["dyad_own"] = Source(record=record, lesson=Lesson(), lesson_table=b"")
    app.run()
    assert not any(card.xpath(".//img") for card in gallery(app))
    assert len(gallery(app)) == len(cards)


@pytest.mark.parametrize("name", ["overview", "partners"])
def test_the_sheet_is_the_figure_asked_for(show: Show, record: Record, name: str) -> None:
    """The address names the figure; it is shown, described, cited, and offered in every form."""
    app = show("figures", figure=name)
    figure = lay_out(record, default_view(record), ExportOptions(figure=name)).figure
    assert app.selectbox(key="figure-chosen").value == name
    assert FIGURES[name].title in app.selectbox(key="figure-chosen").options
    assert figure.alt in [one.text for one in copied(app)]
    assert len(copied(app)) == 5 + 2 * len(STYLES)
    assert not gallery(app)
    offered = file_links(app)
    assert {offered[form.title] for form in FORMATS.values()} == {f"files/{name}.{form}" for form in FORMATS}
    assert not app.error
    assert not app.warning


def test_choices_and_view_come_from_the_address(app: AppTest, show: Show, record: Record) -> None:
    """Size, paper, title, notes and the years are those of the address; the figure's own address holds them all."""
    app.context = {"url": f"{HOST}/figures"}
    show("figures", figure="trade-band", size="square", paper="dark", notes="false", years=["2010", "2016"])
    assert (app.selectbox(key="size-chosen").value, app.selectbox(key="paper-chosen").value) == ("square", "dark")
    assert app.toggle(key="title").value
    assert not app.toggle(key="notes").value
    page, picture, frame = [one.text for one in copied(app) if "trade-band" in one.text][:3]
    query = "size=square&paper=dark&notes=false&years=2010&years=2016"
    assert page == f"{HOST}/figures?figure=trade-band&{query}"
    assert picture == f"{HOST}/files/trade-band.png?{query}"
    framed, fitting = html.fragments_fromstring(frame)
    assert framed.get("src") == f"{HOST}/files/trade-band.html?{query}"
    assert fitting.tag == "script"
    buttons = copying(app)
    assert buttons["Copy link"] == page
    assert buttons["Copy code to embed"] == frame
    assert buttons["Copy as picture"] == f"files/trade-band.png?{query}"
    assert page in buttons["Copy citation"]
    assert "Data version: " + record.version in said(app)
    choice = ExportOptions(figure="trade-band", size="square", paper="dark", noted=False)
    (asked,) = stills(app).values()
    assert (asked.view, asked.choice) == (View(years=(2010, 2016)), choice)
    figure = lay_out(record, View(years=(2010, 2016)), replace(choice, noted=True)).figure
    assert figure.title in buttons["Copy citation"]
    assert file_links(app)["PNG"] == f"files/trade-band.png?{query}"


def test_what_is_chosen_in_words_is_in_the_address_by_its_name(show: Show) -> None:
    """Lists say what figures, sizes and papers are called; what is usual stands in the address as nothing.

    A PNG has as many px as its size needs until another number is chosen.
    """
    app = show("figures", figure="overview", paper="dark")
    app.selectbox(key="figure-chosen").select("claims-summary").run()
    app.selectbox(key="size-chosen").select("column").run()
    asked = {key: app.text_input(key=key).value for key in ("figure", "size", "paper", "scale")}
    assert asked == {"figure": "claims-summary", "size": "column", "paper": "dark", "scale": ""}
    assert (app.button_group(key="scale-chosen").value, SIZES["column"].dots) == (4, 4)
    assert file_links(app)["PNG"] == "files/claims-summary.png?size=column&paper=dark"
    app.button_group(key="scale-chosen").set_value(1).run()
    assert file_links(app)["PNG"] == "files/claims-summary.png?size=column&paper=dark&scale=1"
    app.selectbox(key="size-chosen").select("slide").run()
    assert [app.text_input(key=key).value for key in ("size", "scale")] == ["", "1"]
    assert app.selectbox(key="size-chosen").options == [size.title for size in SIZES.values()]
    app.button(key="all-figures").click().run()
    assert app.text_input(key="figure").value == ""
    assert gallery(app)


def test_a_figure_leaves_as_it_was_seen(show: Show, record: Record) -> None:
    """Period and open event of the address are in the sheet; one of own tables is on its own paper, too."""
    app = show("figures", figure="timeline", brush=["2010", "2014"], event="druzhba-2017", paper="dark")
    (asked,) = stills(app).values()
    assert (asked.view.brush, asked.view.event) == ((2010, 2014), "druzhba-2017")
    app.session_state["dyad_own"] = Source(record=record, lesson=Lesson(), lesson_table=b"")
    app.run()
    assert "iframe" not in said(app)
    (drawn,) = stills(app).values()
    assert drawn.get("data-theme") == "dark"
    assert "event:druzhba-2017" in drawn.xpath(".//@data-key")


def test_whole_pages_are_offered_where_others_may_frame_them(
    app: AppTest, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code for the page of a figure is there, saying for whom, once the server lets others frame pages."""
    app.context = {"url": f"{HOST}/figures"}
    show("figures", figure="trade-band", years=["2010", "2016"])
    assert "embed=true" not in said(app)
    monkeypatch.setenv("DYAD_FRAME_ANCESTORS", "self https://school.example")
    app.run()
    (code,) = [one.text for one in copied(app) if "embed=true" in one.text]
    (framed,) = html.fragments_fromstring(code)
    assert framed.get("src") == f"{HOST}/trade?years=2010&years=2016&embed=true"
    assert "pages of https://school.example may" in said(app)


def test_an_event_can_be_cited(show: Show, record: Record) -> None:
    """An open event says how to cite it and each of its sources, whose titles in another language are marked so."""
    app = show("timeline", event="druzhba-2016")
    event = record.event("druzhba-2016")
    texts = copied(app)
    references = [one for one in texts if "druzhba-2016" in one.text_content() and event.title in one.text_content()]
    assert len(references) >= len(STYLES)
    for title, language in [(record.source(one).title, record.source(one).language) for one in event.sources]:
        assert any(title in one.text_content() for one in texts)
        marked = [part.get("lang") for one in references for part in one.iter("span") if part.text == title]
        assert marked == ([] if language == "en" or title.startswith("[") else [language] * len(STYLES)), title
    assert any(part.get("lang") == "ru" for one in references for part in one.iter("span"))


def test_letters_that_cannot_be_drawn_are_named(show: Show, shown: Path) -> None:
    """Beside the figure and where the lesson is handed out: which letters, in which row and column."""
    for column in ("title", "label"):
        change_cell(shown, table="events", row="druzhba-2017", column=column, to="友谊 2017")
    (warning,) = show("figures", figure="timeline").warning
    (handed_out,) = show("present").warning
    assert warning.value.startswith("In PNG, PDF and the zip 2 characters are not in the font")
    for told in (warning.value, handed_out.value):
        assert "友 \\(U\\+53CB CJK UNIFIED IDEOGRAPH\\-53CB\\)" in told
        assert "events druzhba\\-2017 \\(title, label\\)" in told
