"""Uploads: how much a session and a server take, counted as soon as it is announced."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dyad.server import uploads
from dyad.server.uploads import LEAST_BYTES, MIB, Limits, Uploads, read_limits
from tests.unit.server.asking import Answer, exchange

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


@pytest.fixture
def app(manager: Manager) -> Starlette:
    """Return an app that keeps the bodies it is sent, as Streamlit does."""

    async def keep(request: Request) -> Response:
        session, file = request.path_params.values()
        manager.add_file(session, UploadedFileRec(file_id=file, name="", type="", data=await request.body()))
        return Response(status_code=204)

    routes = [Route("/_stcore/upload_file/{session}/{file}", keep, methods=["PUT"])]
    return Starlette(routes=routes, middleware=[Middleware(Uploads, limits=LIMITS)])


async def bring(app: Starlette, place: str, size: int, *, announced: bool = True, **given: Any) -> int:
    """Return the status of the answer to a file of so many bytes."""
    headers = [(b"content-length", str(size).encode())] if announced else []
    address, body = f"/_stcore/upload_file/{place}", b"a" * size
    return Answer(await exchange(app, address, method="PUT", body=body, headers=headers, **given)).status


def put(app: Starlette, place: str, size: int, **given: Any) -> int:
    """Bring a file, as above, while nothing else is done."""
    return asyncio.run(bring(app, place, size, **given))


def test_a_session_and_a_server_take_so_much(app: Starlette, manager: Manager) -> None:
    """The ids of files are nobody's limit: what is held counts, until it is replaced, deleted or its session ends."""
    assert [put(app, f"a/{file}", MIB) for file in range(5)] == [204, 204, 204, 204, 413]
    assert put(app, "a/0", 10) == 413  # the old file is there until the new one is
    manager.remove_file("a", "0")
    assert put(app, "a/9", MIB) == 204
    assert [put(app, "b/1", 2 * MIB), put(app, "c/1", 10)] == [204, 413]
    manager.remove_session_files("a")
    assert [put(app, "c/1", 4 * MIB), put(app, "c/2", 10)] == [204, 413]


def test_empty_files_have_an_end(app: Starlette) -> None:
    """A file counts, however little is in it."""
    taken = [put(app, f"a/{file}", 0) for file in range(LIMITS.session // LEAST_BYTES + 1)]
    assert taken == [204] * (len(taken) - 1) + [413]


def test_bytes_under_way_count(app: Starlette) -> None:
    """Files that arrive at the same time are held together against the limit, and count once when they have arrived."""
    late = []

    async def wait() -> None:
        late.append(await bring(app, "a/late", 2 * MIB))

    assert put(app, "a/1", 3 * MIB, wait=wait) == 204
    assert late == [413]
    assert put(app, "a/2", MIB - LEAST_BYTES) == 204


def test_what_says_no_length_counts_as_the_longest(app: Starlette) -> None:
    """A body in pieces is let in where the longest would be."""
    assert [put(app, "b/1", 10, announced=announced) for announced in (False, True)] == [413, 204]


def test_a_page_that_was_closed_brings_nothing(app: Starlette, manager: Manager) -> None:
    """A file whose session ended while it arrived is refused: nobody would ever take it away."""

    async def leave() -> None:
        uploads.get_instance().is_active_session = lambda _: False  # type: ignore[method-assign]

    assert put(app, "a/1", MIB, wait=leave) == 400
    assert not manager.file_storage


def test_wrong_limits_are_told() -> None:
    """Anything but a number of megabytes is refused in one line that names the variable."""
    assert read_limits({"DYAD_UPLOADS_MB": "7", "DYAD_UPLOADS_SESSION_MB": ""}) == Limits(
        session=50 * MIB, server=7 * MIB
    )
    for text in ("many", "-1", "1.5", "5 MB"):
        with pytest.raises(ValueError, match=r'^DYAD_UPLOADS_MB: "[^\n]*" is no number of megabytes. Allowed: [^\n]*$'):
            read_limits({"DYAD_UPLOADS_MB": text})
