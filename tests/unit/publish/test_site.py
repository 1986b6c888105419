"""A site stands by itself: the words of the record and none that acts, nothing asked of anyone, the same bytes."""

from __future__ import annotations

import base64
import html
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import pytest
from fontTools.ttLib import TTFont
from lxml import etree
from lxml import html as reading

from dyad.figures.style import FONT_FILES, FONT_FOLDER, PALETTES
from dyad.importing.folders import read_folder
from dyad.lesson import Lesson, read_lesson
from dyad.publish.cards import claim_card
from dyad.publish.site.pages import page_makers
from dyad.publish.site.writing import SiteError, make_claims, make_page, make_site, write_site
from dyad.publish.versions import policy_hash
from dyad.record import Record
from tests.small import small_tables, write_tables
from tests.unit.publish.test_tables import read_back
from tests.unit.test_command_line import run

MOST_KB = 450  # of the first page with all it loads, compressed as a host compresses it
QUALITY = 9
PAGES = {"index.html", "timeline.html", "trade.html", "rankings.html", "claims.html", "sources.html", "lesson.html"}
TABLES = {
    *(f"data/{name}.csv" for name in ("events", "claims", "trade", "sources")),
    *(f"data/{name}" for name in ("datapackage.json", "method.md", "record-changes.md")),
}
HANDOUTS = {"files/worksheet.pdf": b"%PDF", "files/key.pdf": b"%PDF", "files/lesson.pptx": b"PK"}  # how each begins
LOADING = ("link", "img", "iframe", "object", "embed", "base", "audio", "video", "image", "use")
LOADS = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest")


def read(folder: Path) -> tuple[Record, Lesson]:
    """Return what a folder of tables holds."""
    record = read_folder(folder)
    return record, read_lesson(folder, record)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Record, Lesson]:
    """Return the small record and its lesson."""
    return read(write_tables(tmp_path_factory.mktemp("small") / "tables", small_tables()))


@pytest.fixture(scope="module")
def site(small: tuple[Record, Lesson]) -> dict[str, bytes]:
    """Return the site of the small record; not to be changed."""
    return make_site(*small)


@pytest.fixture(scope="module")
def first(root: Path) -> bytes:
    """Return the first page of the record that the repository ships."""
    return make_page(*read(root / "data"))


def tree(page: bytes) -> Any:
    """Return a page as a browser reads it."""
    return reading.document_fromstring(page.decode())


def facts(page: bytes) -> dict[str, Any]:
    """Return what a page tells its scripts of the record."""
    (block,) = tree(page).xpath("//script[@id='dyad-facts']")
    return json.loads(block.text)


def marks(figure: Any) -> dict[str, Any]:
    """Return what the marks of a figure stand for, by key."""
    (block,) = figure.xpath("./script")
    return json.loads(block.text)["marks"]


def without(*names: str) -> dict[str, bytes]:
    """Return the small tables without some of them, and without the lesson, which speaks of all."""
    left_out = {f"{name}.csv" for name in (*names, "lesson")}
    return {name: content for name, content in small_tables().items() if name not in left_out}


# -- the files ---------------------------------------------------------------------------------


def test_a_site_is_its_pages_and_its_tables(site: dict[str, bytes]) -> None:
    """Every page and every table is there, a page of each claim, and no other file: what a page needs is in it."""
    claims = {claim["id"] for claim in read_back(small_tables()["claims.csv"])}
    assert set(site) == PAGES | TABLES | HANDOUTS.keys() | {f"claims/{id}.html" for id in claims}


