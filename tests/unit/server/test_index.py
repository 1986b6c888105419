"""The HTML of a page names what the page will need, and what it says to Streamlit's client is what the server does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import html
from streamlit.file_util import get_static_dir

from dyad.server import assets, index
from dyad.server.headers import script_hashes, security_headers
from dyad.wording.server import SCRIPTS_NEEDED
from tools.make_icons import full_font, icons_of, wanted_icons

STATIC = Path(get_static_dir())


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    """Return the HTML of every page."""
    return html.document_fromstring(index.make_index(STATIC))


def links(page: html.HtmlElement, rel: str) -> list[str]:
    """Return where the links of a kind lead."""
    return [link.get("href") for link in page.iter("link") if link.get("rel") == rel]


def test_every_element_has_scripts() -> None:
    """The installed Streamlit knows each element by the name it has here: nothing is left to be asked for late."""
    for name in index.SHELL:
        assert index.scripts_of(STATIC, [name]), name
    assert index.scripts_of(STATIC, ["NoSuchElement"]) == []


def test_all_that_is_named_is_there_and_named_once(page: html.HtmlElement) -> None:
    """Scripts that a browser is sent for exist, and Streamlit's own are not named again; none is of Vega."""
    named = links(page, "modulepreload")
    assert len(named) == len(set(named)) > 100
    assert all((STATIC / name).is_file() for name in named)
    assert [name for name in named if "embed." in name or "Vega" in name] == []


def test_a_figure_answers_before_streamlit(page: html.HtmlElement) -> None:
    """Its script comes before all others that are loaded, and its stylesheet with the fonts is waited for."""
    loaded = [script.get("src") for script in page.iter("script") if script.get("src")]
    assert loaded[0].startswith("./drawings/figure.js?v=")
    assert [name for name in links(page, "stylesheet") if name.startswith("./drawings/page.css?v=")]


def test_what_is_shut_is_not_spoken_of(page: html.HtmlElement) -> None:
    """Streamlit's page speaks of an interface that is shut here; ours does not."""
    assert "agent" not in html.tostring(page, encoding="unicode")
    assert [one.text_content() for one in page.iter("noscript")] == [SCRIPTS_NEEDED]


def test_its_scripts_may_run() -> None:
    """The security policy that is made of the page lets what stands in it run, and no other."""
    text = index.make_index(STATIC)
    policy = security_headers(text, ancestors=("*",))["Content-Security-Policy"]
    assert len(script_hashes(text)) == 4  # Streamlit's, what tells its client, what loads the fonts, what gives way
    assert all(told in policy for told in script_hashes(text))


def test_the_client_is_told_of_the_theme(page: html.HtmlElement) -> None:
    """Colours and font before the first run are those of the theme, as valid JSON that ends no script."""
    (script,) = [script.text for script in page.iter("script") if "__streamlit" in (script.text or "")]
    for scheme in ("LIGHT", "DARK"):
        theme = json.loads(re.search(rf"{scheme}_THEME: (\{{.*?\}})", script)[1])
        assert set(theme) == {"bodyFont", "backgroundColor", "textColor"}


def test_icons_are_those_that_can_appear() -> None:
    """The cut font has every icon that Streamlit's scripts and ours name, and is cut from the installed font."""
    cut = assets.OWN_FILES / full_font().name
    assert cut.is_file(), "Streamlit has another icon font now: run python -m tools.make_icons"
    assert wanted_icons() & set(icons_of(TTFont(full_font()))) <= set(icons_of(TTFont(cut)))
    assert cut.stat().st_size * 10 < full_font().stat().st_size
