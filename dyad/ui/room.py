"""A room at the window in front: opened and closed in the menu, its code shown, what phones wrote revealed.

The page runs in the process that answers the phones, and tells it of each step without a request. The browser keeps
code and secret, asks how many answered, and does what the teacher's phone asks for (`room.js`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from markupsafe import Markup

from dyad.lesson import Step
from dyad.record import Record
from dyad.rooms.kinds import Guess
from dyad.rooms.reach import join_address, phones_base, qr_picture
from dyad.rooms.room import LASTING_SECONDS, ROOMS, FullError, Room, shown_of
from dyad.ui.component import heard, read_script
from dyad.ui.words import literal
from dyad.wording import ui_room as wording
from dyad.wording.lesson import qr_code
from dyad.wording.pieces import labelled

KEY, NOTES_KEY = "dyad_room", "dyad_room_notes"
MOST_WORDS = 60  # to choose from

# Our own entries in the session's state:
_ROOM = "dyad_room_held"  # code and secret of the room of this window, or of the teacher's
_CLOSED = "dyad_room_closed"  # the code that the browser is to forget
_REFUSED = "dyad_room_refused"  # why no room could be opened
_FRONT = "dyad_room_front"  # whether the code is to stand in front

_css = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
_room = st.components.v2.component(
    KEY, html="<div class='dyad-room'></div>", js=read_script("room"), css=_css, isolate_styles=False
)

_BADGE = Markup(
    '<p><b>{code}</b><span></span></p><div class="front">{picture}<h2>{answer}</h2><p>{address}</p>'
    '<p class="code">{code}</p><div><p></p><button type="button">{begin}</button></div></div>'
)
_REMOTE = Markup('<div class="remote">{picture}<a href="{link}" target="_blank" rel="noopener">{words}</a></div>')

# -- the window in front ------------------------------------------------------------------------


def held_room() -> Room | None:
    """Return the room of this window, while it is open."""
    held: tuple[str, str] | None = st.session_state.get(_ROOM)
    room = ROOMS.held(*held) if held else None
    if held and room is None:
        del st.session_state[_ROOM]  # its time was over, or it was closed
    return room


def follow_step(record: Record, step: Step, *, revealed: bool, place: tuple[int, int], coming: str) -> None:
    """Have the phones of this window's room follow to a step."""
    room = held_room()
    if room is not None:
        ROOMS.show(room, shown_of(record, step, revealed=revealed, place=place, coming=coming))


def show_badge(at: int) -> None:
    """Show the code of the room and how many have answered; it is where the browser tells of a room it had open."""
    room = held_room()
    told: dict[str, Any] = {
        "kind": "window",
        "at": at,
        "lasting": LASTING_SECONDS,
        "closed": st.session_state.get(_CLOSED, ""),
    }
    if room is not None:
        link = join_address(_base(), room.code)
        address = link.partition("://")[2]
        picture = qr_picture(link, qr_code(address))
        told |= {"code": room.code, "secret": room.secret, "front": st.session_state.pop(_FRONT, False)}
        told["markup"] = _BADGE.format(
            code=room.code, picture=picture, answer=wording.ANSWER_ON_PHONE, address=address, begin=wording.BEGIN
        )
    _room(key=KEY, data=told, width="content", on_found_change=_take_found)


def offer_room() -> None:
    """Offer to open a room, or what there is to do with the one that is open; for the menu."""
    room = held_room()
    if room is not None:
        st.text(wording.room_open(room.code))
        with st.container(horizontal=True):
            st.button(wording.SHOW_CODE, key="room_front")  # shown by the component, in the browser
            st.button(wording.CLOSE_ROOM, key="room_close", on_click=_close, args=(room,))
    elif not ROOMS.alone:
        st.text(wording.ONE_WORKER)
    elif not ROOMS.may_open(_host()):
        st.text(wording.OPENED_THERE)
    elif not _base():
        st.text(wording.START_FOR_CLASS)
    else:
        st.button(wording.OPEN_ROOM, key="room_open", on_click=_open)
    if refused := st.session_state.get(_REFUSED):
        st.text(refused)


