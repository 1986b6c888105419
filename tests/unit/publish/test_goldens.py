"""Each figure looks as it did when it was last looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.record import Record
from tools.goldens import GOLDENS, draw_goldens

TELL = "{names}: drawn otherwise than before. Look into {there}; if it is right, `make goldens` accepts it."


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_looks_as_it_did(record: Record, figure: str, root: Path) -> None:
    """The drawing and the chart are the goldens; otherwise the new one is put where it can be looked at."""
    drawn = draw_goldens(record, figure)
    changed = [name for name, now in drawn.items() if now != (GOLDENS / name).read_text(encoding="utf-8")]
    there = root / "build" / "goldens"
    for name in changed:
        there.mkdir(parents=True, exist_ok=True)
        (there / name).write_text(drawn[name], encoding="utf-8")
    assert not changed, TELL.format(names=" and ".join(changed), there=there.relative_to(root))


def test_no_golden_is_left_over() -> None:
    """Every golden is one of a figure."""
    there = {file.name for file in GOLDENS.iterdir()}
    assert there == {f"{name}.{kind}" for name in FIGURES for kind in ("svg", "json")}
