"""What can be cited, as references (CSL-JSON): the record, an event, a figure and the documents they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dyad.publish.sheets import ExportOptions, lay_out
from dyad.publish.styles import Reference
from dyad.record import Event, Record, Source
from dyad.record.authors import read_authors
from dyad.record.dates import read_date
from dyad.view import View, view_query
from dyad.wording import documents as wording
from dyad.wording.pieces import labelled

BY_PUBLISHER = ("official", "statistics", "data")  # kinds whose publisher is the author where none is named
FIGURES = ("statistics", "data")


def source_reference(record: Record, source: Source) -> Reference:
    """Return a document of the record as CSL-JSON.

    What a body published without naming an author is by that body. A page without a date is dated by when it was
    read: the day the record's tables are of.
    """
    by_publisher = not source.author and source.kind in BY_PUBLISHER
    authors = [
        {"literal": author.name} if author.name else {"family": author.family, "given": author.given}
        for author in read_authors(source.author)
    ]
    known = {
        "author": [{"literal": source.publisher}] if by_publisher else authors,
        "container-title": "" if by_publisher or source.author == source.publisher else source.publisher,
        "issued": _issued(source.date),
        "accessed": _issued(record.about.created if source.url and not source.date else ""),
        "URL": source.url,
        "language": source.language,
        "note": wording.NOTE_COPY if wording.COPY in source.note else "",
    }
    kind = "dataset" if source.kind in FIGURES else "webpage"
    return _reference(source.id, kind, source.title, known)


def record_reference(record: Record, *, home: str = "") -> Reference:
    """Return the record as it stands as CSL-JSON; `home` as in `figure_reference`."""
    title = wording.title_record(record.about.title)
    return _ours(record, id="record", kind="dataset", title=title, address=f"{record.about.homepage or home}/")


def event_references(record: Record, event: Event, *, home: str = "") -> list[Reference]:
    """Return an event of the record as CSL-JSON, then each document it rests on; `home` as in `figure_reference`."""
    address = f"{record.about.homepage or home}/timeline?{urlencode({'event': event.id})}"
    title = wording.title_event(title=event.title, date=event.date_text)
    return [
        _ours(record, id=event.id, kind="entry", title=title, address=address),
        *(source_reference(record, record.source(source)) for source in event.sources),
    ]


def figure_reference(
    record: Record, view: View, choice: ExportOptions, *, title: str = "", home: str = ""
) -> Reference:
    """Return a figure of a view as CSL-JSON; it has the `title` that it has when laid out, unless one is given.

    `home` is where the dashboard is, for records that do not say so.
    """
    title = title or lay_out(record, view, choice).figure.title
    address = figure_address(record, view, choice, home=home)
    return _ours(record, id=choice.figure, kind="graphic", title=title, address=address)


def figure_address(record: Record, view: View, choice: ExportOptions, *, home: str = "") -> str:
    """Return the address that shows this very figure, size and paper included; `home` as in `figure_reference`."""
    chosen = {"figure": choice.figure} | {name: value for name, value in choice.query.items() if value != "true"}
    return f"{record.about.homepage or home}/figures{view_query(record, view, chosen)}"


def _ours(record: Record, *, id: str, kind: str, title: str, address: str) -> Reference:
    hosted = not address.startswith("/")  # else it is no address yet, but tells where to look
    known = {
        "author": [{"literal": record.about.author}] if record.about.author else [],
        "version": record.version,
        "language": wording.OURS,
        "container-title": record.about.title if kind != "dataset" else "",
        "issued": _issued(record.about.created),
        "URL": address if hosted else "",
        "note": "" if hosted else labelled(wording.ADDRESS, address),
    }
    return _reference(id, kind, title, known)


def _reference(id: str, kind: str, title: str, known: Mapping[str, Any]) -> Reference:
    return {"id": id, "type": kind, "title": title, **{name: fact for name, fact in known.items() if fact}}


def _issued(date: str) -> dict[str, Any]:
    if not date:
        return {}
    when = read_date(date)
    count = {"day": 3, "month": 2}.get(when.precision, 1)  # parts: everything else is known by its year
    ends = [when.first, when.last] if when.lasted and when.first and when.last else [when.known[0]]
    issued: dict[str, Any] = {"date-parts": [[end.year, end.month, end.day][:count] for end in ends]}
    return issued | ({"circa": True} if when.approximate else {})
