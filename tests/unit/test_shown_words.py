"""What a reader reads of pages, files and answers of the server stands in `dyad/wording`, in templates and labels."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from dyad import wording
from dyad.record.schema import VERDICTS

SHOWING = ("app.py", "dyad/lesson", "dyad/publish", "dyad/render", "dyad/rooms", "dyad/server", "dyad/ui", "pages")
# Modules with words of their own: of a table's problems, as dyad/record has; of styles of citation; to operators.
BESIDE = {
    "dyad/lesson/checking.py", "dyad/publish/styles.py", "dyad/rooms/reach.py",
    *(f"dyad/server/{name}.py" for name in ("headers", "settings")),
}  # fmt: skip
# Values, a column of TimelineJS, what a token is made of.
OF_OTHERS = {*VERDICTS, "Display Date", "phone x x"}
UNSEEN = {  # errors and calls whose words no reader sees
    "ConverterError", "StartError", "SiteError", "TypeError", "ValueError", "Problem", "add_note",
    "error", "exception", "info", "warning",
}  # fmt: skip
DECLARED = {"about", "heading", "lacking", "title"}  # labels of what a module declares: pages, sizes, forms of files
PROSE = re.compile(r"[^\W\d_][.,:;?!’”)]? [(“]?[^\W\d_]")  # a word after another
CODE = re.compile(r"[<>{}=|\\@]|\);|-src |url\(")
GLUE = {"count", "in_words", "listing", "possessive"}


def shown_words(source: str) -> list[str]:
    """Return the texts in some code that are made for readers, with an x for what is put into them.

    What is logged, raised for operators or declared as a label is none, nor are a table's problems.
    """
    found: list[str] = []

    def keep(text: str, own: str) -> None:
        if PROSE.search(text) and re.search("[a-z]{2}", own) and not CODE.search(text):
            found.append(text)

    def look(node: ast.AST, *, declared: bool) -> None:
        match node:
            case ast.Expr(value=ast.Constant()):
                return
            case ast.keyword(arg=name) if declared and name in DECLARED:
                return
            case ast.JoinedStr(values=parts):
                texts = [part.value if isinstance(part, ast.Constant) else None for part in parts]
                keep(
                    "".join("x" if text is None else str(text) for text in texts),
                    "".join(map(str, filter(None, texts))),
                )
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
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in UNSEEN:
                return
        inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            look(child, declared=declared and not inside)

    look(ast.parse(source), declared=True)
    return found


def files_of(root: Path, places: Iterable[str]) -> dict[str, Path]:
    """Return the Python files of folders or single files by their path."""
    files = [
        file
        for place in places
        for file in ((root / place).rglob("*.py") if (root / place).is_dir() else [root / place])
    ]
    return {str(file.relative_to(root)): file for file in sorted(files)}


def test_what_shows_holds_no_words(root: Path) -> None:
    """No module that shows has a text that is made for readers."""
    files = files_of(root, SHOWING)
    assert files.keys() > BESIDE
    said = {name: {*shown_words(file.read_text(encoding="utf-8"))} - OF_OTHERS for name, file in files.items()}
    assert {name: texts for name, texts in said.items() if texts and name not in BESIDE} == {}


def test_sentences_are_put_together_in_wording(root: Path) -> None:
    """Counts with their nouns, lists and genitives are parts of sentences, which only `dyad/wording` has."""
    taken = {
        name: names
        for name, file in files_of(root, SHOWING).items()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dyad.wording")
        if (names := {one.name for one in node.names} & GLUE)
    }
    assert taken == {}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('"""A docstring of words."""\nx = f"a-{b}-c"\ny = "text/css; charset=utf-8"', []),
        ('x = f"{number} was {b}"', ["x was x"]),
        ('x = f"{a} {b}"\ny = "<b>Some words</b>"', []),
        ('def f():\n    st.button("Undo", key="undo")\n    st.columns(2)', ["Undo"]),
        ('X = Size(name="a", title="One label")', []),
        ('def f():\n    return Size(title="One label")', ["One label"]),
        (
            'LOG.error("Error %s of words", x)\nst.error("Words to a reader")',
            ["Words to a reader", "Words to a reader"],
        ),
        ('raise SiteError(f"{folder} is a file.")', []),
        ("x = f\"{f'{a} was b' if a else ''}.\"", ["x was b"]),
    ],
)
def test_shown_words_are_seen(source: str, said: list[str]) -> None:
    """Sentences, parts of them and labels of widgets are seen; markup, code, logs and declared labels are none."""
    assert shown_words(source) == said


def test_templates_are_filled_with_what_they_name(root: Path) -> None:
    """Each sentence with names in braces is given all of these, and nothing else."""
    calls = [
        node
        for file in files_of(root, ["dyad", "pages"]).values()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    ]
    given = {
        (name, *sorted(str(one.arg) for one in call.keywords))
        for call in calls
        for name in re.findall(r"\w+", ast.unparse(call.func.value))
    }
    named = {
        (name, *sorted({re.split(r"[.[]", field)[0] for field in fields}))
        for module in pkgutil.iter_modules(wording.__path__)
        for name, text in vars(import_module(f"dyad.wording.{module.name}")).items()
        if isinstance(text, str) and (fields := {field for _, field, _, _ in Formatter().parse(text) if field})
    }
    assert named
    assert named - given == set()
