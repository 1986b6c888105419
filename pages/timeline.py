"""Timeline: the events in lanes by theme, each mark as wide as its date is known."""

import streamlit as st

from dyad.figures.timeline import timeline
from dyad.ui import shell
from dyad.ui.event import FIGURE, PANEL, event_dialog, event_panel, figure_share, has_room
from dyad.ui.figure import draw, show_figure
from dyad.ui.tables import empty_notice, event_table
from dyad.ui.text import more_findings

page = shell.enter()

if has_room(page.width):
    beside, panel = st.columns([FIGURE, PANEL], gap="small")
    with panel:
        event_panel(page)
else:
    beside = st.container()
    event_dialog(page)
with beside:
    if not empty_notice(page):
        show_figure(draw(timeline, page, share=figure_share(page.width)))
more_findings(page, "timeline")
event_table(page)
