"""The key to a worksheet, for the teacher: the answers, the notes to every step, the documents that answers rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dyad.lesson import Answer, Lesson, answer_of, asked_text
from dyad.publish.citing import cite_source
from dyad.publish.html_tables import WEB
from dyad.publish.letters import lacking
from dyad.publish.paper import ADDRESS, heading_of, print_paper
from dyad.publish.worksheet import questions_of, title_of
from dyad.record import Record, Source
from dyad.wording import lesson as wording
from dyad.wording.answers import NO_ANSWER

TEMPLATE = "answer_key.typ"
HEADINGS = {"answers": wording.ANSWERS, "notes": wording.NOTES, "sources": wording.SOURCES}


def export_key(record: Record, lesson: Lesson) -> bytes:
    """Return the key as tagged PDF."""
    return print_paper(TEMPLATE, key_content(record, lesson))


def key_content(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what fills the template: documents are named by their numbers in the list at the end."""
    cited: dict[str, int] = {}

    def numbers(answer: Answer) -> str:
        return wording.say_numbers([cited.setdefault(id, len(cited) + 1) for id in answer.sources])

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
    url = source.url if source.url.startswith(WEB) else ""
    if lacking(source.title):
        source = replace(source, title=wording.describe_title(source.language))
    return {"words": f"{cite_source(source)}{'.' if url else ''}", "shown": url, ADDRESS: url}
