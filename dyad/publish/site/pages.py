"""What each page of a site holds: its words, its figures, its lists, all from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup

from dyad.figures.axis import FIELD
from dyad.figures.catalogue import FIGURES
from dyad.figures.events import event_rows
from dyad.findings.claims import event_verdicts, judge_claims
from dyad.lesson import SCALED, Lesson, Step, answer_of, asked_text, guess_form, options_text
from dyad.publish.card_html import write_claims, write_event
from dyad.publish.cards import claim_card, event_card, figure_cards, source_card
from dyad.publish.citing import record_reference
from dyad.publish.file_requests import FOLDER, HANDOUTS
from dyad.publish.guesses import answer_drawing
from dyad.publish.html_tables import page_tables
from dyad.publish.opening import write_opening
from dyad.publish.pages import PAGES, PageEntry, parts_of
from dyad.publish.sheets import TooSmallError
from dyad.publish.stages import PHONE, PROJECTOR, stage_drawing
from dyad.publish.steps import documents, picture_drawing
from dyad.publish.styles import STYLES
from dyad.record import Record
from dyad.render.drawing import ROOMS, WIDTHS, Drawing, draw_view
from dyad.render.facts import event_facts, record_facts
from dyad.render.markup import write_figure
from dyad.view import MAX_TEXT_CHARS, default_view, select_events, view_query
from dyad.wording import lesson as lesson_wording
from dyad.wording import record as wording
from dyad.wording.documents import say_uses
from dyad.wording.findings import findings_of
from dyad.wording.pieces import headed
from dyad.wording.view import NAME_LEFT_OUT

FIRST = "index.html"
CLAIM_FILE = "claims/{}.html"  # of a claim by its id
DRAWN = ("events", "rows", "claims")  # what pages of figures list
SITE_STAGES = (PROJECTOR, PHONE)  # that a step's own picture is drawn for
HEAD = 50  # px that the head of a page takes of a stage


class SitePage(NamedTuple):
    """One page of a site: its name in the menu, the template, and what fills that beside the frame."""

    menu: str
    template: str
    fill: Callable[[Record], dict[str, Any]]


def page_makers(record: Record, lesson: Lesson, handouts: Sequence[str] = tuple(HANDOUTS)) -> dict[str, SitePage]:
    """Return the pages that the record has anything for, by file and in order; the lesson leads to its `handouts`."""
    makers = {
        _address(page): SitePage(page.menu, "figures.html", partial(_figures, page=page))
        for page in PAGES.values()
        if page.listing in DRAWN and page.needs(record) and parts_of(record, page.name)
    }
    if not record.sources.empty:
        makers["sources.html"] = SitePage(wording.SOURCES, "sources.html", _sources)
    if lesson.steps:
        fill = partial(_lesson, lesson=lesson, handouts=handouts)
        makers["lesson.html"] = SitePage(wording.LESSON, "lesson.html", fill)
    return makers


def fill_page(record: Record, file: str, makers: Mapping[str, SitePage]) -> dict[str, Any]:
    """Return what fills a page, one of the `makers` of the site, by the names its template has for it."""
    menu = [(other, page.menu) for other, page in makers.items()]
    about, name = record.about, makers[file].menu
    return {
        "file": file,
        "name": name,
        "menu": menu,
        "first": FIRST,
        "more": findings_of(record, name.lower()),
        "record": record,
        "about": about,
        "themes": [(theme, headed(theme)) for theme in about.themes if theme in set(record.events["theme"])],
        "beyond": NAME_LEFT_OUT,
        "has_context": bool((record.events["scope"] != "bilateral").any()),
        "most_chars": MAX_TEXT_CHARS,
        "events": [(card, write_event(card)) for card in (event_card(record, id) for id in record.event_ids)],
        "cite": STYLES["APA"]([record_reference(record) | {"note": ""}]),  # where in the dashboard: a site is not it
        "licence": wording.site_terms(about.figures_licence),
        "filtered": True,
        "listed": False,
        "facts": _page_facts(record),
        **makers[file].fill(record),
    }


def _page_facts(record: Record) -> dict[str, Any]:
    """Return what each page holds for its scripts: what addresses are read against, and where each event falls."""
    every = replace(default_view(record), years=record.span, beyond=True, context=True)
    middles = dict(event_rows(record, every)[["id", FIELD]].itertuples(index=False, name=None))
    verdicts = event_verdicts(record)
    events = {id: {**facts, "t": middles.get(id), "verdict": verdicts[id]} for id, facts in event_facts(record).items()}
    return {**record_facts(record), "events": events}


def _block(record: Record, name: str, *, widths: Sequence[str], whole: bool) -> dict[str, Any]:
    """Return a figure for every view it has drawings of.

    Filters hide and fade marks of a drawing; where more is to be seen than it holds, another one takes its place:
    `more` has the events left out at first, `span` every year of the record.
    """
    start, events = default_view(record), FIGURES[name].of_events
    every = replace(start, beyond=True, context=True)
    views = {"base": start}
    if events and len(select_events(record, every)) > len(select_events(record, start)):
        views["more"] = every
    if whole and record.span != start.years:
        views["span"] = replace(every if events else start, years=record.span)
    drawn = {key: [draw_view(record, view, name, WIDTHS[width]) for width in widths] for key, view in views.items()}
    return {
        "name": name,
        "title": drawn["base"][0].title,
        "figures": {key: write_figure(drawings, own_facts=False) for key, drawings in drawn.items()},
    }


def _figures(record: Record, *, page: PageEntry) -> dict[str, Any]:
    """Return a page of figures, each with what the tables tell of it; with its rows, claims, or the events in words.

    Events in words come right after the figures of events, of which phones have none.
    """
    blocks = [
        _block(record, part.figure, widths=widths, whole=page.listing != "claims")  # which have no years
        for part in parts_of(record, page.name)  # a timeline's list for phones is in words
        if (widths := [w for w in ROOMS[part.room] if not FIGURES[part.figure].of_events or w in ROOMS["wide"]])
    ]
    view, listed = default_view(record), page.listing == "events"
    parts = [(*figure_cards(record, block["name"], page.name, view.years), block) for block in blocks]
    first = [part for part in parts if not listed or FIGURES[part[-1]["name"]].of_events]
    every = replace(view, years=record.span)
    claims = partial(write_claims, timeline="timeline.html", here=CLAIM_FILE, method="data/method.md")
    return {
        "heading": page.heading_for(record),
        "description": f"{record.about.title}: {page.sentence(record, view) or blocks[0]['title']}.",
        "opening": write_opening(record, view, address=_address) if page.path == "" else "",
        "parts": first,
        "further_parts": [part for part in parts if part not in first],
        "tables": page_tables(record, page.name, every) if page.listing == "rows" else [],
        "claims": claims(record, every) if page.listing == "claims" else "",
        "listed": listed,
    }


def _address(page: PageEntry) -> str:
    """Return the file of a page of the menu; the record's own page is that of its sources here."""
    return {"": FIRST, "record": "sources.html"}.get(page.path, f"{page.path}.html")


