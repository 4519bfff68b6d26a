"""The ways into a shop."""

from collections.abc import Callable
from dataclasses import dataclass

from retailcrm.core.progress import Progress
from retailcrm.ui.screens_table import Loaded
from retailcrm.ui.services_seen import Services
from retailcrm.ui.signed import who_may

Opened = tuple[Services, Loaded]


def entered(
    door: Callable[[Progress], Opened], progress: Progress
) -> tuple[Opened, tuple[str, ...]]:
    """Go through a door, and see who has to sign in behind it."""
    opened = door(progress)
    return opened, who_may(opened[0])


@dataclass(frozen=True, slots=True)
class Doors:
    """Each door runs on the writer's thread and loads what it needs.

    Attributes:
        shop: opens the shop the program was started with.
        demo: fills the demo shop, which has a file of its own, and opens it.
    """

    shop: Callable[[], Opened]
    demo: Callable[[Progress], Opened]
