"""Places among each other's trading partners in words."""

from __future__ import annotations

from dyad.findings.partners import FLOWS, PartnersFacts, Place, PlacesFacts
from dyad.record import About
from dyad.wording.pieces import (
    count,
    listing,
    ordinal,
    possessive,
    say_years,
)

WAYS = {"total": "partners", "exports": "markets", "imports": "suppliers"}  # what is ranked, by flow
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
