"""A Streamlit server that notes how long each run of its script took, a line in seconds a run, in `$BENCH_TIMES`.

    python timed_server.py dyad serve --port PORT
    python timed_server.py streamlit run PAGE --server.port PORT

What is timed is the script alone, from its first line to its last: neither the queue of messages, nor the network.
"""

from __future__ import annotations

import os
import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner

EXECUTE = "exec_func_with_error_handling"  # what Streamlit's script runner has a script run by
TIMES = Path(os.environ["BENCH_TIMES"])


def timed(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return what runs a script and notes how long that took."""

    def run_timed(*given: Any) -> Any:
        started = time.perf_counter()
        try:
            return run(*given)
        finally:
            with TIMES.open("a", encoding="utf-8") as times:
                times.write(f"{time.perf_counter() - started}\n")

    return run_timed


if __name__ == "__main__":
    setattr(script_runner, EXECUTE, timed(getattr(script_runner, EXECUTE)))
    sys.path[0] = str(Path.cwd())  # as `python -m` has it, not the folder of this file
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
