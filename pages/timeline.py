"""Timeline: the events in lanes by theme, each mark as wide as its date is known."""

import streamlit as st

from dyad.figures.timeline import timeline
from dyad.ui import shell
from dyad.ui.event import event_dialog, event_panel, has_room
from dyad.ui.figure import draw, show_figure
from dyad.ui.tables import empty_notice, event_table

FIGURE, PANEL = 0.66, 0.34  # shares of the width

page = shell.enter()

if has_room(page):
    beside, panel = st.columns([FIGURE, PANEL], gap="small")
    with panel:
        event_panel(page)
else:
    beside = st.container()
    event_dialog(page)
with beside:
    if not empty_notice(page):
        share = FIGURE - 0.01 if has_room(page) else 1.0
        show_figure(draw(timeline, page, share=share), opens_events=True)
event_table(page)
