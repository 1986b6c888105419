"""Under which address phones reach this server, and that address as a picture that their cameras read."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import segno

PICTURES_KEPT = 32
QUIET = 4  # modules of free paper around a code, as readers of it ask for


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


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A QR code as the path of an SVG, `side` units wide, its quiet zone in it."""

    path: str
    side: int


@lru_cache(maxsize=PICTURES_KEPT)
def qr_picture(text: str) -> Picture:
    """Return the QR code of a text."""
    rows = segno.make(text, error="m", micro=False).matrix
    dark = [(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module]
    return Picture(path="".join(f"M{x + QUIET} {y + QUIET}h1v1h-1z" for x, y in dark), side=len(rows) + 2 * QUIET)
