"""Every sentence that is made of facts, a module a subject; the small pieces they are made of can be had from here."""

from dyad.findings.finding import year_runs
from dyad.record.dates import say_span
from dyad.wording.pieces import (
    count,
    headed,
    in_words,
    listing,
    ordinal,
    percent,
    possessive,
    say_place,
    say_times,
    say_years,
    two_digits,
    usd,
    usd_million,
    within_ten_words,
)

__all__ = [
    "count", "headed", "in_words", "listing", "ordinal", "percent", "possessive", "say_place", "say_span", "say_times",
    "say_years", "two_digits", "usd", "usd_million", "within_ten_words", "year_runs",
]  # fmt: skip
