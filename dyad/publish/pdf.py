"""A PDF as the converter wrote it, with a description, and the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, TextStringObject


def settle(drawn: bytes, *, about: Mapping[str, str]) -> bytes:
    """Return a PDF of one page with what it says of itself, its entries in order."""
    page = pypdf.PdfReader(io.BytesIO(drawn)).pages[0]
    _sort_keys(page, seen=set())
    writer = pypdf.PdfWriter()
    writer.add_page(page)
    writer.metadata = {f"/{key}": value for key, value in about.items()}
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _sort_keys(node: Any, *, seen: set[int]) -> None:
    """Put the entries of dictionaries in order: the converter's hash tables shuffle them from run to run."""
    if isinstance(node, IndirectObject):
        if node.idnum in seen:
            return
        seen.add(node.idnum)
        node = node.get_object()
    if isinstance(node, DictionaryObject):
        entries = sorted(node.items())
        dict.clear(node)
        dict.update(node, entries)
        for key, value in entries:
            if key != "/Parent":
                _sort_keys(value, seen=seen)
    elif isinstance(node, ArrayObject):
        for value in node:
            _sort_keys(value, seen=seen)
