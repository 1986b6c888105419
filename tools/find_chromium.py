"""Find the Chromium that browser tests and screenshots drive, and print its path.

    python tools/find_chromium.py [--install]

Looked for, in this order: `$CHROMIUM`, then `chromium`, `chromium-browser`, `google-chrome` on the PATH. With
`--install`, Debian's package is installed where that is allowed (as root, with apt-get). Where none is found the
program says in one line what to do and fails: tests are never skipped for want of a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
ADVICE = (
    "No working Chromium found: install Chromium or Google Chrome (Debian: sudo apt-get install chromium), "
    "or name one with CHROMIUM=/path/to/chromium."
)
ANSWER_SECONDS = 60  # a first start on a busy machine is slow


class MissingChromiumError(Exception):
    """No browser was found; the message says what to do."""


def find_chromium() -> str:
    """Return the path of a Chromium that starts; raise `MissingChromiumError` where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None or not _starts(path):
            raise MissingChromiumError(f"CHROMIUM is {named}, which does not start: name another one, or unset it.")
        return path
    for name in NAMES:
        path = shutil.which(name)
        if path is not None and _starts(path):
            return path
    raise MissingChromiumError(ADVICE)


def install_chromium() -> None:
    """Install Debian's package where that is allowed; do nothing elsewhere."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    print("Installing chromium: the browser tests need it (a minute or two, once)", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", *command], env=quiet, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stderr[-2000:], file=sys.stderr)
            return


def _starts(path: str) -> bool:
    """Tell whether the program answers: Ubuntu's `chromium-browser` may be a script that only points elsewhere."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=ANSWER_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def main() -> int:
    """Print the path, or one line of advice and fail."""
    try:
        path = find_chromium()
    except MissingChromiumError as missing:
        if "--install" not in sys.argv[1:] or os.environ.get("CHROMIUM"):
            print(missing, file=sys.stderr)
            return 1
        install_chromium()
        try:
            path = find_chromium()
        except MissingChromiumError as still_missing:
            print(still_missing, file=sys.stderr)
            return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
