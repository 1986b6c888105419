/* Where the focus is as events open and close: it goes to one that opens in the panel, Escape closes that, and then it
   goes back to what opened it. A page has this once, after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  if (dyad.followEvent) return;
  const PATIENCE = 120;  // frames until what is waited for is given up
  const { one, all } = dyad;
  const isHere = (element) => Boolean(element?.isConnected && element.checkVisibility());
  const isGround = (element) => !element || element.matches('body, [data-testid="stMain"]');
  let told;  // what the last run told: the event that is open, the panel it stands in, what closes it
  let opener = null;  // the mark that was used, or what else had the focus

  function when(ready, deed, patience = PATIENCE) {
    if (ready()) deed();
    else if (patience) requestAnimationFrame(() => when(ready, deed, patience - 1));
  }
  const panelOf = ({ panel }) => (panel ? one(`.st-key-${panel}`) : null);

  document.addEventListener("dyad:open", ({ detail }) => {
    opener = detail.item;
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!isGround(target) && !target.closest('[role="dialog"], [data-event], [data-focus-guard]')) opener = target;
  });
  document.addEventListener("keydown", (pressed) => {
    const panel = told?.open && panelOf(told);
    if (pressed.key !== "Escape" || pressed.defaultPrevented || !panel) return;
    if (!isGround(document.activeElement) && !panel.contains(document.activeElement)) return;
    pressed.preventDefault();
    told.close();
  });

  /* Put the focus on what opened an event, or else on its mark. */
  function giveBack(event) {
    const keys = [opener?.dataset.key, `event:${event}`];  // of a drawing that another has replaced, perhaps
    const mark = all(".dyad-figure .marks button").find((item) => keys.includes(item.dataset.key) && isHere(item.closest("figure")));
    const target = isHere(opener) ? opener : mark;
    const place = target?.closest(".marks li");
    if (place) place.hidden = false;  // faded marks are left out of the list
    target?.focus();
  }

  function enter(panel, heading) {
    heading.tabIndex = -1;
    panel.scrollTop = 0;
    heading.focus();
  }

  /* What the component calls at each run. */
  dyad.followEvent = ({ data, setTriggerValue }) => {
    const before = told?.open;
    const known = told !== undefined;
    told = { ...data, close: () => setTriggerValue("closed", true) };
    const { open, panel, label, title } = data;
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
    if (before && !open) when(() => isGround(document.activeElement) && !one('[role="dialog"]'), () => giveBack(before));
  };
})();
