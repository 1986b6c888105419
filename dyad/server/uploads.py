"""What may be uploaded: so much a session, so much a server, counted as soon as it is announced, and never on disk.

The page offers ten files of 5 MB, but whoever speaks to the server is not held to what a page offers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dyad.wording import server as wording

SESSION_VARIABLE, SERVER_VARIABLE = "DYAD_UPLOADS_SESSION_MB", "DYAD_UPLOADS_MB"
SESSION_MB, SERVER_MB = 50, 500
MIB = 1024 * 1024  # an MB of Streamlit’s `maxUploadSize`
LEAST_BYTES, MOST_BYTES = 64 * 1024, 6 * MIB  # a file counts for: so that there is an end of their number, too
PLACE = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+/?$")


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
        read.append(int(text) * MIB)
    return Limits(session=read[0], server=read[1])


class Uploads:
    """Refuse uploads (413) that a session, or all together, would hold too much with: those held and those under way.

    It stands within Streamlit's app, as `middleware`, which makes an answer of what is raised while a body is read.
    """

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self._app = app
        self._limits = limits
        self._arriving: Counter[str] = Counter()  # bytes announced of bodies that are no file yet, by session
        # Starlette writes what is over 1 MB of a file to disk as it arrives; 0 is never. Streamlit ends bodies at 6 MB.
        MultiPartParser.spool_max_size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = PLACE.search(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if not found:
            await self._app(scope, receive, send)
            return
        session, counted = found["session"], 0

        async def receive_counted() -> Message:  # once Streamlit has seen the token, the session and the length
            nonlocal counted
            message = await receive()
            announced = int(Headers(scope=scope).get("content-length", MOST_BYTES))
            size = max(LEAST_BYTES, announced) - counted  # all of it at first, then nothing
            self._check(session, size)
            counted += size
            self._arriving[session] += size
            return message

        try:
            await self._app(scope, receive_counted, send)
        finally:  # the file is held by now, or was refused
            self._arriving -= Counter({session: counted})

    def _check(self, session: str, size: int) -> None:
        """Raise what is answered when a session may not bring so many bytes more."""
        if not get_instance().is_active_session(session):  # or its file would stay for good
            raise HTTPException(400, f"{wording.PAGE_CLOSED}\n")
        held = cast("MemoryUploadedFileManager", get_instance().uploaded_file_mgr).file_storage  # by session, by file
        if _weigh(held.get(session, {}).values()) + self._arriving[session] + size > self._limits.session:
            raise HTTPException(413, f"{wording.files_of_page(self._limits.session // MIB)}\n")
        of_all = sum(_weigh(files.values()) for files in list(held.values())) + self._arriving.total()
        if of_all + size > self._limits.server:
            raise HTTPException(413, f"{wording.files_of_all(self._limits.server // MIB)}\n")


def _weigh(files: Iterable[UploadedFileRec]) -> int:
    # Of a list, as other threads take files away.
    return sum(max(LEAST_BYTES, len(file.data) + len(file.name) + len(file.type)) for file in list(files))
