/* What a reader does is one step that Back takes, whatever Streamlit writes of it: not what it writes in another order, nor
   one widget after another, nor of the page that is left, when its widgets go before the address does. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  let stepped = true;  // since the reader did something
  let leaving = false;  // for another page
  let typing = null;  // what the last keys went to: all that is typed into one field is one step
  const MINE_MS = 1500;  // for so long what a run under way writes may be older than what the reader does
  let mine = {};  // by parameter what was chosen last in a figure, and until when it is kept
  const sorted = (url) => {
    const { pathname, searchParams } = new URL(url);
    searchParams.sort();
    return `${pathname}?${searchParams}`;
  };
  const keep = (name, values) => (mine[name] = { values, until: performance.now() + MINE_MS });
  document.addEventListener("dyad:open", ({ detail: { event } }) => event && keep("event", [event]));
  document.addEventListener("dyad:brush", ({ detail }) => keep("brush", detail ?? []));
  const act = ({ type, detail, target, button, ctrlKey, metaKey, shiftKey }) => {
    delete mine.event;
    const goesOn = type === "keydown" && target === typing;
    if (type !== "click") typing = target.closest?.("input, textarea") ?? null;
    if ((type !== "click" || detail === 0) && !goesOn) stepped = false;  // a pointer's click ends what began with its pressing
    if (type !== "click" || button || ctrlKey || metaKey || shiftKey) return;
    if (target.closest?.(".st-key-reset")) {  // or a run under way would bring the period back
      keep("brush", []);
      dyad.put({ brush: [] });
    }
    const link = target.closest?.("a[href]");
    const { origin, pathname, target: opened, download, dataset } = link ?? {};
    leaving = origin === location.origin && pathname !== location.pathname && !opened && !download && !dataset.opensEvent;
  };
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, act, true);
  addEventListener("popstate", () => {
    stepped = true;
    leaving = false;
    mine = {};
  });
  /* Streamlit puts what a widget holds in the place of what it held: Back would undo all that was chosen at once. */
  const plain = { pushState: history.pushState, replaceState: history.replaceState };
  for (const name of Object.keys(plain)) {
    history[name] = function write(state, title, given) {
      const theirs = typeof given === "string";  // ours is a URL
      const url = new URL(given ?? "", location.href);
      const stays = url.pathname === location.pathname;
      for (const [one, { values, until }] of theirs && stays ? Object.entries(mine) : []) {
        if (until < performance.now()) continue;
        url.searchParams.delete(one);
        for (const value of values) url.searchParams.append(one, value);
      }
      if (theirs && sorted(url) === sorted(location.href)) return;
      if (theirs && stays && leaving) return;
      const pushes = theirs && stays ? !stepped : name === "pushState";
      if (pushes) stepped = true;
      if (!stays) leaving = false;
      plain[pushes ? "pushState" : "replaceState"].call(this, state, title, url);
    };
  }
})();
