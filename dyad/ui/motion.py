"""The ranks in motion, with controls that take the keyboard.

Plotly draws its buttons and slider as SVG that only a pointer reaches. A component without a face gives
them a place in the tab order, a role and keys, and hands each key on as the click it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    import plotly.graph_objects as go

CHART_KEY = "motion"
KEYS_KEY = "dyad_motion_keys"

_SCRIPT = """
export default function ({ data }) {
  const chart = document.querySelector(`.st-key-${data.chart}`);
  if (!chart) return;
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
  const improve = () => {
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
    // the label of a year stands under its place on the rail, whose own ends are inset
    const labels = [...chart.querySelectorAll('.slider-label')].map((label) => label.getBoundingClientRect());
    const [first, last] = [labels[0], labels[labels.length - 1]].map((box) => box.left + box.width / 2);
    const x = first + (last - first) * at / (years.length - 1);
    const rail = chart.querySelector('.slider-rail-touch-rect');
    const where = { bubbles: true, clientX: x, clientY: rail.getBoundingClientRect().top + 1 };
    rail.dispatchEvent(new MouseEvent('mousedown', where));
    chart.querySelector('.js-plotly-plot').dispatchEvent(new MouseEvent('mouseup', where));
  };
  const keyed = (event) => {
    const target = event.target;
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
  const observer = new MutationObserver(improve);  // Plotly draws its controls anew after each use
  observer.observe(chart, { childList: true, subtree: true, characterData: true });
  chart.addEventListener('keydown', keyed);
  improve();
  return () => {
    observer.disconnect();
    chart.removeEventListener('keydown', keyed);
  };
}
"""
_keys = st.components.v2.component(KEYS_KEY, js=_SCRIPT)


def show_motion(chart: go.Figure | None, alt: str) -> None:
    """Draw a figure that plays through the years, or say that none is left."""
    st.header("The years played", anchor=False)
    if chart is None:
        st.info("No year with both ranks is left by the filters.")
        return
    st.plotly_chart(chart, theme=None, width="stretch", alt=alt, config={"displayModeBar": False}, key=CHART_KEY)
    _keys(key=KEYS_KEY, data={"chart": CHART_KEY, "years": [frame.name for frame in chart.frames]})
