"""The HTML of a page names what the page will need, and what it says to Streamlit's client is what the server does."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont
from lxml import html
from starlette.responses import PlainTextResponse
from starlette.types import Message
from streamlit.file_util import get_static_dir

from dyad.preview.keeper import Asked
from dyad.server import assets, index
from dyad.server.headers import script_hashes, security_headers
from dyad.ui.shell import ENTRIES, Entry
from tools.make_icons import full_font, icons_of, wanted_icons

STATIC = Path(get_static_dir())
VEGA = "embed."


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    """Return the HTML of a page with charts."""
    return html.document_fromstring(index.make_index(STATIC, charts=True))


def links(page: html.HtmlElement, rel: str) -> list[str]:
    """Return where the links of a kind lead."""
    return [link.get("href") for link in page.iter("link") if link.get("rel") == rel]


def test_every_element_has_scripts() -> None:
    """The installed Streamlit knows each element by the name it has here: nothing is left to be asked for late."""
    for name in (*index.SHELL, *index.CHART):
        assert index.scripts_of(STATIC, [name]), name
    assert index.scripts_of(STATIC, ["NoSuchElement"]) == []


def test_all_that_is_named_is_there_and_named_once(page: html.HtmlElement) -> None:
    """Scripts and fonts that a browser is sent for exist, and Streamlit's own are not named again."""
    named = links(page, "modulepreload")
    assert len(named) == len(set(named)) > 100
    assert all((STATIC / name).is_file() for name in named)
    fonts = links(page, "preload")
    assert [Path(name).suffix for name in fonts] == [".woff2"] * len(index.FONTS)
    assert all((assets.OWN_FILES / Path(name).name).is_file() for name in fonts)


def test_files_named_can_be_sent() -> None:
    """Every script and style that a page names is one that the server compresses."""
    named = index.files_named(index.make_index(STATIC, charts=True))
    assert len(named) > 100
    assert all((STATIC / "static" / name).is_file() and Path(name).suffix in assets.KINDS for name in named)


def test_a_page_without_charts_asks_for_no_vega(page: html.HtmlElement) -> None:
    """What Vega weighs is sent only where it draws."""
    bare = html.document_fromstring(index.make_index(STATIC, charts=False))
    assert [name for name in links(bare, "modulepreload") if VEGA in name] == []
    assert [name for name in links(page, "modulepreload") if VEGA in name] != []


def test_what_is_shut_is_not_spoken_of(page: html.HtmlElement) -> None:
    """Streamlit's page speaks of an interface that is shut here; ours does not."""
    assert "agent" not in html.tostring(page, encoding="unicode")
    (told,) = page.iter("noscript")
    assert told.text_content() == "This dashboard is drawn by JavaScript, which is switched off here."


def test_its_scripts_may_run() -> None:
    """The security policy that is made of the page lets what stands in it run, and no other."""
    text = index.make_index(STATIC, charts=True)
    (policy,) = [value.decode() for name, value in security_headers(text, ancestors=("*",)) if b"content-sec" in name]
    assert len(script_hashes(text)) == 3  # Streamlit's, what tells its client, what takes the preview away
    assert all(told in policy for told in script_hashes(text))


def test_the_client_is_told_of_the_theme(page: html.HtmlElement) -> None:
    """Colours and font before the first run are those of the theme, as valid JSON that ends no script."""
    (script,) = [script.text for script in page.iter("script") if "__streamlit" in (script.text or "")]
    for scheme in ("LIGHT", "DARK"):
        theme = json.loads(re.search(rf"{scheme}_THEME: (\{{.*?\}})", script)[1])
        assert set(theme) == {"bodyFont", "backgroundColor", "textColor"}
    assert index.WIDTH_COOKIE in script


def test_icons_are_those_that_can_appear() -> None:
    """The cut font has every icon that Streamlit's scripts and ours name, and is cut from the installed font."""
    cut = assets.OWN_FILES / full_font().name
    assert cut.is_file(), "Streamlit has another icon font now: run tools/make_icons.py"
    assert wanted_icons() & set(icons_of(TTFont(full_font()))) <= set(icons_of(TTFont(cut)))
    assert cut.stat().st_size * 10 < full_font().stat().st_size


def ask(app: index.IndexMiddleware, path: str, accept: str = "br", **more: str) -> tuple[dict[bytes, bytes], bytes]:
    """Return headers and body of an answer; `more` are headers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in more.items()]
    headers.append((b"accept-encoding", accept.encode()))
    place, _, query = path.partition("?")
    scope = {"type": "http", "method": "GET", "path": place, "query_string": query.encode(), "headers": headers}
    asyncio.run(app(scope | {"server": ("127.0.0.1", 80), "scheme": "http"}, receive, send))
    return dict(sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def made(*addresses: str) -> dict[str, tuple[Entry, str]]:
    """Return pages by address, each with the place of a preview at its end."""
    return {
        address: (entry, f'<p>{address}</p><div id="preview"></div>')
        for address, entry in zip(addresses, ENTRIES, strict=False)
    }


def test_a_preview_is_sought_for_what_was_asked() -> None:
    """Page, query, width and kind of device of a request decide on its preview, which stands in its place."""
    asked: list[Asked] = []

    def find(one: Asked) -> str:
        asked.append(one)
        return f"<i>{one.window}</i>"

    pages = index.IndexMiddleware(PlainTextResponse("handed on"), made("/", "/timeline"), find=find)
    path, phone = "/timeline?theme=defence&theme=energy&q=", "Mozilla/5.0 (Linux) Mobile Safari"
    headers, body = ask(pages, path, "", cookie="a=b; dyad_width=1270", user_agent=phone)
    assert body == b"<p>/timeline</p><i>1270</i>"
    assert ask(pages, path, "", cookie="dyad_width=390px")[1] == b"<p>/timeline</p><i>None</i>"
    assert asked[0] == Asked(
        entry=ENTRIES[1], query={"theme": ["defence", "energy"], "q": [""]}, window=1270, phone=True
    )
    assert not asked[1].phone
    assert b"Cookie" in headers[b"vary"]


def test_pages_are_answered_compressed_or_plain() -> None:
    """A page is the same either way, is asked for anew each time, and another address is handed on."""
    pages = index.IndexMiddleware(PlainTextResponse("handed on"), made("/", "/other"), find=lambda _: "")
    headers, body = ask(pages, "/other")
    assert brotli.decompress(body) == ask(pages, "/other", "")[1] == b"<p>/other</p>"
    assert gzip.decompress(ask(pages, "/other", "gzip")[1]) == b"<p>/other</p>"
    assert (headers[b"content-encoding"], headers[b"cache-control"]) == (b"br", b"no-cache")
    assert headers[b"content-type"].startswith(b"text/html")
    assert ask(pages, "/third")[1] == b"handed on"
