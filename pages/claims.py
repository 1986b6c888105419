"""Claims: what the document says, the verdict, what the record shows, who says so."""

from dyad.figures.claims import claims_summary
from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figure import draw, show_figure
from dyad.ui.tables import choose_verdicts, claims_list, lacks

page = shell.enter()

if not lacks(page, "claims"):
    show_figure(draw(claims_summary, page))
    claims_list(page, choose_verdicts(page))
event_dialog(page)
