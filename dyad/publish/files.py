"""Every form in which a figure leaves, under which name: pictures, a page that answers, chart, rows, all in one zip."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dyad.figures.catalogue import FIGURES
from dyad.publish.citing import figure_reference, source_reference
from dyad.publish.images import describe, export_pdf, export_png, export_svg
from dyad.publish.sheets import ExportOptions, lay_out
from dyad.publish.standalone import write_page
from dyad.publish.styles import STYLES
from dyad.publish.tables import pack, table_csv
from dyad.publish.versions import MANIFEST, sums_of
from dyad.record import Record
from dyad.record.folding import slug_of
from dyad.record.grids import shield
from dyad.record.schema import LIST_SEPARATOR
from dyad.view import View, default_view
from dyad.wording.files import readme

ENDINGS = {"APA": "apa.txt", "Chicago": "chicago.txt", "BibTeX": "bib", "biblatex": "biblatex.bib", "RIS": "ris",
           "CSL-JSON": "csl.json"}  # fmt: skip
MOST_VIEW_CHARS = 80  # of the name of a file, what of its view is not usual


@dataclass(frozen=True, kw_only=True)
class Format:
    """A form of file a figure can take."""

    title: str
    about: str
    make: Callable[[Record, View, ExportOptions], bytes]


def file_name(record: Record, view: View, choice: ExportOptions, form: str) -> str:
    """Return the name of a figure's file: what it is, how it is laid out, and what of its view is not usual.

    >>> file_name(record, replace(view, years=(2010, 2016)), ExportOptions(figure="overview"), "png")  # doctest: +SKIP
    'overview-slide-light_2010-2016.png'
    """
    left_out = ("" if choice.titled else "-untitled") + ("" if choice.noted else "-plain")
    seen = "_".join(_name_view(record, FIGURES[choice.figure].heeded(view)))[:MOST_VIEW_CHARS].rstrip("-_")
    return f"{choice.figure}-{choice.size}-{choice.paper}{left_out}{seen and f'_{seen}'}.{form}"


def _name_view(record: Record, view: View) -> list[str]:
    """Return what is not usual of a view, each in letters that any file may have in its name."""
    usual = default_view(record)
    words = [
        "-".join(map(str, view.years)) if view.years != usual.years else "",
        "period-" + "-".join(map(str, view.brush)) if view.brush else "",
        *view.themes,
        view.text,
        view.event or "",
        "beyond" if view.beyond else "",
        "context" if view.context else "",
        f"{view.sources}-sources" if view.sources else "",
        str(view.year) if view.year is not None else "",
    ]
    return [slug for word in words if (slug := slug_of(word))]


def export_figure(record: Record, view: View, choice: ExportOptions, form: str, *, scale: int | None = None) -> bytes:
    """Return one figure as one file of the form named (a key of `FORMATS`, or `zip`); TooSmallError as `lay_out`."""
    if form == "png":
        return export_png(record, view, choice, scale=scale)
    make = export_zip if form == "zip" else FORMATS[form].make
    return make(record, view, choice)


def export_json(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return the figure as Vega-Lite, which any Vega editor opens."""
    spec = lay_out(record, view, choice).figure.spec | {"usermeta": describe(record, view, choice)}
    return (json.dumps(spec, ensure_ascii=False, indent=1) + "\n").encode()


def export_csv(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return exactly the rows drawn; where a figure has several tables, each row names its own first."""
    data = lay_out(record, view, choice).figure.data
    tables = data if isinstance(data, dict) else {choice.figure: data}
    rows = pd.concat([table.assign(drawn_in=key) for key, table in tables.items()], ignore_index=True)
    plain = rows[["drawn_in", *(column for column in rows if column != "drawn_in")]].map(_plain_cell)
    return plain.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _plain_cell(cell: object) -> object:
    """Return a cell of the rows of a figure as their CSV has it: a list in one text, none a formula."""
    if isinstance(cell, tuple | list):
        cell = LIST_SEPARATOR.join(map(str, cell))
    return shield(cell) if isinstance(cell, str) else cell


FORMATS = {
    "png": Format(title="PNG", about="Picture for slides and posts", make=export_png),
    "svg": Format(title="SVG", about="Vectors with real text, the font inside", make=export_svg),
    "pdf": Format(title="PDF", about="Vectors for print, the font inside", make=export_pdf),
    "html": Format(title="HTML", about="Interactive, one file, works offline", make=write_page),
    "csv": Format(title="CSV", about="Exactly the rows drawn", make=export_csv),
    "json": Format(title="Vega-Lite", about="The chart, for any Vega editor", make=export_json),
}


def export_zip(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return every form of a figure, the tables behind it, the citations, a README and a manifest of SHA-256 sums."""
    figure = lay_out(record, view, choice).figure
    cited = {
        "figure": [figure_reference(record, view, choice)],
        "sources": [source_reference(record, record.source(id)) for id in figure.sources],
    }
    names = {form: file_name(record, view, choice, form) for form in FORMATS}
    listed = [(name, FORMATS[form].about) for form, name in names.items()]
    listed += [(f"tables/{table.file}", table.title) for table in record.tables.values()]
    told = readme(
        record, figure.title, figure.alt, files=listed, manifest=MANIFEST, cited=STYLES["APA"](cited["figure"]),
        terms=describe(record, view, choice)["Copyright"],
    )  # fmt: skip
    contents = {
        **{name: export_figure(record, view, choice, form) for form, name in names.items()},
        **{f"tables/{table.file}": table_csv(record, name) for name, table in record.tables.items()},
        **{
            f"citations/{name}.{ending}": (STYLES[style](references).rstrip("\n") + "\n").encode()
            for name, references in cited.items() for style, ending in ENDINGS.items()
        },
        "README.txt": told.encode(),
    }  # fmt: skip
    return pack({**contents, MANIFEST: sums_of(contents)})
