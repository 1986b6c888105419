"""The HTML that a browser gets first: Streamlit's, told what comes next.

Streamlit's names the scripts of its empty shell. Those of what stands on a page are asked for only when the first run
of the page has arrived, and those that they need only then. Here all are asked for at once, so that they are there
when the run is: on a classroom's wifi a chart is drawn in half the time.

The width of the window goes along as a cookie, so that the first run draws for the window it is in
(`dyad/ui/window.py`); a run that guesses is followed by another.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import streamlit as st
from lxml import html
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.assets import CODINGS, best_coding
from dyad.ui.window import WIDTH_COOKIE

# The elements of every page and those of a page with a chart, by the names of their modules.
SHELL = ("BidiComponent", "Button", "ButtonGroup", "Checkbox", "Html", "Selectbox", "Slider", "TextInput")
CHART = ("ArrowVegaLiteChart", "PageLink", "loadVegaEmbed", "embed", "vega-interpreter")
FONTS = ("FiraSans-Regular", "FiraSans-Medium", "FiraSans-SemiBold")

# Streamlit's client takes where the server is, how to meet it and its theme from here, as its hosts tell it: it need
# not ask twice before it connects, and does not draw in its own colours and font until it has been told of ours.
_TELL_CLIENT = """
window.__streamlit = {
  BACKEND_BASE_URL: new URL("./", location.href).href,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
  LIGHT_THEME: %s,
  DARK_THEME: %s,
};
"""
_TELL_WIDTH = f"""{{
  const probe = document.createElement("div");
  probe.style.cssText = "position:absolute;visibility:hidden;overflow:scroll";
  document.documentElement.append(probe);
  const width = innerWidth - (probe.offsetWidth - probe.clientWidth);
  probe.remove();
  document.cookie = `{WIDTH_COOKIE}=${{width}};path=/;SameSite=Strict`;
}}"""
# Streamlit's own font is asked for before the theme has come, and then not used: ours, which is, in its place.
_FONT = f"""@font-face {{
  font-family: "Source Sans"; font-weight: 100 900; src: url("./app/static/{FONTS[0]}.woff2") format("woff2");
}}"""
_NO_SCRIPTS = "This dashboard is drawn by JavaScript, which is switched off here."


def scripts_of(static: Path, names: Iterable[str]) -> list[str]:
    """Return the scripts that modules of these names load, their own first, as places below Streamlit's `static`.

    What Streamlit's build says of it is in `manifest.json`. A name it lacks has no scripts: another Streamlit may
    have called it otherwise, and a page without this help is as good, only slower.
    """
    manifest = json.loads((static / "manifest.json").read_text(encoding="utf-8"))
    wanted = set(names)
    found: dict[str, None] = {}

    def walk(key: str) -> None:
        chunk = manifest[key]
        if chunk["file"] in found:
            return
        found[chunk["file"]] = None
        for other in chunk.get("imports", ()):
            walk(other)

    for key, chunk in manifest.items():
        if chunk.get("name") in wanted and chunk["file"].endswith(".js"):
            walk(key)
    return list(found)


def make_index(static: Path, *, charts: bool) -> str:
    """Return the HTML of a page, with charts on it or without, from Streamlit's in its folder `static`."""
    page = html.document_fromstring((static / "index.html").read_text(encoding="utf-8"))
    head = page.find("head")
    for link in (*head.findall("link[@rel='preload']"), *head.findall("link[@rel='service-desc']")):
        head.remove(link)
    for told in page.iter("noscript"):  # Streamlit's speaks of doors that are shut here
        told.clear()
        told.text = _NO_SCRIPTS
    known = {link.get("href") for link in head.findall("link[@rel='modulepreload']")}
    known |= {script.get("src") for script in head.findall("script[@src]")}
    for told in _links(static, charts=charts):
        if told["href"] not in known:
            head.append(html.Element("link", told))
    style = html.Element("style")
    style.text = _FONT
    head.append(style)
    script = html.Element("script")
    script.text = _TELL_WIDTH + _TELL_CLIENT % tuple(map(json.dumps, (_theme("light"), _theme("dark"))))
    for comment in head.xpath("comment()"):
        head.remove(comment)
    head.insert(1, script)  # after the charset
    made: str = html.tostring(page, doctype="<!DOCTYPE html>", encoding="unicode")
    return made


def _theme(scheme: str) -> dict[str, str]:
    """Return what of the theme is seen before the first run; the rest comes with that."""
    colours = {name: st.get_option(f"theme.{scheme}.{name}") for name in ("backgroundColor", "textColor")}
    return {"bodyFont": st.get_option("theme.font"), **colours}


def files_named(page: str) -> list[str]:
    """Return the scripts and styles that a page's HTML names, as places below Streamlit's folder of them."""
    head = html.document_fromstring(page).find("head")
    named = [*head.xpath("link[@rel='modulepreload' or @rel='stylesheet']/@href"), *head.xpath("script/@src")]
    return [name.removeprefix("./static/") for name in named]


class Pages:
    """Answer for the pages at these addresses with their HTML, compressed once; else hand on."""

    def __init__(self, app: ASGIApp, pages: Mapping[str, str]) -> None:
        self._app = app
        plain = {page: page.encode() for page in set(pages.values())}
        packed = {page: {coding: pack(content) for coding, pack in CODINGS.items()} for page, content in plain.items()}
        self._forms = {address: {"": plain[page], **packed[page]} for address, page in pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in self._forms:
            coding = best_coding(scope)
            headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
            if coding:
                headers["Content-Encoding"] = coding
            answer = HTMLResponse(self._forms[scope["path"]][coding], headers=headers)
        await answer(scope, receive, send)


def _links(static: Path, *, charts: bool) -> Iterator[dict[str, str]]:
    script = {"rel": "modulepreload", "crossorigin": ""}
    drawing = scripts_of(static, CHART) if charts else []
    for file in drawing:
        yield {**script, "href": f"./{file}"}
    for font in FONTS:
        href = f"./app/static/{font}.woff2"
        yield {"rel": "preload", "crossorigin": "", "as": "font", "type": "font/woff2", "href": href}
    for file in scripts_of(static, SHELL):  # the chart does not wait for buttons
        if file not in drawing:
            yield {**script, "fetchpriority": "low", "href": f"./{file}"}
