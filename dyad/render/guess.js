/* Guesses given by pointer, finger or key: a number on a scale, a period of years, a line drawn on. One for all places:
   `dyadGuess.mount(host, asked, tell)`, where `asked` is what Python says of the question and `tell` gets texts. */
globalThis.dyadGuess ??= (() => {
  "use strict";
  const NUDGES = 50;  // presses of a key from the foot of a drawing to its top
  const { make, draw, clamp } = dyadElements;
  const places = new WeakMap();

  function say(value, unit) {
    const digits = Math.abs(value) >= 10 || Number.isInteger(value) ? 0 : Math.abs(value) >= 1 ? 1 : 2;
    const number = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return unit === "percent" ? `${number}%` : unit === "USD million" ? `USD ${number} million` : `${number} ${unit}`.trim();
  }
  const snap = (value, { low, high, step }) => clamp(Number((low + Math.round((value - low) / step) * step).toFixed(6)), low, high);

  /* Listen to a pointer from its press to its end: keys go back to the page with it. */
  function drag(surface, move, end) {
    surface.addEventListener("pointerdown", (pressed) => {
      if (pressed.button) return;
      pressed.preventDefault();  // the focus stays where it was
      surface.setPointerCapture(pressed.pointerId);
      move(pressed, true);
    });
    surface.addEventListener("pointermove", (moved) => surface.hasPointerCapture(moved.pointerId) && move(moved, false));
    surface.addEventListener("lostpointercapture", () => {
      if (surface.contains(document.activeElement)) document.activeElement.blur();
      end();
    });
  }

  /* An axis with one handle (a number) or two (the first and the last year of a period, whose years are cells). */
  class Axis {
    constructor(host, asked, tell) {
      Object.assign(this, { asked, tell, told: asked.guess, period: asked.kind === "period" });
      this.ends = this.period ? [asked.low, asked.high + 1] : [asked.low, asked.high];
      const names = this.period ? ["Your guess: from", "Your guess: to"] : ["Your guess"];
      this.inputs = names.map((name) => make("input", {
        type: "range", "aria-label": name, min: asked.low, max: asked.high, step: this.period ? 1 : asked.step,
      }));
      this.handles = names.map((name, at) => make("span", { class: "handle" }, this.inputs[at]));
      this.fill = make("span", { class: "fill" });
      this.said = make("output");
      this.rail = make("div", { class: "rail" }, [this.fill, ...this.handles]);
      this.names = make("div", { class: "ticks", "aria-hidden": "true" }, this.ticks());
      this.track = make("div", { class: "track" }, [this.rail, this.names]);
      host.replaceChildren(this.said, this.track);
      new ResizeObserver(() => this.thin()).observe(this.track);
      this.inputs.forEach((input, at) => input.addEventListener("input", () => {
        const values = this.values ?? this.start, value = Number(input.value);
        this.put(values.map((one, other) => (other === at || (at ? one > value : one < value) ? value : one)));
        this.report();
      }));
      let anchor = null;  // the end of a period that stays where it is
      drag(this.track, ({ clientX }, first) => {
        const { left, width } = this.rail.getBoundingClientRect();
        const value = this.ends[0] + (clientX - left) / width * (this.ends[1] - this.ends[0]);
        const year = clamp(Math.floor(value), this.asked.low, this.asked.high);
        if (!this.period) return this.put([snap(value, this.asked)]);
        const [from, to] = this.values ?? [year, year];
        if (first) anchor = Math.abs(value - from) <= Math.abs(value - to - 1) ? to : from;
        this.put([Math.min(anchor, year), Math.max(anchor, year)]);
      }, () => this.report());
      this.set(asked.guess);
    }
    ticks() {
      const { low, high } = this.asked, width = this.ends[1] - this.ends[0];
      const at = this.asked.ticks ?? Array.from({ length: high - low + 1 }, (_, year) => [low + year + 0.5, String(low + year)]);
      return at.map(([value, word]) => {
        const tick = make("span", {}, word);
        tick.style.left = `${100 * (value - low) / width}%`;
        return tick;
      });
    }
    /* Show as many ticks as find room. */
    thin() {
      const named = [...this.names.children], size = parseFloat(getComputedStyle(this.names).fontSize);
      const wide = (Math.max(...named.map((tick) => tick.textContent.length)) * 0.58 + 0.7) * size;
      const every = Math.ceil(named.length * wide / this.rail.clientWidth) || 1;
      named.forEach((tick, number) => { tick.hidden = number % every > 0; });
    }
    report() {
      this.tell((this.told = this.values.map(String)));
    }
    set(guess) {
      this.put(guess.length ? guess.map(Number) : null);
    }
    put(values) {
      this.values = values;
      this.show();
    }
    /* Where handles stand before there is a guess. */
    get start() {
      const { low, high } = this.asked;
      const part = (share) => low + Math.round((high - low) * share);
      return this.period ? [part(1 / 3), part(2 / 3)] : [snap((low + high) / 2, this.asked)];
    }
    show() {
      const shown = this.values ?? this.start;
      const [low, high] = this.ends;
      const share = (value) => `${100 * (value - low) / (high - low)}%`;
      const places = this.period ? [shown[0], shown[1] + 1] : shown;
      this.track.classList.toggle("blank", !this.values);
      this.handles.forEach((handle, at) => { handle.style.left = share(places[at]); });
      this.fill.style.left = this.period ? share(places[0]) : "0";
      this.fill.style.right = `${100 - parseFloat(share(places.at(-1)))}%`;
      const text = this.period ? [...new Set(shown)].join("–") : say(shown[0], this.asked.unit);
      this.inputs.forEach((input, at) => {
        input.value = shown[at];
        input.ariaValueText = this.period ? String(shown[at]) : text;
      });
      this.said.textContent = this.values ? `Your guess: ${text}` : matchMedia("(pointer: coarse)").matches ? "Tap or drag" : "Click, drag or use the arrow keys";
    }
  }

  /* A line given up to a year, to be drawn on: by pointer, or left and right for the year, up and down for its value. */
  class Drawing {
    constructor(host, asked, tell) {
      Object.assign(this, { asked, tell, told: asked.guess, at: 0, values: [], record: [] });
      this.years = [...asked.given.map(([year]) => year), ...asked.years];
      this.said = make("output");
      this.svg = draw("svg", { role: "slider", tabindex: "0", "aria-label": "Your line", "aria-valuemin": asked.low, "aria-valuemax": asked.high });
      host.replaceChildren(this.said, this.svg);
      let last = null;
      drag(this.svg, (moved, first) => {
        const { left, top } = this.svg.getBoundingClientRect();
        const year = this.years[0] + (moved.clientX - left - this.left) / this.pitch;
        const at = clamp(Math.round(year) - asked.years[0], 0, asked.years.length - 1);
        const value = snap(asked.high - (moved.clientY - top - this.top) / this.tall * (asked.high - asked.low), asked);
        if (first && year < asked.years[0] - 0.7) last = null;
        this.put(at, value, first ? null : last);
        last = at;
      }, () => this.report());
      this.svg.addEventListener("keydown", (pressed) => {
        const across = { ArrowLeft: -1, ArrowRight: 1 }[pressed.key], up = { ArrowUp: 1, ArrowDown: -1 }[pressed.key];
        if (!across && !up) return;
        pressed.preventDefault();
        if (across) {
          if (across > 0 && this.values[this.at] === undefined) this.put(this.at, this.before(this.at), null);
          this.at = clamp(this.at + across, 0, asked.years.length - 1);
        } else {
          const nudge = Math.max(asked.step, snap(asked.low + (asked.high - asked.low) / NUDGES, asked) - asked.low);
          this.put(this.at, snap((this.values[this.at] ?? this.before(this.at)) + up * nudge, asked), null);
        }
        this.report();
      });
      for (const kind of ["focus", "blur"]) this.svg.addEventListener(kind, () => this.show());
      new ResizeObserver(() => this.show()).observe(this.svg);
      this.set(asked.guess);
    }
    set(guess) {
      this.values = guess.map(Number);
      this.show();
    }
    /* Lay the record's line over the one that was drawn. */
    lay(record) {
      this.record = record;
      this.show();
    }
    before(at) {
      return this.values[at - 1] ?? this.asked.given.at(-1)[1];
    }
    /* Have a value in a year; the years passed since the last one, or not drawn yet, lie on the way. */
    put(at, value, from) {
      const start = from ?? (this.values.length < at ? this.values.length - 1 : at - 1);
      const begun = this.values[start] ?? this.asked.given.at(-1)[1];
      const way = Math.sign(at - start);
      for (let one = start + way; way && one !== at; one += way) {
        if (one >= 0) this.values[one] = snap(begun + (value - begun) * (one - start) / (at - start), this.asked);
      }
      this.values[at] = value;
      this.at = at;
      this.show();
    }
    get whole() {
      return this.values.length === this.asked.years.length;
    }
    report() {
      if (this.whole) this.tell((this.told = this.values.map(String)));
      this.show();
    }
    show() {
      const { svg, asked, years, values } = this;
      const { width, height } = svg.getBoundingClientRect();
      if (!width) return;
      const type = parseFloat(getComputedStyle(svg).fontSize);
      const ticks = asked.ticks.map(([tick]) => tick), words = asked.ticks.map(([, word]) => word);
      this.left = Math.max(...words.map((word) => word.length)) * type * 0.6 + type;
      this.top = type * 0.7;
      this.tall = height - this.top - type * 1.7;
      this.pitch = (width - this.left - type * 1.4) / (years.length - 1);
      const x = (year) => this.left + (year - years[0]) * this.pitch;
      const y = (value) => this.top + (asked.high - value) / (asked.high - asked.low) * this.tall;
      const every = Math.ceil(type * 2.7 / this.pitch);
      const from = asked.given.at(-1);
      const drawn = [from, ...values.map((value, at) => [asked.years[at], value])];
      const line = (points, name) => draw("polyline", { class: name, points: points.map(([year, value]) => `${x(year)},${y(value)}`).join(" ") });
      const dots = (points, name) => points.map(([year, value]) => draw("circle", { class: name, cx: x(year), cy: y(value), r: type * 0.22 }));
      const begun = x(from[0]) + this.pitch / 2;
      svg.replaceChildren(
        draw("rect", { class: "room", x: begun, y: this.top, width: Math.max(x(years.at(-1)) + type * 0.6 - begun, 0), height: this.tall }),
        ...ticks.map((tick) => draw("line", { class: "grid", x1: this.left, x2: x(years.at(-1)), y1: y(tick), y2: y(tick) })),
        ...ticks.map((tick, at) => draw("text", { x: this.left - type * 0.6, y: y(tick) + type * 0.35, "text-anchor": "end" }, words[at])),
        ...years.filter((year) => (year - years[0]) % every === 0).map((year) => draw("text", { x: x(year), y: height - type * 0.3, "text-anchor": "middle" }, String(year))),
        line(asked.given, "given"), ...dots(asked.given, "given"),
        ...(values.length ? [line(drawn, "drawn"), ...dots(drawn.slice(1), "drawn")] : []),
        ...(this.record.length ? [
          line([from, ...this.record], "record"), ...dots(this.record, "record"),
          draw("text", { class: "record", x: x(years.at(-1)), y: y(this.record.at(-1)[1]) + type * 1.3, "text-anchor": "end" }, "The record"),
        ] : []),
        ...(document.activeElement === svg ? [draw("circle", {
          class: "at", cx: x(asked.years[this.at]), cy: y(values[this.at] ?? this.before(this.at)), r: type * 0.55,
        })] : []),
      );
      const value = values[this.at];
      svg.ariaValueNow = value ?? this.before(this.at);
      svg.ariaValueText = `${asked.years[this.at]}: ${value === undefined ? "not drawn yet" : say(value, asked.unit)}`;
      const last = asked.years.at(-1);
      const next = values.length ? `Go on to ${last}` : `Draw the line on, from ${asked.years[0]} to ${last}`;
      this.said.textContent = this.whole ? `Your line ends at ${say(values.at(-1), asked.unit)} in ${last}` : next;
    }
  }

  /* Ask in a place, and return it. Called again, with what is known of the guess by then, it keeps what was guessed here. */
  function mount(host, asked, tell) {
    const known = places.get(host);
    if (known?.asked.name === asked.name) {
      known.tell = tell;
      if (!known.told.length && asked.guess.length) known.set((known.told = asked.guess));
      return known;
    }
    const place = asked.kind === "draw" ? new Drawing(host, asked, tell) : new Axis(host, asked, tell);
    places.set(host, place);
    host.dataset.asks = asked.name;  // from now on it answers: tests wait for that
    return place;
  }
  return { mount };
})();
