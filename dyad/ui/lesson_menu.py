"""The menu of a lesson: which one it is, the short way through it, keys, a room, files, how it travels."""

from __future__ import annotations

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.lesson.packing import MOST_IN_ADDRESS
from dyad.publish.file_requests import DECK, HANDOUTS, KEY, SHORT, WAY, WORKBOOK, WORKSHEET, FileRequest
from dyad.publish.letters import missing_in_tables
from dyad.publish.pages import LINKED
from dyad.record import Record
from dyad.record.schema import LESSON
from dyad.ui.copying import copy_button, offer_copies
from dyad.ui.downloads import link_to, show_links
from dyad.ui.guessing import COUNTING
from dyad.ui.lesson_bring import name_problems, offer_upload, say_read
from dyad.ui.lesson_shown import EDIT, NOTES, REVEALED, STEP, Shown, lead, start_over
from dyad.ui.lesson_store import change_lesson, own_lesson
from dyad.ui.own import leave
from dyad.ui.page import Page
from dyad.ui.room import offer_room
from dyad.ui.words import KEYS, literal, show_markup
from dyad.wording import ui_lesson as wording
from dyad.wording.ui_bring import BACK_TO_SERVED


def offer_menu(page: Page, shown: Shown, lesson: Lesson, step: Step) -> None:
    """Offer what is done with a lesson; the clicker unfolds it, in the browser."""
    whole = shown.lesson
    with st.container(key="menu"):
        st.header(wording.THIS_LESSON, anchor=False)
        _say_which(page, shown, step)
        _offer_way(whole, lesson, step)
        with st.container(key="menu_keys"):
            st.text(wording.KEYS)
            show_markup(KEYS.format(keys="lesson", label=wording.KEYS_ANSWER))
        offer_room()
        st.toggle(wording.COUNT_HANDS, key=COUNTING)
        if not say_read():
            name_problems(shown.unusable, by_step=True)
            name_problems(whole.problems, by_step=shown.rows is not None)
        may_lack = show_missing_letters(page.record, whole)
        with st.container(horizontal=True):
            offer_files(page, shown, may_lack=may_lack, short=lesson is not whole)
            if page.own is None:  # what is in this window alone has none
                # a link opens a window of its own, which follows this one
                way = f"&{WAY}={SHORT}" if lesson is not whole else ""
                linked = f"&{LINKED}={shown.rows.packed}" if shown.rows and shown.of == "link" else ""
                at = lesson.steps.index(step) + 1
                st.link_button(wording.TEACHERS_VIEW, f"present?{NOTES}=1{way}&{STEP}={at}{linked}")
            st.page_link("pages/overview.py", label=wording.LEAVE_LESSON)
        offer_link(page, shown)
        offer_upload(page)
        st.button(wording.CLOSE, key="menu_close")


def _say_which(page: Page, shown: Shown, step: Step) -> None:
    """Say whose lesson this is, and offer to change it or to show another."""
    own = own_lesson(page)
    if page.own:
        st.text(wording.own_tables(page.record.about.title))
        st.button(BACK_TO_SERVED, on_click=_leave, args=(page,), key="leave-own")
    if shown.rows is not None and shown.of == "own":
        steps = len(shown.rows.rows)
        st.text(wording.own_lesson(steps, kept=page.own is None))
    elif shown.of == "link":
        st.text(wording.FROM_LINK)
    elif shown.lesson.made:
        st.text(wording.OF_RECORD)
    if shown.unusable:
        st.text(wording.NO_OWN_STEP)
    for sentence in own.said:
        st.text(sentence)
    with st.container(horizontal=True):
        ids = [row["id"] for row in shown.rows.rows] if shown.rows else [one.id for one in shown.lesson.steps]
        editing = {REVEALED: None, WAY: None, STEP: str(ids.index(step.id) + 1), EDIT: "1"}
        st.button(wording.CHANGE_STEPS, key="edit", on_click=lead, kwargs=editing, icon=":material/edit:")
        if shown.of == "own":
            st.button(wording.SHOW_RECORDS, key="put_away", on_click=_show, args=(page, False))
        elif own.rows and not own.shown:
            name = literal(wording.show_own(len(own.rows)))
            st.button(name, key="take_out", on_click=_show, args=(page, True))


def _show(page: Page, own: bool) -> None:
    """Show the reader's own lesson, or the record's, from its beginning."""
    change_lesson(page, own_lesson(page).rows, shown=own)
    start_over()


def _leave(page: Page) -> None:
    """Show the served record's lesson again, from its beginning."""
    start_over()
    leave(page.served)


def _offer_way(whole: Lesson, lesson: Lesson, step: Step) -> None:
    """Offer the other way through a lesson that has a short one, from the step shown, or the next of it."""
    short = whole.short
    if short is None:
        return
    after = whole.steps[whole.steps.index(step) :]
    other, way = (whole, None) if lesson is not whole else (short, SHORT)
    near = next((one for one in after if one in other.steps), other.steps[-1])
    name = wording.name_way(len(other.steps), other.minutes, short=bool(way))
    address = {REVEALED: None, STEP: str(other.steps.index(near) + 1), WAY: way}
    st.button(literal(name), key="way", on_click=lead, kwargs=address)


# -- how it leaves: as files, and in a link that holds it ----------------------------------------------


def show_missing_letters(record: Record, lesson: Lesson) -> bool:
    """Say which letters worksheet, key and pictures among the slides would lack; tell whether there are any."""
    missing = missing_in_tables(record, lesson)
    if missing:
        st.warning(literal(wording.letters_lacking(missing)))
    return bool(missing)


def offer_files(page: Page, shown: Shown, *, may_lack: bool, short: bool = False) -> None:
    """Offer the lesson shown as slides, worksheet, key and table; one of the reader's own with all tables, too."""
    source, served = shown.source(page), page.own is None and shown.of == "record"
    offered = {
        label: FileRequest(name=name, letters_may_lack=may_lack, short=short)
        for label, name in ((wording.POWERPOINT, DECK), *((HANDOUTS[name][0], name) for name in (WORKSHEET, KEY)))
    }
    if source.lesson_table:
        offered[wording.AS_TABLE] = FileRequest(name=LESSON.file)
    if shown.rows is not None:
        offered[wording.WITH_TABLES] = FileRequest(name=WORKBOOK)
        offered[wording.WITH_TABLES_ZIP] = FileRequest(name="record.zip")
    show_links([link_to(label, source, request, served=served) for label, request in offered.items()])


def offer_link(page: Page, shown: Shown) -> None:
    """Offer a link that holds a lesson of the reader's own, or say why none can."""
    if shown.rows is None or page.own is not None:
        return
    packed = shown.rows.packed
    if len(packed) > MOST_IN_ADDRESS:
        st.text(wording.no_link(packed=len(packed), most=MOST_IN_ADDRESS))
        return
    link = f"{page.home}/present?{LINKED}={packed}"
    offer_copies([copy_button(wording.COPY_LINK, text=link, instead=wording.NO_COPY)])
