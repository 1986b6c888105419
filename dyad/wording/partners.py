"""How the two stand among each other’s trading partners, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dyad.findings.largest import Largest, Partner
from dyad.findings.partners import FLOWS, PartnersFacts, Place, PlacesFacts
from dyad.record import About
from dyad.wording.figures import within_ten_words
from dyad.wording.pieces import (
    count,
    in_words,
    listing,
    ordinal,
    percent,
    possessive,
    say_years,
    two_digits,
    usd_million,
)

WAYS = {"total": "partners", "exports": "markets", "imports": "suppliers"}  # what is ranked, by flow
ONE_WAY = {"exports": "export market", "imports": "supplier"}
THINNEST = "The thinnest bars are wider than their share, or none would be seen"
WIDEST_SHARE = "0.00%"
TIPS = {
    "name": "Partner", "place": "Place", "shown": "Share", "value": "Goods trade", "by": "According to",
    "publishers": "Source",
}  # fmt: skip


def series(year: int) -> str:
    return f"Share of each partner in all goods trade, percent, {year}; the other of the two last"


def claimed_of_them(*, document: str, top: int, same: bool) -> str:
    return f"The {document} says {'the same' if same else 'otherwise'} of the {in_words(top)} largest partners"


def other_year(*, asked: int, drawn: int, known: Iterable[int]) -> str:
    return f"No such figures for {asked}: {drawn} is drawn; known are {say_years(known)}"


def at_place(*, place: int, name: str) -> str:
    return f"{ordinal(place)}: {name}"


def more_left_out(number: int) -> str:
    return f"… {in_words(number)} more"


def partners_of(name: str, *, unsure: bool = False) -> str:
    return f"{possessive(name)} partners{', in uncertain order' if unsure else ''}"


def partners_headline(facts: PartnersFacts, _: About) -> str:
    """Say whether either was among the other's first partners."""
    if facts.within:
        return f"One was among the other’s top {facts.top} partners in {say_years(facts.within)}"
    return f"Neither was among the other’s top {facts.top} partners in {say_years(facts.known)}"


def partners_text(facts: PartnersFacts, about: About) -> str:
    """Say in which years the claim holds, where each stood, and the nearest by any list and by own figures."""
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


# -- the largest -------------------------------------------------------------------------------


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


def describe_partners(one: Largest, about: About) -> str:
    """Describe bars of an economy's largest partners for those who do not see them."""
    first, last, other = one.first[0], one.first[-1], one.other
    order = ", in uncertain order" if one.bounds else ""
    return (
        f"Bars of {possessive(about.name(one.economy))} {in_words(len(one.first))} largest partners in {one.year}, "
        f"from {first.name} ({percent(first.share)} of its goods trade) to {last.name} ({percent(last.share)}){order}; "
        f"{other.name} is {ordinal(one.place)} ({percent(other.share)}, {usd_million(other.value)})."
    )


def largest_subtitle(one: Largest | None, *, drawn: int) -> str:
    """Say what is measured, and how many of the first partners are drawn."""
    if one is None:
        return "No such figures"
    number = len(one.first)
    which = f"first {in_words(drawn - 1)} and {ordinal(number)}"
    if drawn >= number:
        which = f"the {in_words(number)} largest partners"
    return f"Share of each one’s goods trade, by own figures, {one.year}: {which}"


def say_other(one: Largest) -> str:
    """Say how much the trade with the other is, and how far it is from that with the last of the first partners."""
    said = usd_million(one.other.value)
    if one.within:
        return said
    return f"{said}; the {ordinal(len(one.first))} trades {two_digits(one.times)} times as much"


def bar_words(one: Largest, place: int, partner: Partner, about: About, *, publishers: str) -> dict[str, str]:
    """Return what is told of a bar, by column, and said of it aloud."""
    of, among = about.name(one.economy), f" of {one.out_of}" if one.out_of else ""
    share, value = f"{percent(partner.share)} of its goods trade", usd_million(partner.value)
    return {
        "by": f"{possessive(of)} figures", "what": f"partner of {of}", "shown": share, "value": value,
        "place": ordinal(place) + among, "publishers": publishers,
        "aria": f"{partner.name}, {ordinal(place)} partner of {of}, {one.year}: {share}, {value}",
    }  # fmt: skip


def name_places(number: int) -> list[str]:
    """Name the first places of partners, and that of the other."""
    return [*(ordinal(place) for place in range(1, number + 1)), "the other"]
