"""Places among each other's trading partners, and shares of each other's trade, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from dyad.findings.largest import LOWER_BOUND, Largest
from dyad.findings.partners import FLOWS, PartnersFacts, Place, PlacesFacts, Share, SharesFacts
from dyad.record import About
from dyad.record.dates import say_span
from dyad.wording.pieces import (
    count,
    headed,
    in_words,
    listing,
    ordinal,
    percent,
    possessive,
    say_years,
    usd,
    within_ten_words,
)

WAYS = {"total": "partners", "exports": "markets", "imports": "suppliers"}  # what is ranked, by flow
THINNEST = "The thinnest bars are wider than their share, or none would be seen"
ONE_WAY = {"exports": "export market", "imports": "supplier"}


def partners_headline(facts: PartnersFacts, _: About) -> str:
    """Say whether either was among the other's first partners."""
    if facts.within:
        return f"One was among the other’s top {facts.top} partners in {say_years(facts.within)}"
    return f"Neither was among the other’s top {facts.top} partners in {say_years(facts.known)}"


def partners_text(facts: PartnersFacts, about: About) -> str:
    """Say in which years the claim holds, and where each stood.

    The nearest of any list and way of counting is named with its list, and the nearest by the economy's own figures.
    """
    known, within = facts.known, facts.within
    each = f"each of the {count(len(known), 'year')} " if len(known) > 1 else ""
    text = [f"Does not hold in {say_years(within)}." if within else f"Holds in {each}{say_years(known)}."]
    if facts.latest:
        text.append(f"In {known[-1]} {listing([_say_standing(place, about) for place in facts.latest])}.")
    nearest = f"The nearest either came is {_say_place(facts.best, about)}"
    if facts.own != facts.best:
        own = possessive(about.name(facts.own.economy))
        nearest += f"; by {own} own figures it is {_say_place(facts.own, about)}"
    text.append(f"{nearest}.")
    if facts.one_way:
        text.append(f"As {ONE_WAY[facts.one_way.flow]} alone it is {_say_place(facts.one_way, about)}.")
    return " ".join(text)


def _say_standing(place: Place, about: About) -> str:
    of = f" of {place.out_of}" if place.out_of else ""
    whose = possessive(about.name(place.economy))
    return f"{about.name(place.partner)} was {ordinal(place.rank)}{of} among {whose} partners"


def _say_place(place: Place, about: About) -> str:
    list_name = "" if place.own else f" in the list of {place.reporter}"
    partner, economy = about.name(place.partner), about.name(place.economy)
    return f"{ordinal(place.rank)}: {partner} for {economy} in {place.year}{list_name}"


def places_headline(facts: PlacesFacts, about: About) -> str:
    """Say the best place of all that either had among the other's partners, markets or suppliers."""
    best = facts.series[0]
    among = f"{possessive(about.name(best.economy))} {WAYS[best.flow]}"
    return f"{about.name(best.partner)} at best {ordinal(best.rank)} among {among} {_say_list(best)}"


def places_text(facts: PlacesFacts, about: About) -> str:
    """Say how near each came among the other's partners, markets and suppliers, by its own figures and by any list."""
    text = []
    for economy, partner in (about.codes, about.codes[::-1]):
        said = [
            f"among its {WAYS[flow]} {', '.join(f'{ordinal(place.rank)} {_say_list(place)}' for place in told)}"
            for flow in FLOWS
            if (told := facts.told(economy, flow))
        ]
        if said:
            whose = f"{about.name(partner)} for {about.name(economy)} in {say_years(facts.known)}"
            text.append(f"Best places of {whose}: {'; '.join(said)}.")
    return " ".join(text)


def _say_list(place: Place) -> str:
    return f"({'own figures' if place.own else place.reporter}, {place.year})"


def shares_title(facts: SharesFacts | None, about: About) -> str:
    """Say in at most ten words under what percent both shares stay; "" where none is known."""
    if facts is None:
        return ""
    most, span = percent(_over(facts.largest.course.highest.value)), say_span(facts.span)
    if len(facts.shares) == 1:
        (share,) = facts.shares
        of = possessive(about.name(share.economy))
        return f"{about.name(share.partner)} is under {most} of {of} goods trade, {span}"
    return f"Each is under {most} of the other’s goods trade, {span}"


def _over(value: float) -> float:
    """Return the next tenth over a share as it is said, the next whole from ten on, the next digit of a small one."""
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


def largest_headline(found: Sequence[Largest], about: About, *, top: int) -> str:
    """Say whether either is among the other's first partners."""
    if not found:
        return "The largest partners of either are not told"
    year, within = found[0].year, [one for one in found if one.within]
    if within:
        best = min(within, key=lambda one: one.place)
        whose = possessive(about.name(best.economy))
        return within_ten_words(
            f"{best.other.name} was {ordinal(best.place)} among {whose} partners in {year}",
            f"{best.other.name} was {whose} {ordinal(best.place)} partner, {year}",
        )
    if len(found) == 1:
        whose = possessive(about.name(found[0].economy))
        return f"{found[0].other.name} not among {whose} {top} largest partners, {year}"
    return f"Neither was among the other’s {top} largest partners, {year}"


def describe_partners(found: Sequence[Largest], about: About) -> str:
    """Describe bars of the largest partners for those who do not see them."""
    return " ".join(_describe_largest(one, about) for one in found)


def _describe_largest(one: Largest, about: About) -> str:
    first, last, other = one.first[0], one.first[-1], one.other
    order = ", in uncertain order" if one.bounds else ""
    return (
        f"Bars of {possessive(about.name(one.economy))} {in_words(len(one.first))} largest partners in {one.year}, "
        f"from {first.name} ({percent(first.share)} of its goods trade) to {last.name} ({percent(last.share)}){order}; "
        f"{other.name} is {ordinal(one.place)} ({percent(other.share)}, USD {usd(other.value)} million)."
    )


def say_claimed(about: About, *, top: int, same: bool) -> str:
    """Say whether the document says the same of the first partners as the figures of a year."""
    return f"The {about.document} says {'the same' if same else 'otherwise'} of the {in_words(top)} largest partners"


def say_other_year(asked: int, *, drawn: int | None, known: Sequence[int]) -> str:
    """Say which year is drawn instead of one without figures."""
    return f"No such figures for {asked}: {drawn} is drawn; known are {say_years(known)}"


def say_for_scale(found: Sequence[Largest], about: About, *, over: float = 0.0) -> list[str]:
    """Say how much of the trade of each its largest partner has; shares of `over` percent and less are left out."""
    shares: dict[str, list[str]] = {}
    for one in (one for one in found if one.first[0].share > over):
        has = f"{percent(one.first[0].share)} of {possessive(about.name(one.economy))}"
        said = shares.setdefault(one.first[0].name, [])
        said.append(has if said else f"{has} goods trade")
    said_of = [f"{name} has {listing(said)}" for name, said in shares.items()]
    return [f"For scale, {found[0].year}: {listing(said_of)}"] if said_of else []


def say_notes(notes: Iterable[str]) -> tuple[str, ...]:
    """Return the notes of figures as a sentence says them, each once: of two that begin alike the shorter."""
    said = [headed(note.removeprefix(f"{LOWER_BOUND}: ")) for note in dict.fromkeys(notes)]
    return tuple(note for note in said if not any(note != one and note.startswith(one) for one in said))
