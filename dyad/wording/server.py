"""What the server itself says to readers: in the first HTML, and where it refuses a page, a file or an upload."""

NO_SCRIPTS = "This page answers by JavaScript, which is switched off here: what it shows can be read all the same."
SCRIPTS_NEEDED = "This page needs JavaScript, which is switched off here."
STILL = (
    "The filters and tables of this page have not come yet: this network may refuse websockets, by which they come. "
    "The figure answers all the same, and what it shows is listed in words below it."
)
STILL_IN_WORDS = "What answers on this page has not come yet: this network may refuse websockets, by which it comes."
PRINTED_EARLY = "This was printed before the rows of the tables had come: none is on this paper. Print the page again."
EVENTS = "The events"

NO_RECORD = "The record cannot be read."
ROOM_OPEN = "A room is open: until it is closed, answers are given on the machine that serves it alone."
HANDED_OUT = "This file was there as long as its page was open, and is gone. Load its page again, and save it there."
NO_ROOM, ONLY_JSON = "This room is not open.", "What is sent is JSON."
NO_GUESS = "A guess is a step and a list of texts."
PAGE_CLOSED = "The page that this file was for has been closed."
TOO_LONG = "The address and headers of this request are too long."
ONE_HOST, NOT_FOUND, ENDS = "A request has one Host header.", "Not Found", "The server ends."


def many_files(seconds: int) -> str:
    return f"Many files are being made at this moment. Ask again in {seconds} seconds."


def not_drawn(seconds: int) -> str:
    return f"It could not be drawn at this moment. Ask again in {seconds} seconds."


def letters_refused(*, missing: str, option: str) -> str:
    return f"{missing} “{option}” in the address makes the file all the same."


def failed(name: str) -> str:
    return f"This could not be answered. The server’s log says why, under error {name}."


def files_of_page(megabytes: int) -> str:
    return f"Refused: all files of one page together may have {megabytes} MB. Take files away, or load the page anew."


def files_of_all(megabytes: int) -> str:
    return f"Refused: all files that readers have brought may have {megabytes} MB together. Try again in a few minutes."


def body_limit(most: int) -> str:
    return f"What is sent has {most} bytes at most."


def title_lesson(title: str) -> str:
    return f"The lesson, {title}"


def deeds_allowed(deeds: str) -> str:
    return f"Allowed: {deeds}."


def answers_to(*, names: str, variable: str) -> str:
    return f"This server answers to {names} only. {variable} adds names to these, as a proxy may need."
