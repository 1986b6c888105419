"""A figure on a page as it is drawn for screens: one component, which knows no Vega.

A run tells the browser the address of the drawing, a few hundred bytes; the drawing comes from there once and is kept.
A reader's own tables have no address: their drawings come with the message. What a figure answers with, and what it
fades as the filters change, is `dyad/render/figure.js`, which follows the page's address and not the run.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import streamlit as st

from dyad.figures.crowds import opened_by
from dyad.publish.drawing_requests import SCRIPT, STYLE, drawing_address, part_address
from dyad.render.cache import Drawings
from dyad.render.converter import ConverterError
from dyad.render.drawing import ROOM, WIDTHS, width_class
from dyad.render.markup import write_figure
from dyad.ui.figure import FIGURES_PAGE
from dyad.ui.filters import forget_controls, open_event, set_filters
from dyad.ui.page import Page

KEY = "dyad_figure"
OWN_KEPT = 16  # drawings of a reader's own tables, in the session
_OWN_DRAWINGS = "dyad_own_drawings"  # our entry in the session's state

# `data-shown` is "true" once what the run
# asked for is there: tests wait for that.
_SCRIPT = """
const FROM = ROOM;  // [class, px that the figure has more than], the widest first
const WAITS_MS = [500, 2000, 4000, 8000];  // before it is asked for again
const FAILED = "The figure could not be fetched. It is asked for again when the connection is back.";
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
    host.classList.add("dyad-drawn");
    this.size = new ResizeObserver(() => this.update());
    this.size.observe(host);
    this.again = () => this.update();
    addEventListener("online", this.again);
    host.addEventListener("dyad:open", (asked) => {
      asked.preventDefault();
      const { event, bar } = asked.detail;
      if (event ?? bar) this.open("picked", event ?? bar);
    });
  }
  wanted() {
    if (this.data.markup) return this.data.markup;
    const room = this.host.clientWidth;
    return `${this.data.drawing}&width=${FROM.find(([, px]) => room > px)[0]}`;
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
      const [markup] = await Promise.all([this.data.markup || fetchText(wanted, signal), load(this.data)]);
      if (!signal.aborted) this.put(wanted, markup);
    } catch (why) {
      if (signal.aborted) return;
      this.asked = undefined;
      if (!this.shown) this.host.textContent = FAILED;
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
  }
  end() {
    this.coming?.abort();
    this.size.disconnect();
    removeEventListener("online", this.again);
    places.delete(this.host);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (!places.has(parentElement)) places.set(parentElement, new Place(parentElement));
  const place = places.get(parentElement);
  Object.assign(place, { data, open: setTriggerValue });
  place.update();
  return () => place.end();
}
"""
_SCRIPT = _SCRIPT.replace("ROOM", json.dumps(list(ROOM.items())))
_figure = st.components.v2.component(KEY, js=_SCRIPT, isolate_styles=False)


def show_drawn(page: Page, name: str) -> None:
    """Show a figure of the catalogue over the whole width, and offer to take it away.

    A mark that stands for an event opens it, a bar that counts events narrows the filters to them.
    """
    told: dict[str, Any] = {"script": part_address(SCRIPT), "style": part_address(STYLE)}
    if page.own is None:
        told["drawing"] = drawing_address(page.record, page.view, name)
    else:
        try:
            told["markup"] = _write_own(page, name)
        except ConverterError:
            st.info("The figure could not be drawn at this moment. Load the page anew, or choose other years.")
            return
    key = f"figure-{name}"
    with st.container(key=f"drawn-{name}", gap=None):
        _figure(key=key, data=told, on_picked_change=partial(_open_picked, key))
        # what the filters hold goes along by itself
        st.page_link(FIGURES_PAGE, label="Save or cite", icon=":material/download:", query_params={"figure": name})


def _write_own(page: Page, name: str) -> str:
    """Return the markup of a figure of a reader's own tables, for the width of the page."""
    drawings: Drawings = st.session_state.setdefault(_OWN_DRAWINGS, Drawings(most=OWN_KEPT))
    return str(write_figure([drawings.get(page.record, page.view, name, WIDTHS[width_class(page.width)])]))


def _open_picked(key: str) -> None:
    picked: str | None = st.session_state[key].picked
    if not picked:
        return
    bar = opened_by(picked)
    if bar is None:
        open_event(picked)
        return
    years, theme = bar
    set_filters(years=years, themes=(theme,))
    forget_controls()
