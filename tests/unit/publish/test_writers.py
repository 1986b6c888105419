"""Whatever is written anywhere: no cell of it is one that a spreadsheet would run, and no word of it acts."""

from __future__ import annotations

import csv
import importlib
import inspect
import io
import itertools
import json
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html

import dyad.publish
from dyad.figures.catalogue import FIGURES, figures_of
from dyad.importing.bringing import bring
from dyad.lesson import Lesson, lesson_of
from dyad.publish import citing, files, printing, styles, tables
from dyad.publish.file_requests import WHOLE_FILES, FileRequest, Source, make_file
from dyad.publish.sheets import ExportOptions
from dyad.publish.site.writing import make_claims, make_site
from dyad.publish.tables import write_csv, write_xlsx
from dyad.record import Record
from dyad.record.schema import ALL_TABLES, TABLES
from dyad.view import View, default_view
from tests.browser.corpus import CHARTS, HTML, SHEETS
from tests.small import small_tables
from tests.unit.publish.packed import shown, unpack_page

STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]\d+(\.\d+)?(e[+-]?\d+)?")
WORDS = ['=HYPERLINK("http://127.0.0.2/x","c")', *(f"{start}1+1" for start in STARTS), *SHEETS, *HTML, *CHARTS]
KEPT = ("check", "reporter")  # columns whose words mean something
FOREIGN = {"iframe", "object", "embed", "base", "img", "math", "marquee"}
WRITTEN = ("bytes", "dict[str, bytes]")  # what a function that makes files returns
PARTS = {  # functions that return bytes which are no file by itself, or one with an address: the cases are made of them
    "site.writing.make_page", "versions.sums_of", "tables.pack", "tables.write_csv", "tables.write_xlsx",
    "images.draw_sheet", "images.write_png", "images.export_pdf", "images.export_png", "images.export_svg",
    "files.export_json", "standalone.write_page", "file_requests.make_file", "claim_picture.export_claim",
    "deck.export_deck", "worksheet.export_worksheet", "worksheet.export_key", "tables.table_csv", "tables.frame_csv",
    "tables.record_files", "tables.record_zip", "tables.record_workbook", "tables.template", "tables.template_workbook",
    "timelinejs.export_sheet", "timelinejs.export_json",
}  # fmt: skip
ASTRAY = re.compile(r"\s*(javascript|data|vbscript):", re.IGNORECASE)

Files = Mapping[str, bytes | str]
Case = Callable[[Record, Lesson], Files]


def with_words(frame: Any, columns: list[tuple[str, bool]], words: Iterator[str]) -> Any:
    """Return a table with hostile words in columns, of which some hold lists."""
    changed = frame.copy()
    for column, many in columns:
        changed[column] = [(next(words), next(words)) if many else next(words) for _ in range(len(frame))]
    return changed


@pytest.fixture(scope="module")
def hostile() -> tuple[Record, Lesson]:
    """Return a record and a lesson with a hostile word in every cell of text, and in the names of both states."""
    brought = bring(list(small_tables().items()))
    in_turns = zip(itertools.cycle(WORDS), itertools.cycle(HTML), strict=False)  # each column has markup
    words = itertools.chain.from_iterable(in_turns)
    frames = {
        name: with_words(
            getattr(brought.record, name),
            [
                (one.name, one.many)
                for one in table.fields
                if one.kind == "text" and not one.allowed and one.name not in KEPT
            ],
            words,
        )
        for name, table in TABLES.items()
    }
    frames["trade"]["reporter"] = frames["trade"]["reporter"].replace("World list", "=World list")
    plain = replace(brought.record, **frames)
    about = replace(plain.about, title="=1+1", document="@SUM(1)", author="+1", themes=("=t", "-t"))
    events = plain.events.assign(theme=["=t", "-t"] * 3)
    named = dict(zip(about.economies, WORDS[:2], strict=True))
    record = replace(plain, events=events, about=replace(about, economies=named))
    steps = [
        replace(step, title=WORDS[at], prompt=WORDS[at + 1], note=WORDS[at + 2])
        for at, step in enumerate(lesson_of(brought.lesson, brought.record).steps)
    ]
    drawn = next(step for step in steps if step.shows == "figure")
    steps += [replace(drawn, id=name, figure=name, view=view(record)) for name in figures_of(record)]
    return record, Lesson(steps=tuple(steps))


def view(record: Record) -> View:
    """Return the view with every year and event."""
    return replace(default_view(record), years=record.span, beyond=True, context=True)


def of_figures(form: str, make: Callable[[Record, View, ExportOptions], bytes], *names: str) -> Case:
    """Return a case that writes figures, all unless told."""
    return lambda record, _: {
        f"{name}.{form}": make(record, view(record), ExportOptions(figure=name, size="column"))
        for name in names or FIGURES
    }


def with_address(name: str) -> Case:
    """Return a case that writes the file that has a name as its address."""

    def make(record: Record, lesson: Lesson) -> Files:
        table = tables.frame_csv(record.events[["title", "note"]], ALL_TABLES["lesson"])
        source = Source(record=record, lesson=lesson, lesson_table=table)
        return {name: make_file(source, FileRequest(name=name))}

    return make


def of_references(style: styles.Style) -> Case:
    """Return a case that writes every reference there is."""
    return lambda record, _: {
        f"{at}.txt": style([reference])
        for at, reference in enumerate(
            [
                citing.record_reference(record),
                *(one for id in record.event_ids for one in citing.event_references(record, record.event(id))),
            ]
        )
    }


