"""vl-convert in a process of its own: a job a line comes in, what was drawn goes out; run as a program, by `Converter`.

The engine behind it (V8) holds 120 MB once it has drawn anything and Python's lock while it draws, and ends its whole
process where a text is none that XML allows. Here it takes neither the server's readers nor the server with it, and
ends when there has been nothing to draw for a while.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Condition, Timer
from typing import Any

URGENCY = 5  # niceness: readers who are here come first
SCREEN_SECONDS = 10  # for one drawing of a screen, which takes less than one
FILE_SECONDS = 60  # for one of a file: an A1 poster of a crowded view takes ten on a busy machine
IDLE_SECONDS = 600  # after which it ends; the next job starts another, and loads the engine anew


class ConverterError(RuntimeError):
    """Something could not be drawn: the program refused it, ended or did not answer in time."""


class Converter:
    """The program that draws: started when there is something to draw, one job at a time, replaced when it ends.

    `fonts` is the folder with the font that figures are set in.
    """

    def __init__(self, fonts: Path) -> None:
        self._command = [sys.executable, "-P", __file__, str(fonts)]  # -P: beside this file nothing is to be imported
        self._process: subprocess.Popen[str] | None = None
        self._turn = Condition()
        self._working = False
        self._screens = 0  # jobs of screens that wait
        self._idle: Timer | None = None

    def call(self, function: str, *, seconds: float = FILE_SECONDS, **arguments: Any) -> Any:
        """Return what a function of vl-convert returns, text or bytes; `seconds` is how long it may take.

        A job of a screen, which is one with no more than `SCREEN_SECONDS`, comes before those of files that wait.

        Raises
        ------
        ConverterError
            When it fails; whatever the program wrote of why is in the server's log.
        """
        self._take_turn(screen=seconds <= SCREEN_SECONDS)
        try:
            if self._idle:
                self._idle.cancel()
            answer = self._ask(json.dumps({"function": function, "arguments": arguments}), seconds)
            self._idle = Timer(IDLE_SECONDS, self.end)
            self._idle.daemon = True
            self._idle.start()
        finally:
            self._give_turn()
        if "error" in answer:
            raise ConverterError(f"vl-convert refused to draw: {answer['error']}")
        return base64.b64decode(answer["bytes"]) if "bytes" in answer else answer["text"]

    def end(self) -> None:
        """End the program, unless it is at work; the next job starts another."""
        with self._turn:
            if not self._working:
                self._stop()

    def _take_turn(self, *, screen: bool) -> None:
        with self._turn:
            self._screens += screen
            self._turn.wait_for(lambda: not self._working and (screen or not self._screens))
            self._screens -= screen
            self._working = True

    def _give_turn(self) -> None:
        with self._turn:
            self._working = False
            self._turn.notify_all()

    def _ask(self, job: str, seconds: float) -> Mapping[str, Any]:
        process = self._running()
        late = Timer(seconds, process.kill)
        late.start()
        line = ""
        try:
            with suppress(OSError):  # it has ended: nothing comes back either
                print(job, file=process.stdin, flush=True)
                line = next(process.stdout or iter(()), "")
        finally:
            late.cancel()
        if not line.endswith("\n"):  # nothing, or the half of an answer
            self._stop()
            code = process.wait()
            raise ConverterError(f"The program that draws ended or did not answer within {seconds:g} s ({code}).")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[str]:
        """Return the program, started anew where it has ended."""
        if self._process is None or self._process.poll() is not None:
            self._stop()
            pipe = subprocess.PIPE
            try:
                self._process = subprocess.Popen(  # noqa: S603 - us
                    self._command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8"
                )
            except OSError as why:  # no memory, or no process left: the next job may have them
                raise ConverterError(f"The program that draws could not be started: {why}") from why
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with suppress(OSError):
                        pipe.close()


def main() -> None:
    """Draw what comes in until nothing more does."""
    import vl_convert

    with suppress(AttributeError):  # Windows knows no niceness
        os.nice(URGENCY)
    vl_convert.register_font_directory(sys.argv[1])
    for line in sys.stdin:
        job = json.loads(line)
        try:
            made = getattr(vl_convert, job["function"])(**job["arguments"])
        except Exception as why:  # told to who asked
            answer = {"error": str(why)}
        else:
            answer = {"bytes": base64.b64encode(made).decode()} if isinstance(made, bytes) else {"text": made}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
