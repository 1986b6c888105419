"""How and where to serve, by the command line and variables of the environment (docs/server.md, deploy/README.md)."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dyad.publish.embedding import ANCESTORS_VARIABLE
from dyad.rooms.reach import HERE, is_loopback
from dyad.server.headers import read_ancestors
from dyad.server.uploads import Limits, read_limits

HOSTS_VARIABLE, METRICS_VARIABLE, PREWARM_VARIABLE = "DYAD_HOSTS", "DYAD_METRICS", "DYAD_PREWARM"
WORKERS_VARIABLE = "DYAD_WORKERS"
LOOPBACK = ("localhost", HERE, "::1")
NAME = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f:]*", re.IGNORECASE)


class StartError(Exception):
    """The server cannot start as asked; the message is one line for whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to serve. `names` are those the server answers to, none meaning any; `phones` is where a class's come.

    `phones` is "" where nobody said so; `alone` is whether no other worker stands behind the same address.
    """

    host: str
    port: int
    names: tuple[str, ...]
    ancestors: tuple[str, ...]
    uploads: Limits
    metrics: bool
    prewarm: bool = True
    phones: str = ""
    alone: bool = True


def read_settings(env: Mapping[str, str], *, host: str, port: int, phones: str = "") -> Settings:
    """Read the settings from the command line's options and the environment.

    With `phones`, the address at which a class comes (`http://192.168.1.5:8501`), that name is answered to, too.

    Raises StartError when a variable holds what it may not.
    """
    names = tuple(env.get(HOSTS_VARIABLE, "").split())
    for name in names:
        if not NAME.fullmatch(name):
            raise StartError(
                f'{HOSTS_VARIABLE}: "{name}" is no name of a machine. Allowed: names such as dyad.school.example or '
                "*.school.example, without https:// and port, with spaces between; or * for any."
            )
    if names or phones or is_loopback(host):
        names = tuple(dict.fromkeys((*LOOPBACK, host, urlsplit(phones).hostname or host, *names)))
    try:
        ancestors = read_ancestors(env.get(ANCESTORS_VARIABLE, ""))
        uploads = read_limits(env)
    except ValueError as why:
        raise StartError(str(why)) from why
    return Settings(
        host=host,
        port=port,
        names=names,
        ancestors=ancestors,
        uploads=uploads,
        metrics=env.get(METRICS_VARIABLE, "") == "1",
        prewarm=env.get(PREWARM_VARIABLE, "") != "0",
        phones=phones,
        alone=env.get(WORKERS_VARIABLE, "") in ("", "1"),
    )


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises StartError when the port is taken, or the address none of this machine's."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError, TypeError, UnicodeError) as why:
        if isinstance(why, OSError) and why.errno == errno.EADDRINUSE:
            fix = f"The port is in use. Choose another: --port {port + 1}."
        else:
            reason = str(getattr(why, "strerror", None) or why).partition(" (")[0]
            fix = f"{reason}. Choose an address of this machine and a port above 1023."
        raise StartError(f"Cannot serve on {host}, port {port}: {fix}") from why
