"""Files by address: `trade-band.png?size=square&years=2010&years=2017`, read, made and written back.

The server's `/files/`, the command line and the links of pages all go through here, so that one address is one file
everywhere.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from dyad.figures.catalogue import figures_of
from dyad.lesson import Lesson, read_lesson
from dyad.paths import DOCS
from dyad.publish.claim_picture import export_claim, missing_in_claim
from dyad.publish.files import FORMATS, export_figure, file_name
from dyad.publish.letters import find_missing, missing_in_figure, missing_in_tables
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions, scales_of
from dyad.publish.slides import slide_texts
from dyad.publish.tables import record_workbook, record_zip, table_csv, template, template_workbook
from dyad.publish.timelinejs import export_json, export_sheet
from dyad.publish.versions import version_of
from dyad.publish.worksheet import export_key, export_worksheet, key_content, worksheet_content
from dyad.record import Record
from dyad.record.folding import texts_in
from dyad.record.reading import read_file
from dyad.record.schema import ALL_TABLES, LESSON, TABLES
from dyad.view import SWITCH, VIEW_PARAMETERS, Query, View, view_from_query, view_to_query
from dyad.wording import addresses as wording
from dyad.wording import lesson as lesson_wording

FOLDER = "files"  # of the addresses
DECK, WORKSHEET, KEY, WORKBOOK = "lesson.pptx", "worksheet.pdf", "key.pdf", "record.xlsx"
CLAIM = "claim-"  # begins the names of pictures of claims: `claim-druzhba-2016-held.png`
FIGURE_PARAMETERS = ("size", "paper", "title", "notes", "scale")
LETTERS = "letters"  # the option that says what becomes of letters that the bundled font lacks
ALLOW = "allow"
WAY, SHORT = "way", "short"  # the option of files of a lesson, as in the address of its page
OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {"pptx": f"{OFFICE}.presentationml.presentation", "xlsx": f"{OFFICE}.spreadsheetml.sheet",
         "csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "html": "text/html; charset=utf-8",
         "md": "text/plain; charset=utf-8"}  # fmt: skip
HANDOUTS = {  # files of a lesson, with what they are called and what each is
    WORKSHEET: lesson_wording.WORKSHEET, KEY: lesson_wording.KEY, DECK: lesson_wording.SLIDES,
}  # fmt: skip


class FileRequestError(ValueError):
    """No file has this address; `problems` says why in sentences, `missing` whether there is none of that name."""

    def __init__(self, problems: tuple[str, ...], *, missing: bool = False) -> None:
        self.problems = problems
        self.missing = missing
        super().__init__("\n".join(problems))


@dataclass(frozen=True, kw_only=True)
class Source:
    """What files are made of: a record, its lesson, and the table that the lesson was read from, if it had one."""

    record: Record
    lesson: Lesson
    lesson_table: bytes = b""


def read_source(folder: Path, record: Record) -> Source:
    """Return what files of the record in a folder are made of."""
    table = b""
    with suppress(OSError):  # there is none, or it cannot be read: `read_lesson` says so
        table = read_file(folder / LESSON.file)
    return Source(record=record, lesson=read_lesson(folder, record), lesson_table=table)


@dataclass(frozen=True, kw_only=True)
class FileRequest:
    """One file: its name, `trade-band.png`, and for a figure what is drawn and how it is laid out."""

    name: str
    drawn: tuple[View, ExportOptions] | None = None
    scale: int = 1  # px of a PNG to a CSS px
    letters_may_lack: bool = False  # it is made although the font lacks letters of it
    short: bool = False  # of a lesson's short way

    @property
    def form(self) -> str:
        """The ending of the name: `png`."""
        return self.name.rpartition(".")[2]

    @property
    def mime(self) -> str:
        """The media type."""
        return MIMES.get(self.form) or mimetypes.guess_type(self.name)[0] or "application/octet-stream"


def saved_as(source: Source, request: FileRequest) -> str:
    """Return the name of a file where it is saved: for a figure with size, paper and the view in it."""
    if request.drawn:
        return file_name(source.record, *request.drawn, request.form)
    return f"{request.name.rpartition('.')[0]}-{SHORT}.{request.form}" if request.short else request.name


def figure_request(
    view: View, choice: ExportOptions, form: str, *, scale: int | None = None, letters_may_lack: bool = False
) -> FileRequest:
    """Return the request for a figure as a key of `FORMATS` or `zip`; a PNG without a `scale` has its size's own."""
    name, scale = f"{choice.figure}.{form}", scale or SIZES[choice.size].dots
    return FileRequest(name=name, drawn=(view, choice), scale=scale, letters_may_lack=letters_may_lack)


