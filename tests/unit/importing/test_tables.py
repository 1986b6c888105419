"""Whatever becomes of a worker, who brought the files gets a sentence, the process is gone, the next import works."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dyad.importing import process
from dyad.importing.bringing import ImportOptions, bring
from dyad.importing.budget import Turns
from dyad.importing.process import MB, Limits, Worker, memory_by_ps, memory_held
from dyad.importing.tables import import_tables
from dyad.publish.tables import record_files
from dyad.record import Problem, Record
from tests.unit.brought import sheet
from tests.unit.importing.test_packing import same
from tests.unit.importing.test_workbooks import SHEET, STRINGS, repacked
from tests.unit.importing.test_workbooks import sheet as xml_sheet

FILES = [("mine.csv", sheet("title|date", "A|2001")), ("more.csv", b"")]
SENDING = (  # what the programs below begin with: `say(header)` sends a message
    "import json, os, sys, time\n"
    "def say(**header):\n"
    "    os.write(1, json.dumps(header | {'parts': []}).encode() + b'\\n')\n"
    "def wait():\n"
    "    time.sleep(60)\n"
    "os.read(0, 1)\n"
)


@pytest.fixture(autouse=True)
def workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is brought read by workers of their own, as a server does it."""
    monkeypatch.setattr(process, "Worker", Worker)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Worker]]:
    """Give the workers that a test starts; none of them is there when it ends."""
    workers: list[Worker] = []

    class Seen(Worker):
        def __init__(self, *args: object) -> None:
            super().__init__(*args)  # type: ignore[arg-type]
            workers.append(self)

    monkeypatch.setattr(process, "Worker", Seen)
    yield workers
    assert workers
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker._process.pid, 0)


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, started: list[Worker]) -> Callable[[str], None]:
    """Return the function that puts a few lines of Python in the worker's place."""
    del started
    return lambda lines: monkeypatch.setattr(process, "PROGRAM", ("-c", SENDING + lines))


def problem_of(*, turns: Turns | None = None) -> Problem:
    """Return the one problem that comes of files whose worker fails."""
    brought = import_tables(FILES, turns=turns or Turns())
    assert (brought.record, brought.lesson, brought.grids, brought.left_out) == (None, None, (), 0)
    (problem,) = brought.problems
    assert problem.hint
    return problem


# -- a worker that works -----------------------------------------------------------------------


def test_what_a_worker_reads_is_what_is_read_here(record: Record, started: list[Worker], root: Path) -> None:
    """The shipped tables and lesson come out of a worker as they come out of `bring`, and how far it is is told."""
    files = [*record_files(record).items(), ("lesson.csv", (root / "data" / "lesson.csv").read_bytes())]
    said: list[tuple[float, str]] = []
    same(import_tables(files, on_progress=lambda done, what: said.append((done, what))), bring(files))
    assert [done for done, _ in said] == sorted(done for done, _ in said)
    assert all(0 <= done <= 1 for done, _ in said)
    assert {f"Reading {name}" for name, _ in files} < {what for _, what in said}
    alone = ImportOptions(lesson_alone=True)
    same(import_tables(files[-1:], wishes=alone), bring(files[-1:], wishes=alone))
    assert len(started) == 2


def test_too_much_time_is_a_sentence(started: list[Worker]) -> None:
    """A table that takes longer than allowed ends its worker, and the file that was being read is named."""
    rows = sheet("title|date", *("A|2001" for _ in range(20_000)))
    slow = [("mine.csv", FILES[0][1]), ("slow.csv", rows * 8)]
    (problem,) = import_tables(slow, limits=Limits(cpu_seconds=0.05)).problems
    assert str(problem).startswith("slow.csv: could not be read within 0.05 seconds of processor time. ")
    assert len(started) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is the server that looks")
@pytest.mark.parametrize("cells", [(6_000, 32_000), (9_000_000, 0)], ids=["in Python or Rust", "at once"])
def test_too_much_memory_is_a_sentence(started: list[Worker], cells: tuple[int, int]) -> None:
    """A workbook of a few kilobytes that unfolds in memory ends its worker: by an error of Python's, or by an abort."""
    number, chars = cells
    rows = '<row><c t="s"><v>0</v></c></row>' * number
    if not chars:
        rows = "<row>" + "<c><v>1</v></c>" * 9_000 + "</row>" + "<row><c><v>1</v></c></row>" * 9_000
    text = "<sst><si><t>" + "x" * chars + "</t></si></sst>"
    unfolding = repacked({STRINGS: text.encode(), SHEET: xml_sheet(rows)})
    assert len(unfolding) < 100_000
    brought = import_tables([("class.xlsx", unfolding)], limits=Limits(memory_mb=50))
    assert [str(problem) for problem in brought.problems] == [
        "class.xlsx: needs more than 50 MB of memory to be read. Split the table, or copy it alone into a new file."
    ]
    assert len(started) == 1


