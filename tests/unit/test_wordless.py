"""What a reader reads is said in `dyad/wording`: facts are numbers and names, figures place words they are given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dyad.figures.style import FONT
from dyad.findings.comparable import NO_MIRROR
from dyad.findings.events import DefenceFacts
from dyad.findings.finding import Facts
from dyad.findings.trade import LOWER_BOUND
from dyad.record.schema import VERDICTS
from dyad.wording.findings import WORDS

WORDLESS = ("dyad/findings", "dyad/figures", "dyad/view.py")  # what says nothing to a reader by itself
VALUES = {*VERDICTS, LOWER_BOUND, NO_MIRROR, FONT}  # of cells and of libraries, which are not shown
WHOLE = {"bind", "headed", "percent", "say_span", "usd", "usd_million"}  # pieces that stand alone, or say nothing
READS = re.compile(r"[A-Z][a-z]+|.*\s.*", re.DOTALL)  # a word with a capital, or more than one
NAMES = re.compile(r"[:_/][A-Za-z]+")  # what makes a name or a channel of a value


def literals(source: str) -> list[str]:
    """Return the texts in some code that a reader could read: docstrings, expressions of Vega and names are none.

    A composed text stands whole, with "{}" for each value; in it a single letter beside a value is a word, too.
    """
    tree = ast.parse(source)
    parts: set[int] = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in parts:
            parts |= {id(part) for part in _parts(node)}
            written = [part.value for part in node.values if isinstance(part, ast.Constant)]
            if any(re.search(r"[^\W\d_]", NAMES.sub("", str(one))) for one in written):
                texts.append(
                    "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
                )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            texts += [node.value] if READS.fullmatch(node.value) and re.search(r"[^\W\d_]", node.value) else []
    return [text for text in texts if "datum." not in text]


def _parts(text: ast.JoinedStr) -> Iterator[ast.AST]:
    """Yield what a composed text is made of: its own letters, and the forms of its values."""
    for part in text.values:
        yield part
        if isinstance(part, ast.FormattedValue) and part.format_spec:
            yield part.format_spec
            yield from ast.walk(part.format_spec)


def said_in(root: Path, package: str) -> dict[str, set[str]]:
    """Return the texts of each module of a package, or of the one of that name, that has any."""
    files = sorted((root / package).rglob("*.py")) or [root / package]
    said = {str(file.relative_to(root)): {*literals(file.read_text(encoding="utf-8"))} - VALUES for file in files}
    return {file: texts for file, texts in said.items() if texts}


@pytest.mark.parametrize("package", WORDLESS)
def test_words_stand_in_wording(root: Path, package: str) -> None:
    """No module of views, facts or figures has a text that could be shown to a reader, or a part of one."""
    assert said_in(root, package) == {}


def test_figures_compose_no_words(root: Path) -> None:
    """Figures take whole sentences and numbers from wording, none of the pieces that sentences are made of."""
    taken = {}
    for file in sorted((root / "dyad/figures").rglob("*.py")):
        imports = [
            node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)
        ]
        names = {(f"{node.module}.{alias.name}", alias.name) for node in imports for alias in node.names}
        taken[file.name] = {name for whole, name in names if whole.startswith("dyad.wording.pieces")} - WHOLE
    assert {file: names for file, names in taken.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('"""A docstring of words."""\nx = "one-word"\ny = ", "', []),
        ('x = f"{a} was {b}"', ["{} was {}"]),
        ('x = f"{name}’s"', ["{}’s"]),
        ('x = f"{value:,.0f} {unit}"', []),
        ('x = f"{field}:Q"\ny = f"{name}_strip"', []),
        ('x = f"datum.{field} < {low} || datum.{other} > {high}"', []),
        ('def f():\n    """Words of a docstring."""\n    return "no list"', ["no list"]),
        ('x = {"a": "so many", "b": 2}', ["so many"]),
        ('x = Tooltip("year:N", title="Year")', ["Year"]),
    ],
)
def test_words_are_seen(source: str, said: list[str]) -> None:
    """Texts and parts of composed texts are seen; docstrings, names and expressions are none."""
    assert literals(source) == said


def test_all_facts_have_words() -> None:
    """Each kind of facts has a headline and a text, and there are no words for facts that are not there."""
    beside = {DefenceFacts}  # said within others, without a headline of their own
    assert set(WORDS) == {Facts, *Facts.__subclasses__()} - beside
