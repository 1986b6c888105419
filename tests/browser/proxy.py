"""nginx before two workers, as `deploy/nginx.conf` has it: that very file, with other ports and folders in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.browser import HOST, ROOT, Server, free_port, running
from tools.programs import NGINX, find_program

FILE = ROOT / "deploy" / "nginx.conf"
PORTS = ("8501", "8502")  # of the workers in that file
# folders that nginx makes whether it needs them or not
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def running_nginx(folder: Path, workers: Sequence[int]) -> Iterator[Server]:
    """Run nginx before two workers, told by their ports, as whoever runs the tests, its files all in one folder."""
    port = free_port()
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(move_in(FILE.read_text(encoding="utf-8"), folder, workers, port=port), encoding="utf-8")
    told = f"daemon off; pid {folder / 'nginx.pid'};"
    command = [find_program(NGINX), "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(file), "-g", told]
    with running(command, folder / "nginx.log", url=f"http://{HOST}:{port}") as proxy:
        yield proxy


def move_in(text: str, folder: Path, workers: Sequence[int], *, port: int) -> str:
    """Return the configuration with what belongs to a machine replaced, and nothing else."""
    there = dict(zip(PORTS, map(str, workers), strict=True))
    text, found = re.subn("|".join(PORTS), lambda port: there[port[0]], text)
    assert found == 4 * len(PORTS), "three upstreams and the map that names the worker have each port"
    temporary = "".join(f"{name}_temp_path {folder / name};\n" for name in TEMPORARY)
    for written, here in (
        ("user www-data;", "user root;"),  # nginx passes over it unless root runs the tests
        ("/var/log/nginx/error.log", str(folder / "error.log")),
        ("proxy_cache_path /var/cache/dyad ", f"{temporary}proxy_cache_path {folder / 'assets'} "),
        ("listen 80 ", f"listen {HOST}:{port} "),
    ):
        assert text.count(written) == 1, written
        text = text.replace(written, here)
    return text
