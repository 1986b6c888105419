"""The menu of a lesson: keys, a room, files, a lesson of one's own, and what was left out of the one shown."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.publish.file_requests import DECK, KEY, SHORT, WAY, WORKSHEET, FileRequest
from dyad.record.schema import LESSON
from dyad.ui.downloads import link_to, show_links
from dyad.ui.keys import offer_keys
from dyad.ui.lesson_ways import NOTES, REVEALED, STEP, offer_way
from dyad.ui.letters import show_missing_in_lesson
from dyad.ui.own import LESSON_ALONG, LESSON_TO_READ, leave
from dyad.ui.page import Page
from dyad.ui.room import offer_room

MOST_MB = 1  # of a lesson brought along
MOST_SHOWN = 50  # problems of a lesson

KEYS = (
    "→, Page Down, Space: next, or reveal\n←, Page Up: back\nHome, End: first and last\nB: blank the window\n"
    "?: this menu\nMove the pointer for buttons\nOn touch: swipe. A clicker sends Page Up and Page Down."
)


def offer_menu(page: Page, whole: Lesson, lesson: Lesson, step: Step) -> None:
    """Offer what is done with a lesson; the clicker unfolds it, in the browser."""
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
        name_problems(whole, "Left out: ")
        may_lack = show_missing_in_lesson(page.record, whole)
        with st.container(horizontal=True):
            _offer_files(page, whole, may_lack=may_lack, short=lesson is not whole)
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


def _offer_files(page: Page, lesson: Lesson, *, may_lack: bool, short: bool) -> None:
    served = page.own is None and LESSON_ALONG not in st.session_state
    table = page.source.lesson_table if LESSON_ALONG not in st.session_state else b""  # whoever brought one has it
    source = replace(page.source, lesson=lesson, lesson_table=table)
    offered = {
        label: FileRequest(name=name, letters_may_lack=may_lack, short=short)
        for label, name in (("PowerPoint", DECK), ("Worksheet (PDF)", WORKSHEET), ("Key (PDF)", KEY))
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


def name_problems(lesson: Lesson, before: str = "") -> None:
    """Name what is wrong with the rows of a lesson that are left out."""
    for problem in lesson.problems[:MOST_SHOWN]:
        st.text(f"{before}{problem}")
    if len(lesson.problems) > MOST_SHOWN:
        st.text(f"And {len(lesson.problems) - MOST_SHOWN:,} more; mend these first.")
