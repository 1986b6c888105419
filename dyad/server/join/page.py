"""The page of a phone, made once: its style and script are in it, without what only those read who write them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from dyad.render.markup import guess_css, guess_script, template_environment

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def join_page() -> str:
    """Return the HTML of the page, with its style and its script in it; the same for every room."""
    template = template_environment(HERE).get_template("join.html")
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("join.css", "join.js"))
    lean = lean_text(guess_css() + style), lean_text(guess_script() + script)
    return template.render(style=Markup(lean[0]), script=Markup(lean[1]))  # noqa: S704 - they are ours


def lean_text(text: str) -> str:
    """Return a stylesheet or script without comments and indentation, for which phones on a poor network would pay.

    >>> lean_text(".a { color: red; }  /* why */")
    '.a { color: red; }'
    """
    first, *others = text.split("/*")
    said = first + "".join(other.partition("*/")[2] for other in others)
    lines = [line.partition("  // ")[0].strip() for line in said.split("\n")]
    return "\n".join(line for line in lines if line and not line.startswith("// "))
