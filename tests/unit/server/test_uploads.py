"""Uploads: how much a session and a server take, counted as soon as it is announced."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dyad.server import uploads
from dyad.server.uploads import LEAST_BYTES, MIB, Limits, Uploads, read_limits

PIECE = 64 * 1024
LIMITS = Limits(session=4 * MIB, server=6 * MIB)

Manager = MemoryUploadedFileManager


@pytest.fixture
def manager(monkeypatch: pytest.MonkeyPatch) -> Manager:
    """Return what holds the files of the sessions a, b and c, and of no other."""
    manager = Manager("/_stcore/upload_file")
    active = set("abc").__contains__
    runtime = SimpleNamespace(uploaded_file_mgr=manager, is_active_session=active)
    monkeypatch.setattr(uploads, "get_instance", lambda: runtime)
    return manager


class Door:
    """What stands before an app that keeps the bodies it is sent, as Streamlit does."""

    def __init__(self, manager: Manager) -> None:
        self._manager = manager
        self._app = Uploads(self._keep, limits=LIMITS)

    async def _keep(self, scope: Scope, receive: Receive, send: Send) -> None:
        session, file = scope["path"].split("/")[-2:]
        body = b""
        more = True
        try:
            while more:
                message = await receive()
                body += message["body"]
                more = message["more_body"]
            self._manager.add_file(session, UploadedFileRec(file_id=file, name="", type="", data=body))
            status = 204
        except HTTPException as refused:
            status = refused.status_code
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def put(self, place: str, size: int, *, announced: bool = True, wait: Callable[[], Any] | None = None) -> int:
        """Return the status of the answer to a file of so many bytes; `wait` is awaited before the last piece."""
        pieces = [b"a" * min(PIECE, size - at) for at in range(0, size, PIECE)] or [b""]
        status = 0

        async def receive() -> Message:
            piece = pieces.pop(0)
            if wait and not pieces:
                await wait()
            return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

        async def send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)

        headers = [(b"content-length", str(size).encode())] if announced else []
        scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{place}", "headers": headers}
        await self._app(scope, receive, send)
        return status


def test_a_session_and_a_server_take_so_much(manager: Manager) -> None:
    """The ids of files are nobody's limit: what is held counts, until it is replaced, deleted or its session ends."""
    door = Door(manager)

    def put(place: str, size: int) -> int:
        return asyncio.run(door.put(place, size))

    assert [put(f"a/{file}", MIB) for file in range(5)] == [204, 204, 204, 204, 413]
    assert put("a/0", 10) == 413  # the old file is there until the new one is
    manager.remove_file("a", "0")
    assert put("a/9", MIB) == 204
    assert [put("b/1", 2 * MIB), put("c/1", 10)] == [204, 413]
    manager.remove_session_files("a")
    assert [put("c/1", 4 * MIB), put("c/2", 10)] == [204, 413]


def test_empty_files_have_an_end(manager: Manager) -> None:
    """A file counts, however little is in it."""
    door = Door(manager)
    taken = [asyncio.run(door.put(f"a/{file}", 0)) for file in range(LIMITS.session // LEAST_BYTES + 1)]
    assert taken == [204] * (len(taken) - 1) + [413]


def test_bytes_under_way_count(manager: Manager) -> None:
    """Files that arrive at the same time are held together against the limit, and count once when they have arrived."""
    door, late = Door(manager), []

    async def bring() -> None:
        late.append(await door.put("a/late", 2 * MIB))

    assert asyncio.run(door.put("a/1", 3 * MIB, wait=bring)) == 204
    assert late == [413]
    assert asyncio.run(door.put("a/2", MIB - LEAST_BYTES)) == 204


def test_what_says_no_length_counts_as_the_longest(manager: Manager) -> None:
    """A body in pieces is let in where the longest would be."""
    door = Door(manager)
    assert [asyncio.run(door.put("b/1", 10, announced=announced)) for announced in (False, True)] == [413, 204]


def test_a_page_that_was_closed_brings_nothing(manager: Manager) -> None:
    """A file whose session ended while it arrived is refused: nobody would ever take it away."""
    door = Door(manager)
    runtime = uploads.get_instance()

    async def leave() -> None:
        runtime.is_active_session = lambda _: False  # type: ignore[method-assign]

    assert asyncio.run(door.put("a/1", MIB, wait=leave)) == 400
    assert not manager.file_storage


def test_wrong_limits_are_told() -> None:
    """Anything but a number of megabytes is refused in one line that names the variable."""
    assert read_limits({"DYAD_UPLOADS_MB": "7", "DYAD_UPLOADS_SESSION_MB": ""}) == Limits(
        session=50 * MIB, server=7 * MIB
    )
    for text in ("many", "-1", "1.5", "5 MB"):
        with pytest.raises(ValueError, match=r'^DYAD_UPLOADS_MB: "[^\n]*" is no number of megabytes. Allowed: [^\n]*$'):
            read_limits({"DYAD_UPLOADS_MB": text})
