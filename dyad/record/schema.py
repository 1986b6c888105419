"""Say what each table holds: one `Field` a column, one line a `Field`.

The checks (`checking`), the typed tables (`tables`), the Frictionless Table Schema in
`datapackage.json` and the data dictionary a reader sees are all made from these lines.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import KW_ONLY, dataclass, replace
from typing import Literal

from dyad.record.indicators import INDICATORS, UNITS

Kind = Literal["slug", "text", "edtf", "integer", "number", "url", "code"]
TableName = Literal["events", "claims", "trade", "comparison", "sources", "lesson"]

THEMES = ("diplomacy", "defence", "economy", "energy", "multilateral")
NO_THEME = "general"  # of events that are brought without one
SCOPES = ("bilateral", "regional")
VERDICTS = ("confirmed", "partly", "contradicted", "not found", "opinion")
PERIODS = ("calendar", "fiscal", "as stated")
FLOWS = ("exports", "imports", "total")
BASES = ("statistics", "statement", "estimate")
SOURCE_KINDS = ("official", "primary", "secondary", "repost", "press", "statistics", "data")
SHOWN = ("text", "figure", "event", "claim", "question")
QUESTIONS = ("band-years", "order", "contradicted", "number", "period", "draw", "open")

LIST_SEPARATOR = ";"

# Of the tables, as datapackage.json states it ("dyad": {"schema_version": 2}); raised when a record can no longer be
# read by code of before. 1: not stated. 2: comparison.csv, people as a unit, events.importance, sources.kind.
SCHEMA_VERSION = 2

MAX_THEMES = 30  # lanes of one timeline
MAX_CITED = 2_000  # documents made of what cells name by address or title; more need a table of sources


@dataclass(frozen=True)
class Field:
    """One column: what a cell may hold and what it means.

    A cell of a field with `many` holds several values, parted by ";"; the rules then hold for
    each value. An empty cell means "not stated" and is refused where `required`. A column that is `optional` may be
    missing as a whole, as it is in tables of before there was one, and is empty then.
    """

    name: str
    description: str
    _: KW_ONLY
    kind: Kind = "text"
    noun: str = ""  # what a value is called where the name of the column is no word for it
    shown: str = ""  # what stands before it on the card of an event, "" where it has no line there
    required: bool = False
    optional: bool = False
    unique: bool = False
    many: bool = False
    allowed: Collection[str] = ()
    pattern: str = ""
    pattern_says: str = ""
    most_chars: int | None = None
    most_words: int | None = None
    least: int | None = None
    most: int | None = None
    refers_to: TableName | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """One CSV file of the record; one that is `optional` may be missing, and is empty then."""

    name: TableName
    title: str
    fields: tuple[Field, ...]
    optional: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def label(self) -> str:
        """What the table is called where one is chosen."""
        return f"{self.title} ({self.file})"

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns that cannot be missing."""
        return tuple(field.name for field in self.fields if not field.optional)

    def allowing(self, name: str, allowed: tuple[str, ...]) -> Table:
        """Return the table with other values allowed in one column."""
        fields = tuple(replace(one, allowed=allowed) if one.name == name else one for one in self.fields)
        return replace(self, fields=fields)


