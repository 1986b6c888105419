"""What the first window says: what this is, what was found, in links to their pages; and how many events are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from dyad.findings.events import left_out
from dyad.publish.html_tables import AWAY
from dyad.publish.key_figures import key_figures
from dyad.publish.pages import PAGES, PageEntry
from dyad.record import Record
from dyad.record.dates import read_date
from dyad.view import View, select_events
from dyad.wording import record as wording
from dyad.wording.documents import name_document, say_authors
from dyad.wording.view import HINT_YEARS, say_shown

Address = Callable[[PageEntry], str]  # where a page is, as the place that shows it links to it
MADE_BY_US = "["  # begins a title that is a description of ours


def write_opening(record: Record, view: View, *, address: Address) -> Markup:
    """Return the sentence on what this is, and the statements, each a link to its page."""
    statements = [
        Markup('<a href="{}" data-page="{}"><b>{}</b> <span>{}</span></a>').format(
            address(PAGES[figure.page]), figure.page, figure.number, figure.words
        )
        for figure in key_figures(record, view)
    ]
    return Markup('<div class="opening"><p class="about" dir="auto">{}</p><div class="numbers">{}</div></div>').format(
        _what_it_is(record, address), Markup("").join(statements)
    )


def say_what_it_is(record: Record) -> str:
    """Return what this is as plain text: who wrote the document, when, and what was done with it."""
    return _what_it_is(record, lambda _: "").striptags()


def write_shown(entry: PageEntry, record: Record, view: View) -> Markup:
    """Return how many events a page shows, and what can be done with them until it was done once.

    `filters` and its stylesheet go by the class of those that are of years alone.
    """
    if entry.years_alone:
        return Markup('<p class="shown years-alone"><span class="hint">{}</span></p>').format(HINT_YEARS)
    shown = len(select_events(record, view))
    every = select_events(record, replace(view, beyond=True))
    more = 0 if view.beyond or not record.has_claims else int(left_out(record, every).sum())
    return Markup('<p class="shown"><span class="hint">{}</span><span class="known">{}</span></p>').format(
        *say_shown(shown, more, of=len(select_events(record, replace(view, themes=(), text=""))))
    )


def _what_it_is(record: Record, address: Address) -> Markup:
    """Return who wrote the document, when, and what was done with it; of a record without claims, what it holds."""
    to_record = Markup('<a href="{}" data-page="record">{}</a>')
    sources = to_record.format(address(PAGES["record"]), wording.count_sources(record))
    document = record.claims_document
    if not record.has_claims or document is None:
        return wording.what_is_told(record, sources)
    ours = document.title.startswith(MADE_BY_US)
    named = name_document(record.about, document.title, ours=ours)
    leads, marks = (document.url, AWAY) if document.url else (address(PAGES["claims"]), Markup(' data-page="claims"'))
    named = Markup('<a href="{}"{}>{}</a>').format(leads, marks, named)
    return wording.what_is_checked(
        len(record.claims), author=say_authors(document.author) or document.publisher, document=named,
        year=read_date(document.date).known[1].year if document.date else None, sources=sources,
    )  # fmt: skip
