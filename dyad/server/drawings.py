"""Drawings by address, as `/drawings/trade-band?width=wide&years=2010&years=2017`, and what answers in them.

A page's component asks for them (`dyad/ui/drawn.py`). They are made once, compressed once and kept within a bound;
what is asked for while many wait is refused with 503, and asked for again by the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dyad.importing.current import current_record
from dyad.publish.drawing_requests import SCRIPT, STYLE, VERSION, DrawingRequest, read_drawing_request
from dyad.publish.file_requests import read_query
from dyad.publish.images import sheet_drawing
from dyad.publish.sheets import PAPERS
from dyad.publish.stages import stage_drawing
from dyad.publish.versions import version_of
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.converter import ConverterError
from dyad.render.markup import write_figure, write_still
from dyad.server.answers import FOR_GOOD, NEVER, REFUSALS, answer_packed, ask_again, best_coding, compress, refuse
from dyad.server.files import MOST_OF_CLASS, BusyError, FileCache
from dyad.server.first.making import PAGE_CSS
from dyad.ui.drawn import PAGE_SCRIPT
from dyad.wording.server import not_drawn

MOST_KEPT_BYTES = 16_000_000  # compressed, some 15 kB each
RETRY_SECONDS = 2

PARTS = {SCRIPT: ("text/javascript", PAGE_SCRIPT), STYLE: ("text/css", PAGE_CSS)}


class DrawingsRoute:
    """Answers for what stands after `/drawings/`, from the record that is served now."""

    def __init__(self, drawings: Drawings) -> None:
        self._drawings = drawings
        self._cache = FileCache(most_bytes=MOST_KEPT_BYTES, most_waiting=MOST_OF_CLASS)

    async def answer(self, asked: Request) -> Response:
        """Return a drawing as markup, the script or the stylesheet, compressed as the browser takes it."""
        name, coding = asked.path_params["name"], best_coding(asked.scope)
        try:
            if name in PARTS:
                kind, part = PARTS[name]
                content = await self._cache.get(f"{coding} {name}", lambda: compress(part.encode(), coding))
                return answer_packed(content, kind, coding, _kept(asked))
            record, request = await run_in_threadpool(_read, name, asked.scope["query_string"])
            key = f"{coding} {record.version} {request}"
            content = await self._cache.get(key, lambda: compress(self._write(record, request).encode(), coding))
            return answer_packed(content, "text/html", coding, _kept(asked, record.version))
        except REFUSALS as error:
            return refuse(error)
        except (BusyError, ConverterError):
            return ask_again(not_drawn(RETRY_SECONDS), seconds=RETRY_SECONDS)

    def _write(self, record: Record, request: DrawingRequest) -> str:
        if request.choice:
            drawing = sheet_drawing(record, request.view, request.choice)
            return str(write_still(drawing, scheme=PAPERS[request.choice.paper].scheme))
        if request.stage:
            return str(write_still(stage_drawing(record, request.view, request.name, request.stage)))
        return str(write_figure([self._drawings.get(record, request.view, request.name, request.width)]))


def _kept(asked: Request, *parts: str) -> Mapping[str, str]:
    """Return how long an answer is kept: what another server gave out, of other data or by other code, not at all."""
    return FOR_GOOD if asked.query_params.get(VERSION) == version_of(*parts) else NEVER


def _read(name: str, query: bytes) -> tuple[Record, DrawingRequest]:
    asked, record = read_query(query), current_record()
    return record, read_drawing_request(name, asked, record=record)
