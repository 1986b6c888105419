"""Overview: what happened, what is claimed, what the record shows, at a glance."""

from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.numbers import show_numbers
from dyad.ui.tables import empty_notice

page = shell.enter()

show_numbers(page)
empty_notice(page)
show_drawn(page, "overview", where="wide")
for name in ("trade-band", "rankings", "timeline"):
    show_drawn(page, name, where="narrow")
show_drawn(page, "un-votes")
event_dialog(page)
