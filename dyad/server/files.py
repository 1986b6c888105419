"""Files by address, as `/files/trade-band.png?years=2010&years=2017`: made once, kept, never for many at once.

What is asked for while `MOST_WAITING` others wait is refused with 503: a class that saves at once is served, a flood
does not take the server from those who read.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.importing.current import current_record, data_folder
from dyad.publish import file_requests as files
from dyad.publish.file_requests import FileRequest, FileRequestError, Source
from dyad.record.schema import LESSON
from dyad.render.converter import ConverterError
from dyad.render.drawing import WIDTHS
from dyad.rooms.room import ROOMS
from dyad.server.answers import NEVER, REFUSALS, ask_again, is_read, refuse, say
from dyad.ui.downloads import OWN, find_offer
from dyad.wording import server as wording

PREFIX = f"/{files.FOLDER}/"
MAKERS = 2  # files made at once: the converter has one lock, writing a deck beside it does not wait
MOST_WAITING = 16  # for a maker
MOST_OF_CLASS = 64 - MAKERS  # waiting: a class that chooses different years, or draws its own tables, at once
RETRY_SECONDS = 5
MOST_KEPT_BYTES = 32_000_000
# A proxy and a browser may keep a file for a minute; after that they ask whether it is still the same (ETag).
CACHE = {"Cache-Control": "public, max-age=60, must-revalidate"}
SHOWN = ("png", "svg", "pdf", "csv", "json", "md")  # a browser that opens the address shows it; other forms are saved
WITHHELD = (files.DECK, files.KEY, LESSON.file)  # which have the answers of a lesson
FRAMED = "html"  # of the served record it is shown, too: other pages have it in a frame


class BusyError(Exception):
    """As many files wait to be made as may."""


class FileCache:
    """Makes each file once for all who ask for it, and keeps the latest within a bound.

    What fails is not kept. A file that is longer than the bound is made and not kept.
    """

    def __init__(self, *, most_bytes: int = MOST_KEPT_BYTES, most_waiting: int = MOST_WAITING) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._under_way: dict[str, asyncio.Future[bytes]] = {}
        self._most_bytes = most_bytes
        self._most_under_way = most_waiting + MAKERS
        self._makers = ThreadPoolExecutor(MAKERS, thread_name_prefix="files")

    async def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what `make` returns, from the cache where it was made under this key before.

        Raises BusyError when too many wait; what `make` raises is raised to all who wait for it.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._under_way:
            if len(self._under_way) >= self._most_under_way:
                raise BusyError
            future = asyncio.get_running_loop().run_in_executor(self._makers, make)
            self._under_way[key] = future
            future.add_done_callback(lambda done: self._finish(key, done))
        # a reader who leaves takes nothing from the others who wait for the same
        return await asyncio.shield(self._under_way[key])

    def _finish(self, key: str, done: asyncio.Future[bytes]) -> None:
        del self._under_way[key]
        if done.cancelled() or done.exception():
            return
        content = done.result()
        self._kept[key] = content
        self._bytes += len(content)
        while self._kept and self._bytes >= self._most_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)


class FilesMiddleware:
    """Answer for what is to be read of `/files/`; hand on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._cache = FileCache()
        self._handed_out = FileCache(most_bytes=0, most_waiting=MOST_OF_CLASS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        ours = is_read(scope) and scope["path"].startswith(PREFIX)
        answer = await self._answer(Request(scope)) if ours else self._app
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        name = request.url.path.removeprefix(PREFIX)
        if name in WITHHELD and ROOMS.withholds((request.scope.get("server") or ("",))[0]):
            return say(wording.ROOM_OPEN, status=403)
        try:
            return await (self._hand_out if name.startswith(f"{OWN}/") else self._serve)(name, request)
        except (BusyError, ConverterError):
            return ask_again(wording.many_files(RETRY_SECONDS), seconds=RETRY_SECONDS)
        except REFUSALS as error:
            return refuse(error)

    async def _serve(self, name: str, asked: Request) -> Response:
        """Return a file of the record that is served now."""
        source, request, etag = await run_in_threadpool(_read, name, asked.scope["query_string"])
        quoted = f'"{etag}"'
        headers = {**CACHE, "ETag": quoted, **_disposition(files.saved_as(source, request), shown=(*SHOWN, FRAMED))}
        if quoted in [tag.strip().removeprefix("W/") for tag in asked.headers.get("If-None-Match", "").split(",")]:
            return Response(status_code=304, headers=headers)
        content = await self._cache.get(etag, lambda: _make(source, request))
        return Response(content, media_type=request.mime, headers=headers)

    async def _hand_out(self, name: str, asked: Request) -> Response:
        """Return a file that one session offers, a drawing in a class of width."""
        parts, width = name.split("/"), asked.query_params.get("width", "")
        offer = find_offer(parts[1]) if len(parts) == 3 else None
        if offer is None:
            return say(wording.HANDED_OUT, status=404)
        make = partial(offer.make, WIDTHS[width]) if width in WIDTHS else offer.make
        content = await self._handed_out.get(f"{parts[1]}/{width}", make)
        headers = {**NEVER, **_disposition(offer.name)}
        return Response(content, media_type=FileRequest(name=offer.name).mime, headers=headers)


def _read(name: str, query: bytes) -> tuple[Source, FileRequest, str]:
    asked = files.read_query(query)
    source = files.read_source(data_folder(), current_record())
    request = files.read_file_request(name, asked, source=source)
    return source, request, files.file_etag(source, request)


def _make(source: Source, request: FileRequest) -> bytes:
    if not request.letters_may_lack and (missing := files.missing_letters(source, request)):
        said = wording.letters_refused(missing=missing, option=f"{files.LETTERS}={files.ALLOW}")
        raise FileRequestError((said,))
    return files.make_file(source, request)


def _disposition(name: str, *, shown: Collection[str] = SHOWN) -> Mapping[str, str]:
    """Return the header that tells a browser the name of a file, in any script, and whether to show or to save it."""
    kind = "inline" if name.rpartition(".")[2] in shown else "attachment"
    return {"Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name, safe='')}"}