def test_a_link_to_a_claim_shows_it_and_leads_to_its_row(small: tuple[Record, Lesson], site: dict[str, bytes]) -> None:
    """What a claim's own page says in its head is of that claim; with the site's address known it has a picture."""
    id, home = small[0].claims["id"].iloc[0], "https://dyad.example"
    card = claim_card(small[0], id)
    assert f"claims/{id}.html" in tree(site["claims.html"]).xpath("//a[@data-links-claim]/@href")
    known = replace(small[0], about=replace(small[0].about, homepage=home))
    made = make_claims(known)
    for page, picture in ((site[f"claims/{id}.html"], ""), (made[f"claims/{id}.html"], f"{home}/claims/{id}.png")):
        head = {meta.get("property"): meta.get("content") for meta in tree(page).xpath("//meta[@property]")}
        assert head["og:title"] == f"{card.title} · {small[0].about.title}"
        assert head["og:description"] == card.brief
        assert head.get("og:image", "") == picture
        assert tree(page).xpath("//a/@href") == [f"../claims.html?claim={id}#claim-{id}"]
        (policy,) = tree(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'")
    assert made[f"claims/{id}.png"].startswith(b"\x89PNG")


def test_every_link_leads_to_a_file_of_the_site(site: dict[str, bytes]) -> None:
    """Links without a host are relative and name a file there is; all others to a document, which is told nothing."""
    for name in PAGES:
        for element in tree(site[name]).xpath("//a[@href]"):
            link = element.get("href")
            if re.match(r"[a-z]+:", link):
                assert re.fullmatch(r"https://[a-z]+\.example/read\?a=1&b=2", link), link
                assert "noopener" in element.get("rel")
                assert element.get("target") is None
            elif not link.startswith("#"):
                assert link.split("?")[0] in site, f"{name} leads to {link}"


def test_pages_say_what_they_are(site: dict[str, bytes]) -> None:
    """Each page has a language, a title and a description of its own, one first heading, and how to cite it."""
    titles = set()
    for name in PAGES:
        page = tree(site[name])
        assert page.get("lang") == "en"
        titles.add(page.findtext(".//title"))
        assert page.xpath("string(//meta[@name='description']/@content)")
        assert len(page.xpath("//h1")) == 1
        foot = page.xpath("string(//footer)")
        assert "Cite as" in foot
        assert "under the terms of its sources" in foot
        assert set(page.xpath("//footer//a/@href")) == {name for name in TABLES if name.endswith(".csv")}
    assert len(titles) == len(PAGES)


# -- nothing of anyone else --------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_loads_nothing(site: dict[str, bytes], name: str) -> None:
    """No element names anything to be loaded, from anywhere, or is a handler; the style has the font in it.

    A page's policy allows, by its hash, what it holds; nothing may be made from text.
    """
    page = tree(site[name])
    for element in page.iter():
        if isinstance(element.tag, str):
            assert element.tag not in LOADING
            assert not set(LOADS) & set(element.attrib), etree.tostring(element)[:200]
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    addresses = re.findall(r"url\(([^)]{0,20})|@import", page.findtext(".//style"))
    assert addresses
    assert all(address.startswith("data:font/woff2") for address in addresses)
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == [policy_hash(one.text) for one in page.xpath("//script[not(@type)]")]
    assert rules["style-src"] == [policy_hash(one.text) for one in page.xpath("//style")]
    assert "unsafe" not in policy
    assert set(rules) == {"default-src", "script-src", "style-src", "font-src", "img-src", "base-uri", "form-action"}


def test_the_first_page_is_small(first: bytes) -> None:
    """The first page, which loads nothing more, is within what a classroom's wifi has for it."""
    assert len(brotli.compress(first, quality=QUALITY)) <= MOST_KB * 1000


def test_the_font_has_every_letter_it_can(first: bytes) -> None:
    """No letter that the bundled font has is missing from the part of it in the page."""
    page = tree(first)
    packed = re.findall(r"base64,([^)]+)\)", page.findtext(".//style"))
    assert len(packed) == len(FONT_FILES)
    for style in page.xpath("//style | //script"):
        style.getparent().remove(style)
    written = set(map(ord, "".join(page.itertext())))
    for data, file in zip(packed, FONT_FILES.values(), strict=True):
        whole, part = (
            set(TTFont(given).getBestCmap()) for given in (FONT_FOLDER / file, io.BytesIO(base64.b64decode(data)))
        )
        assert written & whole <= part


# -- any record --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("missing", "lacked"), [("claims", {"claims.html"}), ("trade", {"trade.html", "rankings.html"})]
)
def test_what_a_record_lacks_has_no_page(tmp_path: Path, missing: str, lacked: set[str]) -> None:
    """A page without content is neither written nor in the menu; a lesson is made of the rest."""
    record, lesson = read(write_tables(tmp_path / "tables", without(missing)))
    page = make_page(record, lesson, "index.html" if missing == "claims" else "sources.html")
    assert set(page_makers(record, lesson)) == set(tree(page).xpath("//nav//a/@href")) == PAGES - lacked
    if missing == "claims":
        assert not tree(page).xpath("//input[@id='beyond']")
        assert facts(page)["hasClaims"] is False


def test_nothing_is_said_of_another_record(site: dict[str, bytes]) -> None:
    """Titles and words are those of the tables: no name of the shipped record is in the site of another."""
    for name in PAGES:
        words = tree(site[name]).xpath("string(//body)")
        assert not re.search(r"Pakistan|Russia|essay|Druzhba", words)
    assert "France" in tree(site["trade.html"]).xpath("string(//main)")


# -- what the script is given ------------------------------------------------------------------


def test_every_figure_of_a_page_says_what_its_marks_are(site: dict[str, bytes]) -> None:
    """A drawing refers to marks there are, every mark is drawn at some width, and all say where the years are."""
    for name in ("index.html", "timeline.html", "trade.html", "rankings.html", "claims.html"):
        for figure in tree(site[name]).xpath("//figure"):
            assert set(figure.xpath(".//@data-key")) == set(marks(figure))
            drawn = figure.xpath(".//*[@data-plots]")
            assert bool(drawn) is (name != "claims.html"), figure.get("data-name")
            assert {drawing.get("data-domain") is not None for drawing in drawn} <= {True}


