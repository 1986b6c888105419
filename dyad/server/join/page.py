"""The page of a phone, made once: its style and script are in it, without what only those read who write them."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from dyad.render.markup import GUESS_CSS, GUESS_SCRIPT, template_environment

HERE = Path(__file__).parent
# Phones on a poor network pay for what is taken out. Texts have at most so many characters, or are taken for no text.
TEXTS = re.compile(
    r'("(?:\\.|[^"\\\n]){0,300}"|'
    r"'(?:\\.|[^'\\\n]){0,300}'|"
    r"`(?:[^`\\$]|\$\{[^`{}]{0,300}\}|\\.){0,300}`)"
)
PATTERN = re.compile(r"(?:[(,=]|\breturn) ?/[^/*]")  # what begins a regular expression of JavaScript
AROUND = re.compile(r" ?([{}()\[\]=;,:?<>|&*%]) ?|(?<=[\w)\]]) ([-+/]) (?=[\w(])")
AROUND_STYLES = re.compile(r" ?([{};,>]) ?|(?<=:) ")
ZERO = re.compile(r"(?<=[ :(,])0(?=\.\d)")  # before the point of a number
BREAK = re.compile(r"(?<=[;{(,\[])\n|\n(?=[)\]?:.])")  # between lines that a statement goes on over


@lru_cache(maxsize=1)
def join_page() -> str:
    """Return the HTML of the page, with its style and its script in it; the same for every room."""
    template = template_environment(HERE).get_template("join.html")
    style, script = ((HERE / name).read_text(encoding="utf-8") for name in ("join.css", "join.js"))
    made = lean_style(GUESS_CSS + style), lean_script(GUESS_SCRIPT + script)
    return template.render(style=Markup(made[0]), script=Markup(made[1]))  # noqa: S704 - they are ours


def lean_style(text: str) -> str:
    """Return a stylesheet without comments and without room between its signs.

    >>> lean_style(".a > b { color: red; margin: 0.5rem; }  /* why */")
    '.a>b{color:red;margin:.5rem;}'
    """
    return ZERO.sub("", AROUND_STYLES.sub(lambda found: found[1] or "", " ".join(_lines(text))).strip())


def lean_script(text: str) -> str:
    """Return a script without comments, indentation, and room between its signs; no text in it is touched.

    >>> lean_script("say(`one  ${a - 1}`, 'x = y', b - 1);  // why")
    "say(`one  ${a - 1}`,'x = y',b-1);"
    """
    return BREAK.sub("", "\n".join(map(_lean_line, _lines(text))))


def _lines(text: str) -> list[str]:
    """Return the lines of a text that say something, without comments and the room around them."""
    first, *others = text.split("/*")
    said = first + "".join(other.partition("*/")[2] for other in others)
    lines = [line.partition("  // ")[0].strip() for line in said.split("\n")]
    return [line for line in lines if line and not line.startswith("// ")]


def _lean_line(line: str) -> str:
    parts = TEXTS.split(line)
    if PATTERN.search(line) or any("`" in part for part in parts[::2]):
        return line  # regular expressions, texts within texts: left as they are
    parts[::2] = [AROUND.sub(lambda found: found[1] or found[2] or "", part) for part in parts[::2]]
    return "".join(parts)
