/* What the pages answer with: filters, addresses, hovering, brushing, the event that is open, the lesson's steps.
   Every text it shows is put in as text; it makes no markup, asks for no file and evaluates nothing. */
(() => {
  'use strict';
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const facts = JSON.parse(one('#facts').textContent);
  const events = new Map(facts.events.map((event) => [event.id, event]));
  const claims = new Map(all('[data-claim]').map((item) => [item.dataset.claim, item]));
  const RING = 10;  // px of a drawing
  const SVG = 'http://www.w3.org/2000/svg';
  const OURS = ['years', 'theme', 'q', 'event', 'beyond', 'context'];
  const make = (name, attributes, text) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const sayYear = (year) => (year > 0 ? String(year) : `${1 - year} BCE`);
  const saySpan = ([first, last]) => {
    if (first === last) return sayYear(first);
    return first > 0 ? `${sayYear(first)}–${sayYear(last)}` : `${sayYear(first)} – ${sayYear(last)}`;
  };
  const count = (number, word) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;

  // -- light and dark

  one('#theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try {
      localStorage.setItem('dyad-theme', root.dataset.theme);
    } catch {
      // storage is refused: the choice lasts as long as the page
    }
  });

  // -- the choice and its address (as dyad/view.py has it)

  const initial = { years: facts.years, themes: [], q: '', event: null, beyond: false, context: false };

  function readAddress() {
    const asked = new URLSearchParams(location.search);
    const dropped = [];
    const drop = (name, found, allowed) => {
      const short = found.length <= 40 ? found : `${found.slice(0, 39)}…`;
      dropped.push(`“${name}=${short}” in the address was left out: ${allowed}`);
    };
    const chosen = { ...initial };
    const years = asked.getAll('years');
    if (years.length) {
      const [first, last] = facts.span;
      const whole = years.every((word) => /^\s*[+-]?\d{1,9}\s*$/.test(word));
      const [low, high] = years.map(Number);
      if (whole && years.length === 2 && first <= low && low <= high && high <= last) chosen.years = [low, high];
      else drop('years', years.join(', '), `it takes two years from ${first} to ${last}, the earlier first.`);
    }
    const themes = asked.getAll('theme');
    for (const theme of themes) {
      if (!facts.themes.includes(theme)) drop('theme', theme, `the themes are ${facts.themes.join(', ')}.`);
    }
    chosen.themes = facts.themes.filter((theme) => themes.includes(theme));
    const text = asked.getAll('q').join(' ').trim();
    if (text.length > facts.mostChars) drop('q', text, `a search has at most ${facts.mostChars} characters.`);
    else chosen.q = text;
    const event = asked.getAll('event').at(-1);
    if (event !== undefined) {
      if (events.has(event)) chosen.event = event;
      else drop('event', event, 'the record has no event of that name.');
    }
    for (const name of ['beyond', 'context']) {
      const word = asked.getAll(name).at(-1);
      if (word === undefined) continue;
      if (name === 'beyond' && !facts.claims) {
        drop(name, word, 'this record checks no claims, so nothing is beyond them.');
      } else if (['true', 'false'].includes(word.toLowerCase())) chosen[name] = word.toLowerCase() === 'true';
      else drop(name, word, 'it takes true or false.');
    }
    return [chosen, dropped];
  }

  function writeAddress(chosen, others = new URLSearchParams(location.search)) {
    for (const name of OURS) others.delete(name);
    if (String(chosen.years) !== String(facts.years)) for (const year of chosen.years) others.append('years', year);
    for (const theme of chosen.themes) others.append('theme', theme);
    if (chosen.q) others.append('q', chosen.q);
    if (chosen.event) others.append('event', chosen.event);
    if (chosen.beyond) others.append('beyond', 'true');
    if (chosen.context) others.append('context', 'true');
    return String(others);
  }

  function address(query, file = location.href) {
    const made = new URL(file, location.href);
    made.search = query;
    made.hash = '';
    return made.href;
  }

  function keep(query, { replace = false } = {}) {
    if (address(query) === address(location.search)) return;
    try {
      history[replace ? 'replaceState' : 'pushState'](null, '', address(query));
    } catch {
      // a browser that keeps no addresses for files, or thinks them too many: the view still changes
    }
  }

  let [view, dropped] = readAddress();
  let verdicts = new URLSearchParams(location.search).getAll('verdict');

  function choose(changes, options) {
    view = { ...view, ...changes };
    keep(writeAddress(view), options);
    show();
  }

  // -- what the choice leaves (as select_events and claim_rows have it)

  const fold = (text) => text.toUpperCase();  // one way for "ß" and "SS", which lower case does not give
  const searchable = new Map();
  function holds(id, words) {
    const item = document.getElementById(`event-${id}`);
    if (!words.length || !item) return true;  // a lesson has no list of events to narrow
    if (!searchable.has(id)) {
      const parts = all('[data-q], .what', item).map((part) => part.textContent);
      searchable.set(id, fold([item.dataset.label, ...parts].join(' ')));
    }
    return words.every((word) => searchable.get(id).includes(word));
  }
  const words = () => fold(view.q).split(/\s+/).filter(Boolean);
  const inYears = (event, years) =>  // null: nothing is known that way, so nothing rules it out
    !(event.from !== null && event.from > years[1]) && !(event.to !== null && event.to < years[0]);
  const inTheme = (event) => !view.themes.length || view.themes.includes(event.theme);
  const switchedOn = (event) => (view.beyond || !event.beyond) && (view.context || !event.context);

  function keptEvents() {
    const asked = words();
    return new Set(
      facts.events
        .filter((event) => switchedOn(event) && inYears(event, view.years) && inTheme(event) && holds(event.id, asked))
        .map((event) => event.id),
    );
  }
  function keptClaims() {
    const asked = words();
    const years = String(view.years) === String(facts.years) ? facts.span : view.years;
    return new Set(
      [...claims]
        .filter(([, item]) => {
          if (verdicts.length && !verdicts.includes(item.dataset.verdict)) return false;
          const event = events.get(item.dataset.about);
          if (!event) return !view.themes.length && !asked.length;
          return inYears(event, years) && inTheme(event) && holds(event.id, asked);
        })
        .map(([id]) => id),
    );
  }

  // -- figures

  const figures = all('figure.figure');
  const shownIn = new Map();  // figure → its drawings that are shown
  const parts = new WeakMap();  // drawing → its marks and plots

  function drawingsFor(figure) {
    const there = figure.dataset.views.split(' ');
    const outside = view.years[0] < facts.years[0] || view.years[1] > facts.years[1];
    const more = view.beyond || view.context || (view.event && !switchedOn(events.get(view.event)));
    const wanted = [outside && 'span', more && 'more', 'base'].find((key) => key && there.includes(key));
    if (!one(`.drawings[data-view="${wanted}"]`, figure)) {
      const other = one(`template[data-figure="${figure.id}"][data-view="${wanted}"]`);
      one('.drawings', figure).after(document.importNode(other.content, true));
    }
    for (const drawings of all('.drawings', figure)) drawings.hidden = drawings.dataset.view !== wanted;
    const drawings = one(`.drawings[data-view="${wanted}"]`, figure);
    one('[data-title]', figure).textContent = drawings.dataset.saidTitle;
    one('[data-subtitle]', figure).textContent = drawings.dataset.saidSubtitle;
    one('[data-note]', figure).textContent = drawings.dataset.saidNote;
    return drawings;
  }

  function partsOf(svg) {
    if (parts.has(svg)) return parts.get(svg);
    const marks = all('[data-m]', svg).map((element) => ({ element, told: facts.marks[element.dataset.m] }));
    const [low, high] = (svg.dataset.years ?? '').split(' ').map(Number);
    const plots = (svg.dataset.plots ?? '').split(';').filter(Boolean).map((text) => {
      const [left, top, width, height, lanes] = text.split(' ').map(Number);
      return { left, top, width, height, lanes: Boolean(lanes) };
    });
    const over = document.createElementNS(SVG, 'g');
    svg.append(over);
    const made = { marks, plots, low, high, over, brush: null };
    parts.set(svg, made);
    if (plots.length) {
      svg.setAttribute('data-brush', '');
      listen(svg, made);
    } else listen(svg, made, false);
    return made;
  }

  const shape = (name, attributes, kind) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries({ ...attributes, class: kind })) made.setAttribute(key, value);
    return made;
  };
  const xOf = (part, year) => {
    const { left, width } = part.plots[0];
    return left + Math.min(Math.max((year - part.low) / (part.high - part.low), 0), 1) * width;
  };

  function fade(svg, kept, keptC, extent) {
    const part = partsOf(svg);
    const [first, last] = view.years;
    for (const { element, told } of part.marks) {
      let gone = false;
      let dim = false;
      const event = events.get(told.event);
      if (event) {
        gone = !switchedOn(event) && event.id !== view.event;
        dim = !kept.has(event.id) && event.id !== view.event;
      } else if (told.event) dim = !countIn(told, kept);
      else if (told.claim) dim = !keptC.has(told.claim);
      else if (told.a !== undefined) dim = told.b <= first || told.a >= last + 1;
      element.classList.toggle('gone', gone);
      element.classList.toggle('dim', dim && !gone);
    }
    part.over.replaceChildren();
    for (const veil of all('.veil', svg)) veil.remove();
    if (part.plots.length && String(view.years) !== String(extent)) {
      const [from, to] = [xOf(part, first), xOf(part, last + 1)];
      const [start, stop] = [xOf(part, extent[0]), xOf(part, extent[1] + 1)];
      for (const [number, { left, height, lanes }] of part.plots.entries()) {
        if (lanes) continue;
        // over lines and areas, under marks and names
        const plot = one(`[data-plot="${number}"]`, svg);
        const marked = one('[data-m]', plot)?.parentNode;
        marked?.before(
          shape('rect', { x: start - left, y: 0, width: Math.max(from - start, 0), height }, 'veil'),
          shape('rect', { x: to - left, y: 0, width: Math.max(stop - to, 0), height }, 'veil'),
        );
      }
      part.over.append(period(part, from, to));
    }
    const open = view.event && part.marks.find(
      ({ element, told }) => told.event === view.event && element.tagName === 'path' && element.hasAttribute('transform'),
    );
    if (open) {
      const ring = shape('circle', { r: RING, transform: open.element.getAttribute('transform') }, 'ring');
      one('.ring', svg)?.remove();
      open.element.parentNode.append(ring);
    } else one('.ring', svg)?.remove();
  }

  function period(part, from, to) {
    const top = Math.min(...part.plots.map((plot) => plot.top));
    const bottom = Math.max(...part.plots.map((plot) => plot.top + plot.height));
    return shape('rect', { x: from, y: top, width: Math.max(to - from, 0), height: bottom - top }, 'period');
  }

  // a bar of a crowd: how many of its events the choice leaves
  function countIn(told, kept) {
    const theme = told.event.split(':').slice(3).join(':');
    return facts.events.filter(
      (event) => event.theme === theme && event.verdict === told.verdict && event.t !== null
        && event.t >= told.a - 0.0005 && event.t < told.b && kept.has(event.id),
    ).length;
  }

  // -- hovering and brushing

  const tip = one('#tip');
  let hot = [];

  function hideTip() {
    tip.hidden = true;
    for (const element of hot) element.classList.remove('hot');
    hot = [];
  }

  function placeTip(at) {
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const right = at.clientX + 16 + width > innerWidth;
    tip.style.left = `${Math.max(right ? at.clientX - width - 12 : at.clientX + 14, 4)}px`;
    tip.style.top = `${Math.max(Math.min(at.clientY + 14, innerHeight - height - 6), 4)}px`;
  }

  function tell(lines, heading) {
    const list = make('dl');
    for (const [name, text] of lines) list.append(make('dt', {}, name), make('dd', {}, text));
    tip.replaceChildren(...(heading ? [make('b', {}, heading)] : []), list);
  }

  function tellMark(part, told, at) {
    const lines = [...told.tip];
    if (told.event?.startsWith('crowd:')) lines.push(['Shown', `${countIn(told, keptEvents())} by the filters`]);
    tell(lines);
    for (const { element, told: other } of part.marks) {
      if (other === told && !hot.includes(element)) {
        element.classList.add('hot');
        hot.push(element);
      }
    }
    placeTip(at);
  }

  function middles(svg, part) {
    const width = svg.clientWidth;
    if (part.measured !== width) {
      part.measured = width;
      const frame = svg.getBoundingClientRect();
      for (const mark of part.marks) {
        const box = mark.element.getBoundingClientRect();
        mark.x = box.left + box.width / 2 - frame.left;
        mark.y = box.top + box.height / 2 - frame.top;
      }
    }
    return part.marks.filter(({ told, element }) => told.shown && !element.classList.contains('gone'));
  }

  // beside a mark all that is told of the nearest year in that plot, by whom
  function tellColumn(svg, part, plot, at) {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / svg.viewBox.baseVal.width;
    const [x, y] = [at.clientX - frame.left, at.clientY - frame.top];
    const there = middles(svg, part).filter(
      (mark) => mark.y >= plot.top * scale - 2 && mark.y <= (plot.top + plot.height) * scale + 2,
    );
    if (!there.length) return hideTip();
    const nearest = there.reduce((a, b) => (Math.hypot(a.x - x, a.y - y) <= Math.hypot(b.x - x, b.y - y) ? a : b));
    if (Math.hypot(nearest.x - x, nearest.y - y) < 14) return tellMark(part, nearest.told, at);
    const away = Math.min(...there.map((mark) => Math.abs(mark.x - x)));
    if (away > 40) return hideTip();
    const column = there.filter((mark) => Math.abs(Math.abs(mark.x - x) - away) < 2);
    tell(column.map(({ told }) => [told.who, told.shown]), column[0].told.year);
    placeTip(at);
  }

  function listen(svg, part, brushes = true) {
    const toYear = (clientX) => {
      const frame = svg.getBoundingClientRect();
      const x = ((clientX - frame.left) / frame.width) * svg.viewBox.baseVal.width;
      const { left, width } = part.plots[0];
      return part.low + ((x - left) / width) * (part.high - part.low);
    };
    const plotAt = (at) => {
      const frame = svg.getBoundingClientRect();
      const y = ((at.clientY - frame.top) / frame.width) * svg.viewBox.baseVal.width;
      return part.plots.find((plot) => y >= plot.top && y <= plot.top + plot.height);
    };
    let dragged = false;

    svg.addEventListener('pointermove', (at) => {
      if (part.brush) return drag(at);
      const mark = at.target.closest('[data-m]');
      for (const element of hot) element.classList.remove('hot');
      hot = [];
      const plot = brushes && plotAt(at);
      one('.guide', svg)?.remove();
      if (plot && at.pointerType === 'mouse') {
        const year = toYear(at.clientX);
        if (year > part.low && year < part.high) {
          const tops = part.plots.map((other) => other.top);
          const ends = part.plots.map((other) => other.top + other.height);
          const x = xOf(part, year);
          part.over.append(shape('line', { x1: x, x2: x, y1: Math.min(...tops), y2: Math.max(...ends) }, 'guide'));
        }
      }
      if (mark) tellMark(part, facts.marks[mark.dataset.m], at);
      else if (plot && !plot.lanes) tellColumn(svg, part, plot, at);
      else hideTip();
    });
    svg.addEventListener('pointerleave', () => {
      hideTip();
      one('.guide', svg)?.remove();
    });
    svg.addEventListener('click', (at) => {
      if (dragged) return;
      const mark = at.target.closest('[data-m]');
      const told = mark && facts.marks[mark.dataset.m];
      if (told?.event && events.has(told.event)) open(told.event);
      else if (told?.event) openBar(told.event);
      else if (told?.claim) openClaim(told.claim);
      else if (told) tellMark(part, told, at);
      else if (brushes && plotAt(at) && String(view.years) !== String(facts.years)) choose({ years: facts.years });
    });
    if (!brushes) return;

    function drag(at) {
      const [from, to] = [part.brush.x, at.clientX].map((x) => xOf(part, toYear(x))).sort((a, b) => a - b);
      dragged = dragged || Math.abs(at.clientX - part.brush.x) > 4;
      if (!dragged) return;
      hideTip();
      one('.guide', svg)?.remove();
      one('.period', part.over)?.remove();
      part.over.append(period(part, from, to));
    }
    svg.addEventListener('pointerdown', (at) => {
      dragged = false;
      if (at.button || !plotAt(at)) return;
      part.brush = { x: at.clientX };
    });
    const end = (at) => {
      if (!part.brush) return;
      const ends = [part.brush.x, at.clientX].map(toYear).sort((a, b) => a - b);
      part.brush = null;
      if (!dragged) return;
      const [first, last] = svg.closest('.drawings').dataset.span.split(' ').map(Number);
      const clip = (year) => Math.min(Math.max(year, first), last);
      choose({ years: [clip(Math.floor(ends[0])), clip(Math.ceil(ends[1]) - 1)] });
    };
    addEventListener('pointermove', (at) => part.brush && drag(at));
    addEventListener('pointerup', end);
    svg.addEventListener('pointercancel', () => {
      part.brush = null;
      show();
    });
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

  function openBar(id) {
    const [, first, last, ...theme] = id.split(':');
    choose({ years: [Number(first), Number(last)], themes: [theme.join(':')] });
    one('#events-title')?.scrollIntoView();
  }

  function openClaim(id) {
    const item = claims.get(id);
    one('details', item).open = true;
    one('summary', item).focus();
  }

  function showPanel(kept) {
    if (!panel) return;
    panel.hidden = !view.event;
    for (const item of all('.events li[aria-current]')) item.removeAttribute('aria-current');
    if (!view.event) return;
    const item = document.getElementById(`event-${view.event}`);
    item.setAttribute('aria-current', 'true');
    one('#panel-title').textContent = one('.what', item).textContent;
    one('#panel-body').replaceChildren(one('.body', item).cloneNode(true));
    one('#panel-link').href = address(writeAddress(view));
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
    hideTip();
    const kept = keptEvents();
    const keptC = keptClaims();
    for (const figure of figures) {
      const drawings = drawingsFor(figure);
      shownIn.set(figure, drawings);
      const extent = drawings.dataset.span.split(' ').map(Number);
      for (const svg of all('svg', drawings)) fade(svg, kept, keptC, extent);
    }
    for (const item of all('[data-event]')) item.hidden = !kept.has(item.dataset.event);
    for (const [id, item] of claims) item.hidden = !keptC.has(id);
    for (const row of all('tr[data-year]')) {
      row.hidden = Number(row.dataset.year) < view.years[0] || Number(row.dataset.year) > view.years[1];
    }
    const chosen = JSON.stringify({ ...view, event: null }) !== JSON.stringify({ ...initial, event: null });
    const number = `${kept.size.toLocaleString('en')} of ${count(facts.events.length, 'event')}`;
    if (one('#count')) one('#count').textContent = number;
    if (one('#claims-count')) one('#claims-count').textContent = `${keptC.size} of ${claims.size}`;
    if (one('#filters')) {
      say('#from', view.years[0]);
      say('#to', view.years[1]);
      say('#q', view.q);
      for (const chip of all('[data-chip]')) chip.setAttribute('aria-pressed', view.themes.includes(chip.dataset.chip));
      for (const name of ['beyond', 'context']) if (one(`#${name}`)) one(`#${name}`).checked = view[name];
      one('#reset').disabled = !chosen;
      one('#fold').classList.toggle('set', chosen);
      const drawn = [...shownIn.values()][0]?.dataset.span.split(' ').map(Number) ?? facts.years;
      const narrowed = String(view.years) !== String(drawn) || view.themes.length || view.q;
      one('#status').textContent = !chosen ? '' : `${saySpan(view.years)}: ${number}${
        kept.size ? '' : '. No event is left by these filters'}${narrowed ? `. Headings speak of all of ${saySpan(drawn)}` : ''}.`;
    }
    for (const chip of all('.chip[data-verdict]')) {
      chip.setAttribute('aria-pressed', verdicts.includes(chip.dataset.verdict));
    }
    showPanel(kept);
    const along = writeAddress({ ...view, event: null }, new URLSearchParams());
    for (const link of all('a[data-page]')) link.href = link.dataset.page + (along ? `?${along}` : '');
  }

  function say(selector, value) {
    const field = one(selector);
    if (field && field !== document.activeElement && field.value !== String(value)) field.value = value;
  }

  function tellDropped() {
    const box = one('#dropped');
    if (!box) return;
    box.hidden = !dropped.length;
    one('ul', box).replaceChildren(...dropped.map((sentence) => make('li', {}, sentence)));
  }

  // -- controls

  one('#fold')?.addEventListener('click', () => {
    const unfolded = one('#filters').classList.toggle('unfolded');
    one('#fold').setAttribute('aria-expanded', String(unfolded));
  });

  function takeYears() {
    const [low, high] = ['#from', '#to'].map((name) => Number(one(name).value));
    const [first, last] = facts.span;
    const good = Number.isInteger(low) && Number.isInteger(high) && first <= low && low <= high && high <= last;
    for (const name of ['#from', '#to']) one(name).setAttribute('aria-invalid', String(!good));
    if (good) choose({ years: [low, high] });
  }

  one('#filters')?.addEventListener('submit', (submitted) => submitted.preventDefault());
  for (const name of ['#from', '#to']) one(name)?.addEventListener('change', takeYears);
  one('#q')?.addEventListener('input', (typed) => choose({ q: typed.target.value.trim() }, { replace: true }));
  for (const chip of all('[data-chip]')) {
    chip.addEventListener('click', () => {
      const theme = chip.dataset.chip;
      const others = view.themes.filter((other) => other !== theme);
      const asked = others.length === view.themes.length ? [...others, theme] : others;
      choose({ themes: facts.themes.filter((known) => asked.includes(known)) });
    });
  }
  for (const name of ['beyond', 'context']) {
    one(`#${name}`)?.addEventListener('change', (changed) => choose({ [name]: changed.target.checked }));
  }
  one('#reset')?.addEventListener('click', () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    choose({ ...initial, event: view.event });
  });
  one('#dismiss')?.addEventListener('click', () => {
    dropped = [];
    tellDropped();
  });
  for (const chip of all('.chip[data-verdict]')) {
    chip.addEventListener('click', () => {
      const others = verdicts.filter((other) => other !== chip.dataset.verdict);
      verdicts = others.length === verdicts.length ? [...others, chip.dataset.verdict] : others;
      const asked = new URLSearchParams(location.search);
      asked.delete('verdict');
      for (const verdict of verdicts) asked.append('verdict', verdict);
      keep(String(asked));
      show();
    });
  }
  for (const summary of all('[data-event] summary')) {
    summary.addEventListener('click', (clicked) => {
      clicked.preventDefault();  // without this script it opens in its place
      open(summary.closest('[data-event]').dataset.event, summary);
    });
  }
  for (const link of all('[data-opens-event]')) {
    link.addEventListener('click', (clicked) => {
      clicked.preventDefault();
      open(link.dataset.opensEvent, link);
    });
  }
  one('#close')?.addEventListener('click', close);
  for (const name of ['#before', '#after']) {
    one(name)?.addEventListener('click', () => choose({ event: one(name).dataset.to }));
  }
  addEventListener('keydown', (key) => {
    if (key.key !== 'Escape') return;
    if (view.event) close();
    else if (!tip.hidden) hideTip();
  });
  one('#find')?.addEventListener('input', (typed) => {
    const asked = fold(typed.target.value).split(/\s+/).filter(Boolean);
    const items = all('.documents li');
    for (const item of items) item.hidden = !asked.every((word) => fold(item.textContent).includes(word));
    one('#found').textContent = asked.length ? `${items.filter((item) => !item.hidden).length} of them hold these words.` : '';
  });

  // -- the lesson

  const steps = all('.step');
  let step = 0;

  function readStep() {
    const asked = new URLSearchParams(location.search);
    const word = asked.get('step') ?? '1';
    const number = /^\d{1,5}$/.test(word) ? Number(word) : 1;
    step = Math.min(Math.max(number, 1), steps.length) - 1;
    const answer = one('.answer', steps[step]);
    if (answer) answer.open = ['1', 'true'].includes(asked.get('revealed'));
  }

  function showStep() {
    for (const [at, section] of steps.entries()) section.classList.toggle('now', at === step);
    one('#place').textContent = `${step + 1} / ${steps.length}`;
    const revealed = Boolean(one('.answer', steps[step])?.open);
    steps[step].classList.toggle('revealed', revealed);
    one('#named').textContent = one(revealed ? '.answer .named' : ':scope > .named', steps[step])?.textContent ?? '';
    one('#back').disabled = step === 0;
    one('#next').disabled = step === steps.length - 1 && (one('.answer', steps[step])?.open ?? true);
    scrollTo(0, 0);
  }

  function goTo(at, revealed) {
    step = Math.min(Math.max(at, 0), steps.length - 1);
    const answer = one('.answer', steps[step]);
    if (answer) answer.open = revealed;
    const asked = new URLSearchParams(location.search);
    for (const name of ['step', 'revealed']) asked.delete(name);
    if (step) asked.set('step', step + 1);
    if (answer && revealed) asked.set('revealed', 'true');
    keep(String(asked));
    showStep();
  }

  function onwards() {
    const answer = one('.answer', steps[step]);
    if (answer && !answer.open) goTo(step, true);
    else if (step < steps.length - 1) goTo(step + 1, false);
  }

  function backwards() {
    if (one('.answer', steps[step])?.open) goTo(step, false);
    else if (step) goTo(step - 1, Boolean(one('.answer', steps[step - 1])));
  }

  if (steps.length) {
    const keys = {
      ArrowRight: onwards, PageDown: onwards, ArrowLeft: backwards, PageUp: backwards, ' ': onwards,
      Home: () => goTo(0, false), End: () => goTo(steps.length - 1, false),
      b: () => root.classList.toggle('blank'), B: () => root.classList.toggle('blank'),
    };
    addEventListener('keydown', (key) => {
      const busy = key.key === ' ' && key.target.closest('a, button, summary, input');
      if (busy || key.ctrlKey || key.altKey || key.metaKey || !Object.hasOwn(keys, key.key)) return;
      key.preventDefault();
      keys[key.key]();
    });
    one('#next').addEventListener('click', onwards);
    one('#back').addEventListener('click', backwards);
    for (const summary of all('.answer > summary')) {
      summary.addEventListener('click', (clicked) => {
        clicked.preventDefault();
        goTo(step, !summary.parentElement.open);
      });
    }
    readStep();
    showStep();
  }

  addEventListener('popstate', () => {
    [view, dropped] = readAddress();
    verdicts = new URLSearchParams(location.search).getAll('verdict');
    if (steps.length) {
      readStep();
      showStep();
    }
    show();
  });

  tellDropped();
  if (dropped.length) keep(writeAddress(view), { replace: true });
  show();
})();
