"""What stands at the foot of each printed sheet of a page: its address, the version of the data, the sheet's number."""

from __future__ import annotations

import re

from dyad.record import Record
from dyad.wording.record import data_version

_SPECIAL = re.compile(r'["\\<\x00-\x1f\x7f]')  # what ends a string of a stylesheet, or the stylesheet


def write_foot(record: Record, address: str = "") -> str:
    """Return the rule that tells sheets what stands at their foot; without an `address` that of the page stays."""
    properties = {"--address": address, "--version": data_version(record.version)}
    rules = " ".join(f"{name}: {_quote(text)};" for name, text in properties.items() if text)
    return f":root {{ {rules} }}"


def _quote(text: str) -> str:
    r"""Return a text as a string of a stylesheet.

    >>> print(_quote('a "b" </style>'))
    "a \22 b\22  \3c /style>"
    """
    return '"' + _SPECIAL.sub(lambda found: f"\\{ord(found[0]):x} ", text) + '"'
