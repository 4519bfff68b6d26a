"""The house stays readable: small files, small functions, names that say something."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
FILE_LINES = 400
FUNCTION_LINES = 50
EMPTY_NAMES = ("utils", "util", "helpers", "helper", "manager", "managers", "common", "misc")


def sources() -> Iterator[Path]:
    for folder in ("retailcrm", "tests", "tools", "bench"):
        yield from sorted((ROOT / folder).rglob("*.py"))


class Defined(NamedTuple):
    """A class or a function, where it stands and how long it is."""

    kind: type[ast.AST]
    place: str
    name: str
    line: int
    lines: int


@cache
def defined() -> list[Defined]:
    """Read the whole house once, and keep no tree: a million nodes are a burden to all tests."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [
        Defined(type(node), place(path), node.name, node.lineno, _end(node) - node.lineno + 1)
        for path in sources()
        for node in statements(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kinds)
    ]


def _end(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno


def statements(tree: ast.AST) -> Iterator[ast.AST]:
    """All that may hold or be a definition; nothing is defined within an expression."""
    todo = [tree]
    while todo:
        for node in ast.iter_child_nodes(todo.pop()):
            if not isinstance(node, ast.expr):
                yield node
                todo.append(node)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {place(path): path.read_text(encoding="utf-8").count("\n") for path in sources()}
    assert len(lengths) > 20
    assert {name: n for name, n in lengths.items() if n > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    # A migration is a list of columns as they were on its day, and never changes again.
    long = {
        f"{one.place}:{one.line} {one.name}": one.lines
        for one in defined()
        if one.kind is not ast.ClassDef and "migrations/versions" not in one.place
        if one.lines > FUNCTION_LINES
    }
    assert long == {}


def test_the_shell_of_the_window_only_holds_the_screens_together() -> None:
    shell = ROOT / "retailcrm" / "ui" / "shell.py"
    assert shell.read_text(encoding="utf-8").count("\n") < 200


def test_no_module_or_class_is_called_by_a_name_that_says_nothing() -> None:
    modules = [place(path) for path in sources() if path.stem.lower() in EMPTY_NAMES]
    classes = [
        f"{one.place} {one.name}"
        for one in defined()
        if one.kind is ast.ClassDef and one.name.lower().endswith(EMPTY_NAMES)
    ]
    assert (modules, classes) == ([], [])
