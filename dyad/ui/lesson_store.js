/* A lesson of one's own in its browser, which keeps it, has all its windows show the same, and hands it to a session that
   does not know it: after a reload, in a second window, after a restart of the server. What can be a step of it, on any
   page, gets the control that adds it. Where it is edited what is written is kept until a run has taken it, whatever click,
   reload or change of page comes in between; and the focus finds a field. */
const STORE = "dyad-lesson", COOKIE = "dyad_lesson", PLACES = "[data-lesson-mark]";
const KEPT_SECONDS = 400 * 24 * 3600;
const TEXTS = '.st-key-fields :is([data-testid="stTextInput"] input, [data-testid="stTextArea"] textarea, [data-testid="stNumberInput"] input)';  // the title first
const FIELD = "st-key-edit-lesson-";  // how the class of a field begins that is its key
const LEADS = "a[href]:not([target], [download]), button:not([role])";  // what is chosen is no click alone, and goes along
const WRITTEN = "dyad-written";
const BEGINNINGS = ":is(.st-key-start_empty, .st-key-start_shown, .st-key-go_on) button";
const REST_MS = 1000;  // without a letter more, until a run is asked for
const NOTHING = { at: 0, lesson: "", shown: false };
let followed = "";  // which step was brought into sight
let added = "";  // what was added last, until it is a step
let resting = 0;  // until a run is asked for
let written = {}, whose;  // by field, what no run has taken yet; of which lesson

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
  if (whose !== name) written = { ...dyadKept.read(`${WRITTEN} ${name}`, "sessionStorage") };
  whose = name;
  const compare = () => {
    const kept = read(name) ?? NOTHING;
    if (data.at > kept.at && [0, ...data.past].includes(kept.at)) {  // else another window has changed it, too
      const { at, lesson, shown, past } = data;
      if (!dyadKept.write(name, JSON.stringify({ at, lesson, shown, past }))) setTriggerValue("refused", true);
    } else if (kept.at !== data.at || data.waits) setTriggerValue("kept", kept);
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
  const keep = () => dyadKept.write(`${WRITTEN} ${name}`, JSON.stringify(written), "sessionStorage");
  const isWritten = () => Object.keys(written).length > 0;
  const handOver = () => {
    if (isWritten()) setTriggerValue("written", written);
  };
  for (const [field, text] of Object.entries(data.written)) {
    if (typeof text === "string" && written[field] !== text) continue;  // a number is spelt in many ways
    delete written[field];
    keep();
  }
  const known = data.at >= (read(name)?.at ?? 0);  // the lesson that it is to be written into
  if (known && !document.activeElement?.matches(TEXTS)) handOver();
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(TEXTS)) return;
    const place = target.closest(`[class*="${FIELD}"]`);
    const field = [...place.classList].find((one) => one.startsWith(FIELD)).replace("st-key-", "");
    written[field] = target.value;
    keep();
    clearTimeout(resting);
    const applied = new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true });
    resting = setTimeout(() => (target.isConnected ? target.dispatchEvent(applied) : handOver()), REST_MS);
  }, { signal });
  /* A click waits until what was written before it is taken: its run, or another page's, would end the run that takes it,
     or be ended by that. */
  document.addEventListener("click", (pressed) => {
    const leads = globalThis.dyad?.followed(pressed, LEADS);
    if (!leads || !isWritten()) return;
    pressed.preventDefault();
    pressed.stopPropagation();
    handOver();
    dyad.when(() => !isWritten(), () => leads.click());
  }, { capture: true, signal });
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
