"""Tables as people have them, put into the columns of ours: what can be known is filled in, and told.

Nothing is invented: a label is the start of the title, an event without a source rests on the table it came in,
and that table then is its source by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import pandas as pd
from slugify import slugify

from dyad.importing.spelling import DayOrder, tidy_date, tidy_number
from dyad.record.checking import SLUG, URL
from dyad.record.indicators import unit_of
from dyad.record.problems import Problem, did_you_mean, nearest
from dyad.record.schema import ALL_TABLES, LIST_SEPARATOR, MAX_CITED, MAX_THEMES, NO_THEME, THEMES, Table, TableName

MAX_TITLE_CHARS = 300  # of tables that are brought; the record's own titles are shorter
MOST_COMPARED = 200  # different words among which slips are looked for
SLIP = 0.8  # of difflib's likeness: from here on a word that stands once is taken for a slip of another
LABEL_CHARS, ID_CHARS = 32, 60
SLUGGED_CHARS = 400  # of words or an address, when an id is made of it
FIGURES: tuple[TableName, ...] = ("trade", "comparison")  # tables whose rows are figures
NOT_STATED = "not stated"
IGNORED = ("problem", "line")  # columns of the copy that names problems

# What other tables call these columns, as `plain_name` spells them
ALIASES: Mapping[TableName, Mapping[str, str]] = {
    "events": {
        "headline": "title", "event": "title", "name": "title", "when": "date", "dates": "date", "year": "date",
        "description": "summary", "text": "summary", "details": "summary", "group": "theme", "category": "theme",
        "topic": "theme", "where": "place", "location": "place", "who": "actors", "people": "actors",
        "source": "sources", "link": "sources", "url": "sources", "notes": "note", "short_title": "label",
    },
    "claims": {"source": "sources", "statement": "claim", "where": "locator", "page": "locator"},
    "trade": {"source": "sources", "amount": "value", "notes": "note"},
    "comparison": {"source": "sources", "amount": "value", "notes": "note"},
    "sources": {"link": "url", "address": "url", "name": "title", "notes": "note", "license": "licence"},
    "lesson": {
        "heading": "title", "headline": "title", "name": "title", "show": "shows", "kind": "shows", "type": "shows",
        "text": "prompt", "words": "prompt", "notes": "note", "source": "sources", "time": "minutes",
    },
}  # fmt: skip
# What may stay empty in tables that are brought
OPTIONAL: Mapping[TableName, tuple[str, ...]] = {
    "events": ("summary",),
    "claims": ("locator",),
    "sources": ("language", "licence"),
    "trade": (),
    "comparison": (),
    "lesson": (),
}
NEEDED: Mapping[TableName, tuple[str, ...]] = {  # columns without which a table cannot be read
    "events": ("title", "date"),
    "claims": ("claim",),
    "trade": ("indicator", "economy", "year", "value"),
    "comparison": ("indicator", "economy", "year", "value"),
    "sources": ("title",),
    "lesson": ("title", "shows"),
}


def loosened(table: Table) -> Table:
    """Return the rules for a table that is brought: lengths of the house's style are left out but for labels."""
    return replace(
        table,
        fields=tuple(
            replace(
                one,
                required=one.required and one.name not in OPTIONAL[table.name],
                most_words=None,
                most_chars=MAX_TITLE_CHARS if one.name == "title" else one.most_chars,
            )
            for one in table.fields
        ),
    )


LOOSE: dict[TableName, Table] = {name: loosened(table) for name, table in ALL_TABLES.items() if name != "lesson"}


def plain_name(column: str) -> str:
    """Return the name of a column as ours are spelt.

    >>> plain_name(" Out of "), plain_name("Short-Title")
    ('out_of', 'short_title')
    """
    return re.sub(r"[\s\-_]+", "_", column.strip().lower())


def columns_of(header: Sequence[str], name: TableName) -> dict[str, int]:
    """Return where the columns of one of our tables stand in a header, by other names where they have one."""
    plain = [plain_name(column) for column in header]
    places = {column: plain.index(column) for column in ALL_TABLES[name].columns if column in plain}
    for alias, column in ALIASES[name].items():
        if alias in plain and column not in places:
            places[column] = plain.index(alias)
    return places


