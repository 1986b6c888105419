"""The page of a phone: its style and script are in it, without what only those read who write them."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from dyad.render.markup import GUESS_CSS, GUESS_SCRIPT, KEPT_SCRIPT, template_environment

HERE = Path(__file__).parent
STYLE_SIGNS, SCRIPT_SIGNS = r"{};,>", r"{}()\[\]=;,:?<>|&*%"  # that no room is needed around
# Texts, which are left as they are: none is within another. Then room and comments.
_TEXT = r""" "(?:\\.|[^"\\\n])*+"? | '(?:\\.|[^'\\\n])*+'? | `(?:\\.|[^`\\])*+`? """
_ROOM = r"(?> \s | /\*.*?(?:\*/|\Z) | //[^\n]* )"
SPARE = rf"(?sx) ({_TEXT}) | {_ROOM}*+ ([{{signs}}]) {_ROOM}*+ | (?<=:) {_ROOM}++ | ({_ROOM}++)"


def join_page() -> str:
    """Return the HTML of the page, with its style and its script in it; the same for every room."""
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("join.css", "join.js"))
    made = _lean(GUESS_CSS + style, STYLE_SIGNS), _lean(KEPT_SCRIPT + GUESS_SCRIPT + script, SCRIPT_SIGNS)
    template = template_environment(HERE).get_template("join.html")
    return template.render(style=Markup(made[0]), script=Markup(made[1]))  # noqa: S704 - they are ours


def _lean(text: str, signs: str) -> str:
    """Return style or script of the page, whose statements end in one of some signs, without comments and spare room.

    >>> _lean(".a > b { color: red; margin: 0.5rem; }  /* why */", STYLE_SIGNS)
    '.a>b{color:red;margin:0.5rem;}'
    >>> _lean("say(`one  ${a - 1}`, 'x = y', b - 1);  // why", SCRIPT_SIGNS)
    "say(`one  ${a - 1}`,'x = y',b - 1);"
    """
    return re.sub(SPARE.format(signs=signs), _kept_of, text)


def _kept_of(found: re.Match[str]) -> str:
    """Return what stays of a comment, of spare room or of a text between quotes in a stylesheet or a script."""
    if found[3]:
        return "\n" if "\n" in found[3] else " "
    return found[1] or found[2] or ""
