"""Claims: what the document says, the verdict, what the record shows, who says so."""

from dyad.figures.claims import claims_summary
from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figure import draw, show_figure
from dyad.ui.tables import lacks, sift_claims
from dyad.ui.text import more_findings

page = shell.enter()

if not lacks(page, "claims"):
    show_figure(draw(claims_summary, page))
    more_findings(page, "claims")
    sift_claims(page)
event_dialog(page)
