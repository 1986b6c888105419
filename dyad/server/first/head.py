"""The head of the first HTML of a page: what a link to it shows, or to one thing on it: a figure, a claim, a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.style import Style
from dyad.publish.card_html import make_environment
from dyad.publish.cards import claim_card
from dyad.publish.file_requests import CLAIM, FileRequest, Source, figure_request, file_address
from dyad.publish.opening import say_what_it_is
from dyad.publish.pages import FIRST, PAGES, Part
from dyad.publish.printing import write_foot
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.server.first.body import parts_of
from dyad.server.first.requests import NAMED, PageRequest
from dyad.view import View, default_view, select_events, view_query
from dyad.wording.documents import say_place
from dyad.wording.lesson import step_title
from dyad.wording.pieces import headed
from dyad.wording.record import describe_tables

MOST_DESCRIBED = 300  # characters of a description
CARD = "slide"  # size of the picture that a link preview shows
TABLES_DRAWN = {"events": "event-strip", "claims": "claims-summary", "trade": "trade-band", "comparison": "partners"}


def write_head(source: Source, request: PageRequest) -> str:
    """Return what the head says of a page and its view: title, description, where it stands, how a link to it looks."""
    record, entry, view = source.record, request.entry, request.view
    home = record.about.homepage or request.origin
    parts = parts_of(record, request) or (Part(figure="overview"),)
    preview = _preview_of(source, request)
    choice = ExportOptions(figure=preview.figure or parts[0].figure, size=CARD)
    drawn = (  # whatever letters the font lacks: a picture with a gap is more than none
        FileRequest(name=f"{CLAIM}{preview.claim}.png", letters_may_lack=True)
        if preview.claim
        else figure_request(preview.view, choice, "png", scale=1, letters_may_lack=True)
    )
    picture = file_address(source, drawn)
    description = preview.description or _page_sentence(record, request)
    address = f"{home}/{entry.path}{view_query(record, view, {**request.way, **preview.query})}"
    told = make_environment(Path(__file__).parent).get_template("head.html").render(
        title=f"{preview.title or entry.menu} · {record.about.title}",
        description=description if len(description) <= MOST_DESCRIBED else f"{description[: MOST_DESCRIBED - 1]}…",
        address=address,
        picture=f"{home}/{picture}",
        about=record.about,
    )  # fmt: skip
    return f"{told}<style>{write_foot(record, address)}</style>\n"


def _page_sentence(record: Record, request: PageRequest) -> str:
    """Return what a page found, in a sentence, or else what it is for; of the first what it is, too."""
    found = f"{request.entry.sentence(record, request.view) or record.about.title}."
    return f"{say_what_it_is(record)} {found}" if request.entry is FIRST else found


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A title, a sentence and a figure in a view; what is empty is the page's own. `query` names it in its address.

    One of a `claim` has the picture of that claim.
    """

    view: View
    title: str = ""
    description: str = ""
    figure: str = ""
    claim: str = ""
    query: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


def _preview_of(source: Source, request: PageRequest) -> Preview:
    """Return what a link to a page shows, of what is named in its address if there is such a thing.

    An open event comes first, on every page; then the claim named, or what the claims are sifted by.
    """
    record, view, page = source.record, request.view, request.entry.name
    story = {NAMED[page]: "true"} if page == "timeline" and request.named == "true" else {}
    if view.event:
        event = record.event(view.event)
        return Preview(
            view=view,
            title=event.title,
            description=event.summary,
            figure=_if_drawn(record, "timeline"),
            query=story,
        )
    return MAKERS[page](source, request) if page in MAKERS else Preview(view=view, query=story)


def _figure(source: Source, request: PageRequest) -> Preview:
    record, view, named = source.record, request.view, request.named
    if not named:
        return Preview(view=view)
    entry = FIGURES[named]
    if entry.of_events and select_events(record, view).empty:
        view = replace(default_view(record), years=view.years)
    found = entry.draw(record, view, Style()).title.rstrip(".")
    return Preview(view=view, title=entry.title, description=f"{found}.", figure=named, query={NAMED["figures"]: named})


def _claim(source: Source, request: PageRequest) -> Preview:
    record, view, named, sifted = source.record, request.view, request.named, dict(request.sifted)
    if named:
        card = claim_card(record, named)
        query = {NAMED["claims"]: named}
        return Preview(view=view, title=card.title, description=card.brief, claim=named, query=query)
    places = map(say_place, sifted.get("locator", ()))
    words = [*map(headed, (*sifted.get("verdict", ()), *view.themes, *places))]
    words += [f"“{text}”" for text in sifted.get("find", ())]
    return Preview(view=view, title=f"{PAGES['claims'].menu}: {', '.join(words)}" if words else "", query=sifted)


def _step(source: Source, request: PageRequest) -> Preview:
    """Return the step that is named, of what the class sees before anything is revealed; else the lesson."""
    record, steps, named = source.record, source.lesson.steps, request.named
    preview, drawn = Preview(view=request.view), [step for step in steps if step.shows == "figure"][:1]
    if named.isascii() and named.isdigit() and 1 <= int(named) <= len(steps):
        step = steps[int(named) - 1]
        shown = step.prompt or (record.event(step.event).summary if step.shows == "event" else "")
        title, query = step_title(number=int(named), title=step.title), {NAMED["present"]: named}
        preview = replace(preview, title=title, description=shown, query=query)
        drawn = [step] if step.shows == "figure" else []
    return replace(preview, figure=drawn[0].figure, view=drawn[0].view) if drawn else preview


def _table(source: Source, request: PageRequest) -> Preview:
    record, view, named = source.record, request.view, request.named
    for name, table in record.tables.items():
        if named == table.label:
            return Preview(
                view=view, title=table.title, description=describe_tables(record), query={NAMED["record"]: name},
                figure=_if_drawn(record, TABLES_DRAWN.get(name, "")),
            )  # fmt: skip
    return Preview(view=view, description=describe_tables(record), figure=_if_drawn(record, TABLES_DRAWN["events"]))


def _if_drawn(record: Record, name: str) -> str:
    """Return the figure that a link to a page shows, "" where the record has nothing for it."""
    return name if name in figures_of(record) else ""


MAKERS: Mapping[str, Callable[[Source, PageRequest], Preview]] = {
    "figures": _figure, "claims": _claim, "present": _step, "record": _table,
}  # fmt: skip
