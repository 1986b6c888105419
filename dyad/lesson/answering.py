"""What the record answers to the questions of a lesson, computed from its tables where they can."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dyad.findings.claims import contradicted
from dyad.findings.finding import once
from dyad.findings.finding import sources_of as cited
from dyad.findings.trade import band_counts, band_facts
from dyad.lesson.asking import STEPS_KEPT, as_number, line_of, scale_of, years_asked
from dyad.lesson.series import rows_named, series_of
from dyad.lesson.steps import Step
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.wording import answers, guesses
from dyad.wording.findings import claims_by_id
from dyad.wording.pieces import join_sentences, say_number, say_span, say_value
from dyad.wording.trade import band_text


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is revealed after a question: in words, by whose documents, and what a guess is held against."""

    text: str
    sources: tuple[str, ...]
    years: tuple[tuple[str, tuple[int, ...]], ...] = ()  # by side, by name: those of the `asked` it reports inside
    asked: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()  # the right order of events, or the claims contradicted
    value: float = 0.0
    stated: float | None = None  # what the document gives in the place of a number
    span: tuple[int, int] = (0, 0)  # the first and the last year of a period
    line: tuple[tuple[int, float], ...] = ()  # the points of the years asked


@cached_per_record(STEPS_KEPT)
def answer_of(record: Record, step: Step) -> Answer:
    """Return what is revealed after a question, computed from the tables where they can answer."""
    makers: dict[str, Callable[[Record, Step], Answer]] = {
        "band-years": _years, "order": _order, "contradicted": _claims, "number": _number, "period": _period,
        "draw": _line,
    }  # fmt: skip
    found = makers.get(step.question)
    return found(record, step) if found else Answer(text=step.answer, sources=step.sources)


def _years(record: Record, step: Step) -> Answer:
    facts, counts = band_facts(record), band_counts(record)
    said = band_text(facts, record.about) if facts else ""
    return Answer(
        text=join_sentences(said, step.answer), sources=once(facts.sources if facts else (), step.sources),
        years=tuple((c.name, c.inside) for c in counts), asked=years_asked(record),
    )  # fmt: skip


def _order(record: Record, step: Step) -> Answer:
    ids = right_order(record, step.options) or ()
    events = [record.event(id) for id in ids]
    sources = once(*(event.sources[:1] for event in events), step.sources)
    return Answer(text=join_sentences(answers.answer_in_order(events), step.answer), ids=ids, sources=sources)


def _claims(record: Record, step: Step) -> Answer:
    ids = contradicted(record, step.options)
    claims = [claims_by_id(record)[id] for id in ids]
    sources = once(*(claim["sources"] for claim in claims), step.sources)
    return Answer(text=join_sentences(answers.answer_with_claims(claims), step.answer), ids=ids, sources=sources)


def _number(record: Record, step: Step) -> Answer:
    """Answer by a figure of trade.csv, or by the number that the step gives, and the claim that it is about."""
    name, unit = step.options[2], scale_of(step).unit
    claim = claims_by_id(record)[step.claim] if step.claim else None
    stated = as_number(str(claim["value"])) if claim else None
    essay = ""
    if stated is not None:
        essay = answers.stated_by(document=record.about.document, number=say_number(stated))
    shown = str(claim["record"]) if claim else ""
    sources = once(claim["sources"] if claim else (), step.sources)
    value = as_number(name)
    if value is None:
        rows = rows_named(record, name)
        row: dict[Any, Any] = rows.iloc[0].to_dict()
        value, sources = float(row["value"]), once(cited(rows), sources)
        said = answers.answer_with_figure(value, unit, int(row["year"]), str(row["reporter"]), record.about)
    else:
        said = f"{say_value(value, unit)}."
    return Answer(text=join_sentences(said, essay, shown, step.answer), sources=sources, value=value, stated=stated)


def _period(record: Record, step: Step) -> Answer:
    """Answer by when an event was, or by the years that the step gives."""
    if not step.event:
        span = (int(step.options[2]), int(step.options[3]))
        return Answer(text=join_sentences(f"{say_span(span)}.", step.answer), sources=step.sources, span=span)
    event = record.event(step.event)
    dates = record.events[record.events["id"] == step.event].iloc[0]
    span = (int(dates["first"].year), int(dates["last"].year))
    text = join_sentences(f"{event.date_text}: {event.title}.", step.answer)
    return Answer(text=text, sources=once(event.sources, step.sources), span=span)


def _line(record: Record, step: Step) -> Answer:
    """Answer by the rest of the line, and say where it ends."""
    line, points = line_of(record, step), series_of(record, step.options[3])
    rows = rows_named(record, step.options[3])
    asked = tuple((year, value) for year, value in points if year in line.asked)
    text = answers.answer_with_line(line.given[-1], asked, line.unit)
    return Answer(text=join_sentences(text, step.answer), sources=once(cited(rows), step.sources), line=asked)


def right_order(record: Record, events: Sequence[str]) -> tuple[str, ...] | None:
    """Return the events by date, or None where a date is unknown or two overlap."""
    rows = record.events[record.events["id"].isin(events)].sort_values("first")
    if (
        rows[["first", "last"]].isna().any(axis=None)
        or (rows["first"].iloc[1:].array <= rows["last"].iloc[:-1].array).any()
    ):
        return None
    return tuple(rows["id"])


def difference(record: Record, step: Step, guess: Sequence[str | int]) -> str:
    """Say how far a guess is from the answer; "" where there is none, or where words cannot say it in short."""
    answer = answer_of(record, step)
    if not guess:
        return ""
    if step.question == "number":
        return guesses.number_off(float(guess[0]) - answer.value, scale_of(step).unit)
    if step.question == "period":
        return guesses.years_off((int(guess[0]), int(guess[1])), answer.span)
    if step.question == "draw":
        off = [float(text) - value for text, (_, value) in zip(guess, answer.line, strict=True)]
        return guesses.line_off(off, answer.line[-1][0], line_of(record, step).unit)
    return ""
