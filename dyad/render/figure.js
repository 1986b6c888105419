/* What a figure answers with, wherever it stands: it tells, opens, is brushed, follows the address and is announced.
   A figure is the markup of dyad/render/figure.html; text is put in as text, nothing is fetched or evaluated. */
(() => {
  'use strict';
  const { dyad } = globalThis;
  if (dyad.mount) return;
  const { same, read, write, within, switched, saySpan, count } = dyad;
  const SVG = 'http://www.w3.org/2000/svg';
  const EDGE = 8, GAP = 6;  // px the box keeps from the window, and from what it tells of
  const NEAR = 14, FINGER = 24;  // px from a mark, or from an edge of the period, that still mean it
  const MOVED = 4;  // px; less is a click
  const LINGER_MS = 160;  // the box stays while the pointer goes over to it
  const RING = 10;  // px of a drawing
  const one = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const dress = (made, attributes = {}, text = undefined) => {
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const make = (name, attributes, text) => dress(document.createElement(name), attributes, text);
  const shape = (name, attributes) => dress(document.createElementNS(SVG, name), attributes);
  const figures = new Set();

  // -- the box that tells, and what is said aloud

  const tip = make('div', { class: 'dyad-tip', id: 'dyad-tip', hidden: '' });
  const said = make('div', { class: 'dyad-said', role: 'status' });
  let telling = null;  // { figure, sheet, key }
  let lingering = 0;

  function tell({ node }, lines, box, { sideways = false } = {}) {
    const home = node.classList.contains('alone') ? node : (node.closest('main') ?? document.body);
    clearTimeout(lingering);
    tip.replaceChildren(...lines.map((line, at) => make(at ? 'p' : 'b', { dir: 'auto' }, line)));
    tip.classList.toggle('aside', sideways);
    if (tip.parentNode !== home) home.append(tip);
    tip.hidden = false;
    tip.style.left = tip.style.top = '0px';
    const { width, height } = tip.getBoundingClientRect();
    const [wide, tall] = [document.documentElement.clientWidth - EDGE, innerHeight - EDGE];
    const clamp = (at, size, end) => Math.max(Math.min(at, end - size), EDGE);
    const across = clamp((box.left + box.right - width) / 2, width, wide);
    const down = clamp((box.top + box.bottom - height) / 2, height, tall);
    const places = [[across, box.bottom + GAP], [across, box.top - GAP - height]];
    const beside = [[box.right + GAP, down], [box.left - GAP - width, down]];
    const fits = ([x, y]) => x >= EDGE && y >= EDGE && x + width <= wide && y + height <= tall;
    const [x, y] = (sideways ? [...beside, ...places] : [...places, ...beside]).find(fits) ?? [across, down];
    tip.style.left = `${x}px`;
    tip.style.top = `${y}px`;
  }
  function hush() {
    clearTimeout(lingering);
    tip.hidden = true;
    if (telling) for (const element of telling.sheet.parts.get(telling.key) ?? []) element.classList.remove('hot');
    telling = null;
  }
  const hushSoon = () => {
    clearTimeout(lingering);
    lingering = setTimeout(hush, LINGER_MS);
  };
  tip.addEventListener('pointerenter', () => clearTimeout(lingering));
  tip.addEventListener('pointerleave', hushSoon);

  function announce(text) {
    if (!said.isConnected) document.body.append(said);
    if (said.textContent !== text) said.textContent = text;
  }

  function tellMark(figure, sheet, key, box) {
    if (telling?.key !== key || telling.sheet !== sheet) hush();
    telling = { figure, sheet, key };
    for (const element of sheet.parts.get(key)) element.classList.add('hot');
    const mark = figure.marks[key];
    const shown = mark.bar && figure.count ? [`Shown: ${figure.count(mark, figure.chosen)} by the filters`] : [];
    tell(figure, [...mark.tells, ...shown], box);
  }

  // -- a figure, and its drawings for several widths

  /* Have a figure answer; `count` tells how many events of a bar a choice leaves, where the page knows. */
  function mount(node, options = {}) {
    let figure = node.dyad;
    if (!figure) {
      const own = JSON.parse(one('script[type="application/json"]', node).textContent);
      const still = 'still' in node.dataset;  // drawn for one place as it is: it tells, and follows no address
      figure = node.dyad = {
        node, marks: own.marks, facts: own.facts ?? (still ? null : JSON.parse(one('#dyad-facts').textContent)),
        years: node.dataset.years.split(' ').map(Number), count: options.count, current: null, live: null, anchor: null,
        still, chosen: {},
      };
      const svg = one('.drawings svg', node);
      one('.drawings', node).before(make('p', { class: 'told', dir: 'auto' }, svg.getAttribute('aria-label')));
      figure.kind = ['event', 'bar', 'claim'].find((kind) => Object.values(own.marks).some((mark) => mark[kind])) ?? 'figure';
      figure.sheets = all('.drawing', node).map((box) => readSheet(figure, box));
      figure.timed = !still && figure.sheets.some((sheet) => sheet.plots.length);
      addParts(figure);
      new ResizeObserver(() => {
        if (figure.sheets.filter((sheet) => layOut(figure, sheet)).length) show(figure);
        fit(figure);
      }).observe(node);
    }
    figures.add(figure);
    figure.sheets.forEach((sheet) => layOut(figure, sheet));
    show(figure);
    return figure;
  }

  function readSheet(figure, box) {
    const svg = one('svg', box);
    const [low, high] = (svg.dataset.domain ?? '').split(' ').map(Number);
    const plots = (svg.dataset.plots ?? '').split(';').filter(Boolean).map((text) => {
      const [left, top, width, height, lanes] = text.split(' ').map(Number);
      return { left, top, width, height, bottom: top + height, lanes: Boolean(lanes) };
    });
    const parts = new Map(Object.keys(figure.marks).map((key) => [key, []]));
    for (const element of all('[data-key]', svg)) parts.get(element.dataset.key).push(element);
    const over = shape('g', { class: 'over' });
    svg.append(over);
    svg.removeAttribute('aria-label');
    dress(svg, { role: 'none', 'aria-hidden': 'true', ...(plots.length && !figure.still ? { 'data-brushed': '' } : {}) });
    const list = make('ul', { class: 'marks', 'aria-label': 'Marks' });
    box.append(list);
    const sheet = { box, svg, low, high, plots, parts, over, list, items: new Map() };
    sheet.top = Math.min(...plots.map((plot) => plot.top));
    sheet.bottom = Math.max(...plots.map((plot) => plot.bottom));
    listen(figure, sheet);
    return sheet;
  }

  const seen = (figure) => figure.sheets.find((sheet) => sheet.svg.clientWidth > 0);
  const sign = (elements) => elements.findLast((element) => element.matches('path[transform]')) ?? elements[0];

  /* Lay a button over each mark: a list to those who do not see the figure, and what the keyboard goes along. */
  function layOut(figure, sheet) {
    if (sheet.items.size || !sheet.svg.clientWidth) return false;
    const drawn = [...sheet.parts].filter(([, elements]) => elements.length);
    sheet.svg.classList.add('measured');  // what is gone has its place, too
    const frame = sheet.svg.getBoundingClientRect();
    const boxes = drawn.map(([, elements]) => sign(elements).getBoundingClientRect());  // all read before any is written
    sheet.svg.classList.remove('measured');
    sheet.list.append(...drawn.map(([key], at) => {
      const box = boxes[at];
      const item = make('button', { type: 'button', tabindex: '-1', 'data-key': key, 'aria-label': figure.marks[key].name });
      item.style.left = `${(100 * (box.left - frame.left)) / frame.width}%`;
      item.style.top = `${(100 * (box.top - frame.top)) / frame.height}%`;
      item.style.width = `${(100 * box.width) / frame.width}%`;
      item.style.height = `${(100 * box.height) / frame.height}%`;
      sheet.items.set(key, item);
      const place = make('li');
      place.append(item);
      return place;
    }));
    return true;
  }

  function addParts(figure) {
    const { node } = figure;
    node.addEventListener('keydown', (pressed) => key(figure, pressed));
    if (figure.still) return;
    figure.state = make('p', { class: 'state', hidden: '' });
    figure.chip = make('p', { class: 'brush', hidden: '' });
    figure.clear = make('button', { type: 'button', class: 'clear' });
    const zoom = make('button', { type: 'button' }, 'Zoom to these years');
    figure.chip.append(figure.clear, zoom);
    figure.alone = make('button', { type: 'button', class: 'show-alone', 'aria-pressed': 'false' }, 'Show alone');
    one('.drawings', node).after(figure.state, figure.chip);  // below: what is dragged over stays where it is
    one('.head', node).append(figure.alone);
    figure.clear.addEventListener('click', () => {
      brush(figure, null);
      focusMark(figure);
    });
    zoom.addEventListener('click', () => {
      choose(figure, { years: figure.chosen.brush, brush: null }, false);
      focusMark(figure);
    });
    figure.alone.addEventListener('click', () => showAlone(figure, !node.classList.contains('alone')));
  }

  // -- what the address says

  const choose = (figure, changes, replace = true) => {
    const names = Object.keys(changes).map((name) => (name === 'themes' ? 'theme' : name));
    dyad.go(write(figure.facts, { ...figure.chosen, ...changes }, dyad.current(), names), { replace });
  };
  const brush = (figure, years) => choose(figure, { brush: years });

  /* Fade what the choice leaves out, mark the period, and say what that comes to. */
  function show(figure) {
    if (figure.still) return figure.sheets.forEach((sheet) => stop(figure, sheet));
    const [chosen] = read(figure.facts, dyad.current());
    figure.chosen = chosen;
    const period = figure.timed ? (figure.live ?? chosen.brush) : null;
    const keeps = { event: dyad.events(chosen), claim: dyad.claims(figure.facts, chosen) };
    const weigh = (mark) => (mark.bar && figure.count ? figure.count(mark, chosen) : (mark.number ?? 1));
    const sums = { all: 0, kept: 0, shown: 0 };
    const states = new Map();
    for (const [key, mark] of Object.entries(figure.marks)) {
      const event = figure.facts.events[mark.event ?? mark.about];
      const open = Boolean(mark.event) && mark.event === chosen.event;
      const covers = (years) =>
        event || mark.bar ? within(event ?? mark, years) : mark.a === undefined || (mark.b > years[0] && mark.a < years[1] + 1);
      let kept = covers(chosen.years);
      const weight = weigh(mark);
      if (mark.event) kept = keeps.event(event);
      else if (mark.claim) kept = keeps.claim(mark);
      else if (mark.bar) kept &&= (!chosen.themes.length || chosen.themes.includes(mark.theme)) && weight > 0;
      const gone = Boolean(mark.event) && !switched(event, chosen) && !open;
      const left = kept && (!period || covers(period));
      states.set(key, gone ? 'gone' : left || open ? '' : 'dim');
      if (gone || (figure.kind !== 'figure' && !mark[figure.kind])) continue;
      sums.all += mark.number ?? 1;
      if (kept) sums.kept += weight;
      if (left) sums.shown += weight;
    }
    for (const sheet of figure.sheets) {
      for (const [key, elements] of sheet.parts) {
        for (const element of elements) {
          element.classList.toggle('gone', states.get(key) === 'gone');
          element.classList.toggle('dim', states.get(key) === 'dim');
        }
        const item = sheet.items.get(key);
        if (item) item.parentNode.hidden = states.get(key) !== '' && item !== document.activeElement;
      }
      veil(figure, sheet, period);
      ring(sheet, chosen.event);
      stop(figure, sheet);
    }
    const noun = figure.kind === 'bar' ? 'event' : figure.kind;
    const filters = figure.kind === 'figure' ? [] : [chosen.themes.map(headed).join(', '), chosen.q && `“${chosen.q}”`];
    if (!same(chosen.years, figure.years) && figure.timed) filters.push(saySpan(chosen.years));
    const why = filters.filter(Boolean).join(' · ');
    const number = `${sums.kept.toLocaleString('en')} of ${count(sums.all, noun)}`;
    figure.state.textContent = why && `${why}: ${number}`;
    figure.state.hidden = !why;
    const sum = period && `${saySpan(period)}: ${sums.shown.toLocaleString('en')} of ${count(sums.kept, noun)}`;
    figure.chip.hidden = !period;
    if (period) {
      figure.clear.replaceChildren(`${sum} `, make('span', { 'aria-hidden': 'true' }, '×'));
      figure.clear.setAttribute('aria-label', `${sum}. Clear the period`);
    }
    const where = one('.where', figure.node);
    if (where) where.textContent = (where.dataset.page ?? '') + addressTail(figure);
    figure.words = `${sum || `${why ? `${why}: ` : ''}${number}`} shown`;
  }
  const headed = (theme) => theme.charAt(0).toUpperCase() + theme.slice(1);
  const addressTail = (figure) => {
    const query = write(figure.facts, figure.chosen, '');
    return query && `?${query}`;
  };

  const xOf = (sheet, year) => {
    const { left, width } = sheet.plots[0];
    return left + Math.min(Math.max((year - sheet.low) / (sheet.high - sheet.low), 0), 1) * width;
  };

  function veil(figure, sheet, period) {
    for (const old of all('.veil', sheet.svg)) old.remove();
    sheet.over.replaceChildren();
    if (!sheet.plots.length) return;
    const [first, last] = figure.years;
    const { years } = figure.chosen;
    const from = Math.max(years[0], period?.[0] ?? first, first);
    const to = Math.min(years[1], period?.[1] ?? last, last) + 1;
    const [start, low, high, end] = [first, from, Math.max(to, from), last + 1].map((year) => xOf(sheet, year));
    sheet.plots.forEach(({ left, height, lanes }, number) => {
      if (lanes) return;
      const marked = one(`[data-plot="${number}"] [data-key]`, sheet.svg)?.parentNode;  // lines and areas lie under it
      for (const [a, b] of [[start, low], [high, end]]) {
        if (b > a) marked?.before(shape('rect', { class: 'veil', x: a - left, y: 0, width: b - a, height }));
      }
    });
    if (!period) return;
    const [a, b] = [period[0], period[1] + 1].map((year) => xOf(sheet, year));
    const { top, bottom } = sheet;
    sheet.over.append(shape('rect', { class: 'period', x: a, y: top, width: b - a, height: bottom - top }));
    for (const x of [a, b]) {
      sheet.over.append(shape('rect', { class: 'handle', x: x - 3, y: (top + bottom) / 2 - 14, width: 6, height: 28, rx: 3 }));
    }
  }

  function ring(sheet, event) {
    one('.ring', sheet.svg)?.remove();
    const elements = (event && sheet.parts.get(`event:${event}`)) || [];
    const place = elements.length && sign(elements).getAttribute('transform');
    if (place) sign(elements).parentNode.append(shape('circle', { class: 'ring', r: RING, transform: place }));
  }

  function follow() {
    hush();
    for (const figure of figures) {
      if (figure.node.isConnected) show(figure);
      else figures.delete(figure);
    }
    setTimeout(() => {  // by then a page may have put another drawing there
      const first = all('.dyad-figure').find((node) => node.dyad && !node.dyad.still && node.checkVisibility());
      if (first) announce(first.dyad.words);
    });
  }
  dyad.follow(follow);

  // -- opening

  /* Open what a mark stands for: the address says so, unless a listener to `dyad:open` takes it on itself. */
  function open(figure, key) {
    const mark = figure.marks[key];
    const item = seen(figure)?.items.get(key);
    const { event, claim, bar } = mark;
    if (figure.still || (!event && !claim && !bar)) return item && tellMark(figure, seen(figure), key, item.getBoundingClientRect());
    hush();
    const detail = { event, claim, bar, item };
    const asked = new CustomEvent('dyad:open', { bubbles: true, composed: true, cancelable: true, detail });
    if (!figure.node.dispatchEvent(asked)) return;
    if (bar) choose(figure, { years: [mark.from, mark.to], themes: [mark.theme], brush: null }, false);
    else choose(figure, event ? { event } : { claim }, false);
  }

  // -- the keyboard: one stop a figure

  const goable = (sheet) => [...sheet.items.values()].filter((item) => !item.parentNode.hidden);
  function stop(figure, sheet) {
    const items = goable(sheet);
    const at = items.find((item) => item.dataset.key === figure.current) ?? items[0];
    for (const item of sheet.items.values()) item.tabIndex = item === at ? 0 : -1;
  }
  function focusMark(figure, key = figure.current) {
    const sheet = seen(figure);
    const item = sheet && (sheet.items.get(key) ?? goable(sheet)[0]);
    if (!item) return figure.alone?.focus();
    item.parentNode.hidden = false;
    item.focus({ preventScroll: true });
  }

  function key(figure, pressed) {
    const item = pressed.target.closest('.marks button');
    if (!item || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    const sheet = seen(figure);
    const items = goable(sheet);
    const at = items.indexOf(item);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[pressed.key];
    const brushing = figure.anchor !== null;
    if (step && brushing) stretch(figure, step);
    else if (step) items[Math.min(Math.max(at + step, 0), items.length - 1)].focus();
    else if (pressed.key === 'Home') items[0].focus();
    else if (pressed.key === 'End') items.at(-1).focus();
    else if (brushing && ['Enter', ' ', 'b', 'B'].includes(pressed.key)) figure.anchor = null;
    else if (['b', 'B'].includes(pressed.key) && figure.timed) startBrush(figure, figure.marks[item.dataset.key]);
    else if (pressed.key !== 'Escape' || !leave(figure, item)) return;
    pressed.preventDefault();
    pressed.stopPropagation();
  }
  function startBrush(figure, mark) {
    const [first, last] = figure.years;
    figure.anchor = figure.head = Math.min(Math.max(Math.floor((mark.a + mark.b) / 2), first), last);
    brush(figure, [figure.anchor, figure.head]);
    setTimeout(() => announce(`${figure.words}. Arrows move the end of the period, Enter keeps it, Escape clears it`));
  }
  function stretch(figure, step) {
    const [first, last] = figure.years;
    figure.head = Math.min(Math.max(figure.head + step, first), last);
    brush(figure, [figure.anchor, figure.head].sort((a, b) => a - b));
  }
  function leave(figure, item) {
    figure.anchor = null;
    if (figure.chosen.brush) brush(figure, null);
    else if (!tip.hidden) hush();
    else if (figure.node.classList.contains('alone')) return false;
    else item.blur();
    return true;
  }

  // -- alone in the window

  function showAlone(figure, on) {
    const { node } = figure;
    if (node.showPopover) {
      if (on) node.popover = 'manual';
      else node.hidePopover();
    }
    node.classList.toggle('alone', on);
    if (on) node.showPopover?.();
    else node.removeAttribute('popover');
    for (let at = node; at !== document.body && at.parentNode; at = at.parentNode) {
      for (const other of at.parentNode.children) {
        if (other !== at && other !== tip && other !== said) other.inert = on;
      }
    }
    figure.alone.setAttribute('aria-pressed', String(on));
    figure.alone.textContent = on ? 'Back to the page' : 'Show alone';
    hush();
    fit(figure);
    figure.alone.focus();
  }
  function fit({ node, sheets }) {
    const on = node.classList.contains('alone');
    for (const { box, svg } of sheets) {
      box.style.maxWidth = '';
      if (!on || !svg.clientWidth) continue;
      const room = node.clientHeight - (node.scrollHeight - svg.clientHeight);
      const { width, height } = svg.viewBox.baseVal;
      if (node.scrollHeight > node.clientHeight) box.style.maxWidth = `${Math.max((room * width) / height, 240)}px`;
    }
  }

  addEventListener('keydown', (pressed) => {
    if (pressed.key !== 'Escape' || pressed.defaultPrevented) return;
    const alone = [...figures].find(({ node }) => node.isConnected && node.classList.contains('alone'));
    const brushed = [...figures].find(({ node, chosen }) => node.isConnected && chosen.brush);
    if (!tip.hidden) hush();
    else if (brushed) brush(brushed, null);
    else if (alone) showAlone(alone, false);
  });
  addEventListener('scroll', ({ target }) => {
    const item = telling?.sheet.items.get(telling.key);
    if (item && item === document.activeElement) tellMark(telling.figure, telling.sheet, telling.key, item.getBoundingClientRect());
    else if (target !== tip) hush();
  }, { capture: true, passive: true });

  // -- the pointer

  function listen(figure, sheet) {
    const { svg, plots } = sheet;
    let drag = null;  // { anchor: in decimal years, x, moved, before }
    const place = (at) => {
      const frame = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / frame.width;
      return { x: (at.clientX - frame.left) * scale, y: (at.clientY - frame.top) * scale, scale };
    };
    const yearAt = (x) => sheet.low + ((x - plots[0].left) / plots[0].width) * (sheet.high - sheet.low);
    const plotAt = (y) => plots.find((plot) => y >= plot.top && y <= plot.bottom);
    const reach = (at) => (at.pointerType === 'touch' ? FINGER : NEAR);
    const edgeAt = (at) => {
      const period = figure.chosen.brush;
      const { x, scale } = place(at);
      if (!period) return undefined;
      const edges = [period[0], period[1] + 1];
      return edges.findIndex((year) => Math.abs(xOf(sheet, year) - x) <= (reach(at) / 2) * scale);
    };

    /* Return the key of the mark under a pointer, or of the nearest within reach of a finger. */
    function keyAt(at) {
      const hit = at.target.closest?.('[data-key]');
      if (hit) return hit.dataset.key;
      if (at.pointerType !== 'touch') return undefined;
      const away = (item) => {
        const box = item.getBoundingClientRect();
        return Math.hypot((box.left + box.right) / 2 - at.clientX, (box.top + box.bottom) / 2 - at.clientY);
      };
      const [nearest] = goable(sheet).map((item) => [away(item), item]).sort((a, b) => a[0] - b[0]);
      return nearest && nearest[0] <= FINGER ? nearest[1].dataset.key : undefined;
    }

    /* Tell of the figures of the year nearest to a pointer in a plot, by whom: all of them at once. */
    function tellYear(at, plot) {
      const { x, y, scale } = place(at);
      const frame = svg.getBoundingClientRect();
      const there = [...sheet.items].map(([key, item]) => {
        const box = item.getBoundingClientRect();
        const [cx, cy] = [(box.left + box.right) / 2 - frame.left, (box.top + box.bottom) / 2 - frame.top];
        return { key, mark: figure.marks[key], x: cx * scale, y: cy * scale, box };
      }).filter((mark) => mark.mark.shown && mark.y >= plot.top - 2 && mark.y <= plot.bottom + 2);
      if (!there.length) return hushSoon();
      const near = there.reduce((a, b) => (Math.hypot(a.x - x, a.y - y) <= Math.hypot(b.x - x, b.y - y) ? a : b));
      if (Math.hypot(near.x - x, near.y - y) < NEAR * scale) return tellMark(figure, sheet, near.key, near.box);
      const away = Math.min(...there.map((mark) => Math.abs(mark.x - x)));
      const year = (plot.width / (sheet.high - sheet.low)) * 0.6;
      if (away > Math.max(year, NEAR * scale)) return hushSoon();
      const column = there.filter((mark) => Math.abs(Math.abs(mark.x - x) - away) < 2).sort((a, b) => a.y - b.y);
      const lines = column.map(({ mark }) => `${mark.who}: ${mark.shown}`);
      hush();
      const box = { left: at.clientX - 4, right: at.clientX + 4, top: at.clientY, bottom: at.clientY };
      tell(figure, [column[0].mark.year, ...lines], box, { sideways: true });
    }

    function guide(x) {
      one('.guide', sheet.over)?.remove();
      const { top, bottom } = sheet;
      if (x !== undefined) sheet.over.append(shape('line', { class: 'guide', x1: x, x2: x, y1: top, y2: bottom }));
    }

    svg.addEventListener('pointermove', (at) => {
      if (drag) return dragTo(at);
      if (at.pointerType === 'touch') return;
      const key = keyAt(at);
      const { x, y } = place(at);
      const plot = plotAt(y);
      if (plots.length) {
        guide(plot && yearAt(x) > figure.years[0] && yearAt(x) < figure.years[1] + 1 ? x : undefined);
        svg.classList.toggle('edge', edgeAt(at) >= 0);
      }
      if (key) tellMark(figure, sheet, key, { ...at.target.getBoundingClientRect().toJSON(), left: at.clientX - 8, right: at.clientX + 8 });
      else if (plot && !plot.lanes) tellYear(at, plot);
      else hushSoon();
    });
    svg.addEventListener('pointerleave', () => {
      if (drag) return;
      hushSoon();
      guide();
    });
    svg.addEventListener('click', (at) => {
      const key = keyAt(at);
      const plot = plotAt(place(at).y);
      if (drag?.moved) return;
      if (key) {
        figure.current = key;
        stop(figure, sheet);
        open(figure, key);
      } else if (figure.timed && figure.chosen.brush && plot) brush(figure, null);
      else if (at.pointerType === 'touch' && plot && !plot.lanes) tellYear(at, plot);
      else hush();
    });
    sheet.list.addEventListener('click', (clicked) => open(figure, clicked.target.dataset.key));
    sheet.list.addEventListener('focusin', ({ target }) => {
      figure.current = target.dataset.key;
      stop(figure, sheet);
      tellMark(figure, sheet, target.dataset.key, target.getBoundingClientRect());
      target.setAttribute('aria-describedby', tip.id);
    });
    sheet.list.addEventListener('focusout', ({ target }) => {
      target.removeAttribute('aria-describedby');
      hush();
    });
    if (!plots.length || figure.still) return;

    function dragTo(at) {
      if (!drag.moved && Math.abs(at.clientX - drag.x) <= MOVED) return;
      if (!drag.moved) svg.setPointerCapture(at.pointerId);
      drag.moved = true;
      hush();
      const [first, last] = figure.years;
      const ends = [drag.anchor, yearAt(place(at).x)].sort((a, b) => a - b);
      const low = Math.min(Math.max(Math.floor(ends[0] + 0.001), first), last);
      const span = [low, Math.max(Math.min(Math.ceil(ends[1] - 0.001) - 1, last), low)];
      if (same(span, figure.live)) return;
      figure.live = span;
      show(figure);
    }
    svg.addEventListener('pointerdown', (at) => {
      drag = null;
      const { x, y } = place(at);
      if (at.button || y < sheet.top || y > sheet.bottom) return;
      const edge = edgeAt(at);
      const period = figure.chosen.brush;
      drag = { anchor: edge >= 0 ? [period[1] + 1, period[0]][edge] : yearAt(x), x: at.clientX, moved: false };
    });
    svg.addEventListener('pointerup', () => {
      const span = figure.live;
      figure.live = null;
      if (drag?.moved && span) brush(figure, span);
      const ended = drag;
      setTimeout(() => {  // the click that follows is not one
        if (drag === ended) drag = null;
      });
    });
    svg.addEventListener('pointercancel', () => {
      drag = null;
      figure.live = null;
      show(figure);
    });
  }

  /* Put another drawing in the place of a figure; what had the focus has it again. */
  function replace(old, node, options) {
    const key = old.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    old.replaceWith(node);
    const figure = mount(node, options);
    if (key) focusMark(figure, key);
    return figure;
  }

  Object.assign(dyad, { mount, replace, announce });
  const mountAll = () => all('.dyad-figure').filter((node) => !node.dyad).forEach((node) => mount(node));
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', mountAll);
  else mountAll();
})();
