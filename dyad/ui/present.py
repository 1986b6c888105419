"""A lesson on the projector: one step fills the window; a second window has the teacher's notes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import streamlit as st

from dyad.importing.tables import import_lesson
from dyad.lesson import (
    Lesson,
    LessonTable,
    Step,
    answer_of,
    asked_text,
    difference,
    guess_text,
    lesson_from,
    read_lesson,
)
from dyad.publish.cards import claim_card, event_card
from dyad.publish.drawing_requests import stage_address
from dyad.publish.file_requests import DECK, KEY, WORKSHEET, FileRequest
from dyad.publish.sheets import TooSmallError
from dyad.publish.steps import (
    STAGES,
    answer_drawing,
    claim_said,
    documents,
    figure_room,
    picture_drawing,
    source_words,
    stage_drawing,
)
from dyad.record.schema import LESSON
from dyad.render.converter import ConverterError
from dyad.render.drawing import Drawing
from dyad.render.markup import write_still
from dyad.ui.bring import progress_bar
from dyad.ui.clicker import clock, listen
from dyad.ui.downloads import link_to, show_links
from dyad.ui.drawn import say_not_drawn, show_still
from dyad.ui.guessing import all_guesses, guess_of, hear_guesses, take_guess
from dyad.ui.keys import offer_keys
from dyad.ui.lesson_ways import REVEALED, SHORT, STEP, WAY, choose_way, offer_way, say_place
from dyad.ui.letters import show_missing_in_lesson
from dyad.ui.own import LESSON_ALONG, LESSON_TO_READ, leave
from dyad.ui.page import Page
from dyad.ui.room import (
    counts_hands,
    follow_step,
    notes_are_locked,
    offer_remote,
    offer_room,
    say_locked,
    show_badge,
    show_tally,
    take_hands,
    tally_of,
)
from dyad.ui.words import literal
from dyad.view import shorten
from dyad.wording import count

NOTES = "notes"  # a parameter of the address
MOST_MB = 1  # of a lesson brought along
MOST_SHOWN = 50  # problems of a lesson
WINDOWS = {"tall": "(max-aspect-ratio: 3/2)", "wide": "all"}  # media queries of the stages; the first that holds counts

# Our own entries in the session's state:
_SINCE = "dyad_since"  # when the lesson was opened

# Sizes go by the window's shorter side: 3.34 of its hundredths are 24 px at 1280 × 720. No value of a table in it.
STYLE = """<style>
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"] { display: none; }
[data-testid="stMain"] { scrollbar-gutter: auto; }
[data-testid="stMainBlockContainer"] { padding: 2.6vmin 2.5vw 0; max-width: none; min-height: 100dvh; }
.st-key-lesson { gap: 2vmin; }
.st-key-lesson [data-testid="stHeading"], .st-key-lesson [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.st-key-lesson h1 { font-size: 5.6vmin; line-height: 1.2; padding: 0; }
.st-key-lesson [data-testid="stText"], .st-key-lesson p, .st-key-lesson input { font-size: 3.34vmin; line-height: 1.3; }
.st-key-lesson [data-testid="stText"] { text-wrap: pretty; }
.st-key-words { gap: 2vmin; }
.st-key-words .st-key-lead [data-testid="stText"] { font-size: 4.2vmin; }
.st-key-lesson .dyad-guess { padding-top: 2vmin; font-size: 3.6vmin; }
.st-key-words [data-testid="stButtonGroup"] button {
  margin: 0.6vmin; padding: 1.4vmin 3vmin; border-radius: 4vmin; border-color: #7a828c;
}
.st-key-words :is([data-testid="stButtonGroup"], [role="radiogroup"]) p { font-size: 4vmin; line-height: 1.3; }
.st-key-answer { padding-top: 2vmin; }
.st-key-answer [data-testid="stText"] { font-size: 4.2vmin; }
.st-key-lesson [data-testid="stButtonGroup"] button { height: auto; white-space: normal; text-align: start; }
.st-key-lesson [data-testid="stButtonGroup"] p { overflow: visible; text-overflow: clip; white-space: normal; }
.dyad-turning .st-key-lesson [data-stale="true"] { visibility: hidden; }
.st-key-lesson button { min-height: 6.4vmin; padding: 0.4vmin 2vmin; }
.st-key-lesson .dyad-drawn { padding: 1vmin 0 2vmin; font-size: 3.34vmin; line-height: 1.3; }
:root .dyad-tip { max-width: min(52vw, 100vw - 16px); padding: 1.4vmin 2vmin; font-size: 3.34vmin; line-height: 1.3; }
[class*="st-key-quiet"] [data-testid="stText"] { opacity: 0.75; }
.st-key-lesson [role="radiogroup"] { gap: 2vmin; }
.st-key-lesson [role="radiogroup"] label > div:first-of-type:not(:has(p)) {
  outline: 0.3vmin solid #7a828c; border-radius: 50%;
}
.st-key-lesson [data-testid="stElementToolbar"] { display: none; }
.st-key-foot {
  position: fixed; inset: auto 2.5vw 0 2.5vw; width: auto; padding: 0.8vmin 0 1.6vmin; gap: 2vmin;
}
.st-key-foot [data-testid="stText"] { opacity: 0.75; white-space: normal; }
.st-key-foot > :first-child { flex: 1 1 0; min-width: 0; width: auto; }
.st-key-foot > :last-child { flex: none; white-space: nowrap; }
.st-key-progress { position: fixed; inset: auto 0 0 0; width: auto; }
.st-key-progress [role="progressbar"] > div { height: 0.7vmin; border-radius: 0; }
.st-key-hands { position: fixed; right: 2.5vw; top: 2vmin; width: auto; opacity: 0; }
.dyad-hands .st-key-hands, .st-key-hands:focus-within { opacity: 1; background: var(--st-background-color, Canvas); }
.st-key-menu { display: none; }
.dyad-menu .st-key-menu {
  display: flex; position: fixed; inset: 8vh 12vw auto; width: auto; max-height: 84vh; overflow-y: auto; z-index: 9;
  padding: 3vmin; border: 1px solid #8888; border-radius: 8px; background: var(--st-background-color, Canvas);
}
.dyad-blank, .dyad-blank body { background: #000; }
.dyad-blank #root { visibility: hidden; opacity: 0; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
</style>"""

KEYS = (
    "→, Page Down, Space: next, or reveal\n←, Page Up: back\nHome, End: first and last\nB: blank the window\n"
    "?: this menu\nMove the pointer for buttons\nOn touch: swipe. A clicker sends Page Up and Page Down."
)


def present(page: Page) -> None:
    """Show the step that the address names, to the class or, with `?notes=1`, to the teacher."""
    st.html(STYLE)
    whole = _lesson(page)
    if not whole.steps:
        _say_why_empty(whole)
        return
    lesson = choose_way(whole)
    places = [(step, revealed) for step in lesson.steps for revealed in (False, True)[: 1 + step.reveals]]
    at = _place(lesson, places)
    step, revealed = places[at]
    go = partial(_go, places=places, lesson=lesson)
    if _asked(NOTES):
        if notes_are_locked():
            say_locked()
            return
        _show_notes(page, lesson, places, at)
    else:
        number = lesson.steps.index(step) + 1
        follow_step(page.record, step, revealed=revealed, place=(number, len(lesson.steps)), coming=_coming(places, at))
        with st.container(key="lesson"):
            _show_step(page, lesson, step, revealed=revealed)
            _show_foot(page, lesson, step, revealed=revealed)
        _offer_hands(at, len(places) - 1, go=go, menu=True)
        _offer_menu(page, whole, lesson, step)
    hear = partial(hear_guesses, page.record, lesson)
    listen(at, len(places) - 1, go=go, guesses=None if _asked(NOTES) else all_guesses(), hear=hear)


def _lesson(page: Page) -> Lesson:
    """Return the lesson brought along, else that of the tables shown."""
    uploaded: tuple[str, bytes] | None = st.session_state.get(LESSON_TO_READ)
    if uploaded is not None:
        with progress_bar() as on_progress:
            table = LessonTable(*import_lesson(*uploaded, on_progress=on_progress))
        del st.session_state[LESSON_TO_READ]
        st.session_state[LESSON_ALONG] = table
        st.rerun()
    own: LessonTable | None = st.session_state.get(LESSON_ALONG)
    if own is not None:
        return lesson_from(page.record, own)
    return page.own.lesson if page.own else read_lesson(page.folder, page.record)


# -- where in the lesson ------------------------------------------------------------------------


def _asked(name: str) -> bool:
    return st.query_params.get(name, "") in ("1", "true")


def _place(lesson: Lesson, places: list[tuple[Step, bool]]) -> int:
    """Return the place that the address names; another one than there is becomes the nearest."""
    asked = st.query_params.get(STEP, "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    known = min(max(number, 1), len(lesson.steps))
    if asked != str(known):
        whole = count(len(lesson.steps), "step")
        st.toast(literal(f"“step={shorten(asked)}” in the address was left out: the lesson has {whole}."))
        st.query_params[STEP] = str(known)
    step = lesson.steps[known - 1]
    return places.index((step, _asked(REVEALED) and step.reveals))


def _go(place: int, *, places: list[tuple[Step, bool]], lesson: Lesson) -> None:
    step, revealed = places[place]
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in (STEP, REVEALED)}
    at = {STEP: str(lesson.steps.index(step) + 1)} | ({REVEALED: "true"} if revealed else {})
    st.query_params.from_dict({**others, **at})


def _coming(places: list[tuple[Step, bool]], at: int) -> str:
    """Return what follows a place, for the teacher."""
    if at + 1 == len(places):
        return "The lesson ends here."
    step, revealed = places[at + 1]
    return f"The answer to: {step.title}" if revealed else step.title


# -- what the class sees ------------------------------------------------------------------------


def _show_step(page: Page, lesson: Lesson, step: Step, *, revealed: bool) -> None:
    st.title(literal(step.title), anchor=False)
    if step.shows == "figure":
        if step.prompt:
            st.text(step.prompt)
        _show_figure(page, step)
    elif revealed:
        _show_answer(page, lesson, step)
    else:
        with st.container(key="words"):
            WORDS[step.shows](page, step)
            _show_picture(page, step)


def _show_text(page: Page, step: Step) -> None:
    del page
    with st.container(key="lead"):
        st.text(step.prompt)


def _ask(page: Page, step: Step) -> None:
    with st.container(key="lead"):
        st.text(asked_text(page.record, step))
    if counts_hands(step):
        take_hands(page.record, step)
    else:
        take_guess(page.record, step)


def _show_figure(page: Page, step: Step) -> None:
    """Show the figure of a step; what cannot be drawn is told of in its place."""
    record, view = page.record, step.view
    stages = {WINDOWS[stage.name]: room for stage in reversed(STAGES) if (room := figure_room(record, step, stage))}
    if page.own is None:
        show_still(f"step-{step.id}", {
            media: stage_address(record, view, step.figure, stage) for media, stage in stages.items()
        })  # fmt: skip
        return
    try:
        drawn = {media: stage_drawing(record, view, step.figure, stage) for media, stage in stages.items()}
    except TooSmallError as why:
        st.warning(literal(str(why)))
    except ConverterError:
        say_not_drawn()
    else:
        show_still(f"step-{step.id}", {media: str(write_still(drawing)) for media, drawing in drawn.items()})


def _show_event(page: Page, step: Step) -> None:
    card = event_card(page.record, step.event)
    with st.container(key="quiet"):
        st.text(card.line)
    with st.container(key="lead"):
        st.text(card.event.summary)
    if card.checked:
        st.text(f"{card.verdict.sign} {card.gravest}")
    if step.prompt:
        st.text(step.prompt)


def _show_claim(page: Page, step: Step) -> None:
    card = claim_card(page.record, step.claim)
    with st.container(key="quiet"):
        st.text(card.says)
    with st.container(key="lead"):
        st.text(card.claim)
    st.text(claim_said(card))
    if card.record:
        st.text(card.record)
    if step.prompt:
        st.text(step.prompt)


WORDS = {"text": _show_text, "event": _show_event, "claim": _show_claim, "question": _ask}


def _show_picture(page: Page, step: Step) -> None:
    """Show what stands under the words of a step: a figure of the catalogue, or the step's own picture."""
    if step.figure:
        _show_figure(page, step)
        return
    try:
        drawn = {WINDOWS[stage.name]: picture_drawing(page.record, step, stage) for stage in reversed(STAGES)}
    except ConverterError:
        say_not_drawn()
        return
    _show_drawn(f"picture-{step.id}", drawn)


def _show_drawn(key: str, drawn: Mapping[str, Drawing | None]) -> bool:
    """Show drawings by the kind of window they are for, where there is one; return whether there is any."""
    written = {media: str(write_still(drawing)) if drawing else "" for media, drawing in drawn.items()}
    if any(written.values()):
        show_still(key, written)
    return any(written.values())


def _show_answer(page: Page, lesson: Lesson, step: Step) -> None:
    record = page.record
    tally = tally_of(record, step)
    if tally is not None:
        show_tally(record, step, tally)
        return
    guess, answer = guess_of(record, step), answer_of(record, step)
    try:
        drawn = {WINDOWS[stage.name]: answer_drawing(record, step, guess, stage) for stage in reversed(STAGES)}
    except ConverterError:  # then words alone answer
        drawn = {}
    if _show_drawn(f"answer-{step.id}", drawn):
        with st.container(key="answer" if step.question in ("number", "period") else "answer-long"):
            if step.question != "order":  # an order is drawn with every word of it
                st.text(f"{difference(record, step, guess)} {answer.text}".lstrip())
        return
    with st.container(key="words"):
        for before in (before for before in lesson.steps if before.question == "open" and before.id in step.options):
            if first := guess_of(record, before):
                st.text(f"At the start: {guess_text(record, before, first)}")
        if guess:
            st.text(f"Your answer: {guess_text(record, step, guess)}")
        with st.container(key="lead"):
            st.text(answer.text)
        _show_picture(page, step)


def _show_foot(page: Page, lesson: Lesson, step: Step, *, revealed: bool) -> None:
    number = lesson.steps.index(step) + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False, key="foot"):
        st.text(source_words(page.record, documents(page.record, step, revealed=revealed)) or " ")
        show_badge(2 * number + revealed)
        st.text(f"{number} / {len(lesson.steps)}", width="content")
    with st.container(key="progress"):
        st.progress(number / len(lesson.steps))


def _offer_hands(at: int, last: int, *, go: partial[None], menu: bool) -> None:
    """Offer the same by hand as by key: seen while the pointer moves, or reached by Tab."""
    with st.container(horizontal=True, width="content", key="hands"):
        st.button("← Back", on_click=go, args=(max(at - 1, 0),), disabled=at == 0, key="back")
        st.button("Next →", on_click=go, args=(min(at + 1, last),), disabled=at == last, key="next")
        if menu:
            st.button("Menu", key="menu_open")  # unfolded by the clicker, in the browser


def _offer_menu(page: Page, whole: Lesson, lesson: Lesson, step: Step) -> None:
    with st.container(key="menu"):
        st.header("This lesson", anchor=False)
        if page.own:
            st.text(
                f"Your own tables: {page.record.about.title}. They have no teacher’s view: that is a window "
                "of its own, and your tables are in this one only. The PowerPoint has the notes."
            )
            st.button("Back to the served record", on_click=_leave, args=(page,), key="leave-own")
        offer_way(whole, lesson, step)
        if lesson.made:
            st.text("Made of the record alone, which came without a lesson.")
        st.text(KEYS)
        offer_keys("lesson", label="The keys B and ? answer")
        offer_room()
        _name_problems(whole, "Left out: ")
        may_lack = show_missing_in_lesson(page.record, whole)
        with st.container(horizontal=True):
            _offer_files(page, whole, may_lack=may_lack)
            if page.own is None and LESSON_ALONG not in st.session_state:  # what is in this window alone has none
                # a link opens a window of its own, which follows this one
                way = f"&{WAY}={SHORT}" if lesson is not whole else ""
                st.link_button("Teacher’s view", f"present?{NOTES}=1{way}&{STEP}={lesson.steps.index(step) + 1}")
            st.page_link("pages/overview.py", label="Leave the lesson")
        st.file_uploader(
            "Your own lesson, a table of the same columns; it stays in this window", type="csv", key="own",
            max_upload_size=MOST_MB, on_change=_bring,
        )  # fmt: skip
        st.button("Close", key="menu_close")


def _offer_files(page: Page, lesson: Lesson, *, may_lack: bool) -> None:
    served = page.own is None and LESSON_ALONG not in st.session_state
    table = page.source.lesson_table if LESSON_ALONG not in st.session_state else b""  # whoever brought one has it
    source = replace(page.source, lesson=lesson, lesson_table=table)
    offered = {
        "PowerPoint": FileRequest(name=DECK, letters_may_lack=may_lack),
        "Worksheet (PDF)": FileRequest(name=WORKSHEET, letters_may_lack=may_lack),
        "Key (PDF)": FileRequest(name=KEY, letters_may_lack=may_lack),
    }
    if source.lesson_table:
        offered["The lesson as a table"] = FileRequest(name=LESSON.file)
    show_links([link_to(label, source, request, served=served) for label, request in offered.items()])


def _leave(page: Page) -> None:
    """Show the served record's lesson again, from its beginning."""
    for name in (STEP, REVEALED):
        st.query_params.pop(name, None)
    leave(page.served)


def _bring() -> None:
    """Take the lesson that was uploaded, or the record's own again once it is taken back."""
    file = st.session_state.get("own")
    if file is None:
        st.session_state.pop(LESSON_TO_READ, None)
        st.session_state.pop(LESSON_ALONG, None)
    else:
        st.session_state[LESSON_TO_READ] = file.name, file.getvalue()


def _say_why_empty(lesson: Lesson) -> None:
    st.title("There is no lesson to show", anchor=False)
    st.text("A lesson is a table, lesson.csv, beside the other tables; each of its rows is a step.")
    _name_problems(lesson)
    if LESSON_ALONG in st.session_state:
        st.button("Take back the uploaded lesson", on_click=st.session_state.pop, args=(LESSON_ALONG,), key="take_back")
    st.page_link("pages/overview.py", label="To the overview")


def _name_problems(lesson: Lesson, before: str = "") -> None:
    for problem in lesson.problems[:MOST_SHOWN]:
        st.text(f"{before}{problem}")
    if len(lesson.problems) > MOST_SHOWN:
        st.text(f"And {len(lesson.problems) - MOST_SHOWN:,} more; mend these first.")


# -- what the teacher sees ----------------------------------------------------------------------


def _show_notes(page: Page, lesson: Lesson, places: list[tuple[Step, bool]], at: int) -> None:
    step, revealed = places[at]
    with st.container(key="notes"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.text(say_place(lesson, step), width="content")
            clock(st.session_state.setdefault(_SINCE, time.time()))
        now, after = st.columns([2, 1], gap="medium")
        with now:
            st.title(literal(step.title), anchor=False)
            if step.prompt:
                st.text(asked_text(page.record, step))
            if step.note:
                st.header("Note", anchor=False)
                st.text(step.note)
            if step.reveals:
                st.header("Answer, revealed" if revealed else "Answer, not yet revealed", anchor=False)
                st.text(answer_of(page.record, step).text)
            st.text(source_words(page.record, documents(page.record, step)) or " ")
        with after:
            st.header("Next", anchor=False)
            coming = places[at + 1] if at + 1 < len(places) else None
            st.text(_coming(places, at))
            if coming is not None:
                st.text("" if coming[1] else coming[0].prompt or coming[0].note)
            offer_remote()
    _offer_hands(at, len(places) - 1, go=partial(_go, places=places, lesson=lesson), menu=False)
