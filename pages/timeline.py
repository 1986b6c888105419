"""Timeline: the events in lanes by theme, each mark as wide as its date is known; or those that matter most, told."""

from dyad.ui import shell
from dyad.ui.event import beside_event, show_story, told_as_story
from dyad.ui.figures import show_figures
from dyad.ui.tables import empty_notice, event_table
from dyad.ui.text import more_findings

page = shell.enter()

if told_as_story(page):
    show_story(page)
else:
    with beside_event(page):
        empty_notice(page)
        show_figures(page)
more_findings(page, "timeline")
event_table(page)
