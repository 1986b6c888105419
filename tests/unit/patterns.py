"""Every regular expression of the package, and whether the time it takes grows as its text does, and no faster."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Callable, Iterable, Iterator
from re import _compiler
from re import _constants as codes
from re import _parser as parser
from typing import Any

import dyad
from dyad.importing.cells import _BEFORE, _PERIOD
from dyad.importing.files import SEPARATORS
from dyad.record.schema import ALL_TABLES
from dyad.server.join.page import SCRIPT_SIGNS, SPARE, STYLE_SIGNS

Text = str | bytes
Pattern = re.Pattern[str] | re.Pattern[bytes]

SHORT, LONG = 400, 4_000  # characters
MOST_TIMES = 15  # as long for a text ten times as long
FLOOR_SECONDS = 2e-8  # a character of the long text: what takes less is noise
TRIES = 4
UNBOUNDED = 100  # times; what may be repeated more often than that is repeated without end
MOST_CHARACTERS = 3  # of a pattern's own, of which texts are made
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
ORDINARY = "a0 .-\n<\x00Aé/"
CALLS = ("compile", "fullmatch", "match", "search", "split", "sub", "subn", "findall", "finditer")
# Calls whose pattern is made of local values: by module and argument, the patterns that they may get
COMPOSED: dict[tuple[str, str], list[Any]] = {
    ("dyad.record.checking", "field.pattern"): [
        field.pattern for table in ALL_TABLES.values() for field in table.fields if field.pattern
    ],
    ("dyad.publish.card_html", "f'(?<!\\\\w)({shorts})(?!\\\\w)'"): [r"(?<!\w)(BRICS|OIC|SCO|UN)(?!\w)"],
    ("dyad.record.tables", "f'(?<!\\\\w){re.escape(short)}(?!\\\\w)'"): [r"(?<!\w)SCO(?!\w)"],
    ("dyad.record.text_tables", "f'[^{re.escape(separator)}\\r\\n]*'"): [
        f"[^{re.escape(one)}\r\n]*" for one in SEPARATORS
    ],
    ("dyad.server.join.page", "SPARE.format(signs=signs)"): [
        SPARE.format(signs=signs) for signs in (STYLE_SIGNS, SCRIPT_SIGNS)
    ],
    ("dyad.importing.cells", "_PERIOD % cells"): [_PERIOD % b"14|15"],
    ("dyad.importing.cells", "_BEFORE % days"): [_BEFORE % b"14|15"],
}


# -- all there are -----------------------------------------------------------------------------


def all_patterns() -> dict[str, Pattern]:
    """Return every pattern of the package by where it first is."""
    found: dict[Pattern, str] = {}
    for info in pkgutil.walk_packages(dyad.__path__, "dyad."):
        for line, pattern in written_patterns(info.name):
            found.setdefault(pattern, f"{info.name} line {line}: {pattern.pattern!r}")
    return {place: pattern for pattern, place in found.items()}


def written_patterns(module: str) -> Iterator[tuple[int, Pattern]]:
    """Yield the line and the pattern of each call of `re` in a module; one made of local values is in `COMPOSED`."""
    code = importlib.import_module(module)
    for node in ast.walk(ast.parse(inspect.getsource(code))):
        assert not (isinstance(node, ast.ImportFrom) and node.module == "re"), f"{module}: calls of re must say so"
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{name}" for name in CALLS}:
            written = ast.unparse(node.args[0])
            flags = sum(getattr(re, flag) for flag in re.findall(r"\bre\.([A-Z]+)", ast.unparse(node)))
            for made in COMPOSED.get((module, written)) or [eval(written, {**vars(code)})]:  # noqa: S307 - our own
                yield node.lineno, made if isinstance(made, re.Pattern) else re.compile(made, flags)


# -- texts that are hard for a pattern -----------------------------------------------------------


def hostile_texts(pattern: Pattern, length: int) -> Iterator[Text]:
    """Yield texts of a length made of a pattern's own characters: what may repeat, repeated, and an end that fails."""
    for start, unit, end in dict.fromkeys(_plans(pattern)):
        text = start + (unit * (length // len(unit) + 1))[:length] + end
        yield text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def _plans(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    tree = parser.parse(
        pattern.pattern, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    repeats = list(_repeats(tree, "", pattern))
    own = "".join(dict.fromkeys(sample for _, unit, _ in repeats for sample in unit))[:MOST_CHARACTERS]
    yield from repeats
    if not repeats:
        yield "", _sample(tree, pattern) or "x", ""
    for one in own:
        yield from (("", one if one == other else one + other, end) for other in own for end in ("", "\x01"))


def _repeats(tree: Iterable[Any], start: str, pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """Yield for each part that may repeat without end what stands before it, what repeats, and what ends it."""
    items = list(tree)
    for at, (code, argument) in enumerate(items):
        if code in REPEATS and argument[1] > UNBOUNDED:
            body = argument[2]
            after = _sample(items[at + 1 : at + 2], pattern)
            members, others = _members(body[0], pattern) if len(body) == 1 else (_sample(body, pattern)[:1], "\x01")
            both = [one for one in after if one in members][:1]  # where this part ends and the next begins is unclear
            mixed = [members[:1] + one for one in after[:1] if members]
            units = dict.fromkeys([_sample(body, pattern), *both, *mixed, *members[:2]])
            if start:  # and never ends: from each of its starts all that follows is looked through
                yield from (("", start + unit, "") for unit in members[:1])
            for unit in filter(None, units):
                yield from ((start, unit, end) for end in ("", others[:1], others[-1:]))
        for inner in _inner(code, argument):
            yield from _repeats(inner, start, pattern)
        start += _sample([(code, argument)], pattern)


def _sample(tree: Iterable[Any], pattern: Pattern) -> str:
    """Return a text of a part of a pattern; what only looks around adds what it looks for behind."""
    text = ""
    for code, argument in tree:
        if code in REPEATS:
            text += _sample(argument[2], pattern) * max(argument[0], 1 if argument[1] > UNBOUNDED else argument[0])
        elif code in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY):
            text += _members((code, argument), pattern)[0][:1]
        elif code is codes.ASSERT and argument[0] > 0:
            continue
        elif code is not codes.ASSERT_NOT:
            text += "".join(_sample(inner, pattern) for inner in _inner(code, argument)[:1])
    return text


def _inner(code: Any, argument: Any) -> list[Any]:
    if code is codes.BRANCH:
        return list(argument[1])
    if code in (*REPEATS, codes.SUBPATTERN):
        return [argument[-1]]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    return [argument] if code is codes.ATOMIC_GROUP else []


def _members(item: Any, pattern: Pattern) -> tuple[str, str]:
    """Return characters that one part of a pattern takes, and some that it does not."""
    code, argument = item
    if code not in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY):
        return _sample([item], pattern), "\x01"
    named = [(code, argument)] if code is codes.LITERAL else argument if code is codes.IN else []
    literals = [
        chr(one if what is codes.LITERAL else one[0]) for what, one in named if what in (codes.LITERAL, codes.RANGE)
    ]
    part = parser.SubPattern(parser.State(), [item])
    part.state.str = ""
    single = _compiler.compile(part, pattern.flags & (re.IGNORECASE | re.DOTALL))
    known = dict.fromkeys([*literals, *ORDINARY])
    taken = [one for one in known if single.fullmatch(one)]
    return "".join(taken), "".join(one for one in known if one not in taken)


# -- how long it takes ---------------------------------------------------------------------------


def slow_text(pattern: Pattern) -> str:
    """Return the start of a text that takes a pattern longer than its length allows, "" where there is none."""
    for few, many in zip(hostile_texts(pattern, SHORT), hostile_texts(pattern, LONG), strict=True):
        for use in (_find_all, _match_whole):
            least, most = FLOOR_SECONDS * LONG, float("inf")
            for _ in range(TRIES):  # a busy machine makes single measures longer: the worst and the best of a few
                least = max(least, _seconds(use, pattern, few))
                most = min(most, _seconds(use, pattern, many))
                if most <= MOST_TIMES * least:
                    break
            else:
                return f"{few[:20]!r}…{few[-3:]!r}"
    return ""


def _seconds(use: Callable[[Pattern, Any], None], pattern: Pattern, text: Text) -> float:
    start = time.process_time()
    use(pattern, text)
    return time.process_time() - start


def _find_all(pattern: Pattern, text: Any) -> None:
    for _ in pattern.finditer(text):  # and so `search`, `match`, `sub`, `split` and `findall`
        pass


def _match_whole(pattern: Pattern, text: Any) -> None:
    pattern.fullmatch(text)
