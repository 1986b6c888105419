"""What files and drawings by address have in common: options read, refusals answered."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, Response

from dyad.publish.file_requests import FileRequestError
from dyad.publish.sheets import TooSmallError
from dyad.record import RecordError
from dyad.wording import server as wording

MOST_FIELDS = 100  # of a query
REFUSALS = (FileRequestError, TooSmallError, RecordError)
NEVER = {"Cache-Control": "no-store"}


def read_query(query: bytes) -> dict[str, list[str]]:
    """Return the options of an address.

    Raises
    ------
    FileRequestError
        When they are too many, or in no encoding.
    """
    try:
        return parse_qs(query.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as why:
        raise FileRequestError((wording.UNREADABLE_OPTIONS.format(why=why),)) from why


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
