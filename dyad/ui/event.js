/* Where the focus is as events open and close: it goes to one that opens in the panel, Escape closes that, and then it
   goes back to what opened it. It comes after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  const { one, all, when, isGround } = dyad;
  const isHere = (element) => Boolean(element?.isConnected && element.checkVisibility());
  let told;  // what the last run told: the event that is open, the panel it stands in, what closes it
  let opener = null;  // the mark that was used, or what else had the focus
  let wish = null;  // { event, open }: what was asked for last, until a run has told of it and the focus has followed
  let turn = 0;  // how often an event was opened or closed: what waits for the focus to be free gives up at the next

  const OPENED = 'h2, [role="dialog"]';  // what has the focus in an event as it opens

  const panelOf = ({ panel }) => (panel ? one(`.st-key-${panel}`) : null);

  document.addEventListener("dyad:open", ({ detail }) => {
    opener = detail.item;
    if (detail.event) wish = { event: detail.event, open: true };
  });
  document.addEventListener("focusin", ({ target }) => {
    if (isGround(target) || target.closest('[role="dialog"], [data-event], [data-focus-guard]')) return;
    opener = target;
    if (wish?.told) wish = null;
  });
  addEventListener("popstate", () => {
    wish = null;
  });
  /* A link of the table of events, or of a claim, opens its event. */
  document.addEventListener("click", (pressed) => {
    const link = dyad.followed(pressed, "tr[data-opens] a, a[data-opens-event]");
    if (!link || !told) return;
    pressed.preventDefault();
    const event = link.dataset.opensEvent ?? link.closest("tr").dataset.opens;
    wish = { event, open: true };
    told.show(event);
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
  /* Escape closes what is open or has yet to open; until the focus is back at what opened it, Enter is pressed there. */
  document.addEventListener("keydown", (pressed) => {
    const { key, target, defaultPrevented } = pressed;
    if (defaultPrevented) return;
    const panel = told?.open && panelOf(told);
    if (key === "Escape" && (wish ? wish.open : panel && (isGround(target) || panel.contains(target)))) {
      wish = { event: wish?.event ?? told.open, open: false };
      if (told?.open) told.close();
      else if (!told) dyad.put({ event: [] });  // the first run finds none
    } else if ((key === "Enter" || key === " ") && wish?.open === false && (isGround(target) || target.matches(OPENED))) {
      openerOf(wish.event)?.click();
    } else return;
    pressed.preventDefault();
  });

  const nameOf = (item) => item?.closest(".dyad-figure")?.dataset.name;

  /* Return what opened an event, or else its mark, in the same figure where that has one. */
  function openerOf(event) {
    for (const node of all(".dyad-figure").filter(isHere)) dyad.mount(node);  // with the room it has by now
    const keys = [opener?.dataset.key, `event:${event}`];  // of a drawing that another has replaced, perhaps
    const marks = all(".dyad-figure .marks button").filter((item) => keys.includes(item.dataset.key) && isHere(item.closest(".drawing")));
    const mark = marks.find((item) => nameOf(item) === nameOf(opener)) ?? marks[0];
    const link = opener?.closest("tr[data-opens]") && one(`tr[data-opens="${event}"] a`);  // the table is another by now
    return isHere(opener) ? opener : (link ?? mark ?? one(".st-key-tell button"));
  }

  /* Put the focus there. */
  function giveBack(event) {
    const mine = turn;
    const target = openerOf(event);
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
    turn += 1;
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
    if (wish?.told && open) wish = null;
    const asked = wish?.event === open && wish.open;
    if (wish?.event === open && !asked) return told.close();  // it was pressed before a run had opened it
    if (asked) wish = null;
    if (wish?.open === false && !open) wish.told = true;
    const heading = () => panelOf(data)?.querySelector("h2");
    if (panel) {
      when(heading, () => {
        const region = panelOf(data);
        Object.assign(region, { role: "region", ariaLabel: label });
        region.dataset.event = open ?? "";
        if (!known || !open || (before === open && !asked)) return;
        dyad.announce(`${title}, opened`);
        if (!region.contains(document.activeElement)) enter(region, heading());  // or a step to the next was taken
      });
    }
    /* Beside the panel a figure has less room, and perhaps another drawing: its marks go with the panel. */
    const isFree = () => mine === turn && isGround(document.activeElement) && !isHere(panelOf(data)) && !one('[role="dialog"]');
    if (before && !open) when(isFree, () => giveBack(before));
  };
})();
