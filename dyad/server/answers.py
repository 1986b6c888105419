"""What answers have in common: contents compressed as browsers take them, refusals said."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping

import brotli
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from dyad.publish.file_requests import FileRequestError
from dyad.publish.sheets import TooSmallError
from dyad.record import RecordError
from dyad.wording import server as wording

REFUSALS = (FileRequestError, TooSmallError, RecordError)
NEVER = {"Cache-Control": "no-store"}
REVALIDATED = {"Cache-Control": "no-cache"}
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
QUALITY = 6  # of 11: 9 makes files 1 % smaller and takes five times as long, while the first reader waits
# The smallest first. Browsers take brotli from this machine and over https alone: in a classroom, gzip it is.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, quality=QUALITY),
    "gzip": lambda content: gzip.compress(content, mtime=0),
}
NO_WEIGHT = ("q=0", "q=0.0", "q=0.00", "q=0.000")  # of a coding that a browser does not take


def refuse(error: FileRequestError | TooSmallError | RecordError) -> Response:
    """Return the answer to what cannot be made, with the reasons."""
    if isinstance(error, RecordError):
        return say("\n".join([wording.NO_RECORD, *map(str, error.problems)]), status=503)
    missing = isinstance(error, FileRequestError) and error.missing
    return say(str(error), status=404 if missing else 400)


def ask_again(why: str, *, seconds: int) -> Response:
    """Return the answer where something cannot be made at this moment."""
    return say(why, status=503, headers={"Retry-After": str(seconds)})


def say(text: str, *, status: int, headers: Mapping[str, str] | None = None) -> Response:
    """Return a sentence as an answer that nobody keeps."""
    return PlainTextResponse(f"{text}\n", status_code=status, headers={**NEVER, **(headers or {})})


def is_read(scope: Scope) -> bool:
    """Return whether a request is one for something to be read; a server sends a HEAD no body."""
    return scope["type"] == "http" and scope["method"] in ("GET", "HEAD")


def best_coding(scope: Scope) -> str:
    """Return the coding that makes files smallest of those a browser says it reads; empty for none of ours."""
    given = ",".join(Headers(scope=scope).getlist("accept-encoding")).lower().split(",")
    asked = [one.replace(" ", "").partition(";") for one in given]
    taken = {token for token, _, weight in asked if weight not in NO_WEIGHT}
    return next((coding for coding in CODINGS if coding in taken), "")


def compress(content: bytes, coding: str) -> bytes:
    """Return content in a coding, a key of `CODINGS`, or for "" as it is."""
    return CODINGS[coding](content) if coding else content


def answer_packed(content: bytes, kind: str, coding: str, headers: Mapping[str, str]) -> Response:
    """Return an answer of a media type whose content was compressed before (`compress`)."""
    packed = {"Content-Encoding": coding} if coding else {}
    return Response(content, media_type=kind, headers={"Vary": "Accept-Encoding", **headers, **packed})
