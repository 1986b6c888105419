"""What is said around a lesson: in its menu, at its steps, to its teacher, of its files."""

from __future__ import annotations

from dyad.wording.pieces import count, labelled

BACK, NEXT, MENU, CLOSE = "← Back", "Next →", "Menu", "Close"
NO_LESSON = "There is no lesson to show"
WHAT_A_LESSON_IS = "A lesson is a table, lesson.csv, beside the other tables; each of its rows is a step."
MAKE_ONE, TO_OVERVIEW = "Make one", "To the overview"

THIS_LESSON, TEACHERS_VIEW, LEAVE_LESSON = "This lesson", "Teacher’s view", "Leave the lesson"
COUNT_HANDS = "Count a show of hands"
KEYS = (
    "→, Page Down, Space: next, or reveal\n←, Page Up: back\nHome, End: first and last\nB: blank the window\n"
    "?: this menu\nMove the pointer for buttons\nOn touch: swipe. A clicker sends Page Up and Page Down."
)
GOES_ON = "→ or Page Down goes on · ? opens the menu"
KEYS_ANSWER = "The keys B and ? answer"
FROM_LINK = "A lesson from a link: it is in the address, and nowhere else."
OF_RECORD = "Made of the record alone, which came without a lesson."
NO_OWN_STEP = "Your own lesson has no step that can be shown yet, so this is the record’s."
CHANGE_STEPS, SHOW_RECORDS = "Change the steps", "Show the record’s lesson"

NOTE, COMING, ENDS_HERE = "Note", "Next", "The lesson ends here."
REVEALED, NOT_REVEALED = "Answer, revealed", "Answer, not yet revealed"
YEARS_GUESSED, ONE_AFTER_OTHER = "Your guess: the years inside", "Choose them one after the other"
YOUR_ANSWER, YOUR_ORDER, ANSWER_TO, LEFT_OUT = "Your answer", "Your order", "The answer to", "Left out"

POWERPOINT = "PowerPoint"
AS_TABLE, WITH_TABLES, WITH_TABLES_ZIP = "The lesson as a table", "With all tables (Excel)", "With all tables (zip)"
COPY_LINK = "Copy a link that holds this lesson"
NO_COPY = "This browser lets pages copy nothing: save the lesson as a table"
FROM_FILE = "A lesson from a file: CSV, an Excel workbook, or a zip with all tables"
TEMPLATE = "A template to fill in"
NOTHING_KEPT = "This browser keeps nothing, so your lesson ends with this window: save it as a table."
FIGURE_NOT_DRAWN = "The figure could not be drawn at this moment. Load the page anew."


def own_tables(title: str) -> str:
    return (
        f"Your own tables: {title}. They have no teacher’s view: that is a window of its own, and your tables are "
        "in this one only. The PowerPoint has the notes."
    )


def step_place(*, at: int, number: int) -> str:
    return f"Step {at} of {number}"


def guess_one_of(number: int) -> str:
    return f"Your guess, one of {number}"


def letters_lacking(missing: str) -> str:
    return f"In the worksheet and its key, and in pictures among the slides, {missing}"


def unreadable(why: Exception) -> str:
    return f"The lesson that this browser kept cannot be read: {why}"


def no_step_in(file: str) -> str:
    return f"{file} has no step that can be shown: the lesson stays as it was."


def step_left_out(*, number: int, problem: str) -> str:
    return labelled(LEFT_OUT, f"step {number}. {problem}")


def no_link(*, packed: int, most: int) -> str:
    return (
        f"No link can hold this lesson: packed it has {packed:,} characters, and an address may have {most:,}. Hand "
        "on the table."
    )


def too_long(most: int) -> str:
    return f"A lesson has at most {most:,} characters of text: the last change was left out."


def more_problems(number: int) -> str:
    return f"And {number:,} more; mend these first."


def own_lesson(steps: int, *, kept: bool) -> str:
    what = "This browser keeps it" if kept else "It ends with your tables"
    return f"Your own lesson, {count(steps, 'step')}. {what}."


def show_own(steps: int) -> str:
    return f"Show your own lesson ({count(steps, 'step')})"


def step_time(*, place: str, minutes: int, until: int, whole: int) -> str:
    return f"{place} · {count(minutes, 'minute')}, until {until} of {whole}"


def name_way(steps: int, minutes: int, *, short: bool) -> str:
    """Name the whole lesson or the short way through it, with how long that takes where it is said."""
    if short:
        return f"The {f'{minutes}-minute' if minutes else 'short'} way: {count(steps, 'step')}"
    return f"The whole lesson: {f'{minutes} minutes, ' if minutes else ''}{count(steps, 'step')}"
