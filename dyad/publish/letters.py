"""Letters that the bundled font lacks: found before a file is drawn, and named with the rows they stand in.

Concerned are pictures, PDF and whatever holds one: their letters are drawn here, and one that the bundled font lacks
would be an empty box. In SVG, HTML, the site, tables and the slides' own text it stays text, which the reader's program
draws with its own fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields

from lxml import etree

from dyad.figures.style import known_letters
from dyad.lesson import Lesson
from dyad.publish.sheets import ExportOptions, lay_out
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.schema import LIST_SEPARATOR, TABLES
from dyad.render.svg import SVG
from dyad.view import View
from dyad.wording import files as wording

REPLACED = ("sources", "title")  # the column whose text gives way to something else where it cannot be drawn

# Default_Ignorable_Code_Point of Unicode: joiners, selectors, fillers, tags. They draw nothing, in whatever font.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_NOT_DRAWN = ("Zs", "Zl", "Zp", "Cc")  # categories of blanks and line ends
LETTERED = ("png", "pdf", "zip")  # forms whose letters are drawn here, or that hold one of them


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Where a text stands. `row` is the row's id, or its number where the table has none."""

    table: str
    row: str
    column: str
    text: str


def _say_missing(letters: Iterable[str], cells: Iterable[Cell]) -> str:
    """Say which letters cannot be drawn, where they stand, and what to do."""
    columns: dict[str, list[str]] = {}
    for cell in cells:
        columns.setdefault(f"{cell.table} {cell.row}".strip(), []).append(cell.column)
    rows = [f"{row} ({', '.join(dict.fromkeys(names))})" for row, names in columns.items()]
    return wording.letters_missing([_name_letter(letter) for letter in sorted(letters)], rows)


def _name_letter(letter: str) -> str:
    """Name a letter that is missing, with the letter itself and its number in Unicode."""
    stands = "\u25cc" if unicodedata.combining(letter) or unicodedata.category(letter) == "Mn" else ""  # a mark, on it
    return f"{stands}{letter} (U+{ord(letter):04X} {unicodedata.name(letter, wording.NAMELESS)})"


def lacking(text: str) -> frozenset[str]:
    r"""Return the letters of a text that cannot be drawn: a mark counts where it does not join its letter to one.

    >>> sorted(lacking("Дружба – 友谊")), lacking("e\u0301, a\u200db"), sorted(lacking("x\u0331"))
    (['友', '谊'], frozenset(), ['̱'])
    """
    return frozenset(
        letter
        for letter in set(unicodedata.normalize("NFC", text)) - known_letters()
        if unicodedata.category(letter) not in _NOT_DRAWN and not _IGNORABLE.match(letter)
    )


def drawable(text: str) -> str:
    r"""Return a text as documents on paper draw it, letter by letter: composed, without what draws nothing.

    >>> drawable("e\u0301\u200d\u3000x")
    'é x'
    """
    composed = _IGNORABLE.sub(lambda found: found[0] if found[0] in known_letters() else "", text)
    return "".join(
        " " if letter not in known_letters() and unicodedata.category(letter) in ("Zs", "Zl", "Zp") else letter
        for letter in unicodedata.normalize("NFC", composed)
    )


def texts_of(svg: str) -> list[str]:
    """Return the texts that a drawing draws."""
    return ["".join(text.itertext()) for text in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


def find_missing(record: Record, texts: Iterable[str], lesson: Lesson | None = None) -> str:
    """Say which letters of texts drawn the font lacks, and in which cells they stand; "" where it has all."""
    drawn = [text for text in texts if lacking(text)]
    letters = lacking("".join(drawn))
    if not letters:
        return ""
    words = {word for text in drawn for word in text.split() if lacking(word)}
    cells = [*_cells(record), *(_step_cells(lesson) if lesson else ())]
    found = [cell for cell in cells if not words.isdisjoint(cell.text.split())]
    # words may have been broken, shortened or put between quotes: then the letter alone is looked for
    rest = letters.difference(*(lacking(cell.text) for cell in found))
    found += [cell for cell in cells if cell not in found and not rest.isdisjoint(lacking(cell.text))]
    return _say_missing(letters, found)


def missing_in_tables(record: Record, lesson: Lesson) -> str:
    """Say every letter of a record and its lesson that the font lacks, drawn or not, but in titles of documents."""
    cells = [cell for cell in (*_cells(record), *_step_cells(lesson)) if (cell.table, cell.column) != REPLACED]
    letters = lacking("".join(cell.text for cell in cells))
    return _say_missing(letters, cells) if letters else ""


def missing_in_figure(record: Record, view: View, choice: ExportOptions, *, form: str = "png") -> str:
    """Say which letters the font lacks of a figure; "": none, or it stays text. TooSmallError as `lay_out`."""
    return find_missing(record, texts_of(lay_out(record, view, choice).svg)) if form in LETTERED else ""


@cached_per_record(1)
def _cells(record: Record) -> tuple[Cell, ...]:
    """Return the cells of a record with a letter that the font lacks."""
    about = {"title": record.about.title, "document": record.about.document, "author": record.about.author}
    about |= record.about.economies
    cells = [
        Cell(table="datapackage.json", row="", column=name, text=text) for name, text in about.items() if lacking(text)
    ]
    for name, table in TABLES.items():
        rows = getattr(record, name)
        ids = rows.get("id", [wording.row_number(number) for number in range(1, len(rows) + 1)])
        cells += [
            Cell(table=name, row=id, column=column, text=text)
            for column in table.columns
            for id, cell in zip(ids, rows[column], strict=True)
            if lacking(text := _text_in(cell))
        ]
    return tuple(cells)


def _text_in(cell: object) -> str:
    return cell if isinstance(cell, str) else LIST_SEPARATOR.join(cell) if isinstance(cell, tuple) else ""


def _step_cells(lesson: Lesson) -> list[Cell]:
    """Return the cells of a lesson with a letter that the font lacks; the words of one made of a record are its own."""
    return [
        Cell(table="lesson", row=step.id, column=field.name, text=text)
        for step in (() if lesson.made else lesson.steps)
        for field in fields(step)
        if lacking(text := _text_in(getattr(step, field.name)))
    ]
