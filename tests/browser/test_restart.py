"""A server that ends while someone looks: what the page does, and how the server ends."""

from __future__ import annotations

import signal
from typing import Any

from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.test_addresses import assert_whole, query_of, years_of
from tools.browser import free_port

VIEW: dict[str, Any] = {"years": [2014, 2017], "theme": ["defence"], "event": "druzhba-2017"}
EVENT = "Druzhba-2017: the second joint exercise"

# Says from now on in `window.ranAnew` whether a run over a new connection has ended well; given how that is told.
WATCH = """(end) => {
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', async ({ data }) => {
        const told = new Uint8Array(await new Response(data).arrayBuffer());
        const ended = end.every((byte, at) => told.at(at - end.length) === byte);
        if (ended && told.length < 100) window.ranAnew = true;  // there is a run's name in it, and nothing else
      });
    }
  };
}"""
ENDED_WELL = list(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString())


def marks(page: Page) -> list[str]:
    """Return what the marks that are not faded are called, in alphabetical order."""
    found = page.locator(".dyad-figure .marks button:visible")
    return sorted(found.evaluate_all("(marks) => marks.map((mark) => mark.getAttribute('aria-label'))"))


def test_a_page_comes_back_by_itself(open_page: Any, fresh_server: Any, settle: Any) -> None:
    """A new server's first visitor gets the page that the link names; killed and started again it is found by itself.

    The page then shows the same view and can be used. Ctrl-C ends a server with a page open as a success, with no
    more in its log than where it was.
    """
    port = free_port()
    killed = fresh_server(port=port)
    page: Page = open_page("timeline", server=killed, **VIEW)
    assert_whole(page, "timeline", VIEW)
    drawn, query = marks(page), query_of(page)
    assert len(drawn) > 1
    assert open_page.noise[page].errors == []
    page.evaluate(WATCH, ENDED_WELL)
    killed.process.kill()
    expect(page.get_by_test_id("stApp")).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(page.locator(".dyad-away")).to_contain_text("The server does not answer")
    top, status = page.locator(".st-key-top").bounding_box(), page.get_by_test_id("stStatusWidget").bounding_box()
    assert status["y"] > top["y"] + top["height"]
    expect(page.get_by_role("dialog")).to_have_count(0)
    server = fresh_server(port=port)
    page.wait_for_function("() => window.ranAnew")
    settle(page)
    expect(page.locator(".dyad-away")).to_be_hidden()
    assert marks(page) == drawn
    assert query_of(page) == query
    assert years_of(page) == ["2014", "2017"]
    expect(page.get_by_role("button", name="defence", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("heading", name=EVENT)).to_be_visible()
    open_page.forgive(page)  # it complained of connections while nobody answered
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=30) == 0
    assert server.read_log().splitlines() == [f"The dashboard is at {server.url} (Ctrl-C ends it)."]
