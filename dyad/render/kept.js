/* What a browser keeps for its pages by name, where it does not refuse to. */
globalThis.dyadKept ??= {
  /* Return what is kept in a store, as JSON unless it is read otherwise; null for nothing, and for what cannot be read. */
  read(name, store = 'localStorage', parse = JSON.parse) {
    try {
      return parse(globalThis[store].getItem(name));
    } catch {
      return null;
    }
  },
  /* Keep a text in a store, and return whether it is kept. */
  write(name, text, store = 'localStorage') {
    try {
      globalThis[store].setItem(name, text);
      return true;
    } catch {
      return false;
    }
  },
};
