/* How scripts find elements and make them. */
globalThis.dyadElements ??= (() => {
  'use strict';
  const one = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  function build(element, attributes, inside) {
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside.flat());
    return element;
  }
  const make = (name, attributes = {}, ...inside) => build(document.createElement(name), attributes, inside);
  const draw = (name, attributes, ...inside) => build(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, inside);
  const clamp = (value, least, most) => Math.max(Math.min(value, most), least);
  return { one, all, make, draw, clamp };
})();
