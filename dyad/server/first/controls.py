"""What stands around the figures of a page before Streamlit has come: links where an address can say it, else inert.

All of it takes the room that Streamlit's own controls take (`first.css`), so that nothing moves when they come.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.findings.largest import partner_years
from dyad.publish.citing import record_reference
from dyad.publish.file_requests import FOLDER, Source, figure_request, file_address
from dyad.publish.files import FORMATS
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions, scales_of
from dyad.publish.styles import STYLES
from dyad.record import Record
from dyad.server.first.requests import PageRequest
from dyad.ui.filters import set_choices
from dyad.view import ALL_SOURCES, View, events_beside, select_events, view_query
from dyad.wording import files, tables, ui_figures, ui_page
from dyad.wording.pieces import say_span
from dyad.wording.record import introduce
from dyad.wording.view import NAME_LEFT_OUT

USUAL = ExportOptions(figure="")  # how a figure is laid out unless the reader chooses
# What it is called, its options as links with whether each is chosen, and the ends of its scale.
Chooser = tuple[str, list[tuple[str, str, bool]], tuple[int, ...]]


def write_filters(record: Record, request: PageRequest) -> dict[str, Any]:
    """Return the filters as they stand, each a link to the page with it changed: they answer without a script."""
    view, set_ones = request.view, set_choices(request.entry, record, request.view)

    def to(**changed: Any) -> str:
        return request.link(record, replace(view, **changed))

    def turned(theme: str) -> tuple[str, ...]:
        """Return the themes chosen, with one of them chosen or not as it was not."""
        return tuple(one for one in record.about.themes if (one in view.themes) != (one == theme))

    themes = [(to(themes=turned(theme)), theme, theme in view.themes) for theme in record.about.themes]
    switches = [("beyond", NAME_LEFT_OUT)] if record.has_claims else []
    return {
        "years": say_span(view.years),
        "themes": themes,
        "switches": [
            (to(**{name: not getattr(view, name)}), words, getattr(view, name))
            for name, words in (*switches, ("context", ui_page.REGIONAL))
        ],
        "choices": [(to(**without), words) for words, without in set_ones],
    }


def choosers_of(record: Record, request: PageRequest, name: str) -> list[Chooser]:
    """Return what a figure heeds besides the filters: sources as links, years by the ends of their scale."""
    entry, view = FIGURES[name], request.view
    choosers: list[Chooser] = []
    if "sources" in entry.heeds:
        options = [
            (request.link(record, replace(view, sources=sources)), words, view.sources == sources)
            for sources, words in (("", ui_figures.TWO_SIDES), (ALL_SOURCES, ALL_SOURCES))
        ]
        choosers.append((ui_figures.SOURCES_DRAWN, options, ()))
    if "year" in entry.heeds and len(years := partner_years(record)) > 1:
        choosers.append((ui_figures.PARTNER_YEAR, [], (years[0], years[-1])))
    return choosers


def ways_from_event(record: Record, request: PageRequest) -> list[tuple[str, str]]:
    """Return the ways from the open event: to the one before, to the one after, and out; "" where there is none."""
    view = request.view
    told = (ui_page.PREVIOUS, ui_page.NEXT)
    ways = [
        (request.link(record, replace(view, event=event)) if event else "", words)
        for event, words in zip(events_beside(record, view, among=select_events(record, view)["id"]), told, strict=True)
    ]
    return [*ways, (request.link(record, replace(view, event=None), story=""), ui_page.CLOSE)]


def gallery(record: Record, view: View) -> list[tuple[str, str]]:
    """Return all figures to choose from, as the page of figures has them until one is chosen: links and titles."""
    view = replace(view, event=None)
    names = figures_of(record)
    return [(f"./figures{view_query(record, view, {'figure': name})}", FIGURES[name].title) for name in names]


def leaving(source: Source, request: PageRequest) -> dict[str, Any]:
    """Return the figure that was chosen to leave: its files as links, and the fields by which it is laid out."""
    figure, size, wide = request.named, SIZES[USUAL.size], SIZES[USUAL.size].width * SIZES[USUAL.size].zoom

    def address(form: str) -> str:
        return f"./{file_address(source, figure_request(request.view, replace(USUAL, figure=figure), form))}"

    forms = [(form.title, name) for name, form in FORMATS.items()]
    scales = [("", f"{scale * wide:,}", scale == size.dots) for scale in scales_of(USUAL.size)]
    return {
        "figure": figure,
        "all": request.link(source.record, request.view, figure=""),
        "files": [(address(form), title) for title, form in [*forms, (ui_figures.ALL_IN_ZIP, "zip")]],
        "picture": address("svg"),
        "fields": [
            (ui_figures.FIGURE, FIGURES[figure].title, ""),
            (ui_figures.LISTED["size"], size.title, size.about),
            (ui_figures.LISTED["paper"], PAPERS[USUAL.paper].title, ""),
        ],
        "choosers": [
            (ui_figures.PNG_WIDTH, scales, ()), *choosers_of(source.record, request, figure),
        ],
    }  # fmt: skip


def whole_record(source: Source, request: PageRequest) -> dict[str, Any]:
    """Return what stands on the page of the record over the rows of a table."""
    record = source.record
    reference = record_reference(record, home=record.about.homepage or request.origin)
    names = {table.label: name for name, table in record.tables.items()}
    chosen = names.get(request.named, next(iter(record.tables)))
    options = [
        (request.link(record, request.view, table=table.label), table.label, name == chosen)
        for name, table in record.tables.items()
    ]
    write = next(iter(STYLES.values()))
    return {
        "introduced": introduce(record),
        "files": [(f"./{FOLDER}/{name}", label) for name, label in files.FILES.items()],
        "styles": list(STYLES),
        "reference": write([reference]).strip(),
        "options": options,
        "rows": tables.rows_found(number := len(getattr(record, chosen)), number, searched=False),
    }
