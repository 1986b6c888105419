"""What a link shows where its address names one thing on a page: a figure, a claim, a step, a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.style import Style
from dyad.lesson import Step
from dyad.publish.cards import claim_card
from dyad.publish.file_requests import Source
from dyad.publish.pages import PAGES
from dyad.record import Record
from dyad.record.schema import VERDICTS
from dyad.view import Query, View, default_view, select_events
from dyad.wording.lesson import STEP_TITLE
from dyad.wording.pieces import headed, say_place
from dyad.wording.record import describe_tables

Sifted = tuple[tuple[str, tuple[str, ...]], ...]

# Parameters that name something, by page.
NAMED = {"figures": "figure", "claims": "claim", "present": "step", "record": "table", "timeline": "story"}
TABLES_DRAWN = {"events": "event-strip", "claims": "claims-summary", "trade": "trade-band", "comparison": "partners"}
SWITCHED_ON = ("true", "1")  # words for an event that is told as a story
MOST_CHARS = 80  # of a name in an address


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


def name_in(page: str, query: Query) -> str:
    """Return what the address of a page names on it, as it was written; "" for nothing."""
    return (query.get(NAMED.get(page, "")) or ("",))[-1][:MOST_CHARS]


def sifted_in(page: str, query: Query) -> Sifted:
    """Return what the address of a page sifts its claims by, in the browser: verdicts, words and a place."""
    if page != "claims":
        return ()
    verdicts = tuple(one for one in query.get("verdict", ()) if one in VERDICTS)
    others = {name: tuple(one[:MOST_CHARS] for one in query.get(name, ())[-1:] if one) for name in ("locator", "find")}
    return tuple((name, values) for name, values in ({"verdict": verdicts} | others).items() if values)


def preview_of(source: Source, page: str, view: View, named: str, sifted: Sifted = ()) -> Preview:
    """Return what a link to a page shows, of what was `named` in the address if there is such a thing.

    An open event comes first, on every page; then the claim named, or what the claims are `sifted` by.
    """
    record = source.record
    story = {NAMED[page]: "true"} if page == "timeline" and named in SWITCHED_ON else {}
    if view.event:
        event = record.event(view.event)
        return Preview(
            view=view, title=event.title, description=event.summary, figure=_drawn(record, "timeline"), query=story
        )
    makers: Mapping[str, Callable[[Source, View, str], Preview]] = {
        "figures": _figure, "claims": partial(_claim, sifted=dict(sifted)), "present": _step, "record": _table,
    }  # fmt: skip
    return makers[page](source, view, named) if page in makers else Preview(view=view, query=story)


def _figure(source: Source, view: View, named: str) -> Preview:
    record = source.record
    if named not in figures_of(record):
        return Preview(view=view)
    entry = FIGURES[named]
    if entry.of_events and select_events(record, view).empty:
        view = replace(default_view(record), years=view.years)
    found = entry.draw(record, view, Style()).title.rstrip(".")
    return Preview(view=view, title=entry.title, description=f"{found}.", figure=named, query={NAMED["figures"]: named})


def _claim(source: Source, view: View, named: str, *, sifted: Mapping[str, Sequence[str]]) -> Preview:
    record = source.record
    if named in set(record.claims["id"]):
        card = claim_card(record, named)
        query = {NAMED["claims"]: named}
        return Preview(view=view, title=card.title, description=card.brief, claim=named, query=query)
    places = map(say_place, sifted.get("locator", ()))
    words = [*map(headed, (*sifted.get("verdict", ()), *view.themes, *places))]
    words += [f"“{text}”" for text in sifted.get("find", ())]
    return Preview(view=view, title=f"{PAGES['claims'].menu}: {', '.join(words)}" if words else "", query=sifted)


def _step(source: Source, view: View, named: str) -> Preview:
    """Return the step that is named, of what the class sees before anything is revealed; else the lesson."""
    record, steps = source.record, source.lesson.steps
    if not (named.isascii() and named.isdigit() and 1 <= int(named) <= len(steps)):
        return _with_figure(Preview(view=view), next((step for step in steps if step.shows == "figure"), None))
    step = steps[int(named) - 1]
    shown = step.prompt or (record.event(step.event).summary if step.shows == "event" else "")
    title, query = STEP_TITLE.format(number=int(named), title=step.title), {NAMED["present"]: named}
    return _with_figure(Preview(view=view, title=title, description=shown, query=query), step)


def _with_figure(preview: Preview, step: Step | None) -> Preview:
    if step is None or step.shows != "figure":
        return preview
    return replace(preview, figure=step.figure, view=step.view)


def _table(source: Source, view: View, named: str) -> Preview:
    record = source.record
    for name, table in record.tables.items():
        if named in (name, table.label):
            return Preview(
                view=view, title=table.title, description=describe_tables(record), query={NAMED["record"]: name},
                figure=_drawn(record, TABLES_DRAWN.get(name, "")),
            )  # fmt: skip
    return Preview(view=view, description=describe_tables(record), figure=_drawn(record, TABLES_DRAWN["events"]))


def _drawn(record: Record, name: str) -> str:
    return name if name in figures_of(record) else ""