def _sources(record: Record) -> dict[str, Any]:
    figures = [*record.trade["sources"], *record.comparison["sources"]]
    citing = (record.events["sources"], judge_claims(record)["sources"], figures)
    uses = [Counter(id for cited in column for id in cited) for column in citing]
    ids = record.sources["id"]
    return {
        "heading": wording.WHO_SAYS_SO,
        "description": wording.sources_behind(title=record.about.title, number=len(ids)),
        "lead": wording.documents_by(documents=len(ids), publishers=record.sources["publisher"].nunique()),
        "sources": [(source_card(record, id), say_uses(*(counted[id] for counted in uses))) for id in ids],
        "filtered": False,
    }


def _lesson(record: Record, *, lesson: Lesson, handouts: Sequence[str]) -> dict[str, Any]:
    return {
        "heading": wording.LESSON,
        "description": lesson_wording.lesson_of(title=record.about.title, steps=len(lesson.steps)),
        "steps": [_step(record, step) for step in lesson.steps],
        "handouts_name": lesson_wording.HANDOUTS,
        "handouts": [(f"{FOLDER}/{name}", *HANDOUTS[name]) for name in handouts],
        "filtered": False,
    }


def _step(record: Record, step: Step) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "step": step,
        "prompt": step.prompt,
        "sources": lesson_wording.say_sources(record, documents(record, step, revealed=False)),
    }
    if step.shows == "figure":
        try:
            drawing = stage_drawing(record, step.view, step.figure, PROJECTOR.under(step))
        except TooSmallError as why:
            return shown | {"drawing": Markup("<p>{}</p>").format(why)}
        drawings = [drawing, draw_view(record, step.view, step.figure, WIDTHS["narrow"])]
        own_view = view_query(record, step.view).removeprefix("?")
        figure = write_figure(drawings, level=3, own_facts=False, own_view=own_view, id=f"figure-{step.id}")
        return shown | {"drawing": figure}
    pictures = [picture_drawing(record, step, replace(stage, height=stage.height - HEAD)) for stage in SITE_STAGES]
    shown |= {"drawing": _still(pictures, id=f"picture-{step.id}")}
    if step.shows == "event":
        return shown | {"card": event_card(record, step.event)}
    if step.shows == "claim":
        return shown | {"card": claim_card(record, step.claim)}
    if step.shows == "question":
        scaled = step.question in SCALED  # its scale stays over the answer
        stages = [replace(stage, scrolls=stage.scrolls or scaled) for stage in SITE_STAGES]
        answer, drawn = answer_of(record, step), [answer_drawing(record, step, (), stage) for stage in stages]
        return shown | {
            "prompt": asked_text(record, step),
            "options": options_text(record, step),
            "form": guess_form(record, step, ()) if scaled else None,
            "answer": "" if step.question == "order" and drawn[0] else answer.text,
            "line": answer.line if step.question == "draw" else (),
            "answer_drawing": _still(drawn if drawn[0] else (), id=f"answer-{step.id}"),
            "answer_sources": lesson_wording.say_sources(record, documents(record, step)),
        }
    return shown


def _still(drawn: Sequence[Drawing | None], *, id: str) -> Markup | None:
    """Return a figure that is looked at, as it was drawn for several stages; None where there is none."""
    there = [drawing for drawing in drawn if drawing]
    return write_figure(there, level=3, answers=False, id=id) if there else None
