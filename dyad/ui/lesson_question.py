"""The fields of a question, kind by kind: what the record can answer is chosen from it, a scale is filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from dyad.findings.claims import judge_claims
from dyad.findings.trade import band_counts
from dyad.lesson.answering import right_order
from dyad.lesson.asking import as_number
from dyad.lesson.checking import LEAST_OPTIONS
from dyad.lesson.rows import options_in, spell
from dyad.lesson.series import LEAST_POINTS, drawable, ends_of, series_of_figures, years_of
from dyad.record import Record
from dyad.record.dates import as_year
from dyad.record.schema import LIST_SEPARATOR, parts
from dyad.ui.lesson_fields import Form, choose, choose_row, choose_several, claims_of, event_choices, write
from dyad.wording import ui_lesson_edit as wording

MOST_UNIT_CHARS = 30


def kinds_for(record: Record) -> dict[str, str]:
    """Return the kinds of question that a record can answer, in words."""
    verdicts = list(judge_claims(record)["verdict"]) if record.has_claims else []
    lacking = {
        "order": int(record.events["first"].notna().sum()) < LEAST_OPTIONS["order"],
        "contradicted": not {"contradicted"} < {*verdicts},
        "draw": not drawable(record),
        "band-years": not band_counts(record),
    }
    return {kind: words for kind, words in wording.QUESTIONS.items() if not lacking.get(kind)}


def show_question(form: Form) -> None:
    """Ask what is asked, and for what that kind of question needs."""
    kinds = kinds_for(form.page.record)
    question = form.row["question"]
    choose(form, "question", wording.ASKED, kinds, keep=lambda: _keep_kind(form))
    if question in FIELDS:
        FIELDS[question](form)


def _keep_kind(form: Form) -> None:
    record, kind = form.page.record, str(form.told("question") or "")
    first, last = record.about.years
    options = {"number": "0;100;;", "period": f"{first};{last}"}.get(kind, "")
    if kind == "draw":
        options = _line(record, next(iter(drawable(record))))
    form.change(question=kind, options=options)


# -- what is chosen ------------------------------------------------------------------------------


def _again(form: Form) -> None:
    """Ask whether an open question is one asked before, whose answers then stand beside its own."""
    earlier = {
        row["id"]: row["title"] or row["id"]
        for row in form.own.rows[: form.at]
        if (row["shows"], row["question"]) == ("question", "open")
    }
    if earlier:
        choose(form, "options", wording.AGAIN, earlier, keep=partial(form.take, "options"), none=wording.NOTHING)
    choose_row(form, "claim", wording.CLAIM_DRAWN, none=wording.NONE)


def _order(form: Form) -> None:
    def keep() -> None:
        ids = sorted(form.told("events") or ())  # by name: the right order must not be the one shown
        right = right_order(form.page.record, ids) if ids else None
        form.change(options=LIST_SEPARATOR.join(ids[::-1] if right == tuple(ids) else ids))

    held = parts(form.row["options"])
    choose_several(form, "events", wording.EVENTS, event_choices(form.page), held=held, keep=keep)


def _contradicted(form: Form) -> None:
    rows, claims = judge_claims(form.page.record), claims_of(form.page)
    wrong = {id: claims[id] for id in rows[rows["verdict"] == "contradicted"]["id"]}
    others = {id: claim for id, claim in claims.items() if id not in wrong}
    known = parts(form.row["options"])

    def keep() -> None:
        ids = sorted(filter(None, (form.told("wrong"), *(form.told("others") or ()))))
        form.change(options=LIST_SEPARATOR.join(ids))

    held = next((id for id in known if id in wrong), "")
    choose(form, "wrong", wording.WRONG_CLAIM, wrong, held=held, keep=keep)
    choose_several(form, "others", wording.CLAIMS, others, held=known, keep=keep)


# -- what is guessed on a scale ------------------------------------------------------------------


def _count(form: Form, field: str, label: str, held: str) -> None:
    """Ask for a number."""
    value = as_number(held)
    st.number_input(label, value=value, format="%g", **form.holds(field, value))


def _ask_ends(form: Form, low: str, high: str) -> None:
    """Ask for the ends of a scale."""
    for column, *end in zip(st.columns(2), ("low", "high"), wording.SCALE_ENDS, (low, high), strict=True):
        with column:
            _count(form, *end)


def _number(form: Form) -> None:
    record, series = form.page.record, series_of_figures(form.page.record)
    low, high, answer, unit = options_in(form.row)
    named = "/" in answer

    def turn() -> None:
        tables = form.told("mode") == wording.OF_TABLES
        form.change(options=_scaled(record, _of_year(record, next(iter(series)))) if tables else "0;100;;")

    if series:
        modes, mode = [wording.MINE, wording.OF_TABLES], wording.OF_TABLES if named else wording.MINE
        key = form.seed("mode", mode)
        st.segmented_control(wording.ANSWER_IS, modes, default=mode, key=key, required=True, on_change=turn)
    if named:
        _ask_figure(form, answer)
    else:
        number, words = st.columns(2)
        with number:
            _count(form, "value", wording.NUMBER, answer)
        with words:
            write(form, "unit", wording.COUNTED, most=MOST_UNIT_CHARS, held=unit)
    _ask_ends(form, low, high)
    choose_row(form, "claim", wording.CLAIM_NUMBER, none=wording.NONE)


def _scaled(record: Record, name: str, *until: str) -> str:
    """Return the options of a question for a figure of the tables, on a scale that fits."""
    return LIST_SEPARATOR.join((*map(spell, ends_of(record, name)), *until, name))


def _of_year(record: Record, series: str, year: int | None = None) -> str:
    """Return the name of a figure: that of its series, and the year as the sixth part, else its latest."""
    years = years_of(record, series, whole=True)
    return "/".join((*[*series.split("/"), *[""] * 5][:5], str(year if year in years else years[-1])))


def _ask_figure(form: Form, name: str) -> None:
    """Ask for one figure of the tables: which series, which year."""
    record = form.page.record
    series, (*cells, year) = series_of_figures(record), [*name.split("/"), *[""] * 6][:6]
    held = "/".join(cells).rstrip("/")

    def keep() -> None:
        if not (chosen := form.told("series")):
            form.change(options="0;100;;")
            return
        form.change(options=_scaled(record, _of_year(record, chosen, form.told("figure_year"))))

    choose(form, "series", wording.FIGURE, series, held=held, keep=keep)
    if held in series:
        years = years_of(record, held, whole=True)
        at = int(year) if year in map(str, years) else years[-1]
        key = form.seed("figure_year", at)
        st.selectbox(wording.FIGURE_YEAR, years, list(years).index(at), key=key, on_change=keep)


def _period(form: Form) -> None:
    record = form.page.record
    low, high, begun, ended = options_in(form.row)
    first, last = record.span
    shown = _span(low, high, record.about.years)

    def keep() -> None:
        ends = form.told("axis") or shown
        years = () if form.told("event") else form.told("answer_years") or ends
        form.change(options=LIST_SEPARATOR.join(map(str, (*ends, *years))), event=str(form.told("event") or ""))

    if first < last:
        ends = min(first, shown[0]), max(last, shown[1])
        st.slider(wording.AXIS, *ends, shown, key=form.seed("axis", shown), on_change=keep)
    choose(form, "event", wording.WHEN_WAS, event_choices(form.page), keep=keep, none=wording.NO_EVENT)
    if not form.row["event"] and first < last:
        answer = _span(begun, ended, shown)
        ends = min(first, answer[0]), max(last, answer[1])
        st.slider(wording.ANSWER, *ends, answer, key=form.seed("answer_years", answer), on_change=keep)


def _span(begun: str, ended: str, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Return the years that two texts are, the smaller first, else others."""
    one, other = as_year(begun), as_year(ended)
    return otherwise if one is None or other is None else (min(one, other), max(one, other))


