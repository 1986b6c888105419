"""The form of a step: it offers only what there is, in words, and asks for what the kind of step needs."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.lesson.checking import WITH_FIGURE, view_of
from dyad.lesson.rows import MOST_MINUTES, MOST_TITLE_CHARS, minutes_in
from dyad.record.schema import parts
from dyad.ui.lesson_fields import Form, choose, choose_row, choose_several, write
from dyad.ui.lesson_question import show_question
from dyad.view import MAX_TEXT_CHARS
from dyad.wording import ui_lesson_edit as wording
from dyad.wording.view import NAME_LEFT_OUT

MOST_WORDS_CHARS = 600  # of a text; its words are counted by the check


def show_form(form: Form) -> None:
    """Show the fields of a step."""
    row = form.row
    shows, known = row["shows"], row["shows"] in wording.SHOWS
    default = shows if known else None
    st.segmented_control(
        wording.STEP_SHOWS, list(wording.SHOWS), default=default, format_func=wording.SHOWS.__getitem__, required=known,
        key=form.seed("shows", default), on_change=_keep_shows, args=(form,),
    )  # fmt: skip
    write(form, "title", wording.TITLE, most=MOST_TITLE_CHARS)
    if not known:
        return
    if shows == "question":
        show_question(form)
    if shows in ("event", "claim"):
        choose_row(form, shows, wording.SHOWN[shows])
    if shows == "figure":
        _choose_figure(form, needed=True)
    write(form, "prompt", wording.PROMPTS[shows], most=MOST_WORDS_CHARS, tall=True)
    if shows in WITH_FIGURE and shows != "figure":
        _choose_figure(form, needed=False)
    if shows == "question":
        answer = wording.ANSWER if row["question"] == "open" else wording.AFTER_ANSWER
        write(form, "answer", answer, most=2 * MOST_WORDS_CHARS, tall=True)
    write(form, "note", wording.NOTE, most=2 * MOST_WORDS_CHARS, tall=True)
    with st.expander(wording.REST):
        _show_rest(form)


def _keep_shows(form: Form) -> None:
    shows = str(form.told("shows"))
    form.change(shows=shows, **({"question": "open"} if shows == "question" and not form.row["question"] else {}))


# -- a figure, and what it is narrowed to --------------------------------------------------------


def _choose_figure(form: Form, *, needed: bool) -> None:
    names = {name: FIGURES[name].title for name in figures_of(form.page.record)}

    def keep() -> None:
        name = str(form.told("figure") or "")
        titled = (FIGURES[name].step or FIGURES[name].title) if name and needed else ""
        form.change(figure=name, titled=titled, **({} if name else {"view": ""}))

    label, none = (wording.FIGURE, wording.CHOOSE_ONE) if needed else (wording.FIGURE_BELOW, wording.NONE)
    choose(form, "figure", label, names, keep=keep, none=none)
    if form.row["figure"] in names:
        with st.expander(wording.NARROW):
            _narrow(form)


def _narrow(form: Form) -> None:
    """Ask what of the record a figure shows: years, themes, words, what is left out and what is of the region."""
    record = form.page.record
    view, _ = view_of(form.row["view"], record)
    first, last = record.span
    if first < last:
        st.slider(wording.YEARS, first, last, view.years, **form.holds("years", view.years))
    themes = list(view.themes)
    st.multiselect(wording.THEMES, record.about.themes, themes, **form.holds("theme", themes))
    write(form, "q", wording.WITH_WORDS, most=MAX_TEXT_CHARS, held=view.text)
    if record.has_claims:
        st.checkbox(NAME_LEFT_OUT, view.beyond, **form.holds("beyond", view.beyond))
    st.checkbox(wording.REGIONAL, view.context, **form.holds("context", view.context))


# -- what every step may have --------------------------------------------------------------------


def _show_rest(form: Form) -> None:
    row, sources = form.row, form.page.record.sources
    minutes, short = minutes_in(row), bool(row["short"])
    st.number_input(wording.MINUTES, 0, MOST_MINUTES, minutes, **form.holds("minutes", minutes))
    st.checkbox(wording.SHORT_WAY, short, **form.holds("short", short))
    titles = dict(zip(map(str, sources["id"]), map(str, sources["title"]), strict=True))
    held, keep = parts(row["sources"]), partial(form.take, "sources")
    choose_several(form, "sources", wording.SOURCES, titles, held=held, keep=keep)
