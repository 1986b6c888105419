/* Which keys of one letter answer: a reader may turn them off, and the browser keeps that. */
globalThis.dyadKeys ??= (() => {
  'use strict';
  const held = new Map();  // where the browser refuses to keep anything: as long as the page
  const place = (name) => `dyad-keys-${name}`;
  const isOn = (name) => (dyadKept.read(place(name), 'localStorage', (text) => text) ?? held.get(name)) !== 'off';

  function turn(name, on) {
    held.set(name, on ? 'on' : 'off');
    dyadKept.write(place(name), held.get(name));
  }

  return { isOn, turn };
})();
