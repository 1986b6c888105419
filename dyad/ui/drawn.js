/* The place of a figure on a page of the app: it fetches the drawing that a run tells of, for the room there is, and has
   it answer (figure.js). The first HTML has such places before Streamlit is there; a component then takes over the very
   figure, so that nothing is drawn twice and what has the focus keeps it. It comes after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  const ROOM = [["wide", 998], ["medium", 598], ["narrow", 357], ["small", 0]];  // px at 16 px of type, as in render/drawing.py
  const typeSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const SHEET = "medium";  // the room there is on paper
  const WAITS_MS = [500, 2000, 4000, 8000];  // before a drawing is asked for again
  const REST_MS = 250;  // without a change, until a run is told of the brushed period
  const FAILED = "The figure could not be fetched. It is asked for again when the connection is back.";
  const CHANGES = ["online", "resize"];  // of the window
  const PATIENCE = 600;  // frames until what is waited for is given up: ten seconds, which a busy server may take to draw
  const places = new WeakMap();
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const locate = (address) => new URL(`./${address}`, document.baseURI).href;

  /* Do something once it can be done. */
  dyad.when = (ready, deed, patience = PATIENCE) => {
    if (ready()) deed();
    else if (patience) requestAnimationFrame(() => dyad.when(ready, deed, patience - 1));
  };
  dyad.isGround = (element) => !element || element.matches('body, [data-testid="stMain"]');
  /* Return the link of a kind that a click follows here: in another window it is an address like any other. */
  dyad.followed = (pressed, kind) => {
    const { target, button, ctrlKey, metaKey, shiftKey, altKey } = pressed;
    return button || ctrlKey || metaKey || shiftKey || altKey ? null : target.closest?.(kind);
  };

  const KEPT = ["sources", "year", "v"];  // what some figures heed besides, and the version, as the run has them

  async function fetchText(address, signal) {
    for (const wait of [...WAITS_MS, 0]) {
      const answer = await fetch(locate(address), { signal }).catch((why) => why);
      if (answer.ok) return answer.text();
      if (signal.aborted || (answer.status ?? 503) !== 503 || !wait) throw answer;
      await pause(wait);
    }
  }

  function fetchAtOnce(address) {
    const asked = new XMLHttpRequest();
    try {
      asked.open("GET", locate(address), false);
      asked.send();
    } catch {}  // what stands on the page is printed
    return asked.status === 200 ? asked.responseText : "";
  }

  class Place {
    constructor(host) {
      this.host = host;
      this.shown = null;  // { what: an address, or markup; widths: the classes there are drawings for }
      this.again = () => {
        this.update();
        this.tellBrush();
      };
      this.size = new ResizeObserver(this.again);
      this.size.observe(host);
      for (const kind of CHANGES) addEventListener(kind, this.again);
      dyad.follow(this.again);
    }
    get figure() {
      return this.host.querySelector(".dyad-figure");
    }
    /* The class of width that a drawing is chosen by; empty where it is for one place alone. */
    get width() {
      const room = ROOM.find(([, px]) => this.host.clientWidth / typeSize() > px)[0];
      return this.data.still ? "" : room;
    }
    /* What shows what the page's own address asks for: its widgets write there long before a run ends. */
    get what() {
      const { drawing, fades, still } = this.data;
      if (still) return still.find(([media]) => matchMedia(media).matches)[1];
      const facts = this.figure?.dyad?.facts;
      if (!facts || !fades) return drawing;
      const [chosen] = dyad.read(facts, dyad.current());
      const [path, query] = drawing.split("?");
      const whole = { ...chosen, brush: null, themes: [], q: "", event: null, claim: null };
      const asked = new URLSearchParams(dyad.write(facts, whole, ""));
      const given = new URLSearchParams(query);
      for (const name of KEPT) if (given.has(name)) asked.append(name, given.get(name));
      return `${path}?${asked}`;
    }
    async update() {
      if (!this.host.isConnected) return this.end();
      if (!this.data || !this.host.clientWidth) return;
      if (this.before) {
        this.host.dataset.shown = "waits";  // until the first HTML gives way
        return;
      }
      const { what, width } = this;
      if (what === "") {
        this.host.replaceChildren();
        return this.hold(null);  // nothing is on its way
      }
      if (this.shown?.what === what && this.shown.widths.includes(width)) return;
      const asked = `${what} ${width}`;
      if (asked === this.asked) return;
      this.asked = asked;
      this.coming?.abort();
      const { signal } = (this.coming = new AbortController());
      this.host.dataset.shown = "false";
      let markup;
      try {
        markup = what.startsWith("<") ? what : await fetchText(width ? `${what}&width=${width}` : what, signal);
      } catch (why) {
        if (signal.aborted) return;
        this.asked = undefined;
        if (!this.shown) this.host.textContent = why.status === 400 ? await why.text() : FAILED;
        this.host.dataset.shown = "failed";
        return;
      }
      if (!signal.aborted) this.put(markup, { what, widths: [width] });
    }
    put(markup, shown) {
      const holder = document.createElement("template");
      holder.innerHTML = markup;
      const node = holder.content.firstElementChild;
      if (this.figure) dyad.replace(this.figure, node);
      else {
        this.host.replaceChildren(node);
        dyad.mount(node);
      }
      this.hold(shown);
    }
    hold(shown) {
      this.asked = undefined;
      this.shown = shown;
      this.host.dataset.shown = "true";
    }
    /* Have the drawing that a sheet of paper has room for. */
    print() {
      if (!this.data?.drawing || this.shown?.widths.includes(SHEET) || this.host.closest('[class*="-narrow"]')) return;
      const { what } = this;
      const markup = fetchAtOnce(`${what}&width=${SHEET}`);
      if (markup) this.put(markup, { what, widths: [SHEET] });
    }
    /* Whether this is the first figure on the page: one of them speaks for all. */
    get leads() {
      const seen = dyad.all(".dyad-drawn").filter((host) => host.clientWidth && !host.closest("#first"));
      return Boolean(this.figure?.dyad) && !this.data.still && seen[0] === this.host;
    }
    /* Tell the run what is brushed: Streamlit's menu takes along only what a widget holds. */
    tellBrush() {
      clearTimeout(this.resting);
      if (!this.open || !this.leads) return;
      this.resting = setTimeout(() => {
        const { brush } = dyad.chosen(this.figure.dyad.facts);
        if (!dyad.same(brush ?? [], this.data.brush)) this.open("brushed", brush ?? []);
      }, REST_MS);
    }
    /* The place in the first HTML whose figure this one is to take over, as long as there is one. */
    get before() {
      const host = !this.shown && !this.host.closest("#first") && document.querySelector(`#first [data-name="${this.data.name}"]`);
      return host && host.checkVisibility() ? places.get(host) : undefined;
    }
    adopt() {
      const { before } = this;
      const node = before?.figure;
      before?.end();
      if (!node) return this.update();
      const focused = node.contains(document.activeElement) ? document.activeElement : null;
      if (this.host.moveBefore) this.host.moveBefore(node, null);
      else this.host.append(node);
      if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
      this.hold(before.shown);
      this.update();
      const asked = new URLSearchParams(dyad.current());
      const event = asked.get("event");  // a click before Streamlit was there
      if (event && event !== this.data.open && !this.data.still) this.open("picked", event);
    }
    end() {
      this.coming?.abort();
      clearTimeout(this.resting);
      this.size.disconnect();
      for (const kind of CHANGES) removeEventListener(kind, this.again);
      dyad.unfollow(this.again);
      places.delete(this.host);
    }
  }

  function placeOf(host) {
    if (!places.has(host)) places.set(host, new Place(host));
    return places.get(host);
  }

  /* What the component calls at each run. */
  dyad.show = ({ data, parentElement, setTriggerValue }) => {
    const host = parentElement.querySelector(".dyad-drawn");
    const known = places.has(host);
    const place = placeOf(host);
    Object.assign(place, { data, open: setTriggerValue });
    if (!known) {
      host.addEventListener("dyad:open", (asked) => {  // the address has an event at once
        const { event, bar } = asked.detail;
        if (bar) asked.preventDefault();  // the widgets spell themes their own way
        if (event ?? bar) place.open("picked", event ?? bar);
      });
      host.addEventListener("click", ({ target }) => {
        if (!target.closest(".zoom")) return;
        // that run lets go of the period, too: told of by another, it would start from the years that were
        for (const one of dyad.all(".dyad-drawn")) if (places.get(one)?.data) places.get(one).data.brush = [];
        place.open("zoomed", dyad.chosen(place.figure.dyad.facts).years);
      });
      host.addEventListener("dyad:adopt", () => place.adopt());
    }
    place.update();
    return () => place.end();
  };

  /* Printing waits for what its event does, and for nothing that comes later: on paper figures are as wide as a sheet,
     and tables of which a page is shown are whole. */
  addEventListener("beforeprint", () => {
    for (const host of dyad.all(".dyad-drawn")) places.get(host)?.print();
    for (const whole of dyad.all(".dyad-whole")) whole.innerHTML = fetchAtOnce(whole.dataset.rows);
  });
  addEventListener("afterprint", () => {
    for (const host of dyad.all(".dyad-drawn")) places.get(host)?.update();
    for (const whole of dyad.all(".dyad-whole")) whole.replaceChildren();
  });

  for (const host of document.querySelectorAll("#first .dyad-drawn")) {
    const place = placeOf(host);
    const { name, drawing, fades, still } = host.dataset;
    place.data = { name, drawing, fades: fades === "true", still: still && JSON.parse(still) };
    if (place.figure) {
      dyad.mount(place.figure);
      place.hold({ what: drawing, widths: place.figure.dataset.widths.split(" ") });
    }
    place.update();
  }
})();
