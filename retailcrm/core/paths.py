"""Where the program keeps things on this computer."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The program's folders.

    Attributes:
        data: the shop's books.
        cache: files that can be rebuilt at any time.
    """

    data: Path
    cache: Path

    @property
    def shop(self) -> Path:
        """The books that open by default."""
        return self.data / "shop.db"

    @property
    def demo(self) -> Path:
        """The books of the demo shop."""
        return self.data / "demo.db"


def platform_paths() -> AppPaths:
    """Give the platform's own folders for the program, made if they are missing."""
    dirs = PlatformDirs("retailcrm", appauthor=False)
    paths = AppPaths(Path(dirs.user_data_dir), Path(dirs.user_cache_dir))
    paths.data.mkdir(parents=True, exist_ok=True)
    return paths


def report_folders() -> tuple[Path, ...]:
    """Give where reports about mistakes of the program may lie, whichever part wrote them."""
    dirs = PlatformDirs("retailcrm", appauthor=False)
    places = {Path(dirs.user_config_dir), Path(dirs.user_data_dir)}
    places.add(Path.home() / "Library" / "Preferences" / "retailcrm")
    return tuple(sorted(place / "reports" for place in places))
