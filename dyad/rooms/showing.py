"""What a step of a lesson is to a room: what its phones ask, and what they and the teacher are told."""

from __future__ import annotations

from dyad.lesson import Step, answer_of, asked_text
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.rooms.kinds import ask_of, borne_out
from dyad.rooms.room import Shown

STEPS_KEPT = 64  # of a record: each is shown again with every run of its window


@cached_per_record(STEPS_KEPT)
def shown_of(record: Record, step: Step, *, revealed: bool, place: tuple[int, int], coming: str) -> Shown:
    """Return a step as a room shows it; `place` is its number and of how many, `coming` the title of what follows."""
    ask = ask_of(record, step)
    return Shown(
        step=step.id, number=place[0], of=place[1], title=step.title, prompt=asked_text(record, step), ask=ask,
        revealed=revealed and ask is not None, answer=answer_of(record, step).text if ask else "",
        right=borne_out(record, step) if ask else (), note=step.note, coming=coming,
    )  # fmt: skip