@dataclass
class Normaliser:
    """The tables on their way to a record: `frames` hold text and the line of each row, `said` what was filled in."""

    frames: dict[TableName, pd.DataFrame] = field(default_factory=dict)
    files: dict[TableName, str] = field(default_factory=dict)  # what each table came in
    said: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    themes: tuple[str, ...] = ()
    without_theme: bool = False  # whether events stand in a lane that nobody named

    def add_rows(
        self, name: TableName, file: str, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
    ) -> None:
        """Take a table as it was found; its unknown columns are left out and named."""
        places = columns_of(header, name)
        missing = [column for column in NEEDED[name] if column not in places]
        for column in missing:
            near = did_you_mean(column, [plain_name(one) for one in header])
            fix = near or f"Its header is {', '.join(header)}."
            self.problems.append(Problem(file=file, column=column, says="is missing.", fix=fix, rule="column"))
        if missing:
            return
        used = {*places.values()}
        left = [c for at, c in enumerate(header) if at not in used and c and plain_name(c) not in IGNORED]
        if left:
            self.said.append(f"{file}: columns not used: {', '.join(left)}.")
        data = [(line, row) for line, row in rows if tuple(row) != tuple(header)]
        if len(data) < len(rows):
            self.said.append(f"{file}: rows that repeat the header are left out ({len(rows) - len(data):,}).")
        columns = ALL_TABLES[name].columns
        cells = [[line, *(row[places[c]] if c in places else "" for c in columns)] for line, row in data]
        self.frames[name] = pd.DataFrame(cells, columns=["line", *columns], dtype=object).astype({"line": int})
        self.files[name] = file

    def add_sources(self, file: str, sources: Sequence[Mapping[str, str]]) -> None:
        """Take the documents that the events of a file link to; those listed by id in a table of sources stand."""
        columns = ALL_TABLES["sources"].columns
        listed = self.frames.get("sources")
        known = set() if listed is None else set(listed["id"])
        rows = [{"line": 0, **{c: row.get(c, "") for c in columns}} for row in sources if row["id"] not in known]
        if rows:
            added = pd.DataFrame(rows, columns=["line", *columns], dtype=object)
            frames = [added] if listed is None else [listed, added]
            self.frames["sources"] = pd.concat(frames, ignore_index=True).astype({"line": int})
            self.files.setdefault("sources", file)

    def refuse_cited(self, name: TableName, number: int) -> None:
        """Note that the rows of a table name more documents by address or title than can be made of them."""
        says = f"names {number:,} documents by address or title. Allowed: {MAX_CITED:,}."
        fix = "Bring a table of sources, and name its ids."
        self.problems.append(
            Problem(file=self.files[name], column="sources", says=says, fix=fix, rule="too-many-sources")
        )

    def tell(self, name: TableName, number: int, what: str) -> None:
        """Note that something was filled in for some rows."""
        if number:
            rows = "1 row" if number == 1 else f"{number:,} rows"
            self.said.append(f"{self.files[name]}: {rows} {what}")


def fill_in(filling: Normaliser, *, order: DayOrder, comma: str) -> None:
    """Put dates and numbers as the tables want them and fill in what follows from the rest, table by table."""
    for name, frame in filling.frames.items():
        if name == "lesson":
            continue
        for one in ALL_TABLES[name].fields:
            if one.kind == "edtf":
                frame[one.name] = [tidy_date(cell, order=order) if cell else "" for cell in frame[one.name]]
            elif one.kind in ("number", "integer"):
                frame[one.name] = [tidy_number(cell, comma=comma) if cell else "" for cell in frame[one.name]]
            elif one.allowed and one.name != "theme":
                frame[one.name] = _spelt(frame[one.name], one.allowed)
    if "sources" in filling.frames:
        _fill_sources(filling)
    if "events" in filling.frames:
        _fill_events(filling)
    if "claims" in filling.frames:
        frame = filling.frames["claims"]
        frame["id"] = _ids(frame["id"], frame["claim"], "claim")
    fill_lesson(filling)
    for frame in (filling.frames[name] for name in FIGURES if name in filling.frames):
        frame["unit"] = [unit or unit_of(kind) for unit, kind in zip(frame["unit"], frame["indicator"], strict=True)]
    _link_sources(filling)


