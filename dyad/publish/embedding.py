"""Code to embed a figure, as its HTML file, or where allowed a whole page in another page."""

from __future__ import annotations

import os
from dataclasses import replace
from math import ceil

from markupsafe import Markup

from dyad.figures.catalogue import FIGURES
from dyad.figures.style import wrap
from dyad.publish.sheets import SIZES, ExportOptions, estimate_height
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import ROOM, ROOMS, SCREEN, WIDTHS, drawn_view
from dyad.view import View

ANCESTORS_VARIABLE = "DYAD_FRAME_ANCESTORS"  # who may frame pages, as `dyad/server/headers.py` reads it
OURS_ALONE = ("", "self", "none")  # words of it that let no other page do so
COLUMN = "medium"  # the class of width of a text that a figure stands in, 600 to 800 px
AROUND, AROUND_NARROW = 200, 520  # px that heading, sources and address of a figure take there; in less, all its words
LINE, KEYS = 18, 4  # px of a line of its notes and its key, and signs on one
STEP = 20
HEIGHTS_KEPT = 64  # of a record

IFRAME = Markup('<iframe src="{src}" height="{height}" width="100%" title="{title}" style="border:0"></iframe>')
FITTING = """
<script>
(frame => addEventListener("message", ({ data, source }) => {
  if (source === frame.contentWindow && data?.dyadHeight > 0) frame.height = Math.min(data.dyadHeight, 9999);
}))(document.currentScript.previousElementSibling);
</script>"""


def embed_code(address: str, *, title: str, height: int, tells: bool = False) -> str:
    """Return the HTML with which another page shows an address in a frame, as wide as there is room.

    What `tells` its height, as `standalone.js` does, gets that at every width, where the other page lets scripts run.
    """
    return str(IFRAME.format(src=address, height=height, title=title)) + (FITTING if tells else "")


@cached_per_record(HEIGHTS_KEPT)
def frame_height(record: Record, view: View, choice: ExportOptions) -> int:
    """Return the height, in px, at which a figure's HTML file needs no scrolling in the column of a text or less."""
    width = next(WIDTHS[name] for name in (COLUMN, *ROOMS["narrow"]) if SIZES[choice.size].width > ROOM[name])
    look = replace(SCREEN, width=width)
    figure = FIGURES[choice.figure].draw(record, drawn_view(record, view, choice.figure), look)
    narrow = width < WIDTHS[COLUMN]
    notes = wrap(". ".join(figure.notes), width=width, size=look.source)
    words = AROUND + LINE * (len(notes) + ceil(len(figure.key or ()) / KEYS))
    scale, around = (SIZES[choice.size].width / width, AROUND_NARROW) if narrow else (1, words)
    return ceil((estimate_height(figure) * scale + around) / STEP) * STEP


def framers() -> str:
    """Return who else may show pages of this server in a frame, as the server was told; "" for nobody."""
    words = os.environ.get(ANCESTORS_VARIABLE, "").split()
    return " ".join(word for word in words if word.strip("'").lower() not in OURS_ALONE)
