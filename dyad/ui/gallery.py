"""Every figure as a small picture with its name: a choice, and links that other windows can follow."""

from __future__ import annotations

import streamlit as st

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.lesson.rows import figure_mark
from dyad.publish.file_requests import figure_request, file_address
from dyad.publish.sheets import ExportOptions
from dyad.ui.page import Page
from dyad.view import default_view, view_query
from dyad.wording import ui_figures as wording

KEY = "dyad_gallery"
FIGURE = "figure"  # key of the widget, and parameter of the address, that names the figure chosen
SAMPLE_SCALE = 1

# A picture that many wait for is refused for a moment, and asked for again.
_SCRIPT = """
const AGAIN_MS = 5000;
const TRIES = 5;

function makeCard({ name, title, href, picture, mark }, choose) {
  const link = document.createElement("a");
  link.href = href;
  if (picture) {
    const sample = document.createElement("img");
    Object.assign(sample, { alt: "", width: 1280, height: 720, loading: "lazy", src: picture });
    let tries = 0;
    sample.addEventListener("error", () => {
      if (++tries < TRIES) setTimeout(() => { sample.src = picture; }, AGAIN_MS);
    });
    link.append(sample);
  }
  link.append(Object.assign(document.createElement("span"), { textContent: title }));
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
.dyad-gallery li > a:hover span { text-decoration: underline; }
.dyad-gallery img { display: block; width: 100%; height: auto; background: #8881; }
.dyad-gallery li > a > span { padding: 0.6rem 0.75rem; font-weight: 600; line-height: 1.3; }
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
                "href": f"./figures{view_query(record, page.view, {FIGURE: name})}",
                "mark": figure_mark(record, name, page.view),
                "picture": file_address(page.source, sample) if page.own is None else "",
            }
        )
    st.caption(wording.ALL_YEARS_SHOWN if page.own is None else wording.CHOOSE_FIGURE)
    _gallery(key=KEY, data={"cards": cards}, on_chosen_change=_choose)


def _choose() -> None:
    chosen: str | None = st.session_state[KEY].chosen
    if chosen:
        st.session_state[FIGURE] = chosen
