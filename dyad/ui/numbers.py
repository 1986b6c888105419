"""The key figures of the overview: four numbers, each computed from the tables."""

from __future__ import annotations

import streamlit as st

from dyad.figures.rankings import rank_matches
from dyad.findings import band, band_counts, last_year_known, totals, verdict_counts
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import listing, ordinal, usd


def key_figures(page: Page) -> None:
    """Show four numbers: claims, years inside the band, the last year known, the ranks traced."""
    record = page.record
    counted = verdict_counts(record)
    cards = [
        (
            f"{counted['confirmed']} of {sum(counted.values())}",
            f"claims of the essay confirmed; {counted['contradicted']} contradicted, {counted['not found']} not found",
        )
    ]
    limits, counts = band(record), band_counts(record)
    if limits and counts:
        cards.append(
            (
                " · ".join(f"{len(c.inside)} of {c.years}" for c in counts),
                f"years inside USD {usd(limits[0])}–{usd(limits[1])} million, as {listing([c.name for c in counts])} report",
            )
        )
    year = last_year_known(record)
    last = [(record.about.name(code), totals(record, code).get(year)) for code in record.about.codes]
    last = [(name, value) for name, value in last if value is not None]
    if last:
        cards.append(
            (
                " · ".join(usd(value) for _, value in last),
                f"USD million traded in {year}, the last year then known ({listing([name for name, _ in last])})",
            )
        )
    matches = rank_matches(record)
    if matches:
        printed = [m for m in matches if m.printed]
        which = f": {listing([ordinal(m.claimed) for m in printed])}" if printed else ""
        cards.append((f"{len(printed)} of {len(matches)}", f"world ranks of the essay found in print{which}"))
    with st.container(horizontal=True, gap="small", key="numbers"):
        for value, words in cards:
            with st.container(border=True, gap=None, width="stretch"):
                st.markdown(f"**{literal(value)}** {literal(words)}")
