/* A room in the browser of its window: code and secret are kept here, so that a page loaded anew, or a server started anew,
   has the room again; how many answered is asked for; what the teacher's phone asks for is done as a key would. */
const STORE = "dyad-room";
const STORES = ["sessionStorage", "localStorage"];  // of this window, and of all
const LOST_MS = 2000, REST_MS = 400;
let front = null;  // the place at which the code stands in front

/* Ask how many answered, again and again; `lost` is called when there is no such room. */
async function watch({ code, secret }, signal, show, lost) {
  let tick = "", serial = null;
  const rest = (ms) => new Promise((done) => { setTimeout(done, ms); });
  while (!signal.aborted) {
    try {
      const answer = await fetch(new URL(`./rooms/${code}/window?after=${tick}`, document.baseURI), {
        headers: { Authorization: `Bearer ${secret}` }, cache: "no-store", signal,
      });
      if (answer.status === 404) return lost();
      const told = await answer.json();
      tick = told.tick;
      show(told);
      if (serial !== null && told.serial > serial) told.deeds.slice(serial - told.serial).forEach(act);
      serial = told.serial;
      await rest(REST_MS);
    } catch {
      tick = "";  // the next is answered at once
      show(null);
      await rest(LOST_MS);
    }
  }
}
function act(deed) {
  if (deed === "blank") {
    document.documentElement.classList.toggle("dyad-blank");
    return;
  }
  const key = { onwards: "PageDown", backwards: "PageUp" }[deed];
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

export default renewed(({ data, parentElement, setTriggerValue }, signal) => {
  const place = parentElement.querySelector(".dyad-room");
  place.innerHTML = data.markup ?? "";
  const found = (kept) => setTriggerValue("found", { code: kept.code, secret: kept.secret });
  if (data.kind === "notes") {
    const kept = dyadKept.read(STORE);
    if (kept) found(kept);
    return;
  }
  if (data.kind === "remote") return;
  const kept = dyadKept.read(STORE, "sessionStorage");
  if (!data.code) {
    for (const store of STORES) {
      if (data.closed && dyadKept.read(STORE, store)?.code === data.closed) globalThis[store].removeItem(STORE);
    }
    if (!kept || kept.code === data.closed) return;
    if (Date.now() - kept.since < data.lasting * 1000) found(kept);
    else sessionStorage.removeItem(STORE);
    return;
  }
  const since = kept?.code === data.code ? kept.since : Date.now();
  const keep = JSON.stringify({ code: data.code, secret: data.secret, since });
  for (const store of STORES) dyadKept.write(STORE, keep, store);
  if (data.front && kept?.code !== data.code) {
    front = data.at;
    document.documentElement.classList.remove("dyad-menu");
  }
  if (front !== data.at) front = null;
  const [number, sheet, there, close] = ["span", ".front", ".front div p", "button"].map((part) => place.querySelector(part));
  const showFront = (shown) => {
    front = shown ? data.at : null;
    sheet.hidden = !shown;
  };
  showFront(front !== null);
  close.addEventListener("click", () => showFront(false), { signal });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.(".st-key-room_front button")) return;
    document.documentElement.classList.remove("dyad-menu");
    showFront(true);
  }, { signal });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") showFront(false); }, { signal, capture: true });
  const phones = (count) => `${count} phone${count === 1 ? "" : "s"}`;
  watch(data, signal, (told) => {
    if (!told) number.textContent = "…";  // the server is away
    else number.textContent = told.open || told.answered ? `${told.answered} of ${told.phones} answered` : phones(told.phones);
    there.textContent = told ? `${phones(told.phones)} in the room` : "";
  }, () => kept && found(kept));
});
