/* The search over the record: the key that opens it, where the focus is, and how its results are followed: within the
   session, as a link of the menu is. It comes after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  const KEPT_MS = 3000;  // keys are kept no longer for a field that does not come
  const PATIENCE = 120;  // frames until a run that does not end is waited for no longer
  const TYPED_INTO = 'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable="true"]';
  const OWN = ["own"];
  const SHARED = ["years", "brush", "theme", "q", "beyond", "context", ...OWN];  // what goes along to another page
  const { one, when, isGround } = dyad;
  const opener = () => one(".st-key-search_open button");
  const field = () => one(".st-key-search input");
  const TOLD_MS = 400;  // after a key, Streamlit has told what was typed
  let typed = 0;
  addEventListener("input", () => (typed = performance.now()), true);
  const isIdle = () => one('[data-testid="stApp"]')?.dataset.testScriptState === "notRunning" && performance.now() - typed > TOLD_MS;
  let followed = false;  // a result, since the search was opened
  let stepped = false;  // the open search is a step of its own, which Back undoes
  let said = "";
  let toLesson = false;  // whether the key that opened the search was pressed where keys lead a lesson: they do again

  /* Go to an address of the app within this session; Back leads back. The choice of this page goes along, but not to a
     claim: filters could leave it out. */
  dyad.visit = (href, patience = PATIENCE) => {
    // of two runs asked for at once Streamlit makes one, and that forgets the address
    if (!isIdle() && patience) return requestAnimationFrame(() => dyad.visit(href, patience - 1));
    const url = new URL(href, document.baseURI);
    const asked = new URLSearchParams(dyad.current());
    const claim = url.searchParams.get("claim");
    for (const name of claim ? OWN : SHARED) {
      url.searchParams.delete(name);
      for (const value of asked.getAll(name)) url.searchParams.append(name, value);
    }
    history[stepped ? "replaceState" : "pushState"](null, "", url);
    stepped = false;
    dispatchEvent(new PopStateEvent("popstate", { state: null }));  // Streamlit then reads the address, as after Back
    if (claim) when(() => !one('[role="dialog"]') && dyad.openClaim(claim), () => {});  // it holds the focus until it goes
  };

  document.addEventListener("keydown", (pressed) => {
    const { key, target, ctrlKey, metaKey, altKey } = pressed;
    if (key !== "/" || pressed.defaultPrevented || ctrlKey || metaKey || altKey || !dyadKeys.isOn("search")) return;
    if (target.closest?.(TYPED_INTO) || one('[role="dialog"]') || !opener()) return;
    pressed.preventDefault();
    toLesson = isGround(document.activeElement) && Boolean(one(".st-key-menu_open"));
    opener().click();
    keep();
  });

  /* What is typed before the field is there goes into it, and to nobody else: neither to a lesson, which listens later, nor
     to Streamlit, which begins the page anew at R. */
  let kept = null;  // what was typed since the search was asked for, while its field is waited for
  let waiting = 0;
  addEventListener("keydown", (pressed) => {
    const { key, ctrlKey, metaKey, altKey } = pressed;
    if (kept === null || ctrlKey || metaKey || altKey || (key.length > 1 && one('[role="dialog"]'))) return;
    pressed.stopImmediatePropagation();
    if (key.length > 1) return;
    pressed.preventDefault();
    kept += key;
  }, true);

  function keep() {
    kept = "";
    clearTimeout(waiting);
    waiting = setTimeout(() => (kept = null), KEPT_MS);
    when(() => field() && document.activeElement === field(), () => {
      const text = kept;
      kept = null;
      if (!text || !field()) return;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field(), text);
      field().dispatchEvent(new Event("input", { bubbles: true }));
      field().setSelectionRange(text.length, text.length);
    });
  }

  /* A link of ours to another page takes along the session and what is chosen, as the menu does. */
  document.addEventListener("click", (pressed) => {
    const link = dyad.followed(pressed, "a[data-page], .dyad-found a, .dyad-add a");
    if (!link || link.closest("#first")) return;
    pressed.preventDefault();
    followed = true;
    dyad.visit(link.href);
  });

  addEventListener("popstate", () => {
    kept = null;  // the run that was to open it has been ended
    if (!stepped) return;
    stepped = false;
    one('[role="dialog"]:has(.st-key-search) > button')?.click();
  });

  /* What the component in the dialog calls at each run. */
  dyad.followSearch = ({ data }) => {
    const opened = said === "";
    if (opened) {
      followed = false;
      stepped = true;
      history.pushState(null, "", new URL(location.href));
      when(field, () => field().select());  // with what was typed last, which typing replaces
    } else if (data.said !== said) dyad.announce(data.said);
    said = data.said;
    return () => {  // the dialog has gone
      said = "";
      when(() => !one('[role="dialog"]'), () => {
        if (followed) return;
        if (isGround(document.activeElement) && !toLesson) opener()?.focus();
        toLesson = false;
        if (stepped) history.back();
        stepped = false;
      });
    };
  };
})();
