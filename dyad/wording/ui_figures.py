"""What is said around figures: to save, cite, frame and copy one, to choose its years and sources."""

from __future__ import annotations

from dyad.wording.pieces import count

SAVE_OR_CITE, NUMBERS, MORE_FINDINGS = "Save or cite", "The numbers", "What else the tables tell"
SOURCES_DRAWN, TWO_SIDES, PARTNER_YEAR = "Sources drawn", "two sides", "Year of the partners compared"
PLAY, HIDE = "Play the years", "Hide the years played"
NO_YEAR_PLAYED = "No year with both ranks is left by the filters."

CHOOSE_FIGURE = (
    "Choose a figure to take along as a picture, a file, a link or a frame in another page. The small pictures show "
    "all years; the one that you choose follows the filters."
)
CHOOSE_OWN = "Choose a figure to take along as a picture or a file."
ALL_FIGURES, FIGURE = "← All figures", "Figure"
LISTED = {"size": "Laid out as", "paper": "On paper that is"}  # options of the address
WITH_TITLE, WITH_NOTES, PNG_WIDTH = "With its title", "With sources and notes", "Width of the PNG, in pixels"
COPY_CITATION, COPY_PICTURE = "Copy citation", "Copy as picture"
COPY_LINK, COPY_CODE = "Copy link", "Copy code to embed"
COPIES = (COPY_PICTURE, COPY_LINK, COPY_CODE, COPY_CITATION)
NO_PICTURE = "This browser copies no pictures here: save the PNG"
SAVE_AS, ALL_IN_ZIP, IN_ZIP = "Save as", "All of it in one zip", "Every form, the tables, the citations and a manifest"
TO_GO_WITH_IT, ALTERNATIVE_TEXT = "To go with it", "In words, for those who do not see it (alternative text)"
ADDRESS, PICTURE_ADDRESS = "Its address: opens this page", "The address of its picture: the newest data at each look"
CODE, CITE_FIGURE = "Code that shows it on another page, where it answers as here", "How to cite the figure"


def letters_lacking(*, missing: str, text_stays: str) -> str:
    return f"In PNG, PDF and the zip {missing} {text_stays}"


def cite_sources(number: int) -> str:
    return f"How to cite its {count(number, 'source')}"


def page_code(framers: str) -> str:
    """Head the code for a whole page, with who may frame it, "*" for anyone."""
    who = "any page" if framers == "*" else f"pages of {framers}"
    return f"Code that shows the whole page it stands on; {who} may"
