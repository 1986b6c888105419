"""The command line: `python -m dyad check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from dyad.record import RecordError, read_record
from dyad.record.package import describe_package
from dyad.record.reading import PACKAGE_FILE

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
        record = read_record(folder)
    except RecordError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(f"{len(error.problems)} problem{'s' if len(error.problems) != 1 else ''}.", err=True)
        sys.exit(1)
    click.echo(
        f"{record.about.title}: {len(record.events)} events, {len(record.claims)} claims, {len(record.trade)} figures, "
        f"{len(record.sources)} sources. No problem found. Data version {record.version}."
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


if __name__ == "__main__":
    main(prog_name="python -m dyad")
