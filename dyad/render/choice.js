/* What a reader chose, as addresses have it and in words, and which events and claims that leaves: dyad/view.py in the
   browser. */
(() => {
  'use strict';
  const FOLDING = globalThis.dyadFolding;
  const OURS = ['years', 'brush', 'theme', 'q', 'event', 'claim', 'beyond', 'context'];
  const BLANK = [null, '', false];  // values that are not in an address
  const YEAR = /^-?[0-9]{1,5}$/;
  const MOST_TOLD = 60;  // letters of a value that is told of
  const UPWARDS = /[\u13a0-\u13fd\uab70-\uabbf]/;  // Cherokee, which is folded to capitals

  /* Fold a text as a search compares it: dyad/record/folding.py in the browser, which gives the tables. */
  const DROPPED = new RegExp(FOLDING.dropped, 'g');
  const fold = (text) =>
    [...text.normalize('NFKD').replace(DROPPED, '')].map((one) => {  // letter by letter, or a Greek sigma would end a word
      const small = UPWARDS.test(one) ? one.toUpperCase() : one.toLowerCase().toUpperCase().toLowerCase();
      return FOLDING.alike[small] ?? small;
    }).join('');
  const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);
  const same = (one, other) => String(one) === String(other);

  /* Return a theme that Streamlit's widget wrote: it writes what is shown, where signs do not mean markup. */
  const unescaped = (text) => text.replace(/[\\\u2060]/g, '');

  /* Say that a value was left out of the address, and what would not be. */
  function leftOut(name, found, allowed) {
    const line = found.split(/[\s\x1c-\x1f\x85]+/).filter(Boolean).join(' ');
    const short = line.length <= MOST_TOLD ? line : `${line.slice(0, MOST_TOLD - 1)}…`;
    return `“${name}=${short}” in the address was left out: ${allowed}`;
  }

  /* Return the choice of an address, and a sentence for each value in it that cannot be. */
  function read(facts, search) {
    const asked = new URLSearchParams(search);
    const dropped = [];
    const drop = (...why) => dropped.push(leftOut(...why));
    const chosen = {
      years: facts.years, brush: null, themes: [], q: '', event: null, claim: null, beyond: false, context: false,
      verdicts: asked.getAll('verdict'),
    };
    for (const name of ['years', 'brush']) {
      const years = asked.getAll(name);
      const [first, last] = facts.span;
      const [low, high] = years.map(Number);
      const good = years.length === 2 && years.every((year) => YEAR.test(year));
      if (good && first <= low && low <= high && high <= last) chosen[name] = [low, high];
      else if (years.length) drop(name, years.join(', '), `it takes two years from ${first} to ${last}, the earlier first.`);
    }
    const themes = asked.getAll('theme').map((theme) => (facts.themes.includes(theme) ? theme : unescaped(theme)));
    for (const theme of themes) {
      if (!facts.themes.includes(theme)) drop('theme', theme, `the themes are ${facts.themes.join(', ')}.`);
    }
    chosen.themes = facts.themes.filter((theme) => themes.includes(theme));
    const text = asked.getAll('q').join(' ').trim();
    if (text.length > facts.mostChars) drop('q', text, `a search has at most ${facts.mostChars} characters.`);
    else chosen.q = text;
    const event = asked.getAll('event').at(-1);
    if (event !== undefined) {
      if (Object.hasOwn(facts.events, event)) chosen.event = event;
      else drop('event', event, 'the record has no event of that name.');
    }
    chosen.claim = asked.getAll('claim').at(-1) ?? null;
    for (const name of ['beyond', 'context']) {
      const word = asked.getAll(name).at(-1)?.toLowerCase();
      if (word === undefined) continue;
      if (name === 'beyond' && !facts.hasClaims) {
        drop(name, word, 'this record checks no claims, so nothing is beyond them.');
      } else if (['true', 'false'].includes(word)) chosen[name] = word === 'true';
      else drop(name, word, 'it takes true or false.');
    }
    return [chosen, dropped];
  }

  /* Return the parameters that show a choice, or changes to one, after those of others; what is default stays out.
     Only what is chosen is written anew: of what else is there every word stays. */
  function write(facts, chosen, others = current()) {
    const query = new URLSearchParams(others);
    const anew = { ...chosen, theme: chosen.themes, years: same(chosen.years, facts.years) ? [] : chosen.years };
    for (const name of OURS) {
      const given = [anew[name]].flat().filter((value) => !BLANK.includes(value));
      const values = anew[name] === undefined ? query.getAll(name) : given;
      query.delete(name);
      for (const value of values) query.append(name, value);
    }
    return String(query);
  }

  // -- what a choice leaves

  const within = (event, [first, last]) =>  // null: nothing is known that way, so nothing rules it out
    !(event.from !== null && event.from > last) && !(event.to !== null && event.to < first);
  const switched = (event, chosen) => (chosen.beyond || !event.beyond) && (chosen.context || !event.context);
  const fits = (event, chosen, words) =>
    (!chosen.themes.length || chosen.themes.includes(event.theme)) && words.every((word) => event.text.includes(word));

  /* Return what tells of an event whether a choice leaves it. */
  function events(chosen) {
    const words = wordsOf(chosen.q);
    return (event) => switched(event, chosen) && within(event, chosen.years) && fits(event, chosen, words);
  }

  /* Return what tells of a claim whether a choice leaves it: it goes with the event it is about. */
  function claims(facts, chosen) {
    const words = wordsOf(chosen.q);
    const years = same(chosen.years, facts.years) ? facts.span : chosen.years;  // claims may also look further back
    return ({ about, verdict }) => {
      if (chosen.verdicts.length && !chosen.verdicts.includes(verdict)) return false;
      const event = facts.events[about];
      return event ? within(event, years) && fits(event, chosen, words) : !chosen.themes.length && !words.length;
    };
  }

  /* Whether anything of what a mark stands for falls into years. */
  function covers(facts, mark, years) {
    const event = facts.events[mark.event ?? mark.about];
    if (event || mark.bar) return within(event ?? mark, years);
    return mark.a === undefined || (mark.b > years[0] && mark.a < years[1] + 1);
  }

  /* Return what tells of a mark how many events, claims or figures of it a choice leaves; `counts` those of a bar. */
  function leaves(facts, chosen, counts = ({ number }) => number) {
    // the signs of events that claims leave out stand whether they are named or not
    const [keepsEvent, keepsClaim] = [events({ ...chosen, beyond: true }), claims(facts, chosen)];
    return (mark) => {
      if (mark.event) return Number(keepsEvent(facts.events[mark.event]));
      if (mark.claim) return Number(keepsClaim(mark));
      if (!covers(facts, mark, chosen.years)) return 0;
      if (!mark.bar) return 1;
      return !chosen.themes.length || chosen.themes.includes(mark.theme) ? counts(mark, chosen) : 0;
    };
  }

  // -- the address, and who follows it

  const followers = new Set();
  let held = null;  // the parameters, where a browser keeps no addresses for files or thinks them too many
  let told = location.search;
  function current() {
    return held ?? location.search;
  }
  /* Return what the address says; what has a view of its own, written alike, takes from it what is open and brushed. */
  function chosen(facts, own) {
    const [asked] = read(facts, current());
    return own === undefined ? asked : { ...read(facts, own)[0], event: asked.event, claim: asked.claim, brush: asked.brush };
  }
  function notice() {
    if (current() === told) return;
    told = current();
    for (const follow of followers) follow();
  }
  function addressOf(query) {
    const url = new URL(location.href);
    url.search = query;
    url.hash = '';
    return url;
  }

  /* Put parameters into the address, as a step back to which leads or in place of the last. */
  function go(query, { replace = false } = {}) {
    const url = addressOf(query);
    if (url.search === current()) return;
    try {
      if (replace) history.replaceState(history.state, '', url);
      else history.pushState(null, '', url);
      held = null;
    } catch {
      held = url.search;
    }
    notice();
  }
  /* Have the address show changes to a choice; whatever else it says stays. */
  const choose = (facts, changes, options) => go(write(facts, changes), options);
  /* Have parameters of the address take other values; whatever else it says stays. */
  function put(changes, options) {
    const query = new URLSearchParams(current());
    for (const [name, values] of Object.entries(changes)) {
      query.delete(name);
      for (const value of values) if (value) query.append(name, value);
    }
    go(String(query), options);
  }
  for (const name of ['pushState', 'replaceState']) {
    const plain = history[name];
    history[name] = function changed(...given) {
      plain.apply(this, given);
      notice();
    };
  }
  addEventListener('popstate', () => {
    held = null;
    notice();
  });
  addEventListener('beforeprint', () => {  // at the foot of each sheet
    document.documentElement.style.setProperty('--address', JSON.stringify(addressOf(current()).href));
  });

  // -- words

  const sayYear = (year) => (year > 0 ? String(year) : `${1 - year} BCE`);
  const saySpan = ([first, last]) => {
    if (first === last) return sayYear(first);
    return first > 0 ? `${sayYear(first)}–${sayYear(last)}` : `${sayYear(first)} – ${sayYear(last)}`;
  };
  const count = (number, word) => `${number.toLocaleString('en')} ${word}${number === 1 ? '' : 's'}`;

  const sayPart = (part, whole, word) => `${part.toLocaleString('en')} of ${count(whole, word)}`;

  globalThis.dyad = {
    fold, wordsOf, unescaped, same, leftOut, read, write, within, switched, events, claims, covers, leaves, chosen, choose, put, current, go, addressOf, saySpan, sayPart, count,
    follow: (follower) => followers.add(follower),
    unfollow: (follower) => followers.delete(follower),
  };
})();
