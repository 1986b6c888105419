"""Where phones reach this server: this machine in the network of a classroom, an address, a code for their cameras."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import closing
from functools import lru_cache
from io import StringIO
from urllib.parse import urlsplit

import segno
from markupsafe import Markup

OPENING = Markup('<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}"')
ELSEWHERE = ("192.0.2.1", "10.255.255.255", "172.31.255.255", "192.168.255.255")  # asked the way to; nothing is sent
HERE = "127.0.0.1"  # reached from this machine alone
EVERY = ("0.0.0.0", "::")  # noqa: S104 - every address of this machine

NO_PHONE = """If a phone does not find it:
  - it has to be in the same network as this machine, with mobile data off;
  - a firewall here has to let port {port} in: on Windows allow Python in private networks when asked, on macOS allow
    incoming connections, on Linux for one: ufw allow {port}/tcp;
  - many networks of schools and guests keep devices apart. Then use the hotspot of this machine or of a phone.
Where phones cannot come, the menu of the lesson counts a show of hands."""


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


@lru_cache(maxsize=32)
def qr_picture(text: str, label: str, *, quiet: int = 4) -> Markup:
    """Return the QR code of a text as an SVG that has a name, with so many modules of free paper around it."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(border=quiet, omitsize=True, svgclass=None, lineclass=None)
    return OPENING.format(label) + Markup(drawn.removeprefix("<svg"))  # noqa: S704 - segno's


def network_address() -> str:
    """Return the address of this machine in its network, "" where it is in none."""
    for place in ELSEWHERE:
        with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
            try:
                probe.connect((place, 9))
            except OSError:
                continue
            found: str = probe.getsockname()[0]
            if not is_loopback(found):
                return found
    return ""


def say_class(base: str, port: int) -> str:
    """Return what is printed for a teacher: where phones go, also as a code for cameras, and what may be in the way."""
    drawn = StringIO()
    segno.make(f"{base}/join", error="l", micro=False).terminal(drawn, compact=True)
    said = f"The lesson is at http://{HERE}:{port}/present; “Open a room” is in its menu (?).\nPhones go to {base}/join"
    return f"{said}\n{drawn.getvalue()}\n{NO_PHONE.format(port=port)}"


def base_address(host: str, port: int) -> str:
    """Return where a server is that listens on an address."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
