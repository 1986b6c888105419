"""Who sold more, in words, and what the figure of it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dyad.findings.finding import year_runs
from dyad.findings.trade import Balance, BalanceFacts
from dyad.record import About
from dyad.wording.pieces import count, listing, possessive, say_span, say_years, usd

MOST_RUNS = 2  # of years, named in a headline
DIRECTIONS = {"exports": "sales", "imports": "purchases"}
DIFFERENCE = "sales less purchases"
OUTLINED = "Outlined: where a side’s series has one direction alone; no difference is known from it"
TIPS = {"name": "Reported by", "year": "Year", "what": "What", "shown": "Goods", "publishers": "Source"}
NOTHING_KNOWN = "No figure of both directions in these years."


def direction_alone(*, home: str, direction: str) -> str:
    return f"{possessive(home)} {direction} alone"


def sold_more(name: str, sign: str) -> str:
    return f"{name} sold more {sign}"


def apart(*, year: int, amount: str) -> str:
    return f"{year}: the two differ by {amount}"


def bar_aloud(*, year: int, name: str, what: str, amount: str) -> str:
    return f"{year}, {name} reports {what}: {amount}"


def described(said: str) -> str:
    return f"Bar chart, two bars a year, one by each side’s figures. {said}"


def plain_title(*, about: About, years: tuple[int, int]) -> str:
    return f"What {listing(about.names)} sold to each other, {say_span(years)}"


def subtitle(*, home: str, away: str, years: tuple[int, int]) -> str:
    return (
        f"{possessive(home)} goods sales to {away} less its purchases, USD million, {say_span(years)}, by who reports"
    )


def series(home: str) -> str:
    return f"{possessive(home)} sales less purchases, USD million a year: above 0 {home} sold more than it bought"


def balance_headline(facts: BalanceFacts, about: About) -> str:
    """Say in at most ten words who sold more, or in which years each side says that it was the other."""
    home, away = about.names
    if len(facts.balances) == 1:
        (one,) = facts.balances
        more, years = (away, one.deficit) if len(one.deficit) >= len(one.surplus) else (home, one.surplus)
        return f"{more} sold more in {_years_ahead(years)} by {possessive(one.name)} figures"
    other, itself = facts.years("deficit", "surplus"), facts.years("surplus", "deficit")
    if other and itself:
        return f"The two disagree on who sold more in {_years_ahead((*other, *itself))}"
    if other or itself:
        return f"Each says {'the other' if other else 'it'} sold more in {_years_ahead(other or itself)}"
    by_home, by_away = facts.years("surplus", "surplus"), facts.years("deficit", "deficit")
    if bool(by_home) != bool(by_away):
        return f"{home if by_home else away} sold more in {_years_ahead(by_home or by_away)} by both sides’ figures"
    first = facts.balances[0]
    known = (*by_home, *by_away) or (*first.surplus, *first.deficit)
    return f"Both sides agree on who sold more in {_years_ahead(known)}"


def balance_text(facts: BalanceFacts, about: About) -> str:
    """Say in which years the first economy runs a surplus or a deficit, as each side reports it."""
    return " ".join(_say_balance(balance, about.names[0]) for balance in facts.balances)


def _say_balance(balance: Balance, home: str) -> str:
    ahead = f"a surplus for {home} in {say_years(balance.surplus)}" if balance.surplus else ""
    whose = "" if ahead else f" for {home}"
    behind = f"a deficit{whose} in {say_years(balance.deficit)}" if balance.deficit else ""
    return f"{possessive(balance.name)} figures show {listing([part for part in (ahead, behind) if part])}."


def _years_ahead(years: Iterable[int]) -> str:
    """Name the years in which one sold more, of more than two runs how many they are and from when to when."""
    named = sorted(set(years))
    if len(year_runs(named)) <= MOST_RUNS:
        return say_years(named)
    return f"{count(len(named), 'year')}, {say_span((named[0], named[-1]))}"


def say_half(year: str, direction: str, amounts: Sequence[tuple[str, float]]) -> str:
    """Say that bars of a year are of one direction alone; `amounts`, by name, if each is of what that side sold."""
    said = ", ".join(f"{name} {usd(value)}" for name, value in amounts)
    return f"{year}: {f'own sales alone, {said}' if said else f'{direction} alone'}"
