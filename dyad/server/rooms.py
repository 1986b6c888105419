"""What phones and the window of a room ask a server for.

GET  /join                 the page of a phone, and of the teacher's phone
POST /rooms/CODE/phones    a token for whoever knows the code
GET  /rooms/CODE/state     what stands in front, for a token: at once where it is another than `after`, else within 10 s
POST /rooms/CODE/guess     {"step": …, "guess": […]}, for a token; the answer is the state
GET  /rooms/CODE/window    how many answered, for the secret: what the window in front asks
GET  /rooms/CODE/notes     the notes view, for the secret
POST /rooms/CODE/deed      {"deed": …}, for the secret

Token and secret come as `Authorization: Bearer …`: they stand in no address that a log would keep.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Any

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.rooms.room import (
    DEEDS,
    ROOMS,
    Room,
    RoomError,
    Rooms,
    SlowedError,
    UnknownRoomError,
    phone_message,
    teacher_message,
    window_message,
)
from dyad.server.assets import CODINGS, answer_packed, best_coding, compress
from dyad.server.guard import is_from_here
from dyad.server.headers import PHONE_PAGE
from dyad.server.join.page import join_page
from dyad.wording import server as wording

HOLD_SECONDS = 10.0  # a question waits for what is new; so short, as a browser has six connections to a server
MOST_BODY_BYTES = 4096
PREFIX = "/rooms/"
NEVER = {"Cache-Control": "no-store"}


class RoomsMiddleware:
    """Answer for rooms; hand on everything else.

    What answers for pages would cost more than a room's answer itself, and a class sends all of its guesses at once.
    """

    def __init__(self, app: ASGIApp, rooms: Rooms = ROOMS) -> None:
        self._app = app
        asked = RoomsRoute(rooms)
        routes = [
            Route("/rooms/{code}/state", asked.state),
            Route("/rooms/{code}/guess", asked.guess, methods=["POST"]),
            Route("/rooms/{code}/phones", asked.enter, methods=["POST"]),
            Route("/rooms/{code}/window", asked.window),
            Route("/rooms/{code}/notes", asked.notes),
            Route("/rooms/{code}/deed", asked.deed, methods=["POST"]),
            Route(PHONE_PAGE, asked.join),
        ]
        self._rooms = ExceptionMiddleware(Router(routes, default=app, redirect_slashes=False))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and (scope["path"] == PHONE_PAGE or scope["path"].startswith(PREFIX))
        await (self._rooms if ours else self._app)(scope, receive, send)


class RoomsRoute:
    """Answer for rooms. Those who wait for what is new are woken by whatever thread changed it."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        # by code, and whether what phones see became another; while somebody waits
        self._changes: dict[tuple[str, bool], asyncio.Event] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        rooms.on_change = self._wake

    async def join(self, request: Request) -> Response:
        """Give the page of a phone: the same for any code, so that it tells nothing of which there are."""
        coding = best_coding(request.scope)
        return answer_packed(_packed(coding), "text/html", coding, {"Cache-Control": "no-cache"})

    async def enter(self, request: Request) -> Response:
        """Give a token to whoever knows the code."""
        if refusal := _foreign(request):
            return refusal
        try:
            token = self._rooms.enter(request.path_params["code"])
        except RoomError as why:
            status = 404 if isinstance(why, UnknownRoomError) else 429 if isinstance(why, SlowedError) else 503
            return _refuse(status, str(why))
        return JSONResponse({"token": token}, headers=NEVER)

    async def state(self, request: Request) -> Response:
        """Tell a phone what stands in front."""
        code, token = request.path_params["code"], _bearer(request)
        if self._rooms.phone(code, token) is None:
            return _gone()
        known = request.query_params.get("after")
        await self._wait(
            code, lambda: (self._rooms.phone(code, token) or (None,))[0],
            lambda room: str(room.version) != known, seen=True,
        )  # fmt: skip
        phone = self._rooms.phone(code, token)
        return JSONResponse(phone_message(*phone), headers=NEVER) if phone else _gone()

    async def guess(self, request: Request) -> Response:
        """Take a guess; 409 with the state where the question is no longer open, or it is none."""
        if refusal := _foreign(request):
            return refusal
        phone = self._rooms.phone(request.path_params["code"], _bearer(request))
        if phone is None:
            return _gone()
        body = await _read_body(request)
        if isinstance(body, Response):
            return body
        step, given = body.get("step"), body.get("guess")
        if not isinstance(step, str) or not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            return _refuse(400, wording.NO_GUESS)
        taken = self._rooms.guess(*phone, step, given)
        return JSONResponse(phone_message(*phone), status_code=200 if taken else 409, headers=NEVER)

    async def window(self, request: Request) -> Response:
        """Tell the window how many answered; that it asks says that it is there."""
        return await self._told(request, window_message, seen=True)

    async def notes(self, request: Request) -> Response:
        """Tell the teacher's phone what stands in front, and what the class does not see."""
        return await self._told(request, teacher_message)

    async def deed(self, request: Request) -> Response:
        """Have the window do what the teacher's phone asks for."""
        if refusal := _foreign(request):
            return refusal
        room = self._rooms.held(request.path_params["code"], _bearer(request))
        if room is None:
            return _gone()
        body = await _read_body(request)
        if isinstance(body, Response):
            return body
        if body.get("deed") not in DEEDS:
            return _refuse(400, wording.DEEDS_ALLOWED.format(deeds=", ".join(DEEDS)))
        self._rooms.ask_for(room, body["deed"])
        return JSONResponse(teacher_message(room), headers=NEVER)

    async def _told(
        self, request: Request, message: Callable[[Room], dict[str, Any]], *, seen: bool = False
    ) -> Response:
        code, secret = request.path_params["code"], _bearer(request)
        room = self._rooms.held(code, secret)
        if room is None:
            return _gone()
        if seen:
            self._rooms.see(room)
        known = request.query_params.get("after")
        await self._wait(code, lambda: self._rooms.held(code, secret), lambda now: str(now.tick) != known, seen=False)
        room = self._rooms.held(code, secret)
        return JSONResponse(message(room), headers=NEVER) if room else _gone()

    # -- waiting -------------------------------------------------------------------------------

    async def _wait(
        self, code: str, look: Callable[[], Room | None], is_new: Callable[[Room], bool], *, seen: bool
    ) -> None:
        """Wait until a room has something new, or is gone, but no longer than `HOLD_SECONDS`.

        With `seen` it is what phones see: that others guess wakes no phone.
        """
        self._loop = asyncio.get_running_loop()
        change = self._changes.setdefault((code, seen), asyncio.Event())  # before the look: nothing is missed between
        room = look()
        if room is None or is_new(room):
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(change.wait(), HOLD_SECONDS)

    def _wake(self, code: str, seen: bool) -> None:
        waited_for = any((code, kind) in self._changes for kind in {False, seen})  # who comes later finds the change
        if waited_for and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring, code, seen)

    def _ring(self, code: str, seen: bool) -> None:
        for kind in {False, seen}:
            if change := self._changes.pop((code, kind), None):
                change.set()


