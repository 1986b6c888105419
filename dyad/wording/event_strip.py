"""What the strip of years says: how many events each has, and how many of them the document names."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.findings.finding import Years
from dyad.record import Record
from dyad.record.dates import say_span
from dyad.wording.pieces import count, possessive
from dyad.wording.timeline import no_event, say_left_out

NAME = "Events a year"
WHAT = "Events by the year in which they begin"
BAR_TIPS = {"name": "Events", "year": "Year", "shown": "How many"}


def strip_title(named: int, whole: int, record: Record, years: Years) -> str:
    """Say how many of all events of some years the document names."""
    if not whole:
        return no_event(years)
    events = f"{count(whole, 'event')} of {say_span(years)}"
    return f"The {record.about.document} names {named or 'none'} of {events}" if record.has_claims else events


def say_run(inside: int, named: int, record: Record, run: Years) -> str:
    """Say how many of the events named fall into a run of years."""
    of = f"{f'the {possessive(record.about.document)} ' if record.has_claims else ''}{count(named, 'event')}"
    if inside == named:
        return f"All of {of} fall in {say_span(run)}" if inside > 1 else f"{of.capitalize()} falls in {run[0]}"
    return f"{inside:,} of {of} {'fall' if inside > 1 else 'falls'} in {say_span(run)}"


def say_column(years: Years, whole: int, named: int, record: Record) -> str:
    """Say how many events a column has, and how many of them the document names."""
    said = f"{say_span(years)}: {count(whole, 'event')}"
    names = f", the {record.about.document} names {f'{named:,}' if named else 'none'}"
    return f"{said}{names if record.has_claims else ''}"


def strip_subtitle(record: Record, years: Years, *, step: int) -> str:
    """Say what a column is, of so many years, and of a record that checks claims which squares are filled."""
    each = f"Events{record.about.pair('between')} {'by year' if step == 1 else f'by {step} years'}"
    filled = f", filled where the {record.about.document} names them" if record.has_claims else ""
    return f"{each}, {say_span(years)}{filled}"


def say_named(record: Record) -> str:
    """Say what events are that are drawn filled."""
    return f"named by the {record.about.document}" if record.has_claims else "in the record"


def say_lower_part(record: Record) -> str:
    """Say what the lower part of each bar is."""
    return f"lower part: {say_named(record)}"


def say_lower_parts(record: Record) -> str:
    """Say as a note what the lower part of each bar is."""
    return f"{NAME}: the lower part is {say_named(record)}"


def say_square(record: Record, *, named: bool) -> str:
    """Say what a square is, filled where the document names its event."""
    return f"event {say_named(record) if named else say_left_out(record.about)}"


def say_bar(years: Years, number: int, words: str) -> str:
    """Say aloud how many events a bar has, and what they are."""
    return f"{say_span(years)}: {count(number, 'event')}, {words}"


def describe_strip(title: str, columns: Sequence[tuple[Years, int, int]], record: Record) -> str:
    """Describe columns for those who do not see them, by their years, events named and events left out."""
    said = [
        f"{say_span(years)}: {f'{named} named, {left_out} left out' if record.has_claims else named + left_out}"
        for years, named, left_out in columns
    ]
    return f"Columns of events by year. {title}. {'; '.join(said)}{'.' if said else ''}".rstrip()
