"""What phones and windows ask for, as an ASGI server asks: tokens, secrets, sizes, kinds, and waiting for news."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Coroutine
from typing import Any

import pytest
from starlette.responses import Response

from dyad.rooms.room import WRONG_AT_ONCE, Room, Rooms
from dyad.server import rooms as served
from dyad.server.headers import PHONE_PAGE, HeadersMiddleware
from dyad.server.join.page import join_page
from dyad.server.rooms import MOST_BODY_BYTES, RoomsMiddleware
from tests.unit.rooms.test_room import TRUTH, shown
from tests.unit.server.asking import Answer, exchange

JSON = "application/json"
HANDED_ON = 418  # what stands behind answers so
MOST_PAGE_BYTES, MOST_SENT_BYTES = 25_000, 9_500
LOOKS = 9  # in which a phone would have been told


class Client:
    """A server with rooms, and whoever asks it."""

    def __init__(self) -> None:
        self.rooms = Rooms()
        rooms = RoomsMiddleware(Response(status_code=HANDED_ON), self.rooms)
        self.app = HeadersMiddleware(rooms, {}, phone_page=join_page())

    async def ask(self, path: str, *, word: str = "", body: bytes | None = None, kind: str = JSON) -> tuple[int, Any]:
        """Return status and content of an answer; with a body it is a POST."""
        named = {"content-type": kind, "authorization": f"Bearer {word}"}
        headers = [(one.encode(), value.encode()) for one, value in named.items()]
        method = "GET" if body is None else "POST"
        answer = Answer(await exchange(self.app, path, method=method, headers=headers, body=body or b""))
        self.headers, content = answer.headers, answer.body
        return answer.status, json.loads(content) if content.startswith(b"{") else content.decode()

    async def enter(self, room: Room) -> str:
        """Return the token of a phone that has just entered."""
        status, told = await self.ask(f"/rooms/{room.code}/phones", body=b"{}")
        assert status == 200
        token: str = told["token"]
        return token


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a server with rooms, which looks for what is new whenever it can."""
    monkeypatch.setattr(served, "LOOK_SECONDS", 0)
    return Client()


def run(told: Coroutine[Any, Any, None]) -> None:
    """Have a test ask."""
    asyncio.run(told)


def test_the_page_of_a_phone_is_small_and_runs_its_own_script_alone(client: Client) -> None:
    """It is one for every room, names nothing to fetch, and its policy knows its script by its hash."""

    async def told() -> None:
        status, page = await client.ask(f"{PHONE_PAGE}?room=BCDFGH")
        assert status == 200
        assert len(page.encode()) <= MOST_PAGE_BYTES
        assert len(gzip.compress(page.encode())) <= MOST_SENT_BYTES  # as every phone's browser takes it
        assert (status, page) == await client.ask(PHONE_PAGE)
        assert not [name for name in ("src=", "@import", "url(") if name in page]
        policy = client.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'sha256-" in policy
        assert "frame-ancestors 'none'" in policy

    run(told())


def test_a_phone_waits_for_what_is_new(client: Client) -> None:
    """A question about what it knows already is answered when the window goes on, from whatever thread."""

    async def told() -> None:
        room = client.rooms.open()
        client.rooms.show(room, shown())
        token = await client.enter(room)
        _, first = await client.ask(f"/rooms/{room.code}/state", word=token)
        assert (first["title"], first["open"], "answer" in first) == ("When?", True, False)
        waiting = asyncio.create_task(client.ask(f"/rooms/{room.code}/state?after={first['version']}", word=token))
        status, sent = await client.ask(
            f"/rooms/{room.code}/guess", word=token, body=b'{"step": "when", "guess": ["2014"]}'
        )
        assert (status, sent["guess"]) == (200, ["2014"])
        for _ in range(LOOKS):
            await asyncio.sleep(0)
        assert not waiting.done()  # guesses are news for the window, not for the other phones
        await asyncio.to_thread(client.rooms.show, room, shown(revealed=True))
        _, then = await waiting
        assert (then["answer"], then["guess"]) == (TRUTH, ["2014"])
        late = await client.ask(f"/rooms/{room.code}/guess", word=token, body=b'{"step": "when", "guess": ["2013"]}')
        assert late[0] == 409
        assert late[1]["guess"] == ["2014"]

    run(told())


