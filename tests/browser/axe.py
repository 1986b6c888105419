"""Accessibility as axe-core sees it: run it in a page, get one line a violation.

axe-core is bundled (tests/assets/axe.min.js, MPL-2.0), so that this works without a network.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tools.browser import CONTENT_HEIGHT, LOOK_MS, MOST_HEIGHT, SETTLE_MS, SETTLED

AXE = Path(__file__).resolve().parent.parent / "assets" / "axe.min.js"
MOST_HTML_CHARS = 160  # of an element, in a message


# Violations in parts that are Streamlit's own and cannot be mended from outside, by axe's rule and the element's HTML:
# it gives the place where files are dropped the role of none and a name.
KNOWN = {"presentation-role-conflict": 'data-testid="stFileUploaderDropzone"'}


def find_violations(page: Page, *, only: str = "") -> list[str]:
    """Return one line for each element that breaks a rule, less the known ones; empty is what a test wants.

    `only` is the one rule to be asked, where nothing else can have changed.

    The window is made as high as the page and stays so: axe passes over what is scrolled out of sight.
    """
    assert page.viewport_size is not None
    height = max(page.viewport_size["height"], page.evaluate(CONTENT_HEIGHT))
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, MOST_HEIGHT)})
    page.wait_for_function(SETTLED, timeout=SETTLE_MS, polling=LOOK_MS)
    return violations(page, only=only)


def violations(page: Page, *, only: str = "") -> list[str]:
    """Return one line for each element that breaks a rule on a page as it stands, less the known ones."""
    if page.evaluate("globalThis.axe === undefined"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # Style sheets and media are not fetched anew for it: only rules of turned screens and of sound ask for them.
    rules: dict[str, Any] = {"resultTypes": ["violations"], "preload": False} | ({"runOnly": [only]} if only else {})
    run = "async (rules) => (await axe.run(document, rules)).violations"
    found: list[dict[str, Any]] = page.evaluate(run, rules)
    return [
        _say(violation, node)
        for violation in found
        for node in violation["nodes"]
        if violation["id"] not in KNOWN or KNOWN[violation["id"]] not in node["html"]
    ]


def _say(violation: dict[str, Any], node: dict[str, Any]) -> str:
    why = " ".join(check["message"] for kind in ("any", "all", "none") for check in node[kind])
    where = " ".join(map(str, node["target"]))
    return f"{violation['id']} ({violation['impact']}): {where}: {why} {node['html'][:MOST_HTML_CHARS]}"
