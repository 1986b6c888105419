"""Every figure as a small picture with its name: a choice, and links that other windows can follow."""

from __future__ import annotations

import streamlit as st

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.look import Look
from dyad.lesson.rows import figure_mark
from dyad.publish.file_requests import figure_request, file_address
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.view import default_view, view_query

KEY = "dyad_gallery"
FIGURE = "figure"  # key of the widget, and parameter of the address, that names the figure chosen
SAMPLE_SCALE = 1

# A picture that many wait for is refused for a moment, and asked for again.
_SCRIPT = """
const AGAIN_MS = 5000;
const TRIES = 5;

function makeCard({ name, title, found, href, picture, mark }, choose) {
  const link = document.createElement("a");
  link.href = href;
  const frame = document.createElement("span");
  frame.append(Object.assign(document.createElement("span"), { textContent: found }));
  if (picture) {
    const sample = document.createElement("img");
    Object.assign(sample, { alt: "", width: 1280, height: 720, src: picture });
    let tries = 0;
    sample.addEventListener("error", () => {
      sample.hidden = true;
      if (++tries < TRIES) setTimeout(() => { sample.src = picture; }, AGAIN_MS);
    });
    sample.addEventListener("load", () => { sample.hidden = false; });
    frame.append(sample);
  }
  link.append(frame, Object.assign(document.createElement("b"), { textContent: title }));
  link.addEventListener("click", (pressed) => {
    if (pressed.ctrlKey || pressed.metaKey || pressed.shiftKey || pressed.altKey) return;
    pressed.preventDefault();
    choose(name);
  });
  const item = document.createElement("li");
  const add = document.createElement("span");
  add.className = "dyad-add";
  Object.assign(add.dataset, { lessonMark: mark, lessonTitle: title });
  item.append(link, add);
  return item;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".dyad-gallery");
  const told = JSON.stringify(data.cards);
  if (list.dataset.told === told) return;
  list.dataset.told = told;
  list.replaceChildren(...data.cards.map((card) => makeCard(card, (name) => setTriggerValue("chosen", name))));
}
"""
_STYLE = """
.dyad-gallery {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(16rem, 100%), 1fr)); gap: 1rem; margin: 0;
  padding: 0; list-style: none;
}
.dyad-gallery li { display: flex; flex-direction: column; gap: 0.25rem; }
.dyad-gallery li > a {
  display: flex; flex: 1; flex-direction: column; min-height: 2.75rem; border: 1px solid #8884; border-radius: 6px;
  overflow: hidden; color: inherit; text-decoration: none;
}
.dyad-gallery li > a:hover { border-color: currentColor; }
.dyad-gallery li > a:hover b { text-decoration: underline; }
.dyad-gallery li > a > span { display: grid; aspect-ratio: 16 / 9; background: #8881; }
.dyad-gallery li > a > span > * { grid-area: 1 / 1; display: block; width: 100%; height: auto; }
.dyad-gallery span > span { align-self: center; box-sizing: border-box; padding: 0.75rem; text-wrap: balance; }
.dyad-gallery [hidden] { display: none !important; }
.dyad-gallery b { padding: 0.6rem 0.75rem; font-weight: 600; line-height: 1.3; }
"""
_gallery = st.components.v2.component(
    KEY, html='<ul class="dyad-gallery"></ul>', css=_STYLE, js=_SCRIPT, isolate_styles=False
)


def show_gallery(page: Page) -> None:
    """Show the figures that the record has anything for; pictures are of the served record alone, in all its years."""
    record = page.record
    usual = default_view(page.served)
    cards = []
    for name in figures_of(record):
        choice = ExportOptions(figure=name, paper=page.scheme, noted=False)
        sample = figure_request(usual, choice, "png", scale=SAMPLE_SCALE, letters_may_lack=True)
        cards.append(
            {
                "name": name,
                "title": FIGURES[name].title,
                "found": _found(record, name),
                "href": f"./figures{view_query(record, page.view, {FIGURE: name})}",
                "mark": figure_mark(record, name, page.view),
                "picture": file_address(page.source, sample) if page.own is None else "",
            }
        )
    told = " The small pictures show all years; the one that you choose follows the filters." * (page.own is None)
    st.caption(literal(f"Choose a figure to take along as a picture, a file, a link or a frame in another page.{told}"))
    _gallery(key=KEY, data={"cards": cards}, on_chosen_change=_choose)


@cached_per_record(len(FIGURES))
def _found(record: Record, name: str) -> str:
    """Return what a figure finds in all years, which stands where its picture will be."""
    return FIGURES[name].draw(record, default_view(record), Look()).title


def _choose() -> None:
    chosen: str | None = st.session_state[KEY].chosen
    if chosen:
        st.session_state[FIGURE] = chosen
