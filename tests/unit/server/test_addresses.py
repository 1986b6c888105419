"""Addresses: what leads where, what is redirected, and what is not there."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from dyad.publish import pages
from dyad.server.addresses import Addresses, resolve
from tests.unit.server.asking import ask

PAGES = {entry.name: entry.menu for entry in pages.PAGES.values()}
FILES = ("favicon.png", "static/js/index.A1.js")


def lead(path: str, query: str = "") -> str | None:
    """Return where an address of the dashboard leads."""
    return resolve(path, query, files=FILES)


@pytest.mark.parametrize(
    ("path", "query", "location"),
    [
        # right as they are: pages and files, whatever the query
        ("/", "", ""),
        ("/timeline", "", ""),
        ("/timeline", "years=2014&years=2017&q=a+b%26c&theme=", ""),
        ("/timeline", "embed", ""),
        ("/timeline", "q=amp;c", ""),
        ("/favicon.png", "", ""),
        ("/static/js/index.A1.js", "", ""),
        # meant: a slash too many, capitals, an ending, what was encoded once too often, `&amp;`
        ("/timeline/", "", "../timeline"),
        ("/timeline/", "years=2014&years=2017", "../timeline?years=2014&years=2017"),
        ("/timeline//", "", "../../timeline"),
        ("/Timeline", "q=A", "./timeline?q=A"),
        ("/timeline.html", "event=a", "./timeline?event=a"),
        ("/overview", "event=a", "./?event=a"),
        ("/overview/", "", "../"),
        ("/index.html", "", "./"),
        ("/timeline%3Fevent%3Ddruzhba-2017", "", "./timeline?event=druzhba-2017"),
        ("/%3Fyears%3D2014%26years%3D2017", "", "./?years=2014&years=2017"),
        ("/timeline%3Fq%3Da%2520b", "years=1", "./timeline?q=a+b&years=1"),
        ("/timeline", "event%3Da%26q%3Db", "./timeline?event=a&q=b"),
        ("/timeline", "years=2014&amp;years=2017&amp;amp;event=a", "./timeline?years=2014&years=2017&event=a"),
        ("/", "amp;event=a", "./?event=a"),
        ("/timeline%2F", "", "./timeline"),
        # nowhere, and to no other machine
        *((path, "", None) for path in (
            "/nothing", "/timeline/nothing", "/school/timeline", "/timeline;a", "/static/js/index.OLD.js", "/static/",
            "/timeline/static/js/index.A1.js", "/timeline/_stcore/health", "//evil.example", "//timeline",
            "/%2Fevil.example", "/%5Cevil.example", "/%5C%5Cevil.example/", "/..%2Ftimeline", "/%00", "/%FF",
            "/index.html/x", "/.html/timeline",
        )),
    ],
)  # fmt: skip
def test_where_an_address_leads(path: str, query: str, location: str | None) -> None:
    """Right ones are served, those that meant another are sent on, and the rest is not there."""
    assert lead(path, query) == location


@given(
    name=st.sampled_from(["", *PAGES, "index"]),
    change=st.sampled_from(["{}", "{}/", "{}.html", "/{}"]),
    query=st.lists(st.tuples(st.sampled_from(["years", "q", "amp;q", "amp;amp;amp;", "a=b"]), st.text()), max_size=4),
    encoded=st.booleans(),
    capitals=st.booleans(),
)
def test_one_redirect_is_enough(
    name: str, change: str, query: list[tuple[str, str]], *, encoded: bool, capitals: bool
) -> None:
    """Where a redirect leads is served, below a proxy's path, too, with the same parameters, and on this site."""
    asked, tail = "/" + change.format(name.upper() if capitals else name), urlencode(query)
    path, rest = (asked + quote(f"?{tail}", safe=""), "") if encoded else (asked, tail)
    found = lead(path, rest)
    if not found:
        return
    assert re.match(r"(\./|(\.\./)+)[a-z]*(\?|$)", found)
    url = urlsplit(urljoin(f"https://school.example/dyad{path}" + (f"?{rest}" if rest else ""), found))
    assert (url.netloc, url.path[:6]) == ("school.example", "/dyad/")
    assert lead(url.path.removeprefix("/dyad"), url.query) == ""
    meant = [(re.sub("^(amp;)+", "", one), value) for one, value in query]
    assert parse_qsl(url.query, keep_blank_values=True) == meant


def answer(request: Request) -> Response:
    """Answer with the path that was asked for."""
    return PlainTextResponse(request.url.path)


# An app with routes, and a folder that answers everything, as Streamlit has it.
WHOLE = Mount("/", app=Starlette(routes=[Route("/{path:path}", answer)]))
APP = Starlette(
    routes=[Route("/health", answer), WHOLE],
    middleware=[Middleware(Addresses, files=FILES)],
)


def test_routes_and_files_answer_for_themselves() -> None:
    """What the app has a route for, and a page or file of the folder, is handed on."""
    for path in ("/health", "/timeline", "/favicon.png"):
        answer = ask(APP, path)
        assert (answer.status, answer.body.decode()) == (200, path)
    assert ask(APP, "/nothing", method="POST").status == 405
    assert ask(APP, "/health", method="POST").status == 405


@pytest.mark.parametrize(("path", "up"), [("/nothing", "./"), ("/a/b/%3Cb%3E", "../../")])
def test_what_is_not_there_has_a_page(path: str, up: str) -> None:
    """It is 404 with links to every page, for whoever asks by HEAD, too, and no proxy keeps it."""
    answer = ask(APP, path)
    assert answer.status == ask(APP, path, method="HEAD").status == 404
    assert answer.headers["cache-control"] == "no-store"
    text = answer.body.decode()
    links = re.findall(r'<a href="([^"]*)">([^<]+)</a>', text)
    assert links == [(up + ("" if name == "overview" else name), menu) for name, menu in PAGES.items()]
    assert "<script" not in text
    assert "<b>" not in text
