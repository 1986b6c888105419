"""The command line: `python -m dyad check`, `describe`, `export`, `deck`, `serve`, `site`, `timelinejs`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import click

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.importing.current import DATA_VARIABLE
from dyad.importing.folders import read_folder
from dyad.lesson import Lesson, read_lesson
from dyad.publish.files import FORMATS, TIMES, USUAL_TIMES, export_figure, export_zip, file_name
from dyad.publish.sheets import PAPERS, SIZES, Choice, TooSmallError
from dyad.publish.timelinejs import export_json, export_sheet
from dyad.record import Record, RecordError
from dyad.record.package import describe_package
from dyad.record.reading import PACKAGE_FILE
from dyad.record.schema import LESSON
from dyad.view import default_view
from dyad.wording import count

DATA = Path(__file__).parents[1] / "data"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """See how two states' relationship went, what is claimed about it, and what the record shows."""


@main.command()
@click.argument("folder", type=FOLDER, default=DATA)
def check(folder: Path) -> None:
    """Check the tables in FOLDER (data/ unless told): one line a problem, exit 1 if there is any."""
    try:
        record = read_folder(folder)
        lesson = read_lesson(folder, record)
        problems = lesson.problems
    except RecordError as error:
        problems = error.problems
    if problems:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{count(len(problems), 'problem')}.", err=True)
        sys.exit(1)
    taught = f", {count(len(lesson.steps), 'step')} of a lesson" if lesson.steps and not lesson.made else ""
    click.echo(
        f"{record.about.title}: {len(record.events)} events, {len(record.claims)} claims, {len(record.trade)} figures, "
        f"{len(record.sources)} sources{taught}. No problem found. Data version {record.version}."
    )


@main.command()
@click.argument("folder", type=FOLDER, default=DATA)
def describe(folder: Path) -> None:
    """Write the table schemas of the code into FOLDER/datapackage.json, keeping what it says of itself."""
    file = folder / PACKAGE_FILE
    try:
        package: Any = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as why:
        raise click.ClickException(f"{PACKAGE_FILE} cannot be read: {why}. It needs to stand in {folder}.") from why
    if not isinstance(package, dict):
        raise click.ClickException(f"{PACKAGE_FILE} is not a JSON object. It needs to be a Frictionless Data Package.")
    file.write_text(json.dumps(describe_package(package), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    click.echo(f"Wrote {PACKAGE_FILE}.")


def _read(folder: Path) -> Record:
    """Return the record in a folder, or end with every problem of it."""
    try:
        return read_folder(folder)
    except RecordError as error:
        raise click.ClickException("\n".join(map(str, error.problems))) from error


def _read_whole(folder: Path) -> tuple[Record, Lesson]:
    """Return the record in a folder and its lesson; what of that cannot be shown is told."""
    record = _read(folder)
    lesson = read_lesson(folder, record)
    for problem in lesson.problems:
        click.echo(f"Left out: {problem}", err=True)
    return record, lesson


ALL, ZIP = "all", "zip"


@contextmanager
def _held_back(module: str) -> Iterator[None]:
    """Let nothing import a module in this block, where it is not there yet: whoever tries finds it not installed."""
    known = module in sys.modules
    if not known:
        sys.modules[module] = None  # type: ignore[assignment]  # Python's own way to say so
    try:
        yield
    finally:
        if not known:
            del sys.modules[module]


def _named(known: Sequence[str]) -> click.Choice[str]:
    return click.Choice([*known, ALL], case_sensitive=False)


# fmt: off
@main.command()
@click.option("--data", "folder", type=FOLDER, default=DATA, help="Folder of the tables.", show_default="data/")
@click.option("--figure", type=_named(list(FIGURES)), default=ALL, show_default=True)
@click.option("--size", type=_named(list(SIZES)), default="slide", show_default=True)
@click.option("--format", "form", type=_named([*FORMATS, ZIP]), default="png", show_default=True,
              help=f"{ALL}: every form; {ZIP}: every form, tables and citations in one file.")
@click.option("--theme", "paper", type=click.Choice(list(PAPERS)), default="light", show_default=True)
@click.option("--times", type=click.IntRange(min(TIMES), max(TIMES)), default=USUAL_TIMES, show_default=True,
              help="px of a PNG to a CSS px.")
@click.option("--years", nargs=2, type=int, default=None, help="First and last year drawn.")
@click.option("--beyond", is_flag=True, help="Also what the claims leave out.")
@click.option("--context", is_flag=True, help="Also what happened around the two states.")
@click.option("--title/--no-title", "titled", default=True, help="Draw the title.")
@click.option("--notes/--no-notes", "noted", default=True, help="Draw the line of sources and notes.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Folder to write into.")
def export(
    folder: Path, figure: str, size: str, form: str, paper: str, times: int, years: tuple[int, int] | None,
    beyond: bool, context: bool, titled: bool, noted: bool, out: Path,
) -> None:
    """Write figures as files, each laid out for its size: --figure trade-band --size slide --format svg."""
    record = _read(folder)
    low, high = record.span
    if years and not low <= years[0] <= years[1] <= high:
        raise click.BadParameter(f"{years[0]} {years[1]}: give two years from {low} to {high}, the earlier first.")
    view = replace(default_view(record), years=years or record.about.years, beyond=beyond, context=context)
    out.mkdir(parents=True, exist_ok=True)
    failed = False
    for name, page, kind in product(
        figures_of(record) if figure == ALL else [figure],
        SIZES if size == ALL else [size],
        FORMATS if form == ALL else [form],
    ):
        choice = Choice(figure=name, size=page, paper=paper, titled=titled, noted=noted)
        file = out / file_name(choice, kind)
        try:
            made = (
                export_zip(record, view, choice) if kind == ZIP
                else export_figure(record, view, choice, kind, times=times)
            )
        except TooSmallError as why:
            click.echo(str(why), err=True)
            failed = True
        else:
            file.write_bytes(made)
            click.echo(str(file))
    sys.exit(failed)
# fmt: on


@main.command()
@click.option("--data", "folder", type=FOLDER, default=DATA, help="Folder of the tables.", show_default="data/")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("lesson.pptx"), show_default=True)
@click.option("--handout", is_flag=True, help="Write the handout for students instead, as PDF.")
def deck(folder: Path, out: Path, handout: bool) -> None:
    """Write the lesson as PowerPoint, one slide a step, with charts that can be edited and speaker notes."""
    from dyad.publish.deck import export_deck
    from dyad.publish.handout import export_handout

    record, lesson = _read_whole(folder)
    if not lesson.steps:
        raise click.ClickException(f"{LESSON.file} in {folder} holds no step that can be shown.")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes((export_handout if handout else export_deck)(record, lesson))
    click.echo(str(out))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve on; 0.0.0.0 is every one.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8501, show_default=True)
