"""Renew the goldens of the figures: `make goldens`, after the changed figures were looked at in build/goldens/.

For each figure the SVG of a slide, without its fonts, and the chart of a phone's column in the dark.
"""

from __future__ import annotations

import re

from dyad.figures.catalogue import FIGURES
from dyad.publish.files import export_json
from dyad.publish.images import export_svg
from dyad.publish.sheets import ExportOptions
from dyad.record import Record, read_record
from dyad.view import default_view
from tools.browser import ROOT

GOLDENS = ROOT / "tests" / "goldens"
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


def draw_goldens(record: Record, name: str) -> dict[str, str]:
    """Return the goldens of a figure of the shipped record as it is drawn now, by file, an element or value a line."""
    view, column = default_view(record), ExportOptions(figure=name, size="column", paper="dark")
    svg = export_svg(record, view, ExportOptions(figure=name)).decode()
    return {
        f"{name}.svg": STYLE.sub("", svg).replace("><", ">\n<"),
        f"{name}.json": export_json(record, view, column).decode(),
    }


def main() -> None:
    """Write the goldens and name those that changed."""
    GOLDENS.mkdir(exist_ok=True)
    record = read_record(ROOT / "data")
    for name, text in (one for figure in FIGURES for one in draw_goldens(record, figure).items()):
        file = GOLDENS / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"renewed {file.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
