"""Where this machine is in the network of a classroom, and what is said of it where the server is started."""

from __future__ import annotations

import socket
from contextlib import closing
from io import StringIO

import segno

from dyad.rooms.reach import is_loopback

ELSEWHERE = (
    "192.0.2.1",
    "10.255.255.255",
    "172.31.255.255",
    "192.168.255.255",
)  # asked for a way there; nothing is sent
EVERY = ("0.0.0.0", "::")  # noqa: S104 - every address of this machine

NO_PHONE = """If a phone does not find it:
  - it has to be in the same network as this machine, with mobile data off;
  - a firewall here has to let port {port} in: on Windows allow Python in private networks when asked, on macOS allow
    incoming connections, on Linux for one: ufw allow {port}/tcp;
  - many networks of schools and guests keep devices apart. Then use the hotspot of this machine or of a phone.
Where phones cannot come, the menu of the lesson counts a show of hands."""


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


def base_address(host: str, port: int) -> str:
    """Return where a server is that listens on an address."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def say_class(base: str, port: int) -> str:
    """Return what is printed for a teacher: where phones go, also as a code for cameras, and what may be in the way."""
    drawn = StringIO()
    segno.make(f"{base}/join", error="l", micro=False).terminal(drawn, compact=True)
    said = (
        f"The lesson is at http://127.0.0.1:{port}/present; “Open a room” is in its menu (?).\nPhones go to {base}/join"
    )
    return f"{said}\n{drawn.getvalue()}\n{NO_PHONE.format(port=port)}"
