/* What a reader does is one step that Back takes, whatever Streamlit writes of it: not what it writes in another order, nor
   one widget after another, nor of the page that is left, when its widgets go before the address does. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  let stepped = true;  // since the reader did something
  let leaving = false;  // for another page
  let typing = null;  // what the last keys went to: all that is typed into one field is one step
  let picked = {};  // { event, until }: a run under way, which closes another, takes it out of the address
  const sorted = (url) => {
    const { pathname, searchParams } = new URL(url);
    searchParams.sort();
    return `${pathname}?${searchParams}`;
  };
  document.addEventListener("dyad:open", ({ detail: { event } }) => {
    if (event) picked = { event, until: performance.now() + dyad.MINE_MS };
  });
  const act = ({ type, detail, target, button, ctrlKey, metaKey, shiftKey }) => {
    picked = {};
    const goesOn = type === "keydown" && target === typing;
    if (type !== "click") typing = target.closest?.("input, textarea") ?? null;
    if ((type !== "click" || detail === 0) && !goesOn) stepped = false;  // a pointer's click ends what began with its pressing
    if (type !== "click" || button || ctrlKey || metaKey || shiftKey) return;
    const link = target.closest?.("a[href]");
    const { origin, pathname, target: opened, download, dataset } = link ?? {};
    leaving = origin === location.origin && pathname !== location.pathname && !opened && !download && !dataset.opensEvent;
  };
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, act, true);
  addEventListener("popstate", () => {
    stepped = true;
    leaving = false;
    picked = {};
  });
  /* Streamlit puts what a widget holds in the place of what it held: Back would undo all that was chosen at once. */
  const plain = { pushState: history.pushState, replaceState: history.replaceState };
  for (const name of Object.keys(plain)) {
    history[name] = function write(state, title, given) {
      const theirs = typeof given === "string";  // ours is a URL
      const url = new URL(given ?? "", location.href);
      const stays = url.pathname === location.pathname;
      if (theirs && stays && picked.until > performance.now()) url.searchParams.set("event", picked.event);
      if (theirs && sorted(url) === sorted(location.href)) return;
      if (theirs && stays && leaving) return;
      const pushes = theirs && stays ? !stepped : name === "pushState";
      if (pushes) stepped = true;
      if (!stays) leaving = false;
      plain[pushes ? "pushState" : "replaceState"].call(this, state, title, url);
    };
  }
})();
