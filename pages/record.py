"""Record: the tables whole, their data dictionary and sources, downloads, how to cite."""

from dyad.ui import shell
from dyad.ui.citing import how_to_cite
from dyad.ui.event import event_dialog
from dyad.ui.tables import choose_table, record_table

page = shell.enter()

record_table(page.record, *choose_table())
how_to_cite(page.record)
event_dialog(page)
