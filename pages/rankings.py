"""Rankings: the essay's four places against the lists, and the years played."""

from dyad.figures.motion import rank_motion
from dyad.figures.rankings import rank_lines
from dyad.ui import shell
from dyad.ui.event import event_dialog
from dyad.ui.figure import look_of, show_figure, show_motion
from dyad.ui.tables import figure_table, rank_match_table

page = shell.enter()
look = look_of(page)

lines = rank_lines(page.record, page.view, look)
show_figure(lines)
rank_match_table(page)
show_motion(*rank_motion(page.record, page.view, look))
figure_table(page, lines.data, what=lines.subtitle, heading="The ranks drawn")
event_dialog(page)
