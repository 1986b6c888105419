"""The events of a record as a timeline that TimelineJS 3 (Knight Lab) takes: a sheet, or JSON.

What it has no place for (label, scope, importance) is left out. No document stands as media: TimelineJS would fetch a
preview of it from elsewhere as soon as the slide is shown.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from html import escape
from typing import Any

from dyad.importing.filling import TABLE_ITSELF
from dyad.importing.markup import ID, PART
from dyad.importing.timelinejs.dates import Columns, End, write_span
from dyad.importing.timelinejs.rows import ERA, LABELS
from dyad.importing.timelinejs.slides import COLUMNS
from dyad.record import Event, Record, Source
from dyad.record.grids import FORMULA_STARTS, shield
from dyad.wording.files import from_record


def export_sheet(record: Record) -> bytes:
    """Return the events but `undated_events` as a sheet for TimelineJS: UTF-8 CSV, safe to open in a spreadsheet."""
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerow({"Headline": _html_cell(record.about.title), "Text": _text_of_title(record), "Type": "title"})
    for event, dates in _dated(record):
        writer.writerow(
            {
                **_cells("", dates.start),
                **_cells("End ", dates.end),
                "Display Date": shield(escape(dates.shown)),
                "Headline": _html_cell(event.title),
                "Text": _text(record, event),
                "Type": ERA if _is_era(event, dates) else "",
                "Group": shield(escape(event.theme)),
            }
        )
    return sheet.getvalue().encode("utf-8-sig")


def export_json(record: Record) -> bytes:
    """Return the events but `undated_events` as JSON for TimelineJS 3."""
    slides: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for event, dates in _dated(record):
        slides[_is_era(event, dates)].append(_slide(record, event, dates))
    text = {"headline": escape(record.about.title), "text": _text_of_title(record)}
    title = {"unique_id": "title_slide", "text": text}  # with an underscore, so that it is no event's
    timeline = {"title": title, "events": slides[False], "eras": slides[True]}
    return (json.dumps(timeline, ensure_ascii=False, indent=1) + "\n").encode()


def _dated(record: Record) -> Iterator[tuple[Event, Columns]]:
    events = (event for id in record.event_ids if (event := record.event(id)).date)
    return ((event, write_span(event.date, said=event.date_text)) for event in events)


def undated_events(record: Record) -> tuple[str, ...]:
    """Return the ids of events without a date, of which TimelineJS shows none."""
    return tuple(id for id in record.event_ids if not record.event(id).date)


def _is_era(event: Event, dates: Columns) -> bool:
    """Tell whether an event is drawn behind the others: TimelineJS takes no era without an end of its own."""
    return event.theme == ERA and bool(dates.end.year)


def _cells(prefix: str, end: End) -> dict[str, str]:
    return {prefix + part.capitalize(): number for part, number in end._asdict().items()}


def _slide(record: Record, event: Event, dates: Columns) -> dict[str, Any]:
    return {
        "unique_id": event.id,
        # empty parts are written too: without them TimelineJS takes 2016 and 2016-05 for the same and drops the end
        "start_date": dates.start._asdict(),
        **({"end_date": dates.end._asdict()} if dates.end.year else {}),
        **({"display_date": escape(dates.shown)} if dates.shown else {}),
        "text": {"headline": escape(event.title), "text": _text(record, event)},
        "group": escape(event.theme),
        "autolink": False,  # the links are made here
    }


def _html_cell(text: str) -> str:
    """Return text as HTML that no spreadsheet takes for a formula.

    >>> _html_cell("=1 & 2")
    '&#61;1 &amp; 2'
    """
    html = escape(text)
    return f"&#{ord(html[0])};{html[1:]}" if html.startswith(FORMULA_STARTS) else html


def _text_of_title(record: Record) -> str:
    lines = [escape(from_record(record))]
    if record.about.homepage:
        lines.append(_write_link(record.about.homepage, record.about.homepage))
    return "".join(f"<p>{line}</p>" for line in lines)


def _text(record: Record, event: Event) -> str:
    sources = [source for source in map(record.source, event.sources) if source.publisher != TABLE_ITSELF]
    parts = {
        "summary": escape(event.summary),
        "actors": escape("; ".join(event.actors)),
        "place": escape(event.place),
        "note": escape(event.note),
        "sources": "; ".join(_document(source) for source in sources if source.url),
        "unlinked": "; ".join(_document(source) for source in sources if not source.url),
    }
    marks = {"summary": f' {ID}="{escape(event.id)}"'}
    return "".join(
        f'<div {PART}="{name}"{marks.get(name, "")}><p>{LABELS[name]}{html}</p></div>'
        for name, html in parts.items()
        if html or name == "summary"
    )


def _document(source: Source) -> str:
    title = _write_link(source.url, source.title, id=source.id) if source.url else escape(source.title)
    return f"{title} ({escape(source.publisher)})"


def _write_link(url: str, text: str, *, id: str = "") -> str:
    """Return a link in the text of a slide, with the id by which its document is known when it is read again."""
    mark = f' {ID}="{escape(id)}"' if id else ""
    return f'<a href="{escape(url)}" rel="noopener"{mark}>{escape(text)}</a>'
