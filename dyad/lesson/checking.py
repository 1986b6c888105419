"""What is wrong in the cells of a step, beyond what the schema says of each; between them, and between steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from dyad.figures.catalogue import FIGURES
from dyad.findings.claims import contradicted
from dyad.findings.trade import band_counts
from dyad.lesson.answering import right_order
from dyad.lesson.asking import as_number
from dyad.lesson.series import LEAST_POINTS, MOST_YEARS, PARTS, is_indicator, rows_named, series_of
from dyad.record import Problem, Record
from dyad.record.checking import REQUIRED
from dyad.record.dates import as_year
from dyad.record.problems import did_you_mean
from dyad.record.schema import LESSON, parts
from dyad.view import View, select_events, view_from_query
from dyad.wording.addresses import no_part_of_view, say_refused
from dyad.wording.lesson import figures_allowed, parts_held

NEEDS = {"text": ("prompt",), "question": ("question", "prompt")}  # what a step must say; any other, what it shows
KINDS = {"text": "words", "figure": "a figure", "event": "an event", "claim": "a claim", "question": "a question"}
WITH_FIGURE = ("text", "figure", "question")  # what may have a figure under its words
LEAST_OPTIONS = {"order": 3, "contradicted": 2}
OPTIONS_HELD = {"number": (3, 4), "period": (4, 4), "draw": (4, 4)}  # at least and at most
FORMS = {  # of the options that are no ids
    "number": "from;to;answer;unit, as 0;300;70;soldiers",
    "period": "from;to, with an event, or from;to;first year;last year",
    "draw": "from;to;last year given;figures, as 0;100;2010;un_agreement/PAK/RUS",
}
STEP_PARAMETERS = ("years", "theme", "q", "beyond", "context")
MOST_NAMED = 10  # words of one cell that are nothing, each a problem
MOST_COMPARED = 500  # ids among which a word like one is looked for

Row = Mapping[Hashable, str]
Tell = Callable[..., Problem]


def view_of(text: str, record: Record) -> tuple[View, tuple[str, ...]]:
    """Return the view that a cell of a step asks for, and what is wrong in it, in sentences."""
    query = parse_qs(text, keep_blank_values=True)
    view, refused = view_from_query(query, record=record)
    unknown = tuple(
        no_part_of_view(name=name, known=STEP_PARAMETERS, near=did_you_mean(name, STEP_PARAMETERS))
        for name in [name for name in query if name not in STEP_PARAMETERS][:MOST_NAMED]
    )
    return view, say_refused(refused) + unknown


def check_step(row: Row, record: Record, *, asked: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong between the cells of a step; `asked` are the ids of the open questions before it."""

    def problem(column: str, message: str, hint: str = "") -> Problem:
        found = row[column] or None
        return Problem(file=LESSON.file, line=int(row["line"]), column=column, value=found, message=message, hint=hint)

    for column in NEEDS.get(row["shows"], (row["shows"],)):
        if not row[column]:
            message = f"is empty, and a step that shows {KINDS[row['shows']]} needs it."
            yield replace(problem(column, message), rule=REQUIRED)
    view, wrong = view_of(row["view"], record)
    for sentence in wrong:
        yield problem("view", "cannot be shown:", sentence)
    if row["figure"] and row["shows"] not in WITH_FIGURE:
        yield problem(
            "figure", f"is not drawn by a step that shows {KINDS[row['shows']]}.", "Empty it, or show a figure."
        )
    figure = FIGURES.get(row["figure"])
    if row["figure"] and not figure:
        near = did_you_mean(row["figure"], list(FIGURES))
        yield problem("figure", "is no figure.", figures_allowed(near=near, known=list(FIGURES)).strip())
    elif figure and not figure.holds(record):
        yield problem("figure", "cannot be drawn: this record holds nothing for it.", "Show another figure.")
    elif figure and figure.of_events and not wrong and select_events(record, view).empty:
        yield problem("view", "leaves no event to draw.", "Widen it.")
    if row["shows"] == "question" and row["question"]:
        yield from _check_question(row, record, problem, asked)


def _check_question(row: Row, record: Record, problem: Tell, asked: Sequence[str]) -> Iterator[Problem]:
    match row["question"]:
        case "open":  # it may name open ones before it, whose guess is shown again beside its own
            for id in [id for id in parts(row["options"])[:MOST_NAMED] if id not in asked]:
                message = f"holds “{id}”, which is no id of an open question before this one."
                yield problem("options", message, did_you_mean(id, list(asked)))
        case "band-years":
            if not band_counts(record):
                yield problem("question", "needs a band and figures in trade.csv, which this record lacks.")
        case "order" | "contradicted":
            yield from _check_ids(row, record, problem)
        case _:
            yield from _check_scaled(row, record, problem)


