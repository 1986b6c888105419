"""What tables on pages are called, how their columns are headed, what is said of their rows, or why there are none."""

from __future__ import annotations

from dyad.wording.pieces import Sentence, count

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

LIST_OF, MAIN = Sentence("{name:whose} list"), "Main"
EVENTS, TABLES, DICTIONARY, TABLE = "The events of the timeline", "The tables", "Data dictionary", "Table"
SEARCH, NO_ROW = "Search in this table", "No row holds these words."
FISCAL = "{year} (fiscal)"
TITLE_DICTIONARY = "Data dictionary of {file}"
DOWNLOAD = "Download {file}"
TITLE_TABLE = "{title}: {file}"
ROWS = "{number:,} rows"
ALONE_PRINTED = ": these alone are printed"  # on paper, where the others could not be had
ROWS_SHOWN = "Rows {first:,}–{last:,} of {number:,}"
CLAIMS_OF = Sentence("The {document:whose} claims")
RANKS_BESIDE = Sentence("The {document:whose} ranks beside the nearest found")


def rows_found(number: int, whole: int, *, searched: bool) -> str:
    """Say how many rows of a table on a page a search left, or how many it has."""
    return f"{number:,} of {count(whole, 'row')}" if searched else count(whole, "row")
