"""What a reader reads of pages, files and answers of the server stands in `dyad/wording`, in templates and labels."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from dyad.figures.style import FONT
from dyad.findings.comparable import NO_MIRROR
from dyad.findings.events import DefenceFacts
from dyad.findings.finding import Facts
from dyad.findings.trade import LOWER_BOUND
from dyad.record.schema import VERDICTS
from dyad.wording import pieces
from dyad.wording.findings import WORDS
from tests.unit.test_architecture import python_files

WORDLESS = ("dyad/findings", "dyad/figures", "dyad/view.py")  # what says nothing to a reader by itself
SHOWING = ("app.py", "dyad/lesson", "dyad/publish", "dyad/render", "dyad/rooms", "dyad/server", "dyad/ui", "pages")
# Modules with words of their own: of a table's problems, as dyad/record has; of styles of citation; to operators.
BESIDE = {
    "dyad/lesson/checking.py", "dyad/publish/styles.py", "dyad/rooms/reach.py",
    *(f"dyad/server/{name}.py" for name in ("headers", "settings")),
}  # fmt: skip
# Values of cells and of libraries, a column of TimelineJS, what a token is made of.
OF_OTHERS = {*VERDICTS, LOWER_BOUND, NO_MIRROR, FONT, "Display Date", "phone x x"}
UNSEEN = {  # errors and calls whose words no reader sees
    "ConverterError", "StartError", "SiteError", "TypeError", "ValueError", "Problem", "add_note",
    "error", "exception", "info", "warning",
}  # fmt: skip
DECLARED = {"about", "heading", "lacking", "title"}  # labels of what a module declares: pages, sizes, forms of files
PROSE = re.compile(r"[^\W\d_][.,:;?!’”)]? [(“]?[^\W\d_]")  # a word after another
CODE = re.compile(r"[<>{}=|\\@]|\);|-src |url\(")
ANY = re.compile(r"[A-Z][a-z]+|.*\s.*", re.DOTALL)  # a word with a capital, or more than one
NAMES = re.compile(r"[:_/][A-Za-z]+")  # what makes a name or a channel of a value
GLUE = {"count", "in_words", "listing", "possessive"}
WHOLE = {"bind", "headed", "percent", "say_span", "usd", "usd_million"}  # pieces that stand alone, or say nothing


def shown_words(source: str, *, every: bool = False) -> list[str]:
    """Return the texts in some code that are made for readers, with an x for what is put into them.

    What is logged, raised for operators or declared as a label is none, nor are a table's problems. With `every` these
    are some, too, and so is a single word with a capital, and a letter beside what is put in.
    """
    found: list[str] = []

    def keep(text: str, *own: str) -> None:
        if not every:
            read = PROSE.search(text) and re.search("[a-z]{2}", "".join(own)) and not CODE.search(text)
        elif own == (text,):
            read = ANY.fullmatch(text) and re.search(r"[^\W\d_]", text)
        else:
            read = any(re.search(r"[^\W\d_]", NAMES.sub("", one)) for one in own)
        if read and "datum." not in text:
            found.append(text)

    def look(node: ast.AST, *, declared: bool) -> None:
        match node:
            case ast.Expr(value=ast.Constant()):
                return
            case ast.keyword(arg=name) if declared and name in DECLARED:
                return
            case ast.JoinedStr(values=parts):
                texts = [str(part.value) if isinstance(part, ast.Constant) else None for part in parts]
                keep("".join("x" if text is None else text for text in texts), *filter(None, texts))
                for part in parts:
                    if isinstance(part, ast.FormattedValue):
                        look(part.value, declared=declared)
                return
            case ast.Constant(value=str(text)):
                keep(text, text)
            case ast.Call(func=ast.Attribute(value=ast.Name(id="st")), args=args):
                found.extend(
                    one.value for one in args if isinstance(one, ast.Constant) and re.match("[A-Z]", str(one.value))
                )
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in UNSEEN and not every:
                return
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            look(child, declared=declared and not inside)

    look(ast.parse(source), declared=not every)
    return found


def files_of(root: Path, places: Iterable[str]) -> dict[str, Path]:
    """Return the Python files of folders or single files by their path."""
    return {str(file.relative_to(root)): file for file in python_files(root, *places)}


@pytest.mark.parametrize("places", [WORDLESS, SHOWING])
def test_words_stand_in_wording(root: Path, places: tuple[str, ...]) -> None:
    """No module that shows has a text that is made for readers; one of views, facts or figures none that could be."""
    files = {name: file for name, file in files_of(root, places).items() if name not in BESIDE}
    assert len(files) > 20
    told = {
        name: {*shown_words(file.read_text(encoding="utf-8"), every=places is WORDLESS)} - OF_OTHERS
        for name, file in files.items()
    }
    assert {name: texts for name, texts in told.items() if texts} == {}


@pytest.mark.parametrize(("places", "held"), [(["dyad/figures"], {*vars(pieces)} - WHOLE), (SHOWING, GLUE)])
def test_sentences_are_put_together_in_wording(root: Path, places: Iterable[str], held: set[str]) -> None:
    """Figures take whole sentences and numbers from it; counts with their nouns, lists and genitives nobody takes."""
    taken = {
        name: names
        for name, file in files_of(root, places).items()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "dyad.wording.pieces"
        if (names := {one.name for one in node.names} & held)
    }
    assert taken == {}


@pytest.mark.parametrize(
    ("source", "every", "said"),
    [
        ('"""A docstring of words."""\nx = f"a-{b}-c"\ny = "text/css; charset=utf-8"', False, []),
        ('x = f"{number} was {b}"', False, ["x was x"]),
        ('x = f"{a} {b}"\ny = "<b>Some words</b>"', False, []),
        ('def f():\n    st.button("Undo", key="undo")\n    st.columns(2)', False, ["Undo"]),
        ('X = Size(name="a", title="One label")', False, []),
        ('def f():\n    return Size(title="One label")', False, ["One label"]),
        ('LOG.error("Error %s of words", x)\nst.error("Words to a reader")', False, ["Words to a reader"] * 2),
        ('raise SiteError(f"{folder} is a file.")', False, []),
        ("x = f\"{f'{a} was b' if a else ''}.\"", False, ["x was b"]),
        ('"""A docstring of words."""\nx = "one-word"\ny = ", "', True, []),
        ('x = f"{name}’s"', True, ["x’s"]),
        ('x = f"{value:,.0f} {unit}"', True, []),
        ('x = f"{field}:Q"\ny = f"{name}_strip"', True, []),
        ('x = f"datum.{field} < {low} || datum.{other} > {high}"', True, []),
        ('x = {"a": "so many", "b": 2}', True, ["so many"]),
        ('X = Tooltip("year:N", title="Year")', True, ["Year"]),
    ],
)
def test_shown_words_are_seen(source: str, every: bool, said: list[str]) -> None:
    """Sentences, parts of them and labels of widgets are seen; markup, code, logs and declared labels are none."""
    assert shown_words(source, every=every) == said


def test_what_is_filled_in_is_a_function(root: Path) -> None:
    """No text of `dyad/wording` waits for names to be put in: a sentence that takes some is a function with types."""
    waiting = [
        (name, node.value)
        for name, file in files_of(root, ["dyad/wording"]).items()
        for declared in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(declared, ast.Assign)
        for node in ast.walk(declared)
        if isinstance(node, ast.Constant) and re.search(r"\{\D*\}|\{\d\}", str(node.value))
    ]
    assert waiting == []


def test_all_facts_have_words() -> None:
    """Each kind of facts has a headline and a text, and there are no words for facts that are not there."""
    beside = {DefenceFacts}  # said within others, without a headline of their own
    assert set(WORDS) == {Facts, *Facts.__subclasses__()} - beside
