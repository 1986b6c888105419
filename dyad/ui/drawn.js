/* A figure in Streamlit: it fetches the drawing that a run tells of, for the room there is, and has it answer
   (figure.js). It is loaded once; what a run sends is only what it tells. */
const WAITS_MS = [500, 2000, 4000, 8000];  // before it is asked for again
const FAILED = "The figure could not be fetched. It is asked for again when the connection is back.";
const CHANGES = ["online", "resize"];  // of the window
const places = new WeakMap();
const pause = (time) => new Promise((done) => setTimeout(done, time));
const locate = (address) => new URL(`./${address}`, document.baseURI).href;
let loaded;

function load({ script, style }) {
  loaded ??= new Promise((done, failed) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: locate(style), onload: done, onerror: failed });
    document.head.append(link);
  }).then(() => import(locate(script)));
  loaded.catch(() => { loaded = undefined; });
  return loaded;
}

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
    this.size = new ResizeObserver(() => this.update());
    this.size.observe(host);
    this.again = () => this.update();
    for (const kind of CHANGES) addEventListener(kind, this.again);
    host.addEventListener("dyad:open", (asked) => {
      asked.preventDefault();
      const { event, bar } = asked.detail;
      if (event ?? bar) this.open("picked", event ?? bar);
    });
  }
  wanted() {
    const { markup, still } = this.data;
    if (still) return still.find(([media]) => matchMedia(media).matches)[1];
    if (markup) return markup;
    const room = this.host.clientWidth;
    return `${this.address()}&width=${this.data.room.find(([, px]) => room > px)[0]}`;
  }
  /* The address of the drawing that the page's own address asks for: its widgets write there long before a run ends. */
  address() {
    const facts = this.host.querySelector(".dyad-figure")?.dyad?.facts;
    const { drawing, fades } = this.data;
    if (!facts || !fades) return drawing;
    const [chosen] = dyad.read(facts, dyad.current());
    const [path, query] = drawing.split("?");
    const asked = new URLSearchParams(dyad.write(facts, { ...chosen, brush: null, themes: [], q: "", event: null, claim: null }, ""));
    asked.append("v", new URLSearchParams(query).get("v"));
    return `${path}?${asked}`;
  }
  async update() {
    if (!this.data || !this.host.clientWidth || this.wanted() === this.shown) return;
    const wanted = this.wanted();
    if (wanted === this.asked) return;
    this.asked = wanted;
    this.coming?.abort();
    const { signal } = (this.coming = new AbortController());
    this.host.dataset.shown = "false";
    try {
      const [markup] = await Promise.all([wanted.startsWith("<") ? wanted : fetchText(wanted, signal), load(this.data)]);
      if (!signal.aborted) this.put(wanted, markup);
    } catch (why) {
      if (signal.aborted) return;
      this.asked = undefined;
      if (!this.shown) this.host.textContent = why.status === 400 ? await why.text() : FAILED;
      this.host.dataset.shown = "failed";
    }
  }
  put(wanted, markup) {
    const holder = document.createElement("template");
    holder.innerHTML = markup;
    const node = holder.content.firstElementChild;
    const old = this.host.querySelector(".dyad-figure");
    if (old) dyad.replace(old, node);
    else {
      this.host.replaceChildren(node);
      dyad.mount(node);
    }
    this.asked = undefined;
    this.shown = wanted;
    this.host.dataset.shown = "true";
    this.followers ??= dyad.follow(this.again);
  }
  end() {
    this.coming?.abort();
    this.size.disconnect();
    for (const kind of CHANGES) removeEventListener(kind, this.again);
    this.followers?.delete(this.again);
    places.delete(this.host);
  }
}

export function show({ data, parentElement, setTriggerValue }) {
  const host = parentElement.querySelector(".dyad-drawn");
  if (!places.has(host)) places.set(host, new Place(host));
  const place = places.get(host);
  Object.assign(place, { data, open: setTriggerValue });
  place.update();
  return () => place.end();
}
