"""What was measured, kept as JSON in build/bench/ until the report is written from it."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tests.bench.processes import WORK
from tools.programs import CHROMIUM, find_program

PACKAGES = ("streamlit", "altair", "plotly", "pandas", "vl-convert-python", "pypdf", "dash")


def keep(part: str, result: dict[str, Any], *, rounds: int, root: Path) -> None:
    """Keep the result of a part, with what it was measured on."""
    WORK.mkdir(parents=True, exist_ok=True)
    kept = {"machine": describe_machine(), "rounds": rounds, "tree": describe_tree(root), "when": _now(), "of": result}
    _file(part).write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept(part: str) -> dict[str, Any] | None:
    """Return what was kept of a part, None where it was never measured."""
    try:
        result: dict[str, Any] = json.loads(_file(part).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return result


def describe_machine() -> str:
    """Return the machine and the versions of what runs on it, in one sentence."""
    browser = subprocess.run([find_program(CHROMIUM), "--version"], capture_output=True, text=True, check=True).stdout
    packages = ", ".join(filter(None, map(_version, PACKAGES)))
    return (
        f"{os.cpu_count()} cores, {_processor()}, {platform.system()}, Python {platform.python_version()}, "
        f"{' '.join(browser.split()[:2])}, {packages}."
    )


def describe_tree(root: Path) -> str:
    """Return the commit of a working tree, and whether it differs from that."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        return done.stdout.strip()

    commit = git("rev-parse", "--short", "HEAD")
    if not commit:
        return "no commit"
    return commit + (" and changes" if git("status", "--porcelain", "--untracked-files=no") else "")


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:  # of a contestant that is not measured
        return ""


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _file(part: str) -> Path:
    return WORK / f"{part}.json"
