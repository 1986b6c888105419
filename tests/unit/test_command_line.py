"""The command line says what is wrong, one line a problem, and never shows a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dyad.__main__ import main
from dyad.record import read_record
from dyad.record.package import resources
from tests.unit.tables import PACKAGE, change, read_package, write_package


def run(*arguments: str | Path) -> Result:
    """Return what a command did."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def run_outside(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Return what `python -m dyad` did, started as a program of its own."""
    command = [sys.executable, "-m", "dyad", *map(str, arguments)]
    env = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_a_sound_record_is_summed_up(root: Path) -> None:
    """`python -m dyad check` counts what it read, finds no problem, and exits with 0."""
    done = run_outside(root, "check")
    record = read_record(root / "data")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert f"{len(record.events)} events, {len(record.claims)} claims, {len(record.trade)} figures" in line
    assert f"{len(record.sources)} sources" in line
    assert line.endswith(f"Data version {record.version}.")
    assert done.stderr == ""


def test_problems_are_lines(root: Path, folder: Path) -> None:
    """On broken tables it writes one line a problem, says how many there are, and exits with 1."""
    theme = change(folder, "events", 4, theme="Enrgy")
    basis = change(folder, "trade", 4, basis="rumour")
    done = run_outside(root, "check", folder)
    assert done.returncode == 1
    first, second = done.stdout.splitlines()
    assert first.startswith(f'events.csv line {theme}, column "theme": "Enrgy" is not a theme. Allowed: ')
    assert second.startswith(f'trade.csv line {basis}, column "basis": "rumour" ')
    assert done.stderr.strip() == "2 problems."
    assert "Traceback" not in done.stdout + done.stderr


def test_one_problem_is_one(folder: Path) -> None:
    """The count agrees with its noun."""
    change(folder, "events", 4, theme="Enrgy")
    done = run("check", folder)
    assert done.exit_code == 1
    assert done.stderr == "1 problem.\n"


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder without tables is one problem, which says what a folder needs."""
    done = run("check", tmp_path)
    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    assert "neither datapackage.json nor any table" in line


def test_a_folder_of_ones_own_is_checked_exported_and_taught(tmp_path: Path) -> None:
    """A folder that holds only a table of events, as a spreadsheet writes it, is a record for every command."""
    (tmp_path / "class.csv").write_bytes("Date;Title;Group\r\n2016;Café;Sport\r\n".encode("cp1252"))
    done = run("check", tmp_path)
    assert done.exit_code == 0, done.stdout
    assert "1 events" in done.stdout
    done = run("export", "--data", tmp_path, "--figure", "all", "--format", "csv", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stdout
    assert {file.name.split("-")[0] for file in (tmp_path / "out").iterdir()} == {"overview", "timeline"}
    done = run("deck", "--data", tmp_path, "--out", tmp_path / "lesson.pptx")
    assert done.exit_code == 0, done.stdout


@pytest.mark.parametrize("name", ["events.csv", "events.json"])
def test_events_leave_for_timelinejs_and_come_back(tmp_path: Path, name: str) -> None:
    """What is written for TimelineJS is read again as a record of as many events."""
    done = run("timelinejs", "--out", tmp_path / name)
    assert done.exit_code == 0, done.stderr
    done = run("check", tmp_path)
    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith("Pakistan–Russia, 2003–2017: 50 events, 0 claims")


@pytest.mark.parametrize("command", ["check", "describe"])
def test_a_folder_that_is_not_there_is_told(tmp_path: Path, command: str) -> None:
    """A folder that does not exist is a wrong use, not a traceback."""
    done = run(command, tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "does not exist" in done.stderr


def test_describe_writes_the_schemas(folder: Path) -> None:
    """`describe` writes the schemas of the code and keeps what the package says of itself."""
    package = read_package(folder)
    write_package(folder, {key: value for key, value in package.items() if key != "resources"} | {"mine": "kept"})
    done = run("describe", folder)
    assert done.exit_code == 0, done.output
    written = read_package(folder)
    assert written["resources"] == resources()
    assert written["mine"] == "kept"
    assert written["dyad"] == package["dyad"]


def test_describing_twice_changes_nothing(folder: Path, root: Path) -> None:
    """The package in the repository is what `describe` would write."""
    assert run("describe", folder).exit_code == 0
    assert (folder / PACKAGE).read_text(encoding="utf-8") == (root / "data" / PACKAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, "{", "[]", json.dumps("text")])
def test_describe_says_what_it_cannot_read(folder: Path, content: str | None) -> None:
    """Without a package that can be read `describe` ends with one line, not with a traceback."""
    (folder / PACKAGE).unlink()
    if content is not None:
        (folder / PACKAGE).write_text(content, encoding="utf-8")
    done = run("describe", folder)
    assert done.exit_code in (1, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert PACKAGE in done.output


def test_help_names_every_command() -> None:
    """The help lists each command with what it does."""
    done = run("--help")
    assert done.exit_code == 0
    for name, command in main.commands.items():
        assert name in done.output
        assert command.help


def test_a_server_starts_without_plotly(root: Path) -> None:
    """Plotly waits for the page that needs it, and can be imported then, though Streamlit looks for it at the start."""
    program = """
import os, sys
from click.testing import CliRunner
from dyad.__main__ import main
os.environ["DYAD_HOSTS"] = "https://school.example"
assert "DYAD_HOSTS" in CliRunner().invoke(main, ["serve"]).stderr
print("streamlit" in sys.modules, "plotly" in sys.modules)
import plotly.graph_objects
print(bool(plotly.graph_objects.Figure))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True", "False", "True"], done.stderr
