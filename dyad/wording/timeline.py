"""What figures of events say: titles, what signs are, what is not drawn, descriptions for those who do not see them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from dyad.findings.claims import UNCLAIMED
from dyad.findings.finding import Years
from dyad.record import About, Record
from dyad.record.schema import VERDICTS
from dyad.wording.claims import say_verdict, say_what_claims_do
from dyad.wording.events import left_out_by
from dyad.wording.figures import within_ten_words
from dyad.wording.pieces import count, headed, in_words, listing, possessive, say_span, some
from dyad.wording.view import NAME_LEFT_OUT

CROWDED = "Events counted by theme and time, too many to draw one by one; click a bar to open it"
REACHING = {"open": "→ goes on", "unknown": "? end not known"}
BAR_NUMBER = "Events"
SIGNS, COLOURS = "signs: the worst verdict on each", "colours: the worst verdict on each"
NOT_STATED = "not stated"  # a place
MOMENT_TIPS = {"title": "Event", "date_text": "Date as known", "place": "Place"}
LASTED, WITHIN_THIS, ABOUT_THEN = "lasted", "date within this", "about then"
SIGN_WORDS = {
    "confirmed": "what is said holds",
    "partly": "holds in part",
    "contradicted": "a claim contradicted",
    "not found": "a claim not found",
    "opinion": "opinion",
}
MOST_SIGNS = 20  # small ones that a note names


def no_event_of(years: str) -> str:
    return f"No event of {years} is left by these filters"


def bar_aloud(*, events: int, years: str, theme: str, said: str) -> str:
    return f"{count(events, 'event')} of {years}: {theme}, {said}"


def crowd(*, events: int, when: str) -> str:
    return f"{count(events, 'event')}, {when}"


def numbered(*, number: int, label: str, date: str) -> str:
    return f"{number} {label}, {date}"


def count_events(number: int) -> str:
    return count(number, "event")


def timeline_title(verdicts: Counter[str], record: Record, years: Years, *, themes: int) -> str:
    """State for how many events all that is claimed holds, by verdict; without claims of how many `themes` they are."""
    span, document, whole = say_span(years), record.about.document, verdicts.total()
    if not whole:
        return no_event_of(span)
    if not record.has_claims:
        return f"{count(whole, 'event')} of {span}" + (f" in {in_words(themes)} themes" if themes > 1 else "")
    named = whole - verdicts[UNCLAIMED]
    if not named:
        return f"{count(whole, 'event')} of {span} that the {document} leaves out"
    good = verdicts["confirmed"] + verdicts["opinion"]
    if named == 1:
        return f"The {possessive(document)} one event of {span} holds{'' if good else ' not in full'}"
    return within_ten_words(
        f"The {possessive(document)} account holds for {some(good)} of {named:,} events, {span}",
        f"{headed(some(good))} of {named:,} events, {span}, hold as told",
    )


def timeline_subtitle(about: About, years: Years, *, around: bool, by_theme: bool, left_out: int) -> str:
    """Say what the events are, and how many the document leaves out."""
    more = f"{' and around them' if around else ''}{' by theme' if by_theme else ''}"
    said = f"Events{about.pair('between')}{more}, {say_span(years)}"
    return f"{said}; {left_out:,} of them left out by the {about.document}" if left_out else said


def list_subtitle(listed: int, whole: int) -> str:
    """Say in which order events stand under each other, and how many of them."""
    return f"Events, oldest first{f'; the first {listed} of {whole:,}' if whole > listed else ''}"


def event_tips(record: Record) -> dict[str, str]:
    """Return what is told of an event, by column."""
    said = {"said": f"What the {record.about.document} says of it"} if record.has_claims else {}
    return {**MOMENT_TIPS, **said, "publishers": "Sources"}


def bar_tips(record: Record) -> dict[str, str]:
    """Return what is told of a bar of many events beside their number, by column."""
    said = {"said": f"What the {record.about.document} says of them"} if record.has_claims else {}
    return {"when": "Years", "theme": "Theme", **said}


def say_reaching(ends: Container[str]) -> str:
    """Say what the signs at the open ends of bars are."""
    return ", ".join(said for missing, said in REACHING.items() if missing in ends)


def say_sign(verdict: str, number: int, about: About, *, later: int = 0) -> str:
    """Say what the sign of a verdict says of an event, or of so many; of those no claim names so many are `later`."""
    words = SIGN_WORDS.get(verdict, left_out_by(about.document))
    if number and verdict in SIGN_WORDS:
        return say_what_claims_do(verdict, number)
    if verdict == UNCLAIMED and later:
        return f"{number - later:,} {words}, {later:,} after it" if number else f"{words}, or after it"
    return f"{number:,} {words}" if number else words


def say_squares(record: Record, *, same: bool, brief: bool, number: int) -> str:
    """Say what so many small squares are: the `same` as other signs but without a name, or what no claim names."""
    words = "the same, not named" if same else "not named here"
    if record.has_claims and not same:
        words = "left out" if brief else left_out_by(record.about.document)
    return f"{number:,} {words}" if number else words


def say_not_drawn(lesser: int, others: Sequence[str], *, undated: int, beyond: int, about: About) -> list[str]:
    """Say how many lesser events, and what else, have no room, how many have no date, and are `beyond` the document."""
    missing = [*([f"{lesser:,} lesser event{'s' if lesser > 1 else ''}"] if lesser else []), *others]
    return [
        *([f"Not drawn for want of room: {listing(missing)}"] if missing else []),
        *([f"{count(undated, 'event')} without a date not drawn"] if undated else []),
        *([f"Not drawn: {count(beyond, 'event')} the {about.document} leaves out"] if beyond else []),
    ]


def say_not_counted(record: Record, *, regional: int, later: int, not_listed: int) -> list[str]:
    """Say how many events around the two, after the document, and of a list `not_listed`, are not drawn."""
    document = record.about.document
    told = (
        (not_listed, "event", f" the {document} leaves out (the filter “{NAME_LEFT_OUT}” lists them)"),
        (regional, "regional event", f" that the {document} names" if record.has_claims else ""),
        (later, "event", f" after the {document}"),
    )
    said = [f"{count(number, what)}{which}" for number, what, which in told if number > 0]
    how = "listed" if not_listed else "drawn"
    return [f"Not {how} nor counted: {listing(said)}"] if said else []


def say_small_signs(labels: Mapping[int, Sequence[str]], *, small: bool) -> list[str]:
    """Name events whose sign, `small` or not, has no room for a name, by year; of many, how many they are."""
    signs = "Small signs" if small else "Signs without a name"
    number = sum(map(len, labels.values()))
    if number > MOST_SIGNS:
        return [f"{signs}: {count(number, 'event')} without room for a name"]
    years = [f"{year} {' · '.join(own)}" for year, own in labels.items()]
    return [f"{signs}, the earliest first: {'; '.join(years)}"] if years else []


def describe_timeline(
    themes: Counter[str], verdicts: Counter[str], ends: Sequence[tuple[str, str]], record: Record, *, title: str
) -> str:
    """Describe a timeline, from its events by theme and by verdict, and date and title of the first and the last."""
    if not ends:
        return f"Timeline. {title}."
    by_theme = listing([f"{number:,} {theme}" for theme, number in themes.items()])
    by_verdict = ""
    if record.has_claims:
        said = Counter[str]()
        for verdict, number in verdicts.items():
            said[verdict if verdict in VERDICTS else say_verdict(verdict, record.about)] += number
        numbers = listing([f"{number:,} {verdict}" for verdict, number in said.items()])
        by_verdict = f"By what matters most in the {possessive(record.about.document)} claims: {numbers}. "
    first, last = (f"{date}, {title}" for date, title in ends)
    return (
        f"Timeline of {count(themes.total(), 'event')}: {by_theme}. {by_verdict}The first: {first}; the last: {last}."
    )


# -- how many events each year has, and how many of them the document names ----------------------

STRIP_NAME = "Events a year"
STRIP_WHAT = "Events by the year in which they begin"
COLUMN_TIPS = {"name": "Events", "year": "Year", "shown": "How many"}


def column_aloud(*, years: str, events: int, what: str) -> str:
    return f"{years}: {count(events, 'event')}, {what}"


def strip_title(named: int, whole: int, record: Record, years: Years) -> str:
    """Say how many of all events of some years the document names."""
    if not whole:
        return no_event_of(say_span(years))
    events = f"{count(whole, 'event')} of {say_span(years)}"
    return f"The {record.about.document} names {some(named)} of {events}" if record.has_claims else events


def say_run(inside: int, named: int, record: Record, run: Years) -> str:
    """Say how many of the events named fall into a run of years."""
    of = f"{f'the {possessive(record.about.document)} ' if record.has_claims else ''}{count(named, 'event')}"
    if inside == named:
        return f"All of {of} fall in {say_span(run)}" if inside > 1 else f"{of.capitalize()} falls in {run[0]}"
    return f"{inside:,} of {of} {'fall' if inside > 1 else 'falls'} in {say_span(run)}"


def say_column(years: Years, whole: int, named: int, record: Record) -> str:
    """Say how many events a column has, and how many of them the document names."""
    said = f"{say_span(years)}: {count(whole, 'event')}"
    names = f", the {record.about.document} names {some(named)}"
    return f"{said}{names if record.has_claims else ''}"


def strip_subtitle(record: Record, years: Years, *, step: int) -> str:
    """Say what a column is, of so many years, and of a record that checks claims which squares are filled."""
    each = f"Events{record.about.pair('between')} {'by year' if step == 1 else f'by {step} years'}"
    filled = f", filled where the {record.about.document} names them" if record.has_claims else ""
    return f"{each}, {say_span(years)}{filled}"


def say_named(record: Record) -> str:
    """Say what events are that are drawn filled."""
    return f"named by the {record.about.document}" if record.has_claims else "in the record"


def say_lower_part(record: Record, *, noted: bool = False) -> str:
    """Say what the lower part of each bar is, beside the bars or `noted` below the figure."""
    return f"{STRIP_NAME}: the lower part is {say_named(record)}" if noted else f"lower part: {say_named(record)}"


def say_square(record: Record, *, named: bool) -> str:
    """Say what a square is, filled where the document names its event."""
    return f"event {say_named(record) if named else left_out_by(record.about.document)}"


def describe_strip(title: str, columns: Sequence[tuple[Years, int, int]], record: Record) -> str:
    """Describe columns for those who do not see them, by their years, events named and events left out."""
    said = [
        f"{say_span(years)}: "
        + (f"{named:,} named, {left_out:,} left out" if record.has_claims else f"{named + left_out:,}")
        for years, named, left_out in columns
    ]
    return f"Columns of events by year. {title}. {'; '.join(said)}{'.' if said else ''}".rstrip()
