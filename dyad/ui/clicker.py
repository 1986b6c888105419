"""Keys, clickers and swipes on a lesson: a component without a face tells where in the lesson to go.

It also blanks the window, unfolds the menu, and keeps the teacher's window and the class's at the same place where
both are open in one browser.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

KEY = "dyad_clicker"

# Where to go is told as a place, not as a step forth: two presses that arrive as one then still make two steps.
_SCRIPT = """
const SWIPE_PX = 60;
const HANDS_MS = 2500;  // buttons stay that long after the pointer rests
const FORTH = ["ArrowRight", "PageDown", " "];
const BACK = ["ArrowLeft", "PageUp"];
let wanted = null;  // where the last press led, until the page is there
let quit = () => {};  // ends the listening of the run before: a run with other data does not clean up by itself

export default function ({ data, parentElement, setTriggerValue }) {
  quit();
  const page = document.documentElement;
  const ears = new AbortController();
  const others = new BroadcastChannel("dyad-lesson");
  if (data.at === wanted) wanted = null;

  const go = (place) => {
    wanted = Math.min(Math.max(place, 0), data.last);
    setTriggerValue("place", wanted);
  };
  const move = (place) => {
    go(place);
    others.postMessage(wanted);
  };
  const here = () => wanted ?? data.at;
  const lit = () => {
    const dark = page.classList.contains("dyad-blank");
    page.classList.remove("dyad-blank");
    return !dark;
  };
  const typing = (target) => Boolean(target.closest?.('input[type="text"], textarea, [contenteditable="true"]'));
  const pressing = (target) => Boolean(target.closest?.('button, a, input, [role="radiogroup"]'));

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const clicked = event.key === "PageDown" || event.key === "PageUp";
    if (!clicked && typing(event.target)) return;
    if (!clicked && event.target.closest?.(".dyad-figure .marks")) return;  // arrows go from mark to mark
    if (event.key === " " && pressing(event.target)) return;
    if (event.key.startsWith("Arrow") && event.target.closest?.('[role="radiogroup"]')) return;
    const deeds = {
      Home: () => lit() && move(0),
      End: () => lit() && move(data.last),
      b: () => lit() && page.classList.add("dyad-blank"),
      "?": () => page.classList.toggle("dyad-menu"),
      Escape: () => lit() && page.classList.remove("dyad-menu"),
    };
    for (const key of FORTH) deeds[key] = () => lit() && move(here() + 1);
    for (const key of BACK) deeds[key] = () => lit() && move(here() - 1);
    const deed = deeds[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  let from = null;
  const onTouch = (event) => { from = event.touches.length === 1 ? event.touches[0] : null; };
  const onLift = (event) => {
    if (from === null) return;
    const to = event.changedTouches[0];
    const [across, down] = [to.clientX - from.clientX, to.clientY - from.clientY];
    from = null;
    if (Math.abs(across) < SWIPE_PX || Math.abs(across) < 2 * Math.abs(down)) return;
    if (lit()) move(here() + (across < 0 ? 1 : -1));
  };
  let rest = 0;
  const onPoint = () => {
    page.classList.add("dyad-hands");
    clearTimeout(rest);
    rest = setTimeout(() => page.classList.remove("dyad-hands"), HANDS_MS);
  };
  const onClick = (event) => {
    if (event.target.closest?.(".st-key-menu_open, .st-key-menu_close")) page.classList.toggle("dyad-menu");
  };
  others.onmessage = ({ data: place }) => { if (Number.isInteger(place) && place !== here()) go(place); };
  // the first of all listeners: Streamlit has keys of its own
  const { signal } = ears;
  window.addEventListener("keydown", onKey, { capture: true, signal });
  document.addEventListener("touchstart", onTouch, { passive: true, signal });
  document.addEventListener("touchend", onLift, { passive: true, signal });
  document.addEventListener("pointermove", onPoint, { passive: true, signal });
  document.addEventListener("pointerdown", onPoint, { passive: true, signal });
  document.addEventListener("click", onClick, { signal });
  page.dataset.clicker = "listening";  // from now on no key is lost: tests wait for that
  quit = () => {
    ears.abort();
    clearTimeout(rest);
    others.close();
  };
  return () => {
    quit();
    delete page.dataset.clicker;
    page.classList.remove("dyad-blank", "dyad-menu", "dyad-hands");
  };
}
"""
_clicker = st.components.v2.component(KEY, js=_SCRIPT)

_CLOCK = """
let timer = 0;

export default function ({ data, parentElement }) {
  const show = () => {
    const seconds = Math.max(0, Math.floor(Date.now() / 1000 - data.since));
    const two = (number) => String(number).padStart(2, "0");
    parentElement.querySelector("time").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  };
  show();
  clearInterval(timer);
  timer = setInterval(show, 1000);
  return () => clearInterval(timer);
}
"""
_clock = st.components.v2.component("dyad_clock", html="<time role='timer'></time>", js=_CLOCK)


def listen(at: int, last: int, *, go: Callable[[int], None]) -> None:
    """Listen to keys, swipes and the other window; `go` is called with the place asked for, from 0 to `last`."""

    def told() -> None:
        place = st.session_state[KEY].get("place")
        if isinstance(place, int) and 0 <= place <= last:
            go(place)

    _clicker(key=KEY, data={"at": at, "last": last}, on_place_change=told)


def clock(since: float) -> None:
    """Show minutes and seconds since a moment, in seconds of the epoch."""
    _clock(key="dyad_clock", data={"since": since})