def fill_lesson(filling: Normaliser) -> None:
    """Spell what a lesson's steps show and ask as the tables want it, and give each step an id; what it cites stays."""
    frame = filling.frames.get("lesson")
    if frame is None:
        return
    for one in ALL_TABLES["lesson"].fields:
        if one.allowed:
            frame[one.name] = _spelt(frame[one.name], one.allowed)
    without = (frame["shows"] == "question") & (frame["question"] == "")
    frame["question"] = frame["question"].where(~without, "open")
    filling.tell("lesson", int(without.sum()), "asked without a kind of question: what is asked is open.")
    frame["id"] = _ids(frame["id"], frame["title"], "step")


def _spelt(cells: Sequence[str] | pd.Series[str], allowed: Collection[str]) -> list[str]:
    """Return cells with the words allowed spelt as they are allowed, capitals or not."""
    lower = {word.lower(): word for word in allowed}
    return [lower.get(cell.lower(), cell) for cell in cells]


def _fill_sources(filling: Normaliser) -> None:
    frame = filling.frames["sources"]
    frame["id"] = _ids(frame["id"], frame["title"], "source")
    without = frame["publisher"] == ""
    frame["publisher"] = [
        p or host_of(url) or NOT_STATED for p, url in zip(frame["publisher"], frame["url"], strict=True)
    ]
    filling.tell("sources", int(without.sum()), "named no publisher: the host of the address stands in.")


def _fill_events(filling: Normaliser) -> None:
    frame = filling.frames["events"]
    frame["id"] = _ids(frame["id"], frame["title"], "event")
    without = (frame["label"] == "") & (frame["title"] != "")
    frame["label"] = [label or shortened(title) for label, title in zip(frame["label"], frame["title"], strict=True)]
    filling.tell("events", int(without.sum()), "had no label: the start of the title stands in.")
    without = frame["theme"] == ""
    frame["theme"] = frame["theme"].where(~without, NO_THEME)
    filling.without_theme = bool(without.any())
    filling.tell("events", int(without.sum()), f"had no theme: they stand in the lane “{NO_THEME}”.")
    frame["scope"] = frame["scope"].where(frame["scope"] != "", "bilateral")
    spelt = {theme.lower(): theme for theme in (*reversed(list(frame["theme"])), *THEMES)}
    frame["theme"] = [spelt[theme.lower()] for theme in frame["theme"]]  # Energy and energy are one lane
    different = frame["theme"].nunique()
    if different <= MOST_COMPARED:
        filling.themes = themes_of(frame["theme"])
        different = len(filling.themes)
    if different > MAX_THEMES:
        frame["theme"], filling.themes = NO_THEME, (NO_THEME,)  # or each row would be a problem too
        says = f"holds {different:,} different themes. Allowed: {MAX_THEMES}."
        fix = "Group them, or leave the column out."
        filling.problems.append(
            Problem(file=filling.files["events"], column="theme", says=says, fix=fix, rule="themes")
        )


def themes_of(cells: Sequence[str] | pd.Series[str]) -> tuple[str, ...]:
    """Return the themes that a table uses: the usual ones first, then its own as they come.

    A word that stands once and all but is another theme is taken for a slip and left out.
    """
    counted: dict[str, int] = {}
    for cell in cells:
        counted[cell] = counted.get(cell, 0) + 1
    usual = [theme for theme in THEMES if theme in counted]
    known = [*THEMES, *(word for word, number in counted.items() if number > 1)]
    own = [word for word, number in counted.items() if word not in usual and (number > 1 or not _slip(word, known))]
    return (*usual, *own)


def _slip(word: str, known: Sequence[str]) -> bool:
    return bool(nearest(word.lower(), [one.lower() for one in known if one != word], alike=SLIP))


