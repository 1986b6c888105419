"""Find a program of the system that tests and tools start, and print its path.

    python -m tools.programs chromium|nginx [--install]

Looked for, in this order: the variable of its name (`$CHROMIUM`, `$NGINX`), then its usual names on the PATH. With
`--install`, Debian's package is installed where that is allowed (as root, with apt-get). Where none is found the
program says in one line what to do and fails: tests are never skipped for want of a browser or a proxy.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ANSWER_SECONDS = 60  # a first start on a busy machine is slow
ADMIN_FOLDERS = ("/usr/local/sbin", "/usr/sbin")  # Debian has nginx there, which is on root's PATH only
POLICY = Path("/usr/sbin/policy-rc.d")  # asked by Debian's packages whether a service may be started; 101 is no


@dataclass(frozen=True, kw_only=True)
class Program:
    """A program, the names it goes by, and how it is asked for its version."""

    package: str
    names: tuple[str, ...]
    asking: str
    called: str

    @property
    def variable(self) -> str:
        """The variable of the environment that may name one."""
        return self.package.upper()


CHROMIUM = Program(
    package="chromium",
    names=(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    asking="--version",
    called="Chromium or Google Chrome",
)
NGINX = Program(package="nginx", names=("nginx",), asking="-v", called="nginx")
PROGRAMS = {program.package: program for program in (CHROMIUM, NGINX)}


def find_program(program: Program, *, install: bool = False) -> str:
    """Return the path of one that starts; with `install` its package is installed where there is none.

    Raises SystemExit with one line that says what to do.
    """
    named = os.environ.get(program.variable)
    folders = os.pathsep.join((os.environ.get("PATH", os.defpath), *ADMIN_FOLDERS))
    for name in [named] if named else program.names:
        path = shutil.which(name, path=folders)
        if path is not None and _starts(path, program):
            return path
    if named:
        raise SystemExit(f"{program.variable} is {named}, which does not start: name another one, or unset it.")
    if install:
        _install(program)
        return find_program(program)
    raise SystemExit(
        f"No working {program.package} found: install {program.called} (Debian: sudo apt-get install "
        f"{program.package}), or name one with {program.variable}=/path/to/{program.package}."
    )


def _install(program: Program) -> None:
    """Install Debian's package where that is allowed, starting no service; do nothing elsewhere."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print(f"Installing {program.package}: the tests need it (a minute or two, once)", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with _no_service_starts():
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", program.package]):
            done = subprocess.run(["apt-get", *command], env=quiet, capture_output=True, text=True, check=False)
            if done.returncode:
                print(done.stderr[-2000:], file=sys.stderr)
                return


@contextmanager
def _no_service_starts() -> Iterator[None]:
    if POLICY.exists():  # whoever made this machine has decided
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def _starts(path: str, program: Program) -> bool:
    """Tell whether the program answers: Ubuntu's `chromium-browser` may be a script that only points elsewhere."""
    try:
        answer = subprocess.run([path, program.asking], capture_output=True, timeout=ANSWER_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def main() -> None:
    """Print the path, or one line of advice and fail."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("--install", action="store_true", help="install Debian's package where none is found")
    asked = parser.parse_args()
    print(find_program(PROGRAMS[asked.program], install=asked.install))


if __name__ == "__main__":
    main()
