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
from threading import Lock, Timer
from typing import Any

URGENCY = 5  # niceness: readers who are here come first
ANSWER_SECONDS = 60  # for one drawing: an A1 poster of a crowded view takes ten on a busy machine
IDLE_SECONDS = 60  # after which it ends; the next job starts another


class ConverterError(RuntimeError):
    """Something could not be drawn: the program refused it, ended or did not answer in time."""


class Converter:
    """The program that draws: started when there is something to draw, one job at a time, replaced when it ends.

    `fonts` is the folder with the font that figures are set in.
    """

    def __init__(self, fonts: Path) -> None:
        self._command = [sys.executable, "-P", __file__, str(fonts)]  # -P: beside this file nothing is to be imported
        self._process: subprocess.Popen[str] | None = None
        self._working = Lock()
        self._idle: Timer | None = None

    def call(self, function: str, **arguments: Any) -> Any:
        """Return what a function of vl-convert returns, text or bytes.

        Raises
        ------
        ConverterError
            When it fails; whatever the program wrote of why is in the server's log.
        """
        with self._working:
            if self._idle:
                self._idle.cancel()
            answer = self._ask(json.dumps({"function": function, "arguments": arguments}))
            self._idle = Timer(IDLE_SECONDS, self.end)
            self._idle.daemon = True
            self._idle.start()
        if "error" in answer:
            raise ConverterError(f"vl-convert refused to draw: {answer['error']}")
        return base64.b64decode(answer["bytes"]) if "bytes" in answer else answer["text"]

    def end(self) -> None:
        """End the program, unless it is at work; the next job starts another."""
        if self._working.acquire(blocking=False):
            try:
                self._stop()
            finally:
                self._working.release()

    def _ask(self, job: str) -> Mapping[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(  # noqa: S603 - us
                self._command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8"
            )
        process = self._process
        late = Timer(ANSWER_SECONDS, process.kill)
        late.start()
        line = ""
        try:
            with suppress(BrokenPipeError):
                print(job, file=process.stdin, flush=True)
                line = next(process.stdout or iter(()), "")
        finally:
            late.cancel()
        if not line:
            code = process.wait()
            self._stop()
            raise ConverterError(f"The program that draws ended or did not answer within {ANSWER_SECONDS} s ({code}).")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with suppress(BrokenPipeError):
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
