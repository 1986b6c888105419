"""Rooms in memory: who may enter, which step stands in front, what phones guessed, what each of them is told of it.

A room has a code, which the class types, and a secret of 128 bits, which the window in front and the teacher's phone
hold. A phone that knew the code gets a token, signed with the secret: after a restart the window opens the room again
with code and secret, and every token counts as before.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from base64 import urlsafe_b64encode
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Any
from urllib.parse import urlsplit

from dyad.lesson import Step, answer_of, asked_text
from dyad.record import Record
from dyad.rooms.kinds import Ask, Guess, ask_of, borne_out
from dyad.wording import ui_room as wording

LETTERS = "BCDFGHJKMNPQRSTVWXYZ"  # none that looks like a digit or like another, no vowel: no words
CODE_LETTERS = 6
MOST_ROOMS, MOST_PHONES = 10, 300  # a server
UNSEEN_SECONDS = 10 * 60  # after which a room ends whose window is gone
LASTING_SECONDS = 3 * 60 * 60
WRONG_AT_ONCE, WRONG_A_SECOND = 30, 5.0  # wrong codes a server looks at; all that come without a token wait then
NONCE_CHARS, SIGN_CHARS = 16, 22
CODE, SECRET = re.compile(f"[{LETTERS}]{{{CODE_LETTERS}}}"), re.compile(r"[A-Za-z0-9_-]{22}")
DEEDS = ("onwards", "backwards", "blank")  # of the teacher's phone
DEEDS_KEPT = 16  # taps that a window may not have heard of yet


class RoomError(Exception):
    """A room cannot be opened or entered; the message is a sentence for whoever asked."""


class UnknownRoomError(RoomError):
    """No room has this code."""


class SlowedError(RoomError):
    """Too many wrong codes came: whoever has no token yet waits."""


class FullError(RoomError):
    """There are as many rooms, or phones, as a server takes."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What stands in front, as the window tells it. `answer` is told to phones only when it is `revealed`."""

    step: str
    number: int
    of: int
    title: str
    prompt: str = ""
    ask: Ask | None = None
    revealed: bool = False
    answer: str = ""
    right: tuple[tuple[str, str], ...] = ()  # parts of a guess that the record bears out, by whose word
    note: str = ""  # the teacher's, as `coming`
    coming: str = ""


def shown_of(record: Record, step: Step, *, revealed: bool, place: tuple[int, int], coming: str) -> Shown:
    """Return what a room has in front at a step: `place` is its number and of how many, `coming` the next one."""
    ask = ask_of(record, step)
    return Shown(
        step=step.id, number=place[0], of=place[1], title=step.title, prompt=asked_text(record, step), ask=ask,
        revealed=revealed and ask is not None, answer=answer_of(record, step).text if ask else "",
        right=borne_out(record, step) if ask else (), note=step.note, coming=coming,
    )  # fmt: skip


