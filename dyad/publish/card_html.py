"""The markup of cards: one set of templates for the app, its first HTML and the static site, on screen and paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment
from jinja2.environment import TemplateModule
from markupsafe import Markup, escape

from dyad.publish.cards import EventCard, FindingCard, claim_groups, verdict_of
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.schema import VERDICTS
from dyad.render.markup import read_parts, template_environment
from dyad.view import VIEWS_KEPT, View
from dyad.wording.claims import METHOD, VERDICT_RULES, count_claims
from dyad.wording.documents import place_order, say_place
from dyad.wording.pieces import headed
from dyad.wording.ui_page import mistake

HERE = Path(__file__).parent
TEMPLATES = "cards.html"
# Of each a page has one.
CONTENT_CSS = read_parts(HERE, "html_tables.css", "opening.css", "cards.css", "printing.css")  # of all between figures
CARD_SCRIPT = read_parts(HERE, "cards.js")  # by which a list of claims answers; it comes after that of figures
# Where `lesson_store.js` puts the control that adds to a lesson.
ADD_PLACE = Markup('<span class="dyad-add" data-lesson-mark="{mark}" data-lesson-title="{title}"></span>')


@lru_cache(maxsize=4)
def make_environment(*folders: Path) -> Environment:
    """Return what fills the templates of some folders and of this one; what is filled in is escaped."""
    made = template_environment(*folders, HERE)
    made.filters |= {"explained": mark_abbreviations, "place": say_place, "headed": headed}
    made.globals["add_place"] = add_place
    return made


def mark_abbreviations(text: str, abbreviations: Sequence[tuple[str, str]]) -> Markup:
    """Return a text with its abbreviations marked, each with the words that it stands for.

    >>> mark_abbreviations("a < b in the UN", [("UN", "United Nations")])
    Markup('a &lt; b in the <abbr title="United Nations">UN</abbr>')
    """
    if not abbreviations:
        return escape(text)
    words = dict(abbreviations)
    shorts = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    parts = re.split(rf"(?<!\w)({shorts})(?!\w)", text)
    abbr = Markup('<abbr title="{}">{}</abbr>')
    return Markup("").join(abbr.format(words[part], part) if at % 2 else escape(part) for at, part in enumerate(parts))


def add_place(mark: str, title: str) -> Markup:
    """Return the place of the control that makes what a mark names (`dyad.lesson.rows`) a step of a reader's lesson."""
    return ADD_PLACE.format(mark=mark, title=title)


def write_event(card: EventCard) -> Markup:
    """Return what is known of an event, without its title."""
    return Markup(_templates().event(card))  # type: ignore[attr-defined]  # noqa: S704 - escaped as it is filled in


def write_tested(card: FindingCard) -> Markup:
    """Return a claim with its verdict and what it is given for: beside one another where there is room."""
    return Markup(_templates().tested(card))  # type: ignore[attr-defined]  # noqa: S704 - as above


@cached_per_record(VIEWS_KEPT)
def write_claims(record: Record, view: View, *, timeline: str, here: str, method: str, adds: bool = False) -> Markup:
    """Return the claims of a view as a list to be sifted.

    `timeline` is the address of the timeline, `here` that of a claim, its id being `{}`, `method` that of the document
    on how verdicts are given. With `adds` each has a place for the control that adds it to a lesson.
    """
    groups = claim_groups(record, view)
    cards = [card for _, claims in groups for card in claims]
    verdicts = [card.verdict for card in cards]
    places = dict.fromkeys(place for card in cards for place in card.places)
    title, version = record.about.title, record.version
    report = mistake(title=title, what="{what}", address="{address}", version=version)  # the script fills it in
    return Markup(  # noqa: S704 - as above
        _templates().claims(  # type: ignore[attr-defined]
            groups=groups,
            whole=len(record.claims),
            number=count_claims(len(cards), len(record.claims)),
            counted=[(verdict, verdicts.count(verdict)) for verdict in map(verdict_of, VERDICTS)],
            places=sorted(places, key=place_order),
            rules=[(verdict_of(verdict), verdict, rule) for verdict, rule in VERDICT_RULES.items()],
            method=(method, METHOD),
            about=record.about,
            timeline=timeline,
            here=here,
            adds=adds,
            report=report,
        )
    )


def _templates() -> TemplateModule:
    return make_environment().get_template(TEMPLATES).module
