"""A switch for keys of one letter, which speech input and a slip of the hand press unasked (WCAG 2.1.4).

The browser keeps what was chosen, for all pages; `dyad/render/keys.js` says whether a key answers.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dyad.render.markup import KEYS_SCRIPT

_HTML = '<label class="dyad-keys"><input type="checkbox" role="switch"> <span></span></label>'
_CSS = """
.dyad-keys { display: inline-flex; align-items: center; gap: 0.5em; min-height: 1.5rem; }
.dyad-keys input { width: 1.1em; height: 1.1em; margin: 0; accent-color: currentColor; }
"""
_SCRIPT = """
export default function ({ data, parentElement }) {
  const box = parentElement.querySelector("input");
  parentElement.querySelector("span").textContent = data.label;
  box.checked = dyadKeys.isOn(data.keys);
  box.onchange = () => dyadKeys.turn(data.keys, box.checked);
}
"""
_switch = st.components.v2.component("dyad_keys", html=_HTML, css=_CSS, js=KEYS_SCRIPT + _SCRIPT, isolate_styles=False)


def offer_keys(keys: Literal["search", "lesson"], *, label: str) -> None:
    """Offer to turn keys of one letter off and on; `label` says which and what they do."""
    _switch(key=f"keys-{keys}", data={"keys": keys, "label": label})
