"""How a lesson leaves: as files, and in a link that holds it, without a server that keeps it."""

from __future__ import annotations

import streamlit as st

from dyad.lesson import Lesson
from dyad.lesson.packing import MOST_IN_ADDRESS
from dyad.publish.file_requests import DECK, KEY, WORKBOOK, WORKSHEET, FileRequest
from dyad.publish.letters import missing_in_tables
from dyad.publish.pages import LINKED
from dyad.record import Record
from dyad.record.schema import LESSON
from dyad.ui.copying import Action, offer_copies
from dyad.ui.downloads import link_to, show_links
from dyad.ui.lesson_shown import Shown
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording


def show_missing_letters(record: Record, lesson: Lesson) -> bool:
    """Say which letters worksheet, key and pictures among the slides would lack; tell whether there are any."""
    missing = missing_in_tables(record, lesson)
    if missing:
        st.warning(literal(wording.LETTERS_LACKING.format(missing=missing)))
    return missing is not None


def offer_files(page: Page, shown: Shown, *, may_lack: bool, short: bool = False) -> None:
    """Offer the lesson shown as slides, worksheet, key and table; one of the reader's own with all tables, too."""
    source, served = shown.source(page), shown.is_served(page)
    offered = {
        label: FileRequest(name=name, letters_may_lack=may_lack, short=short)
        for label, name in ((wording.POWERPOINT, DECK), (wording.WORKSHEET, WORKSHEET), (wording.KEY, KEY))
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
        st.text(wording.NO_LINK.format(packed=len(packed), most=MOST_IN_ADDRESS))
        return
    link = f"{page.home}/present?{LINKED}={packed}"
    offer_copies([Action(label=wording.COPY_LINK, text=link, instead=wording.NO_COPY)])
