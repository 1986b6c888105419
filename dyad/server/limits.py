"""What a process may hold: open files, sessions of pages that were closed, and uploads, which are never on disk.

A session holds three descriptors, and an open page its websocket besides. Streamlit keeps up to 128 sessions whose page
was closed, and lets go of one only when another comes; under the limits of some systems nobody can come then. Uploads
are counted where the bytes arrive: who speaks to the server is not held to the ten files of 5 MB that a page offers.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import cast

import streamlit as st
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo, SessionStorage
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dyad.wording import server as wording

if sys.platform != "win32":  # which has no such limit
    import resource

LOG = logging.getLogger(__name__)
WANTED = (65_536, 10_240)  # descriptors; macOS allows the second where it does not allow the first
OWN_DESCRIPTORS = 100  # of the process itself, and what it opens for a moment
PER_SESSION = 3  # the event loop of its script
PER_PAGE = PER_SESSION + 1  # and its websocket
MOST_CLOSED = 128  # sessions, as in Streamlit
PER_CLOSED = 8  # descriptors of the limit for each that may be kept, so that open pages have the greater part
TIDY_SECONDS = 1  # a class that left at once is tidied up after once
FEW_PAGES = 1_000  # so few are worth a line in the log

SESSION_VARIABLE, SERVER_VARIABLE = "DYAD_UPLOADS_SESSION_MB", "DYAD_UPLOADS_MB"
SESSION_MB, SERVER_MB = 50, 500
MB = 1024 * 1024  # as Streamlit counts in its `maxUploadSize`
MOST_DRAINED_BYTES = 8 * MB
LEAST_BYTES = 64 * 1024  # counted for a file, so that there is an end of their number, too
PLACE = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+/?$")


def raise_descriptor_limit() -> int | None:
    """Raise the soft limit of open files, as far as the hard one allows, and return it; None for no limit."""
    if sys.platform == "win32":
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in WANTED:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            with suppress(ValueError, OSError):  # more than the system allows a process, whatever the hard limit says
                resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
                soft = most
    return None if soft == resource.RLIM_INFINITY else soft


def most_closed(limit: int | None) -> int:
    """Return how many closed sessions may be kept under a limit of descriptors.

    >>> [most_closed(limit) for limit in (None, 65_536, 1_024, 256, 64)]
    [128, 128, 115, 19, 0]
    """
    return MOST_CLOSED if limit is None else max(0, min(MOST_CLOSED, (limit - OWN_DESCRIPTORS) // PER_CLOSED))


def most_pages(limit: int) -> int:
    """Return how many pages may be open at once under a limit of descriptors, beside the closed ones that are kept.

    >>> [most_pages(limit) for limit in (65_536, 1_024, 256)]
    [16263, 144, 24]
    """
    return max(0, limit - OWN_DESCRIPTORS - PER_SESSION * most_closed(limit)) // PER_PAGE


class ClosedSessions(SessionStorage):
    """Keep the sessions of closed pages, for whoever comes back: for so many seconds by the clock, and no more of them.

    Streamlit calls it on its event loop. What a session held is gone with it.
    """

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._tidying: asyncio.TimerHandle | None = None
        self._kept: dict[str, tuple[SessionInfo, asyncio.TimerHandle]] = {}  # the one closed longest ago first

    def get(self, session_id: str) -> SessionInfo | None:
        kept = self._kept.get(session_id)
        return kept[0] if kept else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep a session, and close the oldest where there are too many."""
        loop = asyncio.get_running_loop()
        id = session_info.session.id
        self._kept[id] = (session_info, loop.call_later(self._seconds, self._forget, id))
        for oldest in list(self._kept)[: max(0, len(self._kept) - self._most)]:
            loop.call_soon(self._close, oldest)  # not at once: who saves holds a lock that closing needs

    def delete(self, session_id: str) -> None:
        """Let go of a session: its reader came back, or it ends."""
        _, timer = self._kept.pop(session_id)
        timer.cancel()

    def list(self) -> list[SessionInfo]:
        return [session_info for session_info, _ in self._kept.values()]

    def _forget(self, session_id: str) -> None:
        session = self._kept[session_id][0].session
        self._close(session_id)
        session.session_state.clear()  # Streamlit's loop holds on to the session it served last

    def _close(self, session_id: str) -> None:
        if session_id not in self._kept:
            return
        get_instance().close_session(session_id)  # which deletes it here, and frees its files and descriptors
        if not self._tidying:
            self._tidying = asyncio.get_running_loop().call_later(TIDY_SECONDS, self._tidy)

    def _tidy(self) -> None:
        """Free the memory of closed sessions: they hold on to themselves, and an idle server looks for no garbage."""
        self._tidying = None
        gc.collect()


