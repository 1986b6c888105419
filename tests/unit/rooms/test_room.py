"""Rooms by a clock that is set: who may enter, what counts, what is told before the reveal, when it all ends."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import pytest

from dyad.rooms import room as rooms
from dyad.rooms.kinds import Ask
from dyad.rooms.room import FullError, Room, Rooms, Shown, SlowedError, UnknownRoomError

TRUTH = "it was 2014"


@pytest.fixture
def clock() -> SimpleNamespace:
    """Return a clock that goes on when it is told to."""
    return SimpleNamespace(now=1000.0)


@pytest.fixture
def here(clock: SimpleNamespace) -> Rooms:
    """Return a server's rooms, none of them open."""
    return Rooms(clock=lambda: clock.now)


def shown(step: str = "when", *, revealed: bool = False, options: Sequence[str] = ("2013", "2014")) -> Shown:
    """Return a step that asks for one of some years."""
    ask = Ask(form={"options": list(options)}, read=lambda given: tuple(given) if set(given) <= set(options) else ())
    return Shown(
        step=step, number=2, of=9, title="When?", ask=ask, revealed=revealed, answer=TRUTH, right=(("2014", "it"),),
        note="secret note",
    )  # fmt: skip


def enter(here: Rooms, room: Room) -> str:
    """Return the name of a phone that has just entered."""
    return here.phone(room.code, here.enter(room.code))[1]


def test_a_phone_guesses_once_and_until_the_reveal(here: Rooms) -> None:
    """A later guess takes the place of the earlier one; after the reveal, and back at the question, none is taken."""
    room = here.open()
    here.show(room, shown())
    one, other = enter(here, room), enter(here, room)
    assert here.guess(room, one, "when", ["2013"])
    assert here.guess(room, one, "when", ["2014"])
    assert here.guess(room, other, "when", ["2013"])
    assert not here.guess(room, other, "when", ["1900"])
    assert not here.guess(room, other, "another step", ["2014"])
    assert tuple(here.guesses(room, "when").values()) == (("2014",), ("2013",))
    here.show(room, shown(revealed=True))
    here.show(room, shown())
    assert not here.guess(room, other, "when", ["2014"])
    assert tuple(here.guesses(room, "when").values()) == (("2014",), ("2013",))


def test_another_question_under_the_same_name_begins_anew(here: Rooms) -> None:
    """A lesson brought in the middle drops guesses at what its steps do not ask."""
    room = here.open()
    here.show(room, shown())
    phone = enter(here, room)
    here.guess(room, phone, "when", ["2013"])
    here.show(room, shown(options=("1991", "2013")))
    assert not here.guesses(room, "when")
    assert here.guess(room, phone, "when", ["1991"])


def test_tokens_outlive_a_server(here: Rooms) -> None:
    """The window opens its room again on a new server, and a phone's token counts there; no other's does."""
    room = here.open()
    token = here.enter(room.code)
    new = Rooms()
    assert new.phone(room.code, token) is None
    again = new.open(room.code, room.secret)
    assert (again.code, again.secret) == (room.code, room.secret)
    assert new.phone(room.code, token) is not None
    for wrong in ("", token[:-1], token + "A", "é" + token[1:], new.open().sign("x" * 16)):
        assert new.phone(room.code, wrong) is None


def test_a_room_is_not_taken_over(here: Rooms) -> None:
    """Whoever comes with the code and another secret gets a room of another code."""
    room = here.open()
    assert here.open(room.code, room.secret) is room
    assert here.open(room.code, "A" * 22).code != room.code
    assert here.held(room.code, "A" * 22) is None
    assert here.held(room.code, "é") is None
    assert here.open("AAAAAA", "A" * 22).code != "AAAAAA"


def test_wrong_codes_slow_who_has_no_token(here: Rooms, clock: SimpleNamespace) -> None:
    """After many wrong codes nobody enters for a moment, not with the right one either; a phone inside goes on."""
    room = here.open()
    token = here.enter(room.code)
    for _ in range(rooms.WRONG_AT_ONCE):
        with pytest.raises(UnknownRoomError):
            here.enter("BBBBBB" if room.code != "BBBBBB" else "CCCCCC")
    with pytest.raises(SlowedError):
        here.enter(room.code)
    assert here.phone(room.code, token) is not None
    clock.now += 1 / rooms.WRONG_A_SECOND
    assert here.enter(room.code)


def test_there_is_an_end_of_rooms_and_phones(here: Rooms) -> None:
    """Ten rooms and 300 phones a server; those of a room that is closed make room."""
    opened = [here.open() for _ in range(rooms.MOST_ROOMS)]
    with pytest.raises(FullError):
        here.open()
    waits = here.enter(opened[2].code)
    for at in range(rooms.MOST_PHONES):
        enter(here, opened[at % 2])
    with pytest.raises(FullError):
        here.enter(opened[2].code)
    assert here.phone(opened[2].code, waits) is None
    here.close(opened[0])
    assert here.phone(opened[2].code, waits)


def test_answers_are_kept_from_the_address_of_phones(here: Rooms) -> None:
    """While a room is open, where that address was said; nor is a room opened there."""
    assert here.may_open("10.0.0.2")
    here.address = "http://10.0.0.2:8501"
    assert not here.withholds("10.0.0.2")
    room = here.open()
    assert here.withholds("10.0.0.2")
    assert not here.withholds("127.0.0.1")
    assert (here.may_open("10.0.0.2"), here.may_open("127.0.0.1")) == (False, True)
    here.close(room)
    assert not here.withholds("10.0.0.2")


def test_a_room_ends(here: Rooms, clock: SimpleNamespace) -> None:
    """It ends when closed, ten minutes after its window was last seen, and after three hours in any case."""
    room = here.open()
    token = here.enter(room.code)
    here.close(room)
    assert here.ended(room.code)  # for a window that still knows of it
    assert here.phone(room.code, token) is None
    assert not here.any_open()
    left = here.open()
    clock.now += rooms.UNSEEN_SECONDS
    assert here.held(left.code, left.secret) is None
    kept = here.open()
    for _ in range(rooms.LASTING_SECONDS // (rooms.UNSEEN_SECONDS // 2)):
        assert here.held(kept.code, kept.secret) is kept
        here.see(kept)
        clock.now += rooms.UNSEEN_SECONDS // 2
    assert here.held(kept.code, kept.secret) is None


def test_a_code_can_be_read_aloud() -> None:
    """Six letters of twenty: none is taken for a digit, and no word comes of them."""
    room = Rooms().open()
    assert rooms.CODE.fullmatch(room.code)
    assert not set("AEIOUL0125") & set(rooms.LETTERS)
    assert len(rooms.LETTERS) ** rooms.CODE_LETTERS > 40_000_000