def _make_deck(source: Source) -> bytes:
    from dyad.publish.deck import export_deck  # brings python-pptx, which nothing else needs

    return export_deck(source.record, source.lesson)


def claim_files(record: Record) -> Mapping[str, str]:
    """Return the id of the claim that each picture of a claim shows, by the name of its file."""
    return {f"{CLAIM}{id}.png": id for id in record.claims["id"]}


WHOLE_FILES: Mapping[str, Callable[[Source], bytes]] = {
    **{table.file: partial(lambda source, name: table_csv(source.record, name), name=name)
       for name, table in TABLES.items()},
    LESSON.file: lambda source: source.lesson_table,
    "record.zip": lambda source: record_zip(source.record, source.lesson_table),
    WORKBOOK: lambda source: record_workbook(source.record, source.lesson_table),
    DECK: _make_deck,
    WORKSHEET: lambda source: export_worksheet(source.record, source.lesson),
    KEY: lambda source: export_key(source.record, source.lesson),
    **{name: partial(lambda _, file: file.read_bytes(), file=file) for name, file in DOCS.items()},
    "timelinejs.csv": lambda source: export_sheet(source.record),
    "timelinejs.json": lambda source: export_json(source.record),
    "templates.xlsx": lambda source: template_workbook(source.record),
    **{f"template-{table.file}": partial(lambda source, name: template(source.record, name), name=name)
       for name, table in ALL_TABLES.items()},
}  # fmt: skip
# Files made of a lesson that hold letters drawn here, with the texts that these are in.
LETTERED_WHOLE: Mapping[str, Callable[[Record, Lesson], Any]] = {
    DECK: slide_texts, WORKSHEET: worksheet_content, KEY: key_content
}  # fmt: skip


def file_names(source: Source) -> tuple[str, ...]:
    """Return the names of files, but `claim_files`: of the figures in each form, of tables and lessons as a whole."""
    figures = [f"{figure}.{form}" for figure in figures_of(source.record) for form in (*FORMATS, "zip")]
    lacking = {table.file for name, table in TABLES.items() if name not in source.record.tables}
    lacking |= set() if source.lesson_table else {LESSON.file}
    whole = [name for name in WHOLE_FILES if name not in lacking]
    return (*figures, *whole)


def missing_letters(source: Source, request: FileRequest) -> str:
    """Say which letters of a file the bundled font lacks, "" for none: they would not be in it."""
    if request.drawn:
        return missing_in_figure(source.record, *request.drawn, form=request.form)
    if claim := claim_files(source.record).get(request.name):
        return missing_in_claim(source.record, claim)
    drawn, lesson = LETTERED_WHOLE.get(request.name), _on_its_way(source, request).lesson
    if drawn and missing_in_tables(source.record, lesson):
        return find_missing(source.record, texts_in(drawn(source.record, lesson)), lesson)
    return ""


def make_file(source: Source, request: FileRequest) -> bytes:
    """Return the bytes of a file. Raises TooSmallError where the size asked for cannot hold the figure legibly."""
    if claim := claim_files(source.record).get(request.name):
        return export_claim(source.record, claim)
    if request.drawn:
        return export_figure(source.record, *request.drawn, request.form, scale=request.scale)
    return WHOLE_FILES[request.name](_on_its_way(source, request))


def _on_its_way(source: Source, request: FileRequest) -> Source:
    short = source.lesson.short if request.short else None
    return replace(source, lesson=short) if short else source


