"""Questions as a class answers them: forms without answers, guesses that count, and what is counted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from lxml import etree

from dyad.figures.style import Style
from dyad.lesson import SCALED, Lesson, Step, answer_of, line_of
from dyad.publish.stages import PROJECTOR
from dyad.publish.steps import picture_sheet
from dyad.publish.tallies import tally_figure, tally_text
from dyad.record import Record
from dyad.record.schema import QUESTIONS
from dyad.rooms.kinds import KINDS, Guess, ask_of, borne_out, count_guesses, lines_of, middle_of
from dyad.rooms.reach import join_address, phones_base, qr_picture
from dyad.rooms.room import Room, Rooms, shown_of
from dyad.wording.findings import claims_by_id

FORMS = {
    question: {"kind", "name", *parts}
    for question, parts in {
        "open": ["most"], "order": ["options"], "contradicted": ["options"], "band-years": ["options"],
        "number": ["guess", "low", "high", "step", "unit", "ticks"], "period": ["guess", "low", "high"],
        "draw": ["guess", "low", "high", "step", "unit", "ticks", "given", "years"],
    }.items()
}  # fmt: skip


def test_every_kind_of_question_can_be_answered_by_phone() -> None:
    """Each kind has its entry here and its inputs on a phone."""
    script = Path("dyad/server/join/join.js").read_text(encoding="utf-8")
    table = script.partition("const KINDS = {")[2].partition("};")[0]
    for question in QUESTIONS:
        assert question in KINDS
        assert question in table


def test_what_a_guess_is_read_with_is_worked_out_once(asked: dict[str, Step], record: Record) -> None:
    """A class's guesses cost no look into the tables each."""
    for question in ("draw", "number", "order"):
        assert answer_of(record, asked[question]) is answer_of(record, asked[question])
    assert line_of(record, asked["draw"]) is line_of(record, asked["draw"])


def test_no_message_has_the_truth_before_the_reveal(lesson: Lesson, record: Record) -> None:
    """At each question of the shipped lesson: not in what a phone gets, what the window asks for, or its picture.

    Nor is a note in what a phone gets, ever; the teacher's has it.
    """
    rooms = Rooms()
    room = rooms.open()
    phone = rooms.phone(room.code, rooms.enter(room.code))
    for step in lesson.steps:
        if step.shows != "question":
            continue
        answer = answer_of(record, step)
        for revealed in (False, True) if step.reveals else (False,):
            rooms.show(room, shown_of(record, step, revealed=revealed, place=(1, 2), coming="what comes"))
            told = Room.phone_message(*phone)
            assert ("answer" in told, "right" in told) == (revealed, revealed)
            assert step.note not in json.dumps(told, ensure_ascii=False)
            assert Room.teacher_message(room)["note"] == step.note
            if revealed:
                assert told["answer"] == answer.text
                continue
            assert set(told["ask"]) == FORMS[step.question]
            picture = picture_sheet(record, step, PROJECTOR)
            said = json.dumps([told, Room.window_message(room), picture.figure.alt, picture.svg], ensure_ascii=False)
            assert not answer.text or answer.text not in said
            # options that say nothing of the scale: the right number, the right years, the name of the right figure
            assert not [part for part in step.options[2 + (step.question == "draw"):] if step.question in SCALED
                        and f'"{part}"' in said and part != told["ask"].get("unit")]  # fmt: skip
            assert not {year for year, _ in answer.line} & {year for year, _ in told["ask"].get("given", ())}
            assert not step.claim or str(claims_by_id(record)[step.claim]["record"]) not in said
        # what was asked is the same whatever the answer is
        other = {"number": (*step.options[:2], "1", *step.options[3:]), "period": (*step.options[:2], "2003", "2003")}
        if step.question == "period" or (step.options[3:] and step.question == "number"):
            changed = ask_of(record, replace(step, options=other[step.question], event=""))
            assert changed == ask_of(record, step)


def test_an_order_is_whole(asked: dict[str, Step], record: Record) -> None:
    """Every event once, in any order, as what a phone sends is read as any guess."""
    step = asked["order"]
    ask = ask_of(record, step)
    assert ask.read(step.options[::-1]) == step.options[::-1]
    assert ask.read([*step.options[:-1], step.options[0]]) == ()


def test_phones_and_hands_are_counted_together(asked: dict[str, Step], record: Record) -> None:
    """One bin after the other; hands raised for several years are those of one class, not of many."""
    years = count_guesses(
        record, asked["band-years"], [("2013", "2014"), ("2014",)], {"2014": 17, "2009": 4, "2010": 0}
    )
    assert years.counts == {"2013": 1, "2014": 19, "2009": 4}
    assert years.number == 19
    assert "2014, by 19" in tally_text(record, asked["band-years"], years)
    step = asked["order"]
    right = answer_of(record, step).ids
    order = count_guesses(record, step, [right, right[::-1]], {right[0]: 3})
    assert [*order.bins] == list(right)
    assert (order.counts, order.number, order.whole) == ({right[0]: 4, right[-1]: 1}, 5, 1)
    assert "1 had the whole order" in tally_text(record, step, order)
    assert count_guesses(record, asked["open"], [], {"x": 0}) is None


