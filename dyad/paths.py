"""Where the files are that come with the package: beside it in a checkout, inside of it once it is installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent
SHIPPED = PACKAGE / "shipped"  # there in a wheel only, which is built with it (`pyproject.toml`)


def shipped(name: str) -> Path:
    """Return a file or folder of the top of the repository by its name there: `data`, `static`, `docs/method.md`."""
    return (SHIPPED if SHIPPED.is_dir() else PACKAGE.parent) / name


DOCS = {name: shipped(f"docs/{name}") for name in ("method.md", "record-changes.md")}  # handed out as they are
