"""Record: the tables whole, their data dictionary and sources, downloads, how to cite; tables of one's own."""

from dyad.ui import shell
from dyad.ui.bring import bring_tables
from dyad.ui.citing import how_to_cite
from dyad.ui.edit import edit_events
from dyad.ui.event import event_dialog
from dyad.ui.tables import offer_whole, sift_tables

page = shell.enter()

bring_tables(page)
edit_events(page)
sift_tables(page)
offer_whole(page)
how_to_cite(page.record)
event_dialog(page)
