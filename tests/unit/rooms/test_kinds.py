"""Questions as a class answers them: forms without answers, guesses that count, and what is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dyad.figures.look import Look
from dyad.lesson import Step, answer_of, read_lesson
from dyad.publish.tallies import tally_figure, tally_text
from dyad.record import Record
from dyad.record.schema import QUESTIONS
from dyad.rooms.kinds import KINDS, ask_of, borne_out, count_guesses
from dyad.rooms.reach import join_address, phones_base, qr_picture
from dyad.rooms.showing import shown_of


@pytest.fixture(scope="module")
def steps(root: Path, record: Record) -> dict[str, Step]:
    """Return a step of the shipped lesson for each kind of question."""
    return {step.question: step for step in read_lesson(root / "data", record).steps if step.shows == "question"}


def test_every_kind_of_question_can_be_answered_by_phone(steps: dict[str, Step], record: Record) -> None:
    """Each kind has its entry here and its inputs on a phone, and what the phone gets has no answer in it."""
    script = Path("dyad/server/join/join.js").read_text(encoding="utf-8")
    table = script.partition("const KINDS = {")[2].partition("};")[0]
    for question in QUESTIONS:
        assert question in KINDS
        assert question in table
    for step in steps.values():
        ask = ask_of(record, step)
        assert ask is not None
        assert answer_of(record, step).text not in json.dumps(dict(ask.form), ensure_ascii=False)


@pytest.mark.parametrize(
    ("question", "given", "read"),
    [
        ("band-years", ["2014", "2013", "2014"], ("2013", "2014")),
        ("band-years", ["1066"], ()),
        ("band-years", [], ()),
        ("contradicted", ["gwadar-nawabshah-route"], ("gwadar-nawabshah-route",)),
        ("contradicted", ["gwadar-nawabshah-route", "shoigu-first-visit"], ()),
        ("contradicted", ["druzhba-2016"], ()),
        ("order", ["oic-observer-2005"], ()),
        ("open", ["  whose \n list? "], ("whose list?",)),
        ("open", ["x" * 900], ("x" * 200,)),
        ("open", [" "], ()),
        ("open", ["a", "b"], ()),
    ],
)
def test_a_guess_is_one_the_question_could_have(
    steps: dict[str, Step], record: Record, question: str, given: list[str], read: tuple[str, ...]
) -> None:
    """What a phone sends counts only where the question could be answered so."""
    ask = ask_of(record, steps[question])
    assert ask is not None
    assert ask.read(given) == read


def test_an_order_is_whole(steps: dict[str, Step], record: Record) -> None:
    """Every event once, in any order."""
    step = steps["order"]
    ask = ask_of(record, step)
    assert ask is not None
    assert ask.read(step.options[::-1]) == step.options[::-1]
    assert ask.read([*step.options[:-1], step.options[0]]) == ()


def test_phones_and_hands_are_counted_together(steps: dict[str, Step], record: Record) -> None:
    """One bin after the other; hands raised for several years are those of one class, not of many."""
    years = count_guesses(
        record, steps["band-years"], [("2013", "2014"), ("2014",)], {"2014": 17, "2009": 4, "2010": 0}
    )
    assert years is not None
    assert years.counts == {"2013": 1, "2014": 19, "2009": 4}
    assert years.number == 19
    assert "2014, by 19" in tally_text(years)
    step = steps["order"]
    right = answer_of(record, step).ids
    order = count_guesses(record, step, [right, right[::-1]], {right[0]: 3})
    assert order is not None
    assert [one.key for one in order.bins] == list(right)
    assert (order.counts, order.number, order.whole) == ({right[0]: 4, right[-1]: 1}, 5, 1)
    assert "1 had the whole order" in tally_text(order)
    words = count_guesses(record, steps["open"], [("whose list",)], {})
    assert words is not None
    assert words.words == ("whose list",)
    assert count_guesses(record, steps["open"], [], {"x": 0}) is None


def test_the_record_stands_beside_the_class(steps: dict[str, Step], record: Record) -> None:
    """Who bears out what is told with each part: both sides of the band; of an order, all of it in its order."""
    sides = dict(borne_out(record, steps["band-years"]))
    assert sides["2014"] == "As Pakistan reports · As Russia reports"
    assert sides["2005"] == "As Pakistan reports"
    assert tuple(key for key, _ in borne_out(record, steps["order"])) == answer_of(record, steps["order"]).ids
    for question, hands in (("contradicted", {"gwadar-nawabshah-route": 3}), ("band-years", {"2014": 9})):
        step = steps[question]
        tally = count_guesses(record, step, [], hands)
        assert tally is not None
        figure = tally_figure(record, step, tally, Look(width=1216, text=24, titled=False, noted=False, clear=True))
        assert figure is not None
        drawn = json.dumps(figure.chart.to_dict())
        assert str(max(hands.values())) in drawn
        assert all(name in drawn for name, _ in tally.right)
        assert answer_of(record, step).text in figure.alt


def test_a_room_shows_a_step_that_asks_nothing(root: Path, record: Record) -> None:
    """Its phones get its title, and nothing to answer; revealed or not makes no difference."""
    step = next(step for step in read_lesson(root / "data", record).steps if step.shows == "figure")
    shown = shown_of(record, step, revealed=True, place=(3, 18), coming="next")
    assert (shown.ask, shown.revealed, shown.answer, shown.title) == (None, False, "", step.title)


def test_the_code_a_camera_reads() -> None:
    """The picture is square, dark where the code is, with free paper around it; a secret stands after #."""
    address = join_address(phones_base("", "https://dyad.example/a/present?step=2"), "BCDFGH", "x" * 22)
    assert address == "https://dyad.example/a/join?room=BCDFGH#" + "x" * 22
    picture = qr_picture(address)
    modules = [tuple(map(int, part.split("h")[0].split())) for part in picture.path.split("M")[1:]]
    assert {min(xs) for xs in zip(*modules, strict=True)} == {4}
    assert {max(xs) for xs in zip(*modules, strict=True)} == {picture.side - 5}
    assert phones_base("http://10.0.0.2:1", "http://127.0.0.1:1/present") == "http://10.0.0.2:1"
    assert phones_base("", "") == ""
