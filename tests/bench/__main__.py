"""Measure this app beside others and write docs/benchmarks.md: `make bench`.

    python -m tests.bench [--only PART …] [--rounds N] [--root DIR]

What is measured is kept in build/bench/, a file a part: a part that is not measured now stands in the report as it
was measured last.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import NoReturn

from tests.bench.processes import ROOT


def main() -> None:
    """Measure the parts asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT, help="the working tree whose app is measured")
    given, rest = parser.parse_known_args()
    root = given.root.resolve()
    if root != ROOT:
        sys.path.insert(0, str(root))  # so that `dyad` is that tree's; these modules are known already
    signal.signal(signal.SIGTERM, _end)  # servers are ended on the way out

    from tests.bench import parts

    parts.run(rest, root=root)


def _end(*_: object) -> NoReturn:
    raise SystemExit(1)


if __name__ == "__main__":
    main()
