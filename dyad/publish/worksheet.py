"""The worksheet of a lesson, for students, and the key to it, for the teacher.

Their texts go to a template of Typst as data, so that no word of a record is markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dyad.lesson import Lesson, Step, answer_of, asked_text, options_text, period_of
from dyad.lesson.asking import line_of, scale_of, scale_ticks, years_asked
from dyad.lesson.steps import opening_of, questions_of, title_of
from dyad.publish.letters import drawable, lacking
from dyad.record import Record, Source
from dyad.record.checking import web_link
from dyad.record.folding import REPLACEMENT
from dyad.render.engine import to_document
from dyad.render.worker import MAIN
from dyad.rooms.reach import qr_picture
from dyad.wording import lesson as wording
from dyad.wording.answers import NO_ANSWER
from dyad.wording.documents import cite_source, describe_title, number_documents
from dyad.wording.pieces import labelled
from dyad.wording.record import data_version

HERE = Path(__file__).parent
SHARED, DATA = "paper.typ", "data.json"
BREAK = "\u200b"  # where a line may end
ADDRESS = "address"  # what stands under this name is led to, not shown
MOST_UNBROKEN = 40  # letters of a word
_ENDLESS = re.compile(rf"[^\s/–-]{{{MOST_UNBROKEN}}}(?=[^\s/–-])")
QR = "qr.svg"
Blank = dict[str, Any]


def export_worksheet(record: Record, lesson: Lesson) -> bytes:
    """Return the worksheet as tagged PDF: two pages, more where its questions need them."""
    home = record.about.homepage
    pictures = {QR: qr_picture(home, "", quiet=0)} if home else {}
    return _print("worksheet.typ", worksheet_content(record, lesson), **pictures)


def worksheet_content(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what fills the template."""
    opening, (first, last), home = opening_of(lesson), record.about.years, record.about.homepage
    link = {"words": wording.LOOK_UP, ADDRESS: home, "shown": home, "alt": wording.qr_code(home),
            "picture": QR}  # fmt: skip
    axis = {"title": wording.TIME_LINE, "prompt": wording.MARK_EVENTS, "years": list(range(first, last + 1))}
    return _heading(record, title_of(record, lesson)) | {
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


def _blank_scale(_: Record, step: Step) -> Blank:
    scale = scale_of(step)
    ticks = [words for _, words in scale_ticks(scale)]
    return {"kind": "scale", "ticks": ticks, "how": wording.MARK_SCALE, "mine": wording.YOUR_NUMBER,
            "unit": "%" if scale.unit == "percent" else scale.unit}  # fmt: skip


def _blank_period(_: Record, step: Step) -> Blank:
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
        "how": wording.number_events(len(step.options)),
    },
    "contradicted": lambda record, step: {
        "kind": "choice", "options": options_text(record, step), "how": wording.TICK_ONE,
    },
    "band-years": lambda record, _: {"kind": "boxes", "years": years_asked(record), "how": wording.TICK_YEARS},
    "open": lambda *_: {"kind": "lines"},
    "number": _blank_scale, "period": _blank_period, "draw": _blank_line,
}  # fmt: skip


def export_key(record: Record, lesson: Lesson) -> bytes:
    """Return the key as tagged PDF."""
    return _print("answer_key.typ", key_content(record, lesson))


def key_content(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what fills the template: documents are named by their numbers in the list at the end."""
    cited: dict[str, int] = {}
    answers = [
        {"title": f"{number}  {step.title}", "prompt": asked_text(record, step), "note": step.note,
         "answer": answer.text or NO_ANSWER,
         "cited": number_documents([cited.setdefault(id, len(cited) + 1) for id in answer.sources])}
        for number, step in enumerate(questions_of(lesson), start=1) for answer in [answer_of(record, step)]
    ]  # fmt: skip
    notes = [
        {"title": wording.step_title(number=number, title=step.title), "note": step.note}
        for number, step in enumerate(lesson.steps, start=1)
        if step.shows != "question" and step.note
    ]  # fmt: skip
    return _heading(record, labelled(wording.KEY_TO, title_of(record, lesson))) | {
        "lead": wording.FOR_THE_TEACHER,
        "headings": {"answers": wording.ANSWERS, "notes": wording.NOTES, "sources": wording.SOURCES},
        "answers": answers, "notes": notes,
        "sources": [_cite(record.source(id)) for id in cited],
    }  # fmt: skip


def _cite(source: Source) -> dict[str, str]:
    """Return a document as it is cited, with its address; a title in a script that the font lacks is described."""
    url = web_link(source.url)
    if lacking(source.title):
        source = replace(source, title=describe_title(source.language))
    return {"words": f"{cite_source(source)}{'.' if url else ''}", "shown": url, ADDRESS: url}


def _print(template: str, content: Mapping[str, Any], **pictures: str) -> bytes:
    """Return what a template of this folder makes of its content and of SVG, as tagged PDF, A4."""
    shared, main = ((HERE / name).read_text(encoding="utf-8") for name in (SHARED, template))
    data = json.dumps(_printable(content), ensure_ascii=False)
    return to_document({MAIN: main, SHARED: shared, DATA: data, **pictures})


def _heading(record: Record, title: str) -> dict[str, str]:
    foot = f"{record.about.title}. {data_version(record.version)}"
    return {"title": title, "author": record.about.author, "foot": foot}


def _printable(content: Any) -> Any:
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {name: one if name == ADDRESS else _printable(one) for name, one in content.items()}
    return [_printable(one) for one in content] if isinstance(content, list | tuple) else content


def printable(text: str) -> str:
    r"""Return a text that can be set: in one line, a box for what the font lacks, places to break in endless words.

    >>> printable("e\u0301\t友\x01!"), printable("a" * 41).count("\u200b")
    ('é \ufffd !', 1)
    """
    missing = lacking(text)
    plain = "".join(
        REPLACEMENT if letter in missing else " " if unicodedata.category(letter) == "Cc" else letter
        for letter in drawable(text)
    )
    return _ENDLESS.sub(rf"\g<0>{BREAK}", plain)
