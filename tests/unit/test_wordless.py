"""What a reader reads of facts is said in `dyad/wording`: they hold numbers and names, no words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dyad.findings.comparable import NO_MIRROR
from dyad.findings.events import DefenceFacts
from dyad.findings.finding import Facts
from dyad.findings.largest import LOWER_BOUND
from dyad.record.schema import VERDICTS
from dyad.wording.findings import WORDS

WORDLESS = ("dyad/findings",)  # packages that say nothing to a reader
VALUES = {*VERDICTS, LOWER_BOUND, NO_MIRROR}  # of cells, which are compared and not shown


def literals(source: str) -> list[str]:
    """Return the texts in some code that have a letter and a space, parts of composed ones too, docstrings not."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [
        node.value
        for node in texts
        if id(node) not in docstrings and " " in node.value and re.search(r"[^\W\d_]", node.value)
    ]


@pytest.mark.parametrize("package", WORDLESS)
def test_facts_hold_no_words(root: Path, package: str) -> None:
    """No module of facts has a text that could be shown to a reader."""
    files = sorted((root / package).rglob("*.py"))
    assert files
    said = {str(file.relative_to(root)): {*literals(file.read_text(encoding="utf-8"))} - VALUES for file in files}
    assert {file: texts for file, texts in said.items() if texts} == {}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('"""A docstring of words."""\nx = "one-word"\ny = ", "', []),
        ('x = f"{a} was {b}"', [" was "]),
        ('def f():\n    """Words of a docstring."""\n    return "no list"', ["no list"]),
        ('x = {"a": "so many", "b": 2}', ["so many"]),
    ],
)
def test_words_are_seen(source: str, said: list[str]) -> None:
    """Texts and parts of composed texts are seen, docstrings and single words are none."""
    assert literals(source) == said


def test_all_facts_have_words() -> None:
    """Each kind of facts has a headline and a text, and there are no words for facts that are not there."""
    beside = {DefenceFacts}  # said within others, without a headline of their own
    assert set(WORDS) == {Facts, *Facts.__subclasses__()} - beside
