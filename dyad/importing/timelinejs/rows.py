"""A slide of a TimelineJS file put into rows of events and sources, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote, urlsplit

from dyad.importing.markup import Plain, read_markup
from dyad.importing.names import Names, make_id, shortened, titled
from dyad.importing.timelinejs.dates import Dated, End, read_span
from dyad.record.checking import SLUG, URL
from dyad.record.problems import Problem
from dyad.record.schema import EVENTS, LIST_SEPARATOR, MAX_CITED, SOURCES

ERA = "era"
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
    """What a TimelineJS file holds, in the columns of our own tables, every cell text; no row that has a problem.

    Each row stands with its line: in JSON the number of the event, eras being counted on after the events.
    """

    title: str = ""
    rows: tuple[tuple[int, dict[str, str]], ...] = ()  # the events, without label, scope and actors
    sources: tuple[dict[str, str], ...] = ()  # what media and links lead to, without a language
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide as a file gives it: `cells` by the columns of a sheet in small letters, every one text."""

    line: int
    cells: Mapping[str, str]
    called: str = ""  # where a line does not name it: "event 3"
    broken: frozenset[str] = frozenset()  # columns of which a problem is noted already

    def read(self, column: str) -> Plain:
        """Return what a cell says."""
        return read_markup(self.cells.get(column, ""))

    @property
    def kind(self) -> str:
        return self.cells.get("type", "").lower()

    @cached_property
    def dated(self) -> Dated:
        start, end = (End(*(self.cells.get(f"{of}{part}", "") for part in End._fields)) for of in ("", "end "))
        return read_span(start, end, shown=self.read("display date").text)

    @cached_property
    def headline(self) -> Plain:
        return self.read("headline")

    @cached_property
    def body(self) -> Plain:
        return self.read("text")

    @property
    def summary(self) -> str:
        return " ".join(filter(None, (self.body.parts.get("summary"), self.body.text)))

    @property
    def title(self) -> str:
        return self.headline.text or shortened(self.summary, MOST_TITLE_CHARS)

    @property
    def given_id(self) -> str:
        given = (self.cells.get("id", ""), self.body.ids.get("summary", ""))
        return next((id for id in given if SLUG.fullmatch(id)), "")

    def part(self, name: str) -> str:
        """Return a part of its text that we wrote ourselves, without the words that it begins with."""
        return self.body.parts.get(name, "").removeprefix(LABELS[name])

    def row(self, id: str, sources: _Sources) -> dict[str, str]:
        """Return the cells of the event; what it leads to is added to the sources."""
        named, notes = sources.named_by(self)
        return {
            "id": id,
            "date": self.dated.edtf,
            "title": self.title,
            "summary": self.summary,
            "theme": ERA if self.kind == ERA else self.read("group").text,
            "place": self.part("place"),
            "note": _join_notes([self.part("note"), *self._notes(), *notes]),
            "sources": LIST_SEPARATOR.join(named),
        }

    def _notes(self) -> Iterator[str]:
        if self.dated.words:
            yield f"Date as displayed: “{self.dated.words}”"
        for label, column in (("Time", "time"), ("End time", "end time")):
            if time := self.read(column).text:
                yield f"{label}: {time}"
        for name in ("actors", "unlinked"):
            if part := self.part(name):
                yield LABELS[name] + part


@dataclass(kw_only=True)
class Teller:
    """Puts slides into rows, sources and problems; `name` gives the column of a cell as the file calls it."""

    file: str
    name: Callable[[str], str]
    problems: list[Problem] = field(default_factory=list)

    def problem(
        self, slide: Slide | None, *, column: str | None = None, value: str | None = None, message: str, hint: str,
        rule: str,
    ) -> None:  # fmt: skip
        """Note a problem of a slide or, without one, of the file."""
        if slide and slide.called:
            message = f"{message.removesuffix('.')} ({slide.called})."
        line = slide.line or None if slide else None
        self.problems.append(
            Problem(file=self.file, line=line, column=column, value=value, message=message, hint=hint, rule=rule)
        )

    def tell(self, slides: Sequence[Slide]) -> Told:
        """Return what the slides hold, and every problem in the order of the lines."""
        titles = [slide for slide in slides if slide.kind == "title"][:1]
        events = [slide for slide in slides if slide not in titles]
        ids, sources, seen, rows = Names({slide.given_id for slide in events}), _Sources(), {""}, []
        for slide in events:
            if not self._note_faults(slide):
                id = slide.given_id
                if id in seen:
                    id = ids.take(id or make_id(slide.title) or f"event-{slide.line}")
                seen.add(id)
                rows.append((slide.line, slide.row(id, sources)))
        if sources.beyond:
            message = f"leads to {MAX_CITED + len(sources.beyond):,} different pages. Allowed: {MAX_CITED:,}."
            hint = "Leave out media and links, or bring a table of events with one of sources."
            self.problem(None, message=message, hint=hint, rule="too-many-sources")
        return Told(
            title="".join(slide.title for slide in titles),
            rows=tuple(rows),
            sources=tuple(sources.rows.values()),
            problems=tuple(sorted(self.problems, key=lambda problem: problem.line or 0)),
        )

    def _note_faults(self, slide: Slide) -> bool:
        faults, headline = slide.dated.faults, self.name("headline")
        for part, value, message, hint in faults:
            self.problem(slide, column=self.name(part), value=value, message=message, hint=hint, rule="date")
        dated = bool(slide.dated.edtf or faults)
        untitled = not slide.title if dated else not slide.headline.text
        if untitled and not slide.broken & {"text", headline}:
            message = "is empty and must not be." if dated else "is empty, and so is the year."
            hint = "Say what happened." if dated else "Say what happened, and when if it is known."
            self.problem(slide, column=headline, message=message, hint=hint, rule="required")
        return bool(slide.broken or untitled or faults)


class _Sources:
    """Rows of sources.csv, one for each address."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, str]] = {}
        self.beyond: set[str] = set()  # addresses met when there were documents enough
        self.ids = Names()

    def named_by(self, slide: Slide) -> tuple[list[str], list[str]]:
        """Return the ids of what a slide leads to, its media first, and in words what is no address."""
        named, notes = [], []
        media = slide.cells.get("media", "")
        caption, credit, alt = (slide.read(column) for column in ("media caption", "media credit", "alt text"))
        if url := _address(media):
            title, note = caption.text or f"[Media of “{slide.title}”]", f"Shows: {alt.text}" if alt.text else ""
            named.append(self._add(url, title=title, publisher=credit.text, note=note))
        elif said := "; ".join(filter(None, (_inert(media), caption.text, credit.text, alt.text))):
            notes.append(f"Media: {said}")
        for link in (*slide.headline.links, *slide.body.links, *caption.links, *credit.links):
            if url := _address(link.href):
                words = f"Link “{link.text}”" if link.text else "Link"
                ours = link.text if link.part == "sources" else ""
                named.append(self._add(url, title=ours or f"[{words} in “{slide.title}”]", id=link.id))
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
            cut = titled(title)
            note = _join_notes(["" if cut == title else title, note])
            told = {"id": self.ids.take(slug), "title": cut, "publisher": publisher or host, "url": url}
            self.rows[url] = dict.fromkeys(SOURCES.columns, "") | told | {"licence": "not stated", "note": note}
        return self.rows[url]["id"]


def _join_notes(said: Sequence[str]) -> str:
    """Join what the note of an event says, each part but the last ended by a point."""
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
