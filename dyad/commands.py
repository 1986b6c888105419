"""What the commands share: tables checked, files written, and one line instead of a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import click

from dyad.importing.bringing import bring
from dyad.importing.current import DATA
from dyad.importing.folders import read_folder
from dyad.importing.gathering import ALL_FILES
from dyad.lesson import read_lesson
from dyad.publish.letters import missing_in_tables
from dyad.publish.outputs import is_stream, write_files
from dyad.record import Problem, RecordError
from dyad.record.package import PACKAGE_FILE
from dyad.record.schema import ALL_TABLES, LESSON
from dyad.wording.pieces import count, listing

LETTERS, REFUSE, ALLOW = "--missing-letters", "refuse", "allow"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
SHIPPED = "the shipped record"  # what a folder is unless told
data_option = partial(
    click.option, "--data", "folder", type=FOLDER, default=DATA, help="Folder of the tables.", show_default=SHIPPED
)


class Commands(click.Group):
    """Commands of which none ends in a traceback where a file cannot be read or written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the system refuses is told in one line, of tables that cannot be used every problem."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # click ends quietly, as whoever reads wants no more
        except RecordError as error:
            raise click.ClickException("\n".join(map(str, error.problems))) from error
        except OSError as why:
            name = f"{click.format_filename(why.filename)}: " if why.filename else ""
            raise click.ClickException(f"{name}{why.strerror or why}.") from why


class Output(click.Path):
    """What is written to, given by `--out`. An empty name is none; what cannot be written to shows when it is."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name. Give one, or leave the option out.", param, ctx)
        return super().convert(value, param, ctx)


def check_ending(file: Path, endings: Sequence[str], *, what: str) -> None:
    """End with a usage error where a file's name says that it holds something else than is written into it."""
    if file.suffix and file.suffix.lower() not in endings:
        name = click.format_filename(file)
        allowed = listing([click.format_filename(file.with_suffix(ending).name) for ending in endings], last="or")
        raise click.BadParameter(f"{name}: {what}. Name it {allowed}.", param_hint="--out")


@dataclass
class LetterReport:
    """What is said of letters that cannot be drawn: of the same letters in several files once."""

    allowed: bool
    files: dict[str, list[str]] = field(default_factory=dict)  # what is said → of which files

    def refuses(self, file: Path, missing: str, hint: str = "") -> bool:
        """Tell whether a file is not to be written, for letters that it would lack."""
        if missing:
            self.files.setdefault(f"{missing} {hint}".strip(), []).append(click.format_filename(file))
        return bool(missing) and not self.allowed

    def tell(self) -> None:
        """Say which files lack letters."""
        done = "Written all the same." if self.allowed else f"Not written: {LETTERS} {ALLOW} writes it all the same."
        for said, files in self.files.items():
            click.echo(f"{', '.join(files)}: {said} {done}", err=True)


letters_option = click.option(
    LETTERS,
    "letters",
    type=click.Choice([REFUSE, ALLOW]),
    default=REFUSE,
    show_default=True,
    callback=lambda *given: LetterReport(allowed=given[-1] == ALLOW),
    help="What becomes of a file with letters that the bundled font lacks.",
)


def cannot_write(why: OSError, file: Path) -> click.ClickException:
    """Return the one line that says why a file or folder cannot be written."""
    name = click.format_filename(why.filename or file)
    return click.ClickException(f"{name} cannot be written: {why.strerror or why}. Nothing was.")


def write(file: Path, content: bytes) -> None:
    """Write a file whole and name it, or nothing and end with one line that says why."""
    try:
        write_files({file: content})
    except OSError as why:
        raise cannot_write(why, file) from why
    if not is_stream(file):  # its name would stand in what was written
        click.echo(click.format_filename(file))


def check_folder(folder: Path) -> tuple[Sequence[Problem], str]:
    """Return every problem of the tables in a folder, and what was checked, after how brought ones were read."""
    read: list[str] = []
    try:
        record = read_folder(folder, tell=read.append)
    except RecordError as error:
        return error.problems, ""
    lesson = read_lesson(folder, record)
    held = [
        count(len(record.events), "event"), count(len(record.claims), "claim"), count(len(record.trade), "figure"),
        *([f"{len(record.comparison):,} to compare with"] if len(record.comparison) else ()),
        count(len(record.sources), "source"),
        *([f"{count(len(lesson.steps), 'step')} of a lesson"] if lesson.steps and not lesson.made else ()),
    ]  # fmt: skip
    said = f"{record.about.title}: {', '.join(held)}. No problem found. Data version {record.version}."
    missing = missing_in_tables(record, lesson)
    return lesson.problems, "\n".join([*read, said, *([f"In PNG and PDF: {missing}"] if missing else [])])


def check_file(file: Path) -> tuple[Sequence[Problem], str]:
    """Return every problem of one table, and what was checked.

    A table of a record is held to the rules of the record and to its other tables; any other is read as one brought.
    """
    if not file.is_file():
        raise click.BadParameter(f"{click.format_filename(file)} is neither a folder nor a file.")
    own = {PACKAGE_FILE, *(table.file for table in ALL_TABLES.values())}
    if file.name in own and (file.parent / PACKAGE_FILE).is_file():
        problems, _ = check_folder(file.parent)
        mine = [problem for problem in problems if problem.file == file.name]
        if file.name == LESSON.file and not mine:
            mine = list(problems)  # a lesson can be held against a sound record only
        where = click.format_filename(file.parent)
        return mine, f"{file.name}: no problem found, as a table of the record in {where}, beside its other tables."
    brought = bring([(file.name, file.read_bytes())])
    alone = [problem for problem in brought.problems if (problem.file, problem.rule) != (ALL_FILES, "missing")]
    return alone, f"{' '.join(brought.said)} No problem found, as a table by itself."
