/* Keys, clickers and swipes on a lesson, its menu, and the other window of the same browser.
   Where to go is told as a place, not as a step forth: two presses that arrive as one then still make two steps. */
const page = document.documentElement;
const HANDS_MS = 2500;  // buttons stay that long after the pointer rests
let rest = 0;  // of the pointer, across runs
let wanted = null;  // where the last press led, until the page is there
let tabbed = null;  // what had the focus by key as the menu was unfolded
let said = null;  // the place that was announced last
let clicked = false;  // it is a button of this window that leads, of which only the server knows where to
let asks = /[?&]notes=/.test(location.search) && !/[?&]step=/.test(location.search);  // the teacher's window, where the other is
const WHERE = "?";  // asks other windows for their place; no place has that name
const KEPT = "dyad-guesses";  // what was guessed in this window, for a run that does not know it: after a reload

/* Keep what a run knows of guesses; return those that it does not know. */
function keep(guesses) {
  const stored = dyadKept.read(KEPT, "sessionStorage") ?? {};
  dyadKept.write(KEPT, JSON.stringify({ ...stored, ...guesses }), "sessionStorage");
  const unknown = Object.entries(stored).filter(([step]) => !(step in guesses));
  return unknown.length ? Object.fromEntries(unknown) : null;
}
let handed = "";  // steps whose guesses a run was told of: of another lesson's it makes nothing

/* What is left of the step before is hidden while the next is on its way (`data-stale`), until its run has ended. */
function arrive() {
  const app = document.querySelector('[data-testid="stApp"]');
  const stale = () => document.querySelector('.st-key-lesson [data-stale="true"]');
  const done = () => app?.dataset.testScriptState !== "running" && !stale();
  globalThis.dyad?.when(done, () => page.classList.remove("dyad-turning"), Infinity);
}

/* The lesson is not there any more. */
function leave() {
  delete page.dataset.clicker;
  page.classList.remove("dyad-blank", "dyad-menu", "dyad-hands");
}

export default renewed(({ data, setTriggerValue }, signal) => {
  const others = new BroadcastChannel("dyad-lesson");
  signal.addEventListener("abort", () => others.close());
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
    if (clicked) others.postMessage(data.names[data.at]);
  }
  said = data.at;

  /* Fold the menu in or out; the focus goes to its first control, and back to where Tab had put it, or to nothing: keys
     are the lesson's again. */
  const unfold = () => {
    if (page.classList.toggle("dyad-menu")) {
      tabbed = document.querySelector(":focus-visible");
      document.querySelector(".st-key-menu :is(a, button, input)")?.focus();
    } else if (tabbed?.isConnected) tabbed.focus();
    else document.activeElement.blur();
  };
  const go = (place) => {
    document.querySelector(".st-key-menu_open :focus")?.blur();  // or it would stand before the step
    asks = clicked = false;
    wanted = Math.min(Math.max(place, 0), last);
    page.classList.toggle("dyad-turning", wanted !== data.at);
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
  }, signal);
  const onPoint = () => {
    page.classList.add("dyad-hands");
    clearTimeout(rest);
    rest = setTimeout(() => page.classList.remove("dyad-hands"), HANDS_MS);
  };
  const onClick = (event) => {
    if (event.target.closest?.(".st-key-back, .st-key-next")) {
      clicked = true;
      page.classList.add("dyad-turning");
    }
    if (event.target.closest?.(".st-key-menu_open, .st-key-menu_close")) unfold();
  };
  others.onmessage = (told) => {
    if (told.data === WHERE) return others.postMessage(data.names[here()]);
    const place = data.names.indexOf(told.data);  // a step that this way leaves out is waited for
    if (place >= 0 && place !== here()) go(place);
  };
  const onBack = () => {  // what was asked for may never come
    wanted = null;
    arrive();
  };
  if (asks) others.postMessage(WHERE);  // at each run until it has gone anywhere: an answer may come between two
  addEventListener("popstate", onBack, { signal });
  document.addEventListener("pointermove", onPoint, { passive: true, signal });
  document.addEventListener("pointerdown", onPoint, { passive: true, signal });
  document.addEventListener("click", onClick, { signal });
  page.dataset.clicker = "listening";  // from now on no key is lost: tests wait for that
}, leave);
