"""Timeline: the events in lanes by theme, each mark as wide as its date is known; or those that matter most, told."""

from dyad.ui import shell
from dyad.ui.event import beside_event, show_story, story_of
from dyad.ui.figures import more_findings, show_figures
from dyad.ui.tables import event_table

page = shell.enter()

if story := story_of(page):
    show_story(story)
else:
    with beside_event(page):
        shell.show_empty_notice(page)
        show_figures(page)
more_findings(page)
event_table(page)
