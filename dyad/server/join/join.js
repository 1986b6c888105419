/* What the page of a phone does: it asks the room for what stands in front, shows that, and sends what was guessed. */
"use strict";
(() => {
  const LOST_MS = 2000, SLOW_MS = 15000, GIVE_UP_MS = 15 * 60000;
  const { make } = dyadElements;
  const by = (id) => document.getElementById(id);
  const [place, title, prompt, form, asked, send, said, after, link] =
    ["place", "title", "prompt", "form", "asked", "send", "said", "after", "link"].map(by);
  const code = (new URLSearchParams(location.search).get("room") ?? "").toUpperCase().replace(/[^A-Z]/g, "");
  const secret = location.hash.slice(1);  // of the teacher's phone; an address's end after # is never sent
  const name = `dyad-phone-${code}`;
  const rest = (ms) => new Promise((go) => setTimeout(go, ms * (0.75 + Math.random() / 2)));

  // `mine` has by step what was asked, what was chosen here, and whether it was sent; where nothing is kept a reload is another phone
  let { token, mine } = dyadKept.read(name) ?? { token: "", mine: {} };
  const keep = () => dyadKept.write(name, JSON.stringify({ token, mine }));

  /* Ask the server; null where it cannot be reached, which the page then says. */
  let waiting, sending;
  async function call(path, word, body) {
    const control = new AbortController();
    const slow = setTimeout(() => control.abort(Error()), SLOW_MS);
    if (!body) waiting = control;
    try {
      const answer = await fetch(`rooms/${code}/${path}`, {
        method: body ? "POST" : "GET", body: body && JSON.stringify(body), signal: control.signal, cache: "no-store",
        headers: { Authorization: `Bearer ${word}`, "Content-Type": "application/json" },
      });
      const told = await answer.json();
      link.textContent = "";
      return { status: answer.status, told };
    } catch (why) {
      if (why.name !== "AbortError") link.textContent = "No connection. Trying again";
      return null;
    } finally {
      clearTimeout(slow);
    }
  }
  const post = (path, word, body) => (sending = call(path, word, body));

  // -- asking: each kind shows what it asks with, and tells what was chosen ----------------------

  function boxes({ kind, options, name }, guess, change) {
    const many = kind === "band-years";
    const all = options.map(([key, words]) => {
      const input = make("input", { type: many ? "checkbox" : "radio", name, value: key, ...(guess.includes(key) && { checked: "" }) });
      return make("label", { class: "one", dir: "auto" }, input, words);
    });
    const legend = many ? "Choose all that are right" : "Choose one";
    const set = make("fieldset", { class: many ? "years" : "" }, make("legend", {}, legend), ...all);
    set.addEventListener("change", () => change([...set.querySelectorAll(":checked")].map((one) => one.value)));
    return set;
  }
  function order({ options }, guess, change) {
    const chosen = guess.slice();
    const all = options.map(([key, words]) => {
      const button = make("button", { type: "button", dir: "auto" }, make("b"), words);
      button.addEventListener("click", () => {
        const at = chosen.indexOf(key);
        if (at < 0) chosen.push(key);
        else chosen.splice(at, 1);
        show();
        change(chosen.slice());
      });
      return button;
    });
    const show = () => options.forEach(([key], number) => {
      const at = chosen.indexOf(key) + 1;
      all[number].firstChild.textContent = at || "";
      all[number].ariaPressed = at > 0;
    });
    show();
    return make("fieldset", {}, make("legend", {}, "Tap in order; tap again to take back"), ...all);
  }
  function words({ most }, guess, change) {
    const text = make("textarea", { maxlength: most, rows: 3, dir: "auto", "aria-label": "Your answer" });
    text.value = guess[0] ?? "";
    text.addEventListener("input", () => change(text.value.trim() ? [text.value] : []));
    return text;
  }
  /* A scale, an axis or a drawing as everywhere; numbers can be typed, too: of a line year by year. */
  function scaled(ask, guess, change) {
    const host = make("div", { class: "dyad-guess" });
    const years = ask.years ?? [], single = ask.kind === "number", unit = ask.unit ? `, in ${ask.unit}` : "";
    const fields = (single ? ["Or type it"] : years).map((name) => {
      const field = make("input", { type: "number", class: "text", min: ask.low, max: ask.high, step: "any", inputmode: "decimal" });
      return [field, make("label", { class: "typed" }, `${name}${single ? unit : ""}`, field)];
    });
    const fill = (texts) => fields.forEach(([field], at) => { field.value = texts[at] ?? ""; });
    const place = dyadGuess.mount(host, { ...ask, guess }, (texts) => {
      fill(texts);
      change(texts);
    });
    fill(guess);
    const labels = fields.map(([, label]) => label);
    const typed = single ? make("div", {}, ...labels)
      : make("details", {}, make("summary", {}, `Or type each year${unit}`), make("div", { class: "pair" }, ...labels));
    typed.addEventListener("input", () => {
      const texts = fields.map(([field]) => (field.validity.valid ? field.value : ""));
      const all = texts.every(Boolean);
      place.set(all ? texts : []);
      change(all ? texts : []);
    });
    return make("div", {}, host, ...(fields.length ? [typed] : []));
  }
  const KINDS = {
    order, contradicted: boxes, "band-years": boxes, open: words,
    number: scaled, period: scaled, draw: scaled,
  };
  const FIRST = {
    order: "Choose them all first.", open: "Write one first.", draw: "Draw it to its end first.",
    number: "Choose a number on the scale first.", period: "Choose a period on the scale first.",
  };
  const whole = (ask, guess) => guess.length > 0 && (ask.kind !== "order" || guess.length === ask.options.length);

  // -- a phone ------------------------------------------------------------------------------------

  let state = {};  // what was told last

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }
  function show(told) {
    const before = state;
    state = told;
    place.textContent = told.of ? `${told.number} / ${told.of}` : "";
    title.textContent = told.title ?? "You are in";
    prompt.textContent = told.prompt ?? "The first step is near.";
    const held = [form, said].some((one) => one.contains(document.activeElement));
    form.hidden = !told.open;
    if (!told.ask || told.answer !== undefined) asked.replaceChildren();
    after.replaceChildren();
    if (!told.ask) return say(told.title ? "Nothing to answer: look to the front." : "");
    const asks = JSON.stringify(told.ask);
    if (mine[told.step]?.asks !== asks) mine[told.step] = { asks, guess: told.guess, sent: told.guess.length > 0 };
    const own = mine[told.step];
    if (told.answer !== undefined) {
      after.replaceChildren(...reveal(told, own.sent));
      if (held) after.focus();  // or the focus would be lost with the form
      return say("");
    }
    if (!told.open) return say("This question is closed.");
    const anew = before.open !== told.open || JSON.stringify(before.ask) !== asks || !asked.firstChild;
    if (anew) {
      asked.replaceChildren(KINDS[told.ask.kind](told.ask, own.guess, (guess) => {
        Object.assign(own, { guess, sent: false });
        keep();
        send.hidden = false;
        say("Not sent yet");
      }));
    }
    if (own.sent && !told.guess.length) return submit();  // the server was started again, or lost it on its way
    if (own.sent && send === document.activeElement) said.focus();
    send.hidden = own.sent;
    if (own.sent) say("Sent. You can change it until the reveal.");
    else if (anew) say(own.guess.length ? "Not sent yet" : "");
  }
  function reveal({ ask, guess, own, before, right, answer }, sent) {
    const ordered = ask.kind === "order", borne = new Map(right), names = new Map(ask.options ?? []);
    const list = make("ul", { class: ask.kind === "band-years" ? "years" : "" });
    for (const [at, key] of [...(ordered ? borne : names).keys()].entries()) {
      const put = guess.indexOf(key), mine = put >= 0 && (!ordered || put === at);
      const marks = ordered ? (put < 0 ? [] : [mine ? "your place, too" : `your place: ${put + 1}`])
        : [...(mine ? ["your guess"] : []), ...(borne.has(key) ? [borne.get(key)] : [])];
      const words = ordered ? `${at + 1}  ${names.get(key)}` : names.get(key);
      list.append(make("li", { dir: "auto", class: mine ? "mine" : "" }, words, marks.length ? make("small", {}, marks.join(" · ")) : []));
    }
    const said = guess.length ? (ask.options ? [] : [`${ask.kind === "open" ? "You wrote" : "Your guess"}: ${own}`]) 
      : [sent ? "What you sent came too late or was lost." : "You sent no guess."];
    if (before) said.unshift(`At first you wrote: ${before}`);
    return [make("h2", {}, "The answer"), ...said.map((words) => make("p", { dir: "auto" }, words)), ...(list.firstChild ? [list] : []),
      make("p", { dir: "auto" }, answer)];
  }
  async function submit() {
    const { step } = state, own = mine[step];
    if (!whole(state.ask, own.guess)) return say(FIRST[state.ask.kind] ?? "Choose one first.");
    own.sent = true;
    keep();
    say("Sending …");
    const answer = await post("guess", token, { step, guess: own.guess });
    if (answer?.status === 409 && answer.told.open) {  // it is none that this question could have
      own.sent = false;
      say("Not sent yet");
    }
    if ([200, 409].includes(answer?.status)) show(answer.told);  // else `follow` sends it again
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!token) location.search = `?room=${encodeURIComponent(by("code").value)}`;
    else submit();
  });

  function askCode(why) {
    title.textContent = "Which room?";
    prompt.textContent = why;
    asked.replaceChildren(make("label", { for: "code" }, "The six letters in front"),
      make("input", { id: "code", class: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 12 }));
    send.textContent = "Enter";
    form.hidden = false;
  }
  async function enter() {
    if (!code) return askCode("");
    while (!token) {
      const answer = await post("phones", "", {});
      if (answer?.status === 200) {
        token = answer.told.token;
        keep();
      } else if (answer?.status === 404) return askCode(answer.told.why);
      else {
        if (answer) prompt.textContent = answer.told.why;
        await rest(LOST_MS);
      }
    }
  }
  const seen = () => document.hidden && new Promise((go) => document.addEventListener("visibilitychange", go, { once: true }));
  document.addEventListener("visibilitychange", () => document.hidden && waiting?.abort());

  /* Follow what is told, for as long as there is a room: wait for news, and try again where they cannot come. */
  async function follow(path, word, shown, mark) {
    let last = Date.now(), lost = false;
    while (Date.now() - last < GIVE_UP_MS) {
      await seen();
      await sending;
      const answer = await call(`${path}?after=${lost ? "" : state[mark] ?? ""}`, word);  // after a loss it is answered at once
      lost = !answer;
      if (answer?.status === 200) {
        last = Date.now();
        shown(answer.told);
        await rest(path === "notes" ? 300 : 50);
        continue;
      }
      if (answer) {
        say("");
        link.textContent = "The room is closed, or its server is away. Trying again";
      }
      await rest(answer || link.textContent ? LOST_MS : 50);
    }
    link.textContent = "The room is closed.";
  }

  // -- the teacher's phone ------------------------------------------------------------------------

  function remote() {
    const deed = (name, words, kind) => {
      const button = make("button", { type: "button", class: kind }, words);
      button.addEventListener("click", async () => {
        const answer = await post("deed", secret, { deed: name });
        if (answer?.status === 200) lead(answer.told);
      });
      return button;
    };
    form.hidden = false;
    send.hidden = true;
    asked.replaceChildren(deed("onwards", "Next", "far"), make("div", { class: "pair" }, deed("backwards", "Back", ""), deed("blank", "Blank", "")));
    return follow("notes", secret, lead, "tick");
  }
  function lead(told) {
    state = told;
    place.textContent = (told.of ? `${told.number} / ${told.of} · ` : "") + `${told.phones} phones`;
    title.textContent = told.title ?? "Your remote";
    prompt.textContent = told.prompt ?? "";
    asked.firstChild.textContent = told.asks && !told.revealed ? "Reveal" : "Next";
    say(told.asks ? `${told.answered} of ${told.phones} answered` : "");
    const part = (head, text) => (text ? [make("h2", {}, head), make("p", { dir: "auto" }, text)] : []);
    after.replaceChildren(...part("Note", told.note), ...part(told.revealed ? "Answer, revealed" : "Answer, hidden", told.answer),
      ...part("Next", told.coming));
  }

  document.title = secret ? "Remote" : code ? `Room ${code}` : "Room";
  if (secret && code) remote();
  else enter().then(() => token && follow("state", token, show, "version"));
})();
