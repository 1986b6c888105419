"""The trade between the two in words: the band claimed, and who runs the surplus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dyad.findings.finding import Years, YearValue, year_runs
from dyad.findings.trade import Balance, BalanceFacts, BandCount, BandFacts
from dyad.record import About
from dyad.record.dates import say_span
from dyad.wording.pieces import count, listing, possessive, say_years, usd

MOST_RUNS = 2  # of years, named in a headline


def band_headline(facts: BandFacts, _: About) -> str:
    """Say how many years lie inside the band by each side's figures, or whose figures put the one year there is."""
    low, high = facts.limits
    named, counts = f"USD {usd(low)}–{usd(high)} million", facts.counts
    if len({c.span for c in counts}) > 1 or any(c.years > 1 for c in counts):
        return f"Trade was inside {named} in {say_inside(counts)}"
    sides = [possessive(c.name) for c in counts if c.inside]
    who = f"by {listing(sides)} figures" if sides else "by neither side’s figures"
    return f"Trade of {say_span(counts[0].span)} was inside {named} {who}"


def band_text(facts: BandFacts, about: About) -> str:
    """Name the years of each side inside the band and out of it, and say what comes of the first year counted."""
    text = [f"{band_headline(facts, about)}.", *map(_say_places, facts.counts)]
    if facts.depends:
        text.append(
            f"How far it holds depends on the first year, which the {about.document} does not name: counted "
            f"from {facts.late[0].span[0]} it is {say_inside(facts.late)}."
        )
    return " ".join(text)


def _say_places(c: BandCount) -> str:
    places = (("below", c.below), ("above", c.above))
    parts = [f"{word} in {say_years(years)}" for word, years in places if years]
    rest = f"; {listing(parts)}" if parts else ""
    inside = f"inside in {say_years(c.inside)}" if c.inside else "never inside"
    return f"{c.name} reports it {inside}{rest}."


def one_year_headline(counts: Sequence[BandCount]) -> str:
    """Say in at most ten words whose figures put the one year known inside the band; "" without any."""
    if not counts:
        return ""
    year, inside = say_span(counts[0].span), [c.name for c in counts if c.inside]
    if len(inside) == len(counts) > 1:
        return f"Both sides put the trade of {year} inside the band"
    if not inside:
        return f"No side’s figures put the trade of {year} inside the band"
    return f"Only {possessive(inside[0])} figures put trade of {year} inside the band"


def say_inside(counts: Sequence[BandCount], *, what: str = "") -> str:
    """Say how many years lie inside, side by side: "7 of the 14 years 2003–2016 by Pakistan’s figures, 6 by Russia’s".

    `what` they are stands after the years. A later side that reports the same years is given by its number alone.
    """
    said: list[str] = []
    for c in counts:
        whole = not said or (c.span, c.years) != (counts[0].span, counts[0].years)
        gaps = " known of" if c.years <= c.span[1] - c.span[0] else ""
        known = f" of the {count(c.years, 'year')}{gaps} {say_span(c.span)}{what}" if whole else ""
        said.append(f"{len(c.inside)}{known} by {possessive(c.name)}{'' if said else ' figures'}")
    return ", ".join(said)


def balance_headline(facts: BalanceFacts, about: About) -> str:
    """Say in at most ten words who sold more, or in which years each side says that it was the other."""
    home, away = about.names
    if len(facts.balances) == 1:
        (one,) = facts.balances
        more, years = (away, one.deficit) if len(one.deficit) >= len(one.surplus) else (home, one.surplus)
        return f"{more} sold more in {_say_few(years)} by {possessive(one.name)} figures"
    other, itself, known = facts.other_ahead, facts.itself_ahead, facts.known_to_both
    if other and itself:
        return f"The two disagree on who sold more in {_say_few((*other, *itself))}"
    if other or itself:
        return f"Each says {'the other' if other else 'it'} sold more in {_say_few(other or itself)}"
    for name, ahead in ((home, facts.home_ahead), (away, facts.away_ahead)):
        if known and known == ahead:
            return f"{name} sold more in {_say_few(known)} by both sides’ figures"
    first = facts.balances[0]
    return f"Both sides agree on who sold more in {_say_few(known or (*first.surplus, *first.deficit))}"