@dataclass(eq=False, kw_only=True)
class Room:
    """One room. `version` grows with what phones see, `tick` with anything."""

    code: str
    secret: str
    opened: float
    seen: float
    version: int = 0
    tick: int = 0
    shown: Shown | None = None
    phones: set[str] = field(default_factory=set)  # that came with a token
    guesses: dict[str, dict[str, Guess]] = field(default_factory=dict)  # by step, by phone
    closed: set[str] = field(default_factory=set)  # steps whose answer was seen
    asks: dict[str, Ask] = field(default_factory=dict)  # what was asked at each step
    deeds: deque[str] = field(default_factory=lambda: deque(maxlen=DEEDS_KEPT))  # last asked for by the teacher's phone
    deeds_asked: int = 0

    def sign(self, nonce: str) -> str:
        """Return what makes a token of a phone's nonce."""
        digest = hmac.digest(self.secret.encode(), f"phone {self.code} {nonce}".encode(), "sha256")
        return urlsafe_b64encode(digest)[:SIGN_CHARS].decode()

    @property
    def asked(self) -> str:
        """The step whose question is open to guesses, "" where none is."""
        shown = self.shown
        return shown.step if shown and shown.ask and not shown.revealed and shown.step not in self.closed else ""

    @property
    def answered(self) -> int:
        """How many phones have answered the question in front."""
        return len(self.guesses.get(self.shown.step, ())) if self.shown else 0

    def phone_message(self, nonce: str) -> dict[str, Any]:
        """Return what a phone is told: what stands in front, what it sent, and the answer once that is revealed."""
        told: dict[str, Any] = {"version": self.version}
        shown = self.shown
        if shown is None:
            return told
        told |= _told(shown, "step", "number", "of", "title", "prompt")
        ask, own = shown.ask, self.guesses.get(shown.step, {}).get(nonce, ())
        if ask:
            told |= {"ask": dict(ask.form), "open": bool(self.asked), "guess": list(own)}
        if ask and shown.revealed:
            before = self.guesses.get(ask.before, {}).get(nonce, ())
            told |= {"answer": shown.answer, "right": list(shown.right), "own": ask.say(own) if own else "",
                     "before": " ".join(before)}  # fmt: skip
        return told

    def window_message(self) -> dict[str, Any]:
        """Return what the window is told: how many are there and have answered, what the teacher's phone asks for."""
        return {"tick": self.tick, "phones": len(self.phones), "answered": self.answered, "open": bool(self.asked),
                "deeds": list(self.deeds), "serial": self.deeds_asked}  # fmt: skip

    def teacher_message(self) -> dict[str, Any]:
        """Return what the teacher's phone is told: the notes view, and how many have answered."""
        told: dict[str, Any] = {"tick": self.tick, "phones": len(self.phones), "answered": self.answered}
        if shown := self.shown:
            told |= _told(shown, "number", "of", "title", "prompt", "note", "answer", "revealed", "coming")
            told["asks"] = shown.ask is not None
        return told


def _told(shown: Shown, *names: str) -> dict[str, Any]:
    return {name: getattr(shown, name) for name in names}


