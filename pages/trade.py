"""Trade: the band claimed against what each side reports, how small it is beside other trade, and who sold more."""

from dyad.findings.trade import balance_finding, band_finding
from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.options import offer_options
from dyad.ui.tables import figure_table, lacks
from dyad.ui.text import finding_text, more_findings

page = offer_options(shell.enter(), ("trade-band",))

if not lacks(page, "trade"):
    chosen = band_finding(page.record, years=page.view.years)
    finding_text(band_finding(page.record), claim="trade-band", chosen=chosen, page=page)
    show_drawn(page, "trade-band")
    show_drawn(page, "trade-share")
    finding_text(balance_finding(page.record, years=page.view.years), page=page)
    show_drawn(page, "trade-balance")
    page = offer_options(page, ("partners",))
    show_drawn(page, "partners")
    show_drawn(page, "for-scale")
    more_findings(page, "trade")
    figure_table(page, "trade-band")
    figure_table(page, "trade-share")
    figure_table(page, "trade-balance")
event_dialog(page)
