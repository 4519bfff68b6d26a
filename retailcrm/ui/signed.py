"""Who may sign in, and which screens open for whom."""

from retailcrm.core.roles import Actor, Role
from retailcrm.ui.screens_table import ScreenEntry
from retailcrm.ui.services_seen import Services

COUNTER = "counter"
#: whoever has not signed in yet
NOBODY = Actor("", Role.STAFF)


def who_may(services: Services) -> tuple[str, ...]:
    """List who may sign in; nobody where people are not told apart."""
    if not services.staff.must_sign_in():
        return ()
    return tuple(one.name for one in services.staff.people() if one.is_active and one.has_pin)


def may_open(screen: ScreenEntry, actor: Actor) -> bool:
    """Say whether a person may open a screen: staff see the counter and nothing else."""
    return actor.role is not Role.STAFF or screen.for_staff
