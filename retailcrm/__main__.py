"""The first word decides: a command of the command line, or the window."""

import os
import sys
from collections.abc import Callable
from typing import Any

WINDOW = "window"
_GLOBAL = frozenset({"--json"})


def main() -> int:
    """Run the program; give its exit code."""
    words = sys.argv[1:]
    shop, rest = _shop(words)
    if not rest or rest[0] == WINDOW:
        return _window(shop)
    from retailcrm.cli.run import run

    return run(words, _open_screens)


def _shop(words: list[str]) -> tuple[str | None, list[str]]:
    """Take the global words off, so that the command is seen."""
    shop: str | None = os.environ.get("RETAILCRM_SHOP")
    rest = list(words)
    while rest and rest[0].startswith("--") and rest[0] != "--help":
        word = rest.pop(0)
        if word == "--shop" and rest:
            shop = rest.pop(0)
        elif word.startswith("--shop="):
            shop = word.removeprefix("--shop=")
        elif word == "--as" and rest:
            rest.pop(0)  # the window asks by itself
        elif word not in _GLOBAL:
            return shop, words
    return shop, rest


def _window(shop: str | None) -> int:
    from retailcrm.ui.launch import run_window

    return run_window(_opener(shop), _open_demo, _load_screens)


def _opener(shop: str | None) -> Callable[[], Any]:
    def open_it() -> Any:
        from retailcrm.cli.run import now
        from retailcrm.core.paths import platform_paths
        from retailcrm.wiring import open_shop

        return open_shop(shop or str(platform_paths().shop), now)

    return open_it


def _open_demo(progress: Any) -> Any:
    from retailcrm.cli.run import now
    from retailcrm.core.paths import platform_paths
    from retailcrm.wiring import open_shop

    services = open_shop(str(platform_paths().demo), now)
    if not services.sales.months():
        services.demo.load(progress)
    return services


def _load_screens() -> Any:
    from retailcrm.ui.screens.made import LOADED

    return LOADED


def _open_screens(services: Any) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from retailcrm.ui.trial import open_every_screen

    return open_every_screen(services)


if __name__ == "__main__":
    sys.exit(main())
