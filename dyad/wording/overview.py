"""What the overview says: beside its parts, and in its key figures, a number and the sentence under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.findings.finding import Course, Years
from dyad.findings.partners import Share
from dyad.findings.peak import PeakFacts
from dyad.findings.trade import BandCount
from dyad.record import About, Record
from dyad.wording.figures import within_ten_words
from dyad.wording.pieces import listing, percent, possessive, say_span, usd
from dyad.wording.trade import say_inside

TRADE, RANKS = "goods trade", "world ranks"
RANKS_HEADING = "World rank in exports (solid) and imports (dashed), 1 at the top"
FILLED = "Filled dots: trade inside the band"
Said = tuple[str, str]


def say_course(years: Years, facts: PeakFacts, record: Record, *, crowded: bool) -> str:
    """Say whether the events named crowd into some years or spread over them, and in which trade peaked."""
    tops = listing([str(year) for year in dict.fromkeys(peak.year for peak in facts.peaks)], last="or")
    peaked = f"trade{f' to {facts.last}' if facts.later else ''} peaked in {tops}"
    course = f"{'crowd into' if crowded else 'spread over'} {say_span(years)}"
    whose = [f"The {possessive(record.about.document)} events"] if record.has_claims else []
    return within_ten_words(*(f"{which} {course}; {peaked}" for which in (*whose, "Events")))


def overview_subtitle(about: About, years: Years, below: Sequence[str]) -> str:
    """Say what is drawn: events, and what stands below them."""
    return f"{listing(['Events', *below])}{about.pair('of')}, {say_span(years)}"


def trade_heading(about: About, band: tuple[float, float] | None) -> str:
    """Head the lines of trade in the overview: what they are, and what the tint is where it does not say itself."""
    tinted = f"; tinted: the {possessive(about.document)} {usd(band[0])}–{usd(band[1])}" if band else ""
    return f"Goods trade, USD million a year, by who reports it{tinted}"


# -- key figures -------------------------------------------------------------------------------


def say_claims(counted: Mapping[str, int], of: Years | None) -> Said:
    """Say how many of the checkable claims hold, by how many bear each verdict; those `of` some years, or all."""
    opinions, checkable = counted["opinion"], sum(counted.values()) - counted["opinion"]
    about = f" on {say_span(of)} or no one event" if of else ""
    partly = f", {counted['partly']:,} in part" if counted["partly"] else ""
    more = f"; {opinions:,} more {'is an opinion' if opinions == 1 else 'are opinions'}" if opinions else ""
    return f"{counted['confirmed']:,} of {checkable:,}", f"checkable claims{about} hold{partly}{more}"


def say_events(number: int, years: Years) -> Said:
    """Say how many events there are of some years."""
    return f"{number:,}", f"{'event' if number == 1 else 'events'}, {say_span(years)}"


def say_sources(number: int) -> Said:
    """Say how many sources are named."""
    return f"{number:,}", "source named" if number == 1 else "sources named"


def say_band(counts: Sequence[BandCount], limits: tuple[float, float]) -> Said:
    """Say in how many years trade lay inside the band, side by side."""
    inside = f" with trade of USD {usd(limits[0])}–{usd(limits[1])} million"
    number = f"{len(counts[0].inside)} of "
    of, _, words = say_inside(counts, what=inside).removeprefix(f"{number}the ").partition(" ")
    return number + of, words


def say_shares(found: Sequence[Share], about: About) -> Said:
    """Say what share each has of the other's goods trade in the last year, which is the same for both."""
    whose = listing([possessive(about.name(share.economy)) for share in found])
    values = listing([percent(share.course.last.value) for share in found])
    return values, f"of {whose} goods trade was with the other in {found[0].course.last.year}"


def say_votes(course: Course) -> Said:
    """Give as a key figure between which shares the votes cast alike went."""
    (start, before), (end, after) = sorted((one.year, round(one.value)) for one in (course.lowest, course.highest))
    ends = "the most and the least" if before > after else "the least and the most"
    span = say_span((course.first.year, course.last.year))
    return f"{before}% → {after}%", f"of UN roll calls voted alike in {start} and {end}, {ends} of {span}"


def say_last_year(year: int, values: tuple[float, float], about: About) -> Said:
    """Say what each side reports of a year, in USD million."""
    one, other = map(possessive, about.names)
    return f"USD {usd(values[0])} million", f"traded in {year} by {one} figures, {usd(values[1])} by {other}"


def say_ranks(listed: int, stated: int, about: About, years: Years) -> Said:
    """Say how many of the ranks stated a list of some years gives."""
    words = f"of the {possessive(about.document)} ranks {'is' if listed == 1 else 'are'} in a list"
    return f"{listed} of {stated}", f"{words} of {say_span(years)}"
