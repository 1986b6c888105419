"""Text made comparable, fit for a file's name, or visible; the word most like another; texts in nested data.

To a search case, accents, harakat and tatweel make no difference, nor whether a letter is composed or not; yeh, kaf and
heh are one letter each, whatever keyboard they come from; both Turkish i's are i, and a quote or a dash is the one that
keyboards have. `dyad/render/choice.js` does the same in the browser, by these tables.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Marks of Latin, Greek, Cyrillic, Hebrew and Arabic; those of Indic scripts are vowels, and stay. Then what is not
# seen: the soft hyphen, tatweel, joiners, marks of direction.
DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u00ad\u0640\u200b-\u200f\u2060\ufeff]"
)
ALIKE = {
    **dict.fromkeys("\u064a\u0649\u06cd\u06d0", "\u06cc"),  # yeh: Arabic, without dots, with a tail, e
    **dict.fromkeys("\u0643\u06aa", "\u06a9"),  # kaf: Arabic, swash
    **dict.fromkeys("\u06c1\u06be\u06d5\u0629", "\u0647"),  # heh: goal, with two eyes, ae, teh marbuta
    **dict.fromkeys("\u2018\u2019\u02bb\u02bc", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2010\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u0131": "i",
    "\u00f8": "o",
    "\u0142": "l",
    "\u0111": "d",
    "\u00e6": "ae",
    "\u0153": "oe",
}
_ALIKE = str.maketrans(ALIKE)
# Control characters but tab and line ends, and those that turn the order of the text around them (Trojan Source).
# LRM, RLM and the joiners of Arabic and Indic scripts are ordinary text. Halves of pairs, U+FFFE and U+FFFF are none.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"  # on paper an empty box
MOST_SLIP_CHARS = 100  # of a word that may be another one misspelt


def fold(text: str) -> str:
    """Return a text as it is compared in a search.

    >>> fold("İSTANBUL"), fold("Résumé"), fold("Sana’a")
    ('istanbul', 'resume', "sana'a")
    """
    if text.isascii():
        return text.lower()
    return DROPPED.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_ALIKE)


def slug_of(value: str) -> str:
    """Return a text as an id: its letters a to z and digits, other characters as hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """Return the known word most like another, "" where none is as much alike or the word is too long for a slip.

    `alike` is difflib's ratio, which takes time as the square of the length.
    """
    if len(word) > MOST_SLIP_CHARS:
        return ""
    near = difflib.get_close_matches(word, (one for one in known if len(one) <= MOST_SLIP_CHARS), n=1, cutoff=alike)
    return near[0] if near else ""


def visible(text: str) -> str:
    r"""Return `text` with each character that hides or turns text replaced by one that shows.

    >>> visible("a\u202eb")
    'a�b'
    """
    return UNSEEN.sub(REPLACEMENT, text)


def texts_in(data: Any) -> Iterator[str]:
    """Yield every text in nested data, keys too."""
    rest = [data]
    while rest:
        one = rest.pop()
        if isinstance(one, Mapping):
            rest += [*one, *one.values()]
        elif isinstance(one, list | tuple):
            rest += one
        elif isinstance(one, str):
            yield one
