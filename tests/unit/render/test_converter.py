"""What draws, in processes of its own: they answer, are replaced when they end, and no text takes anything with it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from dyad.figures.style import FONT_FILES, FONT_FOLDER
from dyad.importing import process
from dyad.record import Record
from dyad.render import converter, engine
from dyad.render.converter import Converter, ConverterError, Program, Urgency
from dyad.render.drawing import draw_view, unpack_drawing
from dyad.render.worker import FONTCONFIG, MAIN, TYPESET
from dyad.view import default_view

JOBS = 24
FAMILY = (1, 4, 16)  # names of a font that have its family's
SPEC: dict[str, Any] = {
    "config": {},
    "vconcat": [
        {
            "width": 90,
            "data": {"values": [{"text": "a\x01\ufffe\ud800 \\u0001 Дружба"}]},
            "mark": "text",
            "encoding": {"text": {"field": "text"}},
        }
    ],
    "title": "b\x00\x1f\uffff",
}


@pytest.fixture(scope="module")
def drawing() -> Iterator[Converter]:
    """Return one that draws, for all tests of this module."""
    one = Converter(FONT_FOLDER)
    yield one
    one.end()


def test_no_text_ends_what_draws(drawing: Converter, record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Characters that no drawing can hold become signs, here and in the process apart: the same drawing.

    Nor does a figure of a record differ that is laid out there.
    """
    here = engine.to_svg(SPEC)
    view = default_view(record)
    laid_out_here = draw_view(record, view, "trade-balance", 358)
    monkeypatch.setattr(engine, "_elsewhere", [drawing])
    assert engine.to_svg(SPEC) == here
    assert "a\ufffd\ufffd\ufffd \\u0001 Дружба" in here
    assert engine.to_png(here, scale=1).startswith(b"\x89PNG")
    assert engine.to_document({MAIN: '#set document(title: "a")'}).startswith(b"%PDF")
    assert unpack_drawing(engine.packed_elsewhere(record, view, "trade-balance", 358, Urgency.SCREEN)) == laid_out_here
    assert len(drawing._free) == 1  # program: no second one while nobody waits


def test_no_font_of_the_machine_counts(drawing: Converter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with another font under the name of the one that measures texts draws the same."""
    spec = engine.convertible(SPEC)
    with TTFont(FONT_FOLDER / FONT_FILES[600]) as font:
        for name in font["name"].names:
            name.string = "Liberation Sans" if name.nameID in FAMILY else name.toUnicode()
        font.save(tmp_path / "other.ttf")
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    monkeypatch.setenv(FONTCONFIG, str(tmp_path / "fonts.conf"))
    there = Converter(FONT_FOLDER)
    assert there.call("vegalite_to_svg", vl_spec=spec) == drawing.call("vegalite_to_svg", vl_spec=spec)
    there.end()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSTOP"])
def test_one_that_ends_is_replaced(drawing: Converter, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the program is killed or stands still the job fails in words, and the next one is done."""
    assert drawing.call("vegalite_to_svg", vl_spec=engine.convertible(SPEC))
    (program,) = drawing._free
    os.kill(program._process.pid, getattr(signal, name))
    if name == "SIGSTOP":
        with monkeypatch.context() as hasty:
            hasty.setattr(converter, "SECONDS", dict.fromkeys(Urgency, 1))
            with pytest.raises(ConverterError, match="did not answer within 1 s"):
                drawing.call("vegalite_to_svg", vl_spec=engine.convertible(SPEC))
    else:
        program._process.wait()
    assert drawing.call("vegalite_to_svg", vl_spec=engine.convertible(SPEC))
    assert [one._process.pid != program._process.pid for one in drawing._free] == [True]


def test_one_that_cannot_start_is_tried_again(drawing: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without memory for a process a job fails in words, as often as that is so; afterwards it is started."""
    drawing.end()
    with monkeypatch.context() as broken:
        broken.setattr(process.subprocess, "Popen", lambda *_, **__: (_ for _ in ()).throw(OSError("no memory")))
        for _ in range(converter.MOST + 1):
            with pytest.raises(ConverterError, match="could not be started: no memory"):
                drawing.call("vegalite_to_svg", vl_spec=engine.convertible(SPEC))
    assert drawing.call("vegalite_to_svg", vl_spec=engine.convertible(SPEC))


def test_what_is_refused_is_told(drawing: Converter) -> None:
    """What vl-convert or Typst refuses is an error with its words, as a letter the font lacks; the program goes on."""
    head = '#set document(title: "A")\n#set text(font: "Fira Sans", fallback: false)\n'
    assert drawing.call(TYPESET, files={MAIN: f"{head}Дружба"}).startswith(b"%PDF")
    (program,) = drawing._free
    with pytest.raises(ConverterError, match="could not be displayed"):
        drawing.call(TYPESET, files={MAIN: f"{head}友"})
    with pytest.raises(ConverterError, match="refused to draw"):
        drawing.call("vegalite_to_svg", vl_spec="{")
    assert drawing.call(TYPESET, files={MAIN: f"{head}Café"}).startswith(b"%PDF")
    assert drawing._free == [program]
    drawing.end()
    assert not program.runs


SCREEN, FILE, AHEAD = Urgency


@pytest.mark.parametrize(
    ("working", "waiting", "free", "may_start"),
    [
        ((), (), 0, (SCREEN, FILE, AHEAD)),
        ((SCREEN,), (), 0, (SCREEN, FILE)),  # two are drawn at once
        ((SCREEN, SCREEN), (), 0, ()),  # never three
        ((FILE,), (), 0, (SCREEN,)),  # one file at a time
        ((SCREEN, FILE), (), 0, ()),
        ((), (SCREEN,), 1, (SCREEN,)),
        ((), (FILE,), 1, (SCREEN, FILE)),
        ((AHEAD,), (), 0, ()),  # which takes less time than a program to start
        ((AHEAD,), (), 1, (SCREEN,)),
    ],
)
def test_screens_come_before_files_and_what_is_drawn_ahead_comes_last(
    working: tuple[Urgency, ...], waiting: tuple[Urgency, ...], free: int, may_start: tuple[Urgency, ...]
) -> None:
    """What may start goes by what is under way, what waits besides, and whether a program has nothing to do."""
    one = Converter(FONT_FOLDER)
    one._free = [Program.__new__(Program)] * free
    one._working.extend(working)
    for urgency in Urgency:
        one._waiting = [*waiting, urgency]
        assert one._may_start(urgency) is (urgency in may_start), urgency


def test_all_who_wait_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many jobs at once each is done, by two programs at the most."""
    started = []
    monkeypatch.setattr(Program, "__init__", lambda program, _: started.append(program))
    monkeypatch.setattr(Program, "runs", True)
    monkeypatch.setattr(Program, "stop", lambda _: None)
    monkeypatch.setattr(Program, "ask", lambda _, function, *__, **___: function)
    one = Converter(FONT_FOLDER)
    with ThreadPoolExecutor(JOBS) as together:
        made = together.map(lambda at: one.call(str(at), urgency=Urgency(at % len(Urgency))), range(JOBS))
        assert list(made) == [str(at) for at in range(JOBS)]
    for timer in one._timers:
        timer.cancel()
    assert len(started) <= converter.MOST
