"""Who says so: cells that name documents by id, address or title are made to name them by id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dyad.importing.gathering import Gathered
from dyad.importing.names import Names, make_id
from dyad.record.checking import URL
from dyad.record.schema import LIST_SEPARATOR, MAX_CITED, TableName

FIGURES: tuple[TableName, ...] = ("trade", "comparison")  # tables whose rows are figures
NOT_STATED = "not stated"


def host_of(url: str) -> str:
    """Return the host of a web address, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if URL.fullmatch(url) else ""
    except ValueError:
        return ""


@dataclass
class _Documents:
    """The documents known, and those that the cells of other tables name by address or title."""

    listed: bool  # whether a table of sources was brought: other names than its ids are then mistakes
    ids: Names
    made: dict[str, dict[str, str]] = field(default_factory=dict)  # what a cell named → row of sources.csv
    beyond: set[str] = field(default_factory=set)  # what cells named when there were documents enough

    def id_of(self, named: str) -> str:
        """Return the id of what a cell names, a new document where it is an address or a title of its own.

        "" where there are as many of those as can be.
        """
        if named in self.ids.taken or (self.listed and not URL.fullmatch(named)):
            return named
        if named not in self.made:
            if len(self.made) >= MAX_CITED:
                self.beyond.add(named)
                return ""
            host = host_of(named)
            words = re.sub(r"^https?://(www\.)?", "", named) if host else named
            id = self.ids.take(make_id(words) or "source")
            title = f"[Page of {host}]" if host else named
            url = named if host else ""
            self.made[named] = {"id": id, "title": title, "publisher": host or NOT_STATED, "url": url}
        return self.made[named]["id"]


def link_sources(found: Gathered) -> None:
    """Make every cell of sources hold ids; an event or figure without any rests on the table it came in."""
    listed = found.frames.get("sources")
    known = _Documents(listed=listed is not None, ids=Names(() if listed is None else listed["id"]))
    for name in ("events", *FIGURES, "claims", "lesson"):
        frame = found.frames.get(name)
        if frame is None:
            continue
        before = len(known.beyond)
        frame["sources"] = [_linked(cell, known) for cell in frame["sources"]]
        without = frame["sources"] == ""
        if len(known.beyond) > before:
            number = MAX_CITED + len(known.beyond)
            message = f"names {number:,} documents by address or title. Allowed: {MAX_CITED:,}."
            hint = "Bring a table of sources, and name its ids."
            found.problem(message, hint, file=found.files[name], column="sources", rule="too-many-sources")
        if name in ("events", *FIGURES) and without.any():
            file = found.files[name]
            if file not in known.made:
                id = known.ids.take(make_id(file) or "table")
                note = "Brought by a reader; the rows that cite it name no other source."
                known.made[file] = {"id": id, "title": f"[{file}]", "publisher": "the table itself", "note": note}
            frame["sources"] = frame["sources"].where(~without, known.made[file]["id"])
            if not known.beyond:
                found.tell(name, int(without.sum()), "named no source: the table itself is given as theirs.")
    if known.made:
        found.add_rows("sources", "sources", ((0, row) for row in known.made.values()))
        cited = [named for named in known.made if named not in found.files.values()]
        if cited:
            documents = "1 document is" if len(cited) == 1 else f"{len(cited):,} documents are"
            found.said.append(f"{documents} cited by address or title, and now stand among the sources.")


def _linked(cell: str, known: _Documents) -> str:
    named = dict.fromkeys(part.strip() for part in re.split(r"[;\n]", cell))
    ids = dict.fromkeys(known.id_of(part) for part in named if part)
    return LIST_SEPARATOR.join(filter(None, ids))
