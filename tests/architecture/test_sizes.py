"""The house stays readable: small files, small functions, names that say something."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE_LINES = 400
FUNCTION_LINES = 50
EMPTY_NAMES = ("utils", "util", "helpers", "helper", "manager", "managers", "common", "misc")


def sources() -> Iterator[Path]:
    for folder in ("retailcrm", "tests", "tools", "bench"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {place(path): path.read_text(encoding="utf-8").count("\n") for path in sources()}
    assert len(lengths) > 20
    assert {name: n for name, n in lengths.items() if n > FILE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    # A migration is a list of columns as they were on its day, and never changes again.
    long = {
        f"{place(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in sources()
        if "migrations/versions" not in place(path)
        for node in functions(path)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }
    assert long == {}


def test_the_shell_of_the_window_only_holds_the_screens_together() -> None:
    shell = ROOT / "retailcrm" / "ui" / "shell.py"
    assert shell.read_text(encoding="utf-8").count("\n") < 200


def test_no_module_or_class_is_called_by_a_name_that_says_nothing() -> None:
    modules = [place(path) for path in sources() if path.stem.lower() in EMPTY_NAMES]
    classes = [
        f"{place(path)} {node.name}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(EMPTY_NAMES)
    ]
    assert (modules, classes) == ([], [])