def shortened(text: str, most: int = LABEL_CHARS) -> str:
    """Return the start of a text of at most so many characters, cut between words where that can be.

    >>> shortened("First joint exercise of the two navies held")
    'First joint exercise of the two…'
    """
    if len(text) <= most:
        return text
    start = text[: most - 1]
    if text[most - 1] != " " and " " in start[most // 2 :]:
        start = start.rpartition(" ")[0]
    return start.rstrip(" ,;:–—-") + "…"


def host_of(url: str) -> str:
    """Return the host of a web address, "" where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") if URL.fullmatch(url) else ""
    except ValueError:
        return ""


def _ids(given: pd.Series[str], words: pd.Series[str], otherwise: str) -> list[str]:
    """Return the ids given, and for each row without one an id made of its words."""
    names = Names(given)
    return [
        id or names.take(make_id(text) or f"{otherwise}-{number}")
        for number, (id, text) in enumerate(zip(given, words, strict=True), start=1)
    ]


class Names:
    """Ids, no two alike; each new one is taken as it is made. Reserved ones go only to whoever was given them."""

    def __init__(self, taken: Collection[str] = (), *, reserved: Collection[str] = ()) -> None:
        self.taken = set(taken)
        self._reserved = frozenset(reserved)
        self._numbers: dict[tuple[str, int], int] = {}  # start of an id, digits of its number → number to come

    def take(self, wanted: str, *, given: str = "") -> str:
        """Return the id given, or the one wanted, with -2, -3… where that is taken."""
        base = id = given or wanted
        digits = 1
        while id in self.taken or (id in self._reserved and id != given):
            start = base[: ID_CHARS - digits - 1].rstrip("-")
            number = self._numbers.get((start, digits), max(2, 10 ** (digits - 1)))
            if number == 10**digits:
                digits += 1
                continue
            self._numbers[start, digits] = number + 1
            id = f"{start}-{number}"
        self.taken.add(id)
        return id


def make_id(words: str) -> str:
    """Return an id made of any words, in Latin letters; "" where none can be made.

    >>> make_id("Визит Лаврова в Исламабад")
    'vizit-lavrova-v-islamabad'
    """
    id = slugify(
        words[:SLUGGED_CHARS], entities=False, decimal=False, hexadecimal=False, max_length=ID_CHARS,
        word_boundary=True, save_order=True,
    )  # fmt: skip
    return id if SLUG.fullmatch(id) else ""


# -- who says so -------------------------------------------------------------------------------


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
        if named not in self.made and len(self.made) >= MAX_CITED:
            self.beyond.add(named)
            return ""
        if named not in self.made:
            host = host_of(named)
            words = re.sub(r"^https?://(www\.)?", "", named) if host else named
            id = self.ids.take(make_id(words) or "source")
            self.add(named, id, title=f"[Page of {host}]" if host else named, publisher=host or NOT_STATED,
                     url=named if host else "")  # fmt: skip
        return self.made[named]["id"]

    def add(self, named: str, id: str, **cells: str) -> None:
        self.made[named] = dict.fromkeys(ALL_TABLES["sources"].columns, "") | {"id": id} | cells


def _link_sources(filling: Normaliser) -> None:
    """Make every cell of sources hold ids; an event or figure without any rests on the table it came in."""
    listed = filling.frames.get("sources")
    known = _Documents(listed=listed is not None, ids=Names(() if listed is None else listed["id"]))
    for name in ("events", *FIGURES, "claims", "lesson"):
        frame = filling.frames.get(name)
        if frame is None:
            continue
        before = len(known.beyond)
        frame["sources"] = [_linked(cell, known) for cell in frame["sources"]]
        without = frame["sources"] == ""
        if len(known.beyond) > before:
            filling.refuse_cited(name, MAX_CITED + len(known.beyond))
        if name in ("events", *FIGURES) and without.any():
            file = filling.files[name]
            id = known.made[file]["id"] if file in known.made else known.ids.take(make_id(file) or "table")
            if file not in known.made:
                note = "Brought by a reader; the rows that cite it name no other source."
                known.add(file, id, title=f"[{file}]", publisher="the table itself", note=note)
            frame["sources"] = frame["sources"].where(~without, id)
            if not known.beyond:
                filling.tell(name, int(without.sum()), "named no source: the table itself is given as theirs.")
    if known.made:
        added = pd.DataFrame([{"line": 0, **row} for row in known.made.values()], dtype=object)
        frames = [added] if listed is None else [listed, added]
        filling.frames["sources"] = pd.concat(frames, ignore_index=True).astype({"line": int})
        filling.files.setdefault("sources", "sources")
        cited = [named for named in known.made if named not in filling.files.values()]
        if cited:
            documents = "1 document is" if len(cited) == 1 else f"{len(cited):,} documents are"
            filling.said.append(f"{documents} cited by address or title, and now stand among the sources.")


def _linked(cell: str, known: _Documents) -> str:
    named = dict.fromkeys(part.strip() for part in re.split(r"[;\n]", cell))
    ids = dict.fromkeys(known.id_of(part) for part in named if part)
    return LIST_SEPARATOR.join(filter(None, ids))
