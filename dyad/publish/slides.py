"""What the slides of a lesson say: one a step, and after each question its answer; `deck` lays them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dyad.figures.style import Figure
from dyad.lesson import Lesson, Step, answer_of, options_text, years_asked
from dyad.publish.citing import cite_source
from dyad.publish.native_charts import TYPE_PT
from dyad.publish.sheets import RenderedFigure, TooSmallError
from dyad.publish.steps import STAGES, answer_sheet, documents, figure_of, figure_sheet, picture_sheet, words_of
from dyad.record import Record, Source
from dyad.wording import lesson as wording

BODY_PT, OPTION_PT, LEAST_PT = 26, 22, TYPE_PT
HEIGHT_PT = 540  # of a slide
Text = tuple[str, int, bool]  # a paragraph, its size in points, whether it stands out


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide from its top down: title, paragraphs, a chart or picture with its figure, the documents behind it.

    `number` is that of its step; the `notes` are for the teacher alone.
    """

    title: str
    number: str
    texts: tuple[Text, ...] = ()
    figure: Figure | None = None
    sheet: RenderedFigure | None = None
    sources: tuple[str, ...] = ()
    notes: str = ""


def slides_of(record: Record, lesson: Lesson) -> Iterator[Slide]:
    """Yield the slides of a lesson: one a step, after a question its answer."""
    for at, step in enumerate(lesson.steps, start=1):
        shown = Slide(title=step.title, number=f"{at} / {len(lesson.steps)}", notes=_notes(record, step))
        yield _drawn(record, step, replace(
            shown, texts=_texts(record, step), sources=documents(record, step, revealed=False)
        ))  # fmt: skip
        if step.shows == "question":
            yield from _answer_slide(record, step, shown)


def _drawn(record: Record, step: Step, shown: Slide) -> Slide:
    """Return the slide of a step with what is drawn under its words, as a chart to edit where it can be."""
    figure = figure_of(record, step)
    if figure and figure.native:
        said = (figure.native.said, LEAST_PT, False)
        words = (said,) if step.shows == "figure" else (*shown.texts, said)
        return replace(shown, texts=words, figure=figure, sources=figure.native.sources)
    if step.shows == "figure":
        try:
            return replace(shown, figure=figure, sheet=figure_sheet(record, step, STAGES[0]))
        except TooSmallError as why:
            return replace(shown, texts=(*shown.texts, (str(why), LEAST_PT, False)))
    sheet = picture_sheet(record, step, STAGES[0])
    return replace(shown, figure=sheet.figure, sheet=sheet) if sheet else shown


def _answer_slide(record: Record, step: Step, asked: Slide) -> Iterator[Slide]:
    """Yield the slide that answers a question, in words and drawn; none where it has no answer."""
    if not step.reveals:
        return
    answer, sheet = answer_of(record, step), answer_sheet(record, step, STAGES[0])
    said = step.answer if step.question == "order" and sheet else answer.text  # an order is drawn with every word of it
    slide = replace(
        asked, title=wording.AFTER_ANSWER.format(text=step.title), texts=((said, BODY_PT, False),) if said else (),
        sources=documents(record, step),
    )  # fmt: skip
    yield replace(slide, sheet=sheet, figure=sheet.figure) if sheet else _drawn(record, step, slide)


def _texts(record: Record, step: Step) -> tuple[Text, ...]:
    """Return what a step says: text, size in points, whether it stands out."""
    if step.shows == "figure":
        return ((step.prompt, LEAST_PT, False),) if step.prompt else ()
    said = [(text, round(size * HEIGHT_PT)) for text, size in words_of(record, step) if text]
    said += [(option, OPTION_PT) for option in options_text(record, step)]
    if step.question == "band-years":
        said.append(("   ".join(map(str, years_asked(record))), OPTION_PT))
    return tuple((text, size, False) for text, size in said)


def _notes(record: Record, step: Step) -> str:
    parts = [step.note] if step.note else []
    figure = figure_of(record, step)
    if figure and figure.native and step.shows == "figure" and step.prompt:
        parts.append(wording.PROMPT_NOTED.format(prompt=step.prompt))
    if step.reveals:
        parts.append(wording.AFTER_ANSWER.format(text=answer_of(record, step).text))
    ids = documents(record, step)
    if ids:
        parts.append(wording.sources_noted([_cite(record.source(id)) for id in ids]))
    return "\n\n".join(parts)


def _cite(source: Source) -> str:
    return f"{cite_source(source)}. {source.url}" if source.url else cite_source(source)
