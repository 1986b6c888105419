"""The page of a phone, made once, and the headers that go with it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from dyad.render.markup import guess_css, guess_script, template_environment

HERE = Path(__file__).parent
INDENTED = re.compile(r"^\s+", re.MULTILINE)  # phones on a poor network pay for it


@lru_cache(maxsize=1)
def join_page() -> str:
    """Return the HTML of the page, with its style and its script in it; the same for every room."""
    template = template_environment(HERE).get_template("join.html")
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("join.css", "join.js"))
    return template.render(style=_lean(guess_css() + style), script=_lean(guess_script() + script))


def _lean(text: str) -> Markup:
    return Markup(INDENTED.sub("", text))  # noqa: S704 - it is ours