def balance_text(facts: BalanceFacts, about: About) -> str:
    """Say in which years the first economy runs a surplus or a deficit, as each side reports it."""
    return " ".join(_say_balance(balance, about.names[0]) for balance in facts.balances)


def _say_balance(balance: Balance, home: str) -> str:
    ahead = f"a surplus for {home} in {say_years(balance.surplus)}" if balance.surplus else ""
    whose = "" if ahead else f" for {home}"
    behind = f"a deficit{whose} in {say_years(balance.deficit)}" if balance.deficit else ""
    return f"{possessive(balance.name)} figures show {listing([part for part in (ahead, behind) if part])}."


def _say_few(years: Iterable[int]) -> str:
    """Name years, or of more than two runs how many there are and from when to when."""
    named = sorted(set(years))
    if len(year_runs(named)) <= MOST_RUNS:
        return say_years(named)
    return f"{count(len(named), 'year')}, {say_span((named[0], named[-1]))}"


def plain_title(about: About, years: Years, *, known: bool) -> str:
    """Say what is drawn, or that no figure is, where nothing can be said of it."""
    first, second = about.names
    return f"{'Goods trade' if known else 'No figure of goods trade'} between {first} and {second}, {say_span(years)}"


def trade_subtitle(about: About, years: Years) -> str:
    """Say what is measured."""
    first, second = about.names
    return f"Goods trade between {first} and {second}, USD million a year, {say_span(years)}"


def say_band_inside(counts: Sequence[BandCount]) -> list[str]:
    """Say how many years lie inside the band, where there is more than one."""
    return [f"Inside the band (filled dots): {say_inside(counts)}"] if any(c.years > 1 for c in counts) else []


def say_bodies_not_drawn(number: int, *, choose: str = "") -> str:
    """Say how many figures of others are not drawn, and what to `choose` to see them."""
    how = f": choose {choose} sources below" if choose else ""
    return f"Not drawn: {count(number, 'figure')} of press and other bodies{how}"


def say_one_way(alone: Mapping[str, str]) -> str:
    """Say of which sides, by name, the series has one direction alone, and which."""
    if len(alone) == 2 and len(set(alone.values())) == 1:
        return f"each side’s series has {min(alone.values())} alone"
    return listing([f"{possessive(name)} series has {what} alone" for name, what in alone.items()])


def say_no_total(years_by_reason: Mapping[str, Sequence[int]]) -> str:
    """Say of which years there is no total, and why."""
    return "; ".join(f"No total for {say_years(years)}: {why}" for why, years in years_by_reason.items())


def say_reported(name: str, of: YearValue, part: float | None = None, *, bought: bool = False) -> str:
    """Say what one side reports of a year, and which `part` of it are its imports or exports."""
    said = f"{of.year}: {name} reports {usd(of.value)}"
    return said if part is None else f"{said}, {usd(part)} of it {'imports' if bought else 'exports'}"


def say_ribbon(years: Years, low: float, high: float) -> str:
    """Say what the ribbon is."""
    return f"A pale ribbon: what other bodies give for {say_span(years)}, {usd(low)} to {usd(high)}."


def describe_side(name: str, known: Sequence[YearValue]) -> str:
    """Describe the line of one side for those who do not see it."""
    start, end = known[0], known[-1]
    if len(known) == 1:
        return f"{name} reports {usd(start.value)} in {start.year}."
    top, low = (pick(known, key=lambda one: one.value) for pick in (max, min))
    return (
        f"{name} reports {usd(start.value)} in {start.year} and {usd(end.value)} in {end.year}; "
        f"highest {usd(top.value)} in {top.year}, lowest {usd(low.value)} in {low.year}."
    )


def describe_others(lines: Sequence[str], marks: int) -> list[str]:
    """Say whose figures thin lines are, and how many stand as marks."""
    stand = "stands as a separate mark" if marks == 1 else "stand as separate marks"
    return [
        *([f"Thin lines: {listing(lines)}."] if lines else []),
        *([f"{count(marks, 'figure')} stated in speech or press {stand}."] if marks else []),
    ]
