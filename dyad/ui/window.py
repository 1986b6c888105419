"""How wide the page is, and whether light or dark: a component without a face reports what Streamlit does not.

Streamlit never tells the width, and tells of a change of theme only with the next run. Nor does it run the script
when a page has found its server again: what is shown is then left from a session that may be gone, and the first
press of a button is lost on a new one. So that is asked for here, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st

from dyad.figures.look import Scheme

WIDTHS = (320, 340, 480, 600, 720, 840, 960, 1080, 1200, 1400, 1600, 1840)  # CSS pixels figures are drawn for
PHONE, LAPTOP = 340, 1200  # taken until the browser has answered
NARROWEST, WIDEST = 200, 10_000  # px of a window that is believed
MARGINS = 2 * 0.9 * 16  # beside a page, as the stylesheet in `shell` has it
WIDTH_COOKIE = "dyad_width"  # set by the page before all else: px between the window's edges, scroll bar left out
KEY = "dyad_window"

# A run of the script is asked for only when a figure would come out differently. The element says
# `data-settled="true"` once the page is drawn for the window it is in: tests wait for that.
_SCRIPT = """
const WAIT_MS = 150;  // after the last change of size
let quit = () => {};  // ends the watching of the run before: a run with other data does not clean up by itself

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]');
  const main = document.querySelector('[data-testid="stMain"]');
  const block = document.querySelector('[data-testid="stMainBlockContainer"]');
  quit();
  if (!app || !main || !block) return;
  const told = { width: data.width, scheme: data.scheme };
  let timer = 0;

  const room = () => {
    const style = getComputedStyle(block);
    return block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  };
  const darkness = () => {
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/[0-9.]+/g).map(Number);
    return red + green + blue < 384 ? "dark" : "light";
  };
  const look = () => {
    const width = Math.max(data.widths[0], ...data.widths.filter((width) => width <= room()));
    const scheme = darkness();
    document.documentElement.dataset.theme = scheme;  // what figures go by
    parentElement.host.dataset.settled = String(width === data.width && scheme === data.scheme);
    return { width, scheme };
  };
  const report = () => {
    const { width, scheme } = look();
    if (width !== told.width) setStateValue("width", (told.width = width));
    if (scheme !== told.scheme) setStateValue("scheme", (told.scheme = scheme));
  };
  const later = () => {
    look();
    clearTimeout(timer);
    timer = setTimeout(report, WAIT_MS);
  };
  let lost = false;
  const connection = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && lost) setTriggerValue("back", true);
    lost = !connected;
  });
  connection.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  const size = new ResizeObserver(later);  // calls back at once, too
  const theme = new MutationObserver(later);
  size.observe(block);
  theme.observe(app, { attributes: true, attributeFilter: ["class"] });
  // before the stylesheet has come the margins are not ours and a width would be wrong
  if (getComputedStyle(main).scrollbarGutter === "stable") report();
  quit = () => {
    clearTimeout(timer);
    size.disconnect();
    theme.disconnect();
    connection.disconnect();
  };
  return quit;
}
"""
_reporter = st.components.v2.component(KEY, js=_SCRIPT)


@dataclass(frozen=True, kw_only=True)
class Window:
    """What figures are drawn for: `width` is the largest of `WIDTHS` the page has room for."""

    width: int
    scheme: Scheme


def read_window() -> Window:
    """Return what the browser last said of its window.

    A session's first run goes by what came with the page, or else by the kind of device; if that was wrong, a second
    one follows.
    """
    said = st.session_state.get(KEY) or {}
    width = said.get("width")
    if width not in WIDTHS:
        # str: Streamlit's harness for tests has a stand-in
        window = told_width(str(st.context.cookies.get(WIDTH_COOKIE, "")))
        phone = is_phone(st.context.headers.get("User-Agent", ""))
        width = room_in(window) if window else PHONE if phone else LAPTOP
    scheme: Scheme = "dark" if (said.get("scheme") or st.context.theme.type) == "dark" else "light"
    drawn = {"widths": list(WIDTHS), "width": width, "scheme": scheme}
    _reporter(key=KEY, data=drawn, on_width_change=_ignore, on_scheme_change=_ignore, on_back_change=_ignore)
    return Window(width=width, scheme=scheme)


def room_in(window: int) -> int:
    """Return the width for figures in a window that is so many CSS pixels wide.

    >>> room_in(1265), room_in(390), room_in(10)
    (1200, 340, 320)
    """
    return max((WIDTHS[0], *(width for width in WIDTHS if width <= window - MARGINS)))


def told_width(cookie: str) -> int | None:
    """Return the px between a window's edges as its cookie tells them; None where it tells nothing of use.

    >>> told_width("1265"), told_width(""), told_width("wide"), told_width("99999")
    (1265, None, None, None)
    """
    width = int(cookie) if re.fullmatch(r"[0-9]{1,5}", cookie) else 0
    return width if NARROWEST <= width <= WIDEST else None


def is_phone(user_agent: str) -> bool:
    """Return whether a browser calls itself one of a phone.

    >>> is_phone("Mozilla/5.0 (Linux; Android 10; K) … Chrome/140.0.0.0 Mobile Safari/537.36")
    True
    """
    return "Mobi" in user_agent


def _ignore() -> None:
    """Do nothing: a state of a component needs a callback to exist."""
