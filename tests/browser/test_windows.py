"""A window that was used before is as good as a new one."""

from __future__ import annotations

from tests.browser.windows import Windows
from tools.browser import Server

KEEP = """async () => {
  localStorage.kept = sessionStorage.kept = document.cookie = 'kept=1';
  await new Promise((done) => { indexedDB.open('kept').onsuccess = ({ target }) => done(target.result.close()); });
  await caches.open('kept');
}"""
KEPT = """async () => [
  localStorage.length, sessionStorage.length, Number(document.cookie.includes('kept')),
  (await indexedDB.databases()).length, (await caches.keys()).length]"""
LOOK = "() => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"


def test_a_window_forgets(windows: Windows, server: Server) -> None:
    """What one test stored, set or listened to in a window is gone for the next, which gets the same window."""
    heard: list[str] = []
    first = windows.take(width=1280, height=720, scheme="light")
    windows.listen(first, "request", lambda request: heard.append(request.url))
    first.goto(server.address("_stcore/health"))
    first.evaluate(KEEP)
    assert first.evaluate(KEPT) == [1, 1, 1, 1, 1]
    other = windows.take(width=1280, height=720, scheme="light")
    other.goto(server.address("_stcore/health"))
    assert other.evaluate(KEPT) == [0, 0, 0, 0, 0]
    first.context.new_page().goto(server.address("_stcore/health"))
    windows.give_back(first, width=1280)
    before = len(heard)
    again = windows.take(width=900, height=720, scheme="dark")
    assert again is first
    assert again.context.pages == [again]
    again.goto(server.address("_stcore/health"))
    assert again.evaluate(KEPT) == [0, 0, 0, 0, 0]
    assert again.evaluate(LOOK) == [900, True]
    assert len(heard) == before
    for page in (again, other):
        windows.give_back(page, width=900)
