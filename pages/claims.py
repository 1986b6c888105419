"""Claims: what the essay says, the verdict, what the record shows, who says so."""

from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.tables import choose_verdicts, claims_list
from dyad.ui.text import claims_summary

page = shell.enter()

claims_summary(page)
claims_list(page, choose_verdicts(page))
event_dialog(page)
