"""What the first window says over its figure."""

from __future__ import annotations

from urllib.parse import urlencode

from dyad.publish.opening import write_opening
from dyad.record import Record
from dyad.ui.html_tables import show_markup
from dyad.view import View, default_view, view_to_query


def show_opening(record: Record, view: View) -> None:
    """Show what this is and what was found; each statement leads to its page, with the view that is chosen."""
    query = urlencode(view_to_query(view, default=default_view(record)), doseq=True)
    asked = f"?{query}" if query else ""
    show_markup(write_opening(record, view, address=lambda page: f"./{page.path}{asked}"))
