"""Rankings: the places claimed against the lists, and the years played."""

from dyad.figures.rankings import rank_lines
from dyad.figures.trails import holds_trails
from dyad.findings.ranks import listed_finding
from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.figure import draw
from dyad.ui.motion import show_trails
from dyad.ui.tables import figure_table, lacks, rank_match_table
from dyad.ui.text import finding_text, more_findings

page = shell.enter()

if not lacks(page, "ranks"):
    show_drawn(page, "rankings")
    finding_text(listed_finding(page.record), page=page)
    rank_match_table(page)
    more_findings(page, "rankings")
    if holds_trails(page.record):
        show_trails(page)
    lines = draw(rank_lines, page)
    figure_table(page, lines.data, what=lines.subtitle, heading="The ranks drawn")
event_dialog(page)
