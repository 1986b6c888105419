"""Every page, declared once: where it is, what it is called, what it needs, what it says it found, what it lists.

The menu, the files in pages/, the first HTML and the static site go by these lines; which figures stand on a page, and
in which order, is told by the figures (`dyad/figures/catalogue.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dyad.figures.event_words import timeline_title
from dyad.figures.events import event_rows
from dyad.findings.claims import claims_headline
from dyad.findings.ranks import holds_ranks, listed_finding
from dyad.findings.trade import band_finding, holds_trade
from dyad.record import Record
from dyad.view import View

Listing = Literal["events", "claims", "rows", "lesson", "figures", "tables"]


def _always(_: Record) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page of the menu: `name` in its address and of its file in pages/.

    An empty `heading` stands for the record's title, `{document}` in it for what the record checks. The page `needs`
    something of a record, and says that is `lacking` where it is not there. Its `sentence`, of a record and a view, is
    what it found, or else what it is for; `listing` is what its first HTML has in plain words below the figures. A page
    that is `bare` fills the window: no heading, no filters. An open event stands `beside` figures, or else lies over
    the page and does not follow to the next.
    """

    name: str
    menu: str
    heading: str
    sentence: Callable[[Record, View], str]
    listing: Listing
    needs: Callable[[Record], bool] = _always
    lacking: str = ""
    bare: bool = False
    beside: bool = False

    @property
    def path(self) -> str:
        """Where the page is, below the address of the server."""
        return "" if self is FIRST else self.name

    def heading_for(self, record: Record) -> str:
        """Return the heading over this page of a record."""
        return self.heading.replace("{document}", record.about.document) or record.about.title

    def say_lacking(self, record: Record) -> str:
        """Return what the record has nothing of for this page, and what to do; "" where it has."""
        if self.needs(record):
            return ""
        return f"This record holds {self.lacking}. They can be brought as a table, on the Record page."


def _band(record: Record, view: View) -> str:
    found = band_finding(record, years=view.years)
    return found.headline if found else ""


def _ranks(record: Record, _: View) -> str:
    found = listed_finding(record)
    return found.headline if found else ""


PAGES: dict[str, PageEntry] = {
    page.name: page
    for page in (
        PageEntry(name="overview", menu="Overview", heading="", sentence=_band, listing="events"),
        PageEntry(
            name="timeline", menu="Timeline", heading="What happened, and when", listing="events", beside=True,
            sentence=lambda record, view: timeline_title(record, view, event_rows(record, view)),
        ),
        PageEntry(
            name="trade", menu="Trade", heading="Trade: the claim and the figures", sentence=_band, listing="rows",
            needs=holds_trade, lacking="no figures of trade between two states",
        ),
        PageEntry(
            name="rankings", menu="Rankings", heading="Places in the world’s rankings", sentence=_ranks, listing="rows",
            needs=holds_ranks, lacking="no world ranks",
        ),
        PageEntry(
            name="claims", menu="Claims", heading="What the {document} says, checked", listing="claims",
            sentence=lambda record, view: claims_headline(record, view) if record.has_claims else "",
            needs=lambda record: record.has_claims, lacking="no claims to check",
        ),
        PageEntry(
            name="present", menu="Present", heading="", bare=True, listing="lesson",
            sentence=lambda record, _: f"A lesson on {record.about.title}, a step to the window",
        ),
        PageEntry(
            name="figures", menu="Figures", heading="Take a figure with you", listing="figures",
            sentence=lambda record, _: f"The figures of {record.about.title} as pictures, files and citations",
        ),
        PageEntry(
            name="record", menu="Record", heading="The record: tables and sources", listing="tables",
            sentence=lambda record, _: f"The tables and sources behind {record.about.title}, and how to cite them",
        ),
    )
}  # fmt: skip
FIRST = PAGES["overview"]
