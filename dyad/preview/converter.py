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
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LEAST_URGENT = 19  # niceness: readers who are here come first


Draw = Callable[[Mapping[str, Any]], str]


@contextmanager
def converter(fonts: Path) -> Iterator[Draw]:
    """Give the function that draws a figure, from Vega-Lite to SVG, until the block ends.

    `fonts` is the folder with the font they are set in. The function raises RuntimeError when the program has ended
    by itself; what it wrote of why is in the server's log.
    """
    command = [sys.executable, "-m", __name__, str(fonts)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as drawer:
        given, drawn = drawer.stdin, drawer.stdout
        assert given is not None
        assert drawn is not None

        def draw(spec: Mapping[str, Any]) -> str:
            try:
                given.write(json.dumps(spec) + "\n")
                given.flush()
                line = drawn.readline()
            except BrokenPipeError:
                line = ""
            if not line:
                raise RuntimeError(f"The program that draws figures ended by itself, with {drawer.wait()}.")
            drawing: str = json.loads(line)
            return drawing

        yield draw


def main() -> None:
    """Draw what comes in until nothing more does."""
    import vl_convert

    os.nice(LEAST_URGENT)
    vl_convert.register_font_directory(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(vl_convert.vegalite_to_svg(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
