/* Which keys of one letter answer: a reader may turn them off, and the browser keeps that. */
globalThis.dyadKeys ??= {
  isOn: (name) => dyadKept.read(`dyad-keys-${name}`, 'localStorage', (text) => text) !== 'off',
  turn: (name, on) => dyadKept.write(`dyad-keys-${name}`, on ? 'on' : 'off'),
};
