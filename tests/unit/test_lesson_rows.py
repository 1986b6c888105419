"""A lesson as it is edited: its rows travel packed and come back the same, whatever was made of an address."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.lesson import Lesson, lesson_of
from dyad.lesson.packing import MOST_BYTES, MOST_IN_ADDRESS, PackedError, pack_rows, unpack_rows
from dyad.lesson.reading import MOST_STEPS
from dyad.lesson.rows import (
    EMPTY,
    MOST_TITLE_CHARS,
    Rows,
    add_row,
    change_row,
    figure_mark,
    mark_of,
    merge_rows,
    move_row,
    remove_row,
    row_of_mark,
    rows_of_steps,
    table_of,
    tidy_rows,
    write_row,
)
from dyad.lesson.series import drawable, ends_of, series_of_figures, years_of
from dyad.publish.pages import LINKED, PAGES
from dyad.record import Record
from dyad.record.schema import LESSON
from dyad.view import View, default_view

ROWS = st.lists(st.dictionaries(st.sampled_from(LESSON.columns), st.text(max_size=40)), min_size=1, max_size=6)


def packed(content: object) -> str:
    """Return anything as a lesson is packed."""
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(zlib.compress(text, 9)).rstrip(b"=").decode()


@pytest.mark.parametrize(
    ("id", "field", "told", "changed"),
    [
        ("shown", "note", " Slowly ", {"note": "Slowly"}),
        ("shown", "minutes", "07", {"minutes": "7"}),
        ("shown", "minutes", "", {"minutes": ""}),
        ("shown", "q", "gas", {"view": "years=2010&years=2012&q=gas"}),
        ("shown", "theme", ["energy", "defence"], {"view": "years=2010&years=2012&theme=defence&theme=energy"}),
        ("shown", "beyond", True, {"view": "years=2010&years=2012&beyond=true"}),
        ("asked", "low", "-5", {"options": "-5;100"}),
        ("asked", "unit", "men; women", {"options": "0;100;;men, women"}),
        ("named", "high", "20", {"options": "0;20;trade/a/2017"}),
        ("named", "value", "3", {}),
        ("asked", "high", "many", {}),
        ("asked", "q", "gas", {}),
        ("shown", "minutes", "1e9", {}),
        ("shown", "minutes", "-5", {}),
        ("shown", "shows", "text", {}),
        ("nowhere", "note", "x", {}),
    ],
)  # fmt: skip
def test_what_is_written_into_a_field(
    record: Record, id: str, field: str, told: object, changed: dict[str, str]
) -> None:
    """It is a cell of the row or a part of one; what is no field, or no number, changes nothing."""
    asks = {"shows": "question", "question": "number"}
    rows = tidy_rows([
        {"id": "shown", "shows": "figure", "figure": "timeline", "view": "years=2010&years=2012", "minutes": "5"},
        {"id": "asked", "options": "0;100;;", **asks},
        {"id": "named", "options": "0;10;trade/a/2017", **asks},
    ])  # fmt: skip
    expected = tuple({**row, **changed} if row["id"] == id else row for row in rows)
    assert write_row(record, rows, id, field, told) == expected


def test_steps_are_rows_and_back(lesson: Lesson, record: Record) -> None:
    """The shipped lesson as rows is the same lesson, and fits into an address."""
    rows = rows_of_steps(record, lesson.steps)
    assert lesson_of(table_of(rows), record) == lesson
    assert unpack_rows(pack_rows(rows)) == rows
    untitled = tuple(row | {"title": ""} for row in rows)
    assert unpack_rows(pack_rows(untitled)) == untitled
    assert lesson_of(table_of(()), record).steps == ()


@given(ROWS)
def test_whatever_is_packed_comes_back(rows: list[dict[str, str]]) -> None:
    """Rows of any text are the same after they travelled, each under an id of its own, in letters of an address."""
    tidy = tidy_rows([{"title": "A", "shows": "text"}, *rows])
    text = pack_rows(tidy)
    assert unpack_rows(text, most=len(text)) == tidy
    assert len({row["id"] for row in tidy}) == len(tidy)
    assert all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in text)


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda some: base64.urlsafe_b64encode(some).decode()))
def test_any_text_is_a_lesson_or_a_sentence(text: str) -> None:
    """Junk raises nothing but the error that says so."""
    with pytest.raises(PackedError):
        unpack_rows(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A" * (MOST_IN_ADDRESS + 1), "has at most 6,000 characters there, and this one has 6,001"),
        (packed(b" " * (MOST_BYTES + 1)), "unpacks to more than 2 MB"),
        (packed(b"[" * 100_000), "no lesson"),
        (packed([["title", "shows"]]), "has 0 steps. Allowed: 1 to 300"),
        (packed([["title", "shows"], *[["A", "text"]] * (MOST_STEPS + 1)]), "has 301 steps"),
        (packed([["title", "shows"], ["A", "x" * 5_001]]), "longer than 5,000 characters"),
        (packed([["title", "shows"], ["A"]]), "no lesson"),
        (packed([["title", "shows"], ["A", 1]]), "no lesson"),
        (packed([["title"], ["A"]]), "no lesson"),
        (packed({"title": "A"}), "no lesson"),
        (packed([["title", "shows"], ["A", "text"]])[:-6], "only a part of one"),
        (packed([["title", "shows"], ["A", "text"]]) + "AAAA", "no lesson"),
    ],
)
def test_what_cannot_be_is_told(record: Record, text: str, message: str) -> None:
    """A value that is too long, too large once unpacked, cut off or something else is told as others of addresses."""
    with pytest.raises(PackedError, match=message):
        unpack_rows(text)
    kept, dropped = PAGES["present"].read_own(record, {LINKED: [text]})
    assert kept == {}
    (sentence,) = dropped
    assert sentence.startswith("“lesson=")
    assert message in sentence


def test_a_good_value_stays_in_the_address(record: Record) -> None:
    """Columns of later versions are left out; the value itself is kept as it is."""
    text = packed([["title", "shows", "mood"], ["A", "text", "glad"]])
    assert unpack_rows(text) == ({**EMPTY, "id": "a", "title": "A", "shows": "text"},)
    assert PAGES["present"].read_own(record, {LINKED: [text]}) == ({LINKED: [text]}, ())


def test_rows_get_ids_of_their_own() -> None:
    """An id that stands twice, is none or is missing is made anew, and what an open question names goes along."""
    rows = tidy_rows(
        [
            {"id": "Erste Frage", "title": "First", "question": "open"},
            {"id": "a", "title": "Second"},
            {"id": "a", "title": "Third"},
            {"title": "Second"},
            {"id": "last", "question": "open", "options": "Erste Frage"},
        ]
    )
    assert [row["id"] for row in rows] == ["erste-frage", "a", "a-2", "second", "last"]
    assert rows[-1]["options"] == "erste-frage"


def test_rows_are_added_moved_and_removed() -> None:
    """Each change returns other rows; ends are ends, and a new row has an id that no other has."""
    rows = add_row(add_row((), {"title": "A"}), {"title": "A"}, after=0)
    assert [row["id"] for row in rows] == ["a", "a-2"]
    assert move_row(rows, 0, 1) == rows[::-1]
    assert move_row(rows, 0, -1) == move_row(rows, 1, 1) == rows
    assert remove_row(rows, 0) == rows[1:]
    assert add_row(rows, {"title": "B"}, after=0)[1]["title"] == "B"


def test_what_two_changed_at_once_stays() -> None:
    """Each one's words, new steps, order and steps taken away; of one cell that both changed one is kept."""
    before = tidy_rows([{"title": title, "shows": "text"} for title in "abcd"])
    theirs = remove_row(change_row(before, "a", title="Theirs", note="Theirs"), 3)
    ours = add_row(change_row(before, "b", title="Ours"), {"title": "New"}, after=1)
    ours = change_row(ours, "a", title="Ours", prompt="Ours")
    merged = merge_rows(before, ours, theirs)
    assert [row["id"] for row in merged] == ["a", "b", "new", "c"]
    assert [merged[0][name] for name in ("title", "prompt", "note")] == ["Ours", "Ours", "Theirs"]
    assert merged[1]["title"] == "Ours"
    moved = merge_rows(before, move_row(ours, 0, 1), theirs)
    assert [row["id"] for row in moved] == ["b", "a", "new", "c"]
    assert moved[1]["note"] == "Theirs"
    assert [row["id"] for row in merge_rows(before, ours, add_row(before, {"title": "New", "note": "Theirs"}))] == [
        "a", "b", "new", "c", "d", "new-2",
    ]  # fmt: skip
    assert merge_rows(before, before, theirs) == theirs == merge_rows(before, theirs, before)
    assert merge_rows((), ours, ()) == ours


