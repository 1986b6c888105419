"""Whether a page is light or dark, and whether it has found its server again: a component without a face tells.

Streamlit tells of a change of theme only with the next run, and does not run the script when a page has found its
server again: what is shown is then left from a session that may be gone, and the first press of a button is lost on a
new one.
"""

from __future__ import annotations

import streamlit as st

from dyad.figures.style import Scheme

KEY = "dyad_window"

# Figures in the browser go by `data-theme` at once; a run is asked for, as pictures drawn in Python have to be others.
# The element says `data-settled="true"` once they are: tests wait for that.
_SCRIPT = """
let quit = () => {};  // ends the watching of the run before: a run with other data does not clean up by itself

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const app = document.querySelector('[data-testid="stApp"]');
  quit();
  if (!app) return;
  let told = data.scheme;
  const report = () => {
    const [red, green, blue] = getComputedStyle(app).backgroundColor.match(/[0-9.]+/g).map(Number);
    const scheme = red + green + blue < 384 ? "dark" : "light";
    document.documentElement.dataset.theme = scheme;
    parentElement.host.dataset.settled = String(scheme === data.scheme);
    if (scheme !== told) setStateValue("scheme", (told = scheme));
  };
  let lost = false;
  const connection = new MutationObserver(() => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && lost) setTriggerValue("back", true);
    lost = !connected;
  });
  connection.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  const theme = new MutationObserver(report);
  theme.observe(app, { attributes: true, attributeFilter: ["class"] });
  report();
  quit = () => {
    theme.disconnect();
    connection.disconnect();
  };
  return quit;
}
"""
_reporter = st.components.v2.component(KEY, js=_SCRIPT)


def read_scheme() -> Scheme:
    """Return whether the page is light or dark, as the browser last said."""
    said = st.session_state.get(KEY) or {}
    scheme: Scheme = "dark" if (said.get("scheme") or st.context.theme.type) == "dark" else "light"
    # a state of a component needs a callback to exist
    _reporter(key=KEY, data={"scheme": scheme}, on_scheme_change=lambda: None, on_back_change=lambda: None)
    return scheme
