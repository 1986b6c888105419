"""Overview: what this is, what was found, and what happened, beside what the record shows."""

from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figures import show_figures

page = shell.enter()

shell.show_empty_notice(page)
show_figures(page)
event_dialog(page)
