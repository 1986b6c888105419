/* Plotly's buttons and slider of the ranks in motion: a place in the tab order, a role and keys for each. */
const INSET = 10;  // px from the end of Plotly's rail to its first step

export default renewed(({ data }, signal) => {
  const page = document.querySelector('[data-testid="stMain"]');
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
  observe(document.documentElement, { attributeFilter: ['data-theme'] }, pause, signal);
  // Plotly draws its controls anew after each use
  observe(page, { childList: true, subtree: true, characterData: true }, improve, signal);
  page.addEventListener('keydown', keyed, { signal });
  improve();
});
