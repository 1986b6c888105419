"""The package built and unpacked as an installer would: it is whole, and works where there is no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest

import dyad
from dyad.publish.files import export_zip
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.view import default_view
from tests.sessions import Reader
from tools.browser import HOST, free_port, running

TOP = ("app.py", "pages", "data", "static", ".streamlit/config.toml", "docs/method.md", "docs/record-changes.md")
ELSEWHERE = {"PYTHONPATH": "", "DYAD_PREWARM": "0", "PYTHONHASHSEED": "1"}
COMMANDS = """
import sys
from dyad.__main__ import main
for command in ("check", "site --data tables --out site",
                "export --figure trade-band --format zip --out ."):
    main(command.split(), standalone_mode=False)
"""  # the last ends the program
BUILD = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"


def run(command: Sequence[str | Path], *, folder: Path) -> str:
    """Run a command in a folder and return what it says; it has to end well."""
    done = subprocess.run(
        command, cwd=folder, env=os.environ | ELSEWHERE, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_below(place: Path) -> set[Path]:
    """Return the files of a folder, or the one file, but for what Python and desktops leave there."""
    files = place.rglob("*") if place.is_dir() else [place]
    left = (".pyc", ".DS_Store")
    return {file for file in files if file.is_file() and not file.name.endswith(left)}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return the wheel, built of the checkout by what pip would ask for it."""
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-c", BUILD, folder], folder=root)
    (built,) = folder.iterdir()
    return built


def test_the_wheel_is_whole(wheel: Path, root: Path) -> None:
    """It holds every file of the package and all that is opened beside it, its version and what it needs."""
    with ZipFile(wheel) as packed:
        there = {name for name in packed.namelist() if ".dist-info/" not in name}
        (about,) = (name.removesuffix("METADATA") for name in packed.namelist() if name.endswith("/METADATA"))
        told = message_from_bytes(packed.read(f"{about}METADATA"))
        assert b"dyad = dyad.__main__:main" in packed.read(f"{about}entry_points.txt")
    own = {f"{file.relative_to(root)}" for file in files_below(root / "dyad")}
    beside = {f"dyad/shipped/{file.relative_to(root)}" for name in TOP for file in files_below(root / name)}
    assert there == own | beside
    assert told["Version"] == dyad.__version__
    listed = re.findall(r"^[a-z][\w-]*", (root / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    needed = [re.match(r"[\w-]+", line)[0] for line in told.get_all("Requires-Dist", [])]  # type: ignore[index]
    assert sorted(needed) == sorted(listed)


def test_it_works_without_a_checkout(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    """Installed, its commands have record, fonts, templates and pages in any folder, and the server its settings.

    No clock, no chance and nothing drawn before goes into a file: it is the one that is written here.
    """
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    monkeypatch.setitem(ELSEWHERE, "PYTHONPATH", str(tmp_path / "installed"))  # and nothing of the checkout is imported
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "events.csv").write_text("Date,Title\n2016,First\n2017,Last\n", encoding="utf-8")
    assert "No problem found." in run([sys.executable, "-P", "-c", COMMANDS], folder=tmp_path)
    (exported,) = tmp_path.glob("trade-band*.zip")
    assert exported.read_bytes() == export_zip(record, default_view(record), ExportOptions(figure="trade-band"))
    assert {file.name for file in (tmp_path / "site" / "data").iterdir()} >= {"events.csv", "datapackage.json"}
    port = free_port()
    url = f"http://{HOST}:{port}"
    command = [sys.executable, "-P", "-m", "dyad", "serve", "--port", str(port)]
    with running(command, tmp_path / "log", url=url, env=ELSEWHERE, folder=tmp_path) as server:
        with Reader(url, "record") as reader:  # which makes the menu of all pages
            reader.run()
        assert "How to cite it" in reader.words()
        for file in ("app/static/OFL.txt", "files/trade-band.svg?size=column"):  # by the settings; by a worker
            with urllib.request.urlopen(server.address(file)) as answer:  # noqa: S310 - our own server
                assert answer.status == 200
