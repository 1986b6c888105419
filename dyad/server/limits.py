"""What a process may hold: open files, and the sessions of pages that were closed.

A session holds three descriptors, and an open page its websocket besides. Streamlit keeps up to 128 sessions whose page
was closed, and lets go of one only when another comes; under the limits of some systems nobody can come then.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.session_manager import SessionInfo, SessionStorage

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
        self._kept[id] = (session_info, loop.call_later(self._seconds, self._close, id))
        for oldest in list(self._kept)[: max(0, len(self._kept) - self._most)]:
            loop.call_soon(self._close, oldest)  # not at once: who saves holds a lock that closing needs

    def delete(self, session_id: str) -> None:
        """Let go of a session: its reader came back, or it ends."""
        _, timer = self._kept.pop(session_id)
        timer.cancel()

    def list(self) -> list[SessionInfo]:
        return [session_info for session_info, _ in self._kept.values()]

    def _close(self, session_id: str) -> None:
        if session_id not in self._kept:
            return
        session = self._kept[session_id][0].session
        get_instance().close_session(session_id)  # which deletes it here, and frees its files and descriptors
        session.session_state.clear()  # Streamlit's loop holds on to the session it served last
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
