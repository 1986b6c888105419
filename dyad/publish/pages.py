"""Every page, declared once: where it is, its name, what its address takes, what it found, its figures and lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.event_words import title_timeline
from dyad.figures.events import event_rows
from dyad.findings.claims import verdict_counts
from dyad.findings.ranks import holds_ranks
from dyad.findings.trade import holds_trade
from dyad.lesson.packing import PackedError, unpack_rows
from dyad.publish.sheets import PAPERS, SCALES, SIZES
from dyad.record import Record
from dyad.view import SWITCH, Query, View
from dyad.wording import record as wording
from dyad.wording.addresses import it_takes, left_out, nearest, no_claim
from dyad.wording.claims import claims_headline

Listing = Literal["events", "claims", "rows", "lesson", "figures", "tables"]
# What a parameter takes: words, each with what stands in the address for it, or a function that says what is wrong.
Words = Mapping[str, str] | Callable[[str], str]

SWITCHED = {**{word: word for word in SWITCH}, "1": "true", "0": "false"}  # what the words of a switch stand for
OF_LESSON = {word: word for word in SWITCHED}  # which reads all four
LINKED = "lesson"  # the parameter that holds a lesson
KEPT_LESSON = "dyad_lesson"  # the cookie of a browser that keeps a lesson of its own


def _tables(record: Record) -> Mapping[str, Words]:
    names = {name: table.label for name, table in record.tables.items()}
    return {"table": names | {label: label for label in names.values()}}


def _layouts(record: Record) -> Mapping[str, Words]:
    choices = {"figure": figures_of(record), "size": SIZES, "paper": PAPERS, "scale": map(str, SCALES)}
    named = {key: {name: name for name in names} for key, names in choices.items()}
    return {"title": SWITCHED, "notes": SWITCHED} | named


def _claim(record: Record) -> Mapping[str, Words]:
    names = list(record.claims["id"])
    return {"claim": lambda name: "" if name in names else no_claim(nearest(name, names))}


def _no_lesson(packed: str) -> str:
    """Say why a value holds no lesson; "" where it does."""
    try:
        unpack_rows(packed)
    except PackedError as why:
        return str(why)
    return ""


def _words_taken(words: Mapping[str, str]) -> list[str]:
    """Return the words that a parameter of a page takes, of those for one thing the first."""
    return [*{stands: word for word, stands in reversed([*words.items()])}.values()][::-1]


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One page of the menu: `name` in its address and of its file in pages/."""

    name: str
    menu: str
    heading: str  # "" stands for the record's title, `{document}` for what the record checks
    sentence: Callable[[Record, View], str]  # what it found, or else what it is for
    listing: Listing  # what its first HTML has in plain words below the figures
    own: Callable[[Record], Mapping[str, Words]] = lambda _: {}  # parameters of its address beside those of the view
    needs: Callable[[Record], bool] = lambda _: True
    lacking: str = ""  # told of a record that has nothing of it
    bare: bool = False  # it fills the window: no heading, no filters
    whole: bool = False  # it shows the record as it is, without filters
    beside: bool = False  # an open event stands beside figures; else it lies over the page, and stays there

    @property
    def years_alone(self) -> bool:
        """Whether no other filter changes what the page shows: it is of figures a year, not of events."""
        return self.listing == "rows"

    @property
    def path(self) -> str:
        """Where the page is, below the address of the server."""
        return "" if self is FIRST else self.name

    def heading_for(self, record: Record) -> str:
        """Return the heading over this page of a record."""
        return self.heading.replace("{document}", record.about.document) or record.about.title

    def read_own(self, record: Record, query: Query) -> tuple[dict[str, list[str]], tuple[str, ...]]:
        """Return the page's own parameters as its address is to have them, and a sentence for each that cannot be."""
        kept: dict[str, list[str]] = {}
        dropped = []
        for name, words in self.own(record).items():
            for found in query.get(name, ()):
                if callable(words):
                    stands, wrong = found, words(found)
                else:
                    stands = words.get(found, "")
                    wrong = "" if stands else it_takes(_words_taken(words), found)
                if wrong:
                    dropped.append(left_out(name, found, wrong))
                else:
                    kept[name] = [stands]
        return kept, tuple(dropped)

    def say_lacking(self, record: Record) -> str:
        """Return what the record has nothing of for this page, and what to do; "" where it has."""
        return "" if self.needs(record) else wording.lacking(self.lacking)


def _found(figure: str, record: Record, view: View) -> str:
    """Return what the tables tell below a figure, in short; "" where they tell nothing."""
    finding = FIGURES[figure].finding(record, view.years)
    return finding.headline if finding else ""


def _claims(record: Record, view: View) -> str:
    counted = verdict_counts(record, view)
    whole = sum(counted.values()) == len(record.claims)
    return claims_headline(counted, record.about, whole=whole) if record.has_claims else ""


_BAND = partial(_found, "trade-band")
PAGES: dict[str, PageEntry] = {
    page.name: page
    for page in (
        PageEntry(name="overview", menu="Overview", heading="", sentence=_BAND, listing="events"),
        PageEntry(
            name="timeline", menu="Timeline", heading="What happened, and when", listing="events", beside=True,
            own=lambda _: {"story": SWITCHED},
            sentence=lambda record, view: title_timeline(record, view, event_rows(record, view)),
        ),
        PageEntry(
            name="trade", menu="Trade", heading="Trade: the claim and the figures", sentence=_BAND, listing="rows",
            needs=holds_trade, lacking="no figures of trade between two states",
        ),
        PageEntry(
            name="rankings", menu="Rankings", heading="Places in the world’s rankings", listing="rows",
            sentence=partial(_found, "rankings"), needs=holds_ranks, lacking="no world ranks",
        ),
        PageEntry(
            name="claims", menu="Claims", heading="What the {document} says, checked", listing="claims",
            sentence=_claims, own=_claim, needs=lambda record: record.has_claims, lacking="no claims to check",
        ),
        PageEntry(
            name="present", menu="Present", heading="", bare=True, listing="lesson",
            own=lambda _: {"notes": OF_LESSON, "revealed": OF_LESSON, "edit": OF_LESSON, LINKED: _no_lesson},
            sentence=lambda record, _: wording.lesson_on(record.about.title),
        ),
        PageEntry(
            name="figures", menu="Figures", heading="Take a figure with you", listing="figures",
            own=_layouts,
            sentence=lambda record, _: wording.figures_of(record.about.title),
        ),
        PageEntry(
            name="record", menu="Record", heading="The record: tables and sources", listing="tables", own=_tables,
            whole=True,
            sentence=lambda record, _: wording.tables_behind(record.about.title),
        ),
    )
}  # fmt: skip
FIRST = PAGES["overview"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One figure of a page, by name; `room` is where it is shown alone: `wide`, `narrow`, empty for everywhere."""

    figure: str
    room: Literal["wide", "narrow", ""] = ""


def parts_of(record: Record, page: str) -> tuple[Part, ...]:
    """Return the figures of a page, in order, that the record has anything for."""
    known, parts = figures_of(record), []
    for entry in (FIGURES[name] for name in known if FIGURES[name].page == page):
        parts.append(Part(figure=entry.name, room="wide" if entry.instead else ""))
        parts += [Part(figure=name, room="narrow") for name in entry.instead if name in known]
    return tuple(parts)
