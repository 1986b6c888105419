"""The trade between the two beside that of each with others, and of other pairs, in words: how many times as much."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.findings.comparable import LEAST_YEARS, Comparable, times_of
from dyad.findings.finding import Years
from dyad.findings.scale import GapFacts, Pair, ScaleFacts
from dyad.record import About, Record
from dyad.wording.figures import within_ten_words
from dyad.wording.pieces import (
    headed,
    in_words,
    listing,
    ordinal,
    possessive,
    say_span,
    two_digits,
    usd,
    usd_million,
)

CHOSEN = (
    "Drawn: the nearest in size of the pairs whose partner’s own figures this record has, "
    f"{in_words(LEAST_YEARS)} years at least"
)
GAPS = "Gaps: not reported"
GOODS_TRADE, AND = "goods trade", " and "
TIPS = {"name": "Pair", "year": "Year", "shown": "Goods trade", "by": "According to", "publishers": "Source"}
NOT_IN_BARS = ("other years", "what partners report")


def bars_subtitle(*, home: str, away: str, years: tuple[int, int]) -> str:
    return (
        f"Goods trade, USD million and times as much as {home}–{away}, {say_span(years)}, by {possessive(home)} or "
        f"{possessive(away)} figures"
    )


def reference(pair: str) -> str:
    return f"In colour, without dots: {pair}, as the first of each pair reports it"


def aloud(*, pair: str, year: int, amount: str, name: str) -> str:
    return f"{pair}, {year}: {amount}, according to {name}"


def most_in(*, amount: str, year: int) -> str:
    return f"{amount} in {year}"


def reported_by(*, amount: str, name: str) -> str:
    return f"{amount} by {name}"


def say_times(value: float, *, what: str = "much") -> str:
    """Say a multiple in round numbers.

    >>> say_times(163.1), say_times(1.04), say_times(0.89, what="large")
    ('about 160 times as much', 'about as much', 'about 0.89 times as large')
    """
    times = two_digits(value)
    return f"about as {what}" if times == "1" else f"about {times} times as {what}"


def scale_headline(facts: ScaleFacts, about: About) -> str:
    """Say how many times the trade between the two the largest other pair's is."""
    top = max(facts.shown, key=lambda pair: pair.times)
    pair = f"{about.name(top.reporter)}–{top.name}"
    return f"{pair} trade was {say_times(top.times, what='large')} ({top.year})"


def scale_text(facts: ScaleFacts, about: About) -> str:
    """Say for each side how many times as much it traded with others, and what there is to know of the figures."""
    return " ".join((*(_say_side(*side, about) for side in facts.sides), *facts.notes))


def _say_side(top: Pair, near: Pair, about: About) -> str:
    (other,) = {*about.codes} - {top.reporter}
    more = f", and {say_times(near.times)} with {near.name}" if near != top else ""
    return (
        f"In {top.year} {about.name(top.reporter)} traded {say_times(top.times)} with {top.name} as "
        f"with {about.name(other)} ({usd_million(top.base)} by its own figures){more}."
    )


def gap_headline(facts: GapFacts, about: About) -> str:
    """Say how many times as much as the other of the two the n-th partner trades, for the side where that is more."""
    widest = max(facts.nth, key=lambda pair: pair.times)
    whose, nth = possessive(about.name(widest.reporter)), ordinal(facts.place)
    return f"{whose} {nth} partner traded {say_times(widest.times)} ({widest.year})"


def gap_text(facts: GapFacts, about: About) -> str:
    """Say for each side how many times as much its n-th partner traded, and what there is to know of the figures."""
    return " ".join((*(_say_gap(pair, facts.place, about) for pair in facts.nth), *facts.notes))


def _say_gap(nth: Pair, place: int, about: About) -> str:
    whose = possessive(about.name(nth.reporter))
    (other,) = {*about.codes} - {nth.reporter}
    return (
        f"In {nth.year} the {ordinal(place)} of {whose} other partners traded {say_times(nth.times)} "
        f"with it as {about.name(other)} did, by {whose} figures."
    )


def say_size(record: Record, pair: Comparable, year: int | None) -> str:
    """Say how much a pair traded in a year, and how many times as much as the two; not where that is not known."""
    if year is None:
        return ""
    times = times_of(record, pair, year)
    return f"not told for {year}" if times is None else f"{usd(pair.own[year])}, {times:.1f} ×"


def comparable_headline(found: tuple[int, int, int] | None, about: About, years: Years) -> str:
    """Say in ten words than how many of the other pairs the two traded less in the last year, or more, if than most."""
    if found is None:
        return f"No figures of other pairs for {years[0]}–{years[1]}"
    year, more, number = found
    most, side = (more, "less") if more * 2 >= number else (number - more, "more")
    some = f"{'each' if most == number else in_words(most)} of {in_words(number)}"
    pair = "–".join(about.names)
    return within_ten_words(
        f"{pair} traded {side} than {some} other pairs, {year}", f"{pair}: {side} than {some} others, {year}",
        headed(f"{side} trade than {some} other pairs, {year}"),
    )  # fmt: skip


def say_larger(found: Sequence[Pair], about: About) -> str:
    """Say how many times as much as the two some pairs trade; "" where there are none."""
    said = [f"{about.name(pair.reporter)}–{pair.name} {two_digits(pair.times)} times as much" for pair in found]
    return f"Larger by far: {listing(said)} ({found[0].year})" if said else ""


def scale_subtitle(about: About, years: Years, *, year: int | None) -> str:
    """Say what is measured, and of which year the figures below names are."""
    numbers = f"; numbers: {year}, and times as much as {'–'.join(about.names)}" if year is not None else ""
    by = " or ".join(map(possessive, about.names))
    return f"Goods trade, USD million a year, {say_span(years)}, by {by} figures, dashed the partner’s{numbers}"


def describe_scale(title: str, years: Years, own: Sequence[str], sizes: Sequence[tuple[str, str]]) -> str:
    """Describe pairs for those who do not see them: what is said of that of the record, and the others' sizes."""
    others = [f"{name}: {size.replace('×', 'times as much')}." for name, size in sizes if size]
    return " ".join([f"Small charts of goods trade by year, {say_span(years)}. {title}.", *own, *others])


def say_sides(pair: Comparable, about: About, year: int | None) -> list[str]:
    """Say what each of the two reports of the pair of the record in a year."""
    sides = zip(about.names, (pair.own, pair.mirror), strict=True)
    return [
        f"{pair.name} in {year}, as {name} reports it: {usd_million(side[year])}."
        for name, side in sides
        if year is not None and year in side
    ]
