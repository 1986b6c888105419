"""The ranks in motion: played once a reader asks for it, with controls that take the keyboard.

Plotly, three times as large as the rest of a page, comes when the button is pressed. It draws its buttons and slider
as SVG that only a pointer reaches. A component without a face gives them a place in the tab order, a role and keys, and
hands each key on as the click it stands for; where less motion is wished for, years follow without a way between.
"""

from __future__ import annotations

import streamlit as st

from dyad.figures.style import Style
from dyad.figures.trails import holds_trails
from dyad.findings.ranks import main_list
from dyad.render.motion_names import NAMED_WIDTH
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import trails
from dyad.wording import ui_figures as wording

PLAYED = "years-played"  # in the session's state: whether the years are played
CHART_KEY = "motion"
KEYS_KEY = "dyad_motion_keys"

_SCRIPT = """
const INSET = 10;  // px from the end of Plotly's rail to its first step

let quit = () => {};  // ends the watching of the run before: a run with other data does not clean up by itself

export default function ({ data }) {
  const page = document.querySelector('[data-testid="stMain"]');
  quit();
  if (!page) return;
  let chart = page;  // another element once the theme has changed
  const years = data.years;
  const mark = (node, attributes) => {
    for (const [name, value] of Object.entries(attributes)) {
      if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
    }
  };
  const shownYear = () => {
    const texts = [...chart.querySelectorAll('.scatterlayer text')].map((text) => text.textContent);
    return years.findIndex((year) => texts.some((text) => text.endsWith(` ${year}`)));
  };
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const calm = () => {
    const plot = chart.querySelector('.js-plotly-plot');
    for (const layout of [plot?.layout, plot?._fullLayout]) {
      for (const { buttons } of layout?.updatemenus ?? []) {
        for (const { args } of buttons) if (args[1]?.transition) args[1].transition.duration = 0;
      }
      for (const slider of layout?.sliders ?? []) slider.transition.duration = 0;
    }
  };
  const thin = () => {  // the names of others have no room in a narrow chart
    const at = chart.querySelector('.js-plotly-plot')?.data?.findIndex((trace) => trace.name === data.names) ?? -1;
    const names = chart.querySelectorAll('.scatterlayer .trace')[at];
    const shown = chart.clientWidth < data.wide ? 'none' : '';
    if (names && names.style.display !== shown) names.style.display = shown;
  };
  const improve = () => {
    chart = page.querySelector(`.st-key-${data.chart}`);
    if (!chart) return;
    thin();
    if (still.matches) calm();
    chart.querySelectorAll('.updatemenu-button').forEach((button) =>
      mark(button, { tabindex: 0, role: 'button', 'aria-label': button.textContent.replace(/[^A-Za-z]/g, '') }));
    const slider = chart.querySelector('.slider-group');
    const at = shownYear();
    if (slider && at >= 0) {
      mark(slider, { tabindex: 0, role: 'slider', 'aria-label': 'Year', 'aria-valuemin': years[0],
                     'aria-valuemax': years[years.length - 1], 'aria-valuenow': years[at] });
    }
  };
  const moveTo = (at) => {
    const rail = chart.querySelector('.slider-rail-touch-rect');
    const { left, top, width } = rail.getBoundingClientRect();
    const x = left + INSET + (width - 2 * INSET) * at / (years.length - 1);
    const where = { bubbles: true, clientX: x, clientY: top + 1 };
    rail.dispatchEvent(new MouseEvent('mousedown', where));
    chart.querySelector('.js-plotly-plot').dispatchEvent(new MouseEvent('mouseup', where));
  };
  const keyed = (event) => {
    const target = event.target;
    if (!chart?.contains(target)) return;
    if (target.getAttribute('role') === 'button' && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    }
    if (target.getAttribute('role') !== 'slider') return;
    const last = years.length - 1;
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5,
                    Home: -last, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    moveTo(Math.min(last, Math.max(0, shownYear() + steps[event.key])));
  };
  // Plotly goes on with years that play in a chart that is gone
  const pause = () => chart?.querySelectorAll('.updatemenu-button')[1]?.dispatchEvent(new MouseEvent('click'));
  const theme = new MutationObserver(pause);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const observer = new MutationObserver(improve);  // Plotly draws its controls anew after each use
  observer.observe(page, { childList: true, subtree: true, characterData: true });
  page.addEventListener('keydown', keyed);
  improve();
  quit = () => {
    theme.disconnect();
    observer.disconnect();
    page.removeEventListener('keydown', keyed);
  };
  return quit;
}
"""
_keys = st.components.v2.component(KEYS_KEY, js=_SCRIPT)


def play_years(page: Page) -> None:
    """Play the years of the ranks, once a reader asks for it."""
    if not holds_trails(page.record):
        return
    on = st.session_state.get(PLAYED, False)
    label = wording.HIDE if on else wording.PLAY
    st.button(label, key="play-years", on_click=st.session_state.update, args=({PLAYED: not on},))
    if on:
        _show_motion(page)


def _show_motion(page: Page) -> None:
    from dyad.render.motion import NAMES, rank_motion  # brings Plotly, 13 MB that nothing else here needs

    chart, alt = rank_motion(page.record, page.view, Style(scheme=page.scheme))
    if chart is None:
        st.info(wording.NO_YEAR_PLAYED)
        return
    years = [frame.name for frame in chart.frames]
    span = int(years[0]), int(years[-1])
    st.subheader(trails.motion_title(span), anchor=False)
    st.caption(literal(trails.motion_subtitle(main_list(page.record))))
    st.plotly_chart(chart, theme=None, width="stretch", alt=alt, config={"displayModeBar": False}, key=CHART_KEY)
    _keys(key=KEYS_KEY, data={"chart": CHART_KEY, "years": years, "names": NAMES, "wide": NAMED_WIDTH})
