"""Streamlit's scripts and styles, compressed once, kept and sent as they are: what a classroom's wifi waits for.

Streamlit sends them as they are on disk (its own compression skips `/static/`, as it would compress at each request).
Their names hold a hash of their content, so a browser may keep them for good. A file in static/ of the same name as
one of Streamlit's goes in its place: its icons, cut down by tools/make_icons.py.
"""

from __future__ import annotations

from pathlib import Path

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.paths import shipped
from dyad.server.answers import CODINGS, FOR_GOOD, answer_packed, best_coding, compress, is_read
from dyad.server.files import FileCache

FOLDER = "/static/"  # in any address: Streamlit's client may ask for it below the name of a page
KINDS = {".js": "application/javascript", ".css": "text/css"}
ICONS = "MaterialSymbols-Rounded.*.woff2"
OWN_FILES = shipped("static")
OWN_KINDS = {".woff2": "font/woff2"}
# Enough for what no page is made of; more, at each of a hundred files, would weigh as much as another font.
HEADERS = {**FOR_GOOD, "X-Content-Type-Options": "nosniff"}


class Assets:
    """Answer for the scripts and styles in `folder`, compressed as the browser takes them; else hand on."""

    def __init__(self, app: ASGIApp, *, folder: Path) -> None:
        self._app = app
        # the files there are, by their place below the folder: nothing else is ever opened
        there = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
        self._files = {name: file for name, file in there.items() if file.suffix in KINDS}
        self._own = {
            name: own.read_bytes()
            for name, file in there.items()
            if file.suffix in OWN_KINDS and (own := OWN_FILES / file.name).exists()
        }
        self._cache = FileCache(most_waiting=len(CODINGS) * len(there))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        name = scope["path"].partition(FOLDER)[2] if is_read(scope) else ""
        if own := self._own.get(name):
            answer = Response(own, media_type=OWN_KINDS[Path(name).suffix], headers=HEADERS)
        elif (file := self._files.get(name)) and (coding := best_coding(scope)):
            packed = await self._cache.get(f"{coding} {name}", lambda: compress(file.read_bytes(), coding))
            answer = answer_packed(packed, KINDS[file.suffix], coding, HEADERS)
        await answer(scope, receive, send)
