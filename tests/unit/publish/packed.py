"""What is in a figure's HTML file beside its words: packed, and shown by its script."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import Any


def unpack_page(content: bytes) -> dict[str, Any]:
    """Return what the script of an HTML file unpacks."""
    found = re.search(r'id="packed">([^<]*)<', content.decode())
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def shown(packed: dict[str, Any]) -> str:
    """Return the markup that the script shows: of the page, and of its drawings."""
    drawings = (
        "<".join(text for text in drawing if text is not None) for drawing in zip(*packed["drawings"], strict=True)
    )
    return "".join((packed["markup"], *drawings))