def test_the_window_and_the_teachers_phone(client: Client) -> None:
    """With the secret one counts, the other leads; a token of a phone does neither.

    A token that got lost on its way to a page that was loaded anew is no phone.
    """

    async def told() -> None:
        room = client.rooms.open()
        client.rooms.show(room, shown())
        _, token = await client.enter(room), await client.enter(room)
        await client.ask(f"/rooms/{room.code}/state", word=token)
        window = f"/rooms/{room.code}/window"
        _, seen = await client.ask(window, word=room.secret)
        assert (seen["phones"], seen["answered"], seen["open"]) == (1, 0, True)
        waiting = asyncio.create_task(client.ask(f"{window}?after={seen['tick']}", word=room.secret))
        await asyncio.sleep(0)
        status, notes = await client.ask(f"/rooms/{room.code}/deed", word=room.secret, body=b'{"deed": "onwards"}')
        assert (status, notes["answer"]) == (200, TRUTH)
        _, then = await waiting
        assert (then["deeds"], then["serial"]) == (["onwards"], seen["serial"] + 1)
        for _ in range(3):  # taps come faster than the window asks
            await client.ask(f"/rooms/{room.code}/deed", word=room.secret, body=b'{"deed": "backwards"}')
        _, then = await client.ask(window, word=room.secret)
        assert (then["deeds"], then["serial"]) == (["onwards", *["backwards"] * 3], seen["serial"] + 4)
        assert (await client.ask(f"/rooms/{room.code}/deed", word=room.secret, body=b'{"deed": "stop"}'))[0] == 400
        for word in (token, "", "é"):
            for path, body in (("window", None), ("notes", None), ("deed", b'{"deed": "blank"}')):
                assert (await client.ask(f"/rooms/{room.code}/{path}", word=word, body=body))[0] == 404

    run(told())


def test_nothing_tells_which_rooms_there_are(client: Client) -> None:
    """Whoever has no token hears the same of a room that is there and of one that is not; wrong codes are slowed."""

    async def told() -> None:
        room = client.rooms.open()
        other = "BBBBBB" if room.code != "BBBBBB" else "CCCCCC"
        for path, body in (("state", None), ("guess", b"{}"), ("window", None)):
            here, there = [
                await client.ask(f"/rooms/{code}/{path}", word="no", body=body) for code in (room.code, other)
            ]
            assert here == there
        for _ in range(WRONG_AT_ONCE):
            assert (await client.ask(f"/rooms/{other}/phones", body=b"{}"))[0] == 404
        assert (await client.ask(f"/rooms/{room.code}/phones", body=b"{}"))[0] == 429
        assert client.headers["retry-after"] == "1"

    run(told())


def test_what_is_no_place_of_a_room_is_handed_on(client: Client) -> None:
    """Pages answer for it; what a place of a room does not do is refused."""

    async def told() -> None:
        code = client.rooms.open().code
        asked = [f"/rooms/{code}", f"/rooms/{code}/guess/", "/joint", f"/rooms/{code}/guess"]
        assert [(await client.ask(path))[0] for path in asked] == [HANDED_ON, HANDED_ON, HANDED_ON, 405]

    run(told())


@pytest.mark.parametrize(
    ("body", "given", "status"),
    [
        (b"{}", {"kind": "text/plain"}, 415),
        (b"x" * (MOST_BODY_BYTES + 1), {}, 413),
        (b"[" * 4000, {}, 400),
        (b"\xff", {}, 400),
        (b"[]", {}, 400),
        (b'{"step": 1, "guess": []}', {}, 400),
        (b'{"step": "when", "guess": "2014"}', {}, 400),
        (b'{"step": "when", "guess": [2014]}', {}, 400),
        (b'{"step": "when", "guess": ["hello \\ud83d"]}', {}, 400),
        (b'{"step": "when", "guess": ["1900"]}', {}, 409),
        (b'{"step": "when", "guess": ["2014"]}', {}, 200),
    ],
)
def test_what_is_sent_is_checked(client: Client, body: bytes, given: dict[str, str], status: int) -> None:
    """A guess is small JSON of this page's own, and one that the question could have."""

    async def told() -> None:
        room = client.rooms.open()
        client.rooms.show(room, shown())
        token = await client.enter(room)
        assert (await client.ask(f"/rooms/{room.code}/guess", word=token, body=body, **given))[0] == status

    run(told())