@lru_cache(maxsize=len(CODINGS) + 1)
def _packed(coding: str) -> bytes:
    return compress(join_page().encode(), coding)


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _refuse(status: int, why: str) -> Response:
    retry = {"Retry-After": "1"} if status in (429, 503) else {}
    return JSONResponse({"why": why}, status_code=status, headers=NEVER | retry)


def _gone() -> Response:
    """Answer alike where there is no room, and where token or secret is none of it: nothing can be found out so."""
    return _refuse(404, wording.NO_ROOM)


def _foreign(request: Request) -> Response | None:
    """Refuse what a page of another origin sends: a browser names it."""
    if not is_from_here(request.headers.get("origin", ""), request.headers.get("host", "")):
        return _refuse(403, wording.OTHER_SERVER)
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return _refuse(415, wording.ONLY_JSON)
    return None


async def _read_body(request: Request) -> dict[str, Any] | Response:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BODY_BYTES:
            return _refuse(413, wording.BODY_LIMIT.format(most=MOST_BODY_BYTES))
    try:
        read = json.loads(body)
        json.dumps(read, ensure_ascii=False).encode()  # half a surrogate is no text, and could be shown by nothing
    except (ValueError, RecursionError):
        return _refuse(400, wording.ONLY_JSON)
    return read if isinstance(read, dict) else _refuse(400, wording.ONLY_JSON)
