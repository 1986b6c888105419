"""The HTML that a browser gets first: Streamlit's, told what comes next.

Streamlit's names the scripts of its empty shell. Those of what stands on a page are asked for only when the first run
of the page has arrived, and those that they need only then. Here all are asked for at once, so that they are there
when the run is: on a classroom's wifi a chart is drawn in half the time.

The width of the window goes along as a cookie, so that the first run draws for the window it is in
(`dyad/ui/window.py`); a run that guesses is followed by another.

Until Streamlit is there, which is mostly the browser's own work, the page shows what it will open with
(`dyad/preview`): a first figure is seen in a fifth of the time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import streamlit as st
from lxml import html
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dyad.figures.look import FONT
from dyad.preview.contents import NO_SCRIPTS
from dyad.preview.keeper import Asked
from dyad.server.assets import CODINGS, best_coding
from dyad.ui.shell import Entry
from dyad.ui.window import WIDTH_COOKIE, is_phone, told_width

# The elements of every page and those of a page with a chart, by the names of their modules.
SHELL = ("BidiComponent", "Button", "ButtonGroup", "Checkbox", "Html", "PageLink", "Selectbox", "Slider", "TextInput")
CHART = ("ArrowVegaLiteChart", "loadVegaEmbed", "embed", "vega-interpreter")
FONTS = {400: "FiraSans-Regular", 500: "FiraSans-Medium", 600: "FiraSans-SemiBold"}
PREVIEW = Path(__file__).parents[1] / "preview"
FORMS_KEPT = 32  # pages with a preview, each in one coding

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
  probe.style.cssText =  // as the block that scrolls in Streamlit's page
    "position:absolute;visibility:hidden;width:99px;overflow:auto;scrollbar-gutter:stable;scrollbar-width:thin";
  document.documentElement.append(probe);
  const width = innerWidth - (probe.offsetWidth - probe.clientWidth);
  probe.remove();
  document.cookie = `{WIDTH_COOKIE}=${{width}};path=/;SameSite=Strict`;
}}"""
_FACE = """@font-face {{
  font-family: "{family}"; font-weight: {weight}; src: url("./app/static/{file}.woff2") format("woff2");
}}
"""
_PLACE = "preview"  # stands for the preview in a page that has not got its own yet
_HOLE = f'<div id="{_PLACE}"></div>'


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
        told.text = NO_SCRIPTS
    known = {link.get("href") for link in head.findall("link[@rel='modulepreload']")}
    known |= {script.get("src") for script in head.findall("script[@src]")}
    for told in _links(static, charts=charts):
        if told["href"] not in known:
            head.append(html.Element("link", told))
    style = html.Element("style")
    style.text = _style()
    head.append(style)
    script = html.Element("script")
    script.text = _TELL_WIDTH + _TELL_CLIENT % tuple(map(json.dumps, (_theme("light"), _theme("dark"))))
    for comment in head.xpath("comment()"):
        head.remove(comment)
    head.insert(1, script)  # after the charset
    body = page.find("body")
    body.append(html.Element("div", id=_PLACE))
    leaving = html.Element("script")
    leaving.text = (PREVIEW / "preview.js").read_text(encoding="utf-8")
    body.append(leaving)
    made: str = html.tostring(page, doctype="<!DOCTYPE html>", encoding="unicode")
    return made


def _style() -> str:
    # Streamlit's own font is asked for before the theme has come, and then not used: ours, which is, in its place.
    faces = [_FACE.format(family="Source Sans", weight="100 900", file=FONTS[400])]
    faces += [_FACE.format(family=FONT, weight=weight, file=file) for weight, file in FONTS.items()]
    return "".join(faces)


def _theme(scheme: str) -> dict[str, str]:
    """Return what of the theme is seen before the first run; the rest comes with that."""
    colours = {name: st.get_option(f"theme.{scheme}.{name}") for name in ("backgroundColor", "textColor")}
    return {"bodyFont": st.get_option("theme.font"), **colours}


def files_named(page: str) -> list[str]:
    """Return the scripts and styles that a page's HTML names, as places below Streamlit's folder of them."""
    head = html.document_fromstring(page).find("head")
    named = [*head.xpath("link[@rel='modulepreload' or @rel='stylesheet']/@href"), *head.xpath("script/@src")]
    return [name.removeprefix("./static/") for name in named]


class IndexMiddleware:
    """Answer for pages with their HTML, compressed once, each with the preview that `find` has for it; else hand on.

    `pages` has an entry of the menu and the HTML of its page by address.
    """

    def __init__(self, app: ASGIApp, pages: Mapping[str, tuple[Entry, str]], *, find: Callable[[Asked], str]) -> None:
        self._app = app
        self._pages = pages
        self._find = find
        self._form = lru_cache(maxsize=FORMS_KEPT)(_make_form)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in self._pages:
            coding = best_coding(scope)
            content = await run_in_threadpool(self._make, Request(scope), coding)
            headers = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Cookie, User-Agent"}
            if coding:
                headers["Content-Encoding"] = coding
            answer = HTMLResponse(content, headers=headers)
        await answer(scope, receive, send)

    def _make(self, request: Request, coding: str) -> bytes:
        entry, page = self._pages[request.url.path]
        query = {name: request.query_params.getlist(name) for name in request.query_params}
        window = told_width(request.cookies.get(WIDTH_COOKIE, ""))
        asked = Asked(entry=entry, query=query, window=window, phone=is_phone(request.headers.get("User-Agent", "")))
        return self._form(page, self._find(asked), coding)


def _make_form(page: str, preview: str, coding: str) -> bytes:
    before, after = page.split(_HOLE)
    content = f"{before}{preview}{after}".encode()
    return CODINGS[coding](content) if coding else content


def _links(static: Path, *, charts: bool) -> Iterator[dict[str, str]]:
    script = {"rel": "modulepreload", "crossorigin": ""}
    drawing = scripts_of(static, CHART) if charts else []
    for file in drawing:
        yield {**script, "href": f"./{file}"}
    for font in FONTS.values():
        href = f"./app/static/{font}.woff2"
        yield {"rel": "preload", "crossorigin": "", "as": "font", "type": "font/woff2", "href": href}
    for file in scripts_of(static, SHELL):  # the chart does not wait for buttons
        if file not in drawing:
            yield {**script, "fetchpriority": "low", "href": f"./{file}"}
