"""Hashes: of code, fonts and packages that files and drawings are made by, of files, and of what stands in a page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version

from dyad.figures.style import FONT_FOLDER
from dyad.paths import DOCS, PACKAGE

MANIFEST = "MANIFEST.sha256"
CHARS = 16  # of a version
CODE = (".py", ".html", ".css", ".js", ".typ")
# Packages whose versions show in the bytes.
DRAWN_BY = ("xlsxwriter", "altair", "vl-convert-python", "pillow", "typst", "segno", "python-pptx")


def version_of(*parts: str) -> str:
    """Return what changes when anything may that this code makes of what some texts name."""
    return hashlib.sha256("\0".join([*parts, code_version()]).encode()).hexdigest()[:CHARS]


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """Return a manifest of files: the SHA-256 sum of each, and its name."""
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()).encode()


def policy_hash(text: str) -> str:
    """Return what lets a script or a style that stands in a page itself in, as the page's policy spells it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return a hash of all that files are made by: this package, the fonts, and what draws and writes."""
    digest = hashlib.sha256()
    ours = (file for file in sorted(PACKAGE.rglob("*")) if file.suffix in CODE)
    fonts = (file for kind in ("*.ttf", "Fira*.woff2") for file in sorted(FONT_FOLDER.glob(kind)))
    for file in (*ours, *fonts, *DOCS.values()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    digest.update(" ".join(f"{name} {version(name)}" for name in DRAWN_BY).encode())
    return digest.hexdigest()
