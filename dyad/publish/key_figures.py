"""The key figures of the overview: four numbers with their words, each computed for the view chosen."""

from __future__ import annotations

from typing import NamedTuple

from dyad.findings.claims import verdict_counts
from dyad.findings.partners import shares
from dyad.findings.ranks import rank_matches, recent_years
from dyad.findings.trade import band, band_counts, last_year_known, totals
from dyad.findings.votes import agreement
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import View, select_events
from dyad.wording import overview as wording

KEPT = 16  # views of a record

MOST = 4  # statements that stand beside each other


class KeyFigure(NamedTuple):
    """A number in words or figures, the sentence under it, and the page where it is told in full."""

    number: str
    words: str
    page: str


@cached_per_record(KEPT)
def key_figures(record: Record, view: View) -> tuple[KeyFigure, ...]:
    """Return numbers and what they count, the first that there are of: claims, the band, shares, votes, and others."""
    figures = [_claims(record, view)] if record.has_claims else _holdings(record, view)
    makers = (_band, _shares, _votes, _last_year, _ranks)
    return tuple(figure for figure in (*figures, *(make(record, view) for make in makers)) if figure)[:MOST]


def _claims(record: Record, view: View) -> KeyFigure | None:
    counted = verdict_counts(record, view)
    if not sum(counted.values()):
        return None
    whole = sum(counted.values()) == len(record.claims)
    of = None if whole or view.narrowed else view.years
    return KeyFigure(*wording.say_claims(counted, of), "claims")


def _holdings(record: Record, view: View) -> list[KeyFigure | None]:
    return [
        KeyFigure(*wording.say_events(len(select_events(record, view)), view.years), "timeline"),
        KeyFigure(*wording.say_sources(len(record.sources)), "record"),
    ]


def _band(record: Record, view: View) -> KeyFigure | None:
    counts = band_counts(record, years=view.years)
    return KeyFigure(*wording.say_band(counts, band(record) or (0.0, 0.0)), "trade") if counts else None


def _shares(record: Record, view: View) -> KeyFigure | None:
    found = shares(record, years=view.years)
    if len({share.course.last.year for share in found}) != 1:  # none is known, or not of one year
        return None
    return KeyFigure(*wording.say_shares(found, record.about), "trade")


def _votes(record: Record, view: View) -> KeyFigure | None:
    course = agreement(record, years=view.years)
    if course is None or course.lowest.year == course.highest.year:
        return None
    return KeyFigure(*wording.say_votes(course), "timeline")


def _last_year(record: Record, view: View) -> KeyFigure | None:
    year = min(last_year_known(record), view.years[1])
    value, mirror = (totals(record, code).get(year) for code in record.about.codes)
    if year < view.years[0] or value is None or mirror is None:
        return None
    return KeyFigure(*wording.say_last_year(year, (value, mirror), record.about), "trade")


def _ranks(record: Record, _: View) -> KeyFigure | None:
    matches = rank_matches(record)
    if not matches:
        return None
    listed = sum(match.listed for match in matches)
    return KeyFigure(*wording.say_ranks(listed, len(matches), record.about, recent_years(record)), "rankings")
