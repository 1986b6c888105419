/* What the pages answer with beside their figures: filters, lists, the event that is open, the lesson's steps.
   Every text it shows is put in as text; it makes no markup, asks for no file and evaluates nothing. */
(() => {
  'use strict';
  const root = document.documentElement;
  const { dyad } = globalThis;
  const { one, all, make, same, saySpan } = dyad;
  const facts = JSON.parse(one('#dyad-facts').textContent);
  const events = new Map(Object.entries(facts.events));

  // -- light and dark

  one('#theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    dyadKept.write('dyad-theme', root.dataset.theme);  // or else the choice lasts as long as the page
  });

  // -- the choice

  let view, dropped;  // of the address
  const choose = (changes, options) => dyad.choose(facts, changes, options);

  // -- figures: another drawing where more is to be seen than the first holds

  const slots = all('.dyad-figure:has(> script)').map((node) => {
    const others = all(`template[data-figure="${node.id}"]`).map(({ dataset, content }) => [dataset.view, content.firstElementChild]);
    return { node, views: { base: node, ...Object.fromEntries(others) } };
  });
  const answers = {
    count: (bar, chosen) => {  // how many events of a bar of a crowd a choice leaves
      const keeps = dyad.events(chosen);
      return [...events.values()].filter(
        (event) => event.theme === bar.theme && event.verdict === bar.verdict && event.t !== null
          && event.t >= bar.a - 0.0005 && event.t < bar.b && keeps(event),
      ).length;
    },
  };
  for (const { node } of slots) dyad.mount(node, answers);

  function draw(slot) {
    const outside = view.years[0] < facts.years[0] || view.years[1] > facts.years[1];
    const wider = view.beyond || view.context || (view.event && !dyad.switched(events.get(view.event), { ...view, beyond: true }));
    const { span, more, base } = slot.views;
    const wanted = (outside && span) || (wider && more) || base;
    if (wanted === slot.node) return;
    dyad.replace(slot.node, wanted, answers);
    slot.node = wanted;
  }

  // -- opening

  let opener = null;
  const panel = one('#panel');

  function open(id, from = null) {
    opener = from;
    choose({ event: id });
    one('#panel-title')?.focus({ preventScroll: true });
  }

  function close() {
    const last = view.event;
    choose({ event: null });
    const back = opener ?? one(`#event-${CSS.escape(last ?? '')} summary`);
    if (back?.checkVisibility?.()) back.focus({ preventScroll: !opener });
    opener = null;
  }

  addEventListener('dyad:open', (asked) => {
    const { event, claim, item } = asked.detail;
    if (event) {
      asked.preventDefault();
      open(event, item);
    } else if (!claim) setTimeout(() => one('#events-title')?.scrollIntoView());
  });

  /* Return how the filters leave the open event out, as dyad/view.py says it, and what has them not. */
  function outside() {
    const event = events.get(view.event);
    const faults = [
      [!dyad.within(event, view.years), `in the years shown: ${saySpan(view.years)}`,
        { years: dyad.within(event, facts.years) ? facts.years : facts.span }],
      [view.themes.length && !view.themes.includes(event.theme), `among the themes shown: ${view.themes.join(', ')}`, { themes: [] }],
      [!dyad.wordsOf(view.q).every((word) => event.text.includes(word)), `found by the search “${view.q}”`, { q: '' }],
      [event.context && !view.context, 'among the events shown: regional ones are hidden', { context: true }],
    ].filter(([there]) => there);
    const why = faults.map(([, words]) => words).join('; not ');
    return [why && `Not ${why}.`, Object.assign({}, ...faults.map(([, , wider]) => wider))];
  }

  const { title } = document;
  /* Have the window named by what its address names, else by its page. */
  function nameWindow() {
    const item = document.getElementById(`event-${view.event}`);
    const stands = new URLSearchParams(dyad.current()).has('step') && one('.step.now h2');
    const name = item ? one('.what', item).textContent : stands ? `Step ${step + 1}: ${stands.textContent}` : '';
    document.title = name ? `${name} · ${one('.brand').textContent}` : title;
  }

  function showPanel(kept) {
    if (!panel) return;
    panel.hidden = !view.event;
    for (const item of all('.events li[aria-current]')) item.removeAttribute('aria-current');
    if (!view.event) return;
    const item = document.getElementById(`event-${view.event}`);
    item.setAttribute('aria-current', 'true');
    one('#panel-title').textContent = one('.what', item).textContent;
    const [why] = outside();
    one('#outside').hidden = !why;
    one('#outside span').textContent = why;
    one('#panel-body').replaceChildren(one('.body', item).cloneNode(true));
    one('#panel-link').href = dyad.addressOf(dyad.write(facts, view));
    panel.scrollTop = 0;
    const order = [...kept];
    const at = order.indexOf(view.event);
    for (const [name, id] of [['#before', order[at - 1]], ['#after', at < 0 ? undefined : order[at + 1]]]) {
      one(name).disabled = id === undefined;
      one(name).dataset.to = id ?? '';
    }
  }

  // -- showing

  function show() {
    const keeps = dyad.events(view);
    const kept = new Set([...events].filter(([, event]) => keeps(event)).map(([id]) => id));
    slots.forEach(draw);
    for (const item of all('[data-event]')) item.hidden = !kept.has(item.dataset.event);
    for (const row of all('tr[data-year]')) {
      row.hidden = Number(row.dataset.year) < view.years[0] || Number(row.dataset.year) > view.years[1];
    }
    const along = dyad.write(facts, { ...view, event: null, claim: null }, '');
    const chosen = dyad.write(facts, { ...view, event: null, claim: null, brush: null }, '') !== '';
    const years = [Math.min(view.years[0], facts.years[0]), Math.max(view.years[1], facts.years[1])];
    const whole = [...events.values()].filter(dyad.events({ ...view, years, themes: [], q: '' })).length;
    const number = kept.size === whole ? dyad.count(whole, 'event') : dyad.sayPart(kept.size, whole, 'event');
    if (one('#count')) one('#count').textContent = number;
    if (one('#filters')) {
      dyad.fill(one('#from'), view.years[0]);
      dyad.fill(one('#to'), view.years[1]);
      dyad.fill(one('#q'), view.q);
      for (const chip of all('[data-chip]')) chip.setAttribute('aria-pressed', view.themes.includes(chip.dataset.chip));
      for (const name of ['beyond', 'context']) if (one(`#${name}`)) one(`#${name}`).checked = view[name];
      one('#reset').disabled = !chosen && !view.brush;
      one('#fold').classList.toggle('set', chosen);
      const drawn = slots[0]?.node.dataset.years.split(' ').map(Number) ?? facts.years;
      const narrowed = !same(view.years, drawn) || view.themes.length || view.q;
      one('#status').textContent = !chosen ? '' : `${saySpan(view.years)}: ${number}${
        kept.size ? '' : '. No event is left by these filters'}${narrowed ? `. Headings speak of all of ${saySpan(drawn)}` : ''}.`;
    }
    showPanel(kept);
    nameWindow();
    for (const link of all('a[data-page]')) link.href = link.pathname.slice(link.pathname.lastIndexOf('/') + 1) + (along ? `?${along}` : '');
  }

  function tellDropped() {
    const box = one('#dropped');
    box.hidden = !dropped.length;
    one('ul', box).replaceChildren(...dropped.map((sentence) => make('li', {}, sentence)));
  }

  function forgetDropped() {
    dropped = [];
    tellDropped();
  }

  // -- controls

  const on = (selector, kind, hear) => {
    for (const node of all(selector)) node.addEventListener(kind, hear);
  };
  on('#fold', 'click', ({ currentTarget }) => {
    const unfolded = one('#filters').classList.toggle('unfolded');
    currentTarget.setAttribute('aria-expanded', String(unfolded));
  });
  on('#filters', 'submit', (submitted) => submitted.preventDefault());
  on('#from, #to', 'change', () => {
    const [low, high] = ['#from', '#to'].map((name) => Number(one(name).value));
    const [first, last] = facts.span;
    const good = Number.isInteger(low) && Number.isInteger(high) && first <= low && low <= high && high <= last;
    for (const name of ['#from', '#to']) one(name).setAttribute('aria-invalid', String(!good));
    if (good) choose({ years: [low, high] });
  });
  on('#q', 'input', ({ target }) => choose({ q: target.value.trim() }, { replace: true }));
  on('[data-chip]', 'click', ({ currentTarget }) => {
    const theme = currentTarget.dataset.chip;
    choose({ themes: facts.themes.filter((known) => view.themes.includes(known) !== (known === theme)) });
  });
  on('#beyond, #context', 'change', ({ target }) => choose({ [target.id]: target.checked }));
  on('#reset', 'click', () => {
    document.activeElement?.blur();
    choose({ ...dyad.read(facts, '')[0], event: view.event });
  });
  on('#dismiss', 'click', forgetDropped);
  on('[data-opens-event]', 'click', (clicked) => {
    clicked.preventDefault();  // without this script what is in the list opens in its place
    open(clicked.currentTarget.dataset.opensEvent, clicked.currentTarget);
  });
  on('#close', 'click', close);
  on('#widen', 'click', () => choose(outside()[1]));
  on('#before, #after', 'click', ({ currentTarget }) => choose({ event: currentTarget.dataset.to }));
  document.addEventListener('keydown', (key) => {
    if (key.key !== 'Escape' || !view.event || !panel) return;
    key.preventDefault();  // what is faded stays so
    close();
  });
  on('#find', 'input', ({ target }) => {
    const asked = dyad.wordsOf(target.value);
    const items = all('.documents li');
    for (const item of items) item.hidden = !asked.every((word) => dyad.fold(item.textContent).includes(word));
    one('#found').textContent = asked.length ? `${items.filter((item) => !item.hidden).length} of them hold these words.` : '';
  });

  // -- the lesson

  const steps = all('.step');
  let step = 0, revealed = false;  // as the address has them
  const answerOf = (at = step) => one('.answer', steps[at]);

  function readStep() {
    const asked = new URLSearchParams(dyad.current());
    const word = asked.get('step') ?? '1';
    const number = /^\d{1,5}$/.test(word) ? Number(word) : 1;
    step = dyad.clamp(number, 1, steps.length) - 1;
    if (word !== String(step + 1)) dropped = [...dropped, dyad.leftOut('step', word, `it takes a step from 1 to ${steps.length}.`)];
    revealed = Boolean(answerOf()) && ['1', 'true'].includes(asked.get('revealed'));
  }

  function showStep() {
    for (const [at, section] of steps.entries()) section.classList.toggle('now', at === step);
    const title = make('span', { class: 'quiet-heading' }, one('h2', steps[step]).textContent);
    one('#place').replaceChildren(`${step + 1} / ${steps.length} `, title);
    if (answerOf()) answerOf().open = revealed;
    steps[step].classList.toggle('revealed', revealed);
    const said = one('.answer > p:not(.named)', steps[step]) ?? one('.answer .told', steps[step]);
    if (revealed && said) dyad.announce(said.textContent);
    const line = answerOf()?.dataset.line;
    if (line) guesses.get(steps[step]).lay(revealed ? JSON.parse(line) : []);
    one('#named').textContent = one(revealed ? '.answer .named' : ':scope > .named', steps[step])?.textContent ?? '';
    one('#back').disabled = step === 0;
    one('#next').disabled = step === steps.length - 1 && (revealed || !answerOf());
    scrollTo(0, 0);
  }

  function goTo(at, reveals) {
    const to = dyad.clamp(at, 0, steps.length - 1);
    dyad.put({ event: [], brush: [], step: [to && to + 1], revealed: [reveals && answerOf(to) && 'true'] });
    forgetDropped();
  }

  function onwards() {
    if (answerOf() && !revealed) goTo(step, true);
    else if (step < steps.length - 1) goTo(step + 1, false);
  }

  function backwards() {
    if (revealed) goTo(step, false);
    else if (step) goTo(step - 1, true);
  }

  const guesses = new Map(all('.dyad-guess').map((host) => [host.closest('.step'), dyadGuess.mount(host, JSON.parse(host.dataset.form), () => {})]));
  if (steps.length) {
    dyadLesson.listen({ onwards, backwards, first: () => goTo(0, false), last: () => goTo(steps.length - 1, false) });
    on('#next', 'click', onwards);
    on('#back', 'click', backwards);
    on('.answer > summary', 'click', (clicked) => {
      clicked.preventDefault();
      goTo(step, !revealed);
    });
  }

  function readAddress() {
    [view, dropped] = dyad.read(facts, dyad.current());
    if (steps.length) {
      readStep();
      showStep();
    }
    show();
  }
  dyad.follow(readAddress);
  readAddress();
  tellDropped();
  if (dropped.length) {
    const asked = new URLSearchParams(dyad.write(facts, view));
    if (asked.has('step')) asked.set('step', step + 1);
    dyad.go(String(asked), { replace: true });
  }
})();
