"""Trade: the band claimed against what each side reports, how small it is beside other trade, and who sold more."""

from dyad.findings.trade import balance_finding, band_finding
from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.options import show_with_options
from dyad.ui.tables import figure_table, lacks
from dyad.ui.text import claim_text, finding_text, more_findings

page = shell.enter()

if not lacks(page, "trade"):
    claim_text("trade-band", band_finding(page.record), page=page)
    show_with_options(page, "trade-band")
    finding_text(band_finding(page.record, years=page.view.years), claim="trade-band", page=page)
    show_drawn(page, "trade-share")
    show_drawn(page, "trade-balance")
    finding_text(balance_finding(page.record, years=page.view.years), page=page)
    show_with_options(page, "partners")
    show_drawn(page, "for-scale")
    more_findings(page, "trade")
    figure_table(page, "trade-band")
    figure_table(page, "trade-share")
    figure_table(page, "trade-balance")
event_dialog(page)
