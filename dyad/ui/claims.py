"""The list of claims on its page: the markup that the first HTML has, too, and the static site with other addresses."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from dyad.publish.card_html import write_claims
from dyad.publish.file_requests import FOLDER, METHOD_FILE
from dyad.record import Record
from dyad.ui.html_tables import show_markup
from dyad.ui.page import Page
from dyad.view import View, default_view


def list_claims(record: Record, view: View) -> Markup:
    """Return the claims that the filters of a view leave; what is open or brushed changes nothing."""
    asked = replace(default_view(record), years=view.years, themes=view.themes, text=view.text)
    return write_claims(
        record, asked, timeline="./timeline", here="./claims?claim={}", adds=True,
        method=f"./{FOLDER}/{METHOD_FILE.name}",
    )  # fmt: skip


def show_claims(page: Page) -> None:
    """Show the claims of the view; they are sifted, and opened, in the browser (`dyad/publish/cards.js`)."""
    show_markup(list_claims(page.record, page.view))
