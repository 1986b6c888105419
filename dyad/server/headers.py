"""Security headers: what a browser may do with an answer of the server, and who may show it in a frame."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import html
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dyad.publish.embedding import ANCESTORS_VARIABLE
from dyad.publish.file_requests import FOLDER
from dyad.publish.versions import policy_hash

ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?", re.IGNORECASE)
QUOTED = {"self": "'self'", "none": "'none'", "*": "*"}

# A figure's page is one file that needs nobody: any page may frame it, a file on a disk too, which no word of
# `frame-ancestors` means. It is of an origin of its own, so that it reaches nothing of the dashboard's.
OF_FIGURES = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "base-uri 'none'; form-action 'none'; sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
)
# The page of a phone in a room has all that it needs in itself, and asks this server alone.
OF_PHONES = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; script-src {scripts}"
)
# Streamlit's own scripts come from the server, but for one in its page, which is known by its hash, and those of
# components given as text, which it makes modules of: hence `blob:`. Nothing evaluates text.
OF_PAGES = (
    "default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; media-src 'none'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors {ancestors}"
)
PHONE_PAGE = "/join"
OPENER = "Cross-Origin-Opener-Policy"
FIGURE_PAGE = re.compile(rf"/{FOLDER}/[^/]+\.html")

# Only what a browser knows: of any other name it complains in its console.
FORBIDDEN = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone",
    "midi", "payment", "serial", "usb",
)  # fmt: skip


def read_ancestors(text: str) -> tuple[str, ...]:
    """Read who may show the dashboard in a frame, as a policy spells it.

    Raises ValueError in one line, when a word of it is nothing a policy knows.

    >>> read_ancestors("self https://school.example")
    ("'self'", 'https://school.example')
    """
    words = text.split() or ["self"]
    read = []
    for word in words:
        known = QUOTED.get(word.strip("'").lower())
        if known is None and not ORIGIN.fullmatch(word):
            raise ValueError(
                f'{ANCESTORS_VARIABLE}: "{word}" is no origin. Allowed: self, none, *, or origins such as '
                "https://school.example or https://*.school.example:8443, without a path, with spaces between."
            )
        read.append(known or word)
    if len(read) > 1 and {"'none'", "*"} & set(read):
        raise ValueError(
            f"{ANCESTORS_VARIABLE}: {' '.join(words)}: none and * stand alone. Keep that, or leave it out."
        )
    return tuple(read)


def security_headers(index: str, *, ancestors: tuple[str, ...]) -> dict[str, str]:
    """Return the headers of every answer; `index` is the HTML that Streamlit answers every page with."""
    scripts = " ".join(["'self'", "blob:", *script_hashes(index)])
    return _headers(OF_PAGES.format(scripts=scripts, ancestors=" ".join(ancestors)))


def _headers(policy: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FORBIDDEN),
        OPENER: "same-origin",
    }


class HeadersMiddleware:
    """Add the security headers to every answer of an app; a figure's page and that of a phone have their own."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], *, phone_page: str = "") -> None:
        self._app = app
        self._headers = headers
        self._of_figures = _headers(OF_FIGURES)
        del self._of_figures[OPENER]  # browsers refuse a page that is both kept from its opener and sandboxed
        self._of_phones = _headers(OF_PHONES.format(scripts=" ".join(script_hashes(phone_page))))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        headers = self._of_figures if FIGURE_PAGE.fullmatch(path) else self._headers
        headers = self._of_phones if path == PHONE_PAGE else headers

        async def send_headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)  # in place of those of the same names
            await send(message)

        await self._app(scope, receive, send_headed if scope["type"] == "http" else send)


def script_hashes(page: str) -> list[str]:
    """Return what lets the scripts that stand in a page itself run, as a policy spells it.

    >>> script_hashes("<script>a = 1</script><script src='b.js'></script>")
    ["'sha256-tbwf/ZCRL7GL7259gJCRksemSSiWMgFW1n+68QTGVEo='"]
    """
    scripts = html.document_fromstring(page).xpath("//script[not(@src)]/text()") if page else []
    return [policy_hash(script) for script in dict.fromkeys(scripts)]