def _draw(form: Form) -> None:
    record = form.page.record
    low, high, until, name = options_in(form.row)
    series = drawable(record)

    def keep() -> None:
        chosen = form.told("series")
        form.change(options=_line(record, chosen) if chosen else "")

    choose(form, "series", wording.LINE, series, held=name, keep=keep)
    if name not in series:
        return
    years = _given_years(record, name)
    at = int(until) if until in map(str, years) else years[0]
    st.select_slider(wording.GIVEN_UNTIL, years, at, **form.holds("until", at))
    _ask_ends(form, low, high)


def _given_years(record: Record, name: str) -> Sequence[int]:
    """Return the years until which a line can be given."""
    return years_of(record, name)[LEAST_POINTS - 1 : -LEAST_POINTS]


def _line(record: Record, name: str) -> str:
    """Return the options of a line of which the first half is given, on a scale that fits."""
    years = _given_years(record, name)
    return _scaled(record, name, str(years[(len(years) - 1) // 2]))


def _nothing(form: Form) -> None:
    band = band_counts(form.page.record)
    st.text(wording.band_answers(len(band)))


FIELDS: Mapping[str, Callable[[Form], None]] = {
    "open": _again, "order": _order, "contradicted": _contradicted, "number": _number, "period": _period, "draw": _draw,
    "band-years": _nothing,
}  # fmt: skip
