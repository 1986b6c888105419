"""The security headers: what they allow, and who may show the dashboard in a frame."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse

from dyad.server.headers import HeadersMiddleware, read_ancestors, security_headers
from tests.unit.server.asking import ask

SELF = ("'self'",)


def test_nothing_evaluates_text_or_comes_from_elsewhere() -> None:
    """No directive names another machine, only scripts of the page's own are let run, and none from text."""
    policy = dict(
        part.split(" ", 1) for part in security_headers("", ancestors=SELF)["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self' blob:"
    assert policy["object-src"] == "'none'"
    sources = {source for sources in policy.values() for source in sources.split()}
    assert sources == {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'"}
    assert [name for name, told in policy.items() if "'unsafe-inline'" in told] == ["style-src"]


def test_frames() -> None:
    """The policy names who may frame the dashboard."""
    told = security_headers("", ancestors=("'self'", "https://school.example"))
    assert told["Content-Security-Policy"].endswith("; frame-ancestors 'self' https://school.example")


def test_any_page_may_frame_a_figures_page_and_nothing_else() -> None:
    """No header of it names who may, and it is of an origin of its own; every other answer keeps to who is named."""
    pages = {"/files/trade-band.html": True, "/files/own/a/trade-band.html": False, "/timeline.html": False,
             "/files/trade-band.svg": False, "/": False}  # fmt: skip
    app = HeadersMiddleware(PlainTextResponse("said"), security_headers("", ancestors=SELF))
    for path, framed in pages.items():
        told = ask(app, path).headers
        policy = told["content-security-policy"]
        assert ("frame-ancestors" not in policy) is framed, path
        if framed:
            assert "sandbox allow-scripts allow-popups" in policy
            assert "allow-same-origin" not in policy
            assert policy.startswith("default-src 'none'; ")
            assert "cross-origin-opener-policy" not in told  # a browser refuses both together
            assert told["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", SELF),
        ("'self'", SELF),
        ("None", ("'none'",)),
        ("*", ("*",)),
        ("https://school.example", ("https://school.example",)),
        ("self http://127.0.0.2:8000 https://*.school.example", ("'self'", "http://127.0.0.2:8000", "https://*.school.example")),
    ],
)  # fmt: skip
def test_ancestors_are_read(text: str, read: tuple[str, ...]) -> None:
    """self, none, * and origins are taken, several with spaces between, and nothing set means self."""
    assert read_ancestors(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "school.example", "https://school.example/lms", "https://school.example;", "https://a.example,https://b.example",
        "ftp://school.example", "https://", "data:", "'unsafe-inline'", "none https://school.example", "* self",
        "https://school.example\r\nX: y", "https://*",
    ],
)  # fmt: skip
def test_bad_ancestors_are_refused(text: str) -> None:
    """Anything else is refused in one line that names the variable and says what is allowed."""
    with pytest.raises(ValueError, match=r"^DYAD_FRAME_ANCESTORS: [^\n]*$"):
        read_ancestors(text)


def test_ours_take_the_place_of_theirs() -> None:
    """A header given already is replaced, and others stay."""
    app = PlainTextResponse("said", headers={"Vary": "Origin", "X-Content-Type-Options": "none"})
    told = ask(HeadersMiddleware(app, security_headers("", ancestors=SELF)), "/").headers
    assert (told["vary"], told["x-content-type-options"]) == ("Origin", "nosniff")
