/* A lesson of one's own in its browser, which keeps it, has all its windows show the same, and hands it to a session that
   does not know it: after a reload, in a second window, after a restart of the server. What can be a step of it, on any
   page, gets the control that adds it. Where it is edited what is being written is kept, and the focus finds a field. */
const STORE = "dyad-lesson", COOKIE = "dyad_lesson", PLACES = "[data-lesson-mark]";
const KEPT_SECONDS = 400 * 24 * 3600;
const TEXTS = '.st-key-fields :is([data-testid="stTextInput"] input, [data-testid="stTextArea"] textarea)';  // the title first
const BEGINNINGS = ":is(.st-key-start_empty, .st-key-start_shown, .st-key-go_on) button";
const REST_MS = 1000;  // without a letter more, until then: each time the page runs
let handed = 0;  // what was handed over last: what a session that has heard makes nothing of is not handed over again
let followed = "";  // which step was brought into sight
let added = "";  // what was added last, until it is a step
let resting = 0;  // until what is being written is kept

function read(name) {
  const kept = dyadKept.read(name);
  return Number.isSafeInteger(kept?.at) && typeof kept.lesson === "string" ? kept : null;
}

/* That there is one goes along with requests: a session then waits for it, and shows no other lesson first. */
function mark(there) {
  const path = new URL("./", document.baseURI).pathname;
  document.cookie = `${COOKIE}=1; path=${path}; max-age=${there ? KEPT_SECONDS : 0}; samesite=strict`;
}

/* Show at each thing which step it is, or the button that makes it one. */
function dress(steps) {
  for (const place of document.querySelectorAll(PLACES)) {
    const { lessonMark, lessonTitle } = place.dataset;
    const step = steps[lessonMark] ?? 0;
    if (place.firstChild && place.dataset.step === String(step)) continue;
    const had = place.contains(document.activeElement);
    const words = step ? `Step ${step} of your lesson` : "Add to lesson";
    const shown = document.createElement(step ? "a" : "button");
    Object.assign(shown, step ? { href: `./present?edit=1&step=${step}` } : { type: "button" });
    Object.assign(shown, { ariaLabel: `${words}: ${lessonTitle}`, textContent: words });
    place.dataset.step = step;
    place.replaceChildren(shown);
    if (had) shown.focus();
    if (step && added === lessonMark) {
      added = "";
      globalThis.dyad?.announce?.(`Added: step ${step} of your lesson`);
    }
  }
}

/* In a long list of steps, the one being edited is brought into sight once it is another. */
function follow() {
  const list = document.querySelector(".st-key-edit_steps [role=radiogroup]");
  const steps = [...list?.querySelectorAll("label") ?? []];
  const at = steps.findIndex((step) => step.querySelector("input:checked")), chosen = steps[at];
  const place = `${steps.length} ${at}`;
  if (place === followed) return;
  followed = place;
  if (!chosen) return;
  const [outer, inner] = [list.getBoundingClientRect(), chosen.getBoundingClientRect()];
  list.scrollTop += Math.max(inner.bottom - outer.bottom, 0) + Math.min(inner.top - outer.top, 0);
}

export default renewed(({ data, setTriggerValue }, signal) => {
  const name = `${STORE} ${data.of}`;
  const compare = () => {
    const kept = read(name);
    const at = kept?.at ?? 0;
    if (data.at > at) {
      const { at, lesson, shown } = data;
      if (!dyadKept.write(name, JSON.stringify({ at, lesson, shown }))) setTriggerValue("refused", true);
    } else if (at > data.at || data.waits) {
      if (!data.heard || at !== handed) setTriggerValue("kept", kept ?? { at: 0, lesson: "", shown: false });
      handed = at;
    }
    mark(Boolean(read(name)?.lesson));
  };
  if (data.of) {
    compare();
    addEventListener("storage", ({ key }) => { if (key === name) compare(); }, { signal });
  }
  document.addEventListener("click", ({ target }) => {  // its link is followed as others are (`search.js`)
    const place = target.closest?.(`:is(${PLACES}):has(button)`);
    if (!place) return;
    added = place.dataset.lessonMark;
    setTriggerValue("add", added);
  }, { signal });
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.(BEGINNINGS), title = () => document.querySelector(TEXTS);
    const gone = () => !button.isConnected && dyad.isGround(document.activeElement) && title();
    if (button) globalThis.dyad?.when(gone, () => title().focus());
  }, { signal });
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(TEXTS)) return;
    clearTimeout(resting);
    const applied = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true });
    resting = setTimeout(() => target.dispatchEvent(applied), REST_MS);
  }, { signal });
  let asked = 0;
  const look = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      dress(data.steps);
      follow();
    });
  };
  observe(document.body, { childList: true, subtree: true }, look, signal);
  signal.addEventListener("abort", () => cancelAnimationFrame(asked));
  dress(data.steps);
});
