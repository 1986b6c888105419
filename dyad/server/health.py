"""What the server says of itself: `/health`, and answers that failed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dyad.importing.current import look
from dyad.record import Problem, RecordError
from dyad.record.schema import TABLES
from dyad.server.answers import NEVER, say
from dyad.ui.failure import NAME_BYTES
from dyad.wording.server import failed

MOST_PROBLEMS = 20  # told by /health


def answer_health(_: Request) -> Response:
    """Say which record is shown, and what is wrong if its files cannot be used now; 503 only when nothing is shown."""
    try:
        shown = look()
    except RecordError as error:
        return JSONResponse({"status": "broken", **_tell(error.problems)}, status_code=503, headers=NEVER)
    told: dict[str, Any] = {"status": "ok"}
    if shown.since:
        told = {"status": "stale", "since": shown.since.isoformat(timespec="seconds"), **_tell(shown.problems)}
    counts = {name: len(getattr(shown.record, name)) for name in TABLES}
    return JSONResponse({**told, "version": shown.record.version, "counts": counts}, headers=NEVER)


def _tell(problems: Sequence[Problem]) -> dict[str, Any]:
    return {"problems": [str(problem) for problem in problems[:MOST_PROBLEMS]], "count": len(problems)}


def name_failure(error: Exception, headers: Mapping[str, str]) -> Response:
    """Answer where an answer failed: with a name, under which the log will have the error."""
    name = secrets.token_hex(NAME_BYTES)
    error.add_note(f"Told to the reader as error {name}.")
    return say(failed(name), status=500, headers=headers)
