/* What Streamlit leaves undone around figures: a phone's menu scrolled to its page, news announced, a server that is away
   told, what was learnt remembered. What came of a file is news, how many rows a search in a table leaves, and what is
   shown once other tables are, whose heading takes the focus. That the server is away is told beside the page, where
   Streamlit lays a dialog of its own over it. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  const AGAIN_MS = 5000;  // before a small picture is asked for again
  const AWAY = "The server does not answer: it may have been stopped, or this network is down. What is shown stays and "
    + "figures answer; filters and tables wait until it is back, which this page finds out by itself.";
  const HEARD = [['.st-key-brought [data-testid="stText"]', ""], [".dyad-rows", null]];  // by place, what was last there
  let menu = "", turn = null;
  new MutationObserver(() => {
    const here = dyad.one('[data-testid="stSidebarNavLink"][aria-current="page"]');
    if (here && here.href !== menu) {
      here.scrollIntoView({ inline: "center", block: "nearest" });
      const { left, right } = here.getBoundingClientRect();
      if (left >= 0 && right <= innerWidth) menu = here.href;  // else the row is not laid out yet
    }
    const open = String(Boolean(dyad.one(".st-key-filters")));
    const fold = dyad.one(".st-key-fold button");
    if (fold && fold.ariaExpanded !== open) fold.ariaExpanded = open;
    const theirs = dyad.all('[role="dialog"]').find((one) => dyad.one("h2", one)?.textContent === "Connection error");
    if (theirs) {
      dyad.one("button", theirs)?.click();
      if (dyad.one("#first")) dyad.one("#still")?.removeAttribute("hidden");
      else if (!dyad.one(".dyad-away")) document.body.append(dyad.make("p", { class: "dyad-away" }, AWAY));
      dyad.announce(AWAY);
    }
    for (const heard of HEARD) {
      const [place, before] = heard;
      const text = dyad.all(place).map((one) => one.textContent).join(" ");
      if (text && before !== null && text !== before) dyad.announce(text);
      if (text || before) heard[1] = text;
    }
    const shown = dyad.one(".dyad-tables")?.dataset;
    if (shown && turn !== null && shown.turn !== turn) {
      dyad.announce(shown.says);
      dyad.focusHeading();
    }
    turn = shown?.turn ?? turn;
    for (const box of dyad.all("[data-keys]")) box.checked = dyadKeys.isOn(box.dataset.keys);
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true });

  addEventListener("change", ({ target }) => {
    if (target.dataset?.keys) dyadKeys.turn(target.dataset.keys, target.checked);
  });

  /* What can be done is told until it was done once. */
  const KNOWN = "dyad-knows";
  const know = () => {
    document.documentElement.dataset.knows = "";
    dyadKept.write(KNOWN, "1");  // or else it is told again
  };
  if (dyadKept.read(KNOWN)) know();
  for (const done of ["dyad:open", "dyad:brush"]) document.addEventListener(done, know);

  /* A small picture that many wait for is refused for a moment, and asked for again. */
  addEventListener("error", ({ target }) => {
    if (!(target.dataset?.tries > 0)) return;
    target.dataset.tries -= 1;
    setTimeout(() => target.setAttribute("src", target.getAttribute("src")), AGAIN_MS);
  }, true);
})();
