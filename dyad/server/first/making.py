"""The first HTML of every page, made for a view, compressed, kept and sent; and the stylesheet of all."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.importing.current import current_record, data_folder
from dyad.lesson import Lesson
from dyad.publish.card_html import CONTENT_CSS
from dyad.publish.file_requests import SHORT, WAY, Source, read_source
from dyad.publish.fonts import font_css
from dyad.publish.pages import KEPT_LESSON, LINKED, PAGES, PageEntry
from dyad.record import RecordError
from dyad.render.cache import Drawings
from dyad.render.markup import FIGURE_CSS, read_parts
from dyad.server.answers import REVALIDATED, answer_packed, best_coding, compress, is_read
from dyad.server.first.body import widths_of, write_body
from dyad.server.first.head import write_head
from dyad.server.first.requests import STEP, PageRequest, sifted_in
from dyad.server.index import BODY, HEAD
from dyad.ui.page import OWN
from dyad.view import value_in, view_from_query
from dyad.wording.addresses import say_refused

LOG = logging.getLogger(__name__)
KEPT = 64  # forms of pages, of some 40 kB
OF_LESSON = "present"  # the page that needs the lesson
# The stylesheet of every page: the font within it, the figures, and what stands around them at first.
PAGE_CSS = font_css() + FIGURE_CSS + CONTENT_CSS + read_parts(Path(__file__).parent, "first.css", "print.css")


class FirstHTML:
    """Answer for pages, of the record that is served now, each with the drawings there are: nobody waits for one.

    All else is handed on. `page` is the HTML of any page, with the places of head and body; of drawings that are
    missing the script asks for the one it has room for.
    """

    def __init__(self, app: ASGIApp, page: str, drawings: Drawings) -> None:
        self._app = app
        self._page = page
        self._drawings = drawings
        self._pages = {f"/{page.path}": page for page in PAGES.values()}
        self._write = lru_cache(maxsize=KEPT)(self._make)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if is_read(scope) and (entry := self._pages.get(scope["path"])):
            coding = best_coding(scope)
            page = await run_in_threadpool(self._get, entry, Request(scope), coding)
            answer = answer_packed(page, "text/html", coding, REVALIDATED)
        await answer(scope, receive, send)

    def _get(self, entry: PageEntry, asked: Request, coding: str) -> bytes:
        """Return a page in a coding, a key of `CODINGS` or empty."""
        query = {name: asked.query_params.getlist(name) for name in asked.query_params}
        try:
            record = current_record()
            view, refused = view_from_query(query, record=record)
            own, dropped = entry.read_own(record, query)
            request = PageRequest(
                entry=entry, view=view, dropped=(*say_refused(refused), *dropped),
                origin=str(asked.base_url).rstrip("/"), step=value_in(query, STEP), sifted=sifted_in(entry.name, query),
                own=tuple((name, tuple(values)) for name, values in own.items()),
            )  # fmt: skip
            source = Source(record=record, lesson=Lesson())
            if entry.name == OF_LESSON:
                source = read_source(data_folder(), record)
                if value_in(query, WAY) == SHORT and source.lesson.short:
                    source, request = replace(source, lesson=source.lesson.short), replace(request, short=True)
            kept = entry.name == OF_LESSON and KEPT_LESSON in asked.cookies  # a lesson of its own, in this browser
            others = kept or OWN in query or LINKED in own  # record, or lesson
            return self._write(source, request, None if others else widths_of(record, request, self._drawings), coding)
        except RecordError:  # the page will tell
            pass
        except Exception:  # the page is as good without, and has its own way to tell what is wrong with it
            LOG.exception("The first HTML of %s could not be made", entry.name)
        return compress(self._page.encode(), coding)

    def _make(
        self, source: Source, request: PageRequest, widths: tuple[tuple[int, ...], ...] | None, coding: str
    ) -> bytes:
        page = self._page.replace(HEAD, write_head(source, request))
        if widths is not None:
            page = page.replace(BODY, write_body(source, request, self._drawings, widths))
        return compress(page.encode(), coding)
