"""A page as its address asks for it: which one, in which view, what is named on it, what its claims are sifted by."""

from __future__ import annotations

from dataclasses import dataclass

from dyad.publish.file_requests import SHORT, WAY
from dyad.publish.pages import PageEntry
from dyad.record import Record
from dyad.record.schema import VERDICTS
from dyad.view import Query, View, value_in, view_query

Named = tuple[tuple[str, tuple[str, ...]], ...]
# Parameters that name something, by page.
NAMED = {"figures": "figure", "claims": "claim", "present": "step", "record": "table", "timeline": "story"}
MOST_CHARS = 80  # of a name in an address


@dataclass(frozen=True, kw_only=True)
class PageRequest:
    """A page as it is asked for: which one, of what the reader chose, what of the address was left out.

    `origin` is where the server is, as the browser knows it (`https://dyad.example`).
    """

    entry: PageEntry
    view: View
    dropped: tuple[str, ...] = ()
    origin: str = ""
    named: str = ""  # the figure, claim, step or table that the address names on this page
    sifted: Named = ()
    own: Named = ()  # parameters that are the page's own, as it takes them
    short: bool = False  # whether the address asks for the short way through a lesson that has one

    @property
    def way(self) -> dict[str, str]:
        """What an address of the lesson says of the way through it."""
        return {WAY: SHORT} if self.short else {}

    def link(self, record: Record, view: View, **more: str) -> str:
        """Return where this page shows another view; what is its own and sifted stays, but for what `more` changes."""
        stays = dict[str, str | tuple[str, ...]](self.own + self.sifted) | more
        kept = {name: value for name, value in stays.items() if value}
        return f"./{self.entry.path}{view_query(record, view, kept)}"


def name_in(page: str, query: Query) -> str:
    """Return what the address of a page names on it, as it was written; "" for nothing."""
    return value_in(query, NAMED.get(page, ""))[:MOST_CHARS]


def sifted_in(page: str, query: Query) -> Named:
    """Return what the address of a page sifts its claims by, in the browser: verdicts, words and a place."""
    if page != "claims":
        return ()
    verdicts = tuple(one for one in query.get("verdict", ()) if one in VERDICTS)
    others = {name: tuple(one[:MOST_CHARS] for one in query.get(name, ())[-1:] if one) for name in ("locator", "find")}
    return tuple((name, values) for name, values in ({"verdict": verdicts} | others).items() if values)
