"""A drawing as the markup of a page, with the script and the stylesheet that go with it; what fills all templates."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup, escape

from dyad.figures.compose import OPTIONS
from dyad.figures.key import KeyEntry
from dyad.figures.style import PALETTES, Palette, Scheme
from dyad.record.folding import ALIKE, DROPPED
from dyad.render.drawing import WIDTHS, Drawing
from dyad.render.facts import counted_kind

HERE = Path(__file__).parent
# What pages have besides: links and what has the focus, and the ground of what the pointer is on.
_OF_PAGES: dict[Scheme, str] = {"light": "--link:#0b5cad;--soft:#f4f5f7;", "dark": "--link:#6cb2ff;--soft:#1b212a;"}


_DASHED = re.compile(r"((?<!\S)(?=\S{3,24}(?:\s|$))\S*\w[-–]\w\S*)")  # no longer ones, which narrow columns must break


def read_parts(folder: Path, *names: str) -> str:
    """Return what files of a folder hold, one after the other."""
    return "".join((folder / name).read_text(encoding="utf-8") for name in names)


def palette_css() -> str:
    """Return the palettes as variables of the page, and what turns the colours of a drawing into them.

    The attribute `data-theme` of the page chooses between them; a figure with one has that palette on any page.
    """
    names = {one.name: f"--{one.name.replace('_', '-')}" for one in fields(Palette)}
    light, dark = (
        "".join(f"{variable}:{getattr(PALETTES[scheme], name)};" for name, variable in names.items()) + own
        for scheme, own in _OF_PAGES.items()
    )
    by_colour = {getattr(PALETTES["light"], name): variable for name, variable in names.items()}
    turned = "".join(
        f'figure svg [{channel}="{colour}"]{{{channel}:var({variable})}}'
        for colour, variable in by_colour.items()
        for channel in ("fill", "stroke")
    )
    own = f".dyad-figure[data-theme=light]{{{light}}}.dyad-figure[data-theme=dark]{{{dark}}}"
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}:root[data-theme=light]{{{light}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}\n{own}\n{turned}\n"
    )


def template_environment(*folders: Path) -> Environment:
    """Return what fills the templates of some folders: what is filled in is escaped, what is not there is an error."""
    made = Environment(
        loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters["unbroken"] = keep_dashes
    made.policies["json.dumps_kwargs"] = {"separators": (",", ":")}  # what is in an order stays in it
    return made


def keep_dashes(text: str) -> Markup:
    """Return a text in which no line ends at a dash within a word or between two years.

    >>> keep_dashes("exports 3–16 below")
    Markup('exports <span class="unbroken">3–16</span> below')
    """
    parts, span = _DASHED.split(text), Markup('<span class="unbroken">{}</span>')
    return Markup("").join(span.format(part) if at % 2 else escape(part) for at, part in enumerate(parts))


TEMPLATES = template_environment(HERE)

# Of each a page has one.
FIGURE_SCRIPT = (  # by which figures answer; choice.js folds text by the tables of Python
    f"globalThis.dyadFolding = {json.dumps({'dropped': DROPPED.pattern, 'alike': ALIKE})};\n"
    + read_parts(HERE, "choice.js", "elements.js", "tell.js", "scripts.js", "figure.js")
)
FIGURE_CSS = palette_css() + read_parts(HERE, "figure.css")
KEPT_SCRIPT = read_parts(HERE, "kept.js")  # what a browser keeps: `dyadKept.read`
KEYS_SCRIPT = KEPT_SCRIPT + read_parts(HERE, "keys.js")  # says whether keys of one letter answer: `dyadKeys.isOn`
LESSON_SCRIPT = KEYS_SCRIPT + read_parts(HERE, "lesson.js")  # a lesson's keys, clicker and swipes: `dyadLesson.listen`
GUESS_SCRIPT = read_parts(HERE, "elements.js", "guess.js")  # numbers, periods, lines are guessed: `dyadGuess.mount`
GUESS_CSS = read_parts(HERE, "guess.css")

SIGN = 1.3  # half of the side of the box that signs of the key are drawn in
# Vega's symbols that keys have, of an area of 4, which fills a box from -1 to 1; others are paths (`figures.style`).
PATHS = {
    "circle": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
    "square": "M-1,-1H1V1H-1Z",
    "diamond": "M-1,0L0,-1L1,0L0,1Z",
}


def write_figure(
    drawings: Sequence[Drawing],
    *,
    level: int = 2,
    own_facts: bool = True,
    answers: bool = True,
    own_view: str | None = None,
    id: str = "",
) -> Markup:
    """Return a figure as markup, its drawings being those of one view for several widths.

    `level` is that of its heading. Without `own_facts` the page has an element `dyad-facts` with those of the record.
    With a view of its own, as an address has it, a figure takes from that of the page only what is open and brushed.
    `id` is that of its element, where a page has several figures of one name.
    One that does not `answer` the script nothing: it is looked at until another takes its place.
    """
    first = drawings[0]
    classes = {width: name for name, width in WIDTHS.items()}
    named = [(classes.get(one.width, "wide"), one) for one in drawings]
    marks = {key: mark for _, one in reversed(named) for key, mark in one.marks.items()}
    events = {event: facts for _, one in named for event, facts in one.facts["events"].items()}
    home, _, query = first.address.partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name in OPTIONS]  # which the script knows nothing of
    return Markup(  # noqa: S704 - escaped as it is filled in, but for drawings, which were written from a tree
        TEMPLATES.get_template("figure.html").render(
            first=first,
            id=id or f"figure-{first.name}",
            own=own_view,
            kind=counted_kind(first.name, marks),
            level=level,
            widths=" ".join(name for name, _ in named),
            sheets=[(name, Markup(one.svg)) for name, one in named],  # noqa: S704
            subtitles=_said_by_width(named, lambda one: one.subtitle),
            legends=_said_by_width(named, lambda one: [(_sign(entry), entry.text) for entry in one.legend]),
            notes=_said_by_width(named, lambda one: one.note),
            sources=_said_by_width(named, lambda one: one.sources),
            home=home if home.startswith("http") else "",
            kept=urlencode(kept),
            told={"marks": marks, **({"facts": {**first.facts, "events": events}} if own_facts else {})}
            if answers
            else {},
        )
    )


def _said_by_width(named: Sequence[tuple[str, Drawing]], say: Callable[[Drawing], Any]) -> list[tuple[str, Any]]:
    """Return for markup what drawings of several widths say, each with its class of width; one where they agree."""
    said = [(name, say(one)) for name, one in named]
    alike = all(other == said[0][1] for _, other in said)
    return [("", said[0][1])] if alike else said


def write_still(drawing: Drawing, *, scheme: Scheme | None = None) -> Markup:
    """Return a figure that is shown as it was drawn, its words in the picture: it tells, and neither fades nor opens.

    With a `scheme` its colours are those it was drawn in, whatever those of the page.
    """
    told = {"marks": drawing.marks, "facts": None}
    svg = Markup(drawing.svg)  # noqa: S704 - as above
    made = TEMPLATES.get_template("still.html").render(drawing=drawing, svg=svg, scheme=scheme, told=told)
    return Markup(made)  # noqa: S704 - as above


def _sign(entry: KeyEntry) -> Markup:
    """Return one sign of the key as SVG."""
    bar = entry.shape == "bar"
    box = f"{-2 * SIGN if bar else -SIGN} {-SIGN} {4 * SIGN if bar else 2 * SIGN} {2 * SIGN}"
    root = etree.Element("svg", viewBox=box, width="24" if bar else "12", height="12", focusable="false")
    drawn = {
        "d": "M-2.3,-1H2.3V1H-2.3Z" if bar else PATHS.get(entry.shape, entry.shape), "fill": entry.fill,
        "stroke": entry.stroke, "stroke-width": "0.3" if bar else "0.36", "fill-opacity": f"{entry.fill_opacity:g}",
    }  # fmt: skip
    etree.SubElement(root, "path", drawn | ({"stroke-dasharray": "0.5 0.5"} if entry.dashed else {}))
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704 - as above