def file_address(source: Source, request: FileRequest) -> str:
    """Return the address of a file, relative to the server's: `files/trade-band.png?size=square`."""
    query: dict[str, list[str]] = {}
    if request.drawn:
        view, choice = request.drawn
        written = choice.query | {"scale": str(request.scale)}
        usual = ExportOptions(figure=choice.figure).query | {"scale": str(SIZES[choice.size].dots)}
        query = {name: [value] for name, value in written.items() if value != usual[name]}
        query |= view_to_query(source.record, view)
    if request.letters_may_lack:
        query[LETTERS] = [ALLOW]
    if request.short:
        query[WAY] = [SHORT]
    return f"{FOLDER}/{request.name}{'?' if query else ''}{urlencode(query, doseq=True)}"


def choice_from_query(figure: str, query: Query, *, problems: list[str]) -> ExportOptions:
    """Return how an address lays a figure out; options that are wrong are as usual, and told of in `problems`."""
    choose = partial(_choose, query, problems=problems)
    return ExportOptions(
        figure=figure,
        size=choose("size", {size: size for size in SIZES}),
        paper=choose("paper", {paper: paper for paper in PAPERS}),
        titled=choose("title", SWITCH),
        noted=choose("notes", SWITCH),
    )


def _choose(query: Query, option: str, known: Mapping[str, Any], *, problems: list[str], usual: str = "") -> Any:
    """Return the value that an option names, else the usual or first; the last counts, as in an address of a page."""
    usual = usual or next(iter(known))
    word = (query.get(option) or [usual])[-1]
    if word not in known:
        takes = wording.it_takes(list(known), word)
        problems.append(wording.left_out(option, word, takes, what=wording.CANNOT_BE_USED))
    return known.get(word, known[usual])


def read_query(query: bytes) -> dict[str, list[str]]:
    """Return the options of an address. Raises FileRequestError where they are too many, or in no encoding."""
    try:
        return parse_qs(query.decode(), keep_blank_values=True, max_num_fields=100)
    except ValueError as why:
        raise FileRequestError((wording.unreadable_options(why),)) from why


def read_file_request(name: str, query: Query, *, source: Source) -> FileRequest:
    """Return the file that an address asks for: `name` is what stands after `/files/`.

    Raises FileRequestError where there is no such file, or with everything in the query that cannot be.
    """
    names, claims = file_names(source), claim_files(source.record)
    if name.startswith(CLAIM) and name not in claims:
        near = wording.nearest(name, tuple(claims))
        raise FileRequestError((wording.no_claim_picture(name=name, near=near),), missing=True)
    if name not in (*names, *claims):
        figure = name.rpartition(".")[0]
        forms = (*FORMATS, "zip") if figure in figures_of(source.record) else ()
        raise FileRequestError((wording.no_such("file", name, names, forms=forms),), missing=True)
    whole = name in WHOLE_FILES or name in claims
    drawn = () if whole else (*FIGURE_PARAMETERS, *VIEW_PARAMETERS)
    ways = [WAY] if name in LETTERED_WHOLE and source.lesson.short else []
    allowed = (*drawn, *([LETTERS] if not whole or name in (*LETTERED_WHOLE, *claims) else []), *ways)
    problems = [wording.no_option(other, name, allowed) for other in query if other not in allowed]
    may_lack = _choose(query, LETTERS, {"refuse": False, ALLOW: True}, problems=problems)
    short = _choose(query, WAY, {"whole": False, SHORT: True}, problems=problems)
    request = FileRequest(name=name, letters_may_lack=may_lack, short=short)
    if not whole:
        view, refused = view_from_query(query, record=source.record)
        problems += wording.say_refused(refused, wording.CANNOT_BE_USED)
        choice = choice_from_query(name.rpartition(".")[0], query, problems=problems)
        scales = {str(scale): scale for scale in scales_of(choice.size)}
        scale = _choose(query, "scale", scales, usual=str(SIZES[choice.size].dots), problems=problems)
        request = replace(request, drawn=(view, choice), scale=scale)
    if problems:
        raise FileRequestError(tuple(problems))
    return request


def file_etag(source: Source, request: FileRequest) -> str:
    """Return what changes when the bytes of a file may: data, code, fonts, converter and options, as one hash."""
    return version_of(source.record.version, repr((source.lesson_table, request)))
