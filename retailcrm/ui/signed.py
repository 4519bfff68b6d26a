"""The shop as one person may use it: whatever asks who does it is told, and refuses by itself."""

from collections.abc import Callable
from functools import partial
from inspect import signature
from typing import Any, cast

from retailcrm.core.roles import OWNER, Actor, Role
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


def signed(services: Services, actor: Actor) -> Services:
    """Give services that do everything in a person's name."""
    return services if actor == OWNER else cast("Services", _Signed(services, actor))


def may_open(screen: ScreenEntry, actor: Actor) -> bool:
    """Say whether a person may open a screen: staff see the counter and nothing else."""
    return actor.role is not Role.STAFF or screen.for_staff


class _Signed:
    """All services; what is no service stays what it is."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services, self._actor = services, actor

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._services, name)
        return found if callable(found) else _Service(found, self._actor)


class _Service:
    """One service; its methods that ask for an actor are told who it is."""

    def __init__(self, service: object, actor: Actor) -> None:
        self._service, self._actor = service, actor

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._service, name)
        return partial(found, actor=self._actor) if _asks(found) else found


def _asks(found: Callable[..., object] | object) -> bool:
    return callable(found) and "actor" in signature(found).parameters