def _check_ids(row: Row, record: Record, problem: Tell) -> Iterator[Problem]:
    options, question = parts(row["options"]), row["question"]
    known = frozenset(record.event_ids if question == "order" else record.claims["id"])
    unknown = [option for option in options if option not in known]
    for option in unknown[:MOST_NAMED]:
        of = "an event" if question == "order" else "a claim"
        near = did_you_mean(option, sorted(known)) if len(known) <= MOST_COMPARED else ""
        yield problem("options", f"holds “{option}”, which is no id of {of}.", near)
    if len(set(options)) < max(LEAST_OPTIONS[question], len(options)):
        yield problem("options", f"needs {LEAST_OPTIONS[question]} ids or more, each once.")
    elif not unknown and question == "order" and right_order(record, options) is None:
        yield problem("options", "holds events whose dates overlap or are not known: no order is the right one.")
    elif not unknown and question == "contradicted" and len(contradicted(record, options)) != 1:
        yield problem("options", "must hold one claim that the record contradicts, and only one.")


def _check_scaled(row: Row, record: Record, problem: Tell) -> Iterator[Problem]:
    """Yield what is wrong with a question whose first two options are the ends of a scale or an axis."""
    options, form = parts(row["options"]), f"Write {FORMS[row['question']]}."
    of_event = row["question"] == "period" and row["event"]
    least, most = (2, 2) if of_event else OPTIONS_HELD[row["question"]]
    if not least <= len(options) <= most:
        yield problem("options", parts_held(len(options)), form)
        return
    low, high = (as_number(part) for part in options[:2])
    if low is None or high is None or not 0 < high - low < math.inf:
        message = "must begin with two numbers, the smaller first: the ends of what is shown."
        yield problem("options", message, form)
        return
    check = {"number": _check_number, "period": _check_period, "draw": _check_line}[row["question"]]
    yield from check(row, record, problem, (low, high))


def _check_number(row: Row, record: Record, problem: Tell, ends: tuple[float, float]) -> Iterator[Problem]:
    name = parts(row["options"])[2]
    value = as_number(name)
    if not name:
        missing = problem("options", "has no answer yet.", "It is a number, or a figure of trade.csv.")
        yield replace(missing, value=None)  # what the cell holds are separators
        return
    if value is None:
        rows = rows_named(record, name) if is_indicator(name) else None
        if rows is None or len(rows) != 1:
            found = "none" if rows is None or rows.empty else f"{len(rows)} of them"
            yield problem(
                "options", f"holds “{name}”, which is neither a number nor one figure of trade.csv, but {found}.",
                f"A figure is named by {'/'.join(PARTS)}; empty what does not matter.",
            )  # fmt: skip
            return
        value = float(rows["value"].iloc[0])
    elif not row["answer"] and not row["claim"]:
        yield problem("answer", "is empty, and neither a claim nor a figure of trade.csv answers.")
    if not ends[0] <= value <= ends[1]:
        yield problem("options", "has its answer off the scale.", "Widen the scale.")


def _check_period(row: Row, record: Record, problem: Tell, ends: tuple[float, float]) -> Iterator[Problem]:
    years = [year for part in parts(row["options"]) if (year := as_year(part)) is not None]
    if len(years) < len(parts(row["options"])):
        yield problem("options", "must hold years of up to four digits.", f"Write {FORMS['period']}.")
        return
    if row["event"]:
        dates = record.events[record.events["id"] == row["event"]].iloc[0]
        if dates[["first", "last"]].isna().any():
            yield problem("event", "has no date that is known, and so answers no question for one.")
            return
        years += [dates["first"].year, dates["last"].year]
    elif not row["answer"]:
        yield problem("answer", "is empty, and no event answers.")
    first, last = years[2:4]
    if not ends[0] <= first <= last <= ends[1]:
        yield problem("options", "has its answer outside the years shown, or its end before its beginning.")


def _check_line(row: Row, record: Record, problem: Tell, ends: tuple[float, float]) -> Iterator[Problem]:
    _, _, until, name = parts(row["options"])
    year = as_number(until)
    if year is None or not is_indicator(name):
        yield problem("options", "must name a year, and figures of trade.csv by "
                      f"{'/'.join(PARTS[:-1])}.", f"Write {FORMS['draw']}.")  # fmt: skip
        return
    points = series_of(record, name)
    years = [one for one, _ in points]
    given = sum(one <= year for one in years)
    if len(set(years)) < len(years):
        yield problem("options", "names several figures of one year.", "Say by whom, or which flow.")
    elif min(given, len(years) - given) < LEAST_POINTS or len(years) > MOST_YEARS:
        yield problem("options", f"gives {given} of {len(years)} years: a line needs {LEAST_POINTS} that are given, "
                      f"{LEAST_POINTS} to draw, and {MOST_YEARS} at most.")  # fmt: skip
    elif not all(ends[0] <= value <= ends[1] for _, value in points):
        yield problem("options", "has figures off the scale.", "Widen the scale.")
