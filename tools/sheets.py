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
from itertools import product
from urllib.parse import parse_qs

from PIL import Image, ImageDraw, ImageFont

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.style import FONT_FILES, FONT_FOLDER, PALETTES, wrap
from dyad.publish.images import export_png
from dyad.publish.sheets import SIZES, ExportOptions, TooSmallError
from dyad.record import Record, read_record
from dyad.view import View, view_from_query
from dyad.wording.addresses import CANNOT_BE_USED, say_refused
from tools.browser import ROOT
from tools.eyes import CONES, seen_with

SHEETS = ROOT / "build" / "sheets"
PAPERS = ("light", "dark")
COLUMNS = (*PAPERS, "grey", *CONES)
SMALL = 800  # px; a page no wider is drawn at twice its size
THUMB, GAP, TYPE = 400, 16, 15  # px of a contact sheet: the side of a picture, the room between two, type
COLOURS = PALETTES["light"]


def main() -> None:
    """Write the pictures asked for and name what could not be laid out."""
    given = _read_arguments()
    record = read_record(ROOT / "data")
    view, refused = view_from_query(parse_qs(given.view), record=record)
    if refused:
        sys.exit("\n".join(say_refused(refused, CANNOT_BE_USED)))
    SHEETS.mkdir(parents=True, exist_ok=True)
    sizes = given.size or list(SIZES)
    for figure in given.figure or figures_of(record):
        print("; ".join([figure, *_lay_out(record, view, figure, sizes)]))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figure", action="append", choices=FIGURES, help="only this figure")
    parser.add_argument("--size", action="append", choices=SIZES, help="only this size")
    parser.add_argument("--view", default="", help="what is chosen, as in the address of a page")
    return parser.parse_args()


def _lay_out(record: Record, view: View, figure: str, sizes: list[str]) -> set[str]:
    """Write a figure's pictures and its contact sheet; return why some could not be laid out."""
    across, down = THUMB + GAP, THUMB + GAP + 2 * TYPE
    sheet = Image.new("RGB", (len(COLUMNS) * across + GAP, len(sizes) * down + GAP), COLOURS.grid)
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(FONT_FOLDER / FONT_FILES[400], TYPE)
    lacking = set()
    for (row, size), paper in product(enumerate(sizes), PAPERS):
        try:
            seen = _draw(record, view, ExportOptions(figure=figure, size=size, paper=paper))
        except TooSmallError as why:
            lacking.add(str(why))
            seen = {paper: str(why)}
        for name, shown in seen.items():
            left, top = GAP + COLUMNS.index(name) * across, GAP + row * down
            pen.text((left, top), f"{size}, {name}", font=face, fill=COLOURS.ink)
            if isinstance(shown, str):
                said = "\n".join(wrap(shown, width=THUMB, size=TYPE))
                pen.multiline_text((left, top + 2 * TYPE), said, font=face, fill=COLOURS.contradicted)
            else:
                sheet.paste(shown, (left, top + 2 * TYPE - 4))
    sheet.save(SHEETS / f"{figure}.png")
    return lacking


def _draw(record: Record, view: View, options: ExportOptions) -> dict[str, Image.Image | str]:
    """Write one picture, and of a light one its grey; return what the contact sheet has of it, small, by column."""
    drawn = export_png(record, view, options, scale=2 if SIZES[options.size].width <= SMALL else 1)
    name = f"{options.figure}-{options.size}"
    (SHEETS / f"{name}-{options.paper}.png").write_bytes(drawn)
    with Image.open(io.BytesIO(drawn)) as picture:
        if options.paper == "light":
            picture.convert("L").save(SHEETS / f"{name}-grey.png")
        small = picture.convert("RGB")
    small.thumbnail((THUMB, THUMB), Image.Resampling.LANCZOS)
    if options.paper != "light":
        return {options.paper: small}
    return {"light": small, "grey": small.convert("L"), **{eyes: seen_with(small, eyes) for eyes in CONES}}


if __name__ == "__main__":
    main()
