"""Rankings: the places claimed against the lists, and the years played."""

from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figures import more_findings, show_figures, show_numbers_drawn
from dyad.ui.motion import play_years

page = shell.enter()

if not shell.show_missing_notice(page):
    show_figures(page)
    play_years(page)
    more_findings(page)
    show_numbers_drawn(page)
event_dialog(page)
