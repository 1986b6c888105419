"""Make the bundled icons: cut the icon font that Streamlit brings down to the icons that can appear here.

    .venv/bin/python -m tools.make_icons

Streamlit's font holds four thousand icons, more than all scripts of a page weigh together. Kept are those that its own
scripts name and those that this dashboard names. The file keeps its name, which holds a hash of the whole font: the
server sends ours in its place only where the installed Streamlit has that very font (`dyad/server/assets.py`). After an
upgrade of Streamlit or with a new icon, run this once more; a test says when. Material Symbols are under the Apache
License 2.0, as Streamlit is.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from streamlit.file_util import get_static_dir

from dyad.server.assets import ICONS, OWN_FILES
from tools.browser import ROOT

NAMED = re.compile(r":material/([a-z0-9_]+)")
OURS = ("dyad", "pages")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


def wanted_icons() -> set[str]:
    """Return the names of the icons that Streamlit's scripts or ours can show."""
    files = [
        *Path(get_static_dir()).rglob("*.js"),
        *(file for folder in OURS for file in (ROOT / folder).rglob("*.py")),
    ]
    return {name for file in files for name in NAMED.findall(file.read_text(encoding="utf-8"))}


def full_font() -> Path:
    """Return the icon font of the installed Streamlit."""
    (font,) = Path(get_static_dir()).rglob(ICONS)
    return font


def icons_of(font: TTFont) -> dict[str, str]:
    """Return for each icon, by the name that is written to show it, its glyph."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in _ligature_tables(font)
        for first, ligatures in table.ligatures.items()
        for ligature in ligatures
    }


def cut(font: TTFont, names: set[str]) -> None:
    """Keep only the icons of these names, in place."""
    glyphs = {glyph for name, glyph in icons_of(font).items() if name in names}
    for table in _ligature_tables(font):  # else the letters, which are needed, would bring all icons with them
        table.ligatures = {
            first: kept
            for first, ligatures in table.ligatures.items()
            if (kept := [ligature for ligature in ligatures if ligature.LigGlyph in glyphs])
        }
    cutter = subset.Subsetter(subset.Options(layout_features=["*"], name_IDs=["*"], hinting=False))
    cutter.populate(text=LETTERS)
    cutter.subset(font)


def main() -> None:
    """Write the cut font into static/, under its own name."""
    source = full_font()
    font = TTFont(source, recalcTimestamp=False)
    cut(font, wanted_icons())
    font.flavor = "woff2"
    for old in OWN_FILES.glob(ICONS):
        old.unlink()
    target = OWN_FILES / source.name
    font.save(target)
    print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB, {len(icons_of(TTFont(target)))} icons")


def _ligature_tables(font: TTFont) -> list[Any]:
    return [
        getattr(table, "ExtSubTable", table)
        for lookup in font["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
        if hasattr(getattr(table, "ExtSubTable", table), "ligatures")
    ]


if __name__ == "__main__":
    main()
