"""How to cite the record and the documents it rests on."""

from __future__ import annotations

from dyad.record import Record, Source

PROJECT = "Dyad"  # the name the record is published under


def cite_record(record: Record) -> str:
    """Return a reference to the record as it stands, with the version of its tables."""
    return f"{PROJECT} contributors. {record.about.title}: events, claims and figures. Data version {record.version}."


def cite_source(source: Source) -> str:
    """Return a document as a reader would look for it: who, what, where, when."""
    when = f", {source.date_text}" if source.date else ""
    author = f"{source.author}, " if source.author and source.author != source.publisher else ""
    return f"{author}{source.title}. {source.publisher}{when}"
