"""The server as a browser meets it: headers, policy, frames and uploads.

That no page breaks the policy is held by every other browser test: `Noise` counts what a browser refuses as an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import OPENING, ask
from tests.browser.test_addresses import assert_whole
from tests.browser.waiting import settle
from tools.browser import STREAMLIT_RUN, Server

MB = 1024 * 1024
OTHER = "127.0.0.2"  # this machine, but to a browser another origin than 127.0.0.1


def test_who_opens_the_way(server: Server) -> None:
    """No page of another origin, nor one that has its own name lead here, opens the way on which all data comes."""
    port = urlsplit(server.url).port
    for name, origin, code in (
        ("127.0.0.1", "127.0.0.1", 101),
        ("localhost", "localhost", 101),
        ("evil.example", "evil.example", 403),
        ("127.0.0.1", "evil.example", 403),
        ("127.0.0.1", "localhost", 403),
    ):
        there = {"Host": f"{name}:{port}", "Origin": f"http://{origin}:{port}"}
        assert ask(server, "_stcore/stream", **OPENING, **there)[0] == code, (name, origin)


def test_the_policy_is_in_force(open_page: Any, server: Server, root: Path) -> None:
    """In the page no text is run as a script and no picture comes from elsewhere, and tests are told of it.

    A lesson can be uploaded; the same request without the page's token, or with too large a file, is refused.
    """
    page: Page = open_page("present")
    noise = open_page.noise[page]
    assert noise.errors == []
    page.evaluate(
        """async (elsewhere) => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.head.append(script);
          const image = new Image();
          await new Promise((done) => { image.onload = image.onerror = done; image.src = elsewhere; });
        }""",
        f"http://{OTHER}:{urlsplit(server.url).port}/favicon.png",
    )
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in error for error in noise.errors) == 2
    open_page.forgive(page)

    page.keyboard.press("?")
    with page.expect_request(lambda request: request.method == "PUT") as put:
        page.locator('input[type="file"]').set_input_files(root / "data" / "lesson.csv")
    answer = put.value.response()
    assert answer is not None
    assert answer.status == 204
    given = put.value.all_headers()
    cookie, token = {"Cookie": given["cookie"]}, {"X-Xsrftoken": given["x-xsrftoken"]}
    for code, size, headers in (
        (403, 1, cookie),
        (403, 1, token),
        (403, 1, cookie | {"X-Xsrftoken": "2|00000000|00|0"}),
        (413, 5 * MB + 1, cookie | token),
    ):
        told = {"Content-Type": given["content-type"], "Content-Length": str(size), **headers}
        assert ask(server, urlsplit(put.value.url).path[1:], method="PUT", **told)[0] == code, headers


@pytest.fixture
def framing(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    """Serve pages of another origin, each of which shows the dashboard of some port in a frame."""
    folder = tmp_path / "other"
    folder.mkdir()
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer((OTHER, 0), partial(quiet, directory=str(folder))) as other:
        thread = Thread(target=other.serve_forever)
        thread.start()
        yield other
        other.shutdown()
        thread.join()


def test_frames_of_others(
    framing: ThreadingHTTPServer, tmp_path: Path, open_page: Any, browser: Browser, server: Server,
    fresh_server: Any,
) -> None:  # fmt: skip
    """A page of another origin shows of the dashboard figures alone, by the code copied, unless it may more.

    So it is with `streamlit run app.py`, which serves the same app: its settings, headers, health, names, and pages.
    """
    origin = f"http://{OTHER}:{framing.server_port}"
    open_to_it = fresh_server(command=STREAMLIT_RUN, DYAD_FRAME_ANCESTORS=origin)
    page = open_page("figures", figure="claims-summary")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.get_by_role("button", name="Copy code to embed").click()
    page.wait_for_function("() => window.copied")
    copied: str = page.evaluate("window.copied")
    height = int(re.findall(r' height="(\d+)"', copied)[0])
    said, years = [], {"years": [2010, 2016]}
    for framed in (server, open_to_it):
        code = copied.replace(server.url, framed.url)
        (tmp_path / "other" / "index.html").write_text(
            f"<iframe src='{framed.address('record', years)}' width=1280 height=720></iframe>"
            f"<div style='width:700px'>{code}</div>",
            encoding="utf-8",
        )
        page = browser.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(origin)
        figure = page.frame_locator("iframe >> nth=1")
        figure.locator(".dyad-figure .marks button").first.focus()
        expect(figure.locator(".dyad-tip")).to_be_visible()
        assert figure.locator("html").evaluate("(one) => one.scrollHeight") <= height
        assert figure.locator("html").evaluate("() => self.origin") == "null"
        page.locator("div").evaluate("(one) => { one.style.width = '360px'; }")
        page.wait_for_function(f"() => document.querySelector('div > iframe').clientHeight > {height}")
        assert figure.locator("html").evaluate("(one) => one.scrollHeight <= innerHeight")
        if framed is open_to_it:
            whole = settle(page.frames[1])
            assert_whole(whole, "record", years)
            assert whole.evaluate("document.fonts.check('16px \"Fira Sans\"')")
        else:
            page.wait_for_function("() => document.querySelector('iframe').contentDocument === null")
            assert any("frame-ancestors 'self'" in text for text in said)
            said.clear()
        page.close()
    assert not [text for text in said if "Content Security Policy" in text]
    code, told, _ = ask(open_to_it, "health")
    assert code == 200
    assert f"frame-ancestors {origin}" in told["Content-Security-Policy"]
    assert ask(open_to_it, Host="evil.example")[0] == 400
