"""The trade between the two in words: the band claimed, and what figures of each side's totals say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.findings.finding import Years, YearValue
from dyad.findings.peak import PeakFacts
from dyad.findings.trade import BandCount, BandFacts
from dyad.record import About
from dyad.wording.events import defence_sentence
from dyad.wording.pieces import count, listing, possessive, say_span, say_years, usd, usd_million

TIPS = {
    "name": "Reported by", "year": "Year", "shown": "Exports and imports", "against": "Against the claim",
    "publishers": "Source", "note": "Note",
}  # fmt: skip
BELOW = "Below"  # the band
SERIES = "Goods trade, exports and imports together, USD million a year, as each side reports it"


def overtaking(*, year: int, name: str) -> str:
    return f"From {year} {name} reports more"


def overtaken(*, year: int, name: str) -> str:
    return f"From {year} on {name} reports more."


def against(place: str) -> str:
    return f"{place} the band"


def ribbon_said(*, years: str, low: str, high: str) -> str:
    return f"A pale ribbon: what other bodies give for {years}, {low} to {high}."


def ribbon(years: str) -> str:
    return f"range of other sources, {years}"


def as_reported(name: str) -> str:
    return f"As {name} reports"


def aloud(*, name: str, shown: str, year: str, against: str) -> str:
    return f"{name} reports {shown} for {year}, {against}"


def plain_title(*, about: About, years: tuple[int, int], known: bool) -> str:
    what = "Goods trade" if known else "No figure of goods trade"
    return f"{what} between {listing(about.names)}, {say_span(years)}"


def subtitle(*, about: About, years: tuple[int, int]) -> str:
    return f"Goods trade between {listing(about.names)}, USD million a year, {say_span(years)}"


def bodies_not_drawn(number: int) -> str:
    return f"Not drawn: {count(number, 'figure')} of press and other bodies"


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
        return f"No side puts the trade of {year} inside the band"
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


def say_band_inside(counts: Sequence[BandCount]) -> list[str]:
    """Say how many years lie inside the band, where there is more than one."""
    return [f"Inside the band (filled dots): {say_inside(counts)}"] if any(c.years > 1 for c in counts) else []


def why_no_total(sold: Mapping[str, bool]) -> str:
    """Say why there is no total: which sides, by name, have one direction alone, and whether that is what they sold."""
    words = {name: "its sales" if sales else "its purchases" for name, sales in sold.items()}
    if len(words) == 2 and len(set(words.values())) == 1:
        return f"each side’s series has {min(words.values())} alone"
    return listing([f"{possessive(name)} series has {what} alone" for name, what in words.items()])


def say_no_total(years_by_reason: Mapping[str, Sequence[int]]) -> str:
    """Say of which years there is no total, and why."""
    return "; ".join(f"No total for {say_years(years)}: {why}" for why, years in years_by_reason.items())


def say_reported(name: str, of: YearValue, part: float | None = None, *, bought: bool = False) -> str:
    """Say what one side reports of a year, and which `part` of it are its imports or exports."""
    said = f"{of.year}: {name} reports {usd(of.value)}"
    return said if part is None else f"{said}, {usd(part)} of it {'imports' if bought else 'exports'}"


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


def describe_totals(
    years: Years, sides: Mapping[str, Sequence[YearValue]], others: Sequence[str], marks: int, facts: str
) -> str:
    """Describe lines of both sides' totals for those who do not see them.

    Of `others` thin lines are, `marks` are figures that stand by themselves; what comes of the band is said at last.
    """
    said = [f"Line chart of goods trade in USD million a year, {years[0]} to {years[1]}."]
    said += [describe_side(name, known) for name, known in sides.items()]
    stand = "stands as a separate mark" if marks == 1 else "stand as separate marks"
    said += [f"Thin lines: {listing(others)}."] if others else []
    said += [f"{count(marks, 'figure')} stated in speech or press {stand}."] if marks else []
    return " ".join([*said, *([facts] if facts else [])])


def say_total(amount: float, *, bound: bool) -> str:
    """Say a figure, or that it is more than what is stated."""
    return f"{'more than ' if bound else ''}{usd_million(amount)}"


def name_other(name: str, year: int, amount: float, *, fiscal: bool, bound: bool) -> str:
    """Say what a single mark of another body is."""
    return f"{name}, {say_period(year, fiscal=fiscal)}: {'over ' if bound else ''}{usd(amount)}"


def name_line(name: str, *, brief: bool = False) -> str:
    """Say who reports the figures of a line, or of bars."""
    return name if brief else f"{name} reports"


def band_names(about: About, limits: tuple[float, float]) -> tuple[str, str, str, str]:
    """Say what the band is called, and from where to where it goes: with the unit, and ever shorter without."""
    whose, span = f"The {possessive(about.document)}", f"{usd(limits[0])}–{usd(limits[1])}"
    return (
        f"{whose} band: USD {span} million", f"{whose} band: {span}", f"{whose} {span}",
        f"{about.document.capitalize()}: {span}",
    )  # fmt: skip


def say_sides(year: int, sides: Mapping[str, float]) -> str:
    """Say what each side reports of a year."""
    return f"{year}: {', '.join(f'{name} {usd(value)}' for name, value in sides.items())}"


# -- when it was largest ------------------------------------------------------------------------


def peak_headline(facts: PeakFacts, _: About) -> str:
    """Say when trade peaked; of years that leave out some of those known, or go on after them, in which it did."""
    peaks, year = facts.peaks, facts.peaks[0].year
    owners = [possessive(peak.name) for peak in peaks]
    if not facts.same_year:
        if facts.whole and not facts.later:
            return f"Trade peaked in {year} by {owners[0]} figures, {peaks[1].year} by {owners[1]}"
        each = ", ".join(f"{peak.year} ({peak.name})" for peak in peaks)
        return f"Largest trade of {say_span(facts.span)}: {each}"
    by = "both sides’" if len(peaks) > 1 else owners[0]
    if not facts.whole:
        return f"In {say_span(facts.span)} {by} figures of trade peak in {year}"
    if facts.later:
        return f"Trade to {facts.last} peaked in {year} by {by} figures"
    if facts.before_defence:
        return f"Trade peaked in {year}, before the turning points in defence"
    return f"Trade peaked in {year} by {by} figures"


def peak_text(facts: PeakFacts, about: About) -> str:
    """Say when trade peaked by each side's figures, and beside it the turning points in defence."""
    text = [
        f"By {possessive(peak.name)} figures of {say_years(peak.years)} goods trade between the two was largest in "
        f"{peak.year}, at USD {usd(peak.value)} million."
        for peak in facts.peaks
    ]
    return " ".join(filter(None, (*text, defence_sentence(facts.defence, about))))


def say_period(year: int, *, fiscal: bool) -> str:
    """Say of which year a figure is."""
    return f"{'fiscal ' if fiscal else ''}{year}"
