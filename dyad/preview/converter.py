"""Draws Vega-Lite, a figure a line, as SVG, a drawing a line: run as a program, by `converter`.

The engine behind it (V8) holds 120 MB once it has drawn anything, and Python's lock while it draws. In a process of
its own it costs the server neither, and ends when there is nothing left to draw.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

URGENCY = 5  # niceness: readers who are here come first

Draw = Callable[[Mapping[str, Any]], str]


@contextmanager
def converter(fonts: Path) -> Iterator[Draw]:
    """Give the function that draws a figure, from Vega-Lite to SVG, until the block ends.

    `fonts` is the folder with the font they are set in. The function raises RuntimeError when the program has ended
    by itself; what it wrote of why is in the server's log.
    """
    command = [sys.executable, "-P", __file__, str(fonts)]  # -P: beside this file nothing is to be imported
    pipe = subprocess.PIPE
    with (
        suppress(BrokenPipeError),  # told by `draw`; closing the pipe finds it out again
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as drawer,  # noqa: S603 - us
    ):

        def draw(spec: Mapping[str, Any]) -> str:
            line = ""
            with suppress(BrokenPipeError):
                print(json.dumps(spec), file=drawer.stdin, flush=True)
                line = next(drawer.stdout or iter(()), "")
            if not line:
                raise RuntimeError(f"The program that draws figures ended by itself, with {drawer.wait()}.")
            drawing: str = json.loads(line)
            return drawing

        yield draw


def main() -> None:
    """Draw what comes in until nothing more does."""
    import vl_convert

    os.nice(URGENCY)
    vl_convert.register_font_directory(sys.argv[1])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(vl_convert.vegalite_to_svg(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
