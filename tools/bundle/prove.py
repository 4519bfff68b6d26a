"""Have the built program try itself, then pack it and say how large it is.

Usage: python -m tools.bundle.prove [--only-try]
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from shutil import make_archive
from typing import Any

DIST = Path(__file__).parents[2] / "dist"
NAME = "retailcrm"
#: what a shop has to fetch should stay below this
PACKED_MB = 250
MEGA = 1_000_000
#: Windows starts nothing without these; nothing else of this computer reaches the program
_KEPT = ("SYSTEMROOT", "TEMP", "TMP")


class ProofFailedError(Exception):
    """The built program does not do what it must."""


def prove(folder: Path) -> dict[str, Any]:
    """Run the built program's own test, far from the sources and their environment.

    Returns:
        What the program answered.

    Raises:
        ProofFailedError: it did not pass.
    """
    program = folder.resolve() / (NAME + (".exe" if os.name == "nt" else ""))
    with tempfile.TemporaryDirectory() as elsewhere:
        kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
        done = subprocess.run(
            [program, "--json", "self-test"],
            cwd=elsewhere,
            env={**kept, "HOME": elsewhere, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    answer: dict[str, Any] = json.loads(done.stdout or "{}")
    if done.returncode or not answer.get("ok"):
        raise ProofFailedError(f"The built program failed its test.\n{done.stdout}{done.stderr}")
    return answer


def pack(folder: Path, title: str) -> Path:
    """Pack the folder into one file to fetch, beside it."""
    kind = "zip" if os.name == "nt" else "gztar"
    return Path(make_archive(str(folder.with_name(title)), kind, folder.parent, folder.name))


def size(folder: Path) -> int:
    """Count the bytes of a folder; a link counts nothing."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def refuse_heavy(packed: int) -> None:
    """Refuse a program that takes too long to fetch.

    Raises:
        ProofFailedError: it is too large.
    """
    if packed > PACKED_MB * MEGA:
        raise ProofFailedError(
            f"The packed program has {packed // MEGA} MB; {PACKED_MB} MB is the most."
        )


def main(words: Sequence[str]) -> None:
    """Prove `dist/retailcrm`, and pack it unless asked only to try it."""
    told = argparse.ArgumentParser(description="Prove and pack the built program.")
    told.add_argument("--only-try", action="store_true")
    only_try = told.parse_args(words).only_try
    answer = prove(DIST / NAME)
    print(f"self-test passed: {answer['receipts']} receipts, {answer['screens']} screens")
    print(f"{DIST / NAME}: {size(DIST / NAME) // MEGA} MB")
    if only_try:
        return
    title = f"{NAME}-{version(NAME)}-{platform.system()}-{platform.machine()}".lower()
    packed = pack(DIST / NAME, title)
    print(f"{packed}: {packed.stat().st_size // MEGA} MB")
    refuse_heavy(packed.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1:])
