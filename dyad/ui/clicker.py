"""Keys, clickers and swipes on a lesson: a component without a face tells where in the lesson to go.

Which press asks for what is `dyad/render/lesson.js`, as on the static site. It also unfolds the menu, and keeps the
teacher's window and the class's at the same place where both are open in one browser.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dyad.render.markup import LESSON_SCRIPT

KEY = "dyad_clicker"

# Where to go is told as a place, not as a step forth: two presses that arrive as one then still make two steps.
_SCRIPT = """
const HANDS_MS = 2500;  // buttons stay that long after the pointer rests
let rest = 0;  // of the pointer, across runs
let wanted = null;  // where the last press led, until the page is there
let said = null;  // the place that was announced last
const KEPT = "dyad-guesses";  // what was guessed in this window, for a run that does not know it: after a reload

/* Keep what a run knows of guesses; return those that it does not know. */
function keep(guesses) {
  let stored = {};
  try {
    stored = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    sessionStorage.setItem(KEPT, JSON.stringify({ ...stored, ...guesses }));
  } catch {}  // nothing is kept: a reload forgets
  const unknown = Object.entries(stored).filter(([step]) => !(step in guesses));
  return unknown.length ? Object.fromEntries(unknown) : null;
}
let handed = "";  // steps whose guesses a run was told of: of another lesson's it makes nothing
const runs = new Map();  // by mount, what ends its listening: a run with other data does not end the one before

/* What is left of the step before is hidden while the next is on its way (`data-stale`), until its run has ended. */
function arrive() {
  const app = document.querySelector('[data-testid="stApp"]');
  const stale = () => document.querySelector('.st-key-lesson [data-stale="true"]');
  const done = () => app?.dataset.testScriptState !== "running" && !stale();
  const look = () => {
    if (!done()) return false;
    document.documentElement.classList.remove("dyad-turning");
    return true;
  };
  if (look()) return;
  const until = new MutationObserver(() => look() && until.disconnect());
  until.observe(app, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state", "data-stale"] });
}

export default function ({ data, parentElement, setTriggerValue }) {
  runs.get(parentElement)?.();
  const page = document.documentElement;
  const ears = new AbortController();
  const others = new BroadcastChannel("dyad-lesson");
  const last = data.names.length - 1;
  if (data.at === wanted) wanted = null;
  if (wanted === null) arrive();
  const unknown = data.guesses && keep(data.guesses);
  if (!unknown) handed = "";
  else if (String(Object.keys(unknown)) !== handed) {
    handed = String(Object.keys(unknown));
    setTriggerValue("guesses", unknown);
  }
  if (said !== null && said !== data.at) {
    globalThis.dyad?.announce(data.says);
  }
  said = data.at;

  /* Fold the menu in or out; the focus goes to its first control, and back to its button. */
  const unfold = () => {
    const place = page.classList.toggle("dyad-menu") ? ".st-key-menu" : ".st-key-menu_open";
    document.querySelector(`${place} :is(a, button, input)`)?.focus();
  };
  const go = (place) => {
    document.querySelector(".st-key-menu_open :focus")?.blur();  // or it would stand before the step
    wanted = Math.min(Math.max(place, 0), last);
    if (wanted !== data.at) page.classList.add("dyad-turning");
    setTriggerValue("place", wanted);
  };
  const move = (place) => {
    go(place);
    others.postMessage(data.names[wanted]);  // by name: windows on another way count otherwise
  };
  const here = () => wanted ?? data.at;
  dyadLesson.listen({
    onwards: () => move(here() + 1),
    backwards: () => move(here() - 1),
    first: () => move(0),
    last: () => move(last),
    menu: unfold,
    leave: () => page.classList.contains("dyad-menu") && unfold(),
  }, ears.signal);
  const onPoint = () => {
    page.classList.add("dyad-hands");
    clearTimeout(rest);
    rest = setTimeout(() => page.classList.remove("dyad-hands"), HANDS_MS);
  };
  const onClick = (event) => {
    if (event.target.closest?.(".st-key-back, .st-key-next")) page.classList.add("dyad-turning");
    if (event.target.closest?.(".st-key-menu_open, .st-key-menu_close")) unfold();
  };
  others.onmessage = (told) => {
    const place = data.names.indexOf(told.data);  // a step that this way leaves out is waited for
    if (place >= 0 && place !== here()) go(place);
  };
  const { signal } = ears;
  document.addEventListener("pointermove", onPoint, { passive: true, signal });
  document.addEventListener("pointerdown", onPoint, { passive: true, signal });
  document.addEventListener("click", onClick, { signal });
  page.dataset.clicker = "listening";  // from now on no key is lost: tests wait for that
  runs.set(parentElement, () => {
    ears.abort();
    others.close();
  });
  return () => {
    runs.get(parentElement)();
    runs.delete(parentElement);
    if (runs.size) return;  // the lesson is still there, at another mount
    delete page.dataset.clicker;
    page.classList.remove("dyad-blank", "dyad-menu", "dyad-hands");
  };
}
"""
_clicker = st.components.v2.component(KEY, js=LESSON_SCRIPT + _SCRIPT)

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


def listen(
    at: int,
    names: Sequence[str],
    *,
    says: str,
    go: Callable[[int], None],
    guesses: Mapping[str, Sequence[str]] | None,
    hear: Callable[[object], None],
) -> None:
    """Listen to keys, swipes and the other window; `go` is called with the place asked for.

    Once another place has come, what it `says` is said aloud.

    The places have `names`, by which windows on different ways through a lesson meet at what both have.

    The browser keeps the `guesses` of this window, None where it has none; `hear` is called with those that it kept
    and this session does not know.
    """

    def told() -> None:
        place = st.session_state[KEY].get("place")
        if isinstance(place, int) and 0 <= place < len(names):
            go(place)

    def handed() -> None:
        hear(st.session_state[KEY].get("guesses"))

    data = {"at": at, "names": list(names), "says": says, "guesses": guesses}
    _clicker(key=KEY, data=data, on_place_change=told, on_guesses_change=handed)


def clock(since: float) -> None:
    """Show minutes and seconds since a moment, in seconds of the epoch."""
    _clock(key="dyad_clock", data={"since": since})
