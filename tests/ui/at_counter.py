"""The Counter as it is opened for the next customer."""

from typing import Any

from retailcrm.ui.screens.counter.view import CounterScreen
from tests.ui.people_shop import Desk, shown
from tests.unit.ui.counter_shop import FakeCounter, services_of


def the_counter(qtbot: Any, desk: Desk, shop: FakeCounter) -> Any:
    """Put the Counter up at a desk whose services are the shop's."""
    desk.services = services_of(shop)
    made = shown(qtbot, CounterScreen(desk))
    made.desk = desk
    made.open_home()
    return made
