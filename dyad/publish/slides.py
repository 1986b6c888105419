"""What the slides of a lesson say: one a step, and after each question its answer; `deck` lays them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from dyad.figures.look import Figure, Look
from dyad.lesson import Lesson, Step, answer_of, asked_text, years_asked
from dyad.publish.cards import claim_card, event_card
from dyad.publish.citing import cite_source
from dyad.publish.guesses import guess_figure
from dyad.publish.native_charts import TYPE_PT
from dyad.publish.sheets import Sheet, TooSmallError, draw
from dyad.publish.steps import LEAST_PX, STAGES, documents, figure_of, figure_sheet
from dyad.record import Record, Source

BODY_PT, LEAST_PT = 26, TYPE_PT
ANSWER = "Answer"
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
    sheet: Sheet | None = None
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
    """Return the slide of a step with its figure, where it has one."""
    figure = figure_of(record, step)
    if figure is None:
        return shown
    if figure.native:
        said = (figure.native.said, LEAST_PT, False)
        words = (said,) if step.shows == "figure" else (*shown.texts, said)
        return replace(shown, texts=words, figure=figure, sources=figure.native.sources)
    try:
        return replace(shown, figure=figure, sheet=figure_sheet(record, step, STAGES[0]))
    except TooSmallError as why:
        return replace(shown, texts=(*shown.texts, (str(why), LEAST_PT, False)))


def _answer_slide(record: Record, step: Step, asked: Slide) -> Iterator[Slide]:
    """Yield the slide that answers a question, in words and drawn; none where it has no answer."""
    answer = answer_of(record, step)
    if not answer.text:
        return
    figure = guess_figure(record, step, (), Look(width=STAGES[0].width, text=LEAST_PX, titled=False, noted=False))
    yield replace(
        asked, title=f"{ANSWER}: {step.title}", texts=((answer.text, BODY_PT, False),), figure=figure,
        sheet=draw(figure) if figure else None, sources=answer.sources,
    )  # fmt: skip


def _texts(record: Record, step: Step) -> tuple[Text, ...]:
    """Return what a step says: text, size in points, whether it stands out."""
    if step.shows == "event":
        event = event_card(record, step.event)
        told = ((event.said, BODY_PT, True),) if event.said else ()
        return ((event.line, LEAST_PT, False), (event.event.summary, BODY_PT, False), *told, *_prompt(step))
    if step.shows == "claim":
        claim = claim_card(record, step.claim)
        return ((claim.says, LEAST_PT, False), (claim.claim, BODY_PT, False),
                (claim.verdict.words, BODY_PT, True), (claim.record, BODY_PT, False), *_prompt(step))  # fmt: skip
    if step.shows == "figure":
        return _prompt(step)
    chosen: dict[str, Callable[[], list[str]]] = {
        "order": lambda: [f"•  {record.event(id).label}" for id in step.options],
        "contradicted": lambda: [f"•  {claim_card(record, id).claim}" for id in step.options],
        "band-years": lambda: ["   ".join(map(str, years_asked(record)))],
    }
    options = chosen[step.question]() if step.question in chosen else []
    return tuple((text, BODY_PT, False) for text in (asked_text(record, step), *options))


def _prompt(step: Step) -> tuple[Text, ...]:
    return ((step.prompt, LEAST_PT, False),) if step.prompt else ()


def _notes(record: Record, step: Step) -> str:
    parts = [step.note] if step.note else []
    figure = figure_of(record, step)
    if figure and figure.native and step.prompt:
        parts.append(f"On the projector: {step.prompt}")
    if step.shows == "question":
        parts.append(f"{ANSWER}: {answer_of(record, step).text}")
    ids = documents(record, step)
    if ids:
        parts.append("Sources:\n" + "\n".join(f"- {_cite(record.source(id))}" for id in ids))
    return "\n\n".join(parts)


def _cite(source: Source) -> str:
    return f"{cite_source(source)}. {source.url}" if source.url else cite_source(source)