def _sources(*, required: bool) -> Field:
    said = "Ids of the documents that say so (sources.csv), the strongest first."
    return Field("sources", said, kind="slug", many=True, required=required, refers_to="sources")


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds several."""
    return tuple(part.strip() for part in cell.split(LIST_SEPARATOR)) if cell else ()


EVENTS = Table(
    name="events",
    title="What happened",
    fields=(
        Field("id", "Stable name of the event, used in addresses.", kind="slug", required=True, unique=True),
        Field("date", "When, in EDTF (levels 0 and 1), as precise as the source; empty when undated.", kind="edtf"),
        Field("title", "What happened, as a headline.", required=True, most_chars=70),
        Field("label", "The short form written beside the mark.", required=True, most_chars=32),
        Field("summary", "What happened, in a few sentences.", required=True, most_words=60),
        Field("theme", "The lane the event is drawn in.", required=True, allowed=THEMES),
        Field("scope", "Between the two states, or context around them.", required=True, allowed=SCOPES),
        Field("actors", "Who took part.", many=True, shown="Who"),
        Field("place", "Where."),
        Field("note", "What sources dispute or leave open."),
        _sources(required=True),
        Field("importance",
              "1 a turning point, 2, 3: which events keep their labels where room is short; empty counts as 2.",
              kind="integer", optional=True, least=1, most=3),
    ),
)  # fmt: skip

CLAIMS = Table(
    name="claims",
    title="What is claimed",
    fields=(
        Field("id", "Stable name of the claim, used in addresses.", kind="slug", required=True, unique=True),
        Field("event", "The event the claim is about; empty for a statement about no single event.", kind="slug",
              refers_to="events"),
        Field("claim", "The claim, in our words.", required=True),
        Field("value", "The figure, date or name claimed, as stated."),
        Field("unit", "Unit of the value."),
        Field("locator", "Where the document says it: ¶ paragraph, n. note.", required=True),
        Field("verdict", "What the record makes of it; empty where the check computes it.", allowed=VERDICTS),
        Field("check", "The finding that tests the claim against trade.csv.",
              pattern=r"band|top_partners|(export|import)_rank:[A-Z]{3}|ranked_economies",
              pattern_says="band, top_partners, ranked_economies, export_rank:RUS or import_rank:RUS (any ISO 3166 "
                           "alpha-3 code)"),
        Field("record", "What the record shows; empty where the check computes it."),
        _sources(required=False),
    ),
)  # fmt: skip

TRADE = Table(
    name="trade",
    title="What can be measured",
    fields=(
        Field("indicator", "What is measured.", required=True, allowed=INDICATORS),
        Field("economy", "ISO 3166 alpha-3: whose figure it is; flows are seen from here.", kind="code", required=True),
        Field("partner", "ISO 3166 alpha-3: the other side; empty means the world.", kind="code"),
        Field("year", "The year; for a fiscal year the one it ends in; empty when not stated.", kind="integer",
              least=1800, most=2100),
        Field("period", "What kind of year the figure covers.", required=True, allowed=PERIODS),
        Field("basis",
              "Published statistics (may be joined to a line), a statement in speech or press, or an estimate (marks "
              "only).", required=True, allowed=BASES),
        Field("flow", "Direction, seen from the economy.", allowed=FLOWS),
        Field("value", "The figure; empty for a band.", kind="number"),
        Field("low", "Lower end of a band.", kind="number"),
        Field("high", "Upper end of a band.", kind="number"),
        Field("unit", f"{', '.join([*UNITS.values()][:-1])}, or {[*UNITS.values()][-1]}.", required=True,
              allowed=UNITS),
        Field("out_of", "How many were ranked; for un_agreement, how many roll calls were counted.", kind="integer",
              least=1),
        Field("reporter", "Who recorded or said it: alpha-3 of the state, or the body.", required=True),
        _sources(required=True),
        Field("note", "What to know before using the figure."),
    ),
)  # fmt: skip

# apart, so that trade.csv stays the dyad's and small enough to be read
COMPARISON = replace(TRADE, name="comparison", title="What it compares with", optional=True)

SOURCES = Table(
    name="sources",
    title="Who says so",
    fields=(
        Field("id", "Stable name of the document.", kind="slug", required=True, unique=True),
        Field("author",
              "Who wrote it, several parted by ;. “Family, Given” is a person, anything else a body; a body whose "
              "name has a comma stands in {braces}."),
        Field("title", "Title as printed; in [brackets] where it is our description.", required=True),
        Field("publisher", "Who published it.", required=True),
        Field("date", "Date of publication, in EDTF; empty when undated.", kind="edtf"),
        Field("url", "Where it was read.", kind="url"),
        Field("language", "Language of the text, ISO 639-1.", required=True, pattern=r"[a-z]{2}",
              pattern_says="an ISO 639-1 code such as en, ru or ur"),
        Field("kind",
              "Official: a state, body or firm on its own acts; primary: the text itself, or reporting at first hand; "
              "press: reporting of what somebody said; secondary: an account made of other reports; repost: a report "
              "of another passed on; statistics: figures of a body that collects them; data: data sets and code of "
              "others.", optional=True, allowed=SOURCE_KINDS),
        Field("licence", "Terms of reuse, as far as stated.", required=True),
        Field("note", "What kind of source it is and what it rests on."),
    ),
)  # fmt: skip

LESSON = Table(
    name="lesson",
    title="What a class is shown",
    fields=(
        Field("id", "Stable name of the step.", kind="slug", required=True, unique=True),
        Field("title", "What stands above the step.", required=True, most_chars=70),
        Field("shows", "What the class sees.", required=True, allowed=SHOWN, noun="kind of step"),
        Field("figure", "The figure drawn, alone or under words.", kind="slug"),
        Field("view", "What the figure is narrowed to, as in an address: years=2010&years=2017&theme=defence."),
        Field("event", "The event opened, or the answer to “when”.", kind="slug", refers_to="events"),
        Field("claim", "The claim opened, or that a number is about.", kind="slug", refers_to="claims"),
        Field("question",
              "What is asked: the years inside the band, the order of events, which claim is contradicted, a number "
              "on a scale, a period of years, a line to draw on; or open.", allowed=QUESTIONS, noun="kind of question"),
        Field("options",
              "Ids of the events to put in order, or of the claims to choose from. Number: from;to;answer;unit. "
              "Period: from;to, and an event or first;last. Draw: from;to;last year given;figures. A figure of "
              "trade.csv is named by indicator/economy/partner/flow/reporter/year. Open: the id of an open question "
              "asked before.", many=True),
        Field("prompt", "What the class reads, or is asked.", most_words=45),
        Field("answer", "Shown once it is revealed; what the tables can answer is computed and stands before it.",
              most_words=70),
        Field("note", "For the teacher alone.", most_words=120),
        _sources(required=False),
        Field("minutes", "How long the step takes.", kind="integer", least=1, most=120, optional=True),
        Field("short", "Whether the short way has it.", optional=True, allowed=("yes",)),
    ),
)  # fmt: skip

TABLES: dict[TableName, Table] = {table.name: table for table in (EVENTS, CLAIMS, TRADE, COMPARISON, SOURCES)}
# beside the record, not of it: a record stands without a lesson, and is not changed by one
ALL_TABLES: dict[TableName, Table] = {**TABLES, "lesson": LESSON}
