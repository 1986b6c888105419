"""A page as its address asks for it: which one, in which view, what is named on it, what its claims are sifted by."""

from __future__ import annotations

from dataclasses import dataclass

from dyad.publish.file_requests import SHORT, WAY
from dyad.publish.pages import PageEntry
from dyad.record import Record
from dyad.record.schema import VERDICTS
from dyad.view import Query, View, view_query

Named = tuple[tuple[str, tuple[str, ...]], ...]
STEP = "step"
# Parameters that name something, by page.
NAMED = {"figures": "figure", "claims": "claim", "present": STEP, "record": "table", "timeline": "story"}
MOST_CHARS = 80  # of a text in an address


@dataclass(frozen=True, kw_only=True)
class PageRequest:
    """A page as it is asked for: which one, of what the reader chose, what of the address was left out.

    `origin` is where the server is, as the browser knows it (`https://dyad.example`).
    """

    entry: PageEntry
    view: View
    dropped: tuple[str, ...] = ()
    origin: str = ""
    step: str = ""  # of a lesson, as it was written
    sifted: Named = ()
    own: Named = ()  # parameters that are the page's own, as it takes them
    short: bool = False  # whether the address asks for the short way through a lesson that has one

    @property
    def named(self) -> str:
        """The figure, claim, step or table, by its label, that the address names on this page; "" for nothing."""
        told = {STEP: self.step} | {name: values[-1] for name, values in self.own}
        return told.get(NAMED.get(self.entry.name, ""), "")

    @property
    def way(self) -> dict[str, str]:
        """What an address of the lesson says of the way through it."""
        return {WAY: SHORT} if self.short else {}

    def link(self, record: Record, view: View, **more: str) -> str:
        """Return where this page shows another view; what is its own and sifted stays, but for what `more` changes."""
        stays = dict[str, str | tuple[str, ...]](self.own + self.sifted) | more
        kept = {name: value for name, value in stays.items() if value}
        return f"./{self.entry.path}{view_query(record, view, kept)}"


def sifted_in(page: str, query: Query) -> Named:
    """Return what the address of a page sifts its claims by, in the browser: verdicts, words and a place."""
    if page != "claims":
        return ()
    verdicts = tuple(one for one in query.get("verdict", ()) if one in VERDICTS)
    others = {name: tuple(one[:MOST_CHARS] for one in query.get(name, ())[-1:] if one) for name in ("locator", "find")}
    return tuple((name, values) for name, values in ({"verdict": verdicts} | others).items() if values)