@asynccontextmanager
async def limited(_: st.App) -> AsyncIterator[None]:
    """Raise the limit of descriptors and keep few closed sessions, for as long as an app serves (its `lifespan`)."""
    limit = raise_descriptor_limit()
    if limit is not None and (pages := most_pages(limit)) < FEW_PAGES:
        LOG.warning("The system lets this process open %s files: enough for %s open pages (ulimit -n).", limit, pages)
    closed = ClosedSessions(most=most_closed(limit), seconds=st.get_option("server.disconnectedSessionTTL"))
    # Streamlit takes a storage of sessions, but `st.App` passes none on; nobody has come yet.
    get_instance()._session_mgr._session_storage = closed  # type: ignore[attr-defined]
    yield


# -- uploads ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many bytes of uploads one session, and all together, may hold."""

    session: int
    server: int


def read_limits(env: Mapping[str, str]) -> Limits:
    """Read the limits from the environment.

    Raises ValueError in one line, when a variable is no number of megabytes.

    >>> read_limits({"DYAD_UPLOADS_SESSION_MB": "1"})
    Limits(session=1048576, server=524288000)
    """
    read = []
    for variable, usual in ((SESSION_VARIABLE, SESSION_MB), (SERVER_VARIABLE, SERVER_MB)):
        text = env.get(variable, "").strip() or str(usual)
        if not re.fullmatch(r"[0-9]{1,6}", text):
            raise ValueError(f'{variable}: "{text}" is no number of megabytes. Allowed: whole numbers such as {usual}.')
        read.append(int(text) * MB)
    return Limits(session=read[0], server=read[1])


class Uploads:
    """Refuse uploads (413) that a session, or all together, would hold too much with: those held and those under way.

    It stands within Streamlit's app, as `middleware`, which makes an answer of what is raised while a body is read.
    """

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._arriving: Counter[str] = Counter()  # bytes of bodies that are no file yet, by session
        # Starlette writes what is over 1 MB of a file to disk as it arrives; 0 is never. Streamlit ends bodies at 6 MB.
        MultiPartParser.spool_max_size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PLACE.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if not found:
            await self._app(scope, receive, send)
            return
        session, arrived = found["session"], 0

        async def receive_counted() -> Message:  # once Streamlit has seen the token and the session
            nonlocal arrived
            message = await receive()
            size = len(message.get("body", b""))
            try:
                self._check(session, size if arrived else max(size, LEAST_BYTES))
            except HTTPException:
                if message.get("more_body"):  # a browser hears the answer only once it has sent what it began to send
                    await _drain(receive)
                raise
            arrived += size
            self._arriving[session] += size
            return message

        def settle() -> None:
            nonlocal arrived
            self._arriving[session] -= arrived
            arrived = 0
            if not self._arriving[session]:
                del self._arriving[session]

        async def send_settled(message: Message) -> None:
            settle()  # the file is held by now, or was refused
            await send(message)

        try:
            await self._app(scope, receive_counted, send_settled)
        finally:
            settle()

    def _check(self, session: str, size: int) -> None:
        """Raise what is answered when a session may not bring so many bytes more."""
        if not get_instance().is_active_session(session):  # or its file would stay for good
            raise HTTPException(400, f"{wording.PAGE_CLOSED}\n")
        held = cast("MemoryUploadedFileManager", get_instance().uploaded_file_mgr).file_storage  # by session, by file
        if _weigh(held.get(session, {}).values()) + self._arriving[session] + size > self._limits.session:
            raise HTTPException(413, f"{wording.FILES_OF_PAGE.format(megabytes=self._limits.session // MB)}\n")
        of_all = sum(_weigh(files.values()) for files in list(held.values())) + self._arriving.total()
        if of_all + size > self._limits.server:
            raise HTTPException(413, f"{wording.FILES_OF_ALL.format(megabytes=self._limits.server // MB)}\n")


async def _drain(receive: Receive) -> None:
    """Read the rest of a body and forget it, as far as an upload may be long."""
    drained, more = 0, True
    while more and drained < MOST_DRAINED_BYTES:
        message = await receive()
        drained += len(message.get("body", b""))
        more = message["type"] == "http.request" and message.get("more_body", False)


def _weigh(files: Iterable[UploadedFileRec]) -> int:
    # Of a list, as other threads take files away.
    return sum(max(LEAST_BYTES, len(file.data) + len(file.name) + len(file.type)) for file in list(files))
