"""What is wrong with a table, as data: where, what was found, what is allowed, what to do; put in order, counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dyad.record.folding import nearest, visible

MAX_SHOWN_CHARS = 60  # of a bad value in a message
MAX_PROBLEMS = 200  # named of one table; one more counts the rest


@dataclass(frozen=True, kw_only=True, slots=True)  # a table may have a hundred thousand
class Problem:
    """One thing wrong in one file: on `line` (the header is 1), with the `value` found; `rule` names what is broken."""

    file: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    message: str
    hint: str = ""
    rule: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.line is not None:
            where += f" line {self.line}"
        if self.column is not None:
            where += f', column "{self.column}"'
        value = "" if self.value is None else f'"{shorten(self.value)}" '
        return f"{where}: {value}{self.message}" + (f" {self.hint}" if self.hint else "")


class RecordError(Exception):
    """The tables cannot be used; `problems` holds every reason, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass
class Report:
    """The problems of one table as they are found: counted all, kept as many as somebody may read."""

    file: str
    _kept: list[Problem] = field(default_factory=list)
    _found: int = 0

    def add(
        self, rule: str, message: str, hint: str, *, line: int | None = None, column: str | None = None,
        value: str | None = None,
    ) -> None:  # fmt: skip
        """Count a problem, and keep it while there is room."""
        self._found += 1
        if len(self._kept) < MAX_PROBLEMS:
            shown = None if value is None else shorten(visible(value))
            self._kept.append(
                Problem(file=self.file, line=line, column=column, value=shown, message=message, hint=hint, rule=rule)
            )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything kept, by line, and a last one that counts what was not kept."""
        kept = sorted(self._kept, key=lambda problem: (problem.line is None, problem.line or 0))
        if rest := self._found - len(kept):
            message, hint = f"has {rest:,} more problems.", "Mend these first."
            kept.append(Problem(file=self.file, message=message, hint=hint, rule="more"))
        return tuple(kept)


def shorten(text: str, most: int = MAX_SHOWN_CHARS) -> str:
    r"""Return `text` on one line, cut to what a message can carry; what hides or turns text shows.

    >>> shorten("event=\u202eevil"), shorten("a long  word", 8)
    ('event=�evil', 'a long …')
    """
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question naming the known word nearest to `word`, or nothing.

    >>> did_you_mean("Enrgy", ["economy", "energy"])
    'Did you mean “energy”?'
    """
    near = nearest(word.strip().lower(), known)
    return f"Did you mean “{near}”?" if near else ""
