"""The command line says what is wrong, one line a problem, and never shows a traceback."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dyad.__main__ import main
from dyad.publish.outputs import write_files
from dyad.record import read_record
from dyad.record.package import resources
from dyad.record.schema import SCHEMA_VERSION
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
    """`check` counts what it read, finds no problem, and exits with 0."""
    done = run("check")
    record = read_record(root / "data")
    assert done.exit_code == 0, done.stderr
    (line,) = done.stdout.splitlines()
    assert f"{len(record.events)} events, {len(record.claims)} claims, {len(record.trade):,} figures" in line
    assert f"{len(record.sources)} sources" in line
    assert line.endswith(f"Data version {record.version}.")
    assert done.stderr == ""


def test_problems_are_lines(folder: Path) -> None:
    """On broken tables `check` writes one line a problem, says how many there are, and exits with 1."""
    theme = change(folder, "events", 4, theme="Enrgy")
    basis = change(folder, "trade", 4, basis="rumour")
    done = run("check", folder)
    assert done.exit_code == 1
    first, second = done.stdout.splitlines()
    assert first.startswith(f'events.csv line {theme}, column "theme": "Enrgy" is not a theme. Allowed: ')
    assert second.startswith(f'trade.csv line {basis}, column "basis": "rumour" ')
    assert done.stderr.strip() == "2 problems."


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder without tables is one problem, which says what a folder needs, or to unpack the archive in it."""
    for hint in ("It needs a table of events: events.csv, ", "Unpack record.zip in it."):
        done = run("check", tmp_path)
        assert done.exit_code == 1
        (line,) = done.stdout.splitlines()
        assert f"holds neither datapackage.json nor any table. {hint}" in line
        (tmp_path / "record.zip").write_bytes(b"PK")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes have no names there")
@pytest.mark.parametrize("described", [False, True])
def test_what_is_no_file_is_told(tmp_path: Path, *, described: bool) -> None:
    """A pipe, a folder or a link to nothing called like a table is named, all at once, with what is wrong besides."""
    (tmp_path / "more.csv").write_text("title,date\nA,soon\n", encoding="utf-8")
    (tmp_path / "events.csv").symlink_to(tmp_path / "nowhere")
    (tmp_path / "sources.csv").mkdir()
    pipe = tmp_path / (PACKAGE if described else "trade.csv")
    os.mkfifo(pipe)
    told = run("check", tmp_path).stdout
    for name in ("events.csv", "sources.csv", pipe.name):
        assert f"{name}: cannot be read (it is no file, nor a link to one)." in told
    assert ("more.csv line 2" in told) != described
    if described:
        assert run("describe", tmp_path).stderr == f"Error: {pipe}: it is no file, nor a link to one.\n"


