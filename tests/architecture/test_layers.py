"""Imports point down, and nobody reaches through a wall."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT = Path(sys.executable).with_name("lint-imports")


def test_imports_point_down_and_the_walls_hold() -> None:
    done = subprocess.run(
        [LINT, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_program_starts_without_loading_the_window_or_the_heavy_libraries() -> None:
    heavy = "{'PySide6', 'polars', 'reportlab', 'scipy', 'numpy', 'sqlalchemy'}"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys, retailcrm.__main__; print(sorted({heavy} & set(sys.modules)))",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
