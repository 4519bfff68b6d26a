"""The shop's services in one person's hands: told who asks, and closed where the role ends.

Window and command line hand out services through here alone. What is not named for staff is
closed to them, so that whatever is built later starts closed.
"""

from collections.abc import Callable
from functools import partial
from inspect import signature
from types import MappingProxyType
from typing import Any, NoReturn, TypeVar, cast

from retailcrm.core.roles import OWNER, Actor, Right

#: The counter, the one member in front of it, and what the frame around it shows.
FOR_STAFF = MappingProxyType(
    {
        "cards": frozenset(
            {"activate", "block", "counts", "habits", "of_member", "print_sheet", "swap", "unblock"}
        ),
        "checking": frozenset({"back_up_beside", "copy_is_due", "whereabouts"}),
        "codes": frozenset({"check", "take_back", "use"}),
        "customers": frozenset({"profile", "receipt", "refer", "search"}),
        "members": frozenset(
            {"answered", "consent", "correct", "enrol", "glance", "likely", "note", "scan", "warm"}
        ),
        "points": frozenset({"account", "adjust", "award", "if_any", "redeem", "take_back", "why"}),
        "program": frozenset({"current"}),
        "reporting": frozenset({"open_reference"}),
        "shop": frozenset({"settings", "status"}),
        "staff": frozenset({"must_sign_in", "sign_in"}),
    }
)

#: What holds services itself.
HOLDERS = frozenset({"campaigns", "insights"})

_Services = TypeVar("_Services")


def signed(services: _Services, actor: Actor) -> _Services:
    """Give services that do everything in a person's name, and refuse what the role forbids.

    Args:
        services: all of them, or an object that holds some under the same names.
        actor: who will use them.
    """
    return services if actor == OWNER else cast("_Services", _Signed(services, actor))


class _Signed:
    """All services; what is no service stays what it is."""

    def __init__(self, services: object, actor: Actor) -> None:
        self._services, self._actor = services, actor

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._services, name)
        if callable(found):
            return found
        if name in HOLDERS:
            return _Signed(found, self._actor)
        return _Service(found, self._actor, FOR_STAFF.get(name, frozenset()))


class _Service:
    """One service; its methods that ask for an actor are told who it is."""

    def __init__(self, service: object, actor: Actor, counter: frozenset[str]) -> None:
        self._service, self._actor, self._counter = service, actor, counter

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._service, name)
        if name not in self._counter and not self._actor.may(Right.BACK_OFFICE):
            return partial(_refuse, self._actor) if callable(found) else _refuse(self._actor)
        return partial(found, actor=self._actor) if _asks(found) else found


def _refuse(actor: Actor, *_args: object, **_told: object) -> NoReturn:
    """Refuse when the work is asked for, where whoever asked hears of it."""
    actor.need(Right.BACK_OFFICE)
    raise AssertionError(actor)


def _asks(found: Callable[..., object] | object) -> bool:
    return callable(found) and "actor" in signature(found).parameters
