"""A record with every form of date goes through everything that is made of a record."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.figures.events import event_rows
from dyad.figures.style import Style
from dyad.lesson import made_lesson
from dyad.publish.citing import source_reference
from dyad.publish.deck import export_deck
from dyad.publish.files import export_csv
from dyad.publish.images import export_svg
from dyad.publish.sheets import ExportOptions
from dyad.publish.site.writing import make_page
from dyad.publish.styles import STYLES
from dyad.publish.worksheet import export_key
from dyad.record import Record
from dyad.view import View, default_view, select_events
from tests.unit.brought import sheet, whole
from tests.unit.figures.drawn import event_values, layers
from tests.unit.publish.test_site import facts

timeline = FIGURES["timeline"].draw

FORMS = (
    "1985-04-12", "1985-04", "1985", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30+04:30",
    "1983/1987-02", "2001-21", "1984?", "2004-06~", "2004-06-11%", "199X", "19XX", "2004-XX", "1985-04-XX",
    "1985-XX-XX", "1985-04-12/..", "1999/..", "../1990-04-12", "../2005", "2003-04-12/", "1985/", "/1985-04", "/1998",
    "2007~/..", "../198X", "-0043", "-0043-03-15/..", "",
)  # fmt: skip


@pytest.fixture(scope="module")
def forms() -> Record:
    """Return a record with an event and a source of each form."""
    events = [f"Form {at}|{form}|{('diplomacy', 'energy')[at % 2]}|s{at}" for at, form in enumerate(FORMS)]
    sources = [f"s{at}|Paper {at}|{form}" for at, form in enumerate(FORMS)]
    files = [
        ("events.csv", sheet("title|date|theme|sources", *events)),
        ("sources.csv", sheet("id|title|date", *sources)),
    ]
    return whole(files)


@pytest.mark.parametrize("size", ["page", "column"])
def test_every_form_is_drawn(forms: Record, size: str) -> None:
    """Each dated event stands in the timeline, by its words, and in the table of its figures."""
    view, choice = default_view(forms), ExportOptions(figure="timeline", size=size)
    svg = export_svg(forms, view, choice).decode()
    told = export_csv(forms, view, choice).decode("utf-8-sig")
    for form, event in ((event.date, event) for event in map(forms.event, forms.event_ids)):
        assert (f"{event.date_text}: {event.title}" in svg) == bool(form)
        assert not form or form in told


def test_every_form_is_on_slides_paper_and_pages(forms: Record) -> None:
    """Deck, key and site are made of a lesson with the timeline, and the site says each date."""
    lesson = made_lesson(forms)
    lesson = replace(lesson, steps=lesson.steps[:3])
    with zipfile.ZipFile(io.BytesIO(export_deck(forms, lesson))) as deck:
        assert any(name.startswith("ppt/slides/slide") for name in deck.namelist())
    assert export_key(forms, lesson).startswith(b"%PDF")
    page = make_page(forms, lesson, "timeline.html").decode()
    told = facts(page.encode())
    ends = {id: (event["from"], event["to"]) for id, event in told["events"].items()}
    dates = dict(zip(forms.events["date"], forms.events["id"], strict=True))
    assert [ends[dates[form]] for form in ("1999/..", "../2005", "1985/", "/1998", "199X", "-0043", "")] == [
        (1999, None), (None, 2005), (1985, None), (None, 1998), (1990, 1999), (-43, -43), (None, None),
    ]  # fmt: skip
    assert (told["span"][0], [text for text in forms.events["date_text"] if text not in page]) == (-43, [])


def test_every_form_can_be_cited(forms: Record) -> None:
    """A source of any date has a reference in each style; of an interval that lacks an end the other is its date."""
    references = {source.date: source_reference(forms, source) for source in map(forms.source, forms.sources["id"])}
    for style in STYLES.values():
        assert style(list(references.values()))
    parts = {date: reference["issued"]["date-parts"] for date, reference in references.items() if date}
    assert [parts[date] for date in ("1999/..", "../1990-04-12", "1985-04-12T23:20:30Z", "1983/1987-02")] == [
        [[1999]], [[1990, 4, 12]], [[1985, 4, 12]], [[1983], [1987]],
    ]  # fmt: skip


def test_an_end_that_is_not_given_reaches_the_edge_of_the_years(forms: Record) -> None:
    """A bar without an end goes to the edge of the years shown, with a sign; its mark stays with what is known."""
    figure = timeline(forms, View(years=(1995, 2010), text="Form"), Style())
    values = {value["date"]: value for value in event_values(figure)}
    assert "../1990-04-12" not in values
    places = {date: (value["start"], value["t"], value["end"]) for date, value in values.items()}
    assert [places[date] for date in ("1999/..", "../2005", "1985/")] == [
        (1999, 1999.5, 2011), (1995, 2005.5, 2006), (1995, 1995, 2011),
    ]  # fmt: skip
    signs = {
        value["date"]: (value["sign"], value["end_at"])
        for layer in layers(figure)
        for value in layer.values
        if "sign" in value
    }
    assert [signs[date] for date in ("1999/..", "../2005", "1985/", "/1998")] == [
        ("→", 2011), ("←", 1995), ("?", 2011), ("?", 1995),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("years", "reaching"),
    [((2020, 2021), {"1999/..", "1985/", "2007~/.."}), ((1900, 1901), {"../2005", "/1985-04", "19XX", "../198X"})],
)
def test_years_leave_what_may_reach_them(forms: Record, years: tuple[int, int], reaching: set[str]) -> None:
    """A date without an end is among all later years, one without a start among all earlier ones."""
    kept = set(select_events(forms, View(years=years))["date"])
    assert reaching < kept
    assert "1985" not in kept
    assert set(event_rows(forms, View(years=years))["date"]) == kept - {""}
