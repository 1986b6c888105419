/* The place of a figure on a page of the app: it fetches the drawing that a run tells of, for the room there is, and has
   it answer (figure.js). The first HTML has such places before Streamlit is there; a component then takes over the very
   figure, so that nothing is drawn twice and what has the focus keeps it. A page has this once, after figure.js. */
(() => {
  "use strict";
  const { dyad } = globalThis;
  if (dyad.show) return;
  const ROOM = [["wide", 998], ["medium", 598], ["narrow", 357], ["small", 0]];  // px, as in render/drawing.py
  const WAITS_MS = [500, 2000, 4000, 8000];  // before a drawing is asked for again
  const REST_MS = 250;  // without a change, until a run is told of the brushed period
  const MINE_MS = 1500;  // for so long what a run says of the period is older than what the reader does
  const FAILED = "The figure could not be fetched. It is asked for again when the connection is back.";
  const CHANGES = ["online", "resize"];  // of the window
  const places = new WeakMap();
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const locate = (address) => new URL(`./${address}`, document.baseURI).href;

  /* What the reader brushed last: for a moment a run under way may write what was brushed before. */
  let mine;  // { brush, until }
  const KEPT = ["sources", "year", "v"];  // what some figures heed besides, and the version, as the run has them
  document.addEventListener("dyad:brush", ({ detail }) => {
    mine = { brush: detail, until: performance.now() + MINE_MS };
  });

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
      const room = ROOM.find(([, px]) => this.host.clientWidth > px)[0];
      return this.data.still ? "" : room;
    }
    /* What shows what the page's own address asks for: its widgets write there long before a run ends. */
    get what() {
      const { markup, drawing, fades, still } = this.data;
      if (still) return still.find(([media]) => matchMedia(media).matches)[1];
      const facts = this.figure?.dyad?.facts;
      if (markup || !facts || !fades) return markup ?? drawing;
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
      if (this.data.markup !== undefined && this.data.room !== width) this.tell("room", width);  // another will come
      if (what === "") return;
      if (this.shown?.what === what && (this.data.markup || this.shown.widths.includes(width))) return;
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
    /* Whether this is the first figure on the page: one of them speaks for all. */
    get leads() {
      const seen = dyad.all(".dyad-drawn").filter((host) => host.clientWidth && !host.closest("#first"));
      return Boolean(this.figure?.dyad) && !this.data.still && seen[0] === this.host;
    }
    /* Tell the run what is brushed: Streamlit's menu takes along only what a widget holds. */
    tellBrush() {
      clearTimeout(this.resting);
      if (!this.open || !this.leads) return;
      const { facts } = this.figure.dyad;
      const chosen = dyad.chosen(facts);
      if (mine?.until > performance.now() && !dyad.same(chosen.brush, mine.brush)) {
        dyad.choose(facts, chosen, { brush: mine.brush }, { replace: true });
      }
      this.resting = setTimeout(() => {
        const { brush } = dyad.chosen(facts);
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
      if (!node || this.data.markup) return this.update();
      const focused = node.contains(document.activeElement) ? document.activeElement : null;
      if (this.host.moveBefore) this.host.moveBefore(node, null);
      else this.host.append(node);
      if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
      this.hold(before.shown);
      this.update();
      const asked = new URLSearchParams(dyad.current());
      const event = asked.get("event");  // a click before Streamlit was there
      if (event && event !== this.data.open) this.open("picked", event);
      if (asked.get("claim")) setTimeout(() => openClaim(asked.get("claim")));  // when the first HTML is gone
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

  /* Unfold a claim in the list below its figure. */
  function openClaim(claim) {
    const box = dyad.one(`.st-key-claim-${claim.replace(/[^\w-]/g, "-")} details`);
    const summary = box && dyad.one("summary", box);
    if (!summary) return;
    if (!box.open) summary.click();
    summary.focus({ preventScroll: true });
    box.scrollIntoView({ block: "center" });
  }
  dyad.openClaim = openClaim;

  function placeOf(host) {
    if (!places.has(host)) places.set(host, new Place(host));
    return places.get(host);
  }

  /* What the component calls at each run. */
  dyad.show = ({ data, parentElement, setTriggerValue, setStateValue }) => {
    const host = parentElement.querySelector(".dyad-drawn");
    const known = places.has(host);
    const place = placeOf(host);
    Object.assign(place, { data, open: setTriggerValue, tell: setStateValue });
    if (!known) {
      host.addEventListener("dyad:open", (asked) => {  // the address has an event at once
        const { event, bar, claim } = asked.detail;
        if (claim) openClaim(claim);
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

  /* What a reader does is one step that Back takes, whatever Streamlit writes of it: not what it writes in another
     order, nor one widget after another, nor of the page that is left, when its widgets go before the address does. */
  let stepped = true;  // since the reader did something
  let leaving = false;  // for another page
  const sorted = (url) => {
    const { pathname, searchParams } = new URL(url, location.href);
    searchParams.sort();
    return `${pathname}?${searchParams}`;
  };
  const act = ({ type, detail, target, button, ctrlKey, metaKey, shiftKey }) => {
    if (type !== "click" || detail === 0) stepped = false;  // a pointer's click ends what began with its pressing
    if (type !== "click" || button || ctrlKey || metaKey || shiftKey) return;
    const link = target.closest?.("a[href]");
    leaving = link?.origin === location.origin && link.pathname !== location.pathname && !link.target;
  };
  for (const kind of ["pointerdown", "keydown", "click"]) addEventListener(kind, act, true);
  addEventListener("popstate", () => {
    stepped = true;
    leaving = false;
  });
  const plain = { pushState: history.pushState, replaceState: history.replaceState };
  for (const name of Object.keys(plain)) {
    history[name] = function write(state, title, url) {
      const theirs = typeof url === "string";  // ours is a URL
      if (theirs && sorted(url) === sorted(location.href)) return;
      const stays = new URL(url, location.href).pathname === location.pathname;
      if (theirs && stays && leaving) return;
      const pushes = name === "pushState" && !(theirs && stays && stepped);
      if (pushes) stepped = true;
      if (!stays) leaving = false;
      plain[pushes ? "pushState" : "replaceState"].call(this, state, title, url);
    };
  }

  for (const host of document.querySelectorAll("#first .dyad-drawn")) {
    const place = placeOf(host);
    const { name, drawing, fades } = host.dataset;
    place.data = { name, drawing, fades: fades === "true" };
    if (place.figure) place.hold({ what: drawing, widths: place.figure.dataset.widths.split(" ") });
    place.update();
  }
})();
