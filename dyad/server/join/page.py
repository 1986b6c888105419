"""The page of a phone, made once: its style and script are in it, without what only those read who write them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from dyad.render.markup import guess_css, guess_script, template_environment

HERE = Path(__file__).parent
# Phones on a poor network pay for each of these. A comment has a space after its slashes: an address has none.
COMMENT = re.compile(r"/\*.*?\*/|(?<=[\s;{(,])// .*?$", re.DOTALL | re.MULTILINE)
EDGES = re.compile(r"^\s+|\s+$", re.MULTILINE)
TEXTS = re.compile(r'("(?:\\.|[^"\\\n])*"|' r"'(?:\\.|[^'\\\n])*'|" r"`(?:[^`\\$]|\$\{[^`{}]*\}|\\.)*`)")
PATTERN = re.compile(r"(?:[(,=]|\breturn)\s*/[^/*]")  # what begins a regular expression of JavaScript
AROUND = re.compile(r"\s*([{}()\[\]=;,:?<>|&*%])\s*|(?<=[\w)\]]) ([-+/]) (?=[\w(])")
AROUND_STYLES = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")
BREAK = re.compile(r"(?<=[;{(,\[])\n|\n(?=[)\]?:.])")  # between lines that a statement goes on over


@lru_cache(maxsize=1)
def join_page() -> str:
    """Return the HTML of the page, with its style and its script in it; the same for every room."""
    template = template_environment(HERE).get_template("join.html")
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("join.css", "join.js"))
    made = lean_style(guess_css() + style), lean_script(guess_script() + script)
    return template.render(style=Markup(made[0]), script=Markup(made[1]))  # noqa: S704 - they are ours


def lean_style(text: str) -> str:
    """Return a stylesheet without comments and without room between its signs.

    >>> lean_style(".a > b { color: red; }  /* why */")
    '.a>b{color:red;}'
    """
    return AROUND_STYLES.sub(lambda found: found[1] or "", COMMENT.sub("", text)).strip()


def lean_script(text: str) -> str:
    """Return a script without comments, indentation, and room between its signs; no text in it is touched.

    >>> lean_script("say(`one  ${a - 1}`, 'x = y', b - 1);  // why")
    "say(`one  ${a - 1}`,'x = y',b-1);"
    """
    lines = [_lean_line(line) for line in EDGES.sub("", COMMENT.sub("", text)).split("\n")]
    return BREAK.sub("", "\n".join(lines))


def _lean_line(line: str) -> str:
    parts = TEXTS.split(line)
    if PATTERN.search(line) or any("`" in part for part in parts[::2]):
        return line  # regular expressions, texts within texts: left as they are
    parts[::2] = [AROUND.sub(lambda found: found[1] or found[2] or "", part) for part in parts[::2]]
    return "".join(parts)
