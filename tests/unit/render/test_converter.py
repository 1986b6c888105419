"""What draws, in a process of its own: it answers, is replaced when it ends, and no text takes anything with it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from dyad.figures.look import FONT_FOLDER
from dyad.render import converter, engine
from dyad.render.converter import Converter, ConverterError

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
def test_one_that_ends_is_replaced(drawing: Converter, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """When the program is killed or stands still the job fails in words, and the next one is done."""
    monkeypatch.setattr(converter, "ANSWER_SECONDS", 1)
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))
    assert drawing._process
    os.kill(drawing._process.pid, getattr(signal, name))
    if name == "SIGSTOP":
        with pytest.raises(ConverterError, match="did not answer"):
            drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))
    else:
        drawing._process.wait()
    monkeypatch.undo()
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))


def test_what_is_refused_is_told(drawing: Converter) -> None:
    """What vl-convert refuses is an error with its words, and the program goes on."""
    with pytest.raises(ConverterError, match="refused to draw"):
        drawing.call("vegalite_to_svg", vl_spec="{")
    assert drawing.call("vegalite_to_svg", vl_spec=engine.drawable_spec(SPEC))
    drawing.end()
    assert drawing._process is None
