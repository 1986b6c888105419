"""The HTML that a browser gets first: Streamlit's, its scripts named, around what a page says by itself.

Streamlit's names the scripts of its empty shell. Those of what stands on a page are asked for only when the first run
of the page has arrived, and those that they need only then. Here all are asked for at once, so that they are there
when the run is.

Until Streamlit is there, which is mostly the browser's own work, the page is what `dyad/server/first` makes it: it can
be read and its figure answers.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import streamlit as st
from lxml import html

from dyad.publish.drawing_requests import SCRIPT, STYLE, part_address
from dyad.wording.server import SCRIPTS_NEEDED, STILL_IN_WORDS

# The elements of every page, by the names of their modules.
SHELL = ("BidiComponent", "Button", "ButtonGroup", "Checkbox", "Html", "PageLink", "Selectbox", "Slider", "TextInput")
LEAVING = Path(__file__).parent / "first" / "first.js"

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
# A reader who chose light or dark by hand gets it from the start: figures go by it, as what stands around them.
_TELL_SCHEME = """{
  const chosen = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`) ?? "";
  const scheme = /dark/i.test(chosen) ? "dark" : /light/i.test(chosen) ? "light" : "";
  if (scheme) document.documentElement.dataset.theme = scheme;
}"""
# They are in the stylesheet: so they are there before anything is laid out.
_LOAD_FONTS = "for (const face of document.fonts) if (face.family.includes('Fira')) face.load();"
HEAD = "<title>Dyad</title>"  # what the head of a page takes the place of
# What its body takes the place of; it stays where only Streamlit knows what to show, and says so if that never comes.
BODY = (
    f'<div id="first"><noscript><p class="notice">{SCRIPTS_NEEDED}</p></noscript>'
    f'<p id="still" role="status" hidden>{STILL_IN_WORDS}</p></div>'
)


def scripts_of(static: Path, names: Collection[str]) -> list[str]:
    """Return the scripts that modules of these names load, their own first, as places below Streamlit's `static`.

    What Streamlit's build says of it is in `manifest.json`. A name it lacks has no scripts: another Streamlit may
    have called it otherwise, and a page without this help is as good, only slower.
    """
    chunks = json.loads((static / "manifest.json").read_text(encoding="utf-8"))
    keys = [key for key, one in chunks.items() if one.get("name") in names and one["file"].endswith(".js")]
    for key in keys:  # which grow meanwhile
        keys += [other for other in chunks[key].get("imports", ()) if other not in keys]
    return list(dict.fromkeys(chunks[key]["file"] for key in keys))


def make_index(static: Path) -> str:
    """Return the HTML of every page from Streamlit's in its folder `static`; head and body of a page go into it."""
    page = html.document_fromstring((static / "index.html").read_text(encoding="utf-8"))
    head, body = page.find("head"), page.find("body")
    theirs = head.xpath("title | comment() | link[@rel='preload' or @rel='service-desc']")
    for one in (*theirs, *page.findall(".//noscript")):  # Streamlit's speaks of doors that are shut here
        one.getparent().remove(one)
    known = head.xpath("link[@rel='modulepreload']/@href | script/@src")
    for file in scripts_of(static, SHELL):
        if f"./{file}" not in known:
            preloaded = {"rel": "modulepreload", "crossorigin": "", "fetchpriority": "low", "href": f"./{file}"}
            head.append(html.Element("link", preloaded))
    telling = _script(_TELL_SCHEME + _TELL_CLIENT % tuple(map(json.dumps, (_theme("light"), _theme("dark")))))
    # before Streamlit's: a figure answers first
    answering = html.Element("script", {"src": f"./{part_address(SCRIPT)}", "defer": "", "fetchpriority": "high"})
    head[1:1] = [telling, answering]  # after the charset
    # it is waited for: what is laid out in one font and drawn in another would jump
    head.append(html.Element("link", {"rel": "stylesheet", "href": f"./{part_address(STYLE)}"}))
    head.append(_script(_LOAD_FONTS))
    page.get_element_by_id("root").set("class", "below")  # of the first HTML, until that goes
    body.extend([html.fromstring(BODY), _script(LEAVING.read_text(encoding="utf-8"))])
    made: str = html.tostring(page, doctype="<!DOCTYPE html>", encoding="unicode")
    return made.replace("<script>", f"{HEAD}<script>", 1)


def _script(text: str) -> html.HtmlElement:
    made = html.Element("script")
    made.text = text
    return made


def _theme(scheme: str) -> dict[str, str]:
    """Return what of the theme is seen before the first run; the rest comes with that."""
    colours = {name: st.get_option(f"theme.{scheme}.{name}") for name in ("backgroundColor", "textColor")}
    return {"bodyFont": st.get_option("theme.font"), **colours}
