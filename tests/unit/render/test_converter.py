"""What draws, in processes of its own: they answer, are replaced when they end, and no text takes anything with it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
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

WAIT_SECONDS = 30
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


def test_documents_are_set_there(drawing: Converter) -> None:
    """A document comes back as PDF; one with a letter that the font lacks is refused, and the program goes on."""
    head = '#set document(title: "A")\n#set text(font: "Fira Sans", fallback: false)\n'
    assert drawing.call(TYPESET, files={MAIN: f"{head}Дружба"}).startswith(b"%PDF")
    with pytest.raises(ConverterError, match="could not be displayed"):
        drawing.call(TYPESET, files={MAIN: f"{head}友"})
    assert drawing.call(TYPESET, files={MAIN: f"{head}Café"}).startswith(b"%PDF")


def test_what_is_refused_is_told(drawing: Converter) -> None:
    """What vl-convert refuses is an error with its words, and the program goes on."""
    with pytest.raises(ConverterError, match="refused to draw"):
        drawing.call("vegalite_to_svg", vl_spec="{")
    (program,) = drawing._free
    assert drawing.call("vegalite_to_svg", vl_spec=engine.convertible(SPEC))
    assert drawing._free == [program]
    drawing.end()
    assert not program.runs


class Stand:
    """Programs that work until they are let go; `begun` has the jobs under way and done, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[str] = []
        self.programs = 0
        self._changed = threading.Condition()
        self._let_go: set[str] = set()
        monkeypatch.setattr(Program, "__init__", lambda _, __: self._start())
        monkeypatch.setattr(Program, "runs", True)
        monkeypatch.setattr(Program, "stop", lambda _: None)
        monkeypatch.setattr(Program, "ask", lambda _, function, *__, **___: self._work(function))
        self._one = Converter(FONT_FOLDER)
        self._threads: list[threading.Thread] = []

    def _start(self) -> None:
        self.programs += 1

    def _work(self, name: str) -> str:
        with self._changed:
            self.begun.append(name)
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: name in self._let_go, WAIT_SECONDS)
        return ""

    def ask(self, name: str, urgency: Urgency) -> None:
        """Have a job done; returns when it is under way or waits."""
        waiting, begun = len(self._one._waiting), len(self.begun)
        self._threads.append(threading.Thread(target=self._one.call, args=(name,), kwargs={"urgency": urgency}))
        self._threads[-1].start()
        self._until(lambda: len(self._one._waiting) > waiting or len(self.begun) > begun)

    def let_go(self, name: str, *, begun: int) -> None:
        """Let a job end, and wait until so many were begun in all."""
        with self._changed:
            self._let_go.add(name)
            self._changed.notify_all()
        self._until(lambda: len(self.begun) >= begun)

    def _until(self, met: Callable[[], bool]) -> None:
        with self._changed:
            while not met():
                self._changed.wait(0.005)

    def end(self) -> None:
        """Wait for all jobs."""
        for thread in self._threads:
            thread.join(WAIT_SECONDS)
        for timer in self._one._timers:
            timer.cancel()
        self._one.end()


def test_screens_come_before_files_and_what_is_drawn_ahead_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two screens are drawn at once, never three; files one at a time; ahead only what nobody waits beside."""
    stand = Stand(monkeypatch)
    stand.ask("screen 1", Urgency.SCREEN)
    assert stand.programs == 1
    for name, urgency in (("ahead", Urgency.AHEAD), ("file 1", Urgency.FILE), ("file 2", Urgency.FILE)):
        stand.ask(name, urgency)
    for number in (2, 3):
        stand.ask(f"screen {number}", Urgency.SCREEN)
    assert (stand.begun, stand.programs) == (["screen 1", "file 1"], 2)
    stand.let_go("screen 1", begun=3)
    assert stand.begun[2:] in (["screen 2"], ["screen 3"])
    first = stand.begun[2]
    second = "screen 3" if first == "screen 2" else "screen 2"
    stand.let_go("file 1", begun=4)
    assert stand.begun[3:] == [second]
    stand.let_go(first, begun=5)
    stand.let_go(second, begun=5)
    assert stand.begun[4:] == ["file 2"]
    stand.let_go("file 2", begun=6)
    assert stand.begun[5:] == ["ahead"]
    stand.let_go("ahead", begun=6)
    stand.end()
    assert stand.programs == 2


def test_no_program_is_started_beside_what_is_drawn_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """A screen waits for the drawing under way, which takes less time than a program to start."""
    stand = Stand(monkeypatch)
    stand.ask("ahead", Urgency.AHEAD)
    stand.ask("screen", Urgency.SCREEN)
    assert stand.begun == ["ahead"]
    stand.let_go("ahead", begun=2)
    stand.let_go("screen", begun=2)
    stand.end()
    assert (stand.begun, stand.programs) == (["ahead", "screen"], 1)
