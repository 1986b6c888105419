"""Trade: the band claimed against what each side reports, how small it is beside other trade, and who sold more."""

from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figures import show_figures, show_numbers_drawn
from dyad.ui.tables import show_missing_notice
from dyad.ui.text import more_findings

page = shell.enter()

if not show_missing_notice(page):
    show_figures(page)
    more_findings(page, "trade")
    show_numbers_drawn(page)
event_dialog(page)
