"""What is said of a record as a whole: what it is, what it holds, its version and its terms."""

from __future__ import annotations

from markupsafe import Markup

from dyad.record import About, Record
from dyad.record.dates import say_date, say_span, say_year
from dyad.wording.pieces import count, listing, possessive

HINT = "drag over years, open one"
HINT_YEARS = "Drag over years"
WHO_SAYS_SO, SOURCES, LESSON = "Who says so", "Sources", "Lesson"
LESSON_ON = "A lesson on {title}, a step to the window"
FIGURES_OF = "The figures of {title} as pictures, files and citations"
TABLES_BEHIND = "The tables and sources behind {title}, and how to cite them"
LACKING = "This record holds {what}. They can be brought as a table, on the Record page."
DATA_VERSION = "Data version {version}"


def foot_of(record: Record) -> str:
    """Return what stands at the foot of each page of paper."""
    return f"{record.about.title}. {DATA_VERSION.format(version=record.version)}"


def figure_terms(licence: str) -> str:
    """Say on what terms a figure may be used."""
    return f"{f'Figure under the {licence}; data' if licence else 'Data'} under the terms of its sources"


def site_terms(licence: str) -> str:
    """Say on what terms a site may be used."""
    licensed = f"Figures under the {licence}; data" if licence else "Data"
    return f"{licensed} under the terms of its sources, named with each."


def say_shown(shown: int, more: int, *, of: int) -> tuple[str, str]:
    """Say how many `of` so many events are shown and what can be done with them; and how many, beside those left out.

    Titles of figures speak of all of them: what themes or words leave out is faded, and stays.
    """
    events = count(of, "event") if shown == of else f"{shown:,} of {count(of, 'event')}"
    return f"{events}{f': {HINT}' if shown else ''}", f"{events}, {more:,} left out" if more else events


def count_sources(record: Record) -> str:
    """Say how many documents the record rests on."""
    return count(len(record.sources), "source")


def what_is_told(record: Record, sources: Markup) -> Markup:
    """Say what a record without claims holds; `sources` leads to them."""
    events, years = count(len(record.events), "event"), say_span(record.about.years)
    return Markup("{} of {}, each with its date as wide as it is known, from {}.").format(events, years, sources)


def what_is_checked(claims: int, *, author: str, document: Markup, year: int | None, sources: Markup) -> Markup:
    """Say whose document is checked, of when, beside what; `document` and `sources` lead to them."""
    date = f" ({say_year(year)})" if year is not None else ""
    return Markup("{} of {} {}{}, each beside the record, from {}.").format(
        count(claims, "statement"), possessive(author), document, date, sources
    )


def name_document(about: About, title: str, *, ours: bool) -> str:
    """Name the document that is checked; a title that is a description of `ours` has no quotation marks."""
    return f"{about.document} {title if ours else f'“{title}”'}"


def describe_tables(record: Record) -> str:
    """Say in a sentence what the tables hold, and from where."""
    document = record.about.document
    held = [
        count(len(record.events), "event"),
        *([count(len(record.claims), f"claim of the {document}", f"claims of the {document}")]
          if record.has_claims else []),
        *([count(len(record.trade), "figure")] if len(record.trade) else []),
        *([f"{count(len(record.comparison), 'figure')} of other economies"] if len(record.comparison) else []),
    ]  # fmt: skip
    return f"{listing(held)}, each with its sources: {count(len(record.sources), 'document')} in all."


def introduce(record: Record) -> str:
    """Say what the tables hold, of which day they are, and which version."""
    created = f" The tables are of {say_date(record.about.created)}." if record.about.created else ""
    return f"{describe_tables(record)}{created} {DATA_VERSION.format(version=record.version)}."


def describe_sources(about: About, documents: int) -> str:
    """Describe the page of the documents."""
    return f"{about.title}: the {count(documents, 'document')} behind it."


def describe_lesson(about: About, steps: int) -> str:
    """Describe the page of a lesson."""
    return f"{about.title}: a lesson of {count(steps, 'step')}."


def count_documents(documents: int, publishers: int) -> str:
    """Say how many documents there are, by how many who published them."""
    return f"{count(documents, 'document')} by {count(publishers, 'publisher')}."


def say_uses(events: int, claims: int, figures: int) -> str:
    """Say how many events, claims and figures rest on a document."""
    uses = ((events, "event"), (claims, "claim"), (figures, "figure"))
    return ", ".join(count(number, what) for number, what in uses if number)


def count_claims(part: int, whole: int) -> str:
    """Say how many of all claims are shown."""
    return count(whole, "claim") if part == whole else f"{part:,} of {count(whole, 'claim')}"


def report_mistake(about: About, version: str, *, what: str, address: str) -> str:
    """Return a text to copy that names what is reported, where it is seen and the version of the data."""
    return (
        f"A mistake in {about.title}\n"
        f"Where: {what}\n"
        f"Address: {address}\n"
        f"Data version: {version}\n"
        "What is wrong: \n"
        "What it should say, and the source that says so: "
    )