def test_a_folder_of_ones_own_is_checked_exported_and_taught(tmp_path: Path) -> None:
    """A folder that holds only a table of events, as a spreadsheet writes it, is a record for every command.

    How it was read is told, and what of it is not used; a README beside it is no table.
    """
    (tmp_path / "class.csv").write_bytes("Date;Title;Group;Room\r\n2016;Café;Sport;7\r\n".encode("cp1252"))
    (tmp_path / "README.txt").write_text("Read me, please.", encoding="utf-8")
    done = run("check", tmp_path)
    assert done.exit_code == 0, done.stdout
    assert (
        "class.csv: 1 row read as events, semicolon-separated, Windows-1252 (the encoding is a guess).\n" in done.stdout
    )
    assert "class.csv: columns not used: Room.\n" in done.stdout
    assert "1 event," in done.stdout
    done = run("export", "--data", tmp_path, "--figure", "all", "--format", "csv", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stdout
    assert {file.name.split("-")[0] for file in (tmp_path / "out").iterdir()} == {"overview", "timeline", "event"}
    done = run("deck", "--data", tmp_path, "--out", tmp_path / "lesson.pptx")
    assert done.exit_code == 0, done.stdout


def test_events_leave_for_timelinejs_and_come_back(tmp_path: Path) -> None:
    """What is written for TimelineJS is read again as a record of as many events."""
    assert run("timelinejs", "--out", tmp_path / "events.json").exit_code == 0
    done = run("check", tmp_path)
    assert done.exit_code == 0, done.stdout
    assert done.stdout.splitlines()[-1].startswith("Pakistan–Russia, 2003–2017: 78 events, no claims")


def test_describe_writes_the_schemas(folder: Path) -> None:
    """`describe` writes the schemas of the code for the tables there are, and keeps what the package says of itself."""
    package = read_package(folder)
    write_package(folder, {key: value for key, value in package.items() if key != "resources"} | {"mine": "kept"})
    done = run("describe", folder)
    assert done.exit_code == 0, done.output
    written = read_package(folder)
    assert written["resources"] == resources(without=["comparison.csv"])
    assert written["mine"] == "kept"
    assert written["dyad"] == package["dyad"]


def test_describe_leaves_later_tables_alone(folder: Path) -> None:
    """A description of a later schema is not written over by the one known here."""
    package = read_package(folder)
    package["dyad"]["schema_version"] = SCHEMA_VERSION + 1
    write_package(folder, package)
    done = run("describe", folder)
    assert (done.exit_code, read_package(folder)) == (1, package)
    assert "Install a later dyad" in done.output


def test_describing_twice_changes_nothing(compared: Path, root: Path) -> None:
    """The package in the repository is what `describe` would write."""
    assert run("describe", compared).exit_code == 0
    assert (compared / PACKAGE).read_text(encoding="utf-8") == (root / "data" / PACKAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    ["{", "[]", json.dumps("text"), '{"dyad": 3}', '{"dyad": {"themes": 5}}', '{"title": "\\ud800"}', '{"a":' * 10**5],
)
def test_describe_refuses_what_it_cannot_describe(tmp_path: Path, content: str) -> None:
    """A description of another shape, half a character, or brackets without end: one line, and the file stays."""
    file = tmp_path / PACKAGE
    file.write_text(content, encoding="utf-8")
    done = run("describe", tmp_path)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert PACKAGE in line
    assert file.read_text(encoding="utf-8") == content
    file.unlink()
    assert PACKAGE in run("describe", tmp_path).output


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


# -- what is written --------------------------------------------------------------------------

WRITING = {
    "export": ("export", "--figure", "timeline", "--format", "csv", "--out"),
    "deck": ("deck", "--data", "small", "--out"),
    "worksheet": ("deck", "--data", "small", "--worksheet", "--out"),
    "key": ("deck", "--data", "small", "--key", "--out"),
    "site": ("site", "--data", "small", "--out"),
    "timelinejs": ("timelinejs", "--out"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a table of one event."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "events.csv").write_text("title,date\nA,2001-02-03\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", WRITING)
def test_what_cannot_be_written_is_one_line(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A path through a file, a file for a folder or a folder for a file: one line, exit 1, nothing changed."""
    monkeypatch.setattr("dyad.__main__.make_file", lambda *_: b"made")
    command = [str(small) if word == "small" else word for word in WRITING[name]]
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    outs = [taken / "x"] if name in ("export", "site") else [taken / "x", tmp_path / "folder"]
    for out in outs:
        done = run(*command, out)
        assert done.exit_code == 1, done.output
        (line,) = [line for line in done.stderr.splitlines() if "another script" not in line]
        assert line.startswith("Error: ")
        assert str(out) in line
        assert "cannot be written" in line
    assert [file.name for file in sorted(tmp_path.rglob("*"))] == ["folder", "taken"]
    assert taken.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second of two files cannot be written, neither is changed, and no part of one is left."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"old")
    write_bytes = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if content == b"too much":
            write_bytes(path, content[:3])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left") as raised:
        write_files({first: b"new", second: b"too much"})
    assert raised.value.filename == str(second)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a": b"old"}
    write_files({first: b"new", tmp_path / "c" / "d": b"x"})
    assert first.read_bytes() == b"new"
    assert (tmp_path / "c" / "d").read_bytes() == b"x"


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    """A file that a link leads to is replaced, with the rights it had; the link stays one."""
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_files({link: b"new"})
    assert (link.is_symlink(), file.read_bytes(), file.stat().st_mode & 0o777) == (True, b"new", 0o640)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_devices_are_written_to(root: Path) -> None:
    """/dev/stdout takes the file and nothing else; a full device, also for what is said, is one line."""
    done = run_outside(root, "timelinejs", "--out", "/dev/stdout")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("\ufeffYear,Month")
    assert "/dev/stdout" not in done.stdout
    done = run("timelinejs", "--out", "/dev/full")
    assert done.exit_code == 1
    assert done.stderr == "Error: /dev/full cannot be written: No space left on device. Nothing was.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("deck", "--worksheet", "--out", "x.pptx"), "a worksheet is a PDF. Name it x.pdf."),
        (("deck", "--key", "--out", "x.pptx"), "a key is a PDF. Name it x.pdf."),
        (("deck", "--out", "x.PDF"), "is written as PowerPoint"),
        (("timelinejs", "--out", "x.xlsx"), "Name it x.csv or x.json."),
        (("export", "--out", ""), "an empty name"),
        (("export", "--years", "5", "1"), "the earlier first"),
        (("export", "--years", "1900", "2010"), "two years from 1998"),
        (("export", "--years", "2010", "2999"), "two years from 1998"),
        (("export", "--theme", "pink"), "defence, economy"),
        (("export", "--figure", "pie"), "trade-band"),
        (("export", "--size", "huge"), "slide-4x3"),
        (("export", "--format", "bmp"), "svg"),
        (("export", "--paper", "pink"), "transparent"),
        (("export", "--scale", "9"), "1<=x<=4"),
        (("check", os.devnull), "neither a folder nor a file"),
        (("check", "nowhere"), "does not exist"),
        (("describe", "nowhere"), "does not exist"),
    ],
)
def test_what_makes_no_sense_is_a_wrong_use(arguments: tuple[str, ...], said: str) -> None:
    """A name that says something else than is written, of nothing, an empty one, values that cannot be: exit 2."""
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_figure_without_data_is_told(small: Path, tmp_path: Path) -> None:
    """It names the figures that the tables hold something for."""
    done = run("export", "--data", small, "--figure", "trade-band", "--out", tmp_path)
    assert done.exit_code == 1
    assert done.stderr.endswith("They do for overview, timeline and event-strip.\n")


# -- one table --------------------------------------------------------------------------------


def test_one_table_of_a_record_is_checked_beside_the_others(folder: Path) -> None:
    """Its own problems are named, links to other tables included, and not those of another."""
    claim = change(folder, "claims", 4, event="nowhere")
    change(folder, "trade", 4, basis="rumour")
    done = run("check", folder / "claims.csv")
    assert done.exit_code == 1
    (line,) = done.stdout.splitlines()
    assert line.startswith(f'claims.csv line {claim}, column "event": "nowhere" ')
    assert done.stderr == "1 problem.\n"
    done = run("check", folder / "events.csv")
    assert done.exit_code == 0
    assert done.stdout.startswith("events.csv: no problem found, as a table of the record in ")


def test_a_table_by_itself_is_checked_as_one_brought(tmp_path: Path) -> None:
    """How it was read is said; a table that is no table of events misses none."""
    file = tmp_path / "class.csv"
    file.write_bytes("Date;Title\r\n2016;Café\r\n".encode("cp1252"))
    done = run("check", file)
    assert done.exit_code == 0
    (line,) = done.stdout.splitlines()
    assert "class.csv: 1 row read as events, semicolon-separated, Windows-1252" in line
    assert "No problem found, as a table by itself." in line
    (tmp_path / "sources.csv").write_text("id,title,url\na,A,nowhere\n", encoding="utf-8")
    done = run("check", tmp_path / "sources.csv")
    assert done.exit_code == 1
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ['sources.csv line 2, column "url"']
