"""Under which address phones reach this server, and that address as a picture that their cameras read."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from urllib.parse import urlsplit

import segno
from markupsafe import Markup

PICTURES_KEPT = 32
QUIET = 4  # modules of free paper around a code, as readers of it ask for
OPENING = Markup('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}"')


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches what is served on an address.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "0.0.0.0", "dyad.example")]
    [True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def phones_base(said: str, page: str) -> str:
    """Return where phones reach the server, "" where they cannot: as was said, else as a page of it was reached.

    >>> phones_base("", "https://a.example/dyad/present?step=2"), phones_base("", "http://127.0.0.1:8501/present")
    ('https://a.example/dyad', '')
    """
    here = urlsplit(page)
    if said or not here.hostname or is_loopback(here.hostname):
        return said
    return f"{here.scheme}://{here.netloc}{here.path.rpartition('/')[0]}"


def join_address(base: str, code: str, secret: str = "") -> str:
    """Return the address with which a phone enters a room, or with its secret leads it."""
    return f"{base}/join?room={code}" + (f"#{secret}" if secret else "")


@lru_cache(maxsize=PICTURES_KEPT)
def qr_picture(text: str, label: str, *, quiet: int = QUIET) -> Markup:
    """Return the QR code of a text as an SVG that has a name, with so many modules of free paper around it."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=quiet, omitsize=True, svgclass=None, lineclass=None)
    return OPENING.format(label) + Markup(drawn.removeprefix("<svg"))  # noqa: S704 - segno's
