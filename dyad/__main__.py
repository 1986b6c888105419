"""The command line, `dyad` or `python -m dyad`: check, describe, export, deck, serve, site, timelinejs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import click

from dyad import __version__, commands
from dyad.figures.catalogue import FIGURES, figures_of
from dyad.importing.current import DATA, DATA_VARIABLE
from dyad.importing.folders import read_folder
from dyad.lesson import Lesson, read_lesson
from dyad.publish.file_requests import (
    DECK,
    HANDOUTS,
    KEY,
    WORKSHEET,
    FileRequest,
    Source,
    figure_request,
    make_file,
    missing_letters,
)
from dyad.publish.files import FORMATS, file_name
from dyad.publish.sheets import PAPERS, SCALES, SIZES, ExportOptions, TooSmallError
from dyad.publish.timelinejs import export_json, export_sheet, undated_events
from dyad.record import Record, RecordError
from dyad.record.package import PACKAGE_FILE, describe_package, read_about
from dyad.record.reading import read_file
from dyad.record.schema import LESSON, TABLES
from dyad.rooms import reach
from dyad.view import ALL_SOURCES, View, view_from_query
from dyad.wording.addresses import CANNOT_BE_USED, say_refused
from dyad.wording.files import TEXT_STAYS
from dyad.wording.pieces import count, listing


@click.group(cls=commands.Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dyad")
def main() -> None:
    """See how two states' relationship went, what is claimed about it, and what the record shows."""


@main.command()
@click.argument("path", type=click.Path(exists=True, path_type=Path), default=DATA)
def check(path: Path) -> None:
    """Check the tables in a folder, or one table (PATH; else the shipped record): one line a problem, exit 1 if any."""
    problems, summary = commands.check_folder(path) if path.is_dir() else commands.check_file(path)
    if problems:
        for problem in problems:
            click.echo(str(problem))
        click.echo(f"{count(len(problems), 'problem')}.", err=True)
        sys.exit(1)
    click.echo(summary)


@main.command()
@click.argument("folder", type=commands.FOLDER, default=DATA)
def describe(folder: Path) -> None:
    """Write the schemas of tables into datapackage.json in FOLDER, or the shipped one; what it says of itself stays."""
    file = folder / PACKAGE_FILE
    content = read_file(file)
    _, problems = read_about(content)
    if problems:
        raise RecordError(problems)
    without = [table.file for table in TABLES.values() if table.optional and not (folder / table.file).exists()]
    described = json.dumps(describe_package(json.loads(content), without=without), ensure_ascii=False, indent=2)
    commands.write(file, f"{described}\n".encode(errors="backslashreplace"))  # half a character is JSON only as \ud800


def _read_whole(folder: Path) -> tuple[Record, Lesson]:
    """Return the record in a folder and its lesson; what of that cannot be shown is told."""
    record = read_folder(folder)
    lesson = read_lesson(folder, record)
    for problem in lesson.problems:
        click.echo(f"Left out: {problem}", err=True)
    return record, lesson


ALL, ZIP = "all", "zip"


def _named(known: Sequence[str]) -> click.Choice[str]:
    return click.Choice([*known, ALL], case_sensitive=False)


def _view_of(record: Record, chosen: Mapping[str, Any]) -> View:
    """Return the view of options, which are the parameters of an address; all that cannot be is told at once."""
    query = {
        "years": chosen["years"], "brush": chosen["brush"], "theme": chosen["themes"],
        "q": [chosen["q"]], "event": [chosen["event"]], "sources": [chosen["sources"]], "year": [chosen["year"]],
        **{name: ["true"] for name in ("beyond", "context") if chosen[name]},
    }  # fmt: skip
    given = {name: list(values) for name, values in query.items() if values and values != [None]}
    view, refused = view_from_query(given, record=record)
    if refused:
        raise click.BadParameter("\n".join(say_refused(refused, CANNOT_BE_USED)))
    return view


# fmt: off
@main.command()
@commands.data_option()
@click.option("--figure", type=_named(list(FIGURES)), default=ALL, show_default=True)
@click.option("--size", type=_named(list(SIZES)), default="slide", show_default=True)
@click.option("--format", "form", type=_named([*FORMATS, ZIP]), default="png", show_default=True,
              help=f"{ALL}: every form; {ZIP}: every form, tables and citations in one file.")
