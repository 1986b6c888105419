"""`/drawings/` as a browser asks: what it may keep, what is refused, that each is made once."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from lxml import html
from starlette.applications import Starlette
from starlette.routing import Route

from dyad.importing.current import current_record
from dyad.publish.drawing_requests import (
    drawing_address,
    part_address,
    read_drawing_request,
    sheet_address,
    stage_address,
)
from dyad.publish.sheets import ExportOptions, TooSmallError
from dyad.publish.stages import STAGES
from dyad.render.cache import Drawings
from dyad.render.drawing import Drawing
from dyad.server.drawings import RETRY_SECONDS, DrawingsRoute
from dyad.ui.drawn import PAGE_SCRIPT
from dyad.view import default_view
from tests.unit.server.asking import ask as ask_app
from tests.unit.server.pen import Pen

Told = tuple[int, dict[str, str], str]
Ask = Callable[..., Told]
GOOD = "public, max-age=31536000, immutable"


@pytest.fixture
def pen() -> Pen:
    """Return what draws."""
    return Pen()


@pytest.fixture
def ask(pen: Pen) -> Ask:
    """Return a function that asks for an address, always of the same server."""
    app = Starlette(routes=[Route("/drawings/{name}", DrawingsRoute(Drawings(draw=pen.draw)).answer)])

    def told(address: str, **headers: str) -> Told:
        answer = ask_app(app, f"/{address}", **headers)
        body = gzip.decompress(answer.body) if "content-encoding" in answer.headers else answer.body
        return answer.status, answer.headers, body.decode()

    return told


def test_a_drawing_is_made_once_and_kept_by_browsers(ask: Ask, pen: Pen) -> None:
    """An address of a page gives the figure as markup, for good; views that only fade it share it, widths do not."""
    record = current_record()
    view = default_view(record)
    address = drawing_address(record, view, "claims-summary")
    assert drawing_address(record, replace(view, themes=("energy",), text="x"), "claims-summary") == address
    assert drawing_address(record, replace(view, years=(2010, 2016)), "claims-summary") != address
    status, headers, body = ask(f"{address}&width=narrow")
    assert (status, headers["cache-control"]) == (200, GOOD)
    assert body.startswith('<figure class="dyad-figure" id="figure-claims-summary"')
    assert ask(f"{address}&theme=energy&width=narrow", accept_encoding="gzip")[2] == body
    assert len(pen.asked) == 1
    assert 'class="drawing wide"' in ask(f"{address}&width=wide")[2]
    assert [asked[1:] for asked in pen.asked] == [("claims-summary", 358), ("claims-summary", 1216)]


def test_stages_and_sheets_have_addresses(ask: Ask) -> None:
    """What a projector and the figures page show comes as drawn for them, a sheet in the colours of its paper."""
    record = current_record()
    view = replace(default_view(record), years=(2010, 2016), themes=("energy",), event="druzhba-2016")
    lower, choice = (
        replace(STAGES[1], height=222),
        ExportOptions(figure="claims-summary", size="square", paper="dark", noted=False),
    )
    for address in (stage_address(record, view, "claims-summary", lower), sheet_address(record, view, choice)):
        name, _, query = address.removeprefix("drawings/").partition("?")
        request = read_drawing_request(name, parse_qs(query), record=record)
        assert (request.name, request.view) == ("claims-summary", view)
        assert (request.width, request.stage or lower, request.choice or choice) == (0, lower, choice)
        assert (request.stage is None) != (request.choice is None)
        status, headers, body = ask(address)
        assert (status, headers["cache-control"]) == (200, GOOD)
        figure = html.fragment_fromstring(body)
        assert figure.get("data-still") is not None
        assert figure.get("data-theme") == ("dark" if request.choice else None)
        assert json.loads(figure.findtext("script"))["marks"]


def test_what_no_stage_can_hold_is_said(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawing that would not be legible is refused with what to do; asking again would not help."""

    def refuse(*_: Any) -> Drawing:
        raise TooSmallError("narrow the step’s view")

    monkeypatch.setattr("dyad.server.drawings.stage_drawing", refuse)
    status, _, body = ask("drawings/claims-summary?stage=wide")
    assert (status, body) == (400, "narrow the step’s view\n")


def test_what_another_version_gave_out_is_not_kept(ask: Ask) -> None:
    """The same drawing under an address of other data is shown, and asked for again next time."""
    for address in ("drawings/claims-summary?width=wide&v=older", "drawings/claims-summary?width=wide"):
        status, headers, _ = ask(address)
        assert (status, headers["cache-control"]) == (200, "no-store")


def test_script_and_style_are_kept(ask: Ask) -> None:
    """What figures answer by comes as itself."""
    status, headers, body = ask(part_address("figure.js"))
    assert (status, headers["cache-control"]) == (200, GOOD)
    assert body == PAGE_SCRIPT
    assert headers["content-type"].startswith("text/javascript")
    assert ask(part_address("page.css"))[1]["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("drawings/trade-bond?width=wide", 404, "Did you mean “trade-band”?"),
        ("drawings/trade-band?width=huge&years=2016&years=1", 400, "the widths are wide, medium, narrow and small"),
        ("drawings/trade-band?width=huge&years=2016&years=1", 400, "two years from"),
        ("drawings/trade-band", 400, "“width=”"),
        ("drawings/trade-band?width=wide&stage=tall", 400, "width and stage cannot be together"),
        ("drawings/trade-band?stage=round", 400, "the stages are wide, tall and narrow"),
        ("drawings/trade-band?stage=wide&height=9999", 400, "on the stage “wide” it is 100 to 484 px"),
        ("drawings/trade-band?stage=tall&height=²²²", 400, "it is 100 to 500 px"),
        ("drawings/trade-band?size=slidee&paper=dark&title=no", 400, "Did you mean “slide”?"),
        ("drawings/trade-band?size=slidee&paper=dark&title=no", 400, "“title=no” cannot be used"),
        ("drawings/trade-band?width=wide&" + "&".join("abcdefgh" for _ in range(200)), 400, "cannot be read"),
    ],
)
def test_what_cannot_be_is_refused(address: str, status: int, told: str, ask: Ask, pen: Pen) -> None:
    """A name or a value that there is not is told of with what there is, and nothing is drawn."""
    answer = ask(address)
    assert answer[0] == status
    assert told in answer[2]
    assert answer[1]["cache-control"] == "no-store"
    assert pen.asked == []


def test_a_failure_is_tried_again(ask: Ask, pen: Pen) -> None:
    """Where nothing can be drawn the browser is told to ask later, and then it is drawn."""
    pen.broken = True
    status, headers, _ = ask("drawings/claims-summary?width=wide")
    assert (status, headers["retry-after"]) == (503, str(RETRY_SECONDS))
    pen.broken = False
    assert ask("drawings/claims-summary?width=wide")[0] == 200
