"""The body of the first HTML of a page: what it says of a view, as the template beside this module is filled.

A page is whole without a script: heading, sentence, key figures, its figures and its events or claims in plain text.
What stands above and beside a figure has the places that Streamlit gives the same things (`first.css`; a test holds
the two side by side), as the component takes the very figure over (`dyad/ui/drawn.js`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from dyad.figures.catalogue import FIGURES
from dyad.figures.crowds import is_crowded
from dyad.figures.trails import holds_trails
from dyad.publish.card_html import make_environment, write_event
from dyad.publish.cards import event_card, figure_cards
from dyad.publish.drawing_requests import drawing_address, stage_address
from dyad.publish.file_requests import FOLDER as FILES
from dyad.publish.file_requests import Source, figure_request, file_address
from dyad.publish.html_tables import page_tables
from dyad.publish.opening import write_opening, write_shown
from dyad.publish.pages import FIRST, PAGES, Listing, Part
from dyad.publish.pages import parts_of as parts_of_page
from dyad.publish.sheets import ExportOptions
from dyad.publish.stages import WINDOWS
from dyad.publish.steps import figure_room, words_of
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.drawing import ROOMS, WIDTHS, Drawing
from dyad.render.markup import write_figure
from dyad.server.first.controls import choosers_of, gallery, leaving, ways_from_event, whole_record, write_filters
from dyad.server.first.requests import PageRequest
from dyad.ui.stage import STYLE as STAGE_STYLE
from dyad.ui.tables import list_claims
from dyad.view import View, filters_hiding_open, select_events, story_ids, view_query
from dyad.wording import server as wording
from dyad.wording import tables, ui_figures, ui_lesson, ui_page
from dyad.wording.findings import findings_of
from dyad.wording.view import no_event_by, open_hidden

MOST_LISTED = 500  # events of a list
WORDS = {
    "server": wording,
    "tables": tables,
    "figures": ui_figures,
    "page": ui_page,
    "lesson": ui_lesson,
}  # that the template itself names


def parts_of(record: Record, request: PageRequest) -> tuple[Part, ...]:
    """Return the figures of a page that the record has anything for; none of events where none is left."""
    if request.entry.name == "timeline" and select_events(record, request.view).empty:
        return ()
    return parts_of_page(record, request.entry.name)


def widths_of(record: Record, request: PageRequest, drawings: Drawings) -> tuple[tuple[int, ...], ...]:
    """Return for which widths the figures of a page are drawn already, widest first; nothing is drawn for it."""
    has = drawings.has
    return tuple(
        tuple(px for px in (WIDTHS[room] for room in ROOMS[part.room]) if has(record, request.view, part.figure, px))
        for part in parts_of(record, request)
    )


def write_body(source: Source, request: PageRequest, drawings: Drawings, widths: Iterable[tuple[int, ...]]) -> str:
    """Return the body of a page, with the drawings that are there for some widths."""
    record, entry, view = source.record, request.entry, request.view
    parts, empty, asked = parts_of(record, request), no_event_by(record, view), view_query(record, view)
    closed = view_query(record, replace(view, event=None))  # an open event follows where it stands beside figures
    told = story_ids(record, view) if entry.beside else []  # the events that matter most
    hidden = filters_hiding_open(record, view)
    panel = bool(view.event and entry.beside)
    return make_environment(Path(__file__).parent).get_template("first.html").render(
        entry=entry,
        menu=[
            (f"./{other.path}{asked if other is entry or other.beside else closed}", other.menu, other is entry)
            for other in PAGES.values()
        ],
        heading=entry.heading_for(record),
        step=_step(source, request) if entry.listing == "lesson" else None,
        stage=Markup(STAGE_STYLE.read_text(encoding="utf-8")),  # noqa: S704 - a file of ours
        filters={} if entry.bare or entry.whole else write_filters(record, request),
        shown=write_shown(entry, record, view),
        dropped=request.dropped,
        here=request.link(record, view),
        empty=empty if entry.name in ("overview", "timeline") else "",
        opening=write_opening(record, view, address=lambda page: f"./{page.path}{asked}") if entry is FIRST else "",
        parts=[
            _part(source, request, part, [drawings.get(record, view, part.figure, width) for width in drawn])
            for part, drawn in zip(parts, widths, strict=True)
        ],
        steps=ways_from_event(record, request) if panel else (),
        plays=entry.name == "rankings" and holds_trails(record),
        story=request.link(record, replace(view, event=view.event or told[0]), story="true") if told else "",
        event=record.event(view.event) if view.event else None,
        outside=(open_hidden(view, hidden), request.link(record, replace(view, **hidden))),
        known=write_event(event_card(record, view.event)) if view.event else "",
        more=() if view.narrowed and not entry.years_alone else findings_of(record, entry.name, years=view.years),
        tables=page_tables(record, entry.name, view) if entry.listing == "rows" else [],
        claims=list_claims(record, view) if entry.listing == "claims" and record.has_claims else "",
        gallery=gallery(record, view) if entry.listing == "figures" and not request.named else (),
        leaving=leaving(source, request) if entry.listing == "figures" and request.named else None,
        whole=whole_record(source, request) if entry.listing == "tables" else None,
        listed=LISTS[entry.listing](source, request) if entry.listing in LISTS else None,
        still=wording.STILL if parts else wording.STILL_IN_WORDS,
        wording=WORDS,
    )  # fmt: skip


def _part(source: Source, request: PageRequest, part: Part, shown: Sequence[Drawing]) -> dict[str, Any]:
    """Return a figure with what is said before it, as the template shows it."""
    record, view = source.record, request.view
    alone = FIGURES[part.figure].page == request.entry.name  # not in the place of another
    judged, found = figure_cards(record, part.figure, request.entry.name, view.years)
    return {
        "name": part.figure,
        "room": part.room,
        "address": drawing_address(record, view, part.figure),
        "fades": not is_crowded(record, view),
        "drawn": write_figure(shown) if shown else "",
        "choosers": choosers_of(record, request, part.figure) if alone else [],
        "picture": _picture(source, view, part.figure),
        "tested": judged,
        "finding": found.rest(whole=view.years == record.about.years) if found else "",
    }


def _picture(source: Source, view: View, name: str) -> str:
    """Return where a figure is a picture, for browsers that run no script."""
    return file_address(source, figure_request(view, ExportOptions(figure=name), "svg"))


def _step(source: Source, request: PageRequest) -> dict[str, Any] | None:
    """Return the step that the address names as a class sees it before it is asked; None for all else."""
    numbered = {str(number): step for number, step in enumerate(source.lesson.steps, start=1)}
    step = numbered.get(request.named or "1")
    if step is None or request.own or request.dropped:
        return None
    texts = [step.prompt] if step.shows == "figure" else [text for text, _ in words_of(source.record, step)]
    kinds = ("quiet", "lead", "", "", "") if len(texts) > 1 else ("" if step.shows == "figure" else "lead",)
    drawn = step.figure and step.question in ("", "open")  # the field of another question has a height of its own
    rooms = {window.media: figure_room(source.record, step, window) for window in WINDOWS} if drawn else {}
    return {
        "id": step.id,
        "title": step.title,
        "texts": [(kind, text) for kind, text in zip(kinds, texts, strict=False) if text],
        "asks": "" if step.shows != "question" else "asking-small" if drawn else "asking",
        "picture": drawn and _picture(source, step.view, step.figure),
        "drawn": [
            (media, stage_address(source.record, step.view, step.figure, room)) for media, room in rooms.items() if room
        ],
        "place": f"{request.named or 1} / {len(numbered)}",
    }


# -- a list in words ---------------------------------------------------------------------------

Listed = tuple[str, list[dict[str, str]]]  # a heading, "" for none, and what stands under it


def _events(source: Source, request: PageRequest) -> Listed:
    record = source.record
    rows = select_events(record, request.view).head(MOST_LISTED)
    items = [
        _item(
            f"./timeline{view_query(record, replace(request.view, event=card.event.id))}", card.event.title,
            card.event.summary, before=card.event.date_text, after=card.brief, sources=card.publishers,
        )
        for card in (event_card(record, id) for id in rows["id"])
    ]  # fmt: skip
    return wording.EVENTS, items


def _steps(source: Source, request: PageRequest) -> Listed:
    items = [
        _item(f"./present?{urlencode({**request.way, 'step': at})}", step.title, step.prompt)
        for at, step in enumerate(source.lesson.steps, start=1)
    ]
    return wording.title_lesson(source.record.about.title), items


def _tables(source: Source, _: PageRequest) -> Listed:
    record = source.record
    items = [
        _item(f"./{FILES}/{table.file}", table.title, tables.count_rows(len(getattr(record, name))))
        for name, table in record.tables.items()
    ]
    return "", items


def _item(href: str, words: str, text: str, **around: str) -> dict[str, str]:
    return {"href": href, "before": "", "words": words, "after": "", "text": text, "sources": ""} | around


LISTS: Mapping[Listing, Callable[[Source, PageRequest], Listed]] = {
    "events": _events, "lesson": _steps, "tables": _tables,
}  # fmt: skip
