"""The program that a shop copies and starts holds all it needs and nothing that tells on us."""

import ast
import os
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools.bundle.icon import SIDE, draw_icon
from tools.bundle.prove import (
    MEGA,
    PACKED_MB,
    ProofFailedError,
    pack,
    prove,
    refuse_heavy,
    size,
)
from tools.bundle.trim import NOT_NEEDED, is_wanted, reachable

ROOT = Path(__file__).parents[2]
SPEC = (ROOT / "build.spec").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORT = re.compile(
    r"^[ \t]*(?:from ([\w.]+) import (?:\(([^)]*)\)|(.+))|import ([\w.]+))", re.MULTILINE
)
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", re.MULTILINE)


def spec_says(name: str) -> Any:
    """The value that build.spec gives to a name."""
    for node in ast.parse(SPEC).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(name)


def imported() -> Iterator[str]:
    """Every module of others that the program's own code imports by name."""
    for path in (ROOT / "retailcrm").rglob("*.py"):
        for module, listed, named, plain in IMPORT.findall(path.read_text(encoding="utf-8")):
            yield module or plain
            yield from (f"{module}.{name}" for name in re.findall(r"\w+", listed or named))


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / name).read_text(encoding="utf-8")))


def test_the_built_program_starts_where_the_command_does() -> None:
    script = PROJECT["project"]["scripts"]["retailcrm"]
    module = spec_says("ENTRY").removesuffix(".py").replace("/", ".")
    assert script == f"{module}:main"
    assert 'if __name__ == "__main__":' in (ROOT / spec_says("ENTRY")).read_text(encoding="utf-8")


def test_what_the_built_program_carries_is_there() -> None:
    for folder in spec_says("CARRIED"):
        assert any((ROOT / folder).iterdir())
    for file in spec_says("RUN_FIRST"):
        assert (ROOT / file).is_file()


def test_every_file_that_belongs_to_the_program_is_carried() -> None:
    carried = [ROOT / folder for folder in spec_says("CARRIED")]
    ours = {
        path
        for path in (ROOT / "retailcrm").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    }
    assert ours
    assert [path for path in ours if not any(path.is_relative_to(one) for one in carried)] == []


def test_nothing_that_the_program_imports_is_left_out() -> None:
    left_out = tuple(f"{name}." for name in NOT_NEEDED)
    assert {"PySide6.QtSvg", "polars", "reportlab.pdfgen.canvas"} <= set(imported())
    assert sorted(name for name in set(imported()) if f"{name}.".startswith(left_out)) == []


def test_the_program_is_built_from_what_it_is_tested_with() -> None:
    tested, built = pins("runtime.txt"), pins("dist.txt")
    assert tested.items() <= built.items()
    assert "pyinstaller" in built


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "pypdfium2_raw/libpdfium.so",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "retailcrm-0.1.0.dist-info/METADATA",
        "retailcrm/resources/icons/app.svg",
        "retailcrm/db/migrations/versions/v0001_first_books.py",
        "tzdata/zoneinfo/Europe/Paris",
        "babel/locale-data/de.dat",
    ],
)
def test_a_shop_gets_what_the_window_and_the_books_need(place: str) -> None:
    assert is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6\\Qt6Quick.dll",
        "PySide6\\opengl32sw.dll",
        "retailcrm-0.1.0.dist-info/direct_url.json",
        "retailcrm/db/migrations/__pycache__/env.cpython-311.pyc",
    ],
)
def test_a_shop_is_spared_what_it_never_uses_and_where_we_built(place: str) -> None:
    assert not is_wanted(place)


def test_a_library_stays_only_while_something_asks_for_it() -> None:
    asks = {"gui.so": ["libasked.so.1"], "libgone.so.2": ["libalone.so.3"], "qxcb": []}
    plugin = "PySide6/Qt/plugins/platforms/libqxcb.so"
    entries = [
        ("PySide6/QtGui.abi3.so", "gui.so", "EXTENSION"),
        (plugin, "qxcb", "BINARY"),
        ("PySide6/Qt/lib/libasked.so.1", "libasked.so.1", "BINARY"),
        ("libasked.so.1", "PySide6/Qt/lib/libasked.so.1", "SYMLINK"),
        ("PySide6/Qt/lib/libgone.so.2", "libgone.so.2", "BINARY"),
        ("libgone.so.2", "PySide6/Qt/lib/libgone.so.2", "SYMLINK"),
        ("libalone.so.3", "libalone.so.3", "BINARY"),
        ("retailcrm/resources/icons/app.svg", "app.svg", "DATA"),
    ]
    kept = [place for place, _, _ in reachable(entries, lambda file: asks[file])]
    assert kept == [
        "PySide6/QtGui.abi3.so",
        plugin,
        "PySide6/Qt/lib/libasked.so.1",
        "libasked.so.1",
        "retailcrm/resources/icons/app.svg",
    ]


@pytest.mark.parametrize("before", ["/opt/of/the/system", None])
def test_programs_that_are_opened_find_their_own_libraries(
    before: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/the/bundle")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before or "")
    if before is None:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    for file in spec_says("RUN_FIRST"):
        runpy.run_path(str(ROOT / file))
    assert os.environ.get("LD_LIBRARY_PATH") == before
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ


def test_the_icon_is_drawn_from_the_one_that_the_window_shows(tmp_path: Path) -> None:
    from PySide6.QtGui import QImage  # noqa: PLC0415

    source = ROOT / "retailcrm" / "resources" / "icons" / "app.svg"
    image = QImage(draw_icon(source, tmp_path / "made" / "app.png"))
    assert (image.width(), image.height()) == (SIDE, SIDE)
    assert image.pixelColor(SIDE // 2, SIDE // 2).alpha() == 255


def program(folder: Path, does: str) -> Path:
    """A stand-in for the built program."""
    folder.mkdir()
    path = folder / "retailcrm"
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return folder


def test_a_built_program_is_tried_without_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETAILCRM_SHOP", "ours.db")
    does = """printf '{"ok": true, "asked": "%s", "shop": "%s"}' "$*" "$RETAILCRM_SHOP" """
    answer = prove(program(tmp_path / "retailcrm", does))
    assert answer == {"ok": True, "asked": "--json self-test", "shop": ""}


@pytest.mark.parametrize(
    "does", ["""echo '{"ok": false}'""", """echo '{"ok": true}'; exit 1""", "exit 0"]
)
def test_a_built_program_that_fails_its_own_test_is_refused(does: str, tmp_path: Path) -> None:
    with pytest.raises(ProofFailedError):
        prove(program(tmp_path / "retailcrm", does))


def test_a_packed_program_is_one_file_and_may_not_be_too_heavy(tmp_path: Path) -> None:
    folder = program(tmp_path / "retailcrm", "exit 0")
    (folder / "again").symlink_to(folder / "retailcrm")
    assert size(folder) == (folder / "retailcrm").stat().st_size
    assert pack(folder, "retailcrm-1").is_file()
    refuse_heavy(PACKED_MB * MEGA)
    with pytest.raises(ProofFailedError, match="251 MB"):
        refuse_heavy((PACKED_MB + 1) * MEGA)
