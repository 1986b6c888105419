"""Streamlit's scripts and styles, compressed once, kept and sent as they are: what a classroom's wifi waits for.

Streamlit sends them as they are on disk (its own compression skips `/static/`, as it would compress at each request).
Their names hold a hash of their content, so a browser may keep them for good. A file in static/ of the same name as
one of Streamlit's goes in its place: its icons, cut down by tools/make_icons.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from threading import Lock

import brotli
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = "/static/"  # in any address: Streamlit's client may ask for it below the name of a page
KINDS = {".js": "application/javascript", ".css": "text/css; charset=utf-8"}
ICONS = "MaterialSymbols-Rounded.*.woff2"
OWN_FILES = Path(__file__).parents[1] / "static"
OWN_KINDS = {".woff2": "font/woff2"}
QUALITY = 9  # of 11: 11 makes files 8 % smaller and takes twenty times as long, while the first reader waits
# Enough for what no page is made of; more, at each of a hundred files, would weigh as much as another font.
HEADERS = [(b"cache-control", b"public, max-age=31536000, immutable"), (b"x-content-type-options", b"nosniff")]


class Assets:
    """Answer for the scripts and styles in `folder`, brotli-compressed, where the browser takes that; else hand on."""

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
        self._packed: dict[Path, bytes] = {}
        self._packing = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        name = scope["path"].partition(FOLDER)[2]
        if (own := self._own.get(name)) is not None:
            headers = [(b"content-type", OWN_KINDS[Path(name).suffix].encode())]
            await _send_file(own, headers, scope, send)
        elif (file := self._files.get(name)) is not None and takes_brotli(scope):
            packed = self._packed[file] if file in self._packed else await asyncio.to_thread(self._pack, file)
            headers = [
                (b"content-type", KINDS[file.suffix].encode()),
                (b"content-encoding", b"br"),
                (b"vary", b"Accept-Encoding"),
            ]
            await _send_file(packed, headers, scope, send)
        else:
            await self._app(scope, receive, send)

    def pack(self, names: Iterable[str]) -> None:
        """Compress files, by their place below the folder, before anyone asks for them."""
        for name in names:
            self._pack(self._files[name])

    def _pack(self, file: Path) -> bytes:
        with self._packing:  # readers who come at once wait for one compression instead of each doing their own
            if file not in self._packed:
                self._packed[file] = brotli.compress(file.read_bytes(), quality=QUALITY)
            return self._packed[file]


async def _send_file(content: bytes, headers: list[tuple[bytes, bytes]], scope: Scope, send: Send) -> None:
    length = (b"content-length", str(len(content)).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [*headers, length, *HEADERS]})
    await send({"type": "http.response.body", "body": content if scope["method"] == "GET" else b""})


def takes_brotli(scope: Scope) -> bool:
    """Return whether a browser says that it reads brotli."""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            for coding in value.decode("latin-1").lower().split(","):
                token, _, weight = coding.strip().partition(";")
                if token.strip() == "br":
                    return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
