"""What draws, in a process of its own: it answers, is replaced when it ends, and no text takes anything with it."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from dyad.figures.look import FONT_FOLDER
from dyad.render import converter, engine
from dyad.render.converter import FILE_SECONDS, SCREEN_SECONDS, Converter, ConverterError

SPEC: dict[str, Any] = {
    "data": {"values": [{"text": "a\x01\ufffe\ud800 \\u0001 Дружба"}]},
    "mark": "text",
    "encoding": {"text": {"field": "text"}},
    "title": "b\x00\x1f\uffff",
}


@pytest.fixture(scope="module")
def drawing() -> Iterator[Converter]:
    """Return one that draws, for all tests of this module."""
    one = Converter(FONT_FOLDER)
    yield one
    one.end()


def test_no_text_ends_what_draws(drawing: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters that no drawing can hold become signs, here and in the process apart: the same drawing."""
    here = engine.to_svg(SPEC)
    monkeypatch.setattr(engine, "_elsewhere", [drawing])
    assert engine.to_svg(SPEC) == here
    assert "a\ufffd\ufffd\ufffd \\u0001 Дружба" in here
    assert engine.to_png(here, scale=1).startswith(b"\x89PNG")
    assert engine.to_pdf(here).startswith(b"%PDF")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSTOP"])
def test_one_that_ends_is_replaced(drawing: Converter, name: str) -> None:
    """When the program is killed or stands still the job fails in words, and the next one is done."""
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))
    assert drawing._process
    os.kill(drawing._process.pid, getattr(signal, name))
    if name == "SIGSTOP":
        with pytest.raises(ConverterError, match="did not answer within 1 s"):
            drawing.call("vegalite_to_svg", seconds=1, vl_spec=engine.drawable_spec(SPEC))
    else:
        drawing._process.wait()
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))


def test_one_that_cannot_start_is_tried_again(drawing: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without memory for a process a job fails in words; the next one starts it."""
    drawing.end()
    with monkeypatch.context() as broken:
        broken.setattr(converter.subprocess, "Popen", lambda *_, **__: (_ for _ in ()).throw(OSError("no memory")))
        with pytest.raises(ConverterError, match="could not be started: no memory"):
            drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))


def test_screens_come_before_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the jobs that wait, those of a screen are done first, one at a time."""
    done: list[str] = []
    working, go = threading.Event(), threading.Event()

    def ask(_: Converter, job: str, __: float) -> dict[str, str]:
        working.set()
        assert go.wait(30)
        done.append(json.loads(job)["function"])
        return {"text": ""}

    monkeypatch.setattr(Converter, "_ask", ask)
    one = Converter(FONT_FOLDER)
    jobs = [("first", FILE_SECONDS), ("file", FILE_SECONDS), ("screen", SCREEN_SECONDS)]
    threads = [threading.Thread(target=one.call, args=(name,), kwargs={"seconds": at}) for name, at in jobs]
    threads[0].start()
    assert working.wait(30)
    for thread in threads[1:]:
        thread.start()
    while not one._screens:
        pass
    go.set()
    for thread in threads:
        thread.join(30)
    one._idle.cancel()  # type: ignore[union-attr]
    assert done == ["first", "screen", "file"]


def test_what_is_refused_is_told(drawing: Converter) -> None:
    """What vl-convert refuses is an error with its words, and the program goes on."""
    with pytest.raises(ConverterError, match="refused to draw"):
        drawing.call("vegalite_to_svg", vl_spec="{")
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))
    drawing.end()
    assert drawing._process is None
