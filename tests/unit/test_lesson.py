"""The lesson: the shipped one is whole, its answers come from the tables, bad rows are named and the rest runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dyad.__main__ import main
from dyad.lesson import MOST_NAMED, MOST_STEPS, Step, answer_of, asked_text, parse_lesson, read_lesson, sources_of
from dyad.record import Record
from tests.unit.tables import Row, change, columns_of, find, read_rows


def step_of(root: Path, record: Record, question: str) -> Step:
    """Return the shipped step that asks such a question."""
    (step,) = (step for step in read_lesson(root / "data", record).steps if step.question == question)
    return step


def test_the_shipped_lesson_is_whole(root: Path, record: Record) -> None:
    """It has 12 to 18 steps and no problem, shows every kind of thing, and ends in the claims against the record."""
    lesson = read_lesson(root / "data", record)
    assert lesson.problems == ()
    assert 12 <= len(lesson.steps) <= 18
    assert len(lesson.steps) == len(read_rows(root / "data", "lesson"))
    assert {step.shows for step in lesson.steps} == {"text", "figure", "event", "claim", "question"}
    assert lesson.steps[-1].figure == "claims-summary"
    assert lesson.steps[-2].event == "druzhba-2017"
    assert all(step.note for step in lesson.steps)


def test_the_years_of_the_band_are_counted(root: Path, record: Record, raw: dict[str, list[Row]]) -> None:
    """The answer names for each side the years in which its own figures lie inside, counted here from the file."""
    band = next(row for row in raw["trade"] if row["indicator"] == "trade_band")
    low, high = float(band["low"]), float(band["high"])
    answer = answer_of(record, step_of(root, record, "band-years"))
    assert len(answer.years) == 2
    for code, name in record.about.economies.items():
        inside: set[int] = set()
        for row in raw["trade"]:
            if (row["indicator"], row["reporter"], row["flow"]) == ("goods_trade", code, "total"):
                statistics = (row["period"], row["basis"]) == ("calendar", "statistics")
                if statistics and low <= float(row["value"]) <= high and int(row["year"]) in answer.asked:
                    inside.add(int(row["year"]))
        assert set(dict(answer.years)[name]) == inside
    asked = asked_text(record, step_of(root, record, "band-years"))
    assert f"{low:.0f}–{high:.0f}" in asked


def test_the_order_is_that_of_the_dates(root: Path, record: Record, raw: dict[str, list[Row]]) -> None:
    """EDTF texts that start with the year sort as their dates do."""
    step = step_of(root, record, "order")
    dates = {row["id"]: row["date"] for row in raw["events"]}
    answer = answer_of(record, step)
    assert list(answer.ids) == sorted(step.options, key=lambda id: dates[id])
    assert list(answer.ids) != list(step.options), "the options stand in the right order already"


def test_the_contradicted_claim_is_the_records(root: Path, record: Record, raw: dict[str, list[Row]]) -> None:
    """The answer is the one claim whose verdict says so, with what the record shows."""
    step = step_of(root, record, "contradicted")
    verdicts = {row["id"]: row for row in raw["claims"]}
    wrong = [id for id in step.options if verdicts[id]["verdict"] == "contradicted"]
    answer = answer_of(record, step)
    assert list(answer.ids) == wrong
    assert verdicts[wrong[0]]["record"] in answer.text
    assert set(verdicts[wrong[0]]["sources"].split(";")) <= set(answer.sources)


def test_no_question_names_its_sources_before_the_answer(root: Path, record: Record) -> None:
    """The documents of an answer may give it away."""
    for step in read_lesson(root / "data", record).steps:
        if step.shows == "question":
            assert sources_of(record, step) == ()


BAD = (
    ({"event": "dushanbe-four"}, "four-presidents", "event", "dushanbe-four-2009"),
    ({"claim": "no-such"}, "how-many-soldiers", "claim", "is no id in claims.csv"),
    ({"figure": "timelin"}, "the-slow-years", "figure", 'Did you mean "timeline"?'),
    ({"figure": ""}, "the-slow-years", "figure", "needs it"),
    ({"figure": "timeline"}, "first-exercise", "figure", "is not drawn"),
    ({"view": "years=2012&years=2003"}, "the-slow-years", "view", "the earlier first"),
    ({"view": "theme=defense"}, "soldiers-and-arms", "view", "defence"),
    ({"view": "year=2012"}, "the-slow-years", "view", "years"),
    ({"view": "years=1999&years=2000&theme=energy"}, "soldiers-and-arms", "view", "leaves no event"),
    ({"shows": "video"}, "who-sold-more", "shows", "Allowed"),
    ({"question": "guess"}, "guess-the-band", "question", "Allowed"),
    ({"question": ""}, "guess-the-band", "question", "needs it"),
    ({"prompt": ""}, "guess-the-claim", "prompt", "needs it"),
    ({"answer": ""}, "what-is-a-rank", "answer", "no table answers"),
    ({"options": "druzhba-2016;druzhba-2017"}, "guess-the-order", "options", "needs 3"),
    ({"options": "druzhba-2016;druzhba-2017;druzhba-2017"}, "guess-the-order", "options", "each once"),
    ({"options": "astana-talks-2017;sco-membership-2017;druzhba-2017"}, "guess-the-order", "options", "overlap"),
    ({"options": "druzhba-2016;druzhba-2017;valdai"}, "guess-the-order", "options", "valdai-2017"),
    ({"options": "shoigu-first-visit;sco-joint-membership"}, "guess-the-claim", "options", "only one"),
    ({"sources": "nobody"}, "two-states-one-essay", "sources", "is no id in sources.csv"),
    ({"id": "four-presidents"}, "first-exercise", "id", "stands already"),
    ({"title": "x" * 71}, "first-exercise", "title", "71 characters"),
    ({"prompt": "word " * 46}, "two-states-one-essay", "prompt", "46 words"),
)


@pytest.mark.parametrize(("cells", "id", "column", "says"), BAD)
def test_a_bad_row_is_named_and_the_rest_runs(
    folder: Path, record: Record, cells: dict[str, str], id: str, column: str, says: str
) -> None:
    """The one problem names line and column and says what to do; every other step is there."""
    all_ids = [row["id"] for row in read_rows(folder, "lesson")]
    line = change(folder, "lesson", find(folder, "lesson", id=id), **cells)
    lesson = read_lesson(folder, record)
    problem = lesson.problems[0]
    assert {found.line for found in lesson.problems} == {line}
    assert (problem.file, problem.line, problem.column) == ("lesson.csv", line, column)
    assert says in str(problem)
    assert [step.id for step in lesson.steps] == [one for one in all_ids if one != id]


def test_every_problem_is_told_at_once(folder: Path, record: Record) -> None:
    """Two bad rows are two lines, in their order."""
    second = change(folder, "lesson", 8, figure="nothing")
    first = change(folder, "lesson", 3, event="nothing")
    assert [problem.line for problem in read_lesson(folder, record).problems] == [first, second]


def test_check_names_the_rows(folder: Path) -> None:
    """`python -m dyad check` reads the lesson like the other tables."""
    line = change(folder, "lesson", 3, event="nothing")
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 1
    assert done.output.startswith(f'lesson.csv line {line}, column "event": "nothing"')


def test_a_record_without_a_lesson_is_sound(folder: Path, record: Record) -> None:
    """A lesson is a part that may be missing; one made of the record then stands in and is not told as a table."""
    (folder / "lesson.csv").unlink()
    lesson = read_lesson(folder, record)
    assert lesson.made
    assert lesson.problems == ()
    assert {step.shows for step in lesson.steps} == {"question", "figure", "event"}
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 0, done.output
    assert "lesson" not in done.output


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"id,title\na,b\n", b'id,title\n"a,b\n'])
def test_a_file_that_is_no_lesson(record: Record, content: bytes) -> None:
    """No step comes of it, and it is said why."""
    lesson = parse_lesson(content, record)
    assert lesson.steps == ()
    assert all(problem.file == "lesson.csv" for problem in lesson.problems)
    assert lesson.problems


def test_a_lesson_of_another_order_keeps_it(folder: Path, record: Record) -> None:
    """The steps come in the order of the rows."""
    rows = read_rows(folder, "lesson")
    header = ",".join(columns_of(folder, "lesson"))
    plain = [f"s{at},Step {at},text,,,,,,,Read this.,,," for at in range(len(rows))]
    lesson = parse_lesson("\n".join([header, *reversed(plain)]).encode(), record)
    assert [step.id for step in lesson.steps] == [f"s{at}" for at in reversed(range(len(rows)))]


def test_a_lesson_has_an_end(folder: Path, record: Record) -> None:
    """Of a table of thousands of steps the first are shown, and of a cell of unknown words the first are named."""
    header = ",".join(columns_of(folder, "lesson"))
    unknown = ";".join(f"x{at}" for at in range(99))
    plain = [f"s{at},Step {at},text,,,,,,,Read this.,,," for at in range(MOST_STEPS)]
    lesson = parse_lesson(
        "\n".join([header, f"q,Order,question,,,,,order,{unknown},Which?,,,", *plain]).encode(), record
    )
    assert len(lesson.steps) == MOST_STEPS - 1
    said = [problem.says for problem in lesson.problems]
    assert said[0] == "has 301 steps. Allowed: 300."
    assert sum("no id of an event" in one for one in said) == MOST_NAMED
