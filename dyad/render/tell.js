/* The box that tells of what is pointed at, and the words that are said aloud. */
(() => {
  'use strict';
  const { dyad } = globalThis;
  const EDGE = 8, GAP = 6;  // px the box keeps from the window, and from what it tells of
  const LINGER_MS = 160;  // the box stays while the pointer goes over to it
  const { make, clamp } = dyadElements;
  const one = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const hear = (element, ears) => {
    for (const [name, ear] of Object.entries(ears)) element.addEventListener(name, ear);
  };
  const isOpen = (element) => element.matches(':popover-open');
  /* Have a field, if there is one, say a value, unless somebody is typing in it. */
  function fill(field, value) {
    if (field && field !== document.activeElement && field.value !== String(value)) field.value = value;
  }

  const tip = make('div', { class: 'dyad-tip', id: 'dyad-tip', popover: 'manual' });
  const said = make('div', { class: 'dyad-said', role: 'status' });
  let told = null;  // what was asked for, while it is shown
  let lingering = 0;

  /* Show lines in a box beside a `box` of the window, or the `item` that has the focus, wholly inside the window;
     `lit` are what is drawn of it. `sideways` it stands where it covers nothing above and below. */
  function tell(node, lines, { item, box, lit = [], sideways = false }) {
    forget();
    told = { node, lines, item, lit, sideways };
    for (const element of lit) element.classList.add('hot');
    tip.replaceChildren(...lines.map((line, at) => make(at ? 'p' : 'b', { dir: 'auto' }, line)));
    tip.classList.toggle('aside', sideways);
    if (tip.parentNode !== node) node.append(tip);
    tip.togglePopover(true);
    const [x, y] = findPlace(box ?? item.getBoundingClientRect(), sideways);
    Object.assign(tip.style, { left: `${x}px`, top: `${y}px` });
  }

  function findPlace(box, sideways) {
    const { width, height } = tip.getBoundingClientRect();
    const [right, bottom] = [document.documentElement.clientWidth - EDGE - width, innerHeight - EDGE - height];
    const across = clamp((box.left + box.right - width) / 2, EDGE, right);
    const down = clamp((box.top + box.bottom - height) / 2, EDGE, bottom);
    const places = [
      [across, box.bottom + GAP], [across, box.top - GAP - height], [box.left - GAP - width, down], [box.right + GAP, down],
    ];
    if (sideways) places.reverse();
    return places.find(([x, y]) => x >= EDGE && y >= EDGE && x <= right && y <= bottom) ?? [across, down];
  }

  function stay() {
    clearTimeout(lingering);
    lingering = 0;
  }
  function forget() {
    stay();
    for (const element of told?.lit ?? []) element.classList.remove('hot');
    told = null;
  }
  function hush() {
    forget();
    if (tip.isConnected) tip.hidePopover();
  }
  function hushSoon() {  // however much the pointer moves on, from when it left
    lingering ||= setTimeout(hush, LINGER_MS);
  }
  hear(tip, { pointerenter: stay, pointerleave: hushSoon });
  addEventListener('scroll', ({ target }) => {
    if (told?.item && told.item === document.activeElement) tell(told.node, told.lines, told);
    else if (target !== tip) hush();
  }, { capture: true, passive: true });

  /* Have what changed be said by those who read the page aloud: they heed what was there before it said anything. */
  document.body.append(said);
  function announce(text) {
    if (said.textContent !== text) said.textContent = text;
  }

  Object.assign(dyad, dyadElements, { one, all, hear, isOpen, fill, tip, said, tell, hush, hushSoon, announce });
})();
