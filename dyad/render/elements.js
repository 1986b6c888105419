/* How scripts make elements. */
globalThis.dyadElements ??= (() => {
  function build(element, attributes, inside) {
    for (const given of Object.entries(attributes)) element.setAttribute(...given);
    element.append(...inside.flat());
    return element;
  }
  const make = (name, attributes = {}, ...inside) => build(document.createElement(name), attributes, inside);
  const draw = (name, attributes, ...inside) => build(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, inside);
  const clamp = (value, least, most) => Math.max(Math.min(value, most), least);
  return { make, draw, clamp };
})();
