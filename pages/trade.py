"""Trade: the band claimed against what each side reports, how small it is beside other trade, and who sold more."""

from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figures import more_findings, show_figures, show_numbers_drawn

page = shell.enter()

if not shell.show_missing_notice(page):
    show_figures(page)
    more_findings(page)
    show_numbers_drawn(page)
event_dialog(page)
