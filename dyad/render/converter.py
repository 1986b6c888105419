"""What draws, in processes of its own: jobs go in, drawings come out, and whatever ends it ends it alone.

The engine behind it (V8) holds 120 MB once it has drawn anything and Python's lock while it draws, and ends its whole
process where a text is none that XML allows; laying a figure out holds the lock as long. There (`worker`) it takes
neither the server's readers nor the server with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from threading import Condition, Timer
from typing import Any

from dyad.importing.packing import pack_record
from dyad.importing.process import Process, receive, send
from dyad.record import Record

PROGRAM = ("-m", "dyad.render.worker")
MOST = 2  # programs: one more than is needed while nobody waits
SPARE_SECONDS = 30  # without a job after which one of two ends
IDLE_SECONDS = 600  # and after which the last ends; the next job starts another, which takes a second


class ConverterError(RuntimeError):
    """Something could not be drawn: it was refused, or the program ended or did not answer in time."""


class Urgency(IntEnum):
    """What a job is for: the lower comes first."""

    SCREEN = 0
    FILE = 1
    AHEAD = 2  # of readers who may come


SECONDS = {  # a job may take
    Urgency.SCREEN: 10,  # it takes less than one
    Urgency.FILE: 60,  # an A1 poster of a crowded view takes ten on a busy machine
    Urgency.AHEAD: 60,
}
START_SECONDS = 30.0  # more for the first job of a program, which has all to load: on a busy machine that takes long


class Converter:
    """Programs that draw, at most `MOST`: started when there is something to draw, each replaced when it ends.

    The second is started where two readers wait at once. One job that is not a screen's is done at a time, and what is
    drawn ahead only while nobody waits for anything. `fonts` is the folder with the font that figures are set in.
    """

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self._turn = Condition()
        self._free: list[Program] = []  # the one that was used last comes last
        self._working: list[Urgency] = []
        self._waiting: list[Urgency] = []
        self._timers: list[Timer] = []

    def call(
        self, function: str, *, urgency: Urgency = Urgency.FILE, record: Record | None = None, **arguments: Any
    ) -> bytes:
        """Return what a function of vl-convert returns; a drawing of a view of a `record`; a document.

        Raises ConverterError when it is refused, in the program's words, and when that ends or is late.
        """
        program = self._take(urgency)
        try:
            program = program or Program(self._fonts)
            return program.ask(function, arguments, record=record, seconds=SECONDS[urgency])
        finally:
            self._give(program, urgency)

    def end(self, keep: int = 0) -> None:
        """End the programs that have nothing to do, but for so many; the next job starts another."""
        with self._turn:
            while len(self._free) > keep:
                self._free.pop(0).stop()

    def _take(self, urgency: Urgency) -> Program | None:
        """Wait for a turn and return the program to use, None for a new one."""
        with self._turn:
            self._waiting.append(urgency)
            self._turn.wait_for(lambda: self._may_start(urgency))
            self._waiting.remove(urgency)
            self._working.append(urgency)
            while self._free:
                program = self._free.pop()
                if program.runs:
                    return program
                program.stop()
            return None

    def _may_start(self, urgency: Urgency) -> bool:
        if len(self._working) == MOST or min(self._waiting) < urgency:
            return False
        if urgency is not Urgency.SCREEN and set(self._working) - {Urgency.SCREEN}:
            return False  # the other program is there for screens
        # what is drawn ahead is drawn in less time than a program starts in
        return not self._working if urgency is Urgency.AHEAD else bool(self._free) or Urgency.AHEAD not in self._working

    def _give(self, program: Program | None, urgency: Urgency) -> None:
        with self._turn:
            self._working.remove(urgency)
            if program and program.runs:
                self._free.append(program)
            for timer in self._timers:
                timer.cancel()
            self._timers = [Timer(SPARE_SECONDS, self.end, (1,)), Timer(IDLE_SECONDS, self.end)]
            for timer in self._timers:
                timer.daemon = True
                timer.start()
            self._turn.notify_all()


class Program(Process):
    """One program that draws, one job at a time."""

    def __init__(self, fonts: Path) -> None:
        try:
            super().__init__(PROGRAM, str(fonts))
        except OSError as why:  # no memory, or no process left: the next job may have them
            raise ConverterError(f"The program that draws could not be started: {why}") from why
        self._version = ""  # of the record it has

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def ask(self, function: str, arguments: Mapping[str, Any], *, record: Record | None, seconds: float) -> bytes:
        """Return what comes of a job; a program that does not say within `seconds` is ended."""
        told: dict[str, Any] = {"function": function, "arguments": arguments}
        parts: Sequence[bytes] = ()
        if record is not None and record.version != self._version:
            told["record"], parts = pack_record(record)
            self._version = record.version
            seconds += START_SECONDS
        late = Timer(seconds, self._process.kill)
        late.start()
        answer = None
        try:
            with suppress(OSError, ValueError):  # it has ended, in the midst of an answer perhaps
                send(self._stdin, told, parts)
                answer = receive(self._stdout)
        finally:
            late.cancel()
        if answer is None:
            self.stop()
            code = self._process.returncode
            raise ConverterError(f"The program that draws ended or did not answer within {seconds:g} s ({code}).")
        header, made = answer
        if "error" in header:
            if "record" in told:
                self._version = ""  # it may be the record that could not be read
            raise ConverterError(f"The program that draws refused to draw: {header['error']}")
        return made[0]
