"""What a reader sends who has found a mistake: where it stands, in which version of the data, and room to say it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from dyad.record import Record


def report_text(record: Record, what: str, address: str) -> str:
    """Return a text to copy that names what is reported, where it is seen and the version of the data.

    >>> print(report_text(record, "Claim ¶3", "https://dyad.example/claims?claim=a"))  # doctest: +SKIP
    A mistake in Pakistan–Russia, 2003–2017
    ...
    """
    return (
        f"A mistake in {record.about.title}\n"
        f"Where: {what}\n"
        f"Address: {address}\n"
        f"Data version: {record.version}\n"
        "What is wrong: \n"
        "What it should say, and the source that says so: "
    )


def report_link(record: Record, text: str) -> str:
    """Return where a report goes: a mail with the text, or the web address of the contact; "" where none is named."""
    contact = record.about.contact
    if "@" not in contact.partition("/")[0]:
        return contact
    subject = text.partition("\n")[0]
    return f"mailto:{contact}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"