@click.option("--paper", type=click.Choice(list(PAPERS)), default="light", show_default=True)
@click.option("--scale", type=click.IntRange(min(SCALES), max(SCALES)),
              help="px of a PNG to a CSS px.  [default: 4 for a column and a page, else 2]")
@click.option("--years", nargs=2, help="First and last year drawn.")
@click.option("--brush", nargs=2, help="First and last year of a period: what lies outside fades.")
@click.option("--theme", "themes", multiple=True, help="A theme of the events; may be repeated.")
@click.option("--q", help="Words that the events hold.")
@click.option("--event", help="Id of an event to mark.")
@click.option("--beyond", is_flag=True, help="Also what the claims leave out.")
@click.option("--context", is_flag=True, help="Also what happened around the two states.")
@click.option("--sources", help=f"{ALL_SOURCES}: every source of trade by itself.")
@click.option("--year", help="The year whose partners are compared; the latest where none is given.")
@click.option("--title/--no-title", "titled", default=True, help="Draw the title.")
@click.option("--notes/--no-notes", "noted", default=True, help="Draw the line of sources and notes.")
@commands.letters_option
@click.option("--out", type=commands.Output(), default=Path(), help="Folder to write into.")
def export(
    folder: Path, figure: str, size: str, form: str, paper: str, scale: int | None, titled: bool, noted: bool,
    letters: commands.LetterReport, out: Path, **chosen: Any,
) -> None:
    """Write figures as files, each laid out for its size: --figure trade-band --size slide --format svg."""
    record = read_folder(folder)
    view = _view_of(record, chosen)
    source, drawn = Source(record=record, lesson=Lesson()), figures_of(record)
    if figure != ALL and figure not in drawn:
        raise click.ClickException(f"{figure}: these tables hold nothing to draw in it. They do for {listing(drawn)}.")
    failed = False
    for name, page, kind in product(
        drawn if figure == ALL else [figure],
        SIZES if size == ALL else [size],
        FORMATS if form == ALL else [form],
    ):
        choice = ExportOptions(figure=name, size=page, paper=paper, titled=titled, noted=noted)
        file = out / file_name(record, view, choice, kind)
        request = figure_request(view, choice, kind, scale=scale)
        try:
            if letters.refuses(file, missing_letters(source, request), TEXT_STAYS):
                failed = True
                continue
            made = make_file(source, request)
        except TooSmallError as why:
            click.echo(str(why), err=True)
            failed = True
        else:
            commands.write(file, made)
    letters.tell()
    sys.exit(failed)
# fmt: on


@main.command()
@commands.data_option()
@click.option("--out", type=commands.Output(), help="File to write.", show_default=f"{DECK}, {WORKSHEET} or {KEY}")
@click.option("--worksheet", "name", flag_value=WORKSHEET, help="Write the worksheet for students instead, as PDF.")
@click.option("--key", "name", flag_value=KEY, help="Write the key to the worksheet instead, as PDF.")
@click.option("--short", is_flag=True, help="Of the short way through the lesson, where steps are marked for one.")
@commands.letters_option
def deck(folder: Path, out: Path | None, name: str | None, letters: commands.LetterReport, *, short: bool) -> None:
    """Write the lesson as PowerPoint: a slide a step, answers after questions, charts to edit, speaker notes."""
    name = name or DECK
    file = out or Path(name)
    if name == DECK:
        told = "the lesson is written as PowerPoint, the worksheet (--worksheet) and its key (--key) as PDF"
        commands.check_ending(file, [".pptx"], what=told)
    else:
        commands.check_ending(file, [".pdf"], what=f"a {Path(name).stem} is a PDF")
    record, lesson = _read_whole(folder)
    if not lesson.steps:
        raise click.ClickException(f"{LESSON.file} in {folder} holds no step that can be shown.")
    if short and not lesson.short:
        raise click.ClickException(f"{LESSON.file} in {folder} has no short way: mark its steps with “yes” in “short”.")
    source, request = Source(record=record, lesson=lesson), FileRequest(name=name, short=short)
    refused = letters.refuses(file, missing_letters(source, request))
    letters.tell()
    if refused:
        sys.exit(1)
    commands.write(file, make_file(source, request))


