"""Measure this app beside Streamlit's plain and bare pages, and write docs/benchmarks.md: `make bench`.

    python -m tests.bench [--quick] [--only PART …]

All of it takes some eight minutes on two cores. `--quick` measures each part once, and prints; so does `--only`.
"""

from __future__ import annotations

import argparse
import signal
import sys
from typing import NoReturn

from tests.bench.measuring import PARTS, Found
from tests.bench.network import Network
from tests.bench.report import REPORT, write_report, write_table


def main() -> None:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="measure each part once, and print")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=(), metavar="PART", help=", ".join(PARTS))
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, _end)  # servers are ended on the way out
    found: Found = {}
    with Network() as net:
        for name in given.only or PARTS:
            measure, rounds = PARTS[name]
            print(f"{name} …", file=sys.stderr, flush=True)
            found[name] = measure(net, 1 if given.quick else rounds)
    if given.quick or given.only:
        print(*write_table(found), sep="\n")
    else:
        REPORT.write_text(write_report(found), encoding="utf-8")
        print(f"Written: {REPORT}")


def _end(*_: object) -> NoReturn:
    raise SystemExit(1)


if __name__ == "__main__":
    main()
