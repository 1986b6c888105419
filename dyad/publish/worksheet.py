"""The worksheet of a lesson, for students, and the key to it, for the teacher.

On the worksheet are the questions with room for answers, an axis to draw on, no answer: what each kind of question
leaves to fill in is said once, in `BLANKS`. The key has the answers, the notes to every step, and the documents that
answers rest on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dyad.lesson import Answer, Lesson, Step, answer_of, asked_text, options_text, period_of
from dyad.lesson.asking import line_of, scale_of, scale_ticks, years_asked
from dyad.lesson.steps import opening_of, questions_of, title_of
from dyad.publish.letters import lacking
from dyad.publish.paper import ADDRESS, heading_of, print_paper
from dyad.record import Record, Source
from dyad.record.checking import WEB_STARTS
from dyad.rooms.reach import qr_picture
from dyad.wording import lesson as wording
from dyad.wording.answers import NO_ANSWER
from dyad.wording.documents import cite_source, describe_title, number_documents

QR = "qr.svg"
HEADINGS = {"answers": wording.ANSWERS, "notes": wording.NOTES, "sources": wording.SOURCES}
UNITS = {"percent": "%"}  # as they stand after a number
Blank = dict[str, Any]


def export_worksheet(record: Record, lesson: Lesson) -> bytes:
    """Return the worksheet as tagged PDF: two pages, more where its questions need them."""
    home = record.about.homepage
    pictures = {QR: qr_picture(home, "", quiet=0)} if home else {}
    return print_paper("worksheet.typ", worksheet_content(record, lesson), pictures=pictures)


def worksheet_content(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what fills the template."""
    opening, (first, last), home = opening_of(lesson), record.about.years, record.about.homepage
    link = {"words": wording.LOOK_UP, ADDRESS: home, "shown": home, "alt": wording.QR_CODE.format(address=home),
            "picture": QR}  # fmt: skip
    axis = {"title": wording.TIME_LINE, "prompt": wording.MARK_EVENTS, "years": list(range(first, last + 1))}
    return heading_of(record, title_of(record, lesson)) | {
        "lead": opening.prompt if opening else "",
        "opens": bool(lesson.steps and not opening),
        "link": link if home else None,
        "axis": axis,
        "questions": [
            {"title": f"{number}  {step.title}", "prompt": asked_text(record, step), "how": "", "why": wording.REASONS,
             **BLANKS[step.question](record, step)}
            for number, step in enumerate(questions_of(lesson), start=1)
        ],
    }  # fmt: skip


# -- what is left to fill in ---------------------------------------------------------------------


def _blank_scale(_: Record, step: Step) -> Blank:
    """Return the scale of a question for a number, to be marked on the worksheet."""
    scale = scale_of(step)
    ticks = [words for _, words in scale_ticks(scale)]
    return {"kind": "scale", "ticks": ticks, "how": wording.MARK_SCALE, "mine": wording.YOUR_NUMBER,
            "unit": UNITS.get(scale.unit, scale.unit)}  # fmt: skip


def _blank_period(_: Record, step: Step) -> Blank:
    """Return the years of a question for a period, to be shaded on the worksheet."""
    first, last = period_of(step)
    return {"kind": "period", "years": list(range(first, last + 1)), "how": wording.SHADE_YEARS}


def _blank_line(record: Record, step: Step) -> Blank:
    """Return a line to go on with on the worksheet, as far as it is given, its places as shares of the plot."""
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
    "number": _blank_scale, "period": _blank_period, "draw": _blank_line,
}  # fmt: skip


# -- the key ------------------------------------------------------------------------------------


def export_key(record: Record, lesson: Lesson) -> bytes:
    """Return the key as tagged PDF."""
    return print_paper("answer_key.typ", key_content(record, lesson))


def key_content(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what fills the template: documents are named by their numbers in the list at the end."""
    cited: dict[str, int] = {}

    def numbers(answer: Answer) -> str:
        return number_documents([cited.setdefault(id, len(cited) + 1) for id in answer.sources])

    answers = [
        {"title": f"{number}  {step.title}", "prompt": asked_text(record, step), "note": step.note,
         "answer": answer_of(record, step).text or NO_ANSWER, "cited": numbers(answer_of(record, step))}
        for number, step in enumerate(questions_of(lesson), start=1)
    ]  # fmt: skip
    notes = [
        {"title": wording.STEP_TITLE.format(number=number, title=step.title), "note": step.note}
        for number, step in enumerate(lesson.steps, start=1) if step.shows != "question"
    ]  # fmt: skip
    return heading_of(record, wording.KEY_TITLE.format(title=title_of(record, lesson))) | {
        "lead": wording.FOR_THE_TEACHER,
        "headings": HEADINGS, "answers": answers, "notes": notes,
        "sources": [_cite(record.source(id)) for id in cited],
    }  # fmt: skip


def _cite(source: Source) -> dict[str, str]:
    """Return a document as it is cited, with its address; a title in a script that the font lacks is described."""
    url = source.url if source.url.startswith(WEB_STARTS) else ""
    if lacking(source.title):
        source = replace(source, title=describe_title(source.language))
    return {"words": f"{cite_source(source)}{'.' if url else ''}", "shown": url, ADDRESS: url}
