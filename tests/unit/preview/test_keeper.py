"""Previews are made for what was asked, kept, and never waited for."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from threading import Event
from typing import Any

import pytest

from dyad.preview import keeper
from dyad.preview.keeper import MOST_WAITING, OTHERS, PHONES, Asked, Previews
from dyad.record import Record, RecordError
from dyad.ui.shell import ENTRIES

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" viewBox="0 0 10 10"><path d="M0,0h1"/></svg>'
PATIENCE_SECONDS = 30


def asked(page: int = 0, *, window: int | None = None, phone: bool = False, **query: str) -> Asked:
    """Return what a browser asks for."""
    return Asked(
        entry=ENTRIES[page], query={name: [value] for name, value in query.items()}, window=window, phone=phone
    )


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, record: Record) -> list[float]:
    """Have drawings made by a stand-in, and return the widths it was asked for, as they come."""
    widths: list[float] = []

    def draw(spec: Mapping[str, Any]) -> str:
        widths.append(round(spec["vconcat"][0]["width"], 1))
        return SVG

    monkeypatch.setattr(keeper, "to_svg", draw)
    monkeypatch.setattr(keeper, "current_record", lambda: record)
    return widths


def find_in_time(previews: Previews, one: Asked) -> str:
    """Return a preview once it is there."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if found := previews.find(one):
            return found
        time.sleep(0.02)
    raise AssertionError("no preview came")


def test_a_preview_comes_after_it_was_asked_for(drawn: list[float]) -> None:
    """The first reader gets none at once, later ones get the one for their window, which is drawn once."""
    previews = Previews()
    assert previews.find(asked(window=1270)) == ""
    assert "in-1280" in find_in_time(previews, asked())
    found = find_in_time(previews, asked(window=1270))
    assert "in-" not in found.partition("</style>")[2]
    assert previews.find(asked(window=1270)) == found
    assert sorted(drawn) == sorted([1241.2, *(window - 28.8 for window in OTHERS)])


@pytest.mark.usefixtures("drawn")
def test_a_window_that_is_not_known_gets_drawings_for_several() -> None:
    """A phone is sent those of phones, any other browser those of others."""
    previews = Previews()
    for phone, windows in ((True, PHONES), (False, OTHERS)):
        markup = find_in_time(previews, asked(phone=phone)).partition("</style>")[2]
        assert [window for window in (390, 768, 1280, 1920) if f'"in-{window}"' in markup] == list(windows)


def test_a_page_that_opens_without_a_figure_has_none(drawn: list[float]) -> None:
    """Nothing is drawn for it."""
    previews = Previews()
    nothing = asked(1, q="no such word")
    assert previews.find(nothing) == ""
    find_in_time(previews, asked(1))
    assert previews.find(nothing) == ""
    assert len(drawn) == len(OTHERS)


@pytest.mark.parametrize("query", [{"own": "x"}, {"embed": "true"}, {"theme": "no such theme"}, {"years": "1,2"}])
def test_none_is_made_for_what_will_look_otherwise(query: dict[str, str], drawn: list[float]) -> None:
    """Tables of a reader's own, a frame without menu, an address that is answered with a notice."""
    previews = Previews()
    for _ in range(2):
        assert previews.find(asked(**query)) == ""
    find_in_time(previews, asked(phone=True))
    assert previews.find(asked(**query)) == ""
    assert len(drawn) == len(PHONES)


@pytest.mark.usefixtures("drawn")
def test_a_record_that_cannot_be_read_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page tells what is wrong; a preview of what was before would not."""

    def broken() -> Record:
        raise RecordError([])

    previews = Previews()
    find_in_time(previews, asked())
    monkeypatch.setattr(keeper, "current_record", broken)
    assert previews.find(asked()) == ""


def test_what_is_asked_in_vain_does_not_pile_up(drawn: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    """However much is asked while nothing is drawn, only so much waits, and the rest is made once asked for again."""
    go_on = Event()
    real = keeper.opening_figure
    monkeypatch.setattr(keeper, "opening_figure", lambda *given: go_on.wait(PATIENCE_SECONDS) and real(*given))
    previews = Previews()
    for window in range(400, 400 + 3 * MOST_WAITING):
        previews.find(asked(window=window, phone=True))
    go_on.set()
    find_in_time(previews, asked(window=400, phone=True))
    find_in_time(previews, asked(window=400 + 3 * MOST_WAITING - 1, phone=True))
    assert len(drawn) <= MOST_WAITING + 2 * len(PHONES) + 1


def test_one_that_fails_does_not_end_the_others(
    drawn: list[float], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A figure that cannot be drawn is told of in the log; its page goes without, the next page with."""
    real = keeper.opening_figure

    def fail_on_one(record: Record, sight: Any) -> Any:
        if sight.entry.name == "timeline":
            raise ZeroDivisionError
        return real(record, sight)

    monkeypatch.setattr(keeper, "opening_figure", fail_on_one)
    previews = Previews()
    with caplog.at_level(logging.ERROR):
        previews.find(asked(1))
        find_in_time(previews, asked())
    assert previews.find(asked(1)) == ""
    assert "No preview of timeline could be drawn" in caplog.text
    assert len(drawn) == len(OTHERS)
