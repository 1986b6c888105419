"""The key figures of the overview: four numbers with their words, each computed for the view chosen."""

from __future__ import annotations

from typing import NamedTuple

from dyad.findings.claims import verdict_counts
from dyad.findings.finding import Course
from dyad.findings.partners import shares
from dyad.findings.ranks import rank_matches, recent_years
from dyad.findings.trade import band, band_counts, last_year_known, totals
from dyad.findings.votes import agreement
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.view import View, select_events
from dyad.wording import listing, percent, possessive, say_span, usd
from dyad.wording.trade import say_inside

KEPT = 16  # views of a record

MOST = 4  # statements that stand beside each other


class Card(NamedTuple):
    """A number in words or figures, the sentence under it, and the page where it is told in full."""

    number: str
    words: str
    page: str


@remembered(KEPT)
def key_figures(record: Record, view: View) -> tuple[Card, ...]:
    """Return numbers and what they count, the first that there are of: claims, the band, shares, votes, and others."""
    cards = [_claims(record, view)] if record.has_claims else _holdings(record, view)
    makers = (_band, _shares, _votes, _last_year, _ranks)
    return tuple(card for card in (*cards, *(make(record, view) for make in makers)) if card)[:MOST]


def _claims(record: Record, view: View) -> Card | None:
    counted = verdict_counts(record, view)
    if not sum(counted.values()):
        return None
    whole = sum(counted.values()) == len(record.claims)
    about = "" if whole or view.themes or view.text else f" on {say_span(view.years)} or no one event"
    opinions = counted["opinion"]
    partly = f", {counted['partly']} in part" if counted["partly"] else ""
    more = f"; {opinions} more {'is an opinion' if opinions == 1 else 'are opinions'}" if opinions else ""
    number = f"{counted['confirmed']} of {sum(counted.values()) - opinions}"
    return Card(number, f"checkable claims{about} hold{partly}{more}", "claims")


def _holdings(record: Record, view: View) -> list[Card | None]:
    events, sources = len(select_events(record, view)), len(record.sources)
    return [
        Card(f"{events:,}", f"{'event' if events == 1 else 'events'}, {say_span(view.years)}", "timeline"),
        Card(f"{sources:,}", "source named" if sources == 1 else "sources named", "record"),
    ]


def _band(record: Record, view: View) -> Card | None:
    counts = band_counts(record, years=view.years)
    if not counts:
        return None
    low, high = band(record) or (0.0, 0.0)
    inside = f" with trade of USD {usd(low)}–{usd(high)} million"
    number = f"{len(counts[0].inside)} of "
    said = say_inside(counts, what=inside).removeprefix(f"{number}the ").partition(" ")
    return Card(number + said[0], said[2], "trade")


def _shares(record: Record, view: View) -> Card | None:
    found = shares(record, years=view.years)
    if len({share.course.last.year for share in found}) != 1:  # none is known, or not of one year
        return None
    values = listing([percent(share.course.last.value) for share in found])
    whose = listing([possessive(record.about.name(share.economy)) for share in found])
    words = f"of {whose} goods trade was with the other in {found[0].course.last.year}"
    return Card(values, words, "trade")


def _votes(record: Record, view: View) -> Card | None:
    course = agreement(record, years=view.years)
    if course is None or course.lowest.year == course.highest.year:
        return None
    (start, before), (end, after) = sorted((one.year, round(one.value)) for one in (course.lowest, course.highest))
    words = f"of UN roll calls voted alike, {start} and {end}: the two ends of {say_span(_ends(course))}"
    return Card(f"{before}% → {after}%", words, "timeline")


def _ends(course: Course) -> tuple[int, int]:
    return course.first.year, course.last.year


def _last_year(record: Record, view: View) -> Card | None:
    year = min(last_year_known(record), view.years[1])
    sides = [(possessive(record.about.name(code)), totals(record, code).get(year)) for code in record.about.codes]
    (one, value), (other, mirror) = sides
    if year < view.years[0] or value is None or mirror is None:
        return None
    words = f"traded in {year} by {one} figures, {usd(mirror)} by {other}"
    return Card(f"USD {usd(value)} million", words, "trade")


def _ranks(record: Record, _: View) -> Card | None:
    matches = rank_matches(record)
    if not matches:
        return None
    listed = sum(match.listed for match in matches)
    words = f"of the {possessive(record.about.document)} ranks {'is' if listed == 1 else 'are'} in a list"
    return Card(f"{listed} of {len(matches)}", f"{words} of {say_span(recent_years(record))}", "rankings")
