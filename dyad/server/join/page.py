"""The page of a phone, made once, and the headers that go with it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from dyad.publish.card_html import make_environment

HERE = Path(__file__).parent
INDENTED = re.compile(r"^\s+", re.MULTILINE)  # phones on a poor network pay for it


@lru_cache(maxsize=1)
def join_page() -> str:
    """Return the HTML of the page, with its style and its script in it; the same for every room."""
    template = make_environment(HERE).get_template("join.html")
    style, script = (_read(name) for name in ("join.css", "join.js"))
    return template.render(style=Markup(style), script=Markup(script))  # noqa: S704 - both are ours


def _read(name: str) -> str:
    return INDENTED.sub("", (HERE / name).read_text(encoding="utf-8"))
