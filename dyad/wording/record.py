"""What is said of a record as a whole: what it is and holds, its version, the terms of figures, site and documents."""

from __future__ import annotations

from markupsafe import Markup

from dyad.record import Record
from dyad.record.dates import say_date, say_year
from dyad.wording.pieces import count, listing, possessive, say_span

WHO_SAYS_SO, SOURCES, LESSON = "Who says so", "Sources", "Lesson"
OPEN = "CC "  # begins the name of a licence of Creative Commons


def lesson_on(title: str) -> str:
    return f"A lesson on {title}, a step to the window"


def figures_of(title: str) -> str:
    return f"The figures of {title} as pictures, files and citations"


def tables_behind(title: str) -> str:
    return f"The tables and sources behind {title}, and how to cite them"


def lacking(what: str) -> str:
    return f"This record holds {what}. They can be brought as a table, on the Record page."


def data_version(version: str) -> str:
    return f"Data version {version}"


def count_sources(number: int) -> str:
    return count(number, "source")


def sources_behind(*, title: str, number: int) -> str:
    return f"{title}: the {count(number, 'document')} behind it."


def documents_by(*, documents: int, publishers: int) -> str:
    return f"{count(documents, 'document')} by {count(publishers, 'publisher')}."


def figure_terms(licence: str, *, what: str = "Figure") -> str:
    """Say on what terms a figure of a record may be used, or `what` else is made of it."""
    return f"{f'{what} under the {licence}; data' if licence else 'Data'} under the terms of its sources"


def site_terms(licence: str) -> str:
    """Say on what terms a site may be used."""
    return f"{figure_terms(licence, what='Figures')}, named with each."


def document_terms(record: Record) -> str:
    """Say who publishes under which open licence, and where the terms of all others stand."""
    licences = record.sources["licence"].str.replace(";", ",").str.partition(",")[0].str.strip()
    open_ones = record.sources[licences.str.startswith(OPEN)].groupby(licences, sort=False)["publisher"].unique()
    under = "".join(f"Under {licence}: {listing(list(of))}. " for licence, of in open_ones.items())
    return (
        f"{under}The terms of every{' other' if under else ''} document stand in the sources "
        "table; cite the source itself for a single figure."
    )


def what_is_told(record: Record, sources: Markup) -> Markup:
    """Say what a record without claims holds; `sources` leads to them."""
    events, years = count(len(record.events), "event"), say_span(record.about.years)
    return Markup("{} of {}, each with its date as wide as it is known, from {}.").format(events, years, sources)


def what_is_checked(claims: int, *, author: str, document: Markup, year: int | None, sources: Markup) -> Markup:
    """Say what a record with claims holds: whose document, of when, is checked beside what; links lead to them."""
    date = f" ({say_year(year)})" if year is not None else ""
    return Markup("{} of {} {}{}, each beside the record, from {}.").format(
        count(claims, "statement"), possessive(author), document, date, sources
    )


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
    """Say what the tables hold, of which day they are, which version, and where to put others in their place."""
    created = f" The tables are of {say_date(record.about.created)}." if record.about.created else ""
    own = "Tables of your own can take their place: at the foot of this page."
    return f"{describe_tables(record)}{created} {data_version(record.version)}. {own}"
