"""Guess and answer in one drawing, legible from the back row; each economy in its colour."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from dyad.figures.style import Style
from dyad.lesson import Step, answer_of
from dyad.publish.guesses import answer_drawing, guess_figure
from dyad.publish.stages import PROJECTOR, STAGES, Stage
from dyad.record import Record
from tests.unit.figures.drawn import layers
from tests.unit.publish.drawn import texts
from tests.unit.publish.test_steps import ASKED, STEPS, check, name_of

GUESSES: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "band-years": ((), (2005, 2010)),
    "order": ((), next(step.options for step in STEPS if step.question == "order")),
    "number": ((), ("2",)),
    "period": ((), ("2008", "2011")),
    "draw": ((), ("70", "75", "80", "85", "90", "90", "95", "99")),
    "contradicted": ((), next(step.options[:1] for step in STEPS if step.question == "contradicted")),
}


@pytest.mark.parametrize(
    ("step", "stage", "guessed"), [*product(ASKED, STAGES, (1,)), *product(ASKED, (PROJECTOR,), (0,))], ids=name_of
)
def test_guess_and_answer_are_drawn_together(record: Record, step: Step, stage: Stage, guessed: int) -> None:
    """Both stand in one drawing, and its alternative text says both."""
    guess = GUESSES[step.question][guessed]
    drawing = answer_drawing(record, step, guess, stage)
    page = check(drawing.svg, stage)
    assert float(page.get("height")) <= stage.height
    said = " ".join(box.of for box in texts(page))
    assert ("Your guess" in said) == bool(guess)
    assert answer_of(record, step).text in drawing.alt


def test_what_no_window_holds_is_answered_in_words(record: Record) -> None:
    """Of very many claims no answer is drawn for a projector, where it would be cut; a phone scrolls."""
    step = replace(
        next(step for step in STEPS if step.question == "contradicted"), options=(*record.claims["id"][:17],)
    )
    assert [answer_drawing(record, step, (), stage) is None for stage in STAGES] == [True, True, False]


def test_the_economies_have_their_colours_and_nothing_else_has(record: Record) -> None:
    """A guess is in ink; a side's row in its own colour, filled where inside the band; no other line is in either."""
    look = Style()
    sides = dict(zip(record.about.economies.values(), (look.colours.first, look.colours.second), strict=True))
    for step in ASKED:
        figure = guess_figure(record, step, GUESSES[step.question][1], look)
        names = {value["y"]: value["text"] for layer in layers(figure) for value in layer.values if value.get("x") == 0}
        filled: dict[str, int] = {}
        for layer in layers(figure):
            for value in layer.values if "text" not in layer.encoding else ():
                row = names.get(value.get("y"), "")
                name = next((name for name in sides if step.question == "band-years" and name in row), "")
                if step.question == "number" and step.options[2].count("/") and row == "The record":
                    name = record.about.name(step.options[2].split("/")[4])  # who reports it
                colours = {layer.mark.get("fill"), layer.mark.get("stroke"), layer.mark.get("color")}
                assert sides.get(name) in {*colours, None}
                assert not colours & (set(sides.values()) - {sides.get(name)})
                filled[name] = filled.get(name, 0) + (layer.mark.get("fill") == sides.get(name))
        if step.question == "band-years":
            assert {name: filled[name] for name in sides} == {
                name: len(years) for name, years in answer_of(record, step).years
            }
