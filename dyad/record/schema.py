"""Say what each table holds: one `Field` a column, one line a `Field`.

The checks (`checking`), the typed tables (`reading`), the Frictionless Table Schema in
`datapackage.json` and the data dictionary a reader sees are all made from these lines.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column: what a cell may hold and what it means.

    A cell of a field with `many` holds several values, parted by ";"; the rules then hold for
    each value. An empty cell means "not stated" and is refused where `required`. A column that is `optional` may be
    missing as a whole, as it is in tables of before there was one, and is empty then.
    """

    name: str
    kind: Kind
    description: str
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
    least: float | None = None
    most: float | None = None
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

    def field(self, name: str) -> Field:
        """Return the field called `name`; `KeyError` if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def _sources(*, required: bool) -> Field:
    return Field(
        name="sources",
        kind="slug",
        many=True,
        required=required,
        refers_to="sources",
        description="Ids of the documents that say so (sources.csv), the strongest first.",
    )


EVENTS = Table(
    name="events",
    title="What happened",
    fields=(
        Field(
            name="id",
            kind="slug",
            required=True,
            unique=True,
            description="Stable name of the event, used in addresses.",
        ),
        Field(
            name="date",
            kind="edtf",
            description="When, in EDTF (levels 0 and 1), as precise as the source; empty when undated.",
        ),
        Field(name="title", kind="text", required=True, most_chars=70, description="What happened, as a headline."),
        Field(
            name="label",
            kind="text",
            required=True,
            most_chars=32,
            description="The short form written beside the mark.",
        ),
        Field(
            name="summary", kind="text", required=True, most_words=60, description="What happened, in a few sentences."
        ),
        Field(name="theme", kind="text", required=True, allowed=THEMES, description="The lane the event is drawn in."),
        Field(
            name="scope",
            kind="text",
            required=True,
            allowed=SCOPES,
            description="Between the two states, or context around them.",
        ),
        Field(name="actors", kind="text", many=True, shown="Who", description="Who took part."),
        Field(name="place", kind="text", description="Where."),
        Field(name="note", kind="text", description="What sources dispute or leave open."),
        _sources(required=True),
        Field(
            name="importance",
            kind="integer",
            optional=True,
            least=1,
            most=3,
            description=(
                "1 a turning point, 2, 3: which events keep their labels where room is short; empty counts as 2."
            ),
        ),
    ),
)

CLAIMS = Table(
    name="claims",
    title="What is claimed",
    fields=(
        Field(
            name="id",
            kind="slug",
            required=True,
            unique=True,
            description="Stable name of the claim, used in addresses.",
        ),
        Field(
            name="event",
            kind="slug",
            refers_to="events",
            description="The event the claim is about; empty for a statement about no single event.",
        ),
        Field(name="claim", kind="text", required=True, description="The claim, in our words."),
        Field(name="value", kind="text", description="The figure, date or name claimed, as stated."),
        Field(name="unit", kind="text", description="Unit of the value."),
        Field(
            name="locator", kind="text", required=True, description="Where the document says it: ¶ paragraph, n. note."
        ),
        Field(
            name="verdict",
            kind="text",
            allowed=VERDICTS,
            description="What the record makes of it; empty where the check computes it.",
        ),
        Field(
            name="check",
            kind="text",
            pattern=r"band|top_partners|(export|import)_rank:[A-Z]{3}|ranked_economies",
            pattern_says=(
                "band, top_partners, ranked_economies, export_rank:RUS or import_rank:RUS (any ISO 3166 alpha-3 code)"
            ),
            description="The finding that tests the claim against trade.csv.",
        ),
        Field(name="record", kind="text", description="What the record shows; empty where the check computes it."),
        _sources(required=False),
    ),
)

TRADE = Table(
    name="trade",
    title="What can be measured",
    fields=(
        Field(name="indicator", kind="text", required=True, allowed=INDICATORS, description="What is measured."),
        Field(
            name="economy",
            kind="code",
            required=True,
            description="ISO 3166 alpha-3: whose figure it is; flows are seen from here.",
        ),
        Field(name="partner", kind="code", description="ISO 3166 alpha-3: the other side; empty means the world."),
        Field(
            name="year",
            kind="integer",
            least=1800,
            most=2100,
            description="The year; for a fiscal year the one it ends in; empty when not stated.",
        ),
        Field(
            name="period",
            kind="text",
            required=True,
            allowed=PERIODS,
            description="What kind of year the figure covers.",
        ),
        Field(
            name="basis",
            kind="text",
            required=True,
            allowed=BASES,
            description=(
                "Published statistics (may be joined to a line), a statement in speech or press, "
                "or an estimate (marks only)."
            ),
        ),
        Field(name="flow", kind="text", allowed=FLOWS, description="Direction, seen from the economy."),
        Field(name="value", kind="number", description="The figure; empty for a band."),
        Field(name="low", kind="number", description="Lower end of a band."),
        Field(name="high", kind="number", description="Upper end of a band."),
        Field(
            name="unit",
            kind="text",
            required=True,
            allowed=UNITS,
            description=f"{', '.join([*UNITS.values()][:-1])}, or {[*UNITS.values()][-1]}.",
        ),
        Field(
            name="out_of",
            kind="integer",
            least=1,
            description="How many were ranked; for un_agreement, how many roll calls were counted.",
        ),
        Field(
            name="reporter",
            kind="text",
            required=True,
            description="Who recorded or said it: alpha-3 of the state, or the body.",
        ),
        _sources(required=True),
        Field(name="note", kind="text", description="What to know before using the figure."),
    ),
)

# apart, so that trade.csv stays the dyad's and small enough to be read
COMPARISON = replace(TRADE, name="comparison", title="What it compares with", optional=True)

SOURCES = Table(
    name="sources",
    title="Who says so",
    fields=(
        Field(name="id", kind="slug", required=True, unique=True, description="Stable name of the document."),
        Field(
            name="author",
            kind="text",
            description=(
                "Who wrote it, several parted by ;. “Family, Given” is a person, anything else a body; a body whose "
                "name has a comma stands in {braces}."
            ),
        ),
        Field(
            name="title",
            kind="text",
            required=True,
            description="Title as printed; in [brackets] where it is our description.",
        ),
        Field(name="publisher", kind="text", required=True, description="Who published it."),
        Field(name="date", kind="edtf", description="Date of publication, in EDTF; empty when undated."),
        Field(name="url", kind="url", description="Where it was read."),
        Field(
            name="language",
            kind="text",
            required=True,
            pattern=r"[a-z]{2}",
            pattern_says="an ISO 639-1 code such as en, ru or ur",
            description="Language of the text, ISO 639-1.",
        ),
        Field(
            name="kind",
            kind="text",
            optional=True,
            allowed=SOURCE_KINDS,
            description=(
                "Official: a state, body or firm on its own acts; primary: the text itself, or reporting at first "
                "hand; press: reporting of what somebody said; secondary: an account made of other reports; repost: "
                "a report of another passed on; statistics: figures of a body that collects them; data: data sets "
                "and code of others."
            ),
        ),
        Field(name="licence", kind="text", required=True, description="Terms of reuse, as far as stated."),
        Field(name="note", kind="text", description="What kind of source it is and what it rests on."),
    ),
)

LESSON = Table(
    name="lesson",
    title="What a class is shown",
    fields=(
        Field(name="id", kind="slug", required=True, unique=True, description="Stable name of the step."),
        Field(name="title", kind="text", required=True, most_chars=70, description="What stands above the step."),
        Field(
            name="shows",
            kind="text",
            required=True,
            allowed=SHOWN,
            noun="kind of step",
            description="What the class sees.",
        ),
        Field(name="figure", kind="slug", description="The figure drawn, alone or under words."),
        Field(
            name="view",
            kind="text",
            description="What the figure is narrowed to, as in an address: years=2010&years=2017&theme=defence.",
        ),
        Field(name="event", kind="slug", refers_to="events", description="The event opened, or the answer to “when”."),
        Field(
            name="claim", kind="slug", refers_to="claims", description="The claim opened, or that a number is about."
        ),
        Field(
            name="question",
            kind="text",
            allowed=QUESTIONS,
            noun="kind of question",
            description=(
                "What is asked: the years inside the band, the order of events, which claim is contradicted, a number "
                "on a scale, a period of years, a line to draw on; or open."
            ),
        ),
        Field(
            name="options",
            kind="text",
            many=True,
            description=(
                "Ids of the events to put in order, or of the claims to choose from. Number: from;to;answer;unit. "
                "Period: from;to, and an event or first;last. Draw: from;to;last year given;figures. A figure of "
                "trade.csv is named by indicator/economy/partner/flow/reporter/year. Open: the id of an open question "
                "asked before."
            ),
        ),
        Field(name="prompt", kind="text", most_words=45, description="What the class reads, or is asked."),
        Field(
            name="answer",
            kind="text",
            most_words=70,
            description="Shown once it is revealed; what the tables can answer is computed and stands before it.",
        ),
        Field(name="note", kind="text", most_words=120, description="For the teacher alone."),
        _sources(required=False),
        Field(name="minutes", kind="integer", least=1, most=120, optional=True, description="How long the step takes."),
        Field(name="short", kind="text", optional=True, allowed=("yes",), description="Whether the short way has it."),
    ),
)

TABLES: dict[TableName, Table] = {table.name: table for table in (EVENTS, CLAIMS, TRADE, COMPARISON, SOURCES)}
# beside the record, not of it: a record stands without a lesson, and is not changed by one
ALL_TABLES: dict[TableName, Table] = {**TABLES, "lesson": LESSON}
