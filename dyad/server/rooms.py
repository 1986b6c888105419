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
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NoReturn

from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.rooms.room import DEEDS, ROOMS, Room, RoomError, Rooms, SlowedError, UnknownRoomError
from dyad.server.answers import CODINGS, NEVER, REVALIDATED, answer_packed, best_coding, compress
from dyad.server.headers import PHONE_PAGE
from dyad.server.join.page import join_page
from dyad.wording import server as wording

HOLD_SECONDS = 10.0  # a question waits for what is new; so short, as a browser has six connections to a server
LOOK_SECONDS = 0.2  # between two looks for it: 200 phones that wait take under 4 % of a processor
MOST_BODY_BYTES = 4096
PREFIX = "/rooms/"


class RoomsMiddleware:
    """Answer for rooms; hand on everything else.

    What answers for pages would cost more than a room's answer itself, and a class sends all of its guesses at once.
    """

    def __init__(self, app: ASGIApp, rooms: Rooms = ROOMS) -> None:
        self._app = app
        self._rooms = rooms
        routes = [
            Route("/rooms/{code}/state", self.state),
            Route("/rooms/{code}/guess", self.guess, methods=["POST"]),
            Route("/rooms/{code}/phones", self.enter, methods=["POST"]),
            Route("/rooms/{code}/window", self.window),
            Route("/rooms/{code}/notes", self.notes),
            Route("/rooms/{code}/deed", self.deed, methods=["POST"]),
            Route(PHONE_PAGE, self.join),
        ]
        router = Router(routes, default=app, redirect_slashes=False)
        self._answer = ExceptionMiddleware(router, handlers={HTTPException: _refuse, RoomError: _refuse_entry})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = scope["type"] == "http" and (scope["path"] == PHONE_PAGE or scope["path"].startswith(PREFIX))
        await (self._answer if ours else self._app)(scope, receive, send)

    async def join(self, request: Request) -> Response:
        """Give the page of a phone: the same for any code, so that it tells nothing of which there are."""
        coding = best_coding(request.scope)
        return answer_packed(_packed(coding), "text/html", coding, REVALIDATED)

    async def enter(self, request: Request) -> Response:
        _check_kind(request)
        return JSONResponse({"token": self._rooms.enter(request.path_params["code"])}, headers=NEVER)

    async def state(self, request: Request) -> Response:
        await _wait(request, lambda: self._phone(request)[0].version)
        return JSONResponse(Room.phone_message(*self._phone(request)), headers=NEVER)

    async def guess(self, request: Request) -> Response:
        """Take a guess; 409 with the state where the question is no longer open, or it is none."""
        _check_kind(request)
        phone, body = self._phone(request), await _read_body(request)
        step, given = body.get("step"), body.get("guess")
        if not isinstance(step, str) or not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise HTTPException(400, wording.NO_GUESS)
        taken = self._rooms.guess(*phone, step, given)
        return JSONResponse(Room.phone_message(*phone), status_code=200 if taken else 409, headers=NEVER)

    async def window(self, request: Request) -> Response:
        """Tell the window how many answered; that it asks says that it is there."""
        self._rooms.see(self._held(request))
        return await self._tell(request, Room.window_message)

    async def notes(self, request: Request) -> Response:
        return await self._tell(request, Room.teacher_message)

    async def deed(self, request: Request) -> Response:
        _check_kind(request)
        room, body = self._held(request), await _read_body(request)
        if body.get("deed") not in DEEDS:
            raise HTTPException(400, wording.deeds_allowed(", ".join(DEEDS)))
        self._rooms.ask_for(room, body["deed"])
        return JSONResponse(room.teacher_message(), headers=NEVER)

    async def _tell(self, request: Request, message: Callable[[Room], dict[str, Any]]) -> Response:
        await _wait(request, lambda: self._held(request).tick)
        return JSONResponse(message(self._held(request)), headers=NEVER)

    def _phone(self, request: Request) -> tuple[Room, str]:
        """Return the room that a request names, and the phone whose token it has."""
        return self._rooms.phone(request.path_params["code"], _bearer(request)) or _say_gone()

    def _held(self, request: Request) -> Room:
        """Return the room that a request names, whose secret it has."""
        return self._rooms.held(request.path_params["code"], _bearer(request)) or _say_gone()


async def _wait(request: Request, count: Callable[[], int]) -> None:
    """Wait until what counts changes says another number than the asker knows, but no longer than `HOLD_SECONDS`."""
    end = time.monotonic() + HOLD_SECONDS
    while str(count()) == request.query_params.get("after") and time.monotonic() < end:
        await asyncio.sleep(LOOK_SECONDS)


@lru_cache(maxsize=len(CODINGS) + 1)
def _packed(coding: str) -> bytes:
    return compress(join_page().encode(), coding)


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _refuse(_: Request, why: Any) -> Response:
    return JSONResponse({"why": why.detail}, why.status_code, {**NEVER, **(why.headers or {})})


def _refuse_entry(_: Request, why: Exception) -> Response:
    status = 404 if isinstance(why, UnknownRoomError) else 429 if isinstance(why, SlowedError) else 503
    return JSONResponse({"why": str(why)}, status, NEVER if status == 404 else NEVER | {"Retry-After": "1"})


def _say_gone() -> NoReturn:
    """Answer alike where there is no room, and where token or secret is none of it: nothing can be found out so."""
    raise HTTPException(404, wording.NO_ROOM)


def _check_kind(request: Request) -> None:
    """Refuse what is no JSON: that a page of another origin could not send without a browser asking here first."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise HTTPException(415, wording.ONLY_JSON)


async def _read_body(request: Request) -> dict[str, Any]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BODY_BYTES:
            raise HTTPException(413, wording.body_limit(MOST_BODY_BYTES))
    try:
        read = json.loads(body)
        json.dumps(read, ensure_ascii=False).encode()  # half a surrogate is no text, and could be shown by nothing
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise HTTPException(400, wording.ONLY_JSON)
    return read
