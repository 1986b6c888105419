"""Timeline: the events in lanes by theme, each mark as wide as its date is known."""

from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import beside_event
from dyad.ui.tables import empty_notice, event_table
from dyad.ui.text import more_findings

page = shell.enter()

with beside_event(page):
    empty_notice(page)
    show_drawn(page, "timeline")
    show_drawn(page, "event-strip")
more_findings(page, "timeline")
event_table(page)
