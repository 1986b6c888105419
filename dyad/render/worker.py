"""What draws and sets documents, by vl-convert and Typst with the bundled font: called, or run by `converter`.

A job comes in on standard input, what was drawn leaves on standard output (`importing.process`), until no more comes.
A job is a function of vl-convert with its arguments, a figure of a view of a record, which comes along the first
time, or a document to be set by Typst: as tagged PDF for readers and for screen readers (PDF/UA-1), in the bundled font
alone. One that has a letter without a picture in that font is refused, as PDF/UA asks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any

from dyad.importing.process import Message, be_the_first_to_go, own_results, receive, send

DRAW, TYPESET = "draw_view", "typeset"  # the jobs that are none of vl-convert's
MAIN = "main.typ"
FONTCONFIG = "FONTCONFIG_FILE"  # what says where a machine has its fonts, where it is not Windows or a Mac
_starting = Lock()


def main() -> None:
    """Draw what comes in until nothing more does; the argument is the folder with the font of figures."""
    results = own_results()
    be_the_first_to_go()
    draw: Any = None
    with suppress(BrokenPipeError):  # the server has ended
        while job := receive(sys.stdin.buffer):
            told, _ = job
            try:
                if told["function"] == DRAW:
                    draw = _drawing_of(job) if "record" in told else draw
                    made = draw(told["arguments"])
                else:
                    made = perform(told["function"], told["arguments"], fonts=sys.argv[1])
            except Exception as why:  # told to who asked
                send(results, {"error": f"{type(why).__name__}: {why}"})
            else:
                send(results, {}, [made])


def perform(function: str, arguments: Mapping[str, Any], *, fonts: str) -> bytes:
    """Return what comes of a job: a document that is set, or what a function of vl-convert makes."""
    if function == TYPESET:
        return typeset(**arguments, fonts=fonts)
    made: str | bytes = getattr(_vl_convert(fonts), function)(**arguments)
    return made.encode() if isinstance(made, str) else made


def typeset(files: Mapping[str, str], *, fonts: str, boxes: bool = False) -> bytes:
    """Have Typst set `MAIN` as PDF, which may read the other files given and none else; `fonts` is a folder.

    With `boxes` a letter that the font lacks is an empty box, and the file is tagged, but no longer PDF/UA.
    Raises typst.TypstError when it cannot be set.
    """
    import typst

    told: dict[str, bytes] = {name: text.encode() for name, text in files.items()}
    known = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs know no files by name
        told, font_paths=known, ignore_system_fonts=True, format="pdf", pdf_standards=[] if boxes else ["ua-1"],
        timestamp=0,  # seconds since 1970: the same bytes each time
    )  # fmt: skip
    return made


@lru_cache(maxsize=1)
def _vl_convert(fonts: str) -> ModuleType:
    """Return vl-convert, which knows the fonts of a folder and those built into it, and none of the machine.

    What it draws is the same everywhere, and texts are measured by a font in memory: of another, as the machine may
    have it under the same name, the file would be opened for each, which takes as long as all the rest.
    """
    import vl_convert

    with _starting:  # threads may draw their first at once
        told = {name: os.environ[name] for name in (FONTCONFIG,) if name in os.environ}
        os.environ[FONTCONFIG] = str(Path(__file__).with_name("fonts.conf"))
        try:
            vl_convert.register_font_directory(fonts)  # looks for fonts now, and never again
        finally:
            del os.environ[FONTCONFIG]
            os.environ.update(told)
    return vl_convert


def _drawing_of(job: Message) -> Callable[[Mapping[str, Any]], bytes]:
    """Return what draws the record that came with a job; what pages are made of is imported by the first."""
    from dyad.importing.packing import unpack_record
    from dyad.render.drawing import draw_view, pack_drawing
    from dyad.view import view_from_query

    record = unpack_record(job[0]["record"], job[1])

    def draw(told: Mapping[str, Any]) -> bytes:
        view, _ = view_from_query(told["query"], record=record)
        return pack_drawing(draw_view(record, view, told["name"], told["width"]))

    return draw


if __name__ == "__main__":
    main()
