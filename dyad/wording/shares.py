"""Shares of each other's trade in words, and what their figure says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from dyad.findings.finding import YearValue
from dyad.findings.largest import Largest
from dyad.findings.partners import Share, SharesFacts
from dyad.record import About
from dyad.wording.pieces import listing, percent, possessive, say_span, say_years

TIPS = {
    "name": "Goods trade of", "year": "Year", "what": "What", "shown": "Share", "publishers": "Source", "note": "Note",
}  # fmt: skip
WHAT = "Share of goods trade, % a year"
NOTHING_KNOWN = "No share is known in these years."


def share_of(name: str) -> str:
    return f"share of {name}"


def described(*, top: int, said: str) -> str:
    return f"Line chart from 0 to {top}%. {said}"


def subtitle(*, about: About, years: tuple[int, int]) -> str:
    return (
        f"Share of {listing(about.names)} in each other’s whole goods trade, %, {say_span(years)}, by the figures "
        "of each"
    )


def unknown(years: Iterable[int]) -> str:
    return f"No share is known of {say_years(years)}"


def series(*, name: str, whose: str) -> str:
    return f"{name} in {possessive(whose)} goods trade"


def shares_title(facts: SharesFacts | None, about: About, years: tuple[int, int]) -> str:
    """Say in at most ten words under what percent both shares stay, of which `years` none is known, if so."""
    if facts is None:
        return f"{listing(about.names)} in each other’s goods trade, {say_span(years)}"
    most, span = percent(_percent_above(facts.largest.course.highest.value)), say_span(facts.span)
    if len(facts.shares) == 1:
        (share,) = facts.shares
        of = possessive(about.name(share.economy))
        return f"{about.name(share.partner)} is under {most} of {of} goods trade, {span}"
    return f"Each is under {most} of the other’s goods trade, {span}"


def _percent_above(value: float) -> float:
    """Return the round percentage over a share: its next tenth, from ten on the next whole, if small the next digit."""
    said = max(value, float(percent(value).removesuffix("%")))
    step = 1.0 if said >= 10 else 0.1 if said >= 0.1 or said <= 0 else 10.0 ** floor(log10(said))
    return round((floor(round(said / step, 9)) + 1) * step, 9)


def shares_headline(facts: SharesFacts, about: About) -> str:
    """Say the highest share that either had."""
    largest = facts.largest
    high = largest.course.highest
    at_most = "at most " if len(largest.course.years) > 1 else ""
    whose = possessive(about.name(largest.economy))
    return f"{about.name(largest.partner)} had {at_most}{percent(high.value)} of {whose} trade ({high.year})"


def shares_text(facts: SharesFacts, about: About) -> str:
    """Say what share each has of the other's goods trade, first, last and at most."""
    return " ".join(_say_share(share, about) for share in facts.shares)


def _say_share(share: Share, about: About) -> str:
    course, whose = share.course, possessive(about.name(share.economy))
    values = {one.year: percent(one.value) for one in (course.first, course.highest, course.last)}
    most = course.highest.year if len(values) > 1 else None
    said = [f"{value} in {year}{' (the most)' if year == most else ''}" for year, value in values.items()]
    return (
        f"{possessive(about.name(share.partner))} share of {whose} goods trade in {say_years(course.years)}, "
        f"by {whose} figures: {listing(said)}."
    )


def say_for_scale(found: Sequence[Largest], about: About, *, over: float = 0.0) -> list[str]:
    """Say how much of the trade of each its largest partner has; shares of `over` percent and less are left out."""
    shares: dict[str, list[str]] = {}
    for one in (one for one in found if one.first[0].share > over):
        has = f"{percent(one.first[0].share)} of {possessive(about.name(one.economy))}"
        said = shares.setdefault(one.first[0].name, [])
        said.append(has if said else f"{has} goods trade")
    said_of = [f"{name} has {listing(said)}" for name, said in shares.items()]
    return [f"For scale, {found[0].year}: {listing(said_of)}"] if said_of else []


def name_line(whose: str, of: YearValue, *, brief: bool) -> str:
    """Say whose trade a line is of, and how large the share in it is at last; in brief its last dot says the year."""
    return f"{percent(of.value)} of {possessive(whose)}{'' if brief else f' trade, {of.year}'}"


def say_share(name: str, whose: str, of: YearValue, *, peak: bool = False) -> str:
    """Say what share in whose trade one has in a year, aloud or as the `peak` of all."""
    what = "trade, the peak" if peak else "goods trade"
    return f"{of.year}: {name} has {percent(of.value)} of {possessive(whose)} {what}"
