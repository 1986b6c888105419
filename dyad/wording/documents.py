"""Documents in words, the one that is checked and others: who wrote or published one, in what language, where in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel import Locale

from dyad.findings.finding import year_runs
from dyad.record import About, Source
from dyad.record.authors import read_authors
from dyad.wording.pieces import count, listing

_PLACE = re.compile(r"(\D{0,12})(\d{1,5}) ?[–-] ?(\d{1,5})")
MOST_SPAN = 100  # paragraphs of a span that are named one by one
MOST_OF_A_DAY = 2  # publishers named
OURS = "en"  # the language of pages
COPY, READ_IN_COPY = "Read in a copy", "read in a copy"  # the note of a document whose own address was not read
KINDS = {  # of sources, as a reader says it
    "official": "official publication",
    "primary": "first-hand text or report",
    "press": "press report",
    "secondary": "account made of other reports",
    "repost": "repost of another report",
    "statistics": "statistics",
    "data": "data set",
}
TITLE_OURS = "the title in brackets is ours"
NOTE_COPY = f"{COPY}, at the address given."  # in a reference
ADDRESS = "Address in the dashboard"


def of_document(document: str) -> str:
    return f"The {document}"


def title_event(*, title: str, date: str) -> str:
    return f"{title} ({date})"


def title_record(title: str) -> str:
    return f"{title}: events, claims and figures"


def the_document(document: str) -> str:
    return f"the {document}"


def where_in_document(*, document: str, place: str) -> str:
    return f"the {document}, {place}"


def say_document_by(about: About, source: Source) -> str:
    """Name the document whose claims are checked with who wrote it; by its publisher where that is not known."""
    author = say_authors(source.author)
    return f"{the_document(about.document)} ({author})" if author else source.publisher


def say_document_and_date(about: About, source: Source | None) -> str:
    """Name the document whose claims are checked with who wrote or published it, and when, where that is known."""
    by = f" ({say_authors(source.author) or source.publisher}, {source.date_text})" if source else ""
    return f"{about.document}{by}"


def name_document(about: About, title: str, *, ours: bool) -> str:
    """Name the document that is checked; a title that is a description of `ours` has no quotation marks."""
    return f"{about.document} {title if ours else f'“{title}”'}"


def say_place(locator: str) -> str:
    """Return where in a document a locator leads, in words.

    >>> say_place("¶3, ¶29–31, n. 18")
    'paragraph 3, paragraphs 29–31, note 18'
    """
    said = re.sub(r"¶(?=\d+ ?[–-])", "paragraphs ", locator)
    return re.sub(r"\bn\. (?=\d)", "note ", said.replace("¶", "paragraph "))


def places_of(locator: str) -> tuple[str, ...]:
    """Return the paragraphs and notes that a locator names, those of a span one by one.

    >>> places_of("¶3, ¶5, n. 18"), places_of("¶29–31")
    (('¶3', '¶5', 'n. 18'), ('¶29', '¶30', '¶31'))
    >>> places_of("¶9-7, p. 4 and below, ¶1–9999999999")
    ('¶9-7', 'p. 4 and below', '¶1–9999999999')
    """
    found: list[str] = []
    for part in filter(None, map(str.strip, locator.split(","))):
        span = _PLACE.fullmatch(part)
        numbers = range(int(span[2]), int(span[3]) + 1) if span else ()
        found += [f"{span[1]}{number}" for number in numbers] if span and 0 < len(numbers) <= MOST_SPAN + 1 else [part]
    return tuple(dict.fromkeys(found))


def place_order(place: str) -> tuple[str, int, str]:
    """Return by what places in the document are put in order: paragraphs by their number, then notes by theirs."""
    letters, number = re.sub(r"\d.*", "", place), re.search(r"\d+", place)
    return ("" if letters == "¶" else letters), int(number[0]) if number else 0, place


# -- sources ------------------------------------------------------------------------------------


def say_authors(cell: str) -> str:
    """Return the authors of a cell as they are named in a sentence."""
    return listing([author.spoken for author in read_authors(cell)])


def say_collectors(source: Source) -> str:
    """Name the publisher of a source; of data that persons collected, those before."""
    families = [author.family for author in read_authors(source.author) if author.family]
    return f"{listing(families)} ({source.publisher})" if families and source.kind == "data" else source.publisher


def in_language(code: str) -> str:
    """Say in which language a document is, "" where it is the page's or not known."""
    return f"in {Locale(OURS).languages.get(code, code)}" if code not in ("", OURS) else ""


def describe_title(language: str) -> str:
    """Return what stands for the title of a document in letters that cannot be set."""
    return f"[{', '.join(filter(None, ['title in another script', language]))}]"


def cite_source(source: Source) -> str:
    """Return a document as a reader would look for it: who, what, where, when."""
    when = f", {source.date_text}" if source.date else ""
    author = f"{say_authors(source.author)}, " if source.author and source.author != source.publisher else ""
    return f"{author}{source.title}. {source.publisher}{when}"


def number_documents(numbers: Sequence[int]) -> str:
    """Name documents by their numbers, runs of them in short: Sources 2, 4–6."""
    runs = [str(first) if first == last else f"{first}–{last}" for first, last in year_runs(numbers)]
    return f"{'Source' if len(numbers) == 1 else 'Sources'} {', '.join(runs)}" if runs else ""


def publishers_of_a_day(publishers: Sequence[str], *, most: int = MOST_OF_A_DAY) -> str:
    """Name the publishers of documents of one day, at `most` so many."""
    names = list(dict.fromkeys(publishers))
    rest = len(names) - most
    if most > 1:
        return listing([*names[:most], f"{rest} more"] if rest > 0 else names)
    return f"{names[0]} +{rest}" if rest > 0 else names[0]


def is_described(title: str) -> bool:
    """Whether a title is a description in [brackets], because nothing else is known or printed."""
    return title.startswith("[") and title.endswith("]")


def title_language(title: str, language: str) -> str:
    """Return the language of a title of a document in a `language`, "" where it is the page's, as of descriptions."""
    return "" if is_described(title) or language == OURS else language


def say_uses(events: int, claims: int, figures: int) -> str:
    """Say how many events, claims and figures rest on a document."""
    uses = ((events, "event"), (claims, "claim"), (figures, "figure"))
    return ", ".join(count(number, what) for number, what in uses if number)
