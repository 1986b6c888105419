"""Record: what is in it, how to cite it and all of it as files, its tables; for editors, tables of one's own."""

from dyad.ui import shell
from dyad.ui.bring import bring_tables
from dyad.ui.copying import cite_document, cite_record
from dyad.ui.edit import edit_events
from dyad.ui.event import event_dialog
from dyad.ui.tables import introduce_record, sift_tables

page = shell.enter()

introduce_record(page)
cite_record(page)
sift_tables(page)
cite_document(page.record)
bring_tables(page)
edit_events(page)
event_dialog(page)
