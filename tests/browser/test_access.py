"""Accessibility as axe-core sees it, on each page, light and dark."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.axe import find_violations

DARK = "rgb(18, 22, 28)"
PAGES = [
    "", "timeline", "timeline?event=druzhba-2017", "trade", "rankings", "claims", "record", "?event=druzhba-2016",
    "figures", "present", "present?step=2", "present?step=8&revealed=true", "present?step=9", "present?step=13",
    "present?notes=1&step=8",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, open_page: Any, redraw: Any) -> None:
    """No page breaks a rule of axe, light or dark, but for what stands in the short list of others' own."""
    page = open_page(path)
    assert find_violations(page) == []
    redraw(page, scheme="dark")
    assert page.locator('[data-testid="stApp"]').evaluate("(app) => getComputedStyle(app).backgroundColor") == DARK
    assert find_violations(page, only="color-contrast") == []


def test_axe_finds_nothing_with_the_filters_shown(open_page: Any, settle: Any) -> None:
    """The unfolded filters break no rule either."""
    page = open_page("trade", scheme="dark")
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Regional context").wait_for()
    settle(page)
    assert find_violations(page) == []
