"""The worksheet of a lesson: its questions with room for answers, an axis to draw on, no answer; for students.

What each kind of question leaves to fill in is said once, in `BLANKS`; the key (`answer_key`) has the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dyad.lesson import Lesson, Step, asked_text, line_of, options_text, period_of, scale_of, years_asked
from dyad.lesson.asking import scale_ticks
from dyad.publish.paper import ADDRESS, heading_of, print_paper
from dyad.record import Record
from dyad.rooms.reach import QUIET, qr_picture
from dyad.wording import lesson as wording

TEMPLATE, QR = "worksheet.typ", "qr.svg"
UNITS = {"percent": "%"}  # as they stand after a number
Blank = dict[str, Any]


def export_worksheet(record: Record, lesson: Lesson) -> bytes:
    """Return the worksheet as tagged PDF: two pages, more where its questions need them."""
    home = record.about.homepage
    return print_paper(TEMPLATE, worksheet_content(record, lesson), pictures={QR: _picture(home)} if home else None)


def questions_of(lesson: Lesson) -> tuple[Step, ...]:
    """Return the questions of a lesson in order: the worksheet and its key number them so."""
    return tuple(step for step in lesson.steps if step.shows == "question")


def title_of(record: Record, lesson: Lesson) -> str:
    """Return the title of a lesson: that of its first step, or of the record where it opens with a question."""
    opening = _opening(lesson)
    return opening.title if opening else record.about.title


def _opening(lesson: Lesson) -> Step | None:
    """Return the step that a lesson opens with, unless it is a question."""
    return next((step for step in lesson.steps[:1] if step.shows != "question"), None)


def worksheet_content(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what fills the template."""
    opening, (first, last) = _opening(lesson), record.about.years
    axis = {"title": wording.TIME_LINE, "prompt": wording.MARK_EVENTS, "years": list(range(first, last + 1))}
    return heading_of(record, title_of(record, lesson)) | {
        "lead": opening.prompt if opening else "",
        "opens": bool(lesson.steps and not opening),
        "link": _link(record.about.homepage),
        "axis": axis,
        "questions": [
            {"title": f"{number}  {step.title}", "prompt": asked_text(record, step), "how": "", "why": wording.REASONS,
             **BLANKS[step.question](record, step)}
            for number, step in enumerate(questions_of(lesson), start=1)
        ],
    }  # fmt: skip


def _link(home: str) -> Blank | None:
    """Return what is said of where the record is read, beside its QR code; None where it does not say where."""
    if not home:
        return None
    alt = wording.QR_CODE.format(address=home)
    return {"words": wording.LOOK_UP, ADDRESS: home, "shown": home, "alt": alt, "picture": QR}


def _picture(address: str) -> str:
    """Return the QR code of an address as SVG, without free paper around it."""
    code = qr_picture(address)
    view = f"{QUIET} {QUIET} {code.side - 2 * QUIET} {code.side - 2 * QUIET}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}"><path d="{code.path}"/></svg>'


# -- what is left to fill in ---------------------------------------------------------------------


def _scale(_: Record, step: Step) -> Blank:
    scale = scale_of(step)
    ticks = [words for _, words in scale_ticks(scale)]
    return {"kind": "scale", "ticks": ticks, "how": wording.MARK_SCALE, "mine": wording.YOUR_NUMBER,
            "unit": UNITS.get(scale.unit, scale.unit)}  # fmt: skip


def _period(_: Record, step: Step) -> Blank:
    first, last = period_of(step)
    return {"kind": "period", "years": list(range(first, last + 1)), "how": wording.SHADE_YEARS}


def _line(record: Record, step: Step) -> Blank:
    """Return the line as far as it is given, its places as shares of the plot."""
    line = line_of(record, step)
    first, years, high = line.given[0][0], line.asked[-1] - line.given[0][0] + 1, line.high - line.low
    return {
        "kind": "plot", "years": list(range(first, first + years)), "how": wording.GO_ON,
        "given": [[(year - first + 0.5) / years, (value - line.low) / high] for year, value in line.given],
        "ticks": [[(value - line.low) / high, words] for value, words in scale_ticks(line)],
    }  # fmt: skip


BLANKS: Mapping[str, Callable[[Record, Step], Blank]] = {
    "order": lambda record, step: {
        "kind": "order", "options": options_text(record, step),
        "how": wording.NUMBER_EVENTS.format(number=len(step.options)),
    },
    "contradicted": lambda record, step: {
        "kind": "choice", "options": options_text(record, step), "how": wording.TICK_ONE,
    },
    "band-years": lambda record, _: {"kind": "boxes", "years": years_asked(record), "how": wording.TICK_YEARS},
    "open": lambda *_: {"kind": "lines"},
    "number": _scale, "period": _period, "draw": _line,
}  # fmt: skip