def copies(record: Record, lesson: Lesson) -> Files:
    """Return the copies of tables that were brought with problems."""
    del record, lesson
    header, rows = ("=title", "date"), [[word, "soon"] for word in WORDS]
    made = {"mine.csv": write_csv(header, rows), "mine.xlsx": write_xlsx({"events": (header, rows)})}
    return made | {f"copy-{name}": tables.problem_copy(bring([(name, made[name])]), name) for name in made}


CASES: dict[str, Case] = {
    **{name: with_address(name) for name in (*WHOLE_FILES, "claim-c-0.png")},
    "printing.write_foot": lambda record, _: {
        "foot.html": "".join(["<style>", printing.write_foot(record, '"</style><script>hit()</script>'), "</style>"])
    },
    "files.export_figure": lambda record, _: {
        f"overview.{form}": files.export_figure(record, view(record), ExportOptions(figure="overview"), form, scale=1)
        for form in files.FORMATS
    },
    "files.export_csv": of_figures("csv", files.export_csv),
    "files.export_zip": of_figures("zip", files.export_zip, "trade-band"),
    "site.writing.make_claims": lambda record, _: make_claims(record),
    "site.writing.make_site": lambda record, _: make_site(
        replace(record, trade=record.trade.head(0), claims=record.claims.head(0)), Lesson()
    ),
    **{f"styles.{name.lower().replace('-', '_')}": of_references(style) for name, style in styles.STYLES.items()},
    "tables.problem_copy": copies,
}


def writers() -> set[str]:
    """Return the public functions of `dyad.publish` that make a file or several."""
    found = set()
    for module in (one.name for one in pkgutil.walk_packages(dyad.publish.__path__, "dyad.publish.")):
        members = vars(importlib.import_module(module)).items()
        found |= {
            f"{module.removeprefix('dyad.publish.')}.{name}"
            for name, member in members
            if not name.startswith("_") and callable(member) and getattr(member, "__module__", "") == module
            and inspect.isfunction(function := inspect.unwrap(member))
            and function.__annotations__.get("return") in WRITTEN
        }  # fmt: skip
    return found


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and those in it where it is a zip or a page that unpacks itself, however deep."""
    yield name, content
    if name.endswith(".html") and b'id="packed"' in content:
        yield f"{name}/inner.html", shown(unpack_page(content)).encode()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for inner in packed.namelist():
                yield from unpacked(f"{name}/{inner}", packed.read(inner))


def run_cells(name: str, content: bytes) -> list[str]:
    """Return the cells of one file that a spreadsheet would run, or that would lead out of it."""
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        return [cell for row in rows for cell in row if cell.startswith(STARTS) and not NUMBER.fullmatch(cell)]
    if "/xl/" in name:
        return [etree.tostring(one).decode() for one in etree.fromstring(content).iter("{*}f", "{*}hyperlink")]
    return []


def acting(name: str, content: bytes) -> list[str]:
    """Return what in one file is an element or action that no word of a table may bring."""
    if name.endswith(".html"):
        page = html.document_fromstring(content.decode())
        acts = [one for one in page.iter() if one.tag in FOREIGN or any(name.startswith("on") for name in one.attrib)]
        acts += page.xpath("//script[not(@type)]")[2:] + page.xpath("//style")[1:]  # of our own there are no more
        told = page.xpath("//script[@type='application/json']/text()")
        ended = [data for data in told if re.search(r"[<>&\u2028\u2029]", data) or json.loads(data) is None]
        links = [link for link in page.xpath("//a/@href") if ASTRAY.match(link)]
        return [*(html.tostring(one).decode()[:120] for one in acts), *ended, *links]
    if name.endswith((".svg", ".xml", ".rels")):
        foreign = etree.fromstring(content).iter("{*}script", "{*}foreignObject", "{*}image", "{*}iframe")
        return [etree.tostring(one).decode()[:120] for one in foreign]
    if name.endswith(".json"):
        json.loads(content)
    return [mark for mark in ("/JavaScript", "/Launch") if name.endswith(".pdf") and mark.encode() in content]


def test_every_writer_has_a_case() -> None:
    """A new function that makes files is put among the cases above, or is a part of one of them."""
    assert PARTS <= writers() <= set(CASES) | PARTS


@pytest.mark.parametrize("name", CASES)
def test_no_word_becomes_more_than_a_word(hostile: tuple[Record, Lesson], name: str) -> None:
    """Opened, zips and workbooks in slides included: no cell is a formula or link, no element comes of a word.

    As no clock goes into it, either, it is the same bytes when it is written again.
    """
    written = CASES[name](*hostile)
    assert written
    assert CASES[name](*hostile) == written
    for file, content in written.items():
        whole = content.encode() if isinstance(content, str) else content
        assert whole
        for inner, part in unpacked(file, whole):
            assert run_cells(inner, part) == [], inner
            assert acting(inner, part) == [], inner


def test_a_formula_is_seen() -> None:
    """The judge above sees a formula in CSV, in a workbook, and in a workbook inside a zip."""
    out = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "=1+1")
    for name, content in {"a.csv": b"x,=1+1\r\n", "a.zip": tables.pack({"b.xlsx": out.getvalue()})}.items():
        assert [cell for inner, part in unpacked(name, content) for cell in run_cells(inner, part)]
