"""Lay every figure out at every size, on light and dark paper and in grey, into build/sheets/: to be looked at.

    python -m tools.sheets [--figure timeline] [--size slide] [--view "years=2010&years=2016"]

`<figure>-<size>-<paper>.png` is one picture as its file has it, `grey` the light one without its colours.
`<figure>.png` has them all, small, and as colour-blind eyes see them; where a figure cannot be laid out it says why.
`--figure` and `--size` may be repeated.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qs

from PIL import Image, ImageDraw, ImageFont

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.style import FONT_FILES, FONT_FOLDER, PALETTES, wrap
from dyad.publish.images import export_png
from dyad.publish.sheets import SIZES, ExportOptions, TooSmallError
from dyad.record import Record, read_record
from dyad.view import View, default_view, view_from_query
from tools.browser import ROOT
from tools.eyes import CONES, seen_with

SHEETS = ROOT / "build" / "sheets"
PAPERS = ("light", "dark")
COLUMNS = (*PAPERS, "grey", *CONES)
SMALL = 800  # px; a page no wider is drawn at twice its size
THUMB, GAP, TYPE = 400, 16, 15  # px of a contact sheet: the side of a picture, the room between two, type
COLOURS = PALETTES["light"]


@dataclass(frozen=True)
class Cell:
    """One place of a contact sheet: a picture already small, or why there is none."""

    row: int
    column: int
    caption: str
    picture: Image.Image | None = None
    why: str = ""


def main() -> int:
    """Write the pictures asked for and name what could not be laid out."""
    given = _read_arguments()
    record = read_record(ROOT / "data")
    view, problems = (
        view_from_query(parse_qs(given.view), record=record, refusal="cannot be used")
        if given.view
        else (default_view(record), ())
    )
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 2
    SHEETS.mkdir(parents=True, exist_ok=True)
    sizes = given.size or list(SIZES)
    for figure in given.figure or figures_of(record):
        cells = list(_cells(record, view, figure, sizes))
        _contact_sheet(figure, cells, rows=len(sizes))
        lacking = {cell.why for cell in cells if cell.why}
        print("; ".join([figure, *lacking]))
    return 0


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figure", action="append", choices=FIGURES, help="only this figure")
    parser.add_argument("--size", action="append", choices=SIZES, help="only this size")
    parser.add_argument("--view", default="", help="what is chosen, as in the address of a page")
    return parser.parse_args()


def _cells(record: Record, view: View, figure: str, sizes: list[str]) -> Iterator[Cell]:
    """Write a figure's pictures, one at a time in memory; yield what its contact sheet has of each."""
    for row, size in enumerate(sizes):
        for column, paper in enumerate(PAPERS):
            caption = f"{size}, {paper}"
            scale = 2 if SIZES[size].width <= SMALL else 1
            try:
                drawn = export_png(record, view, ExportOptions(figure=figure, size=size, paper=paper), scale=scale)
            except TooSmallError as why:
                yield Cell(row, column, caption, why=str(why))
                continue
            (SHEETS / f"{figure}-{size}-{paper}.png").write_bytes(drawn)
            with Image.open(io.BytesIO(drawn)) as picture:
                if paper == "light":
                    picture.convert("L").save(SHEETS / f"{figure}-{size}-grey.png")
                small = picture.convert("RGB")
            small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
            yield Cell(row, column, caption, picture=small)
            if paper == "light":
                yield Cell(row, COLUMNS.index("grey"), f"{size}, grey", picture=small.convert("L"))
                for eyes in CONES:
                    yield Cell(row, COLUMNS.index(eyes), f"{size}, {eyes}", picture=seen_with(small, eyes))


def _contact_sheet(figure: str, cells: list[Cell], *, rows: int) -> None:
    step = THUMB + GAP
    sheet = Image.new("RGB", (len(COLUMNS) * step + GAP, rows * (step + 2 * TYPE) + GAP), COLOURS.grid)
    pen = ImageDraw.Draw(sheet)
    for cell in cells:
        left, top = GAP + cell.column * step, GAP + cell.row * (step + 2 * TYPE)
        pen.text((left, top), cell.caption, font=_face(), fill=COLOURS.ink)
        if cell.picture:
            sheet.paste(cell.picture, (left, top + 2 * TYPE - 4))
        else:
            said = "\n".join(wrap(cell.why, width=THUMB, size=TYPE))
            pen.multiline_text((left, top + 2 * TYPE), said, font=_face(), fill=COLOURS.contradicted)
    sheet.save(SHEETS / f"{figure}.png")


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FOLDER / FONT_FILES[400], TYPE)


if __name__ == "__main__":
    sys.exit(main())
