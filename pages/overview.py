"""Overview: what happened, what is claimed, what the record shows, at a glance."""

from dyad.figures.overview import overview
from dyad.figures.rankings import rank_lines
from dyad.figures.timeline import timeline
from dyad.figures.trade import trade_band
from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figure import look_of, show_figure
from dyad.ui.numbers import key_figures
from dyad.ui.tables import empty_notice

page = shell.enter()
look = look_of(page)

key_figures(page)
empty_notice(page)
if look.phone:
    show_figure(trade_band(page.record, page.view, look))
    show_figure(rank_lines(page.record, page.view, look))
    show_figure(timeline(page.record, page.view, look), opens_events=True)
else:
    show_figure(overview(page.record, page.view, look), opens_events=True)
event_dialog(page)
