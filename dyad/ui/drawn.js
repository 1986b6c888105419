/* The place of a figure on a page of the app: it fetches the drawing that a run tells of, for the room there is, and has
   it answer (figure.js). The first HTML has such places before Streamlit is there; a component then takes over the very
   figure, so that nothing is drawn twice and what has the focus keeps it. A page has this once, after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  if (dyad.show) return;
  const ROOM = [["wide", 998], ["medium", 598], ["narrow", 357], ["small", 0]];  // px, as in render/drawing.py
  const WAITS_MS = [500, 2000, 4000, 8000];  // before a drawing is asked for again
  const FAILED = "The figure could not be fetched. It is asked for again when the connection is back.";
  const places = new WeakMap();
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const locate = (address) => new URL(`./${address}`, document.baseURI).href;

  async function fetchText(address, signal) {
    for (const wait of [...WAITS_MS, 0]) {
      const answer = await fetch(locate(address), { signal }).catch((why) => why);
      if (answer.ok) return answer.text();
      if (signal.aborted || (answer.status ?? 503) !== 503 || !wait) throw answer;
      await pause(wait);
    }
  }

  class Place {
    constructor(host) {
      this.host = host;
      this.shown = null;  // { what: an address, or markup; widths: the classes there are drawings for }
      this.again = () => this.update();
      this.size = new ResizeObserver(this.again);
      this.size.observe(host);
      addEventListener("online", this.again);
      dyad.follow(this.again);
    }
    get figure() {
      return this.host.querySelector(".dyad-figure");
    }
    get width() {
      return ROOM.find(([, px]) => this.host.clientWidth > px)[0];
    }
    /* What shows what the page's own address asks for: its widgets write there long before a run ends. */
    get what() {
      const { markup, drawing, fades } = this.data;
      const facts = this.figure?.dyad?.facts;
      if (markup || !facts || !fades) return markup ?? drawing;
      const [chosen] = dyad.read(facts, dyad.current());
      const [path, query] = drawing.split("?");
      const whole = { ...chosen, brush: null, themes: [], q: "", event: null, claim: null };
      const asked = new URLSearchParams(dyad.write(facts, whole, ""));
      asked.append("v", new URLSearchParams(query).get("v"));
      return `${path}?${asked}`;
    }
    async update() {
      if (!this.data || !this.host.clientWidth) return;
      if (this.before) {
        this.host.dataset.shown = "waits";  // until the first HTML gives way
        return;
      }
      const { what, width } = this;
      if (this.data.markup !== undefined && this.data.width !== width) this.ask("width", width);  // another will come
      if (what === "" || (this.shown?.what === what && (this.data.markup || this.shown.widths.includes(width)))) return;
      const asked = `${what} ${width}`;
      if (asked === this.asked) return;
      this.asked = asked;
      this.coming?.abort();
      const { signal } = (this.coming = new AbortController());
      this.host.dataset.shown = "false";
      try {
        const markup = this.data.markup ?? (await fetchText(`${what}&width=${width}`, signal));
        if (!signal.aborted) this.put(markup, { what, widths: [width] });
      } catch (why) {
        if (signal.aborted) return;
        this.asked = undefined;
        if (!this.shown) this.host.textContent = FAILED;
        this.host.dataset.shown = "failed";
      }
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
    /* The place in the first HTML whose figure this one is to take over, as long as there is one. */
    get before() {
      const host = !this.shown && !this.host.closest("#first") && document.querySelector(`#first [data-name="${this.data.name}"]`);
      return host && host.checkVisibility() ? places.get(host) : undefined;
    }
    adopt() {
      const { before } = this;
      const node = before?.figure;
      before?.end();
      if (!node || this.data.markup) return this.update();
      const focused = node.contains(document.activeElement) ? document.activeElement : null;
      if (this.host.moveBefore) this.host.moveBefore(node, null);
      else this.host.append(node);
      if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
      this.hold(before.shown);
      this.update();
      const event = new URLSearchParams(dyad.current()).get("event");  // a click before Streamlit was there
      if (event && event !== this.data.open) this.tell("picked", event);
    }
    end() {
      this.coming?.abort();
      this.size.disconnect();
      removeEventListener("online", this.again);
      dyad.unfollow(this.again);
      places.delete(this.host);
    }
  }

  function placeOf(host) {
    if (!places.has(host)) places.set(host, new Place(host));
    return places.get(host);
  }

  /* What the component calls at each run. */
  dyad.show = ({ data, parentElement, setStateValue, setTriggerValue }) => {
    const host = parentElement.querySelector(".dyad-drawn");
    const known = places.has(host);
    const place = placeOf(host);
    Object.assign(place, { data, ask: setStateValue, tell: setTriggerValue });
    if (!known) {
      host.addEventListener("dyad:open", (asked) => {
        const { event, bar } = asked.detail;
        if (bar) asked.preventDefault();  // the widgets spell themes their own way
        if (event ?? bar) setTimeout(() => place.tell("picked", event ?? bar));  // by then the address has the event
      });
      host.addEventListener("click", ({ target }) => {
        if (target.closest(".zoom")) place.tell("zoomed", dyad.chosen(place.figure.dyad.facts).years);
      });
      host.addEventListener("dyad:adopt", () => place.adopt());
    }
    place.update();
    return () => place.end();
  };

  // -- the period that is brushed: the address alone holds it, as a figure writes it

  const brushOf = (query) => query.getAll("brush");
  const sorted = (query) => {  // whatever the order in which the names were written
    const copy = new URLSearchParams(query);
    copy.sort();
    return String(copy);
  };

  /* Whatever else Streamlit writes, the period stays as it is, unless other tables are shown. */
  for (const name of ["pushState", "replaceState"]) {
    const plain = history[name];
    history[name] = function keepBrush(state, title, url) {
      if (typeof url !== "string") return plain.call(this, state, title, url);  // ours is a URL
      const to = new URL(url, location.href);
      const [query, here] = [to.searchParams, new URLSearchParams(dyad.current())];
      if (!dyad.same(brushOf(query), brushOf(here)) && query.get("own") === here.get("own")) {
        query.delete("brush");
        for (const year of brushOf(here)) query.append("brush", year);
      }
      if (to.pathname !== location.pathname || sorted(query) !== sorted(here)) plain.call(this, state, title, to.href);
    };
  }

  /* A link to another page goes the way of the browser's own Forward: so Streamlit takes along what no widget holds. */
  document.addEventListener("click", (click) => {
    const link = click.target.closest?.('[data-testid="stApp"] :is([data-testid="stTopNav"], [data-testid="stSidebarNav"], .stPageLink) a');
    const query = new URLSearchParams(dyad.current());
    if (!link || !brushOf(query).length || click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.pathname === location.pathname) return;
    click.preventDefault();
    click.stopPropagation();
    for (const [name, value] of to.searchParams) query.set(name, value);
    to.search = query;
    history.pushState({}, "", to);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }, { capture: true });

  for (const host of document.querySelectorAll("#first .dyad-drawn")) {
    const place = placeOf(host);
    const { name, drawing, fades } = host.dataset;
    place.data = { name, drawing, fades: fades === "true" };
    if (place.figure) place.hold({ what: drawing, widths: place.figure.dataset.widths.split(" ") });
    place.update();
  }
})();