def _host() -> str:
    """Return by which address this window came."""
    return urlsplit(st.context.url or "").hostname or ""


def _base() -> str:
    return phones_base(ROOMS.address, st.context.url or "")


def _open(code: str = "", secret: str = "") -> None:
    st.session_state.pop(_REFUSED, None)
    try:
        room = ROOMS.open(code, secret)
    except FullError as why:
        st.session_state[_REFUSED] = str(why)
        return
    st.session_state[_ROOM] = (room.code, room.secret)
    st.session_state[_FRONT] = not code
    st.session_state.pop(_CLOSED, None)


def _close(room: Room) -> None:
    ROOMS.close(room)
    st.session_state.pop(_ROOM, None)
    st.session_state[_CLOSED] = room.code


def _found(key: str) -> tuple[str, str] | None:
    """Return code and secret as the browser had kept them."""
    found = heard(key, "found")
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in ("code", "secret")):
        return None
    return found["code"], found["secret"]


def _take_found() -> None:
    """Open the room again that this window had before it was loaded anew, or the server started anew."""
    found = _found(KEY)
    if found and ROOMS.ended(found[0]):
        st.session_state[_CLOSED] = found[0]
    if found and ROOMS.alone and ROOMS.may_open(_host()) and found[0] != st.session_state.get(_CLOSED):
        _open(*found)


# -- the teacher's window -----------------------------------------------------------------------


def withholds(*, answers: bool) -> bool:
    """Say why this window gets no lesson, or no `answers`, and return True where a room is open that is not its own.

    The class's lesson is kept from those alone who came by the address of phones; a browser that has the room's window
    gives its secret by itself.
    """
    if held_room() is not None:
        return False
    if answers and ROOMS.any_open():
        st.title(wording.ROOM_IS_OPEN, anchor=False)
        st.text(wording.NOTES_LOCKED)
        _room(key=NOTES_KEY, data={"kind": "notes"}, on_found_change=_take_notes)
        return True
    if not answers and ROOMS.withholds(_host()):
        st.title(wording.ANSWER_ON_PHONE, anchor=False)
        st.text(wording.LESSON_IN_FRONT)
        st.link_button(wording.ENTER_ROOM, "join")
        return True
    return False


def _take_notes() -> None:
    found = _found(NOTES_KEY)
    if found and ROOMS.held(*found):
        st.session_state[_ROOM] = found


def offer_remote() -> None:
    """Show the link by which the teacher's phone leads the room, with its notes; in the teacher's view only."""
    room = held_room()
    if room is None:
        return
    st.header(wording.YOUR_PHONE, anchor=False)
    st.text(wording.PHONE_LEADS)
    link = join_address(_base(), room.code, room.secret)
    markup = _REMOTE.format(picture=qr_picture(link, wording.QR_OF_REMOTE), link=link, words=wording.OPEN_HERE)
    _room(key=f"{KEY}_remote", data={"kind": "remote", "markup": markup})


# -- answers ------------------------------------------------------------------------------------


def phone_guesses(step: str) -> Mapping[str, Guess]:
    """Return what the phones of this window's room answered to a step, by phone."""
    room = held_room()
    return ROOMS.guesses(room, step) if room else {}


def show_written(step: Step) -> tuple[int, list[str]]:
    """Say how many wrote, and show what one wrote only when it is asked for, beside what it wrote at the start.

    Returns how many there are to choose from, and what was shown.
    """
    now = phone_guesses(step.id)
    before = phone_guesses(step.options[0]) if step.options else {}
    phones = list(now)[:MOST_WORDS]
    numbers = [str(at) for at in range(1, len(phones) + 1)]
    chosen = st.pills(literal(wording.show_one_of(len(now))), numbers, key="shown_words")
    said = []
    if chosen:
        phone = phones[int(chosen) - 1]
        if phone in before:
            said.append(labelled(wording.AT_THE_START, before[phone][0]))
        said.append(labelled(wording.NOW, now[phone][0]) if phone in before else now[phone][0])
    for text in said:
        st.text(text)
    return len(phones), said
