"""An event, a claim, a source, a finding in words, made once as a card; pages, slides and worksheets show cards.

A card says which language its texts are in where that is not the page's, and explains the abbreviations in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dyad.figures.catalogue import FIGURES
from dyad.figures.style import SIGNS
from dyad.findings.claims import GRAVITY, claim_facts, claim_rows, event_verdicts
from dyad.findings.finding import Years
from dyad.importing.filling import host_of
from dyad.record import Event, Record
from dyad.record.caching import cached_per_record
from dyad.record.checking import web_link
from dyad.record.schema import EVENTS, LIST_SEPARATOR
from dyad.record.tables import table_frame
from dyad.view import View
from dyad.wording import documents as wording
from dyad.wording.claims import all_years_judged, name_theme, say_gravest, say_verdict, who_claims, who_says
from dyad.wording.findings import Finding, claims_by_id, finding_of
from dyad.wording.pieces import headed

CARDS_KEPT = 512  # of a record
# a sentence of a note; addresses in it have points of their own
_COPIED = re.compile(rf"{wording.COPY}.*?(?:\.(?=\s|$)|$)")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A verdict as a card has it: its name in the data, and what is said of it."""

    name: str
    words: str

    @property
    def sign(self) -> str:
        """Its sign, as a letter."""
        return SIGNS[self.name]

    @property
    def signed(self) -> str:
        """What is said of it, after its sign."""
        return f"{self.sign} {self.words}"

    @property
    def style(self) -> str:
        """The class that stylesheets know it by."""
        return self.name.replace(" ", "-")


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """A document as it is cited: the words before its title, the title, those after it."""

    id: str
    before: str
    title: str
    after: str
    language: str  # of the title, "" where it is the page's
    link: str
    about: tuple[str, ...]  # what it is, in words: host, kind, language, where a copy of it was read
    note: str
    licence: str


@dataclass(frozen=True, kw_only=True)
class ClaimCard:
    """A claim with its verdict, what the record shows and who says so; `event` is what it is about, if there is one."""

    id: str
    claim: str
    title: str  # of a picture or a page of it alone
    brief: str  # its verdict, where it stands, and what the record shows
    where: str
    claimed_by: str  # who says it, and where
    locator: str
    places: tuple[str, ...]  # the paragraphs and notes that its locator names, each by itself
    verdict: Verdict
    record: str
    sources: tuple[SourceCard, ...]
    event: Event | None
    abbreviations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class EventCard:
    """An event as it is opened: what happened, what is claimed of it, what sources leave open, who says so."""

    event: Event
    line: str  # when, on what, and where it happened
    brief: str  # on what, and what came of the claims about it
    lines: tuple[tuple[str, str], ...]  # columns of the schema that are `shown`, each with what stands before it
    document: str
    checked: bool  # whether the record checks anything
    verdict: Verdict  # what came of the claims, in short
    gravest: str  # the same in a sentence
    claims: tuple[ClaimCard, ...]
    sources: tuple[SourceCard, ...]
    publishers: str
    abbreviations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class FindingCard:
    """What the tables tell, and the claim that it tests, if it tests one: `who` says what, and where it stands."""

    headline: str
    text: str
    who: str
    tested: str
    verdict: Verdict | None

    def rest(self, *, whole: bool) -> str:
        """Return the finding; beside a claim what its verdict leaves to say, which is on the `whole` of the years."""
        if not self.tested:
            return self.text
        if whole:
            return self.text.removeprefix(f"{self.headline}. ")
        return all_years_judged(self.text)


@cached_per_record(CARDS_KEPT)
def source_card(record: Record, id: str) -> SourceCard:
    """Return a document as it is cited; `KeyError` if the record has none of that id."""
    source = record.source(id)
    link = web_link(source.url)
    before, title, after = wording.cite_source(source).partition(source.title)
    copied = _COPIED.search(source.note)
    about = (
        host_of(link),
        wording.KINDS.get(source.kind, source.kind),
        wording.in_language(source.language),
        wording.TITLE_OURS if wording.is_described(title) else "",
        copied[0].rstrip(".").replace(wording.COPY, wording.READ_IN_COPY, 1) if copied else "",
    )
    return SourceCard(
        id=id, before=before, title=title, after=after, link=link, note=source.note, licence=source.licence,
        language=wording.title_language(title, source.language),
        about=tuple(filter(None, about)),
    )  # fmt: skip


