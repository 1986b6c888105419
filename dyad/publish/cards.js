/* What a list of claims answers with, wherever it stands: it is sifted by verdict, words and place as the address says,
   and a claim that the address or a mark names is opened. After figure.js; a page has this once. */
(() => {
  'use strict';
  const { dyad } = globalThis;
  const { one, all } = dyad;
  const MOST_CHARS = 80;  // of words to find
  const SAID_MS = 2500;
  const lists = document.getElementsByClassName('dyad-claims');
  const opened = new Set();  // claims; a list that takes the place of another has them open, too
  let focused = null;  // the claim whose row has the focus
  let typing = null;  // the field that was last typed in, since it got the focus
  let named = null;  // the claim in the address, once it was opened
  const sift = (changes, options) => dyad.put({ ...changes, claim: [] }, options);
  const asked = () => new URLSearchParams(dyad.current());
  const rowOf = (claim, list) => all('[data-claim]', list).find((row) => row.dataset.claim === claim);
  const seen = () => [...lists].find((list) => list.checkVisibility({ visibilityProperty: true }));

  /* What the address sifts a list by, and what of it is nothing that the list could be sifted by. */
  function read(list) {
    const query = asked();
    const verdicts = all('.chip', list).map((chip) => chip.dataset.verdict);
    const chosen = query.getAll('verdict').filter((verdict) => verdicts.includes(verdict));
    const [find, where] = ['find', 'locator'].map((name) => query.getAll(name).at(-1)?.trim() ?? '');
    const place = where && all('.places option', list).find((option) => option.value === where);
    const wrong = query.getAll('verdict').filter((verdict) => !verdicts.includes(verdict)).map(
      (verdict) => dyad.leftOut('verdict', verdict, `the verdicts are ${verdicts.join(', ')}.`),
    );
    if (where && !place) wrong.push(dyad.leftOut('locator', where, 'no claim stands there.'));
    if (find.length > MOST_CHARS) wrong.push(`The words to find were cut after ${MOST_CHARS} letters.`);
    return { query, chosen, find: find.slice(0, MOST_CHARS), place: place?.value ?? '', placeName: place?.text, wrong };
  }

  function show(list) {
    const { query, chosen, find, place, placeName, wrong: sentences } = read(list);
    const words = dyad.wordsOf(find);
    const facts = one('#dyad-facts');  // there the filters of the page leave out claims, too
    const known = facts && JSON.parse(facts.textContent);
    const keeps = known ? dyad.claims(known, { ...dyad.read(known, dyad.current())[0], verdicts: [] }) : () => true;
    const rows = all('[data-claim]', list);
    for (const row of rows) {
      row.dyad ??= dyad.fold(row.textContent);
      const { verdict, places, claim } = row.dataset;
      const fits = (!chosen.length || chosen.includes(verdict)) && (!place || places.split('|').includes(place))
        && words.every((word) => row.dyad.includes(word));
      row.hidden = claim !== query.get('claim') && !(fits && keeps(row.dataset));
    }
    for (const group of all('.group', list)) group.hidden = !one('[data-claim]:not([hidden])', group);
    const left = rows.filter((row) => !row.hidden).length;
    const whole = Number(list.dataset.whole);
    const number = left === whole ? dyad.count(whole, 'claim') : dyad.sayPart(left, whole, 'claim');
    if (one('.number', list).textContent !== number) one('.number', list).textContent = number;
    for (const chip of all('.chip', list)) chip.setAttribute('aria-pressed', chosen.includes(chip.dataset.verdict));
    dyad.fill(one('.find', list), find);
    dyad.fill(one('.places', list), place);
    const named = query.get('claim');
    if (named && !rowOf(named, list)) {
      sentences.push(`The claim “${named.slice(0, MOST_CHARS)}” of the address is not among these: the filters leave it out, or there is none of that name.`);
    }
    const set = [...chosen, find && `the words “${find}”`, placeName].filter(Boolean);
    if (!left) sentences.push(`No claim is left${set.length ? ` by ${set.join(', ')}` : ' by the filters'}.`);
    one('.none', list).textContent = sentences.join(' ');
    one('.none', list).hidden = !sentences.length;
    one('.all', list).hidden = !set.length;
  }

  /* The window is called by the claim that is open, or by what sifts the claims; Streamlit calls it anew at each run. */
  function entitle() {
    const list = seen();
    if (!list || asked().get('event')) return;
    const { query, chosen, find, placeName } = read(list);
    const row = rowOf(query.get('claim'), list);
    const set = [...chosen, ...query.getAll('theme').map(dyad.unescaped)].map((word) => word.replace(/^./u, (first) => first.toUpperCase()));
    const sifted = [...set, placeName, find && `“${find}”`].filter(Boolean).join(', ');
    const name = row ? one('.what', row).textContent.replace(/\.$/, '') : `Claims${sifted && `: ${sifted}`}`;
    const title = `${name} · ${list.dataset.site}`;
    const there = one('title', document.head);  // whose text is as it was written: `document.title` joins blanks
    if (there?.textContent !== title) document.title = title;
  }

  /* Open a claim in a list, the one that is seen unless told; false where it has none of that name. */
  function openClaim(claim, list = seen()) {
    const row = list && rowOf(claim, list);
    if (!row) return false;
    named = claim;
    opened.add(claim);
    row.hidden = false;
    row.closest('.group').hidden = false;
    one('details', row).open = true;
    one('summary', row).focus({ preventScroll: true });
    row.scrollIntoView({ block: 'center' });
    return true;
  }

  function mount(list) {
    list.dyad = true;
    for (const row of all('[data-claim]', list)) if (opened.has(row.dataset.claim)) one('details', row).open = true;
    show(list);
  }

  /* Have every list that came answer; what had the focus in one that went has it in the next. */
  function look() {
    for (const list of lists) if (!list.dyad) mount(list);
    const list = seen();
    if (!list) return;
    entitle();
    const claim = asked().get('claim');
    if (claim && claim !== named) openClaim(claim, list);
    else if (focused && document.activeElement === document.body) openClaim(focused, list);
  }

  /* Put a text into the clipboard: by way of a selection on a page that came neither encrypted nor from this machine. */
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const before = document.activeElement;
    const area = document.body.appendChild(document.createElement('textarea'));
    area.value = text;
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    before?.focus();
    if (!done) throw new Error('refused');
  }

  /* Put a picture at an address into the clipboard, which only pages that came encrypted or from this machine have. */
  async function copyPicture(address) {
    const fetched = fetch(new URL(address, document.baseURI)).then(async (answer) => {
      if (!answer.ok) throw new Error(await answer.text());
      return answer.blob();
    });
    return navigator.clipboard.write([new ClipboardItem({ 'image/png': fetched })]);
  }

  /* Have a link or a button say what came of what it copies, for a while. */
  function sayCopied(button, copied, done, refused) {
    button.dataset.label ??= button.textContent;
    const tell = (words, ms) => {
      button.textContent = words;
      dyad.announce(words);
      setTimeout(() => {
        button.textContent = button.dataset.label;
      }, ms);
    };
    copied.then(() => tell(done, SAID_MS), () => tell(refused, 4 * SAID_MS));
  }
  document.addEventListener('click', ({ target }) => {
    const button = target.closest?.('.dyad-copying button');
    if (!button) return;
    const { copied, picture, instead } = button.dataset;
    const text = copied ? decodeURIComponent(copied) : one('pre', button.parentElement)?.textContent;
    sayCopied(button, picture ? copyPicture(picture) : copy(text), 'Copied', instead);
  });

  const inList = (target, selector) => target.closest?.(`.dyad-claims ${selector}`);
  document.addEventListener('click', (clicked) => {
    const { target, ctrlKey, metaKey, shiftKey } = clicked;
    const chip = inList(target, '.chip');
    const link = inList(target, '[data-links-claim]');
    if (chip) {
      const { verdict } = chip.dataset;
      const chosen = asked().getAll('verdict');
      sift({ verdict: chosen.includes(verdict) ? chosen.filter((other) => other !== verdict) : [...chosen, verdict] });
    } else if (inList(target, '.all')) {
      sift({ verdict: [], find: [], locator: [] });
      one('.find', seen())?.focus();
    } else if (link && !ctrlKey && !metaKey && !shiftKey) {
      clicked.preventDefault();
      named = link.dataset.linksClaim;
      dyad.put({ claim: [named] });
      sayCopied(link, copy(link.href), 'Address copied', 'The address is in the address bar');
    } else if (inList(target, '.report')) {
      const row = target.closest('[data-claim]');
      const what = `${one('.locator', row).textContent}, ${one('.what', row).textContent}`;
      const report = seen().dataset.report.replace('{what}', () => what).replace('{address}', () => one('[data-links-claim]', row).href);
      sayCopied(target, copy(report), 'Copied: paste it into a message, and say what is wrong', 'This browser does not let pages copy');
    }
  });
  document.addEventListener('input', ({ target }) => {
    if (inList(target, '.places')) sift({ locator: [target.value] });
    if (!inList(target, '.find')) return;
    sift({ find: [target.value.trim()] }, { replace: typing === target });  // what is typed at once is one step back
    typing = target;
  });
  document.addEventListener('toggle', ({ target }) => {
    const claim = inList(target, '[data-claim]')?.dataset.claim;
    if (claim && target.isConnected) opened[target.open ? 'add' : 'delete'](claim);
  }, true);
  document.addEventListener('focusin', ({ target }) => {
    typing = null;
    focused = inList(target, '[data-claim]')?.dataset.claim ?? null;
  });
  document.addEventListener('pointerdown', () => {
    focused = null;
  });
  addEventListener('popstate', () => {
    typing = null;
  });
  addEventListener('dyad:open', ({ detail }) => {
    if (detail.claim) setTimeout(() => openClaim(detail.claim));  // when the address has it
  });
  dyad.follow(() => {
    for (const list of lists) show(list);
    look();
    named = asked().get('claim');
  });

  dyad.openClaim = openClaim;
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  new MutationObserver(entitle).observe(document.head, { childList: true, subtree: true });
  look();
})();
