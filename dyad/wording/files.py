"""What files say of what they hold, what each is identified by, and which letters or figures do not fit into one."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.record import Record
from dyad.wording.pieces import count, listing
from dyad.wording.record import data_version

TEXT_STAYS = "In SVG, HTML, CSV and Vega-Lite text stays text."
MOST_NAMED = 5  # letters, and rows that hold them
NAMELESS = "without a name"  # a letter
FILES = {  # all of a record, by the name of the file
    "record.xlsx": "All tables in one workbook (XLSX)",
    "record.zip": "All tables in one zip (CSV)",
    "timelinejs.csv": "Events as a TimelineJS sheet",
    "timelinejs.json": "Events as TimelineJS JSON",
}
LESSON_EXAMPLES = (  # of the steps of a lesson: titles, and a prompt
    ("What is this about?", "What do you know of it already?"), ("What happened, and when", ""), ("One event", ""),
)  # fmt: skip


def identify(what: str, version: str) -> str:
    """Return what a file is identified by: the address or the title of what it shows, and the data."""
    return f"{what}, data version {version}"


def identify_claim(*, id: str, version: str) -> str:
    return identify(f"claim {id}", version)


def too_small(*, figure: str, size: str) -> str:
    return f"{figure} has more to show than {size} can hold legibly. Choose a larger size, fewer years or themes."


def row_number(number: int) -> str:
    return f"row {number}"


def cell_too_long(*, sheet: str, row: int, found: int, allowed: int) -> str:
    return f"sheet '{sheet}' row {row}: a cell has {found:,} characters. Allowed: {allowed:,}."


def letters_missing(letters: Sequence[str], rows: Sequence[str]) -> str:
    """Say which letters the font lacks, in which rows they stand, and what to do."""
    one = len(letters) == 1
    where = f" Found in {listing(_first_of(rows, 'row'))}." if rows else ""
    return (
        f"{count(len(letters), 'character is', 'characters are')} not in the font that comes with this program: "
        f"{listing(_first_of(letters, 'character'))}.{where} "
        f"{'It' if one else 'They'} would be {'an empty box' if one else 'empty boxes'}. "
        "Write Latin or Cyrillic letters there."
    )


def _first_of(named: Sequence[str], noun: str) -> list[str]:
    """Return the first letters, or rows, that a file lacks or has, and how many more there are."""
    rest = len(named) - MOST_NAMED
    return [*named[:MOST_NAMED], count(rest, f"more {noun}")] if rest > 0 else list(named)


def from_record(record: Record) -> str:
    """Say on the first slide of a timeline which record it is made of."""
    created = f", as of {record.about.created}" if record.about.created else ""
    of = " and ".join(record.about.economies.values()) or record.about.title
    return f"From the record of {of}{created}, version {record.version}."


def readme(
    record: Record, title: str, alt: str, *, files: Sequence[tuple[str, str]], manifest: str, cited: str, terms: str
) -> str:
    """Return what stands beside a figure, its tables and citations: what each of the `files` is, and how to cite."""
    listed = "\n".join(f"  {name}: {about}." for name, about in files)
    return (
        f"{title}\n\n{alt}\n\n"
        f"Files\n{listed}\n"
        "  citations/: how to cite the figure and every source it rests on, in six forms.\n"
        f"  {manifest}: the SHA-256 sum of each file; check with: sha256sum -c {manifest}\n\n"
        f"Cite as\n  {cited}\n\n"
        f"{data_version(record.version)}. {terms}.\n"
        "In the tables a text that a spreadsheet would run as a formula has a ' before it.\n"
    )