@click.option(
    "--data",
    "folder",
    type=FOLDER,
    default=DATA,
    envvar=DATA_VARIABLE,
    help="Folder of the tables.",
    show_default="data/",
)
def serve(host: str, port: int, folder: Path) -> None:
    """Serve the dashboard until Ctrl-C."""
    # Streamlit makes a theme for Plotly as it starts. Nothing here uses that theme, and one page alone needs Plotly:
    # until somebody opens it a server is 13 MB smaller.
    with _held_back("plotly"):
        from dyad import server

    try:
        settings = server.read_settings(os.environ, host=host, port=port)
        listening = server.listen(host, port)
    except server.StartError as why:
        raise click.ClickException(str(why)) from why
    click.echo(f"The dashboard is at http://{f'[{host}]' if ':' in host else host}:{port} (Ctrl-C ends it).")
    if not server.is_loopback(host):
        click.echo(f"Warning: on {host} anyone who reaches this machine over the network can read it.", err=True)
    os.environ[DATA_VARIABLE] = str(folder.resolve())
    server.serve(settings, on=listening)


@main.command()
@click.option("--data", "folder", type=FOLDER, default=DATA, help="Folder of the tables.", show_default="data/")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder: new, empty or a site.")
def site(folder: Path, out: Path) -> None:
    """Write the record as a website that needs no server: it opens from a stick and from any host."""
    from dyad.publish.site import SiteError, make_site, write_site

    record, lesson = _read_whole(folder)
    files = make_site(record, lesson)
    try:
        write_site(files, out)
    except SiteError as why:
        raise click.ClickException(str(why)) from why
    click.echo(f"Wrote {count(len(files), 'file')}. Open {out / 'index.html'}")


@main.command()
@click.option("--data", "folder", type=FOLDER, default=DATA, help="Folder of the tables.", show_default="data/")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("timelinejs.csv"),
    show_default=True,
    help="A name that ends in .json gives JSON, any other a sheet.",
)
def timelinejs(folder: Path, out: Path) -> None:
    """Write the events as TimelineJS reads them: a sheet, or JSON."""
    record = _read(folder)
    written = export_json(record) if out.suffix.lower() == ".json" else export_sheet(record)
    for id in written.left_out:
        click.echo(f"Left out, having no date: {id}", err=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(written.content)
    click.echo(str(out))


if __name__ == "__main__":
    main(prog_name="python -m dyad")