@main.command()
@click.option("--host", help="Address to serve on; 0.0.0.0 is every one.", show_default=reach.HERE)
@click.option("--port", type=click.IntRange(1, 65_535), default=8501, show_default=True)
@commands.data_option(envvar=DATA_VARIABLE)
@click.option("--class", "for_class", is_flag=True, help="Let a class's phones in: on this machine's network address.")
def serve(host: str | None, port: int, folder: Path, *, for_class: bool) -> None:
    """Serve the dashboard until Ctrl-C."""
    # Streamlit makes a theme for Plotly as it starts. Nothing here uses that theme, and one page alone needs Plotly:
    # until somebody opens it a server is 13 MB smaller.
    held_back = sys.modules.setdefault("plotly", None) is None  # type: ignore[arg-type]  # as if not installed
    from dyad.server import asgi, settings

    if held_back:
        del sys.modules["plotly"]
    found = reach.network_address() if for_class and host in (None, *reach.EVERY) else host
    if for_class and not found:
        raise click.ClickException("This machine is in no network that phones could be in. Join one, or give --host.")
    host = host or found or reach.HERE
    phones = reach.base_address(found, port) if for_class and found else ""
    try:
        chosen = settings.read_settings(os.environ, host=host, port=port, phones=phones)
        listening = [settings.listen(host, port)]
        if for_class and host not in (reach.HERE, *reach.EVERY):
            listening.append(settings.listen(reach.HERE, port))  # the lesson itself stays where no network is lost
    except settings.StartError as why:
        raise click.ClickException(str(why)) from why
    click.echo(f"The dashboard is at {reach.base_address(host, port)} (Ctrl-C ends it).")
    if phones:
        click.echo(reach.say_class(phones, port))
    if not reach.is_loopback(host):
        click.echo(f"Warning: on {host} anyone who reaches this machine over the network can read it.", err=True)
    os.environ[DATA_VARIABLE] = str(folder.resolve())
    asgi.serve(chosen, on=listening)


@main.command()
@commands.data_option()
@click.option("--out", type=commands.Output(), required=True, help="Folder: new, empty or a site.")
@commands.letters_option
def site(folder: Path, out: Path, letters: commands.LetterReport) -> None:
    """Write the record as a website that needs no server: it opens from a stick and from any host."""
    from dyad.publish.site.writing import SiteError, former_site, make_site, write_site

    try:
        former_site(out)  # before all the work
        record, lesson = _read_whole(folder)
        source = Source(record=record, lesson=lesson)
        lacking = {name: missing_letters(source, FileRequest(name=name)) for name in HANDOUTS}
        handouts = [name for name, missing in lacking.items() if not letters.refuses(Path(name), missing)]
        letters.tell()
        files = make_site(record, lesson, handouts)
        write_site(files, out)
    except SiteError as why:
        raise click.ClickException(str(why)) from why
    except OSError as why:
        raise commands.cannot_write(why, out) from why
    click.echo(f"Wrote {count(len(files), 'file')}. Open {click.format_filename(out / 'index.html')}")


@main.command()
@commands.data_option()
@click.option("--out", type=commands.Output(), default=Path("timelinejs.csv"), show_default=True,
              help="A name that ends in .json gives JSON, in .csv a sheet.")  # fmt: skip
def timelinejs(folder: Path, out: Path) -> None:
    """Write the events as TimelineJS reads them: a sheet, or JSON; without label, scope and importance."""
    commands.check_ending(out, [".csv", ".json"], what="TimelineJS takes a sheet as CSV, or JSON")
    record = read_folder(folder)
    content = export_json(record) if out.name.lower().endswith(".json") else export_sheet(record)
    for id in undated_events(record):
        click.echo(f"Left out, having no date: {id}", err=True)
    commands.write(out, content)


if __name__ == "__main__":
    main(prog_name="python -m dyad")
