"""Slides of a TimelineJS file, sheet or JSON, put into rows of events and sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from dyad.importing.markup import read_markup
from dyad.importing.names import Names, make_id, shortened
from dyad.importing.timelinejs.dates import End, read_span
from dyad.record.checking import SLUG, URL
from dyad.record.problems import Problem
from dyad.record.schema import EVENTS, LIST_SEPARATOR, MAX_CITED, SOURCES

ERA = "era"
OLD = "is of TimelineJS 1 or 2, of before 2013."
# Parts of a text that we write ourselves, by the name they are marked with, and the words each begins with
LABELS = {
    "summary": "",
    "actors": "Who took part: ",
    "place": "Where: ",
    "note": "Note: ",
    "sources": "Sources: ",
    "unlinked": "Not linked: ",
}

(MOST_TITLE_CHARS,) = (field.most_chars or 70 for field in EVENTS.fields if field.name == "title")
MOST_MEDIA_CHARS = 300  # of media that is no address, kept as words
_ACTING = re.compile(r"(javascript|vbscript|data)\s*:", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a TimelineJS file holds, in the columns of our own tables, every cell text.

    `rows` are the events, without label, scope and actors, each with the line it stands on: in JSON the number of
    the event, eras being counted on after the events. `sources` are what media and links lead to; their language is
    not told and stands empty. A row with a problem is not among the rows.
    """

    title: str = ""
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    sources: tuple[dict[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide as a file gives it, every part text.

    `called` names it where a line does not: "event 3". `broken` are the columns of which a problem is noted already.
    """

    line: int
    kind: str
    called: str = ""
    broken: frozenset[str] = frozenset()
    start: End = field(default_factory=End)
    end: End = field(default_factory=End)
    shown: str = ""
    headline: str = ""
    text: str = ""
    media: str = ""
    credit: str = ""
    caption: str = ""
    alt: str = ""
    group: str = ""
    id: str = ""


@dataclass(kw_only=True)
class Teller:
    """Puts slides into rows, sources and problems. `columns` names the parts of a slide as the file does."""

    file: str
    columns: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, slide: Slide | None, *, column: str = "", value: str | None = None, message: str, hint: str, rule: str
    ) -> None:
        """Note a problem of a slide or, without one, of the file."""
        if slide and slide.called:
            message = f"{message.removesuffix('.')} ({slide.called})."
        line = slide.line or None if slide else None
        self.problems.append(
            Problem(
                file=self.file, line=line, column=column or None, value=value, message=message, hint=hint, rule=rule
            )
        )

    def tell(self, slides: Sequence[Slide]) -> Told:
        """Return what the slides hold, and every problem in the order of the lines."""
        titles = [slide for slide in slides if slide.kind == "title"][:1]
        drafts = [_Draft(slide) for slide in slides if slide not in titles]
        ids, sources = Names(reserved={draft.given_id for draft in drafts}), _Sources()
        rows = [(draft.slide.line, draft.row(ids, sources)) for draft in drafts if not self._note_faults(draft)]
        if sources.beyond:
            message = f"leads to {MAX_CITED + len(sources.beyond):,} different pages. Allowed: {MAX_CITED:,}."
            hint = "Leave out media and links, or bring a table of events with one of sources."
            self.problem(None, message=message, hint=hint, rule="too-many-sources")
        return Told(
            title="".join(_Draft(slide).title for slide in titles),
            rows=tuple(rows),
            sources=tuple(sources.rows.values()),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.line or 0)),
        )

    def _note_faults(self, draft: _Draft) -> bool:
        slide, faults = draft.slide, draft.dated.faults
        for fault in faults:
            column = self.columns[f"end_{fault.part}" if fault.closing else fault.part]
            self.problem(slide, column=column, value=fault.value, message=fault.message, hint=fault.hint, rule="date")
        dated = bool(draft.dated.edtf or faults)
        untitled = not draft.title if dated else not draft.headline.text
        if untitled and not slide.broken & {"text", self.columns["headline"]}:
            message = "is empty and must not be." if dated else "is empty, and so is the year."
            hint = "Say what happened." if dated else "Say what happened, and when if it is known."
            self.problem(slide, column=self.columns["headline"], message=message, hint=hint, rule="required")
        return bool(slide.broken or untitled or faults)


class _Draft:
    """A slide whose date and markup are read."""

    def __init__(self, slide: Slide) -> None:
        self.slide = slide
        self.dated = read_span(slide.start, slide.end, shown=read_markup(slide.shown).text)
        self.headline = read_markup(slide.headline)
        self.body = read_markup(slide.text)
        self.caption = read_markup(slide.caption)
        self.credit = read_markup(slide.credit)

    @property
    def title(self) -> str:
        return self.headline.text or shortened(self.summary, MOST_TITLE_CHARS)

    @property
    def summary(self) -> str:
        return " ".join(filter(None, (self.body.parts.get("summary"), self.body.text)))

    @property
    def given_id(self) -> str:
        return next((id for id in (self.slide.id, self.body.ids.get("summary", "")) if SLUG.fullmatch(id)), "")

    def row(self, ids: Names, sources: _Sources) -> dict[str, str]:
        """Return the cells of the event; what it leads to is added to the sources."""
        named, notes = sources.named_by(self)
        slug = make_id(self.title) or f"event-{self.slide.line}"
        return {
            "id": ids.take(slug, given=self.given_id),
            "date": self.dated.edtf,
            "title": self.title,
            "summary": self.summary,
            "theme": ERA if self.slide.kind == ERA else read_markup(self.slide.group).text,
            "place": self._part("place"),
            "note": _sentences([self._part("note"), *self._notes(), *notes]),
            "sources": LIST_SEPARATOR.join(named),
        }

    def _part(self, name: str) -> str:
        return self.body.parts.get(name, "").removeprefix(LABELS[name])

    def _notes(self) -> Iterator[str]:
        if self.dated.words:
            yield f"Date as displayed: “{self.dated.words}”"
        for label, end in (("Time", self.slide.start), ("End time", self.slide.end)):
            if time := read_markup(end.time).text:
                yield f"{label}: {time}"
        for name in ("actors", "unlinked"):
            if part := self._part(name):
                yield LABELS[name] + part


class _Sources:
    """Rows of sources.csv, one for each address."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.beyond: set[str] = set()  # addresses met when there were documents enough
        self.ids = Names()

    def named_by(self, draft: _Draft) -> tuple[list[str], list[str]]:
        """Return the ids of what a slide leads to, its media first, and in words what is no address."""
        named, notes = [], []
        caption, credit, alt = draft.caption.text, draft.credit.text, read_markup(draft.slide.alt).text
        if url := _address(draft.slide.media):
            title, note = caption or f"[Media of “{draft.title}”]", f"Shows: {alt}" if alt else ""
            named.append(self._add(url, title=title, publisher=credit, note=note))
        elif said := "; ".join(filter(None, (_inert(draft.slide.media), caption, credit, alt))):
            notes.append(f"Media: {said}")
        for link in (*draft.headline.links, *draft.body.links, *draft.caption.links, *draft.credit.links):
            if url := _address(link.href):
                words = f"Link “{link.text}”" if link.text else "Link"
                ours = link.text if link.part == "sources" else ""
                named.append(self._add(url, title=ours or f"[{words} in “{draft.title}”]", id=link.id))
            elif not link.href.startswith("#"):
                notes.append(f"Link: {_inert(link.href)}")
        return list(filter(None, dict.fromkeys(named))), notes

    def _add(self, url: str, *, title: str, publisher: str = "", note: str = "", id: str = "") -> str:
        if url not in self.rows and len(self.rows) >= MAX_CITED:
            self.beyond.add(url)
            return ""
        if url not in self.rows:
            parts = urlsplit(url)
            host = (parts.hostname or "").removeprefix("www.")
            slug = id if SLUG.fullmatch(id) else make_id(f"{host} {unquote(parts.path)}") or "source"
            told = {"id": self.ids.take(slug), "title": title, "publisher": publisher or host, "url": url}
            self.rows[url] = dict.fromkeys(SOURCES.columns, "") | told | {"licence": "not stated", "note": note}
        return self.rows[url]["id"]


def _sentences(said: Sequence[str]) -> str:
    """Join what is said, each but the last ended by a point."""
    *others, last = [text for text in said if text] or [""]
    return " ".join([*(text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in others), last])


def _address(text: str) -> str:
    """Return the web address that a text is, "" where it is none.

    >>> _address("//upload.wikimedia.org/a.jpg"), _address("javascript:alert(1)")
    ('https://upload.wikimedia.org/a.jpg', '')
    """
    url = text.strip()
    if url.startswith("//"):
        url = f"https:{url}"
    scheme, mark, rest = url.partition("://")
    url = f"{scheme.lower()}{mark}{rest}"
    try:
        host = urlsplit(url).hostname
    except ValueError:  # brackets around what is no IPv6 address
        return ""
    return url if host and URL.fullmatch(url) else ""


def _inert(text: str) -> str:
    """Say in short what media or a link is that is no web address, in words that lead nowhere."""
    plain = read_markup(text)
    said = plain.text or " ".join(link.href for link in plain.links)
    if acting := _ACTING.match(said):
        return f"a {acting[1].lower()} address, left out"
    return shortened(said, MOST_MEDIA_CHARS)
