"""What is said of a room for a class's phones, in the windows that open and lead it and to the phones."""

SHOW_CODE, CLOSE_ROOM = "Show the code", "Close the room"
OPEN_ROOM = "Open a room"
ONE_WORKER = "A room for phones needs a server of one worker, and this one has several. Count hands instead."
OPENED_THERE = "A room is opened on the machine that serves this lesson, at the address with 127.0.0.1."
START_FOR_CLASS = "For phones that answer, start the dashboard with: python -m dyad serve --class"
ANSWER_ON_PHONE, ENTER_ROOM = "Answer on your phone", "Enter the room"
BEGIN, OPEN_HERE = "Begin", "Open it here"
QR_OF_REMOTE = "QR code of the link for your phone"
LESSON_IN_FRONT = "A room is open: the lesson stands in front, and the code of the room with it."
ROOM_IS_OPEN = "A room is open"
NOTES_LOCKED = (
    "While it is, notes and answers are shown to its teacher only: in the browser that opened the room, or on "
    "a phone that the teacher’s view there lets in."
)
YOUR_PHONE = "Your phone"
PHONE_LEADS = "It leads, and has these notes. Whoever has this link can: do not show it to the class."
SLOWED = "Many wrong codes came in just now. This goes on by itself in a moment."
AT_THE_START, NOW = "At the start", "Now"  # what stands before an answer
NO_SUCH_ROOM = "No room is open with this code. Compare it with the one in front."


def room_open(code: str) -> str:
    return f"Room {code} is open. The teacher’s view has a link for your phone: notes, and buttons to lead."


def rooms_full(most: int) -> str:
    return f"This server has {most} rooms open, and takes no more. Close one."


def phones_full(most: int) -> str:
    return f"This server takes {most} phones, and all are here."


def show_one_of(number: int) -> str:
    return f"{number} answered. Show one:"
