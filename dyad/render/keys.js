/* Which keys of one letter answer: a reader may turn them off, and the browser keeps that. */
globalThis.dyadKeys ??= (() => {
  'use strict';
  const held = new Map();  // where the browser refuses to keep anything: as long as the page
  const place = (name) => `dyad-keys-${name}`;

  function isOn(name) {
    try {
      return (localStorage.getItem(place(name)) ?? held.get(name)) !== 'off';
    } catch {
      return held.get(name) !== 'off';
    }
  }

  function turn(name, on) {
    held.set(name, on ? 'on' : 'off');
    try {
      localStorage.setItem(place(name), held.get(name));
    } catch {
      // refused: what is held counts
    }
  }

  return { isOn, turn };
})();