# -- a worker that fails -----------------------------------------------------------------------

SOME_PARTS = "say(kind='result', record=None, lesson=None, problems=3)"
FAILING = {
    "abort": ("os.abort()", "needs more than 512 MB of memory to be read"),
    "killed": (f"os.kill(os.getpid(), {int(signal.SIGKILL)})", "was ended, as happens where memory runs short"),
    "segfault": (f"os.kill(os.getpid(), {int(signal.SIGSEGV)})", "ended by itself (SIGSEGV)"),
    "exit": ("sys.exit(3)", "ended by itself (3)"),
    "nothing said": ("pass", "ended by itself (0)"),
    "shut up": ("os.close(1); wait()", "said what nobody understands"),
    "a line": ("os.write(1, b'hello, world\\n'); wait()", "said what nobody understands"),
    "no result": ("say(kind='result')", "said what nobody understands"),
    "half a result": (SOME_PARTS, "said what nobody understands"),
    "strange progress": ("say(kind='progress', done=[])", "said what nobody understands"),
    "own failure": ("say(kind='failed', why='error')", "the server’s log says why"),
    "own memory": ("say(kind='failed', why='memory')", "needs more than 512 MB"),
    "large": ("say(kind='failed', why='too large')", "holds more than 100 MB once it is read"),
}


@pytest.mark.parametrize(("lines", "message"), FAILING.values(), ids=FAILING)
def test_any_end_is_a_sentence(program: Callable[[str], None], lines: str, message: str) -> None:
    """However a worker ends before it has said what came of the files, one problem names them and what to do."""
    program(lines)
    problem = problem_of()
    assert message in problem.message
    assert problem.file == "mine.csv, more.csv"


def test_a_worker_that_stands_still_is_ended(started: list[Worker], program: Callable[[str], None]) -> None:
    """One that was stopped from outside, or sleeps, keeps nobody waiting beyond the clock's limit."""
    program("wait()")

    def stop(done: float, what: str) -> None:
        del done, what
        for worker in started:
            os.kill(worker._process.pid, signal.SIGSTOP)

    brought = import_tables(FILES, limits=Limits(seconds=0.7), on_progress=stop)
    assert "could not be read within 0.7 seconds." in str(brought.problems[0])


def test_a_worker_that_cannot_start_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no process, the files and the reason are named."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert "could not be started (No such file or directory)" in problem_of().message


def test_what_a_process_holds_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its memory is what `ps` names, without what is shared with others; of a process that is not there, nothing."""
    assert 0.3 < memory_held(os.getpid()) / memory_by_ps(os.getpid()) <= 1
    assert memory_held(2**22 + 1) == 0
    monkeypatch.setattr(sys, "platform", "darwin")
    assert memory_held(2**22 + 1) == 0


# -- several at once ---------------------------------------------------------------------------


class Left(BaseException):
    """Raised where a page is left."""


def test_whoever_leaves_ends_the_work(started: list[Worker], program: Callable[[str], None]) -> None:
    """What a page raises while it shows how far the work is, which is no Exception, ends worker and turn.

    It also ends the turn of who still waits.
    """
    program("wait()")
    turns = Turns(most=1)

    def leave(done: float, what: str) -> None:
        raise Left(done, what)

    before = turns.ask()
    turns.take(before)
    with pytest.raises(Left):
        import_tables(FILES, turns=turns, on_progress=leave)
    assert not started
    turns.leave(before)
    with pytest.raises(Left):
        import_tables(FILES, turns=turns, on_progress=lambda done, what: started and leave(done, what))
    assert len(started) == 1
    assert turns.take(turns.ask()) == 0, "the turn is free again"


def test_too_much_memory_together(started: list[Worker], program: Callable[[str], None]) -> None:
    """The last of two that hold too much together is ended, and begins anew once the other has gone.

    One that is alone is told what it would need.
    """
    program("x = b'x' * 60_000_000\nsay(kind='progress', done=0.5, what='full')\nwait()")
    turns, waits = Turns(memory=100 * MB), "1 other is being read before yours"
    other = turns.ask()
    turns.take(other)
    turns.must_end(other, 60 * MB)
    said: list[str] = []

    def listen(done: float, what: str) -> None:
        if what == waits and what not in said:
            turns.leave(other)
        said.append(what)
        if what == "full" and waits in said:
            raise Left(done, what)

    with pytest.raises(Left):
        import_tables(FILES, turns=turns, on_progress=listen)
    assert len(started) == 2
    assert "needs more than" in problem_of(turns=Turns(memory=40 * MB)).message
