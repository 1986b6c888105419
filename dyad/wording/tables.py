"""What tables on pages are called, how their columns are headed, what is said of their rows, or why there are none."""

from __future__ import annotations

from dyad.wording.pieces import count, possessive

# columns of figures and ranks
YEAR, INDICATOR, OF, FLOW, VALUE, FROM, TO, UNIT = "Year", "Indicator", "Of", "Flow", "Value", "From", "To", "Unit"
OUT_OF, REPORTED_BY, BASIS, SOURCE, NOTE = "Out of", "Reported by", "Basis", "Source", "Note"
ECONOMY, RANK_IN, NEAREST, LISTED = "Economy", "Rank in", "Nearest found", "In a list of those years"
YES, NO, NONE, NO_YEAR = "yes", "no", "none", "not stated"
# columns of events, of the data dictionary
DATE, EVENT, THEME, SOURCES = "Date as known", "Event", "Theme", "Sources"
COLUMN, HOLDS, KIND, SEVERAL, REQUIRED, ALLOWED = "Column", "Holds", "Kind", "Several", "Required", "Allowed"
KINDS = {"edtf": "date (EDTF)", "slug": "id", "code": "ISO 3166 alpha-3"}  # of cells, where the name is not enough
PARTED = "parted by ;"

MAIN = "Main"
EVENTS, TABLES, DICTIONARY, TABLE = "The events of the timeline", "The tables", "Data dictionary", "Table"
SEARCH, NO_ROW = "Search in this table", "No row holds these words."
ALONE_PRINTED = ": these alone are printed"  # on paper, where the others could not be had


def list_of(name: str) -> str:
    return f"{possessive(name)} list"


def fiscal(year: str) -> str:
    return f"{year} (fiscal)"


def title_dictionary(file: str) -> str:
    return f"Data dictionary of {file}"


def download(file: str) -> str:
    return f"Download {file}"


def count_rows(number: int) -> str:
    return f"{number:,} rows"


def rows_shown(*, first: int, last: int, number: int) -> str:
    return f"Rows {first:,}–{last:,} of {number:,}"


def claims_of(document: str) -> str:
    return f"The {possessive(document)} claims"


def ranks_beside(document: str) -> str:
    return f"The {possessive(document)} ranks beside the nearest found"


def rows_found(number: int, whole: int, *, searched: bool) -> str:
    """Say how many rows of a table on a page a search left, or how many it has."""
    return f"{number:,} of {count(whole, 'row')}" if searched else count(whole, "row")
