"""What is said where readers bring tables or edit events: how a file is to be read, problems found, whose are shown."""

from __future__ import annotations

from dyad.wording.pieces import count

FOR_EDITORS, USE_YOUR_OWN, TABLES = "For editors", "Use your own tables", "Tables"
WHAT_TO_BRING = (
    "Bring a table of events, and if you like trade, claims, sources and a lesson: CSV files, a zip of them, "
    "one Excel workbook with those sheets, or a TimelineJS sheet or JSON. A title and a date are enough. They "
    "stay in this window: nothing is stored, and nobody else sees them."
)
TEMPLATES, ALL_IN_WORKBOOK = "Templates, each with a few example rows:", "All as one workbook"
NOTHING_TO_SHOW = "Nothing can be shown of them yet: mend the files and bring them again."
ENCODINGS = {"": "as guessed", "cp1252": "Windows-1252 (Western)", "cp1251": "Windows-1251 (Cyrillic)"}
ORDERS = {"day first": "day first: 4 May 2016", "month first": "month first: 5 April 2016"}
DATES_GIVE, NUMBERS_HAVE = "Dates such as 04/05/2016 give the", "Numbers such as 1,234 have"
LETTERS = "Letters of the file"
SAY_MORE, TITLE, AS_TABLES_SAY = "If you like, say more of them:", "Title", "as the tables say"
CLAIMS_OF, DOCUMENT = "Claims are those of the", "document"
STATE_CODES, CODE, ITS_NAME = ("First state’s code", "Second state’s code"), "alpha-3", "its name"
BACK_TO_SERVED = "Back to the served record"

EDIT_EVENTS, OPEN_EDITOR, EDITED_EVENTS = "Edit the events", "Open the editor", "The events, to be edited."
HOW_TO_EDIT = (
    "Change cells, add rows at the end, take rows away. Your changes become tables of your own in this window; "
    "the served record stays as it is."
)
CHECK_AND_SHOW, DOWNLOAD_EDITED = "Check and show", "Download events.csv as edited"
FILE, LINE, FOUND, WRONG, TO_DO = "File", "Line", "Found", "What is wrong", "What to do"  # columns of problems
PROBLEMS = "The problems found, one a row"


def limits(*, files: int, megabytes: int, rows: int, columns: int, letters: int) -> str:
    return f"At most {files} files of {megabytes} MB, {rows:,} rows, {columns} columns, {letters:,} characters a cell."


def served_shown(title: str) -> str:
    return f"This is the served record: {title}."


def too_many_files(*, number: int, most: int) -> str:
    return f"{number} files are too many. Allowed: {most}. Take some away."


def copy_with_problems(name: str) -> str:
    return f"{name}, with a column of problems"


def copies_of_first(number: int) -> str:
    return f"Copies of the first {number} files are offered."


def first_problems(*, shown: int, number: int) -> str:
    return f"The first {shown} of {number:,}; the copies below name every one."


def own_tables(*, title: str, events: int) -> str:
    return (
        f"Your own tables: {title}, {count(events, 'event')}. They are in this window only; loading it anew ends them."
    )


def problems_found(number: int) -> str:
    return f"{count(number, 'problem')} found."


def show_rows(events: int, left_out: int) -> str:
    """Offer to show tables, without the rows that are left out."""
    return (
        f"Show the good rows ({count(events, 'event')}), without {count(left_out, 'row')}" if left_out else "Show them"
    )
