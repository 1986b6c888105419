"""The layout holds: arrows point down, only the shell knows Streamlit, nothing unsafe is drawn."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dyad.__main__ import main
from dyad.publish.pages import PAGES
from tools.browser import ROOT
from tools.modules import FLOORS, LIST, list_modules

MOST_PAGE_LINES = 60
HAS = re.compile(r":has\(((?:[^()]|\([^()]*\))*)\)")  # what a style asks of what stands in an element
READS_MARKDOWN = (
    "markdown", "caption", "info", "warning", "error", "success", "expander", "dialog", "link_button", "title",
    "header", "toast", "help", "latex", "badge", "button", "download_button", "page_link", "toggle", "radio", "pills",
    "segmented_control", "selectbox", "slider", "text_input", "file_uploader",
)  # fmt: skip
MANY_TEXTS = {".py", ".md", ".toml", ".txt", ".yml", ".yaml", ".json", ".sh", ".cfg", ".csv", ""}


def python_files(root: Path, *places: str) -> list[Path]:
    """Return the Python files of folders or single files, never none."""
    files = [
        file
        for place in places
        for file in ([root / place] if place.endswith(".py") else sorted((root / place).rglob("*.py")))
    ]
    assert files
    return files


@cache
def tree_of(file: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def imports(file: Path) -> tuple[str, ...]:
    """Return the dotted names a file imports, wherever in it."""
    names: list[str] = []
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name} imports relatively"
            names += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(names)


def floor_of(name: str) -> int | None:
    """Return the floor that a module of ours stands on."""
    parts = name.split(".")
    if parts[0] == "pages":
        return FLOORS.index("pages")
    return FLOORS.index(parts[1]) if parts[0] == "dyad" and len(parts) > 1 and parts[1] in FLOORS else None


def test_only_the_shell_knows_streamlit(root: Path) -> None:
    """Only dyad/ui, app.py, pages/, the server and the tool that cuts Streamlit's icons import Streamlit."""
    parts = ("app.py", "tools/make_icons.py")
    allowed = {*(root / part for part in parts), *python_files(root, "pages", "dyad/ui", "dyad/server")}
    knowing = {
        file
        for file in python_files(root, "dyad", "pages", "app.py", "tools")
        if any(name.split(".")[0] == "streamlit" for name in imports(file))
    }
    assert knowing <= allowed
    assert knowing & set(python_files(root, "dyad/ui"))


def test_imports_point_down(root: Path) -> None:
    """No module imports from a floor above its own."""
    upward = []
    for file in python_files(root, "dyad", "pages"):
        own = floor_of(".".join(file.relative_to(root).with_suffix("").parts))
        for name in imports(file):
            other = floor_of(name)
            if own is not None and other is not None and other > own:
                upward.append(f"{file.relative_to(root)} imports {name}")
    assert upward == []


def test_every_module_has_a_floor(root: Path) -> None:
    """A new module of the package belongs to a floor, or is the command line, the server or the package itself."""
    modules = {".".join(file.relative_to(root).with_suffix("").parts) for file in python_files(root, "dyad")}
    assert {name for name in modules if floor_of(name) is None} <= {"dyad.__init__", "dyad.__main__", "dyad.commands"}


def test_every_module_is_listed() -> None:
    """The list of modules is as they say themselves; `python -m tools.modules` writes it."""
    listed = list_modules(ROOT / "dyad")
    assert LIST.read_text(encoding="utf-8") == listed
    assert not re.search(r"` *$", listed, re.MULTILINE)  # each says something


def test_nothing_stands_on_the_server(root: Path) -> None:
    """The server and its parts are imported by the command line, by app.py and by each other only."""
    within = {root / "app.py", root / "dyad/__main__.py", *python_files(root, "dyad/server")}
    files = set(python_files(root, "dyad", "pages", "app.py")) - within
    known = {file.name for file in files for name in imports(file) if name.startswith("dyad.server")}
    assert known == set()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_a_table_of_contents(root: Path, page: str) -> None:
    """A page is short, holds no pandas, no chart library, no colour, and begins with the shell."""
    file = root / "pages" / f"{page}.py"
    source = file.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MOST_PAGE_LINES
    assert not {"pandas", "altair", "plotly", "numpy"} & {name.split(".")[0] for name in imports(file)}
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b", source)
    assert "shell.enter()" in source


def test_each_page_is_declared(root: Path) -> None:
    """pages/ holds a file for each page that is declared, and nothing else."""
    assert {file.stem for file in python_files(root, "pages")} == set(PAGES)


def calls(file: Path) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call with the name of what is called."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node, node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node, node.func.id


def test_nothing_is_run_or_unpickled(root: Path) -> None:
    """Nothing evaluates text, unpickles, or lets HTML through."""
    for file in python_files(root, "dyad", "pages", "app.py"):
        source = file.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in source, file
        assert "unsafe_allow_javascript" not in source, file
        assert not {name.split(".")[0] for name in imports(file)} & {"pickle", "marshal", "shelve", "dill"}, file
        for call, name in calls(file):
            if isinstance(call.func, ast.Name):
                assert name not in ("eval", "exec", "compile", "__import__"), file


