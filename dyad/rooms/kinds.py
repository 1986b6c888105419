"""The kinds of questions as a class answers them: what a phone asks with, which guesses count, and what is counted.

A kind is one entry of `KINDS`. A guess is a tuple of texts: ids in the order chosen, one id, years, or words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dyad.lesson import Answer, Step, answer_of, claim_of, years_asked
from dyad.record import Record

MOST_CHARS = 200  # of words

Guess = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One thing that is counted: an event, a claim, a year."""

    key: str
    name: str


def _nothing(*_: Any) -> tuple[()]:
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of question is answered by a class.

    `form` is what a phone needs to ask, without the answer; `read` makes a guess of what came, () where it is none;
    a guess counts for the bins that it `falls` into; `right` names the bins that the record bears out, by whose word;
    `hands` is asked of a class that raises hands, bin by bin; `head` stands over the counts.
    """

    form: Callable[[Record, Step], dict[str, Any]]
    read: Callable[[Record, Step, Sequence[str]], Guess]
    bins: Callable[[Record, Step], tuple[Bin, ...]] = _nothing
    falls: Callable[[Guess], Iterable[str]] = _nothing
    right: Callable[[Answer], tuple[tuple[str, Guess], ...]] = _nothing
    hands: str = ""
    head: str = ""
    axis: bool = False  # whether its bins stand side by side on an axis


def _choices(name: Callable[[Record, str], str]) -> Callable[[Record, Step], tuple[Bin, ...]]:
    return lambda record, step: tuple(Bin(key=id, name=name(record, id)) for id in step.options)


def _years(record: Record, step: Step) -> tuple[Bin, ...]:
    del step
    return tuple(Bin(key=str(year), name=str(year)) for year in years_asked(record))


def _form(record: Record, step: Step) -> dict[str, Any]:
    return {"options": [[one.key, one.name] for one in KINDS[step.question].bins(record, step)]}


def _text(record: Record, step: Step) -> dict[str, Any]:
    del record, step
    return {"most": MOST_CHARS}


def _order(record: Record, step: Step, given: Sequence[str]) -> Guess:
    del record
    return tuple(given) if len(given) == len(step.options) and set(given) == set(step.options) else ()


def _one(record: Record, step: Step, given: Sequence[str]) -> Guess:
    del record
    return tuple(given) if len(given) == 1 and given[0] in step.options else ()


def _some(record: Record, step: Step, given: Sequence[str]) -> Guess:
    known = [one.key for one in KINDS[step.question].bins(record, step)]
    return tuple(key for key in known if key in given) if set(given) <= set(known) else ()


def _words(record: Record, step: Step, given: Sequence[str]) -> Guess:
    del record, step
    words = " ".join(given[0].split())[:MOST_CHARS] if len(given) == 1 else ""
    return (words,) if words else ()


KINDS: Mapping[str, Kind] = {
    "order": Kind(
        form=_form, read=_order, bins=_choices(lambda record, id: record.event(id).label),
        falls=lambda guess: guess[:1], right=lambda answer: (("The record", answer.ids[:1]),),
        hands="Who puts it first?", head="Put first by",
    ),
    "contradicted": Kind(
        form=_form, read=_one, bins=_choices(lambda record, id: str(claim_of(record, id)["claim"])),
        falls=lambda guess: guess, right=lambda answer: (("Contradicted", answer.ids),), hands="Who chooses it?",
        head="Chosen by",
    ),
    "band-years": Kind(
        form=_form, read=_some, bins=_years, falls=lambda guess: guess, axis=True, hands="Who says inside?",
        head="Your class",
        right=lambda answer: tuple(
            (f"As {name} reports", tuple(str(year) for year in years)) for name, years in answer.years
        ),
    ),
    "open": Kind(form=_text, read=_words),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question as phones get it (`form`, without the answer), and what reads a guess that they send."""

    form: Mapping[str, Any]
    read: Callable[[Sequence[str]], Guess] = field(compare=False)


def ask_of(record: Record, step: Step) -> Ask | None:
    """Return what phones ask at a step; None where it asks nothing that they could answer."""
    kind = KINDS.get(step.question) if step.shows == "question" else None
    if kind is None:
        return None
    form = {"kind": step.question, "name": step.id} | kind.form(record, step)
    return Ask(form=form, read=lambda given: kind.read(record, step, given))


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How a class answered: by bin how many, of how many; what the record has (name → bins); the words they wrote.

    `number` is of phones and hands together; `whole` is how many had all of it right, None where that says nothing.
    """

    bins: tuple[Bin, ...]
    counts: Mapping[str, int]
    number: int
    right: tuple[tuple[str, Guess], ...]
    axis: bool
    head: str
    whole: int | None = None
    words: tuple[str, ...] = ()


def count_guesses(record: Record, step: Step, guesses: Sequence[Guess], hands: Mapping[str, int]) -> Tally | None:
    """Count guesses and hands raised; None where nobody answered.

    Hands are counted for one bin after the other, so that the most raised for one are taken for how many there are
    where one may raise it for several.
    """
    kind = KINDS.get(step.question)
    raised = {key: number for key, number in hands.items() if number > 0}
    if kind is None or not (guesses or raised):
        return None
    counts = Counter(raised)
    for guess in guesses:
        counts.update(kind.falls(guess))
    answer = answer_of(record, step)
    ranks = {id: at for at, id in enumerate(answer.ids)} if step.question == "order" else {}
    several = max(raised.values(), default=0) if kind.axis else sum(raised.values())
    return Tally(
        bins=tuple(sorted(kind.bins(record, step), key=lambda one: ranks.get(one.key, 0))),
        head=kind.head, counts=dict(counts), number=len(guesses) + several, right=kind.right(answer),
        axis=kind.axis, whole=sum(guess == answer.ids for guess in guesses) if ranks and guesses else None,
        words=tuple(guess[0] for guess in guesses) if step.question == "open" else (),
    )  # fmt: skip


def borne_out(record: Record, step: Step) -> tuple[tuple[str, str], ...]:
    """Return the parts of a guess that the record bears out, each with by whose word; of an order: all, in it."""
    answer = answer_of(record, step)
    if step.question == "order":
        return tuple((id, "") for id in answer.ids)
    said: dict[str, list[str]] = {}
    for name, keys in KINDS[step.question].right(answer):
        for key in keys:
            said.setdefault(key, []).append(name)
    return tuple((key, " · ".join(names)) for key, names in said.items())
