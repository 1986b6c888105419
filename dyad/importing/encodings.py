"""Turn the bytes of a text file into text, whatever encoding it was saved in, and name that encoding.

Unicode shows itself. Between the two code pages that Excel writes for Western Europe and for Russian nothing in the
file decides: those are a guess, and marked as one.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from dyad.importing.kinds import refuse

# What a reader may choose, and how it is called
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",  # Western Europe
    "cp1251": "Windows-1251",  # Cyrillic
    "cp1250": "Windows-1250",  # Central Europe; this and the next two are never guessed
    "cp1254": "Windows-1254",  # Turkish
    "cp1256": "Windows-1256",  # Arabic
}
CANDIDATES = ("cp1252", "cp1251")  # the guess; the first where nothing speaks for either

MARK_CHARS = 4_000  # read to tell UTF-16 without a byte-order mark

_CYRILLIC = re.escape(bytes(b for b in range(0x80, 0x100) if bytes([b]).decode("cp1251", "replace").isalpha()))
_MIXED = re.compile(rb"[A-Za-z][%b]|[%b][A-Za-z]" % (_CYRILLIC, _CYRILLIC))
_WHOLE = re.compile(rb"(?<![A-Za-z%b])[%b]{2,}(?![A-Za-z%b])" % ((_CYRILLIC,) * 3))


def decode(content: bytes, *, file: str, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of `content`, without a byte-order mark, and its encoding, which is a guess if of `CANDIDATES`.

    `encoding` overrides what is recognised. Raises RecordError when no encoding fits, or that does not.
    """
    chosen = encoding or _unicode_of(content) or _guess(content)
    if chosen is None:
        message = f"is in no encoding known here. Allowed: {', '.join(ENCODINGS.values())}."
        raise refuse(file, message, _SAVE_AGAIN, rule="encoding")
    codec = {"utf-8": "utf-8-sig", "utf-16": _utf16_codec(content) or "utf-16-le"}.get(chosen, chosen)
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as why:
        line = content[: why.start].decode(codec, "replace").count("\n") + 1
        message = f"cannot be read as {ENCODINGS[chosen]}: byte {content[why.start]:#04x} stands for nothing there."
        hint = _SAVE_AGAIN if encoding is None else "Choose another encoding, or let it be recognised."
        raise refuse(file, message, hint, rule="encoding", line=line) from why
    return text.lstrip("\ufeff"), chosen


_SAVE_AGAIN = "Save it again as UTF-8 (in Excel: CSV UTF-8)."


def _unicode_of(content: bytes) -> str | None:
    """Return the Unicode encoding of the content, also where single bytes of it are broken."""
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if _utf16_codec(content):
        return "utf-16"
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count("\ufffd".encode())
    beyond = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    # In a code page hardly any two letters make a character of UTF-8: a file cut off or patched is told from one.
    return "utf-8" if broken == 0 or beyond > broken else None


def _utf16_codec(content: bytes) -> str | None:
    """Return the codec of UTF-16 marked as such, or evident: its characters are of an alphabet and no others."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[: 2 * MARK_CHARS]
    if 0 not in head:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = head[: len(head) // 2 * 2].decode(codec, "replace")
        plain = sum((c.isprintable() or c in "\t\r\n") and (c < "\u0700" or "\u2000" <= c < "\u2c00") for c in text)
        if plain > 0.95 * len(text):
            return codec
    return None


def _guess(content: bytes) -> str | None:
    """Return the code page that fits best, the first where nothing tells, or None when none can be.

    A word that mixes letters of ASCII and others is Western ("Köln"), one all of others is Cyrillic ("Сочи").
    """
    texts = {}
    for codec in CANDIDATES:
        with suppress(UnicodeDecodeError):
            texts[codec] = content.decode(codec)
    if len(set(texts.values())) == 2 and len(_MIXED.findall(content)) < len(_WHOLE.findall(content)):
        return "cp1251"
    return next(iter(texts), None)
