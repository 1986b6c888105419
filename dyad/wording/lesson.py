"""What a lesson says beside its own words: on projector, slides and paper, of pictures, of what is wrong in a step."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.record import About, Record
from dyad.wording.pieces import count, listing

PUBLISHERS_NAMED = 2  # on the line under a step; the key names every document
ANSWERS, NOTES, SOURCES = "Answers", "Notes", "Sources"
FOR_THE_TEACHER = "For the teacher. Questions are numbered as on the worksheet. Slides have the sources of every step."
REASONS = "Why?"
TIME_LINE = "Your time line"
MARK_EVENTS = "Mark on it what happened, as you hear of it: a dot for a day, a bar for what lasted."
LOOK_UP = "Look it up:"
TICK_ONE, TICK_YEARS, SHADE_YEARS = "Tick one.", "Tick the years.", "Shade the years."
MARK_SCALE, YOUR_NUMBER = "Mark it on the scale.", "Your number:"
GO_ON = "Go on with the line."
HANDOUTS = "For the class and its teacher"
WORKSHEET = ("Worksheet (PDF)", "for the class: the questions, without answers")
KEY = ("Key (PDF)", "for the teacher: answers, notes, sources")
SLIDES = ("Slides (PowerPoint)", "for the teacher: every step, answers, notes")
ENDS_OF_ORDER = ("the earliest", "the latest")
KEY_TO, ANSWER, ON_PROJECTOR = "Key", "Answer", "On the projector"  # what stands before a text


def step_title(*, number: int, title: str) -> str:
    return f"Step {number}: {title}"


def number_events(number: int) -> str:
    return f"Write 1 for the earliest to {number} for the latest."


def qr_code(address: str) -> str:
    return f"QR code of {address}"


def too_much(figure: str) -> str:
    return f"{figure} has more to show than a projector can hold: narrow the step’s view."


def part_of(*, text: str, at: int, of: int) -> str:
    return f"{text} ({at} of {of})"


def event_among(*, title: str, date: str, first: int, last: int) -> str:
    return f"{title}, {date}, among the events of {first} to {last}."


def order_empty(number: int) -> str:
    return f"Empty places for {number} events, beside each other, from the earliest to the latest."


def squares(*, stated: str, most: str) -> str:
    return f"{stated}, each a filled square, of {most} that the scale ends at."


def band_empty(*, band: str, years: str) -> str:
    return f"{band}, over the years {years}. Nothing else is drawn."


def line_given(year: str) -> str:
    return f"The line as far as it is given, until {year}; after that nothing is drawn."


def lesson_of(*, title: str, steps: int) -> str:
    return f"{title}: a lesson of {count(steps, 'step')}."


def figures_allowed(*, near: str, known: Sequence[str]) -> str:
    return f"{near} Allowed: {listing(known, last='or')}."


def parts_held(number: int) -> str:
    return f"has {count(number, 'part')}, and a question of this kind needs others."


def say_sources(record: Record, ids: Sequence[str]) -> str:
    """Name who published the documents behind a step in one line, the first few of many; "" where there are none."""
    names = record.publishers(ids)
    if not names:
        return ""
    rest = len(names) - PUBLISHERS_NAMED
    named = [*names[:PUBLISHERS_NAMED], f"{rest} more"] if rest > 1 else names
    return f"{'Source' if len(names) == 1 else 'Sources'}: {listing(named)}"


# -- what is drawn ------------------------------------------------------------------------------


def other_events(about: About) -> tuple[str, str]:
    """Say what the quiet squares beside an event are, in full and in short."""
    return f"another event{about.pair('between')}, in the year in which it began", "another event"


def documents_by_date(documents: Sequence[tuple[str, str]], undated: int) -> str:
    """Describe the picture of documents, each a date and who published it."""
    said = "; ".join(f"{date}: {publishers}" for date, publishers in documents)
    return f"Documents behind the claim by date. {said}.{f' {undated} undated.' if undated else ''}"


def known_already(marks: Sequence[tuple[str, str]]) -> str:
    """Describe the picture under a question before any guess, each mark a name and what is known of it."""
    return f"Known already. {'; '.join(f'{name}: {said}' for name, said in marks)}."
