"""Where a report of a mistake goes."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from dyad.record import Record


def report_link(record: Record, text: str) -> str:
    """Return where a report goes: a mail with the text, or the web address of the contact; "" where none is named."""
    contact = record.about.contact
    if "@" not in contact.partition("/")[0]:
        return contact
    subject = text.partition("\n")[0]
    return f"mailto:{contact}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"
