"""What the first window says: what this is, what was found, in links to their pages; and how many events are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from dyad.findings.claims import verdict_counts
from dyad.findings.events import left_out
from dyad.findings.finding import course_of
from dyad.findings.partners import shares_facts
from dyad.findings.ranks import rank_matches, recent_years
from dyad.findings.trade import band, band_counts, last_year_known, totals
from dyad.findings.votes import vote_rows
from dyad.publish.html_tables import AWAY
from dyad.publish.pages import PAGES, PageEntry
from dyad.record import Record
from dyad.record.dates import read_date
from dyad.view import View, select_events
from dyad.wording import overview
from dyad.wording import record as wording
from dyad.wording.documents import name_document, say_authors
from dyad.wording.overview import Said
from dyad.wording.view import HINT_YEARS, say_shown

Address = Callable[[PageEntry], str]  # where a page is, as the place that shows it links to it
MOST = 4  # statements that stand beside each other


def write_opening(record: Record, view: View, *, address: Address) -> Markup:
    """Return the sentence on what this is, and the statements, each a link to its page."""
    statements = [
        Markup('<a href="{}" data-page="{}"><b>{}</b> <span>{}</span></a>').format(address(PAGES[page]), page, *said)
        for page, said in _key_figures(record, view)
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
    sources = to_record.format(address(PAGES["record"]), wording.count_sources(len(record.sources)))
    document = record.claims_document
    if not record.has_claims or document is None:
        return wording.what_is_told(record, sources)
    named = name_document(record.about, document.title, ours=document.title.startswith("["))
    leads, marks = (document.url, AWAY) if document.url else (address(PAGES["claims"]), Markup(' data-page="claims"'))
    named = Markup('<a href="{}"{}>{}</a>').format(leads, marks, named)
    return wording.what_is_checked(
        len(record.claims), author=say_authors(document.author) or document.publisher, document=named,
        year=read_date(document.date).known[1].year if document.date else None, sources=sources,
    )  # fmt: skip


# -- the key figures: each is computed for the view chosen ---------------------------------------


def _key_figures(record: Record, view: View) -> list[tuple[str, Said]]:
    """Return numbers and their words, each under the name of the page that tells all of it, the first there are."""
    events = overview.say_events(len(select_events(record, view)), view.years)
    held = [("timeline", events), ("record", overview.say_sources(len(record.sources)))]
    found = [
        *([("claims", _claims(record, view))] if record.has_claims else held),
        ("trade", _band(record, view)), ("trade", _shares(record, view)), ("timeline", _votes(record, view)),
        ("trade", _last_year(record, view)), ("rankings", _ranks(record)),
    ]  # fmt: skip
    return [(page, said) for page, said in found if said][:MOST]


def _claims(record: Record, view: View) -> Said | None:
    counted = verdict_counts(record, view)
    number = sum(counted.values())
    of = None if number == len(record.claims) or view.narrowed else view.years
    return overview.say_claims(counted, of) if number else None


def _band(record: Record, view: View) -> Said | None:
    counts = band_counts(record, years=view.years)
    return overview.say_band(counts, band(record) or (0.0, 0.0)) if counts else None


def _shares(record: Record, view: View) -> Said | None:
    facts = shares_facts(record, years=view.years)
    of_one_year = facts and len({share.course.last.year for share in facts.shares}) == 1
    return overview.say_shares(facts.shares, record.about) if facts and of_one_year else None


def _votes(record: Record, view: View) -> Said | None:
    course = course_of(vote_rows(record, view.years))
    return overview.say_votes(course) if course and course.lowest.year != course.highest.year else None


def _last_year(record: Record, view: View) -> Said | None:
    year = min(last_year_known(record), view.years[1])
    value, mirror = (totals(record, code).get(year) for code in record.about.codes)
    if year < view.years[0] or value is None or mirror is None:
        return None
    return overview.say_last_year(year, (value, mirror), record.about)


def _ranks(record: Record) -> Said | None:
    matches = rank_matches(record)
    listed = sum(match.listed for match in matches)
    return overview.say_ranks(listed, len(matches), record.about, recent_years(record)) if matches else None
