"""What a lesson says beside its own words: on projector, slides and paper, of pictures, of what is wrong in a step."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.record import About, Record
from dyad.wording.pieces import Sentence, listing

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
PROMPT_NOTED = "On the projector: {prompt}"
KEY_TITLE = "Key: {title}"
STEP_TITLE = "Step {number}: {title}"
NUMBER_EVENTS = "Write 1 for the earliest to {number} for the latest."
QR_CODE = "QR code of {address}"
TOO_MUCH = "{figure} has more to show than a projector can hold: narrow the step’s view."
AFTER_ANSWER = "Answer: {text}"
PART_OF = "{text} ({at} of {of})"
HANDOUTS = "For the class and its teacher"
WORKSHEET = ("Worksheet (PDF)", "for the class: the questions, without answers")
KEY = ("Key (PDF)", "for the teacher: answers, notes, sources")
SLIDES = ("Slides (PowerPoint)", "for the teacher: every step, answers, notes")
ENDS_OF_ORDER = ("the earliest", "the latest")
# What is drawn, in words
EVENT_AMONG = "{title}, {date}, among the events of {first} to {last}."
ORDER_EMPTY = "Empty places for {number} events, beside each other, from the earliest to the latest."
SQUARES = "{stated}, each a filled square, of {most} that the scale ends at."
BAND_EMPTY = "{band}, over the years {years}. Nothing else is drawn."
LINE_GIVEN = "The line as far as it is given, until {year}; after that nothing is drawn."
LESSON_OF = Sentence("{title}: a lesson of {steps:count step}.")
FIGURES_ALLOWED = Sentence("{near} Allowed: {known:or}.")
PARTS_HELD = Sentence("has {number:count part}, and a question of this kind needs others.")


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


# -- what is wrong in a step --------------------------------------------------------------------
