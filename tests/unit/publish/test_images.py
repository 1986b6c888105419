"""Figures as files: the size asked for, nothing over the edge, everything said in the file, always the same bytes."""

from __future__ import annotations

import csv
import io
import json
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree
from PIL import Image

from dyad.__main__ import main
from dyad.figures.catalogue import FIGURES
from dyad.figures.look import PALETTES, Scheme
from dyad.publish import images
from dyad.publish.images import FORMATS, SIZES, TooSmallError, export_figure, lay_out
from dyad.record import Record
from dyad.view import View, default_view
from tests.unit.figures.drawn import collisions

SVG = "{http://www.w3.org/2000/svg}"
PAGES = [(name, size) for name, size in product(FIGURES, SIZES) if size == "slide" or name == "trade-balance"]
OVER = 4  # px that a mark at the edge of a plot may reach into the margin


def made(
    record: Record, form: str, name: str = "trade-balance", size: str = "slide", scheme: Scheme = "light"
) -> bytes:
    """Return a figure of the default view as a file."""
    return export_figure(record, default_view(record), name=name, size=size, form=form, scheme=scheme, times=1)


@pytest.mark.parametrize(("name", "size"), PAGES)
def test_a_figure_fills_its_page_and_no_more(record: Record, name: str, size: str) -> None:
    """What is drawn stays inside the margins and, unless plots would be absurdly tall, fills the page."""
    page = etree.fromstring(made(record, "svg", name, size))
    wanted = SIZES[size]
    assert float(page.get("width")) == wanted.width * wanted.zoom
    (drawn,) = page.findall(f"{SVG}svg")
    width, height = float(drawn.get("width")), float(drawn.get("height"))
    assert width <= wanted.width - 2 * wanted.margin + OVER
    assert float(drawn.get("x")) >= wanted.margin
    if wanted.height is None:
        return
    assert float(page.get("height")) == wanted.height * wanted.zoom
    room = wanted.height - 2 * wanted.margin
    assert height <= room
    assert height > 0.93 * room
    assert float(drawn.get("y")) >= wanted.margin


@pytest.mark.parametrize("size", ["slide", "page"])
def test_labels_keep_clear_at_every_size(record: Record, size: str) -> None:
    """No label of an event covers another or its mark, however tall the lanes."""
    for name in ("overview", "timeline"):
        assert collisions(lay_out(record, default_view(record), name, SIZES[size], "light")) == []


def test_svg_has_real_text_and_its_font(record: Record) -> None:
    """The text can be searched, the font is inside, and a reader that does not see it is told."""
    content = made(record, "svg")
    page = etree.fromstring(content)
    figure = lay_out(record, default_view(record), "trade-balance", SIZES["slide"], "light")
    texts = " ".join("".join(node.itertext()) for node in page.iter(f"{SVG}text"))
    assert record.version in texts
    assert page.findtext(f"{SVG}title") == figure.title
    assert page.findtext(f"{SVG}desc") == figure.alt
    assert content.count(b"data:font/woff2;base64,") == 3
    assert b"http://127" not in content
    dc = "{http://purl.org/dc/elements/1.1/}"
    assert page.find(f".//{dc}title").text == figure.title
    assert record.version in page.find(f".//{dc}identifier").text


@pytest.mark.parametrize(("size", "times"), [("slide", 1), ("slide", 3), ("column", 4)])
def test_png_has_its_size_and_resolution(record: Record, size: str, times: int) -> None:
    """A PNG is as many px as asked for, knows its resolution, and says what it shows."""
    view = default_view(record)
    content = export_figure(record, view, name="trade-balance", size=size, form="png", times=times)
    picture = Image.open(io.BytesIO(content))
    picture.load()
    wanted = SIZES[size]
    assert picture.width == wanted.width * times
    if wanted.height:
        assert picture.height == wanted.height * times
    assert picture.info["dpi"][0] == pytest.approx(96 * times, abs=0.1)
    assert picture.info["Title"] == lay_out(record, view, "trade-balance", wanted, "light").title
    assert set(picture.info) >= {"Title", "Author", "Description", "Copyright", "Source", "Identifier"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_paper_is_the_schemes(record: Record, scheme: Scheme) -> None:
    """Margins have the colour of the scheme."""
    picture = Image.open(io.BytesIO(made(record, "png", scheme=scheme)))
    red, green, blue = (int(PALETTES[scheme].paper[at : at + 2], 16) for at in (1, 3, 5))
    assert picture.getpixel((2, 2)) == (red, green, blue)


def test_csv_has_the_rows_drawn(record: Record) -> None:
    """Each row drawn is a row of the file, and no cell of text can be run by a spreadsheet."""
    rows = list(csv.DictReader(io.StringIO(made(record, "csv", "trade-band").decode("utf-8-sig"))))
    figure = lay_out(record, default_view(record), "trade-band", SIZES["slide"], "light")
    assert len(rows) == len(figure.data)
    assert sorted(float(row["amount"]) for row in rows) == pytest.approx(sorted(figure.data["amount"]))
    assert not [cell for row in rows for cell in row.values() if cell[:1] in "=@\t" and cell]


def test_json_is_the_chart(record: Record) -> None:
    """The Vega-Lite file names its schema and itself."""
    spec = json.loads(made(record, "json"))
    assert "vega-lite" in spec["$schema"]
    assert record.version in spec["usermeta"]["Identifier"]


@pytest.mark.parametrize("form", FORMATS)
def test_two_exports_are_the_same_bytes(record: Record, form: str) -> None:
    """No clock and no chance goes into a file."""
    first = made(record, form)
    for kept in (images.lay_out, images._framed):
        kept.cache_clear()
    assert made(record, form) == first


def test_what_does_not_fit_is_said(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page too small for the view is refused with what to do, not filled with what cannot be read."""
    tiny = images.Size(name="tiny", title="Stamp", width=700, height=200, scale=1.0, margin=4)
    monkeypatch.setitem(SIZES, "tiny", tiny)
    everything = View(years=record.span, beyond=True, context=True)
    with pytest.raises(TooSmallError, match=r"Stamp.*fewer years"):
        export_figure(record, everything, name="timeline", size="tiny", form="svg")


def run(*arguments: object) -> tuple[int, str]:
    """Run the command line; returns the exit code and what it said."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_the_command_line_writes_the_same_files(record: Record, tmp_path: Path) -> None:
    """`export` writes what the library returns, of the years asked for."""
    code, said = run("export", "--figure", "trade-band", "--format", "svg", "--years", 2010, 2017, "--out", tmp_path)
    assert code == 0, said
    (file,) = tmp_path.iterdir()
    assert file.name == "trade-band-slide-light.svg"
    view = View(years=(2010, 2017))
    assert file.read_bytes() == export_figure(record, view, name="trade-band", size="slide", form="svg")


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--figure", "pie", "trade-band"), ("--size", "huge", "slide-4x3"), ("--format", "bmp", "svg")],
)
def test_unknown_names_get_the_known_ones(option: str, value: str, told: str) -> None:
    """A name that is not known is answered with those that are."""
    code, said = run("export", option, value)
    assert code == 2
    assert told in said


@pytest.mark.parametrize("years", [(2017, 2010), (1900, 2010), (2010, 2999)])
def test_years_out_of_the_record_are_refused(years: tuple[int, int], tmp_path: Path) -> None:
    """Years that the record does not reach, or the wrong way round, are told with what is allowed."""
    code, said = run("export", "--years", *years, "--out", tmp_path)
    assert code == 2
    assert "give two years from 1998" in said
    assert not list(tmp_path.iterdir())
