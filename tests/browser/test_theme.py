"""Light and dark, as the reader's system says and as the reader says."""

from __future__ import annotations

from typing import Any

DARK, LIGHT = "rgb(18, 22, 28)", "rgb(255, 255, 255)"
FIGURES = ".dyad-figure, .js-plotly-plot .main-svg"
GROUND = f"""() => [...document.querySelectorAll('{FIGURES}')]
  .map((svg) => getComputedStyle(svg).backgroundColor).filter((colour) => colour !== 'rgba(0, 0, 0, 0)')"""


def test_the_theme_switch_redraws_the_figures(open_page: Any, settle: Any) -> None:
    """Who chooses dark in the menu gets dark figures without a reload, and light ones again after choosing light."""
    page = open_page("rankings", scheme="light")  # has drawings, and a figure of Plotly
    page.get_by_role("button", name="Play the years").click()
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert set(page.evaluate(GROUND)) == {LIGHT}
    for name, colour in (("Dark", DARK), ("Light", LIGHT)):
        page.get_by_test_id("stMainMenu").get_by_role("button").first.click()
        page.get_by_role("radio", name=name).or_(page.get_by_role("menuitemradio", name=name)).or_(
            page.get_by_role("button", name=name, exact=True)
        ).first.click()
        page.wait_for_function(
            f"() => {{ const all = ({GROUND})(); return all.length && all.every((c) => c === '{colour}'); }}"
        )
        page.keyboard.press("Escape")
        settle(page)
        assert set(page.evaluate(GROUND)) == {colour}
        # where the next page's first HTML looks for it, before Streamlit is there
        assert name in page.evaluate("localStorage.getItem(`stActiveTheme-${location.pathname}-v2`)")


def test_a_change_of_the_system_is_followed(open_page: Any) -> None:
    """When the system turns dark while the page is open the figures follow."""
    page = open_page("timeline", scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        f"() => {{ const all = ({GROUND})(); return all.length && all.every((c) => c === '{DARK}'); }}"
    )
