"""Numbers in sentences, by what they count: to find two different ones for the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

Thing = tuple[str, ...]  # what is counted, of whom, in which years
Told = Iterator[tuple[Thing, str]]

SPAN = r"\d{4}(?:–\d{4})?"
NAME = r"[A-Z]\w+"
VERDICT = r"\d+ (?:confirmed|partly|contradicted|not found|opinion)"
GAP = r"[\s:.]+"  # between a large number and its words


def _inside(m: re.Match[str]) -> Told:
    yield ("years inside", m["one"], m["span"]), f"{m['n']} of {m['of']}"
    if m["other"]:
        yield ("years inside", m["other"], m["span"]), f"{m['k']} of {m['of']}"


def _checkable(m: re.Match[str]) -> Told:
    yield ("claims", "checkable"), m["all"]
    yield ("claims", "confirmed"), m["n"]
    for number, words in re.findall(r"(\d+) (in part|contradicted|not found)", m["rest"] or ""):
        yield ("claims", "partly" if words == "in part" else words), number


def _by_theme(m: re.Match[str]) -> Told:
    yield ("claims", "all"), m["all"]
    counted: dict[str, int] = defaultdict(int)
    for group in re.findall(rf": ({VERDICT}(?:, {VERDICT})*)[;.]", m["rest"]):
        for part in group.split(", "):
            number, _, verdict = part.partition(" ")
            counted[verdict] += int(number)
    assert sum(counted.values()) == int(m["all"])
    for verdict, number in counted.items():
        yield ("claims", verdict), str(number)
    yield ("claims", "checkable"), str(int(m["all"]) - counted["opinion"])


def _hold(m: re.Match[str]) -> Told:
    yield ("claims", "checkable"), m["all"]
    yield ("claims", "confirmed"), m["n"]
    if m["opinions"]:
        yield ("claims", "opinion"), m["opinions"]


def _traded(m: re.Match[str]) -> Told:
    yield ("USD million", m["one"], m["year"]), m["value"]
    yield ("USD million", m["other"], m["year"]), m["mirror"]


def _ends(m: re.Match[str]) -> Told:
    for year, value in re.findall(r"([\d,]+) in (\d{4})", m["rest"]):
        yield ("USD million", m["one"], value), year


def _one(thing: str, *names: str) -> Callable[[re.Match[str]], Told]:
    """Return what reads one number, `n`, of a thing told apart by other groups of the pattern."""
    return lambda m: iter([((thing, *(m[name] for name in names)), m["n"])])


PATTERNS: tuple[tuple[str, Callable[[re.Match[str]], Told]], ...] = (
    (
        rf"(?P<n>\d+) of (?:the )?(?P<of>\d+){GAP}years? (?P<span>{SPAN})"
        rf"(?: inside the band| with trade of USD [\d,]+–[\d,]+ million)? by (?P<one>{NAME})’s "
        rf"figures(?:, (?P<k>\d+) by (?P<other>{NAME})’s)?",
        _inside,
    ),
    (
        r"Of (?:the essay’s|these) (?P<all>\d+) checkable claims?, (?P<n>\d+) holds?(?:; (?P<rest>[^.]*))?",
        _checkable,
    ),
    (r"(?P<all>\d+) claims? by theme and verdict\.(?P<rest>.*)", _by_theme),
    (
        rf"(?P<n>\d+) of (?P<all>\d+){GAP}checkable claims(?: on [^;]*?)? hold"
        r"(?:; (?P<opinions>\d+) more (?:is an|are) opinions?)?",
        _hold,
    ),
    (rf"account holds for (?P<n>\d+|none) of \d+ events, (?P<span>{SPAN})", _one("events that hold", "span")),
    (r"Your guess: (?P<n>\d+) of (?P<of>\d+) in place", _one("in place", "of")),
    (r"(?P<n>\d+) of (?P<of>\d+) contradicted or not found", _one("contradicted or not found", "of")),
    (
        rf"USD (?P<value>[\d,]+) million{GAP}traded in (?P<year>\d{{4}}) by (?P<one>{NAME})’s figures, "
        rf"(?P<mirror>[\d,]+) by (?P<other>{NAME})’s",
        _traded,
    ),
    (rf"(?P<one>{NAME}) reports (?P<rest>[\d,]+ in \d{{4}} and [^.]*)", _ends),
    (
        rf"By (?P<one>{NAME})’s figures of {SPAN} [^.]* in (?P<year>\d{{4}}), at USD (?P<n>[\d,]+) million",
        _one("USD million", "one", "year"),
    ),
    (
        rf"(?P<n>\d+) of (?:the essay’s )?\d+(?: ranks|{GAP}of the essay’s ranks) (?:is|are) in a list of "
        rf"(?P<span>{SPAN})",
        _one("ranks in lists", "span"),
    ),
    (rf"names (?P<n>\d+)(?: of \d+)? events? (?:of|in) (?P<span>{SPAN})", _one("events named", "span")),
    (
        rf"events? between the two that this record has of (?P<span>{SPAN}), until the essay, it names (?P<n>\d+)",
        _one("events named", "span"),
    ),
    (rf"(?P<n>[\d.]+)% of {NAME}’s trade \((?P<year>\d{{4}})\)", _one("largest share", "year")),
    (r"(?P<n>[\d.]+)% in (?P<year>\d{4}) \(the most\)", _one("largest share", "year")),
    (rf"(?P<one>{NAME})’s figures show a surplus for {NAME} in (?P<n>[^.]*)", _one("surplus", "one")),
    (rf"(?P<n>\d+) of \d+ events the essay names falls? in (?P<span>{SPAN})", _one("events named", "span")),
)  # fmt: skip
MARKUP = re.compile(r":small\b|[*\[\]]")  # of Streamlit
SHARE = re.compile(r"\b\d+ of (?:the )?\d+\b")


def numbers_in(text: str) -> dict[Thing, set[str]]:
    """Return every number of a text by what it counts; `AssertionError` for an "n of m" of a kind not known here."""
    found: dict[Thing, set[str]] = defaultdict(set)
    read: set[int] = set()
    text = MARKUP.sub("", text)
    for pattern, told in PATTERNS:
        for m in re.finditer(pattern, text):
            read |= set(range(m.start(), m.end()))
            for thing, number in told(m):
                found[thing].add(number.replace(",", ""))
    for m in SHARE.finditer(text):
        assert m.start() in read, f"no pattern reads: {text[max(m.start() - 60, 0) : m.end() + 60]!r}"
    return found


def told_twice(texts: Iterable[str]) -> dict[Thing, set[str]]:
    """Return what several texts together give two different numbers for."""
    found: dict[Thing, set[str]] = defaultdict(set)
    for text in texts:
        for thing, numbers in numbers_in(text).items():
            found[thing] |= numbers
    return {thing: numbers for thing, numbers in found.items() if len(numbers) > 1}
