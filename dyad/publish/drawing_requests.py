"""Drawings by address, as `/drawings/trade-band?width=wide&years=2010&years=2017&v=…`: what a page on a screen shows.

Instead of the `width` of a page the address may have the `stage` of a projector, or the `size` of a sheet with the
other options of its file. The version in it changes with the data and with the code that draws, so that a browser may
keep what it got.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urlencode

from dyad.figures.catalogue import figures_of
from dyad.publish.file_requests import FileRequestError, choice_from_query
from dyad.publish.sheets import ExportOptions
from dyad.publish.stages import LEAST_HEIGHT, STAGES, Stage
from dyad.publish.versions import version_of
from dyad.record import Record
from dyad.render.drawing import WIDTHS, drawn_view
from dyad.view import Query, View, value_in, view_from_query, view_to_query
from dyad.wording import addresses as wording

FOLDER = "drawings"
SCRIPT, STYLE = "figure.js", "page.css"  # what answers in drawings, and how pages with them look, in the same folder
WIDTH, STAGE, SIZE = "width", "stage", "size"  # one of them says what it is drawn for
HEIGHT, VERSION = "height", "v"  # parameters beside those of the view
Size = TypeVar("Size")


@dataclass(frozen=True, kw_only=True)
class DrawingRequest:
    """A drawing that an address asks for: one `width` px wide, for a `stage`, or of the sheet that is a `choice`."""

    name: str
    view: View
    width: int = 0
    stage: Stage | None = None
    choice: ExportOptions | None = None


def drawing_address(record: Record, view: View, name: str) -> str:
    """Return the address of a view's drawing below that of the server; a browser adds the `width` it has room for."""
    return _address(record, drawn_view(record, view, name), name, {})


def stage_address(record: Record, view: View, name: str, stage: Stage) -> str:
    """Return the address of a figure on a stage, or on what a step's words leave of it (`Stage.under`)."""
    return _address(record, view, name, {STAGE: stage.name, HEIGHT: str(stage.height)})


def sheet_address(record: Record, view: View, choice: ExportOptions) -> str:
    """Return the address of a sheet: the figure laid out as its file will be."""
    return _address(record, view, choice.figure, choice.query)


def _address(record: Record, view: View, name: str, options: Mapping[str, str]) -> str:
    query = {**view_to_query(record, view), **options, VERSION: version_of(record.version)}
    return f"{FOLDER}/{name}?{urlencode(query, doseq=True)}"


def part_address(name: str) -> str:
    """Return the address of what drawings go with, in the same folder."""
    return f"{FOLDER}/{name}?{VERSION}={version_of()}"


def read_drawing_request(name: str, query: Query, *, record: Record) -> DrawingRequest:
    """Return the drawing that an address asks for: `name` is what stands after `/drawings/`.

    Raises FileRequestError where there is no such drawing, or with everything in the query that cannot be.
    """
    names = figures_of(record)
    if name not in names:
        raise FileRequestError((wording.no_such("drawing", name, names),), missing=True)
    view, refused = view_from_query(query, record=record)
    problems = [*wording.say_refused(refused, wording.CANNOT_BE)]
    drawn_for = [option for option in (WIDTH, STAGE, SIZE) if option in query]
    if len(drawn_for) > 1:
        problems.append(wording.drawn_for_one(drawn_for))
    width, stage, choice = 0, None, None
    if STAGE in query:
        stage = _read_stage(query, problems)
    elif SIZE in query:
        choice = choice_from_query(name, query, problems=problems)
    else:
        view, width = drawn_view(record, view, name), _read_size(query, WIDTH, WIDTHS, problems) or 0
    if problems:
        raise FileRequestError(tuple(problems))
    return DrawingRequest(name=name, view=view, width=width, stage=stage, choice=choice)


def _read_size(query: Query, option: str, known: Mapping[str, Size], problems: list[str]) -> Size | None:
    name = value_in(query, option)
    if name not in known:
        problems.append(wording.no_size(kind=option, found=name, known=tuple(known)))
    return known.get(name)


def _read_stage(query: Query, problems: list[str]) -> Stage | None:
    stage = _read_size(query, STAGE, {stage.name: stage for stage in STAGES}, problems)
    if stage is None or HEIGHT not in query:
        return stage
    height = value_in(query, HEIGHT)
    if height.isascii() and height.isdigit() and len(height) < 6 and LEAST_HEIGHT <= int(height) <= stage.height:
        return replace(stage, height=int(height))
    takes = wording.no_height(stage=stage.name, low=LEAST_HEIGHT, high=stage.height)
    problems.append(wording.left_out(HEIGHT, height, takes, what=wording.CANNOT_BE))
    return stage
