/* What a figure answers with, wherever it stands: it tells, opens, is brushed, follows the address and is announced.
   A figure is the markup of dyad/render/figure.html; text is put in as text, nothing is fetched or evaluated. */
(() => {
  'use strict';
  const { dyad } = globalThis;
  const { same, write, switched, saySpan, sayPart, one, all, clamp, make, draw, hear, isOpen, tip, said, tell, hush, hushSoon } = dyad;
  const NEAR = 14, FINGER = 24;  // px from a mark, or from an edge of the period, that still mean it
  const SIGN = 'path[transform]';  // what a mark is, beside its label and its bar
  const MOVED = 4;  // px; less is a click
  const readJson = (selector, inside) => JSON.parse(one(selector, inside).textContent);
  const numbers = (text) => text.split(' ').map(Number);
  const figures = () => all('.dyad-figure').map(({ dyad: figure }) => figure).filter(Boolean);  // those on the page that answer

  // -- a figure, its drawings for several widths (sheets), and the marks in each of them (parts)

  /* Have a figure answer; `count` tells how many events of a bar a choice leaves, where the page knows. */
  function mount(node, { count: counts } = {}) {
    node.dyad ??= readFigure(node, counts);
    show(node.dyad);
    return node.dyad;
  }

  function readFigure(node, counts) {
    const { marks, facts = readJson('#dyad-facts') } = readJson('[type$=json]', node);
    const figure = {
      node, marks, facts, counts, kind: node.dataset.kind, years: numbers(node.dataset.years), fixed: node.dataset.view,
      current: null,  // the key of the mark that Tab reaches
      anchor: null,  // the year that a period by keyboard began with
      still: 'still' in node.dataset,  // shown as it was drawn: it tells, and follows no address
      chosen: {},
      words: '',
    };
    figure.sheets = all('.drawing', node).map((box) => readSheet(figure, box));
    node.addEventListener('keydown', (pressed) => press(figure, pressed));
    new ResizeObserver(() => show(figure)).observe(node);
    if (figure.still) return figure;
    for (const name of ['state', 'brush', 'clear', 'zoom', 'alone']) figure[name] = one(`.${name}`, node);
    figure.timed = figure.sheets.some((sheet) => sheet.plots.length);
    figure.zoom.hidden = figure.fixed !== undefined;
    figure.alone.hidden = false;
    const act = (name, deed) => figure[name].addEventListener('click', () => {
      deed();
      if (name !== 'alone') focusMark(figure);
    });
    act('clear', () => brush(figure, null));
    act('zoom', () => choose(figure, { years: figure.chosen.brush, brush: null }, false));
    act('alone', () => showAlone(figure, !isAlone(figure)));
    return figure;
  }

  function readSheet(figure, box) {
    const svg = one('svg', box);
    const [low, high] = numbers(svg.dataset.domain ?? '');
    const plots = (svg.dataset.plots ?? '').split(';').filter(Boolean).map((text) => {
      const [left, top, width, height, lanes] = numbers(text);
      return { left, top, width, height, bottom: top + height, lanes: Boolean(lanes) };
    });
    const sheet = { svg, low, high, plots, over: draw('g', { class: 'over' }), list: make('ul', { class: 'marks', 'aria-label': 'Marks' }) };
    sheet.top = Math.min(...plots.map((plot) => plot.top));
    sheet.bottom = Math.max(...plots.map((plot) => plot.bottom));
    const drawn = Map.groupBy(all('[data-key]', svg), (element) => element.dataset.key);
    sheet.parts = Object.entries(figure.marks).filter(([key]) => drawn.has(key)).map(
      ([key, mark]) => ({ key, mark, figure, elements: drawn.get(key), item: null }),
    );
    svg.append(sheet.over);
    svg.toggleAttribute('data-brushed', plots.length > 0 && !figure.still);
    box.append(sheet.list);
    box.style.setProperty('--shape', svg.viewBox.baseVal.width / svg.viewBox.baseVal.height);
    listen(figure, sheet);
    return sheet;
  }

  /* Lay a button over each mark: a list to those who do not see the figure, and what the keyboard goes along. */
  function layOut({ svg, list, parts }) {
    const frame = svg.getBoundingClientRect();
    const signs = parts.map(({ elements }) => elements.findLast((element) => element.matches(SIGN)) ?? elements[0]);
    const boxes = signs.map((sign) => sign.getBoundingClientRect());  // all read before any is written
    const { width: whole, height: tall } = svg.viewBox.baseVal;
    const scale = whole / frame.width;
    parts.forEach((part, at) => {
      const [width, height] = [boxes[at].width * scale, boxes[at].height * scale];
      const [left, top] = [(boxes[at].left - frame.left) * scale, (boxes[at].top - frame.top) * scale];
      const item = make('button', { type: 'button', 'data-key': part.key, 'aria-label': part.mark.name });
      item.dyad = Object.assign(part, { item, x: left + width / 2, y: top + height / 2 });
      const sides = { left: left / whole, width: width / whole, top: top / tall, height: height / tall };
      for (const [side, share] of Object.entries(sides)) item.style[side] = `${100 * share}%`;
      list.append(make('li', {}, item));
    });
  }

  /* Return where in a drawing a point of the window is, in its px, `scale` of which are one of the window. */
  function place(svg, { clientX, clientY }) {
    const frame = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / frame.width;
    return { x: (clientX - frame.left) * scale, y: (clientY - frame.top) * scale, scale };
  }
  const seen = (figure) => figure.sheets.find((sheet) => sheet.svg.clientWidth > 0);
  const reached = (sheet) => sheet.parts.filter(({ item }) => item && !item.parentNode.hidden);

  // -- what the address says

  const choose = ({ facts }, changes, replace = true) => dyad.choose(facts, changes, { replace });
  const brush = (figure, years, goesOn = true) => {
    figure.anchor = years && figure.anchor;
    figure.node.dispatchEvent(new CustomEvent('dyad:brush', { bubbles: true, detail: years }));
    choose(figure, { brush: years }, goesOn);  // a drag is one step
  };

  /* Fade what the choice leaves out, mark the period, and say what that comes to. */
  function show(figure) {
    const { facts, kind } = figure;
    for (const sheet of figure.sheets) if (!sheet.list.firstChild && sheet.svg.clientWidth) layOut(sheet);
    if (figure.still) return figure.sheets.forEach((sheet) => setStop(figure, sheet));
    const chosen = figure.chosen = dyad.chosen(facts, figure.fixed);
    const period = figure.timed ? chosen.brush : null;
    const leaves = dyad.leaves(facts, chosen, figure.counts);
    const sums = { all: 0, kept: 0, left: 0 };
    const states = {};
    for (const [key, mark] of Object.entries(figure.marks)) {
      const open = Boolean(mark.event) && mark.event === chosen.event;
      const event = facts.events[mark.event];
      const unnamed = kind === 'event' && Boolean(event?.beyond) && !chosen.beyond;  // its sign stands all the same, and is not counted
      const gone = Boolean(event) && !open && !switched(event, { ...chosen, beyond: true });
      const kept = leaves(mark);
      const left = !period || dyad.covers(facts, mark, period) ? kept : 0;
      states[key] = { open, gone, unnamed: unnamed && !open, dim: !left && !open && !gone };
      if (gone || unnamed || (kind !== 'figure' && !mark[kind])) continue;
      sums.all += mark.number ?? 1;
      sums.kept += kept;
      sums.left += left;
    }
    for (const sheet of figure.sheets) {
      for (const { key, elements, item } of sheet.parts) {
        const { open, unnamed, dim } = states[key];
        const gone = states[key].gone || (unnamed && !sheet.plots.length);  // a list is of names alone
        for (const element of elements) {
          element.classList.toggle('gone', gone || (unnamed && !element.matches(SIGN)));
          element.classList.toggle('dim', dim);
        }
        if (!item) continue;
        item.parentNode.hidden = (gone || dim) && item !== document.activeElement;
        item.classList.toggle('ring', open);
        item.ariaCurrent = open ? 'true' : null;
      }
      drawPeriod(figure, sheet, period);
      setStop(figure, sheet);
    }
    saySums(figure, period, sums);
  }

  function saySums(figure, period, sums) {
    const { chosen, kind, fixed, state, clear } = figure;
    const noun = kind === 'bar' ? 'event' : kind;
    const filters = kind === 'figure' ? [] : [chosen.themes.map(headed).join(', '), chosen.q && `“${chosen.q}”`];
    if (figure.timed && !same(chosen.years, figure.years)) filters.push(saySpan(chosen.years));
    const why = fixed === undefined ? filters.filter(Boolean).join(' · ') : '';
    const number = sayPart(sums.kept, sums.all, noun);
    const sum = period && `${saySpan(period)}: ${sayPart(sums.left, sums.kept, noun)}`;
    state.textContent = why && `${why}: ${number}`;
    state.hidden = !why;
    figure.brush.hidden = !period;
    clear.replaceChildren(`${sum} `, make('span', { 'aria-hidden': 'true' }, '×'));
    clear.ariaLabel = `${sum}. Clear the period`;
    const where = one('.where', figure.node);
    const query = write(figure.facts, chosen, where.dataset.kept ?? '');
    const shown = /^http/.test(location.protocol) && !/[?&]own=/.test(dyad.current());  // own tables have no address
    const page = where.dataset.page || (shown && location.origin + location.pathname);
    if (page) where.textContent = ` · ${page}${query && `?${query}`}`;
    figure.words = fixed !== undefined && !period ? '' : `${sum || state.textContent || number} shown`;
  }
  const headed = (theme) => theme.charAt(0).toUpperCase() + theme.slice(1);

  const yearAt = ({ plots: [{ left, width }], low, high }, x) => low + ((x - left) / width) * (high - low);
  const xOf = ({ plots: [{ left, width }], low, high }, year) => left + clamp((year - low) / (high - low), 0, 1) * width;

  /* Veil lines and areas outside the years and the period, and draw the period with its handles. */
  function drawPeriod({ years: [first, last], chosen }, sheet, period) {
    const { svg, plots, over, top, bottom } = sheet;
    for (const old of all('.veil', svg)) old.remove();
    over.replaceChildren();
    if (!plots.length) return;
    const spans = [chosen.years, period ?? chosen.years, [first, last]];
    const from = Math.max(...spans.map(([start]) => start));
    const to = Math.max(Math.min(...spans.map(([, end]) => end)) + 1, from);
    const bar = (kind, start, end, y, height, corner = 0) =>
      draw('rect', { class: kind, x: xOf(sheet, start) - corner, y, width: xOf(sheet, end) - xOf(sheet, start), height });
    plots.forEach(({ left, height, lanes }, number) => {
      const marked = !lanes && one(`[data-plot="${number}"] [data-key]`, svg)?.parentNode;  // lines and areas lie under it
      if (marked) marked.before(bar('veil', first, from, 0, height, left), bar('veil', to, last + 1, 0, height, left));
    });
    if (!period) return;
    over.append(bar('period', period[0], period[1] + 1, top, bottom - top));
    for (const year of [period[0], period[1] + 1]) {
      over.append(draw('rect', { class: 'handle', x: xOf(sheet, year) - 3, y: (top + bottom) / 2 - 14, width: 6, height: 28, rx: 3 }));
    }
  }

  /* What is chosen but for what is open, which changes no number, and for whose tables these are, which the page says. */
  function selection() {
    const chosen = new URLSearchParams(dyad.current());
    for (const name of ['event', 'claim', 'own']) chosen.delete(name);
    return String(chosen);
  }
  let announced = selection();
  dyad.follow(() => {
    hush();
    figures().forEach(show);
    setTimeout(() => {  // by then a page may have put another drawing there
      const first = figures().find(({ node }) => node.checkVisibility());
      if (!first || announced === selection()) return;
      announced = selection();
      if (first.words) dyad.announce(first.words);
    });
  });

  // -- telling, and opening

  function tellPart({ figure, mark, elements, item }, box) {
    const shown = mark.bar && figure.counts ? [`Shown: ${figure.counts(mark, figure.chosen)} by the filters`] : [];
    tell(figure.node, [...mark.tells, ...shown], { item, box, lit: elements });
  }

  /* Open what a mark stands for: the address says so, unless a listener to `dyad:open` takes it on itself. */
  function open(part) {
    const { figure, mark, item } = part;
    const { event, claim, bar } = mark;
    if (figure.still || (!event && !claim && !bar)) return tellPart(part);
    hush();
    const asked = new CustomEvent('dyad:open', { bubbles: true, composed: true, cancelable: true, detail: { event, claim, bar, item } });
    if (!figure.node.dispatchEvent(asked)) return;
    if (bar) choose(figure, { years: [mark.from, mark.to], themes: [mark.theme], brush: null }, false);
    else choose(figure, event ? { event } : { claim }, false);
  }

  // -- the keyboard: one stop a figure

  function setStop(figure, sheet) {
    const there = reached(sheet);
    const stop = there.find((part) => part.key === figure.current) ?? there[0];
    for (const part of sheet.parts) if (part.item) part.item.tabIndex = part === stop ? 0 : -1;
  }
  function focusMark(figure, key = figure.current) {
    const sheet = seen(figure);
    const part = sheet?.parts.find((other) => other.key === key) ?? (sheet && reached(sheet)[0]);
    if (!part) return figure.alone?.focus();
    part.item.parentNode.hidden = false;
    part.item.focus({ preventScroll: true });
  }

  function press(figure, pressed) {
    const item = pressed.target.closest('.marks button');
    if (!item || pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    const items = reached(seen(figure)).map((part) => part.item);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[pressed.key];
    const brushing = figure.anchor !== null;
    const name = pressed.key.toLowerCase();
    if (step && brushing) stretch(figure, figure.head + step);
    else if (step) items[clamp(items.indexOf(item) + step, 0, items.length - 1)].focus();
    else if (name === 'home' || name === 'end') items.at(name === 'end' ? -1 : 0).focus();
    else if (brushing && ['enter', ' ', 'b'].includes(name)) figure.anchor = null;
    else if (name === 'b' && figure.timed) {
      const { a, b } = item.dyad.mark;
      figure.anchor = clamp(Math.floor((a + b) / 2), ...figure.years);
      stretch(figure, figure.anchor);
      setTimeout(() => dyad.announce(`${figure.words}. Arrows move the end of the period, Enter keeps it, Escape clears it`));
    } else return;
    pressed.preventDefault();
    pressed.stopPropagation();
  }
  function stretch(figure, year) {
    figure.head = clamp(year, ...figure.years);
    brush(figure, [figure.anchor, figure.head].sort((a, b) => a - b));
  }
  addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key !== 'Escape' || defaultPrevented) return;
    const brushed = figures().find(({ chosen }) => chosen.brush);
    const alone = figures().find(isAlone);
    if (brushed) brush(brushed, null);
    else if (isOpen(tip)) hush();
    else if (alone) showAlone(alone, false);
    else if (document.activeElement.matches('.marks button')) document.activeElement.blur();
  });

  // -- alone in the window

  const isAlone = ({ node }) => isOpen(node);
  function showAlone({ node, alone }, on) {
    hush();
    node.popover = on ? 'manual' : null;
    if (on) node.showPopover();
    for (let at = node; at !== document.body && at.parentNode; at = at.parentNode) {
      for (const other of at.parentNode.children) if (other !== at && other !== said) other.inert = on;
    }
    alone.ariaPressed = String(on);
    alone.textContent = on ? 'Back to the page' : 'Show alone';
    alone.focus();
  }

  // -- the pointer

  function listen(figure, sheet) {
    const { svg, plots, over, list } = sheet;
    let drag = null;  // { anchor: in decimal years, x: of the window, moved, before: the period }
    const plotAt = (y) => plots.find((plot) => y >= plot.top && y <= plot.bottom);
    const touched = (at) => at.pointerType === 'touch';

    /* Return the year at the other end of the period where a pointer has got hold of one edge. */
    function otherEnd(at) {
      const { x, scale } = place(svg, at);
      const [first, last] = figure.chosen.brush ?? [];
      const holds = (year) => Math.abs(xOf(sheet, year) - x) <= ((touched(at) ? FINGER : NEAR) / 2) * scale;
      return holds(first) ? last + 1 : holds(last + 1) ? first : undefined;
    }

    /* Return the part under a pointer, or the nearest within reach of a finger. */
    function partAt(at) {
      const key = at.target.dataset?.key;
      if (key) return sheet.parts.find((part) => part.key === key);
      if (!touched(at)) return undefined;
      const { x, y, scale } = place(svg, at);
      const away = (part) => Math.hypot(part.x - x, part.y - y);
      return reached(sheet).filter((part) => away(part) < FINGER * scale).sort((a, b) => away(a) - away(b))[0];
    }

    /* Tell of the figures of the year nearest to a pointer in a plot, by whom: all of them at once. */
    function tellYear(at, plot) {
      const { x } = place(svg, at);
      const away = (part) => Math.abs(part.x - x);
      const there = reached(sheet).filter((part) => part.mark.shown && plotAt(part.y) === plot).sort((a, b) => a.y - b.y);
      const [near] = there.toSorted((a, b) => away(a) - away(b));
      const year = plot.width / (sheet.high - sheet.low);
      if (!near || away(near) > year * 0.6) return hushSoon();
      const lines = there.filter((part) => Math.abs(part.x - near.x) < 2).map(({ mark }) => `${mark.who}: ${mark.shown}`);
      const box = { left: at.clientX - 4, right: at.clientX + 4, top: at.clientY, bottom: at.clientY };
      tell(figure.node, [near.mark.year, ...lines], { box, sideways: true });
    }

    function guide(x) {
      one('.guide', over)?.remove();
      const { top: y1, bottom: y2 } = sheet;
      if (x !== undefined) over.append(draw('line', { class: 'guide', x1: x, x2: x, y1, y2 }));
    }

    function point(at) {
      const part = partAt(at);
      const { x, y } = place(svg, at);
      const plot = plotAt(y);
      if (plots.length) {
        const [first, last] = figure.years;
        guide(plot && x > xOf(sheet, first) && x < xOf(sheet, last + 1) ? x : undefined);
        svg.classList.toggle('edge', otherEnd(at) !== undefined);
      }
      const { top, bottom } = at.target.getBoundingClientRect();
      if (part) tellPart(part, { left: at.clientX - 8, right: at.clientX + 8, top, bottom });
      else if (plot && !plot.lanes) tellYear(at, plot);
      else hushSoon();
    }

    function dragTo(at) {
      if (!drag.moved && Math.abs(at.clientX - drag.x) <= MOVED) return;
      if (!drag.moved) svg.setPointerCapture(at.pointerId);
      const goesOn = drag.moved;
      drag.moved = true;
      hush();
      const [from, to] = [drag.anchor, yearAt(sheet, place(svg, at).x)].sort((a, b) => a - b);
      const low = clamp(Math.floor(from + 0.001), ...figure.years);
      brush(figure, [low, clamp(Math.ceil(to - 0.001) - 1, low, figure.years[1])], goesOn);
    }

    function click(at) {
      if (drag?.moved) return;
      const part = partAt(at);
      const plot = plotAt(place(svg, at).y);
      if (part) {
        figure.current = part.key;
        setStop(figure, sheet);
        open(part);
      } else if (figure.chosen.brush && plot) brush(figure, null);
      else if (touched(at) && plot && !plot.lanes) tellYear(at, plot);
      else hush();
    }

    hear(svg, {
      click,
      pointermove: (at) => {
        if (drag && at.buttons) dragTo(at);
        else if (!touched(at)) point(at);
      },
      pointerleave: () => {
        hushSoon();
        guide();
      },
      pointerdown: (at) => {
        const { x, y } = place(svg, at);
        const held = !figure.still && !at.button && y >= sheet.top && y <= sheet.bottom;
        drag = held ? { anchor: otherEnd(at) ?? yearAt(sheet, x), x: at.clientX, moved: false, before: figure.chosen.brush } : null;
      },
      pointercancel: () => drag?.moved && brush(figure, drag.before),
    });
    hear(list, {
      click: ({ target }) => open(target.dyad),
      focusin: ({ target }) => {
        figure.current = target.dataset.key;
        setStop(figure, sheet);
        tellPart(target.dyad);
        target.setAttribute('aria-describedby', tip.id);
      },
      focusout: ({ target }) => {
        target.removeAttribute('aria-describedby');
        hush();
      },
    });
  }

  /* Put another drawing in the place of a figure; what had the focus has it again. */
  function replace(old, node, options) {
    const key = old.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const alone = Boolean(old.dyad) && isAlone(old.dyad);
    if (alone) showAlone(old.dyad, false);
    old.replaceWith(node);
    const figure = mount(node, options);
    if (alone) showAlone(figure, true);
    if (key) focusMark(figure, key);
    return figure;
  }

  Object.assign(dyad, { mount, replace });
})();
