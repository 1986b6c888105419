"""List every module and script with its first line: `python -m tools.modules` writes `docs/modules.md`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tools.browser import ROOT

LIST = ROOT / "docs" / "modules.md"
HEAD = """# Modules

Every module and script of the package with its first line, lowest floor first ([architecture.md](architecture.md)).
`python -m tools.modules` writes this list.
"""
FLOORS = (
    "paths", "record", "importing", "view", "findings", "wording", "figures", "lesson", "rooms", "render", "publish",
    "ui", "server", "pages",
)  # fmt: skip
_SENTENCE = re.compile(r"/\*(.*?)(?:\*/|\.\s)", re.DOTALL)


def first_line(file: Path) -> str:
    """Return what a file says of itself first: a module's first line, the first sentence over a script."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    said = _SENTENCE.search(text)
    return f"{' '.join(said[1].split()).rstrip('.')}." if said else ""


def list_modules(package: Path) -> str:
    """Return the list of a package as Markdown."""
    files = [file.relative_to(package) for file in package.rglob("*") if file.suffix in (".py", ".js")]
    folders: dict[str, list[Path]] = {}
    for file in sorted(files):
        folders.setdefault(file.parent.as_posix().removeprefix("."), []).append(file)
    parts = [HEAD]
    for folder in sorted(folders, key=lambda folder: (FLOORS.index(folder.partition("/")[0] or FLOORS[0]), folder)):
        parts.append(f"\n## {(Path(package.name) / folder).as_posix()}\n\n")
        parts += [f"- `{file.name}` {first_line(package / file)}\n" for file in folders[folder]]
    return "".join(parts)


if __name__ == "__main__":
    LIST.write_text(list_modules(ROOT / "dyad"), encoding="utf-8")
