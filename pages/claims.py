"""Claims: what the document says, the verdict, what the record shows, who says so."""

from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.tables import lacks, sift_claims, verdict_rules
from dyad.ui.text import more_findings

page = shell.enter()

if not lacks(page):
    show_drawn(page, "claims-summary")
    more_findings(page, "claims")
    verdict_rules()
    sift_claims(page)
event_dialog(page)
