"""Each figure looks as it did when it was last looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from dyad.figures.catalogue import FIGURES
from tools.goldens import GOLDENS, draw_goldens

TELL = "{name} is drawn otherwise than its golden. Look at {now}; if it is right, `make goldens` accepts it."


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    """Return the goldens as they would be drawn now."""
    return draw_goldens()


@pytest.mark.parametrize("name", [f"{figure}.{ending}" for figure in FIGURES for ending in ("svg", "json")])
def test_a_figure_looks_as_it_did(drawn: dict[str, str], name: str, root: Path) -> None:
    """The drawing and the chart are the golden's; otherwise the new one is put where it can be looked at."""
    now = root / "build" / "goldens" / name
    if drawn[name] != (GOLDENS / name).read_text(encoding="utf-8"):
        now.parent.mkdir(parents=True, exist_ok=True)
        now.write_text(drawn[name], encoding="utf-8")
        pytest.fail(TELL.format(name=name, now=now.relative_to(root)))


def test_no_golden_is_left_over(drawn: dict[str, str]) -> None:
    """Every golden is one of a figure."""
    assert {file.name for file in GOLDENS.iterdir()} == set(drawn)
