"""Rankings: the places claimed against the lists, and the years played."""

from dyad.findings.ranks import listed_finding
from dyad.ui import shell
from dyad.ui.drawn import show_drawn
from dyad.ui.event import event_dialog
from dyad.ui.motion import show_trails
from dyad.ui.tables import figure_table, lacks, rank_match_table
from dyad.ui.text import finding_text, more_findings

page = shell.enter()

if not lacks(page, "ranks"):
    show_drawn(page, "rankings")
    finding_text(listed_finding(page.record), page=page)
    show_drawn(page, "rank-lists")
    rank_match_table(page)
    more_findings(page, "rankings")
    show_trails(page)
    figure_table(page, "rankings")
event_dialog(page)
