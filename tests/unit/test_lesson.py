"""The lesson: the shipped one is whole, its answers come from the tables, bad rows are named and the rest runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dyad.__main__ import main
from dyad.findings.trade import band_counts
from dyad.importing.folders import read_folder
from dyad.lesson import (
    Lesson,
    Step,
    answer_of,
    asked_text,
    difference,
    guess_form,
    read_guess,
    read_lesson,
    sources_of,
)
from dyad.lesson.checking import MOST_NAMED
from dyad.lesson.reading import MOST_STEPS, parse_lesson
from dyad.record import Record
from dyad.record.schema import QUESTIONS
from tests.unit.tables import Raw, change, columns_of, find, read_rows


def test_the_shipped_lesson_is_whole(root: Path, lesson: Lesson) -> None:
    """It has 16 to 20 steps and no problem, asks every kind of question, and ends in the question of its beginning.

    The turn, the end of the embargo, is in it; it takes a lesson of 45 minutes at most, its short way about 20.
    """
    assert lesson.problems == ()
    assert 16 <= len(lesson.steps) <= 20
    assert len(lesson.steps) == len(read_rows(root / "data", "lesson"))
    assert {step.question for step in lesson.steps} == {"", *QUESTIONS}
    first, last = lesson.steps[0], lesson.steps[-1]
    assert (first.question, first.reveals, last.question, last.options) == ("open", False, "open", (first.id,))
    assert "embargo-lifted-2014" in {step.event for step in lesson.steps if step.shows == "event"}
    assert all(step.note and step.minutes for step in lesson.steps)
    short = lesson.short
    assert lesson.minutes <= 45
    assert 15 <= short.minutes <= 20
    assert {first, last} <= set(short.steps)


def test_the_years_of_the_band_are_those_found(asked: dict[str, Step], record: Record, raw: Raw) -> None:
    """The answer names for each side the years in which its own figures lie inside; the band is in the question."""
    step, counts = asked["band-years"], band_counts(record)
    assert answer_of(record, step).years == tuple((one.name, one.inside) for one in counts)
    band = next(row for row in raw["trade"] if row["indicator"] == "trade_band")
    assert f"{band['low']}–{band['high']}" in asked_text(record, step)


def test_the_order_is_that_of_the_dates(asked: dict[str, Step], record: Record, raw: Raw) -> None:
    """EDTF texts that start with the year sort as their dates do."""
    step = asked["order"]
    dates = {row["id"]: row["date"] for row in raw["events"]}
    answer = answer_of(record, step)
    assert list(answer.ids) == sorted(step.options, key=lambda id: dates[id])
    assert list(answer.ids) != list(step.options), "the options stand in the right order already"


def test_the_contradicted_claim_is_the_records(asked: dict[str, Step], record: Record, raw: Raw) -> None:
    """The answer is the one claim whose verdict says so, with what the record shows."""
    step = asked["contradicted"]
    verdicts = {row["id"]: row for row in raw["claims"]}
    wrong = [id for id in step.options if verdicts[id]["verdict"] == "contradicted"]
    answer = answer_of(record, step)
    assert list(answer.ids) == wrong
    assert verdicts[wrong[0]]["record"] in answer.text
    assert set(verdicts[wrong[0]]["sources"].split(";")) <= set(answer.sources)


def test_a_number_is_that_of_the_tables(lesson: Lesson, record: Record, raw: Raw) -> None:
    """A figure is named by its columns; the claim that a number is about gives what the document says."""
    soldiers, share = (step for step in lesson.steps if step.question == "number")
    name = share.options[2].split("/")
    columns = ("indicator", "economy", "partner", "flow", "reporter", "year")
    (row,) = [row for row in raw["trade"] if [row[column] for column in columns] == name]
    answer = answer_of(record, share)
    assert answer.value == float(row["value"])
    assert set(row["sources"].split(";")) <= set(answer.sources)
    (claim,) = [row for row in raw["claims"] if row["id"] == soldiers.claim]
    answer = answer_of(record, soldiers)
    assert answer.stated == float(claim["value"])
    assert claim["record"] in answer.text


def test_a_period_is_that_of_the_event(asked: dict[str, Step], record: Record, raw: Raw) -> None:
    """The answer to “when” is the date of the event, and a guess is said to hold it or how far off it is."""
    step = asked["period"]
    (row,) = [row for row in raw["events"] if row["id"] == step.event]
    year = int(row["date"][:4])
    assert answer_of(record, step).span == (year, year)
    for guess, said in (
        ((year, year + 1), "It is inside your 2 years."),
        ((year - 3, year - 2), "You end 2 years before it."),
        ((year + 1, year + 2), "You begin 1 year after it."),
    ):
        assert difference(record, step, [str(one) for one in guess]) == said


def test_a_line_is_given_without_its_end(asked: dict[str, Step], record: Record, raw: Raw) -> None:
    """What a browser gets has nothing of the years asked; the difference is told for a line that is drawn."""
    step = asked["draw"]
    known = {int(row["year"]): float(row["value"]) for row in raw["trade"] if row["indicator"] == "un_agreement"}
    form, answer = guess_form(record, step, ()), answer_of(record, step)
    assert dict(form["given"]) == {year: known[year] for year in range(2003, 2010)}
    assert dict(answer.line) == {year: known[year] for year in form["years"]}
    assert not {str(known[year]) for year in form["years"]} & set(re.findall(r"[\d.]+", str(form)))
    drawn = [f"{value + 10:g}" for _, value in answer.line]
    assert difference(record, step, drawn).startswith("Your line ends 10 percentage points too high in 2017;")


@pytest.mark.parametrize(
    ("question", "given", "read"),
    [
        ("number", ["70"], ("70",)), ("number", ["70.50"], ("70.5",)), ("number", ["900"], ()), ("number", ["x"], ()),
        ("number", ["nan"], ()), ("number", ["1", "2"], ()), ("number", ["201"], ()),
        ("period", ["2013", "2015"], ("2013", "2015")), ("period", ["2015", "2013"], ()), ("period", ["2013"], ()),
        ("period", ["2013.5", "2014"], ()),
        ("draw", ["70"] * 8, ("70",) * 8), ("draw", ["70"] * 7, ()), ("draw", ["70"] * 7 + ["101"], ()),
        ("order", ["druzhba-2016"], ("druzhba-2016",)), ("order", ["druzhba-2017"], ()),
        ("contradicted", ["shoigu-first-visit", "sco-joint-membership"], ()), ("contradicted", ["druzhba-2016"], ()),
        ("contradicted", ["gwadar-nawabshah-route"], ("gwadar-nawabshah-route",)), ("band-years", [], ()),
        ("band-years", ["2006", "2005"], ("2005", "2006")), ("band-years", ["1905"], ()),
        ("open", ["  For its author’s view "], ("For its author’s view",)), ("open", [" "], ()),
        ("open", ["  whose \n list? "], ("whose list?",)), ("open", ["x" * 900], ("x" * 200,)),
        ("open", ["a", "b"], ()),
    ],
)  # fmt: skip
def test_a_guess_that_cannot_be_is_none(
    lesson: Lesson, record: Record, question: str, given: list[str], read: tuple[str, ...]
) -> None:
    """What comes from a browser is a guess only where the question could have it."""
    step = next(step for step in lesson.steps if step.question == question)
    assert read_guess(record, step, given) == read


def test_no_question_names_its_sources_before_the_answer(lesson: Lesson, record: Record) -> None:
    """The documents of an answer may give it away."""
    for step in lesson.steps:
        if step.shows == "question":
            assert sources_of(record, step) == ()


BAD = (
    ({"event": "putin-cancels"}, "a-visit-called-off", "event", "putin-cancels-2012"),
    ({"claim": "no-such"}, "a-report-and-a-denial", "claim", "is no id in claims.csv"),
    ({"figure": "timelin"}, "the-slow-years", "figure", "Did you mean “timeline”?"),
    ({"figure": ""}, "the-slow-years", "figure", "needs it"),
    ({"figure": "timeline"}, "first-exercise", "figure", "is not drawn"),
    ({"view": "years=2012&years=2003"}, "the-slow-years", "view", "the earlier first"),
    ({"view": "theme=defense"}, "soldiers-and-arms", "view", "defence"),
    ({"view": "year=2012"}, "the-slow-years", "view", "years"),
    ({"view": "years=1999&years=2000&theme=energy"}, "soldiers-and-arms", "view", "leaves no event"),
    ({"shows": "video"}, "two-countings", "shows", "Allowed"),
    ({"question": "guess"}, "guess-the-band", "question", "Allowed"),
    ({"question": ""}, "guess-the-band", "question", "needs it"),
    ({"prompt": ""}, "guess-the-claim", "prompt", "needs it"),
    ({"options": "druzhba-2016;druzhba-2017"}, "guess-the-order", "options", "needs 3"),
    ({"options": "druzhba-2016;druzhba-2017;druzhba-2017"}, "guess-the-order", "options", "each once"),
    ({"options": "astana-talks-2017;sco-membership-2017;druzhba-2017"}, "guess-the-order", "options", "overlap"),
    ({"options": "druzhba-2016;druzhba-2017;valdai"}, "guess-the-order", "options", "valdai-2017"),
    ({"options": "shoigu-first-visit;sco-joint-membership"}, "guess-the-claim", "options", "only one"),
    ({"options": "0;200"}, "how-many-soldiers", "options", "Write from;to;answer;unit"),
    ({"options": "200;0;70"}, "how-many-soldiers", "options", "the smaller first"),
    ({"options": "0;50;70"}, "how-many-soldiers", "options", "off the scale"),
    ({"options": "0;100;;"}, "how-many-soldiers", "options", ": has no answer yet"),
    ({"options": "0;200;many"}, "how-many-soldiers", "options", "neither a number nor one figure"),
    ({"claim": ""}, "how-many-soldiers", "answer", "neither a claim nor a figure"),
    ({"options": "0;10;partner_share/RUS/PAK"}, "how-small", "options", "but 78 of them"),
    ({"options": "0;10;partner_share/RUS/IND/total/RUS/2016"}, "how-small", "options", "but none"),
    ({"options": "2003;2010"}, "guess-the-turn", "options", "outside the years"),
    ({"options": "2003;2017", "event": ""}, "guess-the-turn", "options", "with an event"),
    ({"options": "2003;2017;2013;2014.5", "event": ""}, "guess-the-turn", "options", "years of up to four digits"),
    ({"options": "2003;1e300"}, "guess-the-turn", "options", "years of up to four digits"),
    ({"options": "-1.7e308;1.7e308;70"}, "how-many-soldiers", "options", "the smaller first"),
    ({"options": "2003;2017;2013;2014", "event": "", "answer": ""}, "guess-the-turn", "answer", "no event answers"),
    ({"options": "0;100;2009"}, "draw-the-votes", "options", "Write from;to;last year given"),
    ({"options": "0;100;2003;un_agreement/PAK/RUS"}, "draw-the-votes", "options", "gives 1 of 15 years"),
    ({"options": "0;60;2009;un_agreement/PAK/RUS"}, "draw-the-votes", "options", "off the scale"),
    ({"options": "0;100;2009;votes"}, "draw-the-votes", "options", "must name a year"),
    ({"options": "0;2000;2009;goods_trade/PAK/RUS"}, "draw-the-votes", "options", "several figures of one year"),
    ({"options": "draw-the-votes"}, "what-would-settle-it", "options", "no id of an open question"),
    ({"minutes": "long"}, "how-small", "minutes", "number"),
    ({"sources": "nobody"}, "what-would-settle-it", "sources", "is no id in sources.csv"),
    ({"id": "a-visit-called-off"}, "first-exercise", "id", "stands already"),
    ({"title": "x" * 71}, "first-exercise", "title", "71 characters"),
    ({"prompt": "word " * 46}, "how-small", "prompt", "46 words"),
)


@pytest.mark.parametrize(("cells", "id", "column", "message"), BAD)
def test_a_bad_row_is_named_and_the_rest_runs(
    folder: Path, record: Record, cells: dict[str, str], id: str, column: str, message: str
) -> None:
    """The one problem names line and column and says what to do; every other step is there."""
    all_ids = [row["id"] for row in read_rows(folder, "lesson")]
    line = change(folder, "lesson", find(folder, "lesson", id=id), **cells)
    lesson = read_lesson(folder, record)
    problem = lesson.problems[0]
    assert {found.line for found in lesson.problems} == {line}
    assert (problem.file, problem.line, problem.column) == ("lesson.csv", line, column)
    assert message in str(problem)
    assert [step.id for step in lesson.steps] == [one for one in all_ids if one != id]


def test_check_names_every_bad_row_at_once(folder: Path) -> None:
    """`python -m dyad check` reads the lesson like the other tables; two bad rows are told in their order."""
    second = change(folder, "lesson", 8, figure="nothing")
    first = change(folder, "lesson", 3, event="nothing")
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert done.exit_code == 1
    assert done.output.startswith(f'lesson.csv line {first}, column "event": "nothing"')
    assert re.findall(r"lesson\.csv line (\d+)", done.output) == [str(first), str(second)]


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


def test_a_lesson_beside_brought_tables_is_read_as_these_are(tmp_path: Path) -> None:
    """Where nothing describes a folder, its lesson may be of any dialect and lack columns; Excel's lock is none."""
    (tmp_path / "events.csv").write_text("Title;Date\nOne;2015\n", encoding="utf-8")
    (tmp_path / "lesson.csv").write_text("Title;Shows;Prompt\nHello;Text;Look\nWhat;question;Say\n", encoding="utf-8")
    (tmp_path / "~$book.xlsx").write_bytes(b"held")
    lesson = read_lesson(tmp_path, read_folder(tmp_path))
    assert lesson.problems == ()
    assert [(step.title, step.shows, step.question) for step in lesson.steps] == [
        ("Hello", "text", ""), ("What", "question", "open"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"id,title\na,b\n", b'id,title\n"a,b\n'])
def test_a_file_that_is_no_lesson(record: Record, content: bytes) -> None:
    """No step comes of it, and it is said why."""
    lesson = parse_lesson(record, content)
    assert lesson.steps == ()
    assert all(problem.file == "lesson.csv" for problem in lesson.problems)
    assert lesson.problems


def test_a_lesson_has_an_end(folder: Path, record: Record) -> None:
    """Of a table of thousands of steps the first are shown, and of a cell of unknown words the first are named."""
    header = ",".join(columns_of(folder, "lesson"))
    unknown = ";".join(f"x{at}" for at in range(99))
    plain = [f"s{at},Step {at},text,,,,,,,Read this.,,,,," for at in range(MOST_STEPS)]
    rows = [f"q,Order,question,,,,,order,{unknown},Which?,,,,,", *plain]
    lesson = parse_lesson(record, "\n".join([header, *rows]).encode())
    assert len(lesson.steps) == MOST_STEPS - 1
    said = [problem.message for problem in lesson.problems]
    assert said[0] == "has 301 steps. Allowed: 300."
    assert sum("no id of an event" in one for one in said) == MOST_NAMED
