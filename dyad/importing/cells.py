"""The cells of a workbook's sheet before they are read: what their reader would lose is marked, or said as it is shown.

Excel makes the first day of a month of what is typed as 2016-05 or May 2016, and shows the month alone; so with years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from lxml import etree

# Of the private use area: stands before what a failed formula shows, or a number that is no day, or for no value
MARK = "\ue000"
# Formats of dates that Excel has under a number; others are told
DATES = {"14": "m/d/yy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "22": "m/d/yy h:mm"}
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)  # day 0

NAME = rb"<(?:[\w.-]+:)?"  # of an element, with the prefix it may have
_TO_VALUE = rb"[^<>]*(?<!/)>(?:" + NAME + rb"f\b[^<>]*>(?:[^<>]*</[^<>]*>)?)?" + NAME + rb"v\b[^<>]*>"
# From the type of a cell whose formula failed to what it shows, over the formula
_FAILED = re.compile(rb"(\st\s*=\s*)([\"'])e\2(" + _TO_VALUE + rb")")
_CELL = NAME + rb"c\b(?![^<>]*\st\s*=\s*[\"'][^n])"  # of a number
_TYPED = re.compile(rb"(" + NAME + rb"c\b[^<>]*?)\st\s*=\s*[\"']n[\"']")  # one that says so, and may hold no text
_NUMBER = _CELL + rb"%b" + _TO_VALUE  # a cell up to its number
_FORMATTED = rb"(" + _NUMBER % rb"(?=[^<>]*\ss\s*=\s*[\"'](?:%b)[\"'])" + rb")"  # in one of these formats
_PERIOD = _FORMATTED + rb"([0-9]{3,6})(?:\.0*)?(?=</)"
# What the reader of the cells makes a time of: LibreOffice has days below 0, and 0 is one in a workbook from 1904 on
_BEFORE = _FORMATTED + rb"(?=(?:-[0-9.]+|0(?:\.0*)?)</)"
# One that is no day: where it is formatted as one, the reader of the cells makes another, or panics
_NO_DAY = re.compile(rb"(" + _NUMBER % b"" + rb")(?=\s*[-+]?(?:[0-9]{9}|[0-9.]*(?:[Ee]\+?[0-9]|[IiNn])))")

_ELEMENT = NAME + rb"%b\b[^<>]*(?:/>|(?<!/)>%b</[^<>]*>)"
_FORMULA, _EMPTY = _ELEMENT % (b"f", b"[^<>]*"), _ELEMENT % (b"v", rb"\s*")
# A cell whose formula no program has worked out; one that gave an empty text is of a text
_NO_VALUE = re.compile(rb"(" + _CELL + rb"[^<>]*(?<!/)>\s*" + _FORMULA + rb")\s*(?:" + _EMPTY + rb"\s*)?(?=</)")

_NO_PART = re.compile(r"\".*?\"|\[[^\[\]]*\]|\\.|;.*", re.DOTALL)  # words in a format, and what is for others
_LENIENT = etree.XMLParser(recover=True, resolve_entities=False)


def marked(sheets: Mapping[str, bytes], *, styles: bytes, book: bytes) -> dict[str, bytes]:
    """Return the XML of sheets, by name, as their reader can take it; `styles` and `book` are parts beside them."""
    mark, first = MARK.encode(), EPOCH_1904 if re.search(rb"date1904\s*=\s*[\"'](?:1|true)", book) else EPOCH
    shown = [(b"%d" % at, letters) for at, letters in enumerate(_formats(styles))]
    days = b"|".join(at for at, letters in shown if {*"dy"} & letters)
    before = re.compile(_BEFORE % days)

    def shorten(found: re.Match[bytes], length: int) -> bytes:
        day = (first + timedelta(int(found[2]))).isoformat()
        begun = found[1].replace(b" ", b' t="str" ', 1)  # a text, or the year would be a number again
        return begun + day[:length].encode() if day.endswith("-01-01"[length - 4 :]) else found[0]

    def of(sheet: bytes) -> bytes:
        said = sheet
        for letters, length in (("my", 7), ("y", 4)):  # that cells show, of a date of ten
            if cells := b"|".join(at for at, own in shown if own & {*"ymdhs"} == {*letters}):
                said = re.sub(_PERIOD % cells, partial(shorten, length=length), said)
        said = before.sub(rb"\1day ", said) if days else said
        said = _NO_VALUE.sub(rb"\1<v>" + mark + rb"</v>", said)
        said = _FAILED.sub(rb"\1\2str\2\3" + mark, _NO_DAY.sub(rb"\1" + mark, said))
        return sheet if said == sheet else _TYPED.sub(rb"\1", said)

    return {name: of(sheet) for name, sheet in sheets.items()}


def _formats(styles: bytes) -> list[set[str]]:
    """Return the letters of the formats of cells, in the order by which cells name them."""
    root = etree.fromstring(styles or b"<styleSheet/>", _LENIENT)
    if root is None:
        return []
    told = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    codes = DATES | {number: _NO_PART.sub("", code.lower()) for number, code in told.items()}
    return [{*codes.get(one.get("numFmtId"), "")} for one in root.iterfind("{*}cellXfs/{*}xf")]
