"""The key figures of the overview: four numbers with their words, each computed for the view chosen."""

from __future__ import annotations

from dyad.findings.claims import verdict_counts
from dyad.findings.ranks import rank_matches, recent_years
from dyad.findings.trade import band_counts, last_year_known, say_inside, totals
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.view import View, select_events
from dyad.wording import possessive, say_span, usd

KEPT = 16  # views of a record

Card = tuple[str, str]  # a number, and its sentence


@remembered(KEPT)
def key_figures(record: Record, view: View) -> tuple[Card, ...]:
    """Return numbers and what they count: claims, years inside the band, the last year known, the ranks listed."""
    cards: list[Card | None] = [_claims(record, view)] if record.has_claims else _holdings(record, view)
    cards += [_band(record, view), _last_year(record, view), _ranks(record)]
    return tuple(card for card in cards if card)


def _claims(record: Record, view: View) -> Card:
    counted = verdict_counts(record, view)
    opinions = counted["opinion"]
    more = f"; {opinions} more {'is an opinion' if opinions == 1 else 'are opinions'}" if opinions else ""
    return f"{counted['confirmed']} of {sum(counted.values()) - opinions}", f"checkable claims hold{more}"


def _holdings(record: Record, view: View) -> list[Card | None]:
    events, sources = len(select_events(record, view)), len(record.sources)
    return [
        (f"{events:,}", f"{'event' if events == 1 else 'events'}, {say_span(view.years)}"),
        (f"{sources:,}", "source named" if sources == 1 else "sources named"),
    ]


def _band(record: Record, view: View) -> Card | None:
    counts = band_counts(record, years=view.years)
    if not counts:
        return None
    number = f"{len(counts[0].inside)} of "
    said = say_inside(counts, what=" inside the band").removeprefix(f"{number}the ").partition(" ")
    return number + said[0], said[2]


def _last_year(record: Record, view: View) -> Card | None:
    year = min(last_year_known(record), view.years[1])
    sides = [(possessive(record.about.name(code)), totals(record, code).get(year)) for code in record.about.codes]
    (one, value), (other, mirror) = sides
    if year < view.years[0] or value is None or mirror is None:
        return None
    return f"USD {usd(value)} million", f"traded in {year} by {one} figures, {usd(mirror)} by {other}"


def _ranks(record: Record) -> Card | None:
    matches = rank_matches(record)
    if not matches:
        return None
    listed = sum(match.listed for match in matches)
    words = f"of the {possessive(record.about.document)} ranks {'is' if listed == 1 else 'are'} in a list"
    return f"{listed} of {len(matches)}", f"{words} of {say_span(recent_years(record))}"
