"""A folder served as a CDN would: each file compressed with brotli beforehand, kept in memory.

python static_server.py PORT FOLDER
"""

from __future__ import annotations

import mimetypes
import sys
from pathlib import Path

import brotli
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

QUALITY = 11  # as files are compressed that are compressed once and sent for months
PACKED = {".br", ".gz", ".jpg", ".pdf", ".png", ".pptx", ".woff", ".woff2", ".zip"}  # would not get smaller


def make_app(folder: Path) -> Starlette:
    """Return the app; a folder's address is that of its index.html."""
    kept: dict[str, Response] = {}
    for file in folder.rglob("*"):
        if not file.is_file():
            continue
        content, headers = file.read_bytes(), {"Cache-Control": "public, max-age=31536000"}
        if file.suffix not in PACKED:
            content, headers["Content-Encoding"] = brotli.compress(content, quality=QUALITY), "br"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kept["/" + file.relative_to(folder).as_posix()] = Response(content, media_type=kind, headers=headers)

    async def answer(request: Request) -> Response:
        path = request.url.path
        for known in (path, path.rstrip("/") + "/index.html"):
            if known in kept:
                return kept[known]
        return Response("Not Found\n", status_code=404)

    return Starlette(routes=[Route("/{path:path}", answer)])


if __name__ == "__main__":
    uvicorn.run(make_app(Path(sys.argv[2])), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
