"""How one person likes the window: kept beside the shop's books, never in them."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the window remembers.

    Attributes:
        appearance: system, light or dark.
        window: left, top, width, height; empty before the first close.
        is_maximized: whether the window filled the screen.
        screen: key of the screen that was open last.
        folder: where files were chosen or written last.
        paper: a4 or letter.
        keys: (action, key) pairs that the person changed.
        copies_at_close: whether the books are copied when the window closes.
        version: of this form, so that later programs can read earlier files.
    """

    appearance: str = "system"
    window: tuple[int, ...] = ()
    is_maximized: bool = False
    screen: str = "today"
    folder: str = ""
    paper: str = "a4"
    keys: tuple[tuple[str, str], ...] = ()
    copies_at_close: bool = True
    version: int = VERSION

    def at(self, window: tuple[int, ...], *, is_maximized: bool, screen: str) -> "Preferences":
        """Remember where the window stood and what it showed."""
        return replace(self, window=window, is_maximized=is_maximized, screen=screen)


def read_preferences(path: Path) -> Preferences:
    """Read preferences; a missing or damaged file gives the usual ones, field by field."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    made = Preferences()
    for one in fields(Preferences):
        value = _thawed(kept.get(one.name))
        if _fits(one.name, value, getattr(made, one.name)):
            made = replace(made, **{one.name: value})
    return replace(made, version=VERSION)


def write_preferences(path: Path, preferences: Preferences) -> bool:
    """Write preferences in one step, so that a crash leaves the old ones or the new.

    Returns:
        Whether they could be kept; a full or read-only disk is no reason to stop working.
    """
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(preferences), indent=2), "utf-8")
        beside.replace(path)
    except OSError:
        return False
    return True


def _fits(name: str, value: Any, usual: object) -> bool:
    if name == "appearance":
        return value in ("system", "light", "dark")
    if name == "paper":
        return value in ("a4", "letter")
    if name == "window":
        numbers = isinstance(value, tuple) and all(isinstance(part, int) for part in value)
        return numbers and len(value) in (0, 4)
    if name == "keys":
        return isinstance(value, tuple) and all(_is_pair(pair) for pair in value)
    return isinstance(value, type(usual))


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, tuple)
        and len(value) == 2  # noqa: PLR2004 - a pair
        and all(isinstance(part, str) for part in value)
    )


def _thawed(value: Any) -> Any:
    return tuple(_thawed(part) for part in value) if isinstance(value, list) else value
