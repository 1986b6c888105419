"""Every form of file, opened by another reader; the same bytes each time; the command line writes the same."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from lxml import html

from dyad.figures.catalogue import FIGURES
from dyad.publish.files import FORMATS, MANIFEST, export_figure, export_zip, file_name
from dyad.publish.sheets import SIZES, ExportOptions, lay_out
from dyad.record import Record
from dyad.record.folding import fold
from dyad.view import View, default_view, searchable_text
from tests.unit.publish.packed import shown, unpack_page
from tests.unit.publish.test_tables import read_back
from tests.unit.test_command_line import run

BAND = ExportOptions(figure="trade-band")
MOST_BYTES = 150_000  # of an HTML file of a figure of the record


def made(record: Record, form: str, choice: ExportOptions = BAND) -> bytes:
    """Return a figure of the default view as a file."""
    return export_figure(record, default_view(record), choice, form, scale=1)


def test_csv_has_the_rows_drawn(record: Record) -> None:
    """Each row drawn is a row of the file."""
    rows = read_back(made(record, "csv"))
    figure = lay_out(record, default_view(record), BAND).figure
    assert len(rows) == len(figure.data)
    assert sorted(float(row["amount"]) for row in rows) == pytest.approx(sorted(figure.data["amount"]))


LOADING = "//script | //img | //iframe | //link | //source | //object | //embed"


def seen(markup: str) -> tuple[list[str], list[str], int]:
    """Return what a page would load, where it links, telling nothing of itself, and how many scripts it has."""
    page = html.document_fromstring(markup)
    loads = page.xpath(f"({LOADING})/@*[name()='src' or name()='href' or name()='data']")
    assert {link.get("rel") for link in page.iter("a")} <= {"noopener noreferrer"}
    return loads, [link.get("href") for link in page.iter("a")], len(page.xpath("//script"))


@pytest.mark.parametrize("name", ["overview", "for-scale", "rankings", "claims-summary"])
def test_html_stands_alone(record: Record, name: str) -> None:
    """With all that can be drawn it is small, loads nothing, has two scripts that nothing ends, links its sources."""
    choice = ExportOptions(figure=name)
    view = View(years=record.span, beyond=True, context=True)
    content = export_figure(record, view, choice, "html")
    packed = unpack_page(content)
    loads, links, _ = seen(shown(packed))
    assert len(content) <= MOST_BYTES
    assert seen(content.decode()) == ([], [], 2)
    assert content.count(b"</script") == 2
    assert loads == []
    figure = FIGURES[name].draw(record, view, choice.look)
    assert links == [record.source(id).url for id in figure.sources if record.source(id).url]
    assert b"default-src 'none'" in content
    assert "://" not in re.sub("http://www.w3.org/(2000/svg|1999/xhtml)", "", packed["code"])
    assert record.version in content.decode()
    assert figure.alt in unescape(content.decode())
    told = searchable_text(record)
    for id, event in packed["facts"]["events"].items():
        words = fold(f"{event['summary']} {event['words']}").split()
        assert sorted(words) == sorted(told[record.events["id"] == id].item().split())


def test_html_shows_hostile_words_as_words(record: Record) -> None:
    """A search that is markup ends no script and opens no element; the file opens with that very search."""
    hostile = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>{title}'
    view = View(years=record.about.years, text=hostile)
    content = export_figure(record, view, ExportOptions(figure="timeline"), "html")
    packed = unpack_page(content)
    loads, _, scripts = seen(shown(packed))
    assert seen(content.decode()) == ([], [], 2)
    assert (loads, scripts, content.count(b"</script")) == ([], 1, 2)
    assert parse_qs(packed["query"]) == {"q": [hostile]}


def test_html_has_the_drawings_of_its_size(record: Record) -> None:
    """A page no wider than a column takes one drawing along, a slide all of them."""
    drawn = {
        size: unpack_page(made(record, "html", ExportOptions(figure="trade-band", size=size)))["markup"].count(
            'class="drawing '
        )
        for size in ("column", "page", "slide")
    }
    assert drawn == {"column": 1, "page": 3, "slide": 4}


def test_zip_holds_everything_and_proves_it(record: Record) -> None:
    """The zip has every form, the tables, the citations and a manifest whose sums are right."""
    packed = zipfile.ZipFile(io.BytesIO(export_zip(record, default_view(record), BAND)))
    assert packed.testzip() is None
    names = set(packed.namelist())
    assert names >= {file_name(record, default_view(record), BAND, form) for form in FORMATS}
    assert names >= {"tables/events.csv", "tables/trade.csv", "tables/claims.csv", "tables/sources.csv", "README.txt"}
    sums = dict(reversed(line.split("  ")) for line in packed.read(MANIFEST).decode().splitlines())
    assert set(sums) == names - {MANIFEST}
    assert all(hashlib.sha256(packed.read(name)).hexdigest() == total for name, total in sums.items())
    assert packed.read(file_name(record, default_view(record), BAND, "svg")) == made(record, "svg")
    figure = lay_out(record, default_view(record), BAND).figure
    library = bibtexparser.parse_string(packed.read("citations/sources.bib").decode())
    assert [entry.key for entry in library.entries] == list(figure.sources)
    assert not library.failed_blocks
    assert len(rispy.loads(packed.read("citations/sources.ris").decode())) == len(figure.sources)
    assert [item["id"] for item in json.loads(packed.read("citations/sources.csl.json"))] == list(figure.sources)
    assert figure.title in packed.read("README.txt").decode()


# -- the command line --------------------------------------------------------------------------


def test_the_command_line_writes_the_same_files(record: Record, tmp_path: Path) -> None:
    """`export` writes what the library returns, of the years asked for."""
    asked = ("--figure", "trade-band", "--paper", "dark", "--no-title", "--years", "2010", "2017", "--out", tmp_path)
    done = run("export", *asked, "--format", "all")
    assert done.exit_code == 0, done.output
    choice = ExportOptions(figure="trade-band", paper="dark", titled=False)
    assert {file.name for file in tmp_path.iterdir()} == {
        f"trade-band-slide-dark-untitled_2010-2017.{form}" for form in FORMATS
    }
    view = View(years=(2010, 2017))
    for form in FORMATS:
        name = file_name(record, view, choice, form)
        assert (tmp_path / name).read_bytes() == export_figure(record, view, choice, form), form


def test_the_name_of_a_file_says_what_is_not_usual(record: Record) -> None:
    """Years, period, themes, words and options are in it, in letters any file may have; no option it ignores is."""
    usual = default_view(record)
    chosen = replace(usual, years=(2010, 2016), themes=("defence",), text="Ж / “a b”", beyond=True, sources="all")
    assert file_name(record, usual, BAND, "png") == "trade-band-slide-light.png"
    assert file_name(record, chosen, BAND, "png") == (
        "trade-band-slide-light_2010-2016_defence_a-b_beyond_all-sources.png"
    )
    assert "sources" not in file_name(record, chosen, ExportOptions(figure="overview"), "png")
    long = replace(usual, event="x" * 500, brush=(2011, 2012))
    assert len(file_name(record, long, BAND, "png")) < 120
    assert file_name(record, long, BAND, "png").startswith("trade-band-slide-light_period-2011-2012_xxx")


def test_every_size_at_once(tmp_path: Path) -> None:
    """`all` stands for every size."""
    done = run("export", "--figure", "claims-summary", "--size", "all", "--format", "csv", "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert len(list(tmp_path.iterdir())) == len(SIZES)
