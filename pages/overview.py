"""Overview: what happened, what is claimed, what the record shows, at a glance."""

from dyad.figures.overview import overview
from dyad.figures.rankings import rank_lines
from dyad.figures.timeline import timeline
from dyad.figures.trade import trade_band
from dyad.findings.ranks import holds_ranks
from dyad.findings.trade import holds_trade
from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figure import draw, look_of, show_figure
from dyad.ui.numbers import show_numbers
from dyad.ui.tables import empty_notice

page = shell.enter()

show_numbers(page)
empty_notice(page)
if look_of(page).phone:
    if holds_trade(page.record):
        show_figure(draw(trade_band, page))
    if holds_ranks(page.record):
        show_figure(draw(rank_lines, page))
    show_figure(draw(timeline, page))
else:
    show_figure(draw(overview, page))
event_dialog(page)
