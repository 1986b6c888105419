/* Text in letters other than Latin, whose language nothing around it states, is marked by its script (`und-Arab`): who reads
   a page aloud then does not spell it out as English. A page has this once. */
(() => {
  'use strict';
  const FURTHER = /[\u0370-\u1fff\u2e80-\u{10ffff}]/u, LETTER = /\p{L}/gu, LATIN = /\p{Script=Latin}/u;
  const MOST_LATIN = 0.1;  // of the letters; else a text is of two languages, and which is the page's is not known
  const CODES = 'Arab Armn Beng Cyrl Deva Ethi Geor Grek Hang Hani Hebr Hira Kana Thai';  // of ISO 15924
  const SCRIPTS = CODES.split(' ').map((code) => [code, new RegExp(`\\p{Script=${code}}`, 'u')]);
  const OURS = 'und-';  // how languages begin that are written here

  /* Return the script that most letters of a text are of; "" where some are Latin, and for one without a name here. */
  function scriptOf(text) {
    const letters = text.match(LETTER) ?? [];
    const share = (script) => letters.filter((letter) => script.test(letter)).length / letters.length;
    return share(LATIN) > MOST_LATIN ? '' : SCRIPTS.find(([, script]) => share(script) > 0.5)?.[0] ?? '';
  }

  function mark(node) {
    const element = node.parentElement;
    if (!element || element.closest('head, script, style, svg, [contenteditable]')) return;
    const stated = element.closest('[lang]');
    if (stated && stated !== document.documentElement && !stated.lang?.startsWith(OURS)) return;
    const script = FURTHER.test(node.data) ? scriptOf(element.textContent) : '';
    if (script) element.lang = OURS + script;
    else if (element.lang?.startsWith(OURS)) element.removeAttribute('lang');
  }

  function markAll(node) {
    if (node.nodeType === Node.TEXT_NODE) mark(node);
    else for (const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT); walk.nextNode();) mark(walk.currentNode);
  }

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'characterData') mark(target);
      else addedNodes.forEach(markAll);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
  markAll(document.body);
})();
