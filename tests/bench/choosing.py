"""A theme is chosen: time from the click until the changed chart is painted.

The clicks walk through all sets of themes, so that each makes a view which nobody has asked the server for (`new`);
a second walk makes the same again (`seen`), as when a class looks at one thing.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.bench.contestants import Contestant
from tests.bench.network import UNTHROTTLED, Link, network
from tests.bench.visits import LOOK_MS, WATCH_CLICK, browser, fresh_page, wait_until_quiet

REST_MS = 300  # between two clicks, in which the page comes to rest
LEAST_CLICKS = 15


def walk(number: int) -> list[int]:
    """Return which of `number` switches to turn, so that the sets of those on are all different, until all were on.

    Numbers in the reflected binary code (Gray, US patent 2,632,058): each differs from the next in one digit.

    >>> walk(3)
    [0, 1, 0, 2, 0, 1, 0]
    """
    return [(step & -step).bit_length() - 1 for step in range(1, 2**number)]


def measure(contestants: list[Contestant], *, data: Path, rounds: int) -> dict[str, Any]:
    """Return ms by contestant, of views that are new and of views that were seen; the contestants take turns."""
    clicks = max(rounds, LEAST_CLICKS)
    times: dict[str, dict[str, list[float]]] = {one.name: {"new": [], "seen": []} for one in contestants}
    with ExitStack() as open_things:
        net = open_things.enter_context(network())
        chromium = open_things.enter_context(browser())
        opened: list[tuple[Contestant, Page]] = []
        for contestant in contestants:
            server = open_things.enter_context(contestant.start(data))
            page = open_things.enter_context(fresh_page(chromium, contestant))
            open_with_choices(page, contestant, net.link(server.port, UNTHROTTLED))
            opened.append((contestant, page))
        turned: dict[str, list[int]] = {}
        for contestant, page in opened:
            steps = walk(page.locator(contestant.choices).count())
            turned[contestant.name] = steps[:clicks]
        for kind in ("new", "seen"):
            for step in range(clicks):
                for contestant, page in opened:
                    if step < len(turned[contestant.name]):
                        page.bring_to_front()
                        times[contestant.name][kind].append(click(page, contestant, turned[contestant.name][step]))
            for contestant, page in opened:  # back to where the walk began
                page.bring_to_front()
                for place in sorted(set(turned[contestant.name])):
                    if turned[contestant.name].count(place) % 2:
                        click(page, contestant, place)
    return {"titles": {one.name: one.title for one in contestants}, "times": times}


def open_with_choices(page: Page, contestant: Contestant, link: Link) -> None:
    """Open a page and have it show its choice of themes."""
    page.goto(link.address + contestant.path, wait_until="commit")
    page.wait_for_function("() => window.benchDrawn", polling=LOOK_MS)
    if contestant.unfold:
        page.click(contestant.unfold)
        page.locator(contestant.choices).first.wait_for(state="visible")
    wait_until_quiet(page, link)


def click(page: Page, contestant: Contestant, place: int) -> float:
    """Turn one theme on or off and return ms until the changed chart is painted."""
    page.evaluate(WATCH_CLICK)
    page.locator(contestant.choices).nth(place).click()
    page.wait_for_function("() => window.benchChanged", polling=LOOK_MS)
    page.wait_for_timeout(REST_MS)
    changed: float = page.evaluate("window.benchChanged")
    return changed
