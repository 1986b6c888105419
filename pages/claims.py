"""Claims: what the document says, the verdict, what the record shows, who says so."""

from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.figures import more_findings
from dyad.ui.tables import list_claims
from dyad.ui.words import show_markup

page = shell.enter()

if not shell.show_missing_notice(page):
    show_drawn(page, "claims-summary")
    show_markup(list_claims(page.record, page.view))
    more_findings(page)
event_dialog(page)