class Rooms:
    """The rooms of a server; safe to be called from any thread. `clock` gives seconds."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = RLock()
        self._rooms: dict[str, Room] = {}
        self._ended: deque[str] = deque(maxlen=100)  # codes of rooms that their windows closed
        self._wrong = float(WRONG_AT_ONCE)  # codes that may be wrong now
        self._counted = clock()
        self.address = ""  # where phones reach this server, if that was said; else where the window is
        self.alone = True  # whether this is the only worker

    def open(self, code: str = "", secret: str = "") -> Room:
        """Open a room; with code and secret open it again, or return it. Raises FullError where there are too many."""
        with self._lock:
            if known := self.held(code, secret):
                return known
            if len(self._rooms) >= MOST_ROOMS:
                raise FullError(wording.rooms_full(MOST_ROOMS))
            while code in self._rooms or not (CODE.fullmatch(code) and SECRET.fullmatch(secret)):
                code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
                secret = secrets.token_urlsafe(16)
            now, first = self._clock(), secrets.randbelow(1_000_000_000)  # a number that no phone saw before
            self._rooms[code] = Room(code=code, secret=secret, opened=now, seen=now, version=first, tick=first)
            return self._rooms[code]

    def held(self, code: str, secret: str) -> Room | None:
        """Return a room to whoever has its secret."""
        with self._lock:
            self._sweep()
            room = self._rooms.get(code)
            return room if room and hmac.compare_digest(room.secret.encode(), secret.encode()) else None

    def see(self, room: Room) -> None:
        """Note that the window of a room is there."""
        room.seen = self._clock()

    def close(self, room: Room) -> None:
        """End a room: its phones are told so, and nothing of it is kept."""
        with self._lock:
            if self._rooms.get(room.code) is room:
                del self._rooms[room.code]
                self._ended.append(room.code)

    def ended(self, code: str) -> bool:
        """Return whether a room was closed, which no other window that knew of it is to open again."""
        return code in self._ended

    def show(self, room: Room, shown: Shown) -> None:
        """Have the phones of a room follow what stands in front."""
        with self._lock:
            self.see(room)
            if room.shown == shown:
                return
            if shown.ask and room.asks.setdefault(shown.step, shown.ask) != shown.ask:  # another lesson was brought
                room.asks[shown.step] = shown.ask
                room.guesses.pop(shown.step, None)
                room.closed.discard(shown.step)
            if shown.revealed:
                room.closed.add(shown.step)
            room.shown = shown
            room.tick, room.version = room.tick + 1, room.version + 1

    def guesses(self, room: Room, step: str) -> dict[str, Guess]:
        """Return what the phones guessed at a step, by phone."""
        with self._lock:
            return dict(room.guesses.get(step, {}))

    def withholds(self, host: str) -> bool:
        """Return whether answers are kept from who came by an address: that of phones, while a room is open."""
        return not self.may_open(host) and self.any_open()

    def may_open(self, host: str) -> bool:
        """Return whether a window at an address may open a room: not at that of phones, where it was said."""
        return not self.address or host != urlsplit(self.address).hostname

    def any_open(self) -> bool:
        """Return whether a room is open."""
        with self._lock:
            self._sweep()
            return bool(self._rooms)

    def ask_for(self, room: Room, deed: str) -> None:
        """Have the window of a room do one of `DEEDS`."""
        with self._lock:
            room.deeds.append(deed)
            room.deeds_asked += 1
            room.tick += 1

    def enter(self, code: str) -> str:
        """Return a token to whoever knows the code of a room; who comes with it is a phone of the room.

        Raises UnknownRoomError where no room has this code, SlowedError where too many wrong ones came, or FullError.
        """
        with self._lock:
            self._sweep()
            now = self._clock()
            self._wrong = min(self._wrong + (now - self._counted) * WRONG_A_SECOND, WRONG_AT_ONCE)
            self._counted = now
            if self._wrong < 1:
                raise SlowedError(wording.SLOWED)
            room = self._rooms.get(code)
            if room is None:
                self._wrong -= 1
                raise UnknownRoomError(wording.NO_SUCH_ROOM)
            if not self._has_place():
                raise FullError(wording.phones_full(MOST_PHONES))
            nonce = secrets.token_urlsafe(NONCE_CHARS)[:NONCE_CHARS]
        return nonce + room.sign(nonce)

    def phone(self, code: str, token: str) -> tuple[Room, str] | None:
        """Return the room and the name of a phone that has a token of it; None for any other, whatever is wrong."""
        with self._lock:
            self._sweep()
            room = self._rooms.get(code)
            nonce, sign = token[:NONCE_CHARS], token[NONCE_CHARS:]
            if room is None or not hmac.compare_digest(room.sign(nonce).encode(), sign.encode()):
                return None
            if nonce not in room.phones:
                if not self._has_place():
                    return None
                room.phones.add(nonce)
                room.tick += 1
            return room, nonce

    def guess(self, room: Room, nonce: str, step: str, given: Sequence[str]) -> bool:
        """Take a phone's guess in place of the one before; return whether the question is open, and it is a guess."""
        with self._lock:
            if not step or room.asked != step or room.shown is None or room.shown.ask is None:
                return False
            guess = room.shown.ask.read(given)
            if not guess:
                return False
            room.guesses.setdefault(step, {})[nonce] = guess
            room.tick += 1
            return True

    def _has_place(self) -> bool:
        """Return whether there is place for another phone."""
        return sum(len(room.phones) for room in self._rooms.values()) < MOST_PHONES

    def _sweep(self) -> None:
        now = self._clock()
        for room in list(self._rooms.values()):
            if now - room.seen >= UNSEEN_SECONDS or now - room.opened >= LASTING_SECONDS:
                del self._rooms[room.code]


ROOMS = Rooms()  # of this server: the pages and what phones ask are answered by one process
