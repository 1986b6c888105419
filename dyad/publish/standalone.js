/* Unpacks the figure of a file and the script it answers by, and tells below it what is opened. */
(async () => {
  'use strict';
  const packed = Uint8Array.from(atob(document.getElementById('packed').textContent), (letter) => letter.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const { markup, drawings, code, query, facts } = JSON.parse(await new Response(plain).text());
  const script = document.createElement('script');
  script.textContent = code;
  document.body.append(script);
  const { dyad } = globalThis;
  const { one, all, make } = dyad;
  for (const event of Object.values(facts.events)) event.text = dyad.fold(`${event.summary} ${event.words}`);
  one('main').innerHTML = markup;
  all('.drawing').forEach((box, at) => {  // their elements come in turns
    box.innerHTML = drawings.map((elements) => elements[at]).filter((text) => text !== null).join('<');
  });
  one('main').append(make('script', { type: 'application/json', id: 'dyad-facts' }, JSON.stringify(facts)));
  const figure = one('.dyad-figure');
  dyad.mount(figure);
  const documents = all('details li');
  if (query && !dyad.current()) dyad.go(query, { replace: true });

  // -- what is opened is told below the figure

  const panel = one('#opened');
  let shown = '';
  let from = null;  // what had the focus
  const asked = () => {
    const { event, claim } = figure.dyad.chosen;
    return Object.entries(figure.dyad.marks).find(([, mark]) => (mark.event ? mark.event === event : mark.claim && mark.claim === claim));
  };
  function show() {
    const [key, mark] = asked() ?? [''];
    if (key === shown) return;
    shown = key;
    panel.hidden = !mark;
    panel.replaceChildren();
    if (!mark) return;
    const [title, ...lines] = mark.tells;
    const event = facts.events[mark.event];
    const told = event?.summary ? [...lines, event.summary] : lines;
    panel.append(make('h2', { dir: 'auto' }, title), ...told.map((line) => make('p', { dir: 'auto' }, line)));
    if (event?.sources.length) {
      panel.append(make('ul', {}, event.sources.map((number) => documents[number].cloneNode(true))));
    }
    const close = make('button', { type: 'button' }, 'Close');
    close.addEventListener('click', shut);
    panel.append(close);
  }
  function shut() {
    dyad.put({ event: [], claim: [] });
    from?.focus({ preventScroll: true });
  }
  panel.addEventListener('keydown', (pressed) => {
    if (pressed.key !== 'Escape') return;
    pressed.preventDefault();
    shut();
  });
  document.addEventListener('dyad:open', ({ detail }) => {
    if (detail.bar) return;
    from = detail.item;
    setTimeout(() => {  // by then the address says so
      show();
      panel.focus({ preventScroll: true });
      panel.scrollIntoView({ block: 'nearest' });
    });
  });
  dyad.follow(show);
  show();

  // -- a page that shows this one in a frame is told how high that has to be

  if (parent !== window) {
    new ResizeObserver(() => {
      const { bottom } = document.body.getBoundingClientRect();
      const around = parseFloat(getComputedStyle(document.body).marginBottom);
      parent.postMessage({ dyadHeight: Math.ceil(bottom + scrollY + around) }, '*');
    }).observe(document.body);
  }
})();
