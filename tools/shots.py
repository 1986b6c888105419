"""Photograph every page: three sizes, light and dark, into build/shots/.

    python -m tools.shots [--page timeline] [--width 390] [--scheme dark]     (each may be repeated)
    python -m tools.shots --readme

`<page>-<width>-<scheme>.png` is what the window shows; `…-full.png`, where the page is higher than the window, is all
of it. `--readme` renews the pictures of the README in docs/screenshots/ and nothing else. Starts a server of its own.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools import browser
from tools.programs import CHROMIUM, find_program

PAGES = {  # name of the picture → address
    "overview": "",
    "timeline": "timeline",
    "timeline-druzhba-2017": "timeline?event=druzhba-2017",
    "trade": "trade",
    "rankings": "rankings",
    "claims": "claims",
    "present": "present?step=3",
    "present-notes": "present?notes=1&step=8",
    "figures": "figures?figure=trade-band",
    "record": "record",
}
WINDOWS = {1280: 720, 1920: 1080, 390: 844}  # px: a projector or laptop, a large screen, a phone
SCHEMES = ("light", "dark")

Shot = tuple[str, int, str]  # what one picture is of: a page, the width of its window, light or dark

SHOTS = browser.ROOT / "build" / "shots"
README_PICTURES = browser.ROOT / "docs" / "screenshots"
README_SHOTS = (("overview", "light"), ("overview", "dark"), ("timeline", "light"), ("claims", "light"),
                ("trade", "light"))  # fmt: skip
README_WIDTH = 1280
README_COLOURS = 256  # of a compressed picture


def main() -> None:
    """Take the pictures asked for; fail where a page erred in its console or called another machine."""
    given = _read_arguments()
    if given.readme:
        shots = [(page, README_WIDTH, scheme) for page, scheme in README_SHOTS]
    else:
        shots = [*product(given.page or PAGES, given.width or WINDOWS, given.scheme or SCHEMES)]
    SHOTS.mkdir(parents=True, exist_ok=True)
    program = find_program(CHROMIUM)
    with tempfile.TemporaryDirectory() as scratch, browser.running_server(Path(scratch) / "server.log") as server:
        complaints = _take_all(shots, server, program)
    if given.readme:
        _write_readme_pictures()
    if complaints:
        sys.exit("\n".join(complaints))


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--page", action="append", choices=PAGES, help="only this page")
    parser.add_argument("--width", action="append", type=int, choices=WINDOWS, help="only this width")
    parser.add_argument("--scheme", action="append", choices=SCHEMES, help="only light or only dark")
    parser.add_argument("--readme", action="store_true", help="renew the README's pictures only")
    return parser.parse_args()


def _take_all(shots: Iterable[Shot], server: browser.Server, program: str) -> list[str]:
    """Take the pictures; return what went wrong, one line each."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(browser.LAUNCH_ARGS))
        return [line for shot in shots for line in _take(shot, server, chromium)]


def _take(shot: Shot, server: browser.Server, chromium: Browser) -> list[str]:
    (asked, width, scheme), name = shot, _name(shot)
    window = {"width": width, "height": WINDOWS[width]}
    context = chromium.new_context(**browser.context_options(**window, scheme=scheme))
    page = context.new_page()
    noise = browser.Noise(server)
    noise.listen(page)
    try:
        page.goto(server.address(PAGES[asked]))
        page.wait_for_function(browser.SETTLED, timeout=browser.SETTLE_MS, polling=browser.LOOK_MS)
        page.screenshot(path=SHOTS / f"{name}.png")
        _take_whole(page, window, SHOTS / f"{name}-full.png")
    except Exception as error:  # one page that fails must not cost the pictures of the others
        return [f"{name}: {error}"]
    finally:
        context.close()
    print(name)
    return [f"{name}: {line}" for line in noise.errors + noise.outside]


def _take_whole(page: Page, window: dict[str, int], target: Path) -> None:
    """Write the page in its full height, by a window as high."""
    target.unlink(missing_ok=True)
    height = page.evaluate(browser.CONTENT_HEIGHT)
    if height <= window["height"]:
        return
    page.set_viewport_size({"width": window["width"], "height": min(height, browser.MOST_HEIGHT)})
    page.wait_for_function(browser.SETTLED, timeout=browser.SETTLE_MS, polling=browser.LOOK_MS)
    page.screenshot(path=target)


def _name(shot: Shot) -> str:
    return "-".join(map(str, shot))


def _write_readme_pictures() -> None:
    """Write the README's pictures, with fewer colours so that the repository stays small, none far from its own."""
    README_PICTURES.mkdir(parents=True, exist_ok=True)
    for page, scheme in README_SHOTS:
        with Image.open(SHOTS / f"{_name((page, README_WIDTH, scheme))}.png") as picture:
            few = picture.convert("RGB").quantize(README_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
            few.save(README_PICTURES / f"{page}-{scheme}.png", optimize=True)


if __name__ == "__main__":
    main()
