"""Numbers in sentences, by what they count: to find two different ones for the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

SPAN = r"\d{4}(?:–\d{4})?"
NAME = r"[A-Z]\w+"
USD = r"[\d,]+"
GAP = r"[\s:.]+"  # between a large number and its words
CLAIMS = (("claims that can be checked", "all"), ("claims, confirmed", "n"))
OTHERS = (("claims, partly", "partly"), ("claims, contradicted", "wrong"), ("claims, not found", "lost"))
# What tells numbers, and of each what it counts, told apart by groups of the pattern, and the group that it is itself.
PATTERNS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        rf"(?P<n>\d+) of (?:the )?(?P<of>\d+){GAP}years? (?P<span>{SPAN})"
        rf"(?: inside the band| with trade of USD {USD}–{USD} million)? by (?P<one>{NAME})’s "
        rf"figures(?:, (?P<k>\d+) by (?P<other>{NAME})’s)?",
        (
            ("years inside, {one}, {span}", "n"), ("years known, {one}, {span}", "of"),
            ("years inside, {other}, {span}", "k"),
        ),
    ),
    (
        r"(?P<all>\d+) claims? by theme and verdict: (?:(?P<n>\d+) confirmed)?(?:, (?P<partly>\d+) partly)?"
        r"(?:, (?P<wrong>\d+) contradicted)?(?:, (?P<lost>\d+) not found)?(?:, (?P<opinions>\d+) opinion)?",
        (("claims", "all"), ("claims, confirmed", "n"), *OTHERS, ("claims, opinion", "opinions")),
    ),
    (
        rf"(?P<n>\d+) of (?P<all>\d+){GAP}checkable claims(?: on [^;]*?)? hold(?:, (?P<partly>\d+) in part)?"
        r"(?:; (?P<opinions>\d+) more (?:is an|are) opinions?)?",
        (*CLAIMS, *OTHERS[:1], ("claims, opinion", "opinions")),
    ),
    (rf"account holds for (?P<n>\d+|none) of \d+ events, (?P<span>{SPAN})", (("events that hold, {span}", "n"),)),
    (r"(?P<n>\d+) of (?P<of>\d+) contradicted or not found", (("contradicted or not found of {of}", "n"),)),
    (
        rf"(?P<one>{NAME}) reports (?P<first>{USD}) in (?P<start>\d{{4}}) and (?P<last>{USD}) in (?P<end>\d{{4}}); "
        rf"highest (?P<most>{USD}) in (?P<top>\d{{4}}), lowest (?P<least>{USD}) in (?P<low>\d{{4}})",
        (
            ("USD million, {one}, {start}", "first"), ("USD million, {one}, {end}", "last"),
            ("USD million, {one}, {top}", "most"), ("USD million, {one}, {low}", "least"),
        ),
    ),
    (
        rf"By (?P<one>{NAME})’s figures of {SPAN} [^.]* in (?P<year>\d{{4}}), at USD (?P<n>{USD}) million",
        (("USD million, {one}, {year}", "n"),),
    ),
    (
        rf"(?P<n>\d+) of (?:the essay’s )?\d+(?: ranks|{GAP}of the essay’s ranks) (?:is|are) in a list of "
        rf"(?P<span>{SPAN})",
        (("ranks in lists, {span}", "n"),),
    ),
    (
        rf"names (?P<n>\d+)(?: of \d+)? events? (?:of|in) (?P<span>{SPAN})",
        (("events named, {span}", "n"),),
    ),
    (
        rf"events? between the two that this record has of (?P<span>{SPAN}), until the essay, it names (?P<n>\d+)",
        (("events named, {span}", "n"),),
    ),
    (rf"(?P<n>[\d.]+)% of {NAME}’s trade \((?P<year>\d{{4}})\)", (("largest share, {year}", "n"),)),
    (r"(?P<n>[\d.]+)% in (?P<year>\d{4}) \(the most\)", (("largest share, {year}", "n"),)),
    (rf"(?P<one>{NAME})’s figures show a surplus for {NAME} in (?P<n>[^.]*)", (("surplus, {one}", "n"),)),
    (rf"(?P<n>\d+) of \d+ events the essay names falls? in (?P<span>{SPAN})", (("events named, {span}", "n"),)),
)  # fmt: skip
MARKUP = re.compile(r":small\b|[*\[\]]")  # of Streamlit
SHARE = re.compile(r"\b\d+ of (?:the )?\d+\b")


def numbers_in(text: str) -> dict[str, set[str]]:
    """Return every number of a text by what it counts; `AssertionError` for an "n of m" of a kind not known here."""
    found: dict[str, set[str]] = defaultdict(set)
    read: set[int] = set()
    text = MARKUP.sub("", text)
    for pattern, told in PATTERNS:
        for m in re.finditer(pattern, text):
            read |= set(range(m.start(), m.end()))
            for thing, number in told:
                if m[number] is not None:
                    found[thing.format(**m.groupdict())].add(m[number].replace(",", ""))
    for m in SHARE.finditer(text):
        assert m.start() in read, f"no pattern reads: {text[max(m.start() - 60, 0) : m.end() + 60]!r}"
    return found


def told_twice(texts: Iterable[str]) -> dict[str, set[str]]:
    """Return what several texts together give two different numbers for."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for thing, numbers in numbers_in(text).items():
            found[thing] |= numbers
    return {thing: numbers for thing, numbers in found.items() if len(numbers) > 1}