def test_another_kind_of_step_drops_what_it_has_no_use_for() -> None:
    """What every step may say stays; the answer to “when” keeps its event, an open question does not."""
    (row,) = change_row(({**EMPTY, "id": "a", "title": "A", "event": "e", "shows": "event", "note": "n"},), "a",
                        shows="question", question="period")  # fmt: skip
    assert (row["event"], row["note"]) == ("e", "n")
    (row,) = change_row(({**row, "options": "1;2"},), "a", question="open")
    assert (row["event"], row["options"], row["note"]) == ("", "", "n")


def test_what_pages_show_is_named_and_found(record: Record) -> None:
    """A figure in its view, an event and a claim become steps that can be shown, under the name that led to them."""
    view = View(years=(2010, 2016), themes=("defence",), beyond=True, event=record.event_ids[0])
    claim = max(zip(record.claims["claim"], record.claims["id"], strict=True), key=lambda row: len(row[0]))[1]
    marks = [
        figure_mark(record, "timeline", view),
        figure_mark(record, "trade-band", default_view(record)),
        f"event/{record.event_ids[0]}",
        f"claim/{claim}",
    ]
    assert marks[:2] == ["figure/timeline?years=2010&years=2016&theme=defence&beyond=true", "figure/trade-band"]
    rows: Rows = ()
    for mark in marks:
        row = row_of_mark(record, mark)
        assert mark_of(row) == mark
        assert 0 < len(row["title"]) <= MOST_TITLE_CHARS
        rows = add_row(rows, row)
    lesson = lesson_of(table_of(rows), record)
    assert lesson.problems == ()
    assert len(lesson.steps) == len(marks)


@pytest.mark.parametrize(
    "mark", ["", "figure/nothing", "figure/timeline?years=1", "event/x", "claim/", "text/a", "x" * 99]
)
def test_what_is_not_there_is_no_step(record: Record, mark: str) -> None:
    """A name of nothing, whoever sent it, adds nothing."""
    assert row_of_mark(record, mark) is None


def test_series_are_named_and_fit_their_scales(record: Record) -> None:
    """Every line on offer has words of its own, lies on the scale that is filled in, and can be asked for."""
    series = series_of_figures(record)
    assert len(set(series.values())) == len(series)
    assert series["un_agreement/PAK/RUS//UN General Assembly"].startswith("Votes alike")
    assert set(drawable(record)) <= set(series)
    rows: Rows = ()
    for name in drawable(record):
        low, high = ends_of(record, name)
        options = f"{low:g};{high:g};{years_of(record, name)[1]};{name}"
        rows = add_row(rows, {"title": "A", "shows": "question", "question": "draw", "options": options, "prompt": "B"})
    assert lesson_of(table_of(rows), record).problems == ()
