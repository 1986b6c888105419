/* What turns the pages of a lesson: keys, a clicker, a swipe. The dashboard and the static site listen by it alike. */
globalThis.dyadLesson ??= (() => {
  'use strict';
  const DEEDS = {
    ArrowRight: 'onwards', PageDown: 'onwards', ' ': 'onwards', ArrowLeft: 'backwards', PageUp: 'backwards',
    Home: 'first', End: 'last', b: 'blank', '?': 'menu', Escape: 'leave',
  };
  const LETTERS = ['blank', 'menu'];  // deeds of keys of one letter
  const CLICKER = ['PageDown', 'PageUp'];  // turn the page wherever the focus is
  const SWIPE_PX = 60;
  const TYPING = 'input:not([type]), input[type="text"], input[type="search"], input[type="number"], textarea, [contenteditable="true"]';
  const PRESSED = 'button, a, input, summary, [role="radiogroup"]';  // Space is theirs
  const MOVED = '[role="radiogroup"], [role="toolbar"], [role="slider"], input[type="range"]';  // arrows are theirs
  const page = document.documentElement;
  let pointed = false;  // whether a pointer was used after the focus was last moved by Tab

  /* Give the light back; true where there was none. */
  function light() {
    const dark = page.classList.contains('dyad-blank');
    page.classList.remove('dyad-blank');
    return dark;
  }

  /* Whether a key is that of what has the focus: text is typed, buttons are pressed, choices and marks of figures gone along.
     After a click they are the lesson's again, wherever the click has left the focus, until Tab moves it on. */
  function taken(key, target) {
    const inside = (selector) => Boolean(target.closest?.(selector));
    if (CLICKER.includes(key)) return false;
    return inside(`${TYPING}, .dyad-figure .marks`)
      || (!pointed && ((key === ' ' && inside(PRESSED)) || (key.startsWith('Arrow') && inside(MOVED))));
  }

  /* Do what keys and swipes ask for until `signal` is aborted. A deed is a function by its name in `DEEDS`, which returns
     false where there is nothing to do; what has none is left to the page. In the dark the next press gives the light back. */
  function listen(deeds, signal) {
    const all = { blank: () => page.classList.add('dyad-blank'), ...deeds };
    const act = (deed) => light() || all[deed]() !== false;
    // the first of all listeners: Streamlit has keys of its own
    addEventListener('keydown', (pressed) => {
      const { key, target, ctrlKey, altKey, metaKey } = pressed;
      if (key === 'Tab') pointed = false;
      const deed = DEEDS[key.length === 1 ? key.toLowerCase() : key];
      if (LETTERS.includes(deed) && !dyadKeys.isOn('lesson')) return;
      if (!all[deed] || ctrlKey || altKey || metaKey || document.querySelector('[role="dialog"]')) return;
      if (!page.classList.contains('dyad-blank') && taken(key, target)) return;
      if (!act(deed)) return;
      pressed.preventDefault();
      pressed.stopPropagation();
    }, { capture: true, signal });
    addEventListener('pointerdown', () => { pointed = true; }, { capture: true, signal });
    let from = null;
    document.addEventListener('touchstart', ({ touches, target }) => {
      const figure = target.closest?.('.dyad-figure:not([data-still]) .drawing, .dyad-guess');  // a sideways drag is theirs
      from = touches.length === 1 && !figure ? touches[0] : null;
    }, { passive: true, signal });
    document.addEventListener('touchend', ({ changedTouches: [to] }) => {
      if (from === null) return;
      const [across, down] = [to.clientX - from.clientX, to.clientY - from.clientY];
      from = null;
      if (Math.abs(across) >= SWIPE_PX && Math.abs(across) >= 2 * Math.abs(down)) act(across < 0 ? 'onwards' : 'backwards');
    }, { passive: true, signal });
  }

  return { listen };
})();
