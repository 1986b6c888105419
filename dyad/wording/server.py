"""What the server itself says to readers: in the first HTML of a page, and where it gives no page or file."""

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
MANY_FILES = "Many files are being made at this moment. Ask again in {seconds} seconds."
NOT_DRAWN = "It could not be drawn at this moment. Ask again in {seconds} seconds."
LETTERS_REFUSED = "{missing} “{option}” in the address makes the file all the same."
FAILED = "This could not be answered. The server’s log says why, under error {name}."
FILES_OF_PAGE = (
    "Refused: all files of one page together may have {megabytes} MB. Take files away, or load the page anew."
)
FILES_OF_ALL = (
    "Refused: all files that readers have brought may have {megabytes} MB together. Try again in a few minutes."
)
BODY_LIMIT = "What is sent has {most} bytes at most."
TITLE_LESSON = "The lesson, {title}"
DEEDS_ALLOWED = "Allowed: {deeds}."
ANSWERS_TO = "This server answers to {names} only. {variable} adds names to these, as a proxy may need."