def test_html_is_only_the_stylesheet(root: Path) -> None:
    """`st.html` is given a stylesheet, written out or in a file beside its module; but links and tables."""
    given, beside = [], "Path(__file__).with_suffix('.css')"
    # their markup is escaped as it is filled in: test_downloads.py, publish/test_html_tables.py
    escaped = {root / f"dyad/ui/{name}.py" for name in ("downloads", "words")}
    for file in set(python_files(root, "dyad", "pages", "app.py")) - escaped:
        constants = {
            target.id: f"<style>{file.with_suffix('.css').read_text()}</style>"
            if ast.unparse(node.value) == beside
            else ast.literal_eval(node.value)
            for node in tree_of(file).body
            if isinstance(node, ast.Assign)
            and (isinstance(node.value, ast.Constant) or ast.unparse(node.value) == beside)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call, name in calls(file):
            if name == "html" and isinstance(call.func, ast.Attribute):
                (argument,) = call.args
                assert isinstance(argument, ast.Name), f"{file.name} line {call.lineno}"
                given.append(constants[argument.id])
    assert given
    for text in given:
        assert text.startswith("<style>")
        assert text.endswith("</style>")
        assert text.count("<") == 2
        assert "url(" not in text


class Safe:
    """Judge whether an expression can hold nothing but our own words and text made literal."""

    def __init__(self, function: ast.AST) -> None:
        self.assigned: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.assigned.setdefault(target.id, []).append(node.value)

    def __call__(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Constant):
            return True
        if isinstance(node, ast.JoinedStr):
            return all(self(part.value) if isinstance(part, ast.FormattedValue) else self(part) for part in node.values)
        if isinstance(node, ast.IfExp):
            return self(node.body) and self(node.orelse)
        if isinstance(node, ast.BinOp):
            return self(node.left) and self(node.right)
        if isinstance(node, ast.Subscript):  # a sign of our own: SIGNS[verdict]
            return self(node.value)
        if isinstance(node, ast.Attribute):  # words of our own: wording.SIGNS
            return node.attr.isupper()
        if isinstance(node, ast.Name):
            own = node.id.isupper()
            return own or (bool(self.assigned.get(node.id)) and all(map(self, self.assigned[node.id])))
        if isinstance(node, ast.Call):
            return self._call(node)
        return False

    def _call(self, node: ast.Call) -> bool:
        if isinstance(node.func, ast.Name):
            return node.func.id == "literal"
        if not isinstance(node.func, ast.Attribute):
            return False
        if node.func.attr == "join":
            (items,) = node.args
            return self(node.func.value) and isinstance(items, ast.GeneratorExp | ast.ListComp) and self(items.elt)
        return False


def unsafe_calls(source: str) -> list[int]:
    """Return the lines of calls that give Streamlit's markdown what was not made literal."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    lines = []
    for scope in (*functions, tree):
        safe = Safe(scope)
        for node in ast.walk(scope):
            inner = scope is tree and id(node) in inside
            if inner or not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in READS_MARKDOWN and node.args and not safe(node.args[0]):
                lines.append(node.lineno)
    return sorted(set(lines))


def test_no_style_hangs_on_whatever_comes(root: Path) -> None:
    """No style on a screen asks by `*` or `:not` what an element has: any that came would style all there is anew."""
    asked = [
        text
        for file in root.glob("dyad/**/*.css")
        if file.name != "print.css"
        for text in HAS.findall(file.read_text(encoding="utf-8"))
    ]
    assert len(asked) > 30
    assert [text for text in asked if "*" in re.sub(r"\[[^]]*\]", "", text) or ":not" in text] == []


def test_markdown_is_given_only_literal_text(root: Path) -> None:
    """What Streamlit reads as markdown is our own words, or went through `literal`."""
    found = {
        str(file.relative_to(root)): lines
        for file in python_files(root, "dyad/ui", "pages", "app.py")
        if (lines := unsafe_calls(file.read_text(encoding="utf-8")))
    }
    assert {file: lines for file, lines in found.items() if file != "dyad/ui/words.py"} == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("st.markdown(event.title)", [1]),
        ("def f(x):\n    st.caption(f'{x}')", [2]),
        ("def f(x):\n    y = literal(x)\n    y = x\n    st.markdown(y)", [4]),
        ("st.expander(f'**{SIGNS[v]}** {literal(v)}')", []),
        ("def f(x):\n    y = literal(x)\n    st.markdown(f'**{y}**')", []),
        ("st.header(wording.TITLE)\nst.header(wording.title(x))", [2]),
        ("st.warning(' '.join(literal(x) for x in xs))", []),
        ("st.warning(' '.join(x for x in xs))", [1]),
        ("st.markdown(row['note'].capitalize())", [1]),
    ],
)
def test_unsafe_markdown_is_seen(source: str, lines: list[int]) -> None:
    """The judge above sees text from the record that was not made literal, and lets ours pass."""
    assert unsafe_calls(source) == lines


def test_no_path_of_a_machine(root: Path) -> None:
    """No file names a folder of the machine it was written on, nor a package registry."""
    own = (root.parent, Path.home(), Path(tempfile.gettempdir()))
    folders = {str(folder).rstrip("/") + "/" for folder in own} - {"/"}
    pattern = re.compile("|".join(map(re.escape, sorted(folders))) + r"|--(extra-)?index-[u]rl")
    places = [root / place for place in ("dyad", "pages", "tests", "tools", "data", "docs", ".ci", ".streamlit")]
    files = [file for place in places for file in place.rglob("*")] + list(root.glob("*"))
    found = {}
    for file in files:
        if file.is_file() and file.suffix in MANY_TEXTS and file != Path(__file__) and "__pycache__" not in file.parts:
            hit = pattern.search(file.read_text(encoding="utf-8", errors="replace"))
            if hit:
                found[str(file.relative_to(root))] = hit[0]
    assert found == {}


def test_the_readme_names_every_command(root: Path) -> None:
    """Every command of the command line and every target of make is in the README."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"python -m dyad {name}" in readme, name
    targets = re.findall(r"^([a-z][a-z-]*):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    for target in {"run", "test", "check", "shots"} & set(targets):
        assert f"make {target}" in readme, target
