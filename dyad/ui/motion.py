"""The ranks in motion: played once a reader asks for it, with controls that take the keyboard.

Plotly, three times as large as the rest of a page, comes when the button is pressed. It draws its buttons and slider
as SVG that only a pointer reaches. A component without a face gives them a place in the tab order, a role and keys, and
hands each key on as the click it stands for; where less motion is wished for, years follow without a way between.
"""

from __future__ import annotations

import streamlit as st

from dyad.figures.style import Style
from dyad.figures.trails import holds_trails
from dyad.findings.ranks import main_list
from dyad.render.motion_names import NAMED_WIDTH
from dyad.ui.component import read_script
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import trails
from dyad.wording import ui_figures as wording
from dyad.wording.pieces import say_span

PLAYED = "years-played"  # in the session's state: whether the years are played
CHART_KEY = "motion"
KEYS_KEY = "dyad_motion_keys"

_keys = st.components.v2.component(KEYS_KEY, js=read_script("motion"))


def play_years(page: Page) -> None:
    """Play the years of the ranks, once a reader asks for it."""
    if not holds_trails(page.record):
        return
    on = st.session_state.get(PLAYED, False)
    label = wording.HIDE if on else wording.PLAY
    st.button(label, key="play-years", on_click=st.session_state.update, args=({PLAYED: not on},))
    if on:
        _show_motion(page)


def _show_motion(page: Page) -> None:
    from dyad.render.motion import NAMES, rank_motion  # brings Plotly, 13 MB that nothing else here needs

    chart, alt = rank_motion(page.record, page.view, Style(scheme=page.scheme))
    if chart is None:
        st.info(wording.NO_YEAR_PLAYED)
        return
    years = [frame.name for frame in chart.frames]
    span = int(years[0]), int(years[-1])
    st.subheader(trails.played(say_span(span)), anchor=False)
    st.caption(literal(trails.motion_subtitle(main_list(page.record))))
    st.plotly_chart(chart, theme=None, width="stretch", alt=alt, config={"displayModeBar": False}, key=CHART_KEY)
    _keys(key=KEYS_KEY, data={"chart": CHART_KEY, "years": years, "names": NAMES, "wide": NAMED_WIDTH})
