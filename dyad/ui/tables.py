"""Tables on a page: the events under the timeline, the figures under a chart, the record whole."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from dyad.figures.catalogue import FIGURES
from dyad.figures.look import SIGNS
from dyad.findings.claims import claim_rows, event_verdicts, judge_claims, say_verdict
from dyad.findings.ranks import holds_ranks, rank_matches
from dyad.findings.trade import holds_trade
from dyad.publish.file_requests import FOLDER, METHOD_FILE, FileRequest
from dyad.publish.tables import figure_rows, name_publishers, rank_match_rows, table_frame
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.record.schema import TABLES, VERDICTS, TableName
from dyad.ui.downloads import link_to, show_links
from dyad.ui.event import source_list
from dyad.ui.filters import open_event
from dyad.ui.page import Page
from dyad.ui.words import literal, show_document
from dyad.view import View, emptied_by, select_events, shorten
from dyad.wording import METHOD, VERDICT_RULES, listing, possessive

EVENTS_KEY = "events-table"
ROW_PX = 35  # of st.dataframe
MOST_ROWS = 12  # shown before a table scrolls
MOST_LISTED = 1_000  # events in the table: what a class's wifi bears, and more than anyone reads
VIEWS_KEPT = 16  # of a record, for all its readers together


def _height(rows: int) -> int:
    return (min(rows, MOST_ROWS) + 1) * ROW_PX + 3


def event_table(page: Page) -> None:
    """Show the events of the view as a table, the earliest of very many; choosing a row opens its event."""
    number = len(select_events(page.record, page.view))
    if not number:
        return
    ids, shown = _event_rows(page.record, page.view)
    if len(ids) < number:
        st.caption(literal(f"The first {len(ids):,} of {number:,} events: years, themes and search leave fewer."))
    opened = [ids.index(page.view.event)] if page.view.event in ids else []
    # whole, as the browser sends it: what differs from that counts as chosen
    st.session_state[EVENTS_KEY] = {"selection": {"rows": opened, "columns": [], "cells": []}}
    st.dataframe(
        shown,
        hide_index=True,
        height=_height(len(shown)),
        key=EVENTS_KEY,
        on_select=lambda: _open_row(ids),
        selection_mode="single-row",
        alt="The events of the timeline. Choosing a row opens its event.",
    )


def _open_row(ids: tuple[str, ...]) -> None:
    """Open the event of the chosen row of these, or close it where none is."""
    rows = st.session_state[EVENTS_KEY].selection.rows
    open_event(ids[rows[0]] if rows else None)


@remembered(VIEWS_KEPT)
def _event_rows(record: Record, view: View) -> tuple[tuple[str, ...], pd.DataFrame]:
    """Return the ids of the events listed, and what is shown of each."""
    events = select_events(record, view).head(MOST_LISTED)
    verdicts = event_verdicts(record)
    said = {
        f"The {possessive(record.about.document)} claims": [
            f"{SIGNS[verdicts[id]]} {say_verdict(record, verdicts[id])}" for id in events["id"]
        ]
    }
    shown = pd.DataFrame(
        {
            "Date as known": events["date_text"],
            "Event": events["title"],
            "Theme": events["theme"],
            **(said if record.has_claims else {}),
            "Sources": [name_publishers(record, sources) for sources in events["sources"]],
        }
    )
    return tuple(events["id"]), shown


def say_empty(record: Record, view: View) -> str:
    """Return which filter leaves no event; empty where some are left."""
    names = emptied_by(record, view)
    return f"No event is left by {listing([*names], last='or')}." if names else ""


def empty_notice(page: Page) -> bool:
    """Say which filter leaves no event; returns whether it had to."""
    told = say_empty(page.record, page.view)
    if told:
        st.info(literal(told))
    return bool(told)


def figure_table(page: Page, name: str) -> None:
    """Show the rows that a figure is drawn from, each with who reports it and a link to its source."""
    heading = FIGURES[name].heading
    st.header(heading, anchor=False)
    shown = _figure_rows(page.record, View(years=page.view.years), name)
    st.dataframe(
        shown,
        hide_index=True,
        height=_height(len(shown)),
        column_config={"Link": st.column_config.LinkColumn("Link", display_text="open")},
        alt=f"{heading}, each with who reports it and its source",
    )


@remembered(VIEWS_KEPT)
def _figure_rows(record: Record, view: View, name: str) -> pd.DataFrame:
    """Return what a table of a figure shows in these years; no other choice changes its rows."""
    return figure_rows(record, FIGURES[name].rows(record, view))


def verdict_rules() -> None:
    """Say what each verdict means in a line, and offer the rules in full."""
    rules = [f"{SIGNS[verdict]} {verdict}: {rule}" for verdict, rule in VERDICT_RULES.items()]
    st.caption("  \n".join(literal(rule) for rule in rules))
    if METHOD_FILE.is_file() and st.button(METHOD, type="tertiary"):
        _show_method()


@st.dialog(METHOD, width="large")
def _show_method() -> None:
    show_document(METHOD_FILE, at=FOLDER)


@st.fragment  # no figure is drawn anew for it
def sift_claims(page: Page) -> None:
    """Let the reader choose verdicts, and show each claim: record and sources."""
    verdicts = _choose_verdicts()
    claims = judge_claims(page.record)
    claims = claims[claims["id"].isin(claim_rows(page.record, page.view)["id"])]
    claims = claims[claims["verdict"].isin(verdicts)] if verdicts else claims
    for claim in claims.to_dict("records"):
        title = f"{SIGNS[claim['verdict']]} **{claim['verdict'].capitalize()}** · {literal(claim['claim'])}"
        with st.expander(title, key=f"claim-{claim['id']}"):
            st.caption(literal(f"The {page.record.about.document}, {claim['locator']}"))
            st.text(claim["record"] or "The record holds nothing on it.")
            if claim["sources"]:
                source_list(page.record, claim["sources"])


def _choose_verdicts() -> list[str]:
    """Let the reader choose verdicts; none chosen means all. A word in the address that is none is told."""
    for word in st.query_params.get_all("verdict"):
        if word not in VERDICTS:
            told = f"“verdict={shorten(word)}” in the address was left out: the verdicts are {', '.join(VERDICTS)}."
            st.info(literal(told))
    label = "Verdicts (none chosen shows all)"
    return list(st.pills(label, list(VERDICTS), selection_mode="multi", key="verdict", bind="query-params"))


def _choose_table(record: Record) -> tuple[TableName, str]:
    """Let the reader choose one table of the record and search in it."""
    names = list(record.tables)
    chosen = st.segmented_control(
        "Table",
        names,
        default=names[0],
        required=True,
        format_func=lambda name: f"{TABLES[name].title} ({TABLES[name].file})",
        key="table",
        bind="query-params",
    )
    search = st.text_input("Search in this table", key="find", bind="query-params", live=True)
    return chosen, search or ""


def rank_match_table(page: Page) -> None:
    """Show each rank claimed beside the nearest that a source gives."""
    record = page.record
    if not rank_matches(record):
        return
    heading = f"The {possessive(record.about.document)} ranks beside the nearest found"
    st.header(literal(heading), anchor=False)
    shown = rank_match_rows(record)
    st.dataframe(shown, hide_index=True, alt=f"{heading}.")


@st.fragment  # a search that is typed runs nothing else
def sift_tables(page: Page) -> None:
    """Let the reader choose a table of the record and search in it; with its data dictionary and download."""
    record = page.record
    name, search = _choose_table(record)
    table = TABLES[name]
    plain = table_frame(record, name)
    for word in search.casefold().split():
        rows = plain.itertuples(index=False, name=None)
        plain = plain[[word in " ".join(cells).casefold() for cells in rows]]
    if plain.empty:
        st.info("No row holds these words.")
    else:
        links = {"url": st.column_config.LinkColumn("url")} if "url" in plain else {}
        st.dataframe(
            plain, hide_index=True, height=_height(len(plain)), column_config=links, alt=f"{table.title}: {table.file}"
        )
    request = FileRequest(name=table.file)
    show_links([link_to(f"Download {table.file}", page.source, request, served=page.own is None)])
    st.markdown("**Data dictionary**")
    dictionary = pd.DataFrame(
        [
            {
                "Column": field.name,
                "Holds": field.description,
                "Kind": {"edtf": "date (EDTF)", "slug": "id", "code": "ISO 3166 alpha-3"}.get(field.kind, field.kind),
                "Several": "parted by ;" if field.many else "",
                "Required": "yes" if field.required else "",
                "Allowed": ", ".join(field.allowed) or field.pattern_says,
            }
            for field in table.fields
        ]
    )
    st.dataframe(
        dictionary, hide_index=True, height=(len(dictionary) + 1) * ROW_PX + 3, alt=f"Data dictionary of {table.file}"
    )


def offer_whole(page: Page) -> None:
    """Offer the record as a folder of tables, and its events as TimelineJS reads them."""
    st.header("Take it all", anchor=False)
    labels = {
        "record.zip": "All tables in one zip",
        "timelinejs.csv": "Events as a TimelineJS sheet",
        "timelinejs.json": "Events as TimelineJS JSON",
    }
    served = page.own is None
    show_links([
        link_to(label, page.source, FileRequest(name=name), served=served) for name, label in labels.items()
    ])  # fmt: skip


LACKING: dict[str, tuple[Callable[[Record], bool], str]] = {
    "trade": (holds_trade, "no figures of trade between two states"),
    "ranks": (holds_ranks, "no world ranks"),
    "claims": (lambda record: record.has_claims, "no claims to check"),
}


def lacks(page: Page, what: str) -> bool:
    """Say where the record holds nothing for this page; returns whether it had to."""
    holds, words = LACKING[what]
    missing = not holds(page.record)
    if missing:
        st.info(literal(f"This record holds {words}. They can be brought as a table, on the Record page."))
    return missing