@cached_per_record(CARDS_KEPT)
def claim_card(record: Record, id: str) -> ClaimCard:
    """Return a claim with what came of it; `KeyError` if the record has none of that id."""
    row, document = claims_by_id(record)[id], record.about.document
    place, verdict = wording.say_place(row["locator"]), verdict_of(row["verdict"])
    where = wording.where_in_document(document=document, place=place)
    return ClaimCard(
        id=id,
        claim=row["claim"],
        title=row["claim"].rstrip("."),
        brief=f"{verdict.words} · {where}. {row['record']}".strip(),
        where=where,
        claimed_by=who_claims(document=document, place=place),
        locator=row["locator"],
        places=wording.places_of(row["locator"]),
        verdict=verdict,
        record=row["record"],
        sources=tuple(source_card(record, source) for source in row["sources"]),
        event=record.event(row["event"]) if row["event"] else None,
        abbreviations=record.about.abbreviations_in((row["claim"], row["record"])),
    )


@cached_per_record(CARDS_KEPT)
def event_card(record: Record, id: str) -> EventCard:
    """Return an event as it is opened; `KeyError` if the record has none of that id."""
    event, checked, gravest = record.event(id), record.has_claims, event_verdicts(record)[id]
    verdict = Verdict(name=gravest, words=say_verdict(gravest, record.about))
    claims = tuple(claim_card(record, row["id"]) for row in claims_by_id(record).values() if row["event"] == id)
    cited = dict.fromkeys([*event.sources, *(source.id for claim in claims for source in claim.sources)])
    lines = _lines(record)[id]
    texts = (event.title, event.summary, event.place, event.note, *(text for _, text in lines))
    of_claims = [text for claim in claims for text in (claim.claim, claim.record)]
    return EventCard(
        event=event,
        line=" · ".join(filter(None, (event.date_text, event.theme, event.place))),
        brief=" · ".join(filter(None, (event.theme, verdict.signed if checked else ""))),
        lines=lines,
        document=record.about.document,
        checked=checked,
        verdict=verdict,
        gravest=say_gravest(gravest, record.about.document),
        claims=claims,
        sources=tuple(source_card(record, source) for source in cited),
        publishers="; ".join(record.publishers(event.sources)),
        abbreviations=record.about.abbreviations_in((*texts, *of_claims)),
    )


def figure_cards(record: Record, name: str, page: str, years: Years) -> tuple[FindingCard | None, FindingCard | None]:
    """Return the claim that a figure is about with what a check found over all years, and what it finds over some.

    Both on the figure's own page alone, None where no check tests it, or the tables tell nothing.
    """
    entry = FIGURES[name]
    if entry.page != page:
        return None, None
    facts = claim_facts(record).get(entry.claim)
    tested = finding_of(facts, record.about) if facts else None
    return _finding_card(record, tested, entry.claim), _finding_card(record, entry.finding(record, years), entry.claim)


def _finding_card(record: Record, finding: Finding | None, claim: str) -> FindingCard | None:
    """Return a finding with the `claim` that it tests, where the record has one of that id."""
    if finding is None:
        return None
    row = claims_by_id(record).get(claim)
    return FindingCard(
        headline=finding.headline,
        text=finding.text,
        who=who_says(record.about.document),
        tested=f"{row['claim']} ({wording.say_place(row['locator'])})" if row else "",
        verdict=verdict_of(finding.verdict) if finding.verdict else None,
    )


def claim_groups(record: Record, view: View) -> list[tuple[str, list[ClaimCard]]]:
    """Return the claims of a view under the names of what they are about, the gravest verdict first."""
    groups = claim_rows(record, view).groupby("theme", sort=False)["id"]
    cards = [(name_theme(str(theme)), [claim_card(record, id) for id in ids]) for theme, ids in groups]
    return [(name, sorted(some, key=lambda card: GRAVITY.index(card.verdict.name))) for name, some in cards]


def verdict_of(name: str) -> Verdict:
    """Return a verdict on a claim as it is shown."""
    return Verdict(name=name, words=headed(name))


@cached_per_record(1)
def _lines(record: Record) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return by event what stands in the columns that its card shows, with what stands before it."""
    shown = [field for field in EVENTS.fields if field.shown]
    return {
        row["id"]: tuple(
            (field.shown, text.replace(LIST_SEPARATOR, ", ") if field.many else text)
            for field in shown if (text := row[field.name])
        )
        for row in table_frame(record, "events").to_dict("records")
    }  # fmt: skip