def test_there_is_a_drawing_for_what_the_filters_may_bring(site: dict[str, bytes]) -> None:
    """Events left out at first are in a figure of their own; where all is in the first, there is no other."""
    page = tree(site["timeline.html"])
    named, more = ("//main/figure", "//template[@data-view='more']/figure")
    for base, wider in zip(page.xpath(named), page.xpath(more), strict=True):
        assert set(marks(base)) <= set(marks(wider))
    assert facts(site["timeline.html"])["events"]["quiet-visit"]["beyond"] is True
    assert not tree(site["trade.html"]).xpath("//template")


def test_events_in_words_follow_their_figure(first: bytes) -> None:
    """A phone, which has no figure of events, has them in words before the figures of trade and ranks."""
    parts = [one.get("data-name") or one.get("id") for one in tree(first).xpath("//main/figure | //main/section")]
    assert parts == ["overview", "events", "trade-band", "rankings"]


def test_colours_follow_the_scheme(first: bytes) -> None:
    """Every colour drawn is one of the light palette, which the stylesheet turns into the dark one."""
    page = tree(first)
    style = page.findtext(".//style")
    known = set(vars(PALETTES["light"]).values())
    drawn = set(page.xpath("//figure//@fill | //figure//@stroke | //template//@fill | //template//@stroke"))
    assert drawn - {"none", "transparent"} <= known
    for colour in vars(PALETTES["dark"]).values():
        assert colour in style


def test_the_lesson_keeps_its_answers_folded(site: dict[str, bytes]) -> None:
    """Every step is there with its title; an answer is folded, and what is for the teacher alone is left out."""
    page = tree(site["lesson.html"])
    titles = ["Before we begin", "What happened", "Which came first?", "One event"]
    assert page.xpath("//section[contains(@class, 'step')]/h2/text()") == titles
    figure, question, event = page.xpath("//section[contains(@class, 'step')]/figure")
    assert figure.get("data-view") == ""  # what the step shows, whatever the address says
    assert question.getparent().get("class").endswith("asks-order")
    assert event.getparent().get("class").endswith("shows-event")
    ids = page.xpath("//body//@id")
    assert len(ids) == len(set(ids))
    (answer,) = page.xpath("//details[@class='answer']")
    assert answer.get("open") is None
    assert "First treaty" in answer.xpath("string()")
    assert "For teachers" not in html.unescape(site["lesson.html"].decode())


def test_the_lesson_hands_out_its_files(site: dict[str, bytes]) -> None:
    """Worksheet, key and slides are there, and are said to be with answers or without, for whom."""
    listed = tree(site["lesson.html"]).xpath("//ul[@class='handouts']/li")
    assert [item.xpath("string(a/@href)") for item in listed] == list(HANDOUTS)
    assert all(site[name].startswith(begins) for name, begins in HANDOUTS.items())
    assert "without answers" in listed[0].text_content()
    assert all("answers" in item.text_content() and "teacher" in item.text_content() for item in listed[1:])


# -- writing -----------------------------------------------------------------------------------

FILES = {"index.html": b"one", "data/events.csv": b"two"}


def test_a_site_takes_the_place_of_a_former_one(tmp_path: Path) -> None:
    """A folder that holds a site as it was written takes the next; files no longer needed go."""
    write_site(FILES | {"claims.html": b"gone"}, tmp_path / "out")
    write_site(FILES | {"index.html": b"new"}, tmp_path / "out")
    found = {file.relative_to(tmp_path / "out").as_posix() for file in (tmp_path / "out").rglob("*") if file.is_file()}
    assert found == {*FILES, "MANIFEST.sha256"}
    assert (tmp_path / "out" / "index.html").read_bytes() == b"new"


@pytest.mark.parametrize("change", ["foreign", "edited", "no manifest"])
def test_what_others_wrote_is_not_overwritten(tmp_path: Path, change: str) -> None:
    """A folder with a file that is not of a site, or was changed since, is refused, and stays as it is."""
    out = tmp_path / "out"
    write_site(FILES, out)
    if change == "foreign":
        (out / "thesis.txt").write_text("mine")
    elif change == "edited":
        (out / "index.html").write_text("mine")
    else:
        (out / "MANIFEST.sha256").unlink()
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    with pytest.raises(SiteError, match=r"holds files that are not of a site .*(thesis\.txt|index\.html)"):
        write_site(FILES | {"new.html": b""}, out)
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before


def test_the_command_says_why_it_will_not(tmp_path: Path) -> None:
    """`python -m dyad site` names the folder's foreign file in one line, and what it leaves out for lack of letters."""
    written = without("claims", "trade")
    written["events.csv"] = written["events.csv"].replace(b"First treaty", "First treaty میر".encode())
    tables = write_tables(tmp_path / "tables", written)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    command = ("site", "--data", tables, "--out")
    done = run(*command, tmp_path / "out")
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert "thesis.txt" in done.output
    done = run(*command, tmp_path / "new")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "new" / "index.html").exists()
    assert re.search(r"worksheet\.pdf.* not in the font.* Not written", done.output), done.output
    assert not (tmp_path / "new" / "files" / "worksheet.pdf").exists()
    assert "worksheet.pdf" not in (tmp_path / "new" / "lesson.html").read_text(encoding="utf-8")
