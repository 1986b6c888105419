/* Where the focus is as events open and close: it goes to one that opens in the panel, Escape closes that, and then it
   goes back to what opened it. A page has this once, after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  if (dyad.followEvent) return;
  const { one, all, when, isGround } = dyad;
  const isHere = (element) => Boolean(element?.isConnected && element.checkVisibility());
  let told;  // what the last run told: the event that is open, the panel it stands in, what closes it
  let opener = null;  // the mark that was used, or what else had the focus
  let coming = null, left = null;  // the event that a run is to open; one that Escape was pressed for before a run did
  let turn = 0;  // how often an event was opened or closed: what waits for the focus to be free gives up at the next

  const panelOf = ({ panel }) => (panel ? one(`.st-key-${panel}`) : null);

  document.addEventListener("dyad:open", ({ detail }) => {
    opener = detail.item;
    [coming, left] = [told && detail.event, null];
  });
  document.addEventListener("focusin", ({ target }) => {
    if (isGround(target) || target.closest('[role="dialog"], [data-event], [data-focus-guard]')) return;
    opener = target;
  });
  /* A link of the table of events, or of a claim, opens its event. */
  document.addEventListener("click", (pressed) => {
    const link = dyad.followed(pressed, "tr[data-opens] a, a[data-opens-event]");
    if (!link || !told) return;
    pressed.preventDefault();
    told.show(link.dataset.opensEvent ?? link.closest("tr").dataset.opens);
  });
  /* A story is stepped through as a lesson is: by the keys of a clicker, unless they are somebody else's. */
  const STEPS = { PageDown: "after", ArrowRight: "after", PageUp: "before", ArrowLeft: "before" };
  document.addEventListener("keydown", (pressed) => {
    const { key, target, defaultPrevented, ctrlKey, metaKey, altKey, shiftKey } = pressed;
    if (!told?.story || !(key in STEPS) || defaultPrevented || ctrlKey || metaKey || altKey || shiftKey) return;
    if (target.closest('input, textarea, select, [role="slider"], [role="dialog"], .dyad-figure, .dyad-table')) return;
    pressed.preventDefault();
    one(`.st-key-${STEPS[key]} button:enabled`)?.click();
  });
  document.addEventListener("keydown", (pressed) => {
    const panel = told?.open && panelOf(told);
    if (pressed.key !== "Escape" || pressed.defaultPrevented || !(panel || coming)) return;
    if (!coming && !isGround(document.activeElement) && !panel.contains(document.activeElement)) return;
    pressed.preventDefault();
    if (coming) [coming, left] = [null, coming];
    else told.close();
  });

  const nameOf = (item) => item?.closest(".dyad-figure")?.dataset.name;

  /* Put the focus on what opened an event, or else on its mark, in the same figure where that has one. */
  function giveBack(event) {
    const mine = turn;
    for (const node of all(".dyad-figure").filter(isHere)) dyad.mount(node);  // with the room it has by now
    const keys = [opener?.dataset.key, `event:${event}`];  // of a drawing that another has replaced, perhaps
    const marks = all(".dyad-figure .marks button").filter((item) => keys.includes(item.dataset.key) && isHere(item.closest(".drawing")));
    const mark = marks.find((item) => nameOf(item) === nameOf(opener)) ?? marks[0];
    const link = opener?.closest("tr[data-opens]") && one(`tr[data-opens="${event}"] a`);  // the table is another by now
    const target = isHere(opener) ? opener : (link ?? mark ?? one(".st-key-tell button"));
    const place = target?.closest(".marks li");
    if (place) place.hidden = false;  // faded marks are left out of the list
    target?.focus();
    const gone = () => mine === turn && !isHere(target) && isGround(document.activeElement);  // the table comes anew after it
    if (target) when(gone, () => giveBack(event));
  }

  function enter(panel, heading) {
    heading.tabIndex = -1;
    panel.scrollTop = 0;
    heading.focus();
  }

  /* Put the focus on the heading of a page that takes the place of another, once what had it is gone. */
  dyad.focusHeading = () => {
    const heading = () => all("h1").find(isHere);
    const ended = () => one('[data-test-script-state="notRunning"]') && isGround(document.activeElement) && heading();
    when(ended, () => enter(one('[data-testid="stMain"]'), heading()));
  };

  /* What the component calls at each run. */
  dyad.followEvent = ({ data, setTriggerValue }) => {
    const before = told?.open;
    const known = told !== undefined;
    if (before !== data.open) turn += 1;
    const mine = turn;
    told = { ...data, close: () => setTriggerValue("closed", true), show: (event) => setTriggerValue("opened", event) };
    const { open, panel, label, title } = data;
    if (open && open === left) return told.close();
    if (open === coming) coming = null;
    if (before && !open) left = null;
    const heading = () => panelOf(data)?.querySelector("h2");
    if (panel) {
      when(heading, () => {
        const region = panelOf(data);
        Object.assign(region, { role: "region", ariaLabel: label });
        region.dataset.event = open ?? "";
        if (!known || before === open || !open) return;
        dyad.announce(`${title}, opened`);
        if (!region.contains(document.activeElement)) enter(region, heading());  // or a step to the next was taken
      });
    }
    /* Beside the panel a figure has less room, and perhaps another drawing: its marks go with the panel. */
    const isFree = () => mine === turn && isGround(document.activeElement) && !isHere(panelOf(data)) && !one('[role="dialog"]');
    if (before && !open) when(isFree, () => giveBack(before));
  };
})();
