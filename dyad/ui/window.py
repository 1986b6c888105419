"""How wide the page is, which Streamlit does not tell: a component without a face reports it."""

from __future__ import annotations

import streamlit as st

WIDTHS = (320, 340, 480, 600, 720, 840, 960, 1080, 1200, 1400, 1600, 1840)  # CSS pixels figures are drawn for
PHONE, LAPTOP = 340, 1200  # taken until the browser has answered
KEY = "dyad_window"

# Only a change of the width a figure is drawn for is worth a run of the script.
_SCRIPT = """
export default function ({ data, setStateValue }) {
  const block = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!block) return;
  let told = data.width;
  let timer = 0;
  const report = () => {
    const style = getComputedStyle(block);
    const room = block.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const width = Math.max(data.widths[0], ...data.widths.filter((width) => width <= room));
    if (width !== told) {
      told = width;
      setStateValue("width", width);
    }
  };
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(report, 150);
  });
  observer.observe(block);  // which calls back at once; the wait lets the stylesheet arrive
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}
"""
_reporter = st.components.v2.component(KEY, js=_SCRIPT)


def content_width() -> int:
    """Return the largest of `WIDTHS` that the content of the page has room for.

    The first run of a session goes by the kind of device; if that was wrong a second one follows.
    """
    known = (st.session_state.get(KEY) or {}).get("width")
    width = known if known in WIDTHS else guess_width(st.context.headers.get("User-Agent", ""))
    _reporter(key=KEY, data={"widths": list(WIDTHS), "width": width}, on_width_change=_ignore)
    return int(width)


def guess_width(user_agent: str) -> int:
    """Return a width from what a browser calls itself.

    >>> guess_width("Mozilla/5.0 (Linux; Android 10; K) … Chrome/140.0.0.0 Mobile Safari/537.36")
    340
    """
    return PHONE if "Mobi" in user_agent else LAPTOP


def _ignore() -> None:
    """Do nothing: a state of a component needs a callback to exist."""
