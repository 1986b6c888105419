"""The key to a worksheet, for the teacher: the answers, the notes to every step, the documents that answers rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dyad.lesson import Answer, Lesson, answer_of, asked_text
from dyad.publish.citing import cite_source
from dyad.publish.html_tables import WEB
from dyad.publish.letters import Missing, find_missing, lacking, missing_in_tables
from dyad.publish.paper import ADDRESS, heading_of, print_paper, texts_in
from dyad.publish.worksheet import questions_of, title_of
from dyad.record import Record, Source
from dyad.wording import year_runs

TEMPLATE = "answer_key.typ"
HEADINGS = {"answers": "Answers", "notes": "Notes", "sources": "Sources"}
NO_ANSWER = "There is no one answer."


def export_key(record: Record, lesson: Lesson) -> bytes:
    """Return the key as tagged PDF."""
    return print_paper(TEMPLATE, _tell(record, lesson))


def missing_in_key(record: Record, lesson: Lesson) -> Missing | None:
    """Return the letters of a key that cannot be drawn, if any."""
    steps = () if lesson.made else lesson.steps
    if not missing_in_tables(record, steps):
        return None
    return find_missing(record, texts_in(_tell(record, lesson)), steps=steps)


def _tell(record: Record, lesson: Lesson) -> dict[str, Any]:
    """Return what the template is told: documents are named by their numbers in the list at the end."""
    cited: dict[str, int] = {}

    def numbers(answer: Answer) -> str:
        found = sorted(cited.setdefault(id, len(cited) + 1) for id in answer.sources)
        runs = [str(first) if first == last else f"{first}–{last}" for first, last in year_runs(found)]
        return f"{'Source' if len(found) == 1 else 'Sources'} {', '.join(runs)}" if found else ""

    answers = [
        {"title": f"{number}  {step.title}", "prompt": asked_text(record, step), "note": step.note,
         "answer": answer_of(record, step).text or NO_ANSWER, "cited": numbers(answer_of(record, step))}
        for number, step in enumerate(questions_of(lesson), start=1)
    ]  # fmt: skip
    notes = [
        {"title": f"Step {number}: {step.title}", "note": step.note}
        for number, step in enumerate(lesson.steps, start=1) if step.shows != "question"
    ]  # fmt: skip
    return heading_of(record, f"Key: {title_of(record, lesson)}") | {
        "lead": "For the teacher. Questions are numbered as on the worksheet. Slides have the sources of every step.",
        "headings": HEADINGS, "answers": answers, "notes": notes,
        "sources": [_cite(record.source(id)) for id in cited],
    }  # fmt: skip


def _cite(source: Source) -> dict[str, str]:
    """Return a document as it is cited, with its address; a title in a script that the font lacks is described."""
    url = source.url if source.url.startswith(WEB) else ""
    if lacking(source.title):
        script = ", ".join(["title in another script", *filter(None, [source.language])])
        source = replace(source, title=f"[{script}]")
    return {"words": f"{cite_source(source)}{'.' if url else ''}", "shown": url, ADDRESS: url}
