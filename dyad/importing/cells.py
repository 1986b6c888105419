"""The cells of a workbook's sheet before they are read: what their reader would lose is marked, or said as it is shown.

Excel makes the first day of a month of what is typed as 2016-05 or May 2016, and shows the month alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from lxml import etree

MARK = "\ue000"  # stands before what a failed formula shows, or a number that is no day; of the private use area
MONTH_AND_YEAR = {"17": "mmm-yy"}  # the format that Excel has under a number; others are told
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)  # day 0

NAME = rb"<(?:[\w.-]+:)?"  # of an element, with the prefix it may have
_TO_VALUE = rb"[^<>]*(?<!/)>(?:" + NAME + rb"f\b[^<>]*>(?:[^<>]*</[^<>]*>)?)?" + NAME + rb"v\b[^<>]*>"
# From the type of a cell whose formula failed to what it shows, over the formula
_FAILED = re.compile(rb"(\st\s*=\s*)([\"'])e\2(" + _TO_VALUE + rb")")
_NUMBER = NAME + rb"c\b(?![^<>]*\st\s*=\s*[\"'][^n])%b" + _TO_VALUE  # a cell up to its number
# A whole number up to the end of its cell, which has one of these formats
_MONTH = rb"(" + _NUMBER % rb"(?=[^<>]*\ss\s*=\s*[\"'](?:%b)[\"'])" + rb")([0-9]{3,6})(?:\.0*)?(?=</)"
# One that is no day: where it is formatted as one, the reader of the cells makes another, or panics
_NO_DAY = re.compile(rb"(" + _NUMBER % b"" + rb")(?=\s*[-+]?(?:[0-9]{9}|[0-9.]*(?:[Ee]\+?[0-9]|[IiNn])))")

_NO_PART = re.compile(r"\".*?\"|\[[^\[\]]*\]|\\.|;.*", re.DOTALL)  # words in a format, and what is for others
_LENIENT = etree.XMLParser(recover=True, resolve_entities=False)


def marked(sheets: Mapping[str, bytes], *, styles: bytes, book: bytes) -> dict[str, bytes]:
    """Return the XML of sheets, by name, as their reader can take it; `styles` and `book` are parts beside them."""
    mark, first = MARK.encode(), EPOCH_1904 if re.search(rb"date1904\s*=\s*[\"'](?:1|true)", book) else EPOCH
    shown = b"|".join(_shown_as_months(styles))
    month = re.compile(_MONTH % shown)

    def month_of(found: re.Match[bytes]) -> bytes:
        day = first + timedelta(int(found[2]))
        return found[1] + day.isoformat()[:7].encode() if day.day == 1 else found[0]

    def of(sheet: bytes) -> bytes:
        sheet = month.sub(month_of, sheet) if shown else sheet
        return _FAILED.sub(rb"\1\2str\2\3" + mark, _NO_DAY.sub(rb"\1" + mark, sheet))

    return {name: of(sheet) for name, sheet in sheets.items()}


def _shown_as_months(styles: bytes) -> list[bytes]:
    """Return the numbers of the formats of cells that show month and year, and no day."""
    root = etree.fromstring(styles or b"<styleSheet/>", _LENIENT)
    if root is None:
        return []
    told = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    codes = MONTH_AND_YEAR | {number: _NO_PART.sub("", code.lower()) for number, code in told.items()}
    used = [codes.get(one.get("numFmtId"), "") for one in root.iterfind("{*}cellXfs/{*}xf")]
    return [b"%d" % at for at, code in enumerate(used) if {*"my"} <= {*code} and not {*"dhs"} & {*code}]
