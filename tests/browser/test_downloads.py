"""Files that leave the dashboard by its buttons."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from dyad.figures.catalogue import FIGURES
from dyad.publish.files import FORMATS, MANIFEST


def read_csv(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table as text."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def test_a_table_arrives_whole(open_page: Any, settle: Any, root: Path) -> None:
    """The download is a CSV file with every row and column of the table, whatever is searched for."""
    page = open_page("record", find="2010")
    page.get_by_role("radio", name="What can be measured").click()
    page.get_by_role("link", name="Download trade.csv").wait_for()
    settle(page)
    with page.expect_download() as arriving:
        page.get_by_role("link", name="Download trade.csv").click()
    download = arriving.value
    assert download.suggested_filename == "trade.csv"
    arrived, kept = read_csv(Path(download.path())), read_csv(root / "data" / "trade.csv")
    assert len(arrived) == len(kept)
    assert list(arrived[0]) == list(kept[0])
    for column in ("year", "reporter", "sources"):
        assert sorted(row[column] for row in arrived) == sorted(row[column] for row in kept), column


@pytest.fixture
def save(open_page: Any) -> Any:
    """Return a function that presses a button of the figures page and returns the name and bytes of what arrives."""
    page = open_page("figures", figure="trade-band", years=[2010, 2017])

    def press(label: str) -> tuple[str, bytes]:
        with page.expect_download() as arriving:
            page.get_by_role("link", name=label, exact=True).click()
        return arriving.value.suggested_filename, Path(arriving.value.path()).read_bytes()

    return press


def test_a_figure_arrives_in_every_form(save: Any) -> None:
    """Each button of the figures page hands over a file of its form, of the figure and the years chosen, or all."""
    arrived = {form.name: save(form.title) for form in FORMATS.values()}
    for form, (name, data) in arrived.items():
        assert name == f"trade-band-slide-light_2010-2017.{form}"
        assert data
    files = {form: data for form, (_, data) in arrived.items()}
    picture = Image.open(io.BytesIO(files["png"]))
    assert picture.size == (2 * 1280, 2 * 720)
    drawing = " ".join(etree.fromstring(files["svg"]).itertext())
    assert "2010" in drawing
    assert "2009" not in drawing
    assert len(PdfReader(io.BytesIO(files["pdf"])).pages) == 1
    assert b"<html" in files["html"][:200]
    years = {int(row["year"]) for row in csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))) if row["year"]}
    assert years == set(range(2010, 2017))  # no side gives a total of 2017
    assert "vega-lite" in json.loads(files["json"])["$schema"]
    name, data = save("All of it in one zip")
    assert name == "trade-band-slide-light_2010-2017.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        inside = {Path(file).suffix.removeprefix(".") for file in packed.namelist()}
        assert set(FORMATS) <= inside
        assert any(file.endswith(MANIFEST) for file in packed.namelist())


def test_a_figure_leaves_with_the_view_it_was_seen_in(open_page: Any, settle: Any) -> None:
    """The link under a figure leads to that figure with what the filters hold; on any paper its marks tell."""
    page = open_page("trade", years=[2010, 2017], theme="energy", sources="all")
    link = page.get_by_role("link", name=re.compile("Save or cite")).first
    elsewhere = urlsplit(link.evaluate("(one) => one.href"))  # where another window would go
    link.click()
    page.wait_for_url(re.compile("/figures"))
    settle(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"figure": ["trade-band"], "years": ["2010", "2017"], "theme": ["energy"], "sources": ["all"]}
    assert (elsewhere.path, parse_qs(elsewhere.query)) == (urlsplit(page.url).path, asked)
    assert page.get_by_role("combobox", name=re.compile("Figure")).input_value() == FIGURES["trade-band"].title
    expect(page.locator(".st-key-sheet .dyad-figure .told")).to_contain_text("2010")
    page.get_by_role("button", name="All figures").click()
    page.get_by_role("link", name="Who sold more").click()
    expect(page.get_by_role("combobox", name=re.compile("Figure"))).to_have_value("Who sold more")
    page.go_back()
    sample = page.locator(".dyad-gallery img").first
    expect(sample).to_have_js_property("naturalWidth", 1280, timeout=60_000)  # all are made for the first who asks
    page = open_page("figures", figure="trade-band", paper="dark", years=[2010, 2017])
    sheet = page.locator(".st-key-sheet .dyad-figure")
    expect(sheet).to_have_attribute("data-theme", "dark")
    settle(page)
    paper = sheet.locator("svg > path").evaluate("(one) => getComputedStyle(one).fill")
    assert paper == "rgb(18, 22, 28)"
    sheet.locator("svg [data-key='figure:RUS:2012']").hover()
    expect(page.locator(".dyad-tip b")).to_contain_text("2012")
