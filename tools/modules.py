"""List every module and script by its folder with its first line, as `docs/modules.md` has it.

    python -m tools.modules    # writes it
"""

from __future__ import annotations

import ast
import re
from itertools import groupby
from pathlib import Path

from tools.browser import ROOT

LIST = ROOT / "docs" / "modules.md"
HEAD = """# Modules

Every module and script of the package with its first line, lowest floor first; [architecture.md](architecture.md) says what a floor is.
`python -m tools.modules` writes this list.
"""
FLOORS = (
    "record", "importing", "view.py", "findings", "wording", "figures", "lesson", "rooms", "render", "publish", "ui",
    "server",
)  # fmt: skip
_COMMENT = re.compile(r"/\*(.*?)(?:\*/|[.:]\s)", re.DOTALL)


def first_line(file: Path) -> str:
    """Return what a file says of itself first: a module's first line, the first sentence over a script."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    said = _COMMENT.search(text)
    return f"{' '.join(said[1].split()).rstrip('.')}." if said else ""


def list_modules(package: Path) -> str:
    """Return the list of a package as Markdown."""
    files = [file for file in package.rglob("*") if file.suffix in (".py", ".js")]
    places = [file.relative_to(package).as_posix() for file in files]
    rank = {name: at for at, name in enumerate(FLOORS)}

    def order(place: str) -> tuple[int, str, str]:
        folder, _, name = place.rpartition("/")
        return rank.get(place.partition("/")[0], -1), folder, name

    parts = [HEAD]
    for folder, group in groupby(sorted(places, key=order), key=lambda place: place.rpartition("/")[0]):
        parts.append(f"\n## {'/'.join(filter(None, (package.name, folder)))}\n\n")
        parts += [f"- `{place.rpartition('/')[2]}` {first_line(package / place)}\n" for place in group]
    return "".join(parts)


if __name__ == "__main__":
    LIST.write_text(list_modules(ROOT / "dyad"), encoding="utf-8")
