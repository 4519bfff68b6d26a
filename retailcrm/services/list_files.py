"""The files of a list in their folder: all of them, or none."""

import re
from dataclasses import dataclass
from pathlib import Path

from retailcrm.core.errors import UserError
from retailcrm.core.folding import fold
from retailcrm.core.whole_file import put_whole
from retailcrm.core.words import say

_MOST_NAME = 60


@dataclass(frozen=True, slots=True, eq=False)
class ListFiles:
    """What stands in the files."""

    lists: tuple[bytes, ...]
    twin: bytes
    left_out: bytes | None
    suppressed: int

    def paths(self, stem: Path, ending: str) -> list[tuple[Path, bytes]]:
        """Give every file with its contents: lists, the twin, who was left out."""
        many = len(self.lists) > 1
        told = [
            (stem.with_name(f"{stem.name}-{at}.{ending}" if many else f"{stem.name}.{ending}"), one)
            for at, one in enumerate(self.lists, 1)
        ]
        told.append((stem.with_name(f"{stem.name}-do-not-write.csv"), self.twin))
        if self.left_out is not None:
            told.append((stem.with_name(f"{stem.name}-left-out.csv"), self.left_out))
        return told


def free_stem(out: Path, title: str, service: str, day: str) -> Path:
    """Give the beginning of files that are not there yet."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-")[:_MOST_NAME] or "list"
    stem = out / f"{plain}-{service}-{day}"
    number = 1
    while any(out.glob(f"{stem.name}*")):
        number += 1
        stem = out / f"{plain}-{service}-{day}-no{number}"
    return stem


def put_all(paths: list[tuple[Path, bytes]]) -> None:
    """Put files in their places, all or none.

    Raises:
        UserError: one of them cannot be written.
    """
    done: list[Path] = []
    try:
        for path, content in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            put_whole(content, path)
            done.append(path)
    except OSError as fault:
        for path in done:
            path.unlink(missing_ok=True)
        raise UserError(
            say("The list cannot be written to {folder}.", folder=paths[0][0].parent),
            say("Choose another folder."),
        ) from fault
