"""Claims: what the document says, the verdict, what the record shows, who says so."""

from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.figures import more_findings
from dyad.ui.tables import show_claims

page = shell.enter()

if not shell.show_missing_notice(page):
    show_drawn(page, "claims-summary")
    show_claims(page)
    more_findings(page)
event_dialog(page)
