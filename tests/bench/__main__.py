"""Measure this app beside others and write docs/benchmarks.md: `make bench`.

    python -m tests.bench [--only PART …] [--rounds N] [--among NAME …] [--root DIR]

What is measured is kept in build/bench/, a file a part: a part that is not measured now stands in the report as it
was measured last. What was measured of another working tree, or without all contestants, is printed and not kept.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import NoReturn

from tests.bench.processes import ROOT

PARTS = ("pages", "choosing", "sessions", "memory", "sizes", "files", "saving")


def main() -> None:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=0, help="rather than as many as each part needs")
    parser.add_argument("--among", nargs="+", default=(), metavar="NAME", help="only these: app, plain, dash …")
    parser.add_argument("--root", type=Path, default=ROOT, help="working tree whose app is measured")
    given = parser.parse_args()
    root = given.root.resolve()
    if root != ROOT:
        sys.path.insert(0, str(root))  # so that `dyad` is that tree's; the modules here are found already
    signal.signal(signal.SIGTERM, _end)  # servers are ended on the way out

    from tests.bench.parts import PARTS as WHOLE
    from tests.bench.parts import Asked
    from tests.bench.report import SECTIONS, write_report
    from tests.bench.store import keep

    aside = root != ROOT or bool(given.among)
    for name in given.only:
        rounds = given.rounds or WHOLE[name].rounds
        print(f"{name}: {rounds} rounds", file=sys.stderr, flush=True)
        found = WHOLE[name].measure(Asked(root=root, rounds=rounds, among=tuple(given.among)))
        if aside:
            print(*SECTIONS[name](found), sep="\n", flush=True)
        else:
            keep(name, found, rounds=rounds, root=root)
            write_report()


def _end(*_: object) -> NoReturn:
    raise SystemExit(1)


if __name__ == "__main__":
    main()
