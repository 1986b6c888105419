"""`/files/` as an ASGI server asks: what is kept and made once, what is refused, what a session alone hands out."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from dyad.publish.file_requests import FileRequest, make_file, read_source
from dyad.record import Record
from dyad.rooms.room import Rooms
from dyad.server import files
from dyad.server.files import MAKERS, BusyError, FileCache, FilesMiddleware
from dyad.ui import downloads
from dyad.ui.downloads import Offer
from tests.unit.server.asking import Answer
from tests.unit.server.asking import ask as ask_app
from tests.unit.tables import change

Ask = Callable[..., Answer]


@pytest.fixture
def ask() -> Ask:
    """Return a function that asks for a path, always of the same middleware."""
    return partial(ask_app, FilesMiddleware(PlainTextResponse("handed on")))


def test_a_file_comes_with_its_name_and_may_be_kept(ask: Ask, record: Record, root: Path) -> None:
    """A table comes whole, named, tagged, to be kept by proxies; HEAD tells the same of it without the body."""
    whole = ask("/files/trade.csv")
    source = read_source(root / "data", record)
    assert whole.body == make_file(source, FileRequest(name="trade.csv"))
    assert whole.headers["content-type"] == "text/csv; charset=utf-8"
    assert whole.headers["content-disposition"] == "inline; filename*=UTF-8''trade.csv"
    assert whole.headers["cache-control"].startswith("public, max-age=")
    head = ask("/files/trade.csv", method="HEAD")
    assert {**head.headers} == {**whole.headers}
    again = ask("/files/trade.csv", If_None_Match=f'"x", W/{whole.headers["etag"]}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", whole.headers["etag"])


def test_answers_are_not_given_at_the_address_of_phones(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a room is open, slides, key and table of the lesson come where it was opened alone; all else everywhere."""
    rooms = Rooms()
    rooms.address = "http://localhost:80"  # where this test asks
    monkeypatch.setattr(files, "ROOMS", rooms)
    room = rooms.open()
    for name in ("lesson.pptx", "key.pdf", "lesson.csv"):
        assert ask(f"/files/{name}").status == 403
    assert ask("/files/trade.csv").status == 200
    rooms.close(room)
    assert ask("/files/lesson.csv").status == 200


def test_what_cannot_be_is_told(ask: Ask) -> None:
    """Unknown files are 404, bad options 400 with the allowed ones; all else is handed on."""
    assert ask("/files/pie.png").status == 404
    bad = ask("/files/trade-band.png?size=huge")
    assert (bad.status, bad.headers["cache-control"]) == (400, "no-store")
    assert b"slide-4x3" in bad.body
    assert ask("/files/trade-band.png?years=2003&years=2003&size=column&q=" + "x" * 100).status == 400
    assert ask("/files/trade-band.png?" + "&".join(["theme=x"] * 200)).status == 400
    for query in ("q=%01", "q=%00%FF%ED%A0%80", "q=a%EF%BF%BE", "years=%D9%A2%D9%A0%D9%A1%D9%A0&years=2_016"):
        assert ask(f"/files/trade-band.svg?{query}").status == 400, query
    assert ask("/files/trade.csv", method="POST").body == ask("/files").body == b"handed on"


def test_letters_that_would_be_lost_are_told(ask: Ask, shown: Path) -> None:
    """A picture or key that would lack letters is refused, naming them; `letters=allow` makes it all the same."""
    for file, word in {"events.csv": "Druzhba-2017", "lesson.csv": "The slow years"}.items():
        tables = (shown / file).read_text(encoding="utf-8")
        assert word in tables
        (shown / file).write_text(tables.replace(word, "دوستی"), encoding="utf-8")
    for name in ("timeline.png", "key.pdf"):
        refused = ask(f"/files/{name}")
        assert refused.status == 400
        assert b"ARABIC LETTER" in refused.body
        assert b"letters=allow" in refused.body
        assert ask(f"/files/{name}?letters=allow").status == 200
    assert ask("/files/timeline.svg").status == 200


def test_a_changed_record_is_another_file(ask: Ask, shown: Path) -> None:
    """When the tables change the address gives the new file under a new tag."""
    before = ask("/files/events.csv")
    change(shown, "events", 4, note="Another note.")
    after = ask("/files/events.csv", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert after.headers["etag"] != before.headers["etag"]
    assert b"Another note." in after.body


def test_what_a_session_hands_out(ask: Ask) -> None:
    """A file under a random name comes while its session holds it, is never cached, then is gone."""
    offer = Offer(name="Trams – Évora.csv", make=lambda: b"a,b\r\n")
    downloads._offered["0" * 32] = offer
    path = f"/files/own/{'0' * 32}/any.csv"
    answer = ask(path)
    assert (answer.status, answer.body) == (200, b"a,b\r\n")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].endswith("UTF-8''Trams%20%E2%80%93%20%C3%89vora.csv")
    del offer  # with the session
    gone = ask(path)
    assert gone.status == 404
    assert b"as long as its page" in gone.body
    assert ask("/files/own/").status == ask("/files/own/a/b/c").status == 404


def test_one_file_is_made_once_for_all() -> None:
    """Those who ask while a file is made share it; one too many waiting is refused; what failed is made again."""
    go, made = threading.Event(), []

    def make(name: str) -> Callable[[], bytes]:
        def work() -> bytes:
            go.wait(10)
            made.append(name)
            if name == "bad" and made.count("bad") == 1:
                raise ZeroDivisionError
            return name.encode()

        return work

    async def crowd() -> list[Any]:
        cache = FileCache(most_waiting=1, most_bytes=8)
        names = ["bad", *(f"file-{n}" for n in range(MAKERS))]
        asked = [asyncio.ensure_future(cache.get(name, make(name))) for name in names for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await cache.get("one more", make("one more"))
        asked[1].cancel()  # a reader leaves
        go.set()
        results = await asyncio.gather(*asked, return_exceptions=True)
        assert await cache.get("bad", make("bad")) == b"bad"
        assert await cache.get("file-0", make("file-0")) == b"file-0"  # was pushed out by the bound
        return results

    results = asyncio.run(crowd())
    assert [type(one) for one in results[:3]] == [ZeroDivisionError, asyncio.CancelledError, ZeroDivisionError]
    assert results[3:] == [f"file-{n}".encode() for n in range(MAKERS) for _ in range(3)]
    assert made.count("bad") == 2
    assert made.count("file-1") == 1
    assert files.MOST_WAITING == 16