def test_the_record_stands_beside_the_class(asked: dict[str, Step], record: Record) -> None:
    """Who bears out what is told with each part: both sides of the band; of an order, all of it in its order."""
    sides = dict(borne_out(record, asked["band-years"]))
    assert sides["2014"] == "As Pakistan reports · As Russia reports"
    assert sides["2005"] == "As Pakistan reports"
    assert tuple(key for key, _ in borne_out(record, asked["order"])) == answer_of(record, asked["order"]).ids


def test_guesses_on_a_scale_have_a_middle(asked: dict[str, Step], record: Record) -> None:
    """The median of what phones sent; where hands were counted, the band that it is in; of lines, year by year."""
    step = asked["number"]
    tally = count_guesses(record, step, [("0.5",), ("3",), ("9",)], {})
    assert middle_of(step, tally) == (3, 3)
    assert tally_text(record, step, tally) == "3 answers. The middle guess: 3%."
    tally = count_guesses(record, step, [("0.5",), ("10",)], {"1": 4})
    assert (tally.counts, tally.number, middle_of(step, tally)) == ({"0": 1, "1": 4, "4": 1}, 6, (2, 4))
    assert [*tally.bins.values()][:2] == ["0–2%", "2–4%"]
    step = asked["draw"]
    tally = count_guesses(record, step, [(str(at),) * 8 for at in range(0, 101, 10)], {})
    assert {tuple(ends) for _, *ends in lines_of(record, step, tally)} == {(10, 50, 90)}
    assert "ends at 50% in 2017, four of five of them from 10% to 90%" in tally_text(record, step, tally)


def test_a_class_is_drawn_beside_the_record(asked: dict[str, Step], record: Record) -> None:
    """Bars, years or a ribbon say how many, and the record's mark stands with them: a single answer is drawn, too."""
    cases: dict[str, tuple[list[Guess], dict[str, int], tuple[str, ...]]] = {
        "contradicted": ([], {"gwadar-nawabshah-route": 3}, ("3 · Contradicted",)),
        "band-years": ([], {"2014": 9}, ("9", "As Pakistan reports", "As Russia reports")),
        "number": ([("3",)], {"1": 4}, ("5", "The record")),
        "period": ([("2012", "2014"), ("2014", "2014")], {}, ("2", "The record")),
        "draw": ([("50",) * 8], {}, ("The middle", "The record")),
    }
    for question, (guesses, hands, said) in cases.items():
        step = asked[question]
        tally = count_guesses(record, step, guesses, hands)
        figure = tally_figure(record, step, tally, Style(width=1216, text=24, titled=False, noted=False, clear=True))
        drawn = json.dumps(figure.chart.to_dict(), ensure_ascii=False)
        assert [word for word in said if f'"{word}"' not in drawn] == []
        assert answer_of(record, step).text in figure.alt


def test_a_question_asked_again_has_what_was_written_at_the_start(lesson: Lesson, record: Record) -> None:
    """One that is only collected keeps what phones wrote; the last reveal tells each phone its own."""
    first, *_, last = (step for step in lesson.steps if step.question == "open")
    assert (first.reveals, last.options) == (False, (first.id,))
    rooms = Rooms()
    room = rooms.open()
    phone = rooms.phone(room.code, rooms.enter(room.code))
    for step, words in ((first, "for dates"), (last, "for no date")):
        rooms.show(room, shown_of(record, step, revealed=False, place=(1, 2), coming=""))
        assert rooms.guess(*phone, step.id, [words])
        assert Room.window_message(room)["answered"] == 1
    rooms.show(room, shown_of(record, last, revealed=True, place=(1, 2), coming=""))
    told = Room.phone_message(*phone)
    assert (told["before"], told["own"]) == ("for dates", "for no date")


def test_a_room_shows_a_step_that_asks_nothing(lesson: Lesson, record: Record) -> None:
    """Its phones get its title, and nothing to answer; revealed or not makes no difference."""
    step = next(step for step in lesson.steps if step.shows == "figure")
    shown = shown_of(record, step, revealed=True, place=(3, 18), coming="next")
    assert (shown.ask, shown.revealed, shown.answer, shown.title) == (None, False, "", step.title)


def test_the_code_a_camera_reads() -> None:
    """The picture is square, dark where the code is, with free paper around it; a secret stands after #."""
    address = join_address(phones_base("", "https://dyad.example/a/present?step=2"), "BCDFGH", "x" * 22)
    assert address == "https://dyad.example/a/join?room=BCDFGH#" + "x" * 22
    drawn = etree.fromstring(qr_picture(address, "Code of <one> address"))
    assert drawn.attrib == {"role": "img", "aria-label": "Code of <one> address", "viewBox": "0 0 41 41"}
    assert drawn[0].get("d", "").startswith("M4 4.5h7m")  # the corner of a code, four modules from the edges
    assert phones_base("http://10.0.0.2:1", "http://127.0.0.1:1/present") == "http://10.0.0.2:1"
    assert phones_base("", "") == ""
