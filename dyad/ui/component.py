"""Components: their scripts, of which Streamlit makes modules, and what they report.

A script is a file beside this module, or a call of what the page has.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from dyad.publish.drawing_requests import SCRIPT, part_address
from dyad.render.markup import KEPT_SCRIPT

HERE = Path(__file__).parent
_CALL = """
export default async function (given) {
  if (!globalThis.dyad?.%(name)s) await import(new URL("./%(script)s", document.baseURI).href);
  return globalThis.dyad.%(name)s(given);
}
"""


def read_script(name: str) -> str:
    """Return a component's script, `clicker` for that in `clicker.js`, after what such scripts share."""
    return KEPT_SCRIPT + "".join((HERE / f"{one}.js").read_text(encoding="utf-8") for one in ("component", name))


def heard(key: str, name: str) -> Any:
    """Return what a component reported by a name; None also where it went from the page before that came."""
    return (st.session_state.get(key) or {}).get(name)


def call_script(name: str) -> str:
    """Return the script of a component that calls a function of ours, by its name.

    The page has our script from its first HTML on; where that was cut off, it is asked for again.
    """
    return _CALL % {"name": name, "script": part_address(SCRIPT)}
