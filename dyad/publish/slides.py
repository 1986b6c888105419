"""What the slides of a lesson say: one a step, and after each question its answer; `deck` lays them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dyad.figures.compose import Figure
from dyad.lesson import Lesson, Step, answer_of, options_text, years_asked
from dyad.publish.guesses import guess_figure, judged_claims
from dyad.publish.letters import texts_of
from dyad.publish.sheets import RenderedFigure, sheet_of
from dyad.publish.stages import STAGES
from dyad.publish.steps import documents, figure_of, picture_sheet, words_of
from dyad.record import Record
from dyad.wording import lesson as wording
from dyad.wording.documents import cite_source
from dyad.wording.pieces import labelled

BODY_PT, OPTION_PT, LEAST_PT = 26, 22, 18  # the least are 24 px of a slide 720 px high
HEIGHT_PT = 540  # of a slide
MOST_DRAWN = 560  # px of an answer: what is higher would be set too small, and stands in words
Text = tuple[str, int]  # a paragraph, and its size in points


@dataclass(frozen=True, kw_only=True)
class Slide:
    """One slide from its top down: title, paragraphs, a picture, or a figure to draw as a chart, its documents."""

    title: str
    number: str  # of its step
    texts: tuple[Text, ...] = ()
    drawn: RenderedFigure | Figure | None = None
    sources: tuple[str, ...] = ()
    notes: str = ""  # for the teacher alone


def slides_of(record: Record, lesson: Lesson) -> Iterator[Slide]:
    """Yield the slides of a lesson: one a step, after a question its answer."""
    for at, step in enumerate(lesson.steps, start=1):
        shown = Slide(title=step.title, number=f"{at} / {len(lesson.steps)}", notes=_notes(record, step))
        yield _drawn(record, step, replace(
            shown, texts=_texts(record, step), sources=documents(record, step, revealed=False)
        ))  # fmt: skip
        if step.reveals:
            yield _answer_slide(record, step, shown)


def slide_texts(record: Record, lesson: Lesson) -> list[str]:
    """Return the texts in the pictures of slides; all others stay text, which PowerPoint draws with its own fonts."""
    pictures = [slide.drawn for slide in slides_of(record, lesson) if isinstance(slide.drawn, RenderedFigure)]
    return [text for picture in pictures for text in texts_of(picture.svg)]


def _drawn(record: Record, step: Step, shown: Slide) -> Slide:
    """Return the slide of a step with what is drawn under its words, as a chart to edit where it can be."""
    figure = figure_of(record, step)
    if figure and figure.native:
        said = (figure.native.said, LEAST_PT)
        words = (said,) if step.shows == "figure" else (*shown.texts, said)
        return replace(shown, texts=words, drawn=figure, sources=figure.native.sources)
    sheet = picture_sheet(record, step, STAGES[0])
    if step.shows == "figure" and sheet is None:
        return replace(shown, texts=(*shown.texts, (wording.too_much(step.figure), LEAST_PT)))
    return replace(shown, drawn=sheet)


def _answer_slide(record: Record, step: Step, asked: Slide) -> Slide:
    answer, figure = answer_of(record, step), guess_figure(record, step, (), STAGES[0].look())
    sheet = sheet_of(figure) if figure else None
    listed = sheet is not None and sheet.height > MOST_DRAWN
    drawn = None if listed else sheet
    said = step.answer if step.question == "order" and drawn else answer.text  # it is drawn with every word
    texts = [(said, BODY_PT)] if said else []
    if listed and step.question == "contradicted":
        texts += [(claim, OPTION_PT) for _, claim in judged_claims(record, step)]
    slide = replace(
        asked, title=labelled(wording.ANSWER, step.title), texts=tuple(texts), drawn=drawn,
        sources=documents(record, step),
    )  # fmt: skip
    return slide if figure else _drawn(record, step, slide)


def _texts(record: Record, step: Step) -> tuple[Text, ...]:
    if step.shows == "figure":
        return ((step.prompt, LEAST_PT),) if step.prompt else ()
    said = [(text, round(size * HEIGHT_PT)) for text, size in words_of(record, step) if text]
    said += [(option, OPTION_PT) for option in options_text(record, step)]
    if step.question == "band-years":
        said.append(("   ".join(map(str, years_asked(record))), OPTION_PT))
    return tuple(said)


def _notes(record: Record, step: Step) -> str:
    parts = [step.note] if step.note else []
    figure = figure_of(record, step)
    if figure and figure.native and step.shows == "figure" and step.prompt:
        parts.append(labelled(wording.ON_PROJECTOR, step.prompt))
    if step.reveals:
        parts.append(labelled(wording.ANSWER, answer_of(record, step).text))
    ids = documents(record, step)
    if ids:
        cited = [". ".join(filter(None, (cite_source(one), one.url))) for one in map(record.source, ids)]
        parts.append("\n".join([f"{wording.SOURCES}:", *(f"- {one}" for one in cited)]))
    return "\n\n".join(parts)
